//! Licence texts out of the packages' own files: each text once, with everyone who holds a copyright under it.

use std::{collections::BTreeMap, path::Path};

use anyhow::Result;

use super::packages::Package;
use crate::workspace;

/// Packages under one text, each with its copyright lines.
type Holders<'a> = Vec<(&'a Package, Vec<String>)>;

/// Groups packages by the text they are under.
pub fn by_text<'a>(packages: impl IntoIterator<Item = &'a Package>) -> Result<Vec<(String, Holders<'a>)>> {
    let mut groups: BTreeMap<String, (String, Holders<'a>)> = BTreeMap::new();
    for package in packages {
        let (text, holders) = split(&licence_text(package)?);
        // The same licence is wrapped and indented in many ways.
        let key = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        groups.entry(key).or_insert_with(|| (text, Vec::new())).1.push((package, holders));
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|(_, packages)| packages.first().map(|(package, _)| package.title()));
    Ok(groups)
}

/// The shortest that the package lets us choose: MIT before the others, and what has no file as its SPDX name.
fn licence_text(package: &Package) -> Result<String> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&package.folder)? {
        let path = entry?.path();
        if is_licence(&path) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    let mit = files.iter().find(|file| name(file).contains("mit"));
    match mit.or(files.first()) {
        Some(file) => workspace::read(file),
        None => Ok(format!("{} (the package carries no text of it)", package.licence)),
    }
}

fn is_licence(path: &Path) -> bool {
    ["licen", "copying", "unlicense"].iter().any(|start| name(path).starts_with(start))
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// The text without its copyright lines, and those lines.
fn split(text: &str) -> (String, Vec<String>) {
    let is_holder = |line: &&str| {
        let line = line.trim_start().to_lowercase();
        line.starts_with("copyright (c)") || line.starts_with("copyright ©") || line.starts_with("copyright 2")
    };
    let holders = text.lines().filter(is_holder).map(|line| line.trim().to_owned()).collect();
    let rest: Vec<_> = text.lines().filter(|line| !is_holder(line)).map(str::trim_end).collect();
    (rest.join("\n").trim_matches('\n').to_owned(), holders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copyright_lines_are_told_from_the_text() {
        let (text, holders) = split("The MIT License\n\nCopyright (c) 2020 Ana\n\nPermission is granted\n");
        assert_eq!(text, "The MIT License\n\n\nPermission is granted");
        assert_eq!(holders, ["Copyright (c) 2020 Ana"]);
    }
}
