//! Reading one file's YAML: each gap becomes a finding, and reading goes on with a stand-in.

use super::Findings;
use super::schema::{Number, Text};
use serde::de::DeserializeOwned;
use serde_saphyr::Spanned;
use std::{collections::BTreeMap, str::FromStr};

/// One file being read.
pub(super) struct Form<'a> {
    pub file: &'a str,
    /// How many lines of the file stand before its YAML.
    lines_before: usize,
    pub findings: &'a mut Findings,
}

impl<'a> Form<'a> {
    /// Reads a file that is YAML from end to end.
    pub(super) fn yaml<T: DeserializeOwned>(
        file: &'a str,
        text: &str,
        findings: &'a mut Findings,
    ) -> Option<(Self, T)> {
        Self::parse(file, text, 0, findings)
    }

    /// Reads a file of YAML between two lines of `---`, then Markdown. Gives the Markdown and its first line too.
    pub(super) fn front_matter<'t, T: DeserializeOwned>(
        file: &'a str,
        text: &'t str,
        findings: &'a mut Findings,
    ) -> Option<(Self, T, Body<'t>)> {
        let parts = text.strip_prefix("---\n").and_then(|rest| {
            let end = if rest.starts_with("---\n") { 0 } else { rest.find("\n---\n")? + 1 };
            rest.split_at_checked(end)
        });
        let Some((yaml, rest)) = parts else {
            findings.error(
                file,
                1,
                "this file has no front matter",
                "Begin it with a line of ---, the fields, and another line of ---.",
            );
            return None;
        };
        let body =
            Body { text: rest.strip_prefix("---\n").unwrap_or(rest), first_line: 3 + yaml.matches('\n').count() };
        Self::parse(file, yaml, 1, findings).map(|(form, value)| (form, value, body))
    }

    fn parse<T: DeserializeOwned>(
        file: &'a str,
        yaml: &str,
        lines_before: usize,
        findings: &'a mut Findings,
    ) -> Option<(Self, T)> {
        match serde_saphyr::from_str(yaml) {
            Ok(value) => Some((Self { file, lines_before, findings }, value)),
            Err(error) => {
                let line = error.location().map_or(1, |at| line(at.line()));
                let said = error.without_snippet().to_string();
                // It counts lines from the start of the YAML; ours count from the start of the file.
                let reason = said.lines().next().and_then(|line| line.split(" at line ").next()).unwrap_or_default();
                findings.error(
                    file,
                    line + lines_before,
                    format!("this YAML could not be read: {}", reason),
                    "Check the spelling of the field, the indentation, and quotes around text with a colon.",
                );
                None
            }
        }
    }

    /// The line of the file where something stands.
    pub(super) fn line<T>(&self, at: &Spanned<T>) -> usize {
        line(at.referenced.line()) + self.lines_before
    }

    pub(super) fn error(&mut self, line: usize, what: impl Into<String>, mend: impl Into<String>) {
        self.findings.error(self.file, line, what, mend);
    }

    /// A text that must be there. `near` is the line to blame when it is not.
    pub(super) fn text(&mut self, field: &Text, name: &str, near: usize) -> String {
        match field.as_ref().map(|text| (tidy(&text.value), self.line(text))) {
            Some((text, _)) if !text.is_empty() => text,
            Some((_, line)) => {
                self.error(line, format!("`{name}` is empty"), format!("Write something after `{name}:`."));
                String::new()
            }
            None => {
                self.error(near, format!("`{name}` is missing"), format!("Add a line `{name}: …`."));
                String::new()
            }
        }
    }

    /// A text that may be left out.
    pub(super) fn optional_text(&mut self, field: &Text, name: &str) -> Option<String> {
        field.as_ref()?;
        Some(self.text(field, name, 1))
    }

    /// Each line of a list of texts.
    pub(super) fn texts(&mut self, fields: &[Spanned<String>], name: &str) -> Vec<String> {
        fields.iter().map(|field| self.text(&Some(field.clone()), name, 1)).collect()
    }

    /// A number that must be there, within a range.
    pub(super) fn number<T: TryFrom<u32>>(
        &mut self,
        field: &Number,
        name: &str,
        range: std::ops::RangeInclusive<u32>,
        near: usize,
    ) -> Option<T> {
        let (low, high) = (*range.start(), *range.end());
        let mend = format!("Write `{name}:` and a number from {low} to {high}.");
        match field {
            None => self.error(near, format!("`{name}` is missing"), mend),
            Some(number) if !range.contains(&number.value) => {
                self.error(self.line(number), format!("`{name}` is {}", number.value), mend);
            }
            Some(number) => return T::try_from(number.value).ok(),
        }
        None
    }

    /// An id that must be there.
    pub(super) fn id<T: FromStr>(&mut self, field: &Text, name: &str, near: usize) -> Option<T> {
        let Some(text) = field else {
            self.error(near, format!("`{name}` is missing"), format!("Add `{name}: a-short-name`, for good."));
            return None;
        };
        let parsed = text.value.parse();
        if parsed.is_err() {
            self.error(
                self.line(text),
                format!("“{}” cannot be an id", shown(&text.value)),
                "Use 1 to 64 small letters, digits and single hyphens, and start with a letter.",
            );
        }
        parsed.ok()
    }

    /// One of some words.
    pub(super) fn choice<T: Copy>(&mut self, field: &Text, name: &str, of: &[(&str, T)], near: usize) -> Option<T> {
        let words = of.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let mend = format!("Write `{name}:` and one of {words}.");
        let Some(text) = field else {
            self.error(near, format!("`{name}` is missing"), mend);
            return None;
        };
        let found = of.iter().find(|(word, _)| *word == text.value).map(|(_, value)| *value);
        if found.is_none() {
            self.error(self.line(text), format!("`{name}` is “{}”", shown(&text.value)), mend);
        }
        found
    }

    /// Reports every id that stands twice in a list.
    pub(super) fn unique<'f>(&mut self, ids: impl IntoIterator<Item = &'f Spanned<String>>, of: &str) {
        let mut first = BTreeMap::new();
        for id in ids {
            let line = self.line(id);
            if let Some(before) = first.insert(id.value.as_str(), line) {
                self.error(
                    line,
                    format!("two {of} have the id “{}”, here and on line {before}", shown(&id.value)),
                    "Give one of them another id. Keep the one that learners already have.",
                );
            }
        }
    }
}

/// The Markdown of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body<'t> {
    pub text: &'t str,
    /// The line of the file it begins on.
    pub first_line: usize,
}

fn line(line: u64) -> usize {
    usize::try_from(line).unwrap_or(1).max(1)
}

/// Where a list begins, for blame: at the id of its first item, or else a line the caller knows.
pub(super) fn near(form: &Form<'_>, id: &Text, otherwise: usize) -> usize {
    id.as_ref().map_or(otherwise, |id| form.line(id))
}

/// YAML may fold a text over lines; on a screen it is one.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A stranger's text inside a message of ours: short, and on one line.
pub(super) fn shown(text: &str) -> String {
    tidy(text).chars().take(60).collect()
}
