//! `naptime course new`, `lint`, `pack` and `unpack`: a programme from an empty folder to one file and back.

use super::{DONE, FINDINGS, arguments::Arguments, say};
use anyhow::Context;
use naptime_course::{
    archive,
    author::{self, Finding, Folder, Severity},
    package::Package,
    read,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The folder of the app that holds its programme.
const COURSE: &str = "course";

/// Begins a programme.
pub fn new(mut arguments: Arguments) -> anyhow::Result<ExitCode> {
    let title: Option<String> = arguments.value("--title")?;
    let dir = arguments.last_path("DIR")?;
    author::create(&dir, title.as_deref())?;
    let dir = dir.display();
    say(&format!("{dir} holds a small programme to change; see it with: naptime course preview {dir}"));
    Ok(DONE)
}

/// Says what to mend.
pub fn lint(mut arguments: Arguments) -> anyhow::Result<ExitCode> {
    let against = arguments.path("--against")?;
    let dir = arguments.last_path("DIR")?;
    let folder = Folder::read(&dir)?;
    let old = against.as_deref().map(author::load).transpose()?;
    let mut findings = author::lint(&folder);
    let is_sound = errors(&findings) == 0;
    if let (Some(old), true) = (&old, is_sound) {
        findings.extend(author::against(&folder, &read::whole(old)?)?);
        findings.sort();
    }
    show(&findings, &dir);
    if old.is_some() && !is_sound {
        say("Not compared with the other edition: mend the errors first");
    }
    Ok(if errors(&findings) == 0 { DONE } else { FINDINGS.into() })
}

/// Makes one file of a programme.
pub fn pack(mut arguments: Arguments) -> anyhow::Result<ExitCode> {
    let out = out(&mut arguments, "FILE")?;
    let dir = arguments.last_path("DIR")?;
    let folder = Folder::read(&dir)?;
    let findings = author::lint(&folder);
    if !findings.is_empty() {
        show(&findings, &dir);
    }
    if errors(&findings) > 0 {
        return Ok(FINDINGS.into());
    }
    let package = author::pack(&folder)?;
    let bytes = archive::write(&package);
    replace(&out, &bytes).with_context(|| format!("{} could not be written", out.display()))?;
    say(&format!("{} holds the programme as package {}, {} KB", out.display(), package.hash(), bytes.len() / 1024));
    Ok(DONE)
}

/// Lays the files of a packed programme out.
pub fn unpack(mut arguments: Arguments) -> anyhow::Result<ExitCode> {
    let out = out(&mut arguments, "DIR")?;
    let package = author::load(&arguments.last_path("FILE")?)?;
    author::unpack(&package, &out).with_context(|| format!("{} could not be written", out.display()))?;
    say(&format!("{} hands out package {}", out.display(), package.hash()));
    Ok(DONE)
}

/// What a server lays over an app to offer the first of these editions; the others stay within reach.
pub fn laid_over(editions: &[Package]) -> impl Iterator<Item = (String, Option<Vec<u8>>)> {
    // The last to name the present edition wins.
    let stored = editions.iter().rev().flat_map(Package::stored);
    stored.map(|(name, bytes)| (format!("{COURSE}/{name}"), Some(bytes)))
}

/// Prints findings, each with a path that can be opened from here, and counts them.
pub fn show(findings: &[Finding], dir: &Path) {
    for finding in findings {
        let file = dir.join(&finding.file).display().to_string();
        say(&Finding { file, ..finding.clone() }.to_string());
    }
    let errors = errors(findings);
    say(&match (errors, findings.len() - errors) {
        (0, 0) => format!("{} has nothing to mend", dir.display()),
        (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    });
}

/// How many findings keep a programme from being packed.
fn errors(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.severity == Severity::Error).count()
}

fn count(number: usize, of: &str) -> String {
    if number == 1 { format!("1 {of}") } else { format!("{number} {of}s") }
}

fn out(arguments: &mut Arguments, what: &str) -> anyhow::Result<PathBuf> {
    arguments.path("--out")?.ok_or_else(|| arguments.wrong(format!("say where to with --out {what}")))
}

/// The file is the old one or the new one, never half of it.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    fs::write(&partial, bytes)?;
    fs::rename(&partial, path).inspect_err(|_| fs::remove_file(&partial).unwrap_or_default())
}
