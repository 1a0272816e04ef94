//! Where in a course folder the thing with an id is written.

use super::super::{Findings, Folder, lesson::slug};

/// A file, or one list of its front matter.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub folder: &'a Folder,
    pub file: &'a str,
    /// The field that holds the list: `milestones`.
    pub list: Option<&'a str>,
}

impl Place<'_> {
    /// The line that gives the id, else the one on which its list begins, else the first.
    pub(super) fn line(&self, id: &str) -> usize {
        // What can't be read has been said before.
        let text = self.folder.text(self.file, &mut Findings::default()).unwrap_or_default();
        let lines = || text.lines().zip(1..);
        let Some(list) = self.list else {
            return lines().find(|(line, _)| is_step(line, id)).map_or(1, |(_, number)| number);
        };
        let start = lines().find(|(line, _)| line.split(':').next() == Some(list)).map_or(1, |(_, number)| number);
        let within = lines().skip(start).take_while(|(line, _)| !begins_another(line));
        within.filter(|(line, _)| gives(line, id)).map(|(_, number)| number).next().unwrap_or(start)
    }
}

/// Whether a line is the heading of a step, with the id at its end or made of its title.
fn is_step(line: &str, id: &str) -> bool {
    line.strip_prefix("## ").is_some_and(|heading| {
        let title = heading.rsplit_once('(').map_or(heading, |(title, _)| title);
        heading.trim_end().ends_with(&format!("{{#{id}}}")) || slug(title) == id
    })
}

/// Whether a line begins another field of the file, or ends its front matter.
fn begins_another(line: &str) -> bool {
    line.starts_with(|first: char| first.is_alphabetic()) || line == "---"
}

/// `- id: draft`, or `- draft` in a list of ids.
fn gives(line: &str, id: &str) -> bool {
    let line = line.trim().trim_start_matches("- ");
    line.strip_prefix("id:").unwrap_or(line).trim().trim_matches(['"', '\'']) == id
}
