//! A course folder in memory, read within limits.

use super::Findings;
use std::{collections::BTreeMap, fs, io, path::Path};

/// Most files in a course folder. The built-in programme has about 80.
const FILES_MAX: usize = 5_000;
/// Deepest path: `challenges/<id>/lessons/<id>.md` is four.
const DEPTH_MAX: usize = 6;
/// Largest file that is looked into, in bytes. Pictures have a smaller limit of their own.
const FILE_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// Largest folder, in bytes.
const FOLDER_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Largest text file, in bytes: a long lesson has 6 KB.
const TEXT_BYTES_MAX: usize = 256 * 1024;

/// A folder that could not be read as a course.
#[derive(Debug, thiserror::Error)]
pub enum NotAFolder {
    /// The disk said no.
    #[error("{path} could not be read: {source}")]
    Io {
        /// What was being read.
        path: String,
        /// What the disk said.
        source: io::Error,
    },
    /// There is far more in it than a course has.
    #[error("this folder has more than {FILES_MAX} files, or more than 256 MB; it is not a course")]
    TooMuch,
    /// It is nested more deeply than a course is.
    #[error("{path} lies more than {DEPTH_MAX} folders deep; a course is not that deep")]
    TooDeep {
        /// Where it became too deep.
        path: String,
    },
}

/// The files of a course folder: paths with `/`, relative to the folder, and contents.
///
/// Hidden files and links are left out: a course must be whole when it is copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    files: BTreeMap<String, Vec<u8>>,
}

impl Folder {
    /// A folder with these files.
    pub fn from_files<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        Self { files: files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect() }
    }

    /// Reads a folder from disk.
    pub fn read(dir: &Path) -> Result<Self, NotAFolder> {
        let mut folder = Self::default();
        let mut bytes_left = FOLDER_BYTES_MAX;
        let mut waiting = vec![(dir.to_path_buf(), String::new())];
        while let Some((dir, prefix)) = waiting.pop() {
            if prefix.matches('/').count() > DEPTH_MAX {
                return Err(NotAFolder::TooDeep { path: prefix });
            }
            let said = |source| NotAFolder::Io { path: dir.display().to_string(), source };
            for entry in fs::read_dir(&dir).map_err(said)? {
                let entry = entry.map_err(said)?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let kind = entry.file_type().map_err(said)?;
                let path = format!("{prefix}{name}");
                if name.starts_with('.') {
                    continue;
                } else if kind.is_dir() {
                    waiting.push((entry.path(), format!("{path}/")));
                } else if kind.is_file() {
                    let bytes = read_file(&entry.path(), &mut bytes_left)?;
                    folder.files.insert(path, bytes);
                }
                if folder.files.len() + waiting.len() > FILES_MAX {
                    return Err(NotAFolder::TooMuch);
                }
            }
        }
        Ok(folder)
    }

    /// Whether there is a file at a path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// All paths, in order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The stems of the files right in a folder with an ending: `three-questions` for `…/three-questions.md`.
    pub(super) fn stems<'a>(&'a self, prefix: &'a str, ending: &'a str) -> impl Iterator<Item = &'a str> {
        self.paths().filter_map(move |path| {
            let stem = path.strip_prefix(prefix)?.strip_suffix(ending)?;
            (!stem.contains('/')).then_some(stem)
        })
    }

    /// The bytes of a file.
    pub(super) fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// The text of a file with `\n` line ends, or a finding. `None` without a finding means that there is no such file.
    pub(super) fn text(&self, path: &str, findings: &mut Findings) -> Option<String> {
        let bytes = self.bytes(path)?;
        if bytes.len() > TEXT_BYTES_MAX {
            findings.error(path, 1, "this text is longer than 256 KB", "Split it, or check what was pasted into it.");
            return None;
        }
        match str::from_utf8(bytes) {
            Ok(text) => Some(text.trim_start_matches('\u{feff}').replace("\r\n", "\n")),
            Err(error) => {
                let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
                findings.error(path, line, "this file is not UTF-8 text", "Save it with the encoding UTF-8.");
                None
            }
        }
    }
}

fn read_file(path: &Path, bytes_left: &mut u64) -> Result<Vec<u8>, NotAFolder> {
    let said = |source| NotAFolder::Io { path: path.display().to_string(), source };
    let size = fs::metadata(path).map_err(said)?.len();
    *bytes_left = bytes_left.checked_sub(size).ok_or(NotAFolder::TooMuch)?;
    if size > FILE_BYTES_MAX {
        return Err(NotAFolder::Io {
            path: path.display().to_string(),
            source: io::Error::other("it is larger than 4 MB, and no file of a course is"),
        });
    }
    fs::read(path).map_err(said)
}
