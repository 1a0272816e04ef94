//! A small course that has one of everything, and no findings.

use crate::author::Folder;
use std::collections::BTreeMap;

pub(super) const PROGRAMME: &str = "programme.yaml";
pub(super) const CHALLENGE: &str = "challenges/tea/challenge.md";
pub(super) const LESSON: &str = "challenges/tea/lessons/warm-the-pot.md";
pub(super) const OTHER_LESSON: &str = "challenges/tea/lessons/ask-who-drinks.md";
pub(super) const NORMS: &str = "protocols/norms.yaml";
pub(super) const TUNING: &str = "protocols/tuning.yaml";
pub(super) const NUGGET: &str = "nuggets/cold-tea.md";
pub(super) const GATHERING: &str = "gatherings/kick-off.md";
pub(super) const PICTURE: &str = "media/pot.svg";

const FILES: [(&str, &str); 10] = [
    (PROGRAMME, include_str!("sample/programme.yaml")),
    (CHALLENGE, include_str!("sample/challenge.md")),
    (LESSON, include_str!("sample/warm-the-pot.md")),
    (OTHER_LESSON, include_str!("sample/ask-who-drinks.md")),
    (NORMS, include_str!("sample/norms.yaml")),
    (TUNING, include_str!("sample/tuning.yaml")),
    ("protocols/quick-look.yaml", include_str!("sample/quick-look.yaml")),
    (NUGGET, include_str!("sample/cold-tea.md")),
    (GATHERING, include_str!("sample/kick-off.md")),
    (PICTURE, include_str!("sample/pot.svg")),
];

/// The sample's files, to change one of them.
pub(super) fn files() -> BTreeMap<String, Vec<u8>> {
    FILES.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect()
}

/// The sample with some text of one file replaced.
pub(super) fn with(path: &str, old: &str, new: &str) -> Folder {
    let mut files = files();
    let text = String::from_utf8(files.remove(path).unwrap()).unwrap();
    assert!(text.contains(old), "{path} does not contain {old:?}");
    files.insert(path.to_owned(), text.replacen(old, new, 1).into_bytes());
    Folder::from_files(files)
}

/// The sample with one file more, or another in its place.
pub(super) fn with_file(path: &str, bytes: impl Into<Vec<u8>>) -> Folder {
    let mut files = files();
    files.insert(path.to_owned(), bytes.into());
    Folder::from_files(files)
}

/// The sample without one file.
pub(super) fn without(path: &str) -> Folder {
    let mut files = files();
    files.remove(path).unwrap();
    Folder::from_files(files)
}
