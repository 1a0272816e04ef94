//! Which packages ship: what the app and the server are linked from, without build tools and tests.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::Program;

/// One package that ships.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Package {
    pub name: String,
    pub version: String,
    /// As the package states it, in SPDX.
    pub licence: String,
    pub folder: PathBuf,
}

impl Package {
    /// Name and version.
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}

/// All packages of others that ship, sorted by name.
pub fn shipped() -> Result<BTreeSet<Package>> {
    let mut all = linked_into("naptime", "wasm32-unknown-unknown")?;
    all.extend(linked_into("naptime-server", "x86_64-unknown-linux-gnu")?);
    Ok(all)
}

fn linked_into(root: &str, target: &str) -> Result<BTreeSet<Package>> {
    let printed = Program::cargo().words("metadata --format-version 1 --filter-platform").arg(target).output()?;
    let metadata: Value = serde_json::from_str(&printed).context("reading cargo's metadata")?;
    let packages: BTreeMap<&str, &Value> =
        array(&metadata, "/packages").iter().filter_map(|package| Some((text(package, "id")?, package))).collect();
    let nodes: BTreeMap<&str, &Value> =
        array(&metadata, "/resolve/nodes").iter().filter_map(|node| Some((text(node, "id")?, node))).collect();
    let start = packages.iter().find(|(_, package)| text(package, "name") == Some(root) && is_ours(package));
    let mut waiting = vec![*start.with_context(|| format!("there is no package {root}"))?.0];
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if packages.get(id).is_some_and(|package| !is_macro(package)) && seen.insert(id) {
            waiting.extend(nodes.get(id).into_iter().flat_map(|node| linked_dependencies(node)));
        }
    }
    seen.iter()
        .filter_map(|id| packages.get(id))
        .filter(|package| !is_ours(package))
        .map(|package| read(package))
        .collect()
}

fn linked_dependencies(node: &Value) -> impl Iterator<Item = &str> {
    let linked = |dependency: &&Value| array(dependency, "/dep_kinds").iter().any(|kind| kind["kind"].is_null());
    array(node, "/deps").iter().filter(linked).filter_map(|dependency| text(dependency, "pkg"))
}

fn is_ours(package: &Value) -> bool {
    package["source"].is_null()
}

/// Macros run in the compiler and don't ship.
fn is_macro(package: &Value) -> bool {
    array(package, "/targets").iter().any(|target| array(target, "/kind").iter().any(|kind| kind == "proc-macro"))
}

fn read(package: &Value) -> Result<Package> {
    let field = |name| text(package, name).map(str::to_owned).with_context(|| format!("a package without {name}"));
    let manifest = PathBuf::from(field("manifest_path")?);
    Ok(Package {
        name: field("name")?,
        version: field("version")?,
        licence: field("license").unwrap_or_else(|_| "see its licence file".to_owned()),
        folder: manifest.parent().context("a manifest without a folder")?.to_path_buf(),
    })
}

fn array<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}
