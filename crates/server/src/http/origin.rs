//! Which pages may speak to this server: its own, and those it was told of.

use axum::http::{HeaderMap, header};

/// Whether a request comes from a page of another origin. Programs that are no browser name no origin; whoever they
/// are, they still have to sign.
pub(super) fn is_foreign(headers: &HeaderMap, allowed: &[String]) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).into_iter();
    let (origin, another) = (origins.next(), origins.next());
    match (origin, another) {
        (None, _) => false,
        (Some(_), Some(_)) => true,
        (Some(origin), None) => {
            let Ok(origin) = origin.to_str() else { return true };
            let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
            let own = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
            let is_own = own.is_some_and(|own| host.is_some_and(|host| own.eq_ignore_ascii_case(host)));
            !is_own && !allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(origin))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign(origin: &str) -> bool {
        let headers = [(header::HOST, "naptime.example"), (header::ORIGIN, origin)];
        let headers = headers.into_iter().map(|(name, value)| (name, value.parse().unwrap())).collect();
        is_foreign(&headers, &["https://app.example".into()])
    }

    #[test]
    fn only_the_servers_own_pages_and_named_ones_are_let_in() {
        assert!(!foreign("https://naptime.example") && !foreign("http://naptime.example"));
        assert!(!foreign("https://app.example"));
        for origin in
            ["https://evil.example", "https://naptime.example.evil.example", "null", "https://naptime.example:8443", ""]
        {
            assert!(foreign(origin), "{origin}");
        }
        assert!(!is_foreign(&HeaderMap::new(), &[]));
    }
}
