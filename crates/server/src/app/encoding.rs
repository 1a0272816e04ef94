//! Which compressed twin of a file a browser takes.

use axum::http::{HeaderMap, header};

/// How a body is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// As it is.
    Identity,
}

impl Encoding {
    /// The name in headers, if it needs one.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// The end of the twin's name, if there is one.
    pub(super) fn suffix(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some(".br"),
            Self::Gzip => Some(".gz"),
            Self::Identity => None,
        }
    }
}

/// What a request accepts beside the plain bytes, smallest first.
pub(super) fn accepted(headers: &HeaderMap) -> Vec<Encoding> {
    let lists = || headers.get_all(header::ACCEPT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    let takes = |name: &str| {
        lists().flat_map(|list| list.split(',')).any(|one| {
            let mut parts = one.split(';').map(str::trim);
            let named = parts.next().is_some_and(|coding| coding.eq_ignore_ascii_case(name));
            named && !parts.any(refused)
        })
    };
    [(Encoding::Brotli, "br"), (Encoding::Gzip, "gzip")]
        .into_iter()
        .filter_map(|(encoding, name)| takes(name).then_some(encoding))
        .collect()
}

/// `q=0`, however many noughts it is written with.
fn refused(parameter: &str) -> bool {
    let weight = parameter.strip_prefix("q=").or_else(|| parameter.strip_prefix("Q="));
    weight.is_some_and(|weight| weight.trim().parse::<f32>().is_ok_and(|weight| weight <= 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(value: &str) -> Vec<Encoding> {
        let value = value.parse().unwrap();
        accepted(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, value)]))
    }

    #[test]
    fn the_smallest_encoding_a_browser_takes_is_first() {
        assert_eq!(asked("gzip, deflate, br"), [Encoding::Brotli, Encoding::Gzip]);
        assert_eq!(asked("GZIP;q=0.5"), [Encoding::Gzip]);
        assert_eq!(asked("br;q=0, gzip; q=0.000, broken"), []);
        assert_eq!(accepted(&HeaderMap::new()), []);
    }
}
