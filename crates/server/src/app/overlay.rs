//! Files laid over the app's own: another programme, or a page that is being previewed.

use super::{Kept, encoding::Encoding};
use flate2::{Compression, write::GzEncoder};
use std::{
    collections::HashMap,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{PoisonError, RwLock},
};

/// Files that are served from memory in place of those in the app's folder. They may be replaced at any time.
#[derive(Debug, Default)]
pub struct Overlay {
    files: RwLock<HashMap<PathBuf, Option<Laid>>>,
}

/// A file in the encodings it is kept in.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    plain: Kept,
    gzip: Option<Kept>,
}

impl Overlay {
    /// Lays these files over the app and no others. `None` hides the app's own file of that name.
    pub fn replace(&self, files: impl IntoIterator<Item = (String, Option<Vec<u8>>)>) {
        let files = files.into_iter().map(|(name, bytes)| (name.into(), bytes.map(Laid::of))).collect();
        *self.files.write().unwrap_or_else(PoisonError::into_inner) = files;
    }

    /// What is laid over the file of a name, if anything is.
    pub(super) fn find(&self, name: &Path) -> Option<Option<Laid>> {
        self.files.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }
}

impl Laid {
    fn of(bytes: Vec<u8>) -> Self {
        let smaller = gzip(&bytes).ok().filter(|smaller| smaller.len() < bytes.len());
        Self { gzip: smaller.map(Kept::of), plain: Kept::of(bytes) }
    }

    /// The smallest form a browser takes.
    pub(super) fn best(self, accepted: &[Encoding]) -> (Kept, Encoding) {
        match self.gzip {
            Some(gzip) if accepted.contains(&Encoding::Gzip) => (gzip, Encoding::Gzip),
            _ => (self.plain, Encoding::Identity),
        }
    }
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}
