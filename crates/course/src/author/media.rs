//! Pictures: which there are, and whether they may be packed.

use super::{Findings, Folder};
use crate::model::FileRef;
use crate::package::is_path;
use crate::read::{MEDIA_BYTES_MAX, PICTURE_EXTENSIONS};

/// What makes an SVG more than a picture. None of these is needed to draw.
const ACTIVE_SVG: [&str; 8] =
    ["<script", "javascript:", "<foreignobject", "<!entity", "<iframe", "href=\"http", "href='http", "@import"];

/// Looks at every file in `media/`.
pub(super) fn check(folder: &Folder, findings: &mut Findings) {
    for path in folder.paths().filter(|path| path.starts_with("media/")) {
        let bytes = folder.bytes(path).unwrap_or_default();
        if extension(path).is_none() || !is_path(path) {
            findings.error(
                path,
                1,
                "this is not a picture we can show",
                format!("Save it as one of {}, with a name in small letters.", PICTURE_EXTENSIONS.join(", ")),
            );
        }
        if bytes.len() > MEDIA_BYTES_MAX {
            findings.error(
                path,
                1,
                format!("this picture has {} KB", bytes.len() / 1024),
                format!("Make it smaller: at most {} KB, because someone pays for them.", MEDIA_BYTES_MAX / 1024),
            );
        }
        if path.ends_with(".svg") {
            check_svg(path, bytes, findings);
        }
    }
}

fn check_svg(path: &str, bytes: &[u8], findings: &mut Findings) {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    for (number, line) in text.lines().enumerate() {
        let handler = line.split([' ', '\t']).any(|word| word.starts_with("on") && word.contains('='));
        if handler || ACTIVE_SVG.iter().any(|active| line.contains(active)) {
            findings.error(
                path,
                number + 1,
                "this SVG does more than draw",
                "Remove scripts, event handlers, embedded pages and addresses outside the file.",
            );
        }
    }
}

/// The ending of a picture we can show.
pub(super) fn extension(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    PICTURE_EXTENSIONS.into_iter().find(|extension| *extension == ending)
}

/// Describes the picture at a path.
pub(super) fn file_ref(folder: &Folder, path: &str) -> Option<(FileRef, &'static str)> {
    let extension = extension(path).filter(|_| path.starts_with("media/"))?;
    Some((FileRef::of(folder.bytes(path)?), extension))
}
