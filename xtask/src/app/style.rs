//! One sheet out of `style/`: `main.css` with each `@import` replaced by the file, inside its cascade layer.

use std::path::Path;

use anyhow::{Context, Result};

use super::{site::Site, tight};
use crate::workspace;

/// The sheet's path before it is renamed.
pub const PATH: &str = "style.css";

/// Adds the sheet to the site.
pub fn add(site: &mut Site) -> Result<()> {
    let sheet = bundle(&workspace::path("style"))?;
    site.put(PATH, sheet);
    Ok(())
}

fn bundle(folder: &Path) -> Result<String> {
    let mut sheet = String::new();
    for line in tight::sheet(&workspace::read(&folder.join("main.css"))?).lines() {
        match import(line) {
            Some((file, layer)) => {
                let text = workspace::read(&folder.join(file)).context("style/main.css imports it")?;
                sheet.push_str(&in_layer(&tight::sheet(&text), layer));
            }
            None => sheet.extend([line, "\n"]),
        }
    }
    Ok(sheet)
}

/// `@import "kit/button.css" layer(components);`
fn import(line: &str) -> Option<(&str, Option<&str>)> {
    let rest = line.trim().strip_prefix("@import")?.trim_start();
    let (_, rest) = rest.split_once('"')?;
    let (file, rest) = rest.split_once('"')?;
    let layer = rest.trim().strip_prefix("layer(").and_then(|rest| rest.split_once(')')).map(|(layer, _)| layer);
    Some((file, layer))
}

fn in_layer(text: &str, layer: Option<&str>) -> String {
    match layer {
        Some(layer) => format!("@layer {layer} {{\n{text}}}\n"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_names_its_file_and_layer() {
        assert_eq!(import("@import \"a.css\" layer(base);"), Some(("a.css", Some("base"))));
        assert_eq!(import("@import \"a.css\";"), Some(("a.css", None)));
        assert_eq!(import("body {"), None);
    }
}
