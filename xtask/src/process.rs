//! Running other programs: what is run is printed when it fails, and its output can be watched while it runs.

use std::{
    ffi::{OsStr, OsString},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// A program with its arguments, started in the repository's root without standard input.
pub struct Program {
    command: Command,
}

impl Program {
    /// A program by name or path.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.current_dir(workspace::root()).stdin(Stdio::null());
        Self { command }
    }

    /// The cargo that runs xtask.
    pub fn cargo() -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut program = Self::new(cargo);
        // Set for xtask itself by `cargo run`; inherited, they would make build scripts run again.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_PKG_") || name == "CARGO_MANIFEST_DIR" {
                program.command.env_remove(name);
            }
        }
        program
    }

    /// Adds one argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Adds arguments; words of a string literal are split by the caller.
    pub fn args<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Adds the words of a line that has no quoting.
    pub fn words(self, line: &str) -> Self {
        self.args(line.split_whitespace())
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Starts in another folder.
    pub fn in_folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Puts folders before the rest of PATH.
    pub fn with_tools(self, folders: &[PathBuf]) -> Result<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let all = folders.iter().cloned().chain(std::env::split_paths(&path));
        let joined = std::env::join_paths(all).context("a tool's folder can't be put on PATH")?;
        Ok(self.env("PATH", joined))
    }

    /// Keeps the program from printing, unless it fails: then its output is part of the error.
    pub fn run_quietly(mut self) -> Result<()> {
        let output = self.command.output().with_context(|| self.cannot_start())?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let heard = String::from_utf8_lossy(&output.stdout);
            bail!("`{}` failed ({})\n{heard}{said}", self.line(), output.status);
        }
        Ok(())
    }

    /// Runs to the end; failure is an error that names the whole command.
    pub fn run(mut self) -> Result<()> {
        let status = self.command.status().with_context(|| self.cannot_start())?;
        if !status.success() {
            bail!("`{}` failed ({status})", self.line());
        }
        Ok(())
    }

    /// Runs to the end and gives back what was printed.
    pub fn output(mut self) -> Result<String> {
        let output = self.command.stderr(Stdio::inherit()).output().with_context(|| self.cannot_start())?;
        if !output.status.success() {
            bail!("`{}` failed ({})", self.line(), output.status);
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs to the end, printing each line as it comes and showing it to `watch`. Says whether the program succeeded.
    pub fn run_watched(mut self, mut watch: impl FnMut(&str)) -> Result<bool> {
        let mut child = self.command.stdout(Stdio::piped()).spawn().with_context(|| self.cannot_start())?;
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).split(b'\n') {
                let line = line.context("reading what the program printed")?;
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                watch(&line);
            }
        }
        Ok(child.wait()?.success())
    }

    /// The command as one would type it.
    pub fn line(&self) -> String {
        let words = std::iter::once(self.command.get_program()).chain(self.command.get_args());
        words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    fn cannot_start(&self) -> String {
        format!("`{}` can't be started", self.line())
    }
}

/// The first program of this name on PATH.
pub fn find_on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_named_with_its_arguments() {
        let error = Program::new("sh").arg("-c").arg("exit 3").run().unwrap_err();
        assert!(error.to_string().starts_with("`sh -c exit 3` failed"), "{error}");
    }

    #[test]
    fn every_line_is_watched() {
        let mut lines = Vec::new();
        let ok = Program::new("printf").arg("a\nb\n").run_watched(|line| lines.push(line.to_owned()));
        assert!(ok.unwrap());
        assert_eq!(lines, ["a", "b"]);
    }
}
