//! One sheet out of `style/`: `main.css` with each `@import` replaced by the file, inside its cascade layer.

use std::path::Path;

use anyhow::{Context, Result};

use super::site::Site;
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
    for line in without_comments(&workspace::read(&folder.join("main.css"))?).lines() {
        match import(line) {
            Some((file, layer)) => {
                let text = workspace::read(&folder.join(file)).context("style/main.css imports it")?;
                sheet.push_str(&in_layer(&tight(&text), layer));
            }
            None => sheet.push_str(&tight(line)),
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

/// Without comments, indentation and empty lines. Brotli takes the rest.
fn tight(text: &str) -> String {
    let text = without_comments(text);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
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

    #[test]
    fn comments_and_indentation_go() {
        assert_eq!(tight("/* why */\nbody {\n  margin: 0; /* none */\n\n}\n"), "body {\nmargin: 0;\n}\n");
    }
}
