//! Names by content: `app.js` becomes `assets/app-<16 hex digits>.js`, so that it may be cached for good.
//!
//! Trunk can't do this: it hashes before wasm-bindgen and wasm-opt have run.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::site::Site;

/// Everything in this folder is named by its content; the server lets it be cached for a year.
const FOLDER: &str = "assets";

/// The new name of each file, in the order they were renamed.
#[derive(Default)]
pub struct Names {
    renamed: Vec<(String, String)>,
}

impl Names {
    /// Renames a file after writing the new names of earlier ones into it, if it is text.
    pub fn rename(&mut self, site: &mut Site, path: &str) -> Result<()> {
        let mut bytes = site.take(path)?;
        if matches!(extension(path), "js" | "css") {
            let text = String::from_utf8(bytes).with_context(|| format!("{path} is not text"))?;
            bytes = self.rewrite(&text, |new| format!("./{new}")).into_bytes();
        }
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = file.split('.').next().unwrap_or(file);
        let name = format!("{stem}-{}.{}", short_hash(&bytes), extension(path));
        site.put(&format!("{FOLDER}/{name}"), bytes);
        self.renamed.push((path.to_owned(), name));
        Ok(())
    }

    /// Writes the new names into a page, as absolute paths.
    pub fn rewrite_page(&self, page: &str) -> String {
        self.rewrite(page, |new| format!("/{FOLDER}/{new}"))
    }

    /// The URL a file is served at.
    pub fn url(&self, path: &str) -> Result<String> {
        let found = self.renamed.iter().find(|(old, _)| old == path);
        found.map(|(_, new)| format!("/{FOLDER}/{new}")).with_context(|| format!("{path} was not given a new name"))
    }

    /// Replaces quoted references: `"app.js"`, `"./app.js"` and `"/app.js"`, with either quote.
    fn rewrite(&self, text: &str, url: impl Fn(&str) -> String) -> String {
        let mut text = text.to_owned();
        for (old, new) in &self.renamed {
            for quote in ['"', '\''] {
                for prefix in ["", "./", "/"] {
                    text =
                        text.replace(&format!("{quote}{prefix}{old}{quote}"), &format!("{quote}{}{quote}", url(new)));
                }
            }
        }
        text
    }
}

/// The extension, without the dot.
pub fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// 64 bits of SHA-256: a name, not a proof.
pub fn short_hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    hex(&digest).chars().take(16).collect()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let mut site = Site::default();
        site.put("app_bg.wasm", *b"wasm");
        site.put("app.js", *b"new URL('app_bg.wasm', import.meta.url)");
        site
    }

    #[test]
    fn a_file_refers_to_others_by_their_new_names() {
        let (mut site, mut names) = (site(), Names::default());
        names.rename(&mut site, "app_bg.wasm").unwrap();
        names.rename(&mut site, "app.js").unwrap();
        let script = site.take_text(names.url("app.js").unwrap().trim_start_matches('/')).unwrap();
        assert_eq!(script, format!("new URL('./app_bg-{}.wasm', import.meta.url)", short_hash(b"wasm")));
        let page = names.rewrite_page("<script src=\"/app.js\"></script>");
        assert_eq!(page, format!("<script src=\"{}\"></script>", names.url("app.js").unwrap()));
    }

    #[test]
    fn other_content_gets_another_name() {
        let (mut one, mut other) = (site(), site());
        other.put("app_bg.wasm", *b"WASM");
        let (mut names_one, mut names_other) = (Names::default(), Names::default());
        for path in ["app_bg.wasm", "app.js"] {
            names_one.rename(&mut one, path).unwrap();
            names_other.rename(&mut other, path).unwrap();
        }
        assert_ne!(names_one.url("app.js").unwrap(), names_other.url("app.js").unwrap());
    }
}
