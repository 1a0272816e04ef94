//! What was typed after a command: every mistake is answered with how the command is used.

use super::help::Help;
use std::{fmt::Display, path::PathBuf, str::FromStr};

/// The arguments of one command.
pub struct Arguments {
    given: pico_args::Arguments,
    help: &'static Help,
}

/// Arguments that make no sense, and how the command is used.
#[derive(Debug, thiserror::Error)]
#[error("{what}\n\n{usage}\n\nWith --help, {name} says more.")]
pub struct WrongUsage {
    what: String,
    usage: &'static str,
    name: &'static str,
}

impl Arguments {
    /// Arguments of the command with this help.
    pub fn new(given: pico_args::Arguments, help: &'static Help) -> Self {
        Self { given, help }
    }

    /// The rest, as arguments of another command.
    pub fn of(self, help: &'static Help) -> Self {
        Self { help, ..self }
    }

    /// How the command is used.
    pub fn help(&self) -> &'static Help {
        self.help
    }

    /// A word that names a command.
    pub fn command(&mut self) -> anyhow::Result<Option<String>> {
        self.given.subcommand().map_err(|error| self.wrong(error))
    }

    /// Whether a flag is there.
    pub fn flag(&mut self, name: &'static str) -> bool {
        self.given.contains(name)
    }

    /// The value after a name.
    pub fn value<T: FromStr<Err: Display>>(&mut self, name: &'static str) -> anyhow::Result<Option<T>> {
        self.given.opt_value_from_str(name).map_err(|error| self.wrong(error))
    }

    /// Every value after a name.
    pub fn values<T: FromStr<Err: Display>>(&mut self, name: &'static str) -> anyhow::Result<Vec<T>> {
        self.given.values_from_str(name).map_err(|error| self.wrong(error))
    }

    /// The path after a name.
    pub fn path(&mut self, name: &'static str) -> anyhow::Result<Option<PathBuf>> {
        let found = self.given.opt_value_from_os_str(name, |value| Ok::<_, pico_args::Error>(value.into()));
        found.map_err(|error| self.wrong(error))
    }

    /// Every path after a name.
    pub fn paths(&mut self, name: &'static str) -> anyhow::Result<Vec<PathBuf>> {
        let found = self.given.values_from_os_str(name, |value| Ok::<_, pico_args::Error>(value.into()));
        found.map_err(|error| self.wrong(error))
    }

    /// The one path that stands alone, after everything with a name. `what` is its name in the help.
    pub fn last_path(self, what: &str) -> anyhow::Result<PathBuf> {
        let Self { given, help } = self;
        let left = given.finish();
        let option = left.iter().find(|one| one.to_string_lossy().starts_with('-'));
        match (left.first(), option.or_else(|| left.get(1))) {
            (_, Some(strange)) => Err(WrongUsage::of(help, not_understood(strange)).into()),
            (Some(path), None) => Ok(path.into()),
            (None, None) => Err(WrongUsage::of(help, format!("say which {what}")).into()),
        }
    }

    /// Refuses what is left.
    pub fn none_left(self) -> anyhow::Result<()> {
        match self.given.finish().first() {
            Some(left) => Err(WrongUsage::of(self.help, not_understood(left)).into()),
            None => Ok(()),
        }
    }

    /// What is wrong, with how the command is used.
    pub fn wrong(&self, what: impl ToString) -> anyhow::Error {
        WrongUsage::of(self.help, what.to_string()).into()
    }
}

impl WrongUsage {
    fn of(help: &'static Help, what: String) -> Self {
        Self { what, usage: help.usage, name: help.name }
    }
}

fn not_understood(left: &std::ffi::OsStr) -> String {
    format!("{} is not understood", left.to_string_lossy())
}
