//! From a request's path to a file's name: an allow-list, so nothing outside the folder can be named.

use super::kind;

/// First parts of the app's own routes: each is shown by `index.html`.
const ROUTES: [&str; 13] = [
    "challenge",
    "critique",
    "group",
    "join",
    "lesson",
    "me",
    "nugget",
    "outside",
    "share",
    "start",
    "stuck",
    "today",
    "work",
];

/// First parts of what is no page: the protocol, and the course, one of whose files has no ending.
const NO_PAGES: [&str; 2] = ["v1", "course"];

/// What a path asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The page, which then reads the route.
    Page,
    /// A page nothing lives at: the page says so, and leads on. `public/sw.js` answers the same addresses with it.
    NoPage,
    /// A file of the app, by its path under the folder.
    File(String),
    /// Nothing of ours.
    Nothing,
}

impl Wanted {
    /// The file's path under the app's folder.
    pub(super) fn file(&self) -> Option<&str> {
        match self {
            Self::Page | Self::NoPage => Some("index.html"),
            Self::File(name) => Some(name),
            Self::Nothing => None,
        }
    }
}

/// What a path, still percent-encoded, asks for.
///
/// Names of files are letters, digits and `-_.`, no part begins with a dot, and twins are reached by encoding alone:
/// so neither `..` nor an escaped slash nor a hidden file is ever looked for.
pub(super) fn wanted(path: &str) -> Wanted {
    let Some(rest) = path.strip_prefix('/') else { return Wanted::Nothing };
    if rest.is_empty() {
        return Wanted::Page;
    }
    let parts: Vec<&str> = rest.strip_suffix('/').unwrap_or(rest).split('/').collect();
    if !parts.iter().all(|part| is_name(part)) {
        return Wanted::Nothing;
    }
    match parts.first() {
        Some(first) if ROUTES.contains(first) => Wanted::Page,
        Some(first) if !NO_PAGES.contains(first) && !rest.contains('.') => Wanted::NoPage,
        _ if rest.ends_with('/') || kind::is_twin(rest) => Wanted::Nothing,
        _ => Wanted::File(rest.to_owned()),
    }
}

fn is_name(part: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    !part.is_empty() && part.len() <= 255 && !part.starts_with('.') && part.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_of_the_app_are_its_page_and_files_are_themselves() {
        for route in ["/", "/today", "/lesson/quiet-start/2", "/group/", "/join", "/me"] {
            assert_eq!(wanted(route), Wanted::Page, "{route}");
        }
        assert_eq!(wanted("/icons/icon-192.png"), Wanted::File("icons/icon-192.png".into()));
        assert_eq!(wanted("/course/current"), Wanted::File("course/current".into()));
        assert_eq!(wanted("/todays"), Wanted::NoPage);
    }

    #[test]
    fn every_address_the_app_gives_itself_is_its_page() {
        let written = include_str!("../../../../src/ui/route.rs");
        let addresses = written.lines().filter_map(|line| line.split_once("=> (\"/")?.1.split_once('"'));
        let addresses: Vec<&str> = addresses.map(|(address, _)| address.trim_end_matches('/')).collect();
        assert!(addresses.contains(&"today"), "{addresses:?}");
        for address in addresses {
            assert!(ROUTES.contains(&address), "{address}");
        }
    }

    #[test]
    fn nothing_outside_the_folder_has_a_name() {
        let hostile = [
            "",
            "*",
            "/..",
            "/../naptime.sqlite",
            "/%2e%2e/x",
            "/a/../b",
            "/a//b",
            "/.git/config",
            "/a\\b",
            "/a%00",
            "/today/../../x",
            "/x.js.br",
            "/x.js.gz",
            "/v1/",
            "/\u{e9}",
        ];
        for path in hostile {
            assert_eq!(wanted(path), Wanted::Nothing, "{path}");
        }
    }
}
