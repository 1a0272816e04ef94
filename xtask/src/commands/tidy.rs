//! `tidy`: the import rules and invariants of docs/architecture.md that neither Cargo nor clippy can enforce.

mod code;
mod imports;
mod shape;
mod sheet;

use std::fmt;

use anyhow::{Result, bail};
use pico_args::Arguments;

use self::code::Code;
use crate::{process::Program, workspace};

/// One broken rule at one place.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    file: String,
    /// Counted from 1.
    line: usize,
    what: String,
    mend: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}\n    mend: {}", self.file, self.line, self.what, self.mend)
    }
}

/// Prints all findings at once.
pub fn run(arguments: Arguments) -> Result<()> {
    super::finish(arguments)?;
    check()
}

/// Checks every file that git knows or would add.
pub fn check() -> Result<()> {
    let mut findings = Vec::new();
    let files = files()?;
    for file in &files {
        findings.extend(check_file(file, &workspace::read(&workspace::path(file))?));
    }
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        bail!("{} to tidy in {} files", findings.len(), files.len());
    }
    println!("  {} files are tidy", files.len());
    Ok(())
}

fn files() -> Result<Vec<String>> {
    let listed = Program::new("git").words("ls-files --cached --others --exclude-standard").output()?;
    let known = |file: &&str| [".rs", ".css", ".js", ".mjs", ".ts", ".html"].iter().any(|end| file.ends_with(end));
    let there = |file: &&str| workspace::path(file).is_file();
    Ok(listed.lines().filter(known).filter(there).map(str::to_owned).collect())
}

fn check_file(file: &str, text: &str) -> Vec<Finding> {
    if file.ends_with(".css") {
        return sheet::check(file, text);
    }
    if !file.ends_with(".rs") {
        return shape::check_script(file, text);
    }
    let code = Code::of(file, text);
    let mut findings = shape::check(file, text, &code);
    findings.extend(imports::check(file, &code));
    findings
}
