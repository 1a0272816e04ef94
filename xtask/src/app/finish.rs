//! The build's last step, from what Trunk left to what the server hands out.

use std::path::Path;

use anyhow::{Context, Result};

use super::{
    Flavour, compress, course,
    names::{self, Names},
    page::set_meta,
    parts, service_worker, short_names,
    site::Site,
    style, tight,
};
use crate::{parallel, report, tools::WasmOpt, workspace};

const ENGINE_LOADER: &str = include_str!("engine_loader.js");

/// Shrinks, renames, lists and compresses. Without an optimiser it is neither small nor compressed.
///
/// The course is added when the app has its version and its list of files: another edition is not another app.
pub fn finish(
    mut site: Site,
    flavour: Flavour,
    optimiser: Option<&WasmOpt>,
    server: &Path,
    folder: &Path,
) -> Result<()> {
    if let Some(optimiser) = optimiser {
        optimise_all(&mut site, optimiser)?;
    }
    site.put("engine_loader.js", ENGINE_LOADER);
    site.put("third-party.txt", workspace::read(&workspace::path("THIRD-PARTY.md"))?);
    short_names::shorten(&mut site)?;
    tighten_scripts(&mut site)?;
    let names = rename(&mut site)?;
    let page = fill_page(&mut site, &names)?;
    let version = version(&site, &page);
    site.put("index.html", set_meta(&page, "naptime-version", &version)?);
    if flavour.has_service_worker() {
        fill_service_worker(&mut site, &version)?;
    } else {
        site.files.retain(|path, _| path != service_worker::PATH);
    }
    course::add(&mut site, server)?;
    if optimiser.is_some() {
        compress::add_twins(&mut site)?;
    }
    site.write(folder)
}

fn tighten_scripts(site: &mut Site) -> Result<()> {
    for (path, bytes) in site.files.iter_mut().filter(|(path, _)| path.ends_with(".js")) {
        let text = std::str::from_utf8(bytes).with_context(|| format!("{path} is not text"))?;
        *bytes = tight::script(text).into_bytes();
    }
    Ok(())
}

/// Dependencies before those who name them.
fn rename(site: &mut Site) -> Result<Names> {
    let snippets = site.files.keys().filter(|path| path.starts_with("snippets/")).cloned().collect::<Vec<_>>();
    let fixed = [
        "app_bg.wasm",
        parts::LATER,
        parts::LOADER,
        "engine_bg.wasm",
        "app.js",
        "engine.js",
        "engine_loader.js",
        "boot.js",
        style::PATH,
    ];
    let mut names = Names::default();
    for path in snippets.iter().map(String::as_str).chain(fixed) {
        names.rename(site, path)?;
    }
    Ok(names)
}

fn fill_page(site: &mut Site, names: &Names) -> Result<String> {
    let page = names.rewrite_page(&tight::page(&site.take_text("index.html")?));
    let page = set_meta(&page, "naptime-page", &names.url("app.js")?)?;
    let page = set_meta(&page, "naptime-page-wasm", &names.url("app_bg.wasm")?)?;
    let page = set_meta(&page, "naptime-later", &names.url(parts::LATER)?)?;
    set_meta(&page, "naptime-engine", &names.url("engine_loader.js")?)
}

/// The package's version and a hash of all files, so that any change is a new version to the service worker.
fn version(site: &Site, page: &str) -> String {
    let mut all = page.as_bytes().to_vec();
    for (path, bytes) in &site.files {
        all.extend_from_slice(path.as_bytes());
        all.extend_from_slice(bytes);
    }
    let hash = names::short_hash(&all);
    format!("{}+{}", env!("CARGO_PKG_VERSION"), hash.get(..8).unwrap_or_default())
}

fn fill_service_worker(site: &mut Site, version: &str) -> Result<()> {
    if !site.files.contains_key(service_worker::PATH) {
        report::note("no service worker: there is no public/sw.js");
        return Ok(());
    }
    let urls = service_worker::precached(site);
    let filled = service_worker::fill(&site.take_text(service_worker::PATH)?, &urls, version)?;
    site.put(service_worker::PATH, filled);
    Ok(())
}

fn optimise_all(site: &mut Site, optimiser: &WasmOpt) -> Result<()> {
    let programs = ["engine_bg.wasm", parts::LATER, "app_bg.wasm"];
    let large = programs.iter().map(|path| Ok((*path, site.take(path)?))).collect::<Result<Vec<_>>>()?;
    let small = parallel::map(&large, |(path, bytes)| {
        optimise(optimiser, bytes).with_context(|| format!("making {path} small"))
    })?;
    for (path, bytes) in programs.iter().zip(small) {
        site.put(path, bytes);
    }
    Ok(())
}

/// The same bytes were shrunk before more often than not: the result is kept by hash.
fn optimise(optimiser: &WasmOpt, bytes: &[u8]) -> Result<Vec<u8>> {
    let key = names::short_hash(&[bytes, optimiser.recipe().as_bytes()].concat());
    let folder = workspace::scratch().join("wasm-opt");
    let (input, output) = (folder.join(format!("{key}.in.wasm")), folder.join(format!("{key}.wasm")));
    if !output.is_file() {
        workspace::write(&input, bytes)?;
        let partial = output.with_extension("partial");
        optimiser.run(&input, &partial)?;
        std::fs::rename(&partial, &output)?;
        std::fs::remove_file(&input)?;
    }
    Ok(std::fs::read(&output)?)
}
