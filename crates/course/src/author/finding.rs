//! What a lint has to say: where, what, and how to mend it.

use std::fmt;

/// One thing to mend in a course folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, relative to the folder.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
    /// Whether it keeps the folder from being packed.
    pub severity: Severity,
    /// What is the matter.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It keeps the folder from being packed.
    Error,
    /// It is worth a look.
    Warning,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, what, mend, severity } = self;
        let severity = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(out, "{file}:{line}: {severity}: {what}\n    {mend}")
    }
}

/// Findings while they are collected.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    pub(super) fn error(&mut self, file: &str, line: usize, what: impl Into<String>, mend: impl Into<String>) {
        self.add(Severity::Error, file, line, what.into(), mend.into());
    }

    pub(super) fn warning(&mut self, file: &str, line: usize, what: impl Into<String>, mend: impl Into<String>) {
        self.add(Severity::Warning, file, line, what.into(), mend.into());
    }

    fn add(&mut self, severity: Severity, file: &str, line: usize, what: String, mend: String) {
        self.0.push(Finding { file: file.to_owned(), line: line.max(1), severity, what, mend });
    }

    pub(super) fn has_errors(&self) -> bool {
        self.0.iter().any(|finding| finding.severity == Severity::Error)
    }

    pub(super) fn sorted(mut self) -> Vec<Finding> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}
