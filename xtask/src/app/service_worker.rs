//! Filling in the service worker: the files of this build, and the build's version.

use anyhow::{Result, bail};

use super::site::Site;

const FILES: &str = "/*PRECACHE*/[]";
const VERSION: &str = "/*VERSION*/''";
/// Where the service worker is, and must stay: its path is its scope.
pub const PATH: &str = "sw.js";

/// Lists every file of the build in the service worker, and names the build.
pub fn fill(template: &str, urls: &[String], version: &str) -> Result<String> {
    for placeholder in [FILES, VERSION] {
        if template.matches(placeholder).count() != 1 {
            bail!("public/sw.js should hold {placeholder} once");
        }
    }
    let list = urls.iter().map(|url| format!("'{url}'")).collect::<Vec<_>>().join(",");
    Ok(template.replace(FILES, &format!("[{list}]")).replace(VERSION, &format!("'{version}'")))
}

/// What a phone keeps to start without a network: all of the app but the worker itself and what is only read online.
pub fn precached(site: &Site) -> Vec<String> {
    let kept = site.files.keys().filter(|path| *path != PATH && !path.ends_with(".txt"));
    kept.map(|path| if path == "index.html" { "/".to_owned() } else { format!("/{path}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_and_the_version_are_filled_in() {
        let template = "const VERSION = /*VERSION*/'';\nconst FILES = /*PRECACHE*/[];";
        let filled = fill(template, &["/".into(), "/assets/a.js".into()], "0.1.0+ab").unwrap();
        assert_eq!(filled, "const VERSION = '0.1.0+ab';\nconst FILES = ['/','/assets/a.js'];");
    }

    #[test]
    fn a_template_without_a_placeholder_is_refused() {
        assert!(fill("const VERSION = /*VERSION*/'';", &[], "1").is_err());
    }

    #[test]
    fn the_start_page_is_kept_as_the_root() {
        let mut site = Site::default();
        for path in ["index.html", "sw.js", "notices.txt", "assets/app.js"] {
            site.put(path, *b"");
        }
        assert_eq!(precached(&site), ["/assets/app.js", "/"]);
    }
}
