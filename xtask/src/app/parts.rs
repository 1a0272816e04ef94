//! The page's program in its two parts: the one that starts, and the later screens.
//!
//! They are split between cargo and wasm-bindgen, which Trunk runs in one go: what it made of the whole gives way.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{Flavour, site::Site};
use crate::{process::Program, tools::BuildTools, workspace};

/// The later screens.
pub const LATER: &str = "later.wasm";
/// The module by which the start brings them.
pub const LOADER: &str = "later.js";
/// What the splitter calls that module in the start.
const IMPORTED: &str = "./__wasm_split.js";

/// The splitter's own would import the start, which imports it: no two files can carry each other's hash in their names.
const LOADER_TEXT: &str = include_str!("later_loader.js");

/// Puts both parts in the place of the whole.
pub fn take_the_place_of_the_whole(flavour: Flavour, tools: &BuildTools, site: &mut Site) -> Result<()> {
    let whole = workspace::target().join("wasm32-unknown-unknown").join(flavour.target_folder()).join("app.wasm");
    let folder = folder(flavour);
    workspace::remove_folder(&folder)?;
    let (split, bound) = (folder.join("split"), folder.join("bound"));
    Program::new(&tools.split).arg(&whole).arg(&split).words("--out-name app").run_quietly()?;
    Program::new(&tools.bindgen)
        .words("--target web --keep-lld-exports --no-typescript --out-name app --out-dir")
        .arg(&bound)
        .arg(split.join("app.wasm"))
        .run_quietly()?;
    for file in workspace::files_below(&bound)? {
        site.put(&workspace::relative(&file, &bound), read(&file)?);
    }
    let script = site.take_text("app.js")?;
    site.put("app.js", import_loader(&script)?);
    site.put(LATER, read(&split.join("split_later.wasm"))?);
    site.put(LOADER, LOADER_TEXT);
    Ok(())
}

/// The part that starts, still with names in it.
pub fn start_program(flavour: Flavour) -> PathBuf {
    folder(flavour).join("bound/app_bg.wasm")
}

fn folder(flavour: Flavour) -> PathBuf {
    workspace::scratch().join(format!("parts-{}", flavour.name()))
}

/// The start still asks wasm's imports for the splitter's name.
fn import_loader(script: &str) -> Result<String> {
    let import = format!(" from \"{IMPORTED}\"");
    let (before, after) = script.split_once(&import).with_context(|| format!("app.js imports no {IMPORTED}"))?;
    Ok(format!("{before} from \"./{LOADER}\"{after}"))
}

fn read(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("reading {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_imports_our_loader_under_the_splitters_name() {
        let script = "import * as a from \"./__wasm_split.js\"\nf({ \"./__wasm_split.js\": a });";
        let ours = "import * as a from \"./later.js\"\nf({ \"./__wasm_split.js\": a });";
        assert_eq!(import_loader(script).unwrap(), ours);
        assert!(import_loader("").is_err());
    }
}
