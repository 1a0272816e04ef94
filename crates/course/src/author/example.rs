//! The example of the authors' guide: what a new course begins as.

use super::Folder;
use crate::model::ProgrammeId;
use std::{fmt::Write, fs, io, path::Path};

/// The guide. Its example is what a new course begins as, so the two cannot disagree.
const GUIDE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/authoring.md"));
/// Lines of the example's `programme.yaml` that a title of one's own replaces.
const EXAMPLE_TITLE: &str = "id: better-signs\ntitle: Better signs\n";

/// Why no course was begun. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum NotCreated {
    /// There is something in the folder.
    #[error("{path} is not empty; name a folder that is not there yet")]
    NotEmpty {
        /// The folder.
        path: String,
    },
    /// The title is blank, or more than a line.
    #[error("a title is one line of text")]
    Title,
    /// The disk said no.
    #[error("{path} could not be written: {source}")]
    Io {
        /// What was being written.
        path: String,
        /// What the disk said.
        source: io::Error,
    },
}

impl Folder {
    /// The course in the authors' guide: small, complete, and without findings.
    pub fn example() -> Self {
        Self::from_files(example_files())
    }
}

/// Begins a course in a folder that is empty or not there yet: the example, under a title of its own if it is given one.
pub fn create(dir: &Path, title: Option<&str>) -> Result<(), NotCreated> {
    if title.is_some_and(|title| title.trim().is_empty() || title.contains(char::is_control)) {
        return Err(NotCreated::Title);
    }
    let said = |path: &Path, source| NotCreated::Io { path: path.display().to_string(), source };
    fs::create_dir_all(dir).map_err(|source| said(dir, source))?;
    if fs::read_dir(dir).map_err(|source| said(dir, source))?.next().is_some() {
        return Err(NotCreated::NotEmpty { path: dir.display().to_string() });
    }
    for (path, text) in example_files() {
        let text = title.map_or_else(|| text.clone(), |title| text.replace(EXAMPLE_TITLE, &titled(title)));
        let path = dir.join(path);
        let folder = path.parent().unwrap_or(dir);
        fs::create_dir_all(folder).map_err(|source| said(folder, source))?;
        fs::write(&path, text).map_err(|source| said(&path, source))?;
    }
    Ok(())
}

/// The example's files: blocks of code in the guide whose first line ends in a path.
fn example_files() -> impl Iterator<Item = (String, String)> {
    GUIDE.split("\n```").skip(1).step_by(2).filter_map(|block| {
        let (first, text) = block.split_once('\n')?;
        let (_, path) = first.split_once(' ')?;
        Some((path.to_owned(), format!("{text}\n")))
    })
}

/// The id and title of a course, as YAML.
fn titled(title: &str) -> String {
    let title = title.trim();
    // To YAML, a plain null is nothing at all.
    let id = super::lesson::slug(title).parse::<ProgrammeId>().ok().filter(|id| id.as_str() != "null");
    let id = id.map_or_else(|| "my-programme".to_owned(), |id| id.to_string());
    let mut lines = format!("id: {id}\ntitle: \"");
    for letter in title.chars() {
        // Writing to a String cannot fail.
        match letter {
            '"' | '\\' => write!(lines, "\\{letter}").unwrap_or_default(),
            _ => lines.push(letter),
        }
    }
    lines + "\"\n"
}
