//! Blobs of a file that is taken in: each is written by itself, and what finds no room is counted and told at the end.

use super::{
    super::{Replica, input::RequestId, storage::Promise, turn::Turn},
    BlobKey,
    attaching::{Sealed, Then},
    place,
};
use crate::{
    blob,
    command::Reply,
    export::{ExportedBlob, LeftOut},
};
use std::collections::BTreeMap;

/// Files that are being taken in, by who asked for it.
pub(super) type Importing = BTreeMap<RequestId, Import>;

/// A file that is being taken in.
#[derive(Default)]
pub(super) struct Import {
    left_out: LeftOut,
    /// How many of its blobs are being written.
    writing: u32,
}

impl Replica {
    /// A blob of a file: taken whole, if it is what it says.
    pub(in crate::replica) fn import_blob(&mut self, request: RequestId, file: ExportedBlob, turn: &mut Turn<'_>) {
        let key = (file.space, file.blob);
        if self.blobs.is_whole(&key) {
            return;
        }
        let sealed = self.sealed_in_file(&key, file.pieces);
        let import = self.blobs.importing.entry(request).or_default();
        match sealed {
            Some(sealed) => {
                import.writing += 1;
                self.store_blob(key, sealed, Then::TakeIn(request), turn);
            }
            None => import.left_out.blobs += 1,
        }
    }

    /// Its pieces, if there is room for them here.
    fn sealed_in_file(&self, key: &BlobKey, pieces: Vec<Vec<u8>>) -> Option<Sealed> {
        let epoch_key = self.spaces.get(&key.0)?.key.as_ref()?;
        let (mut sealed, mut opened) = (Sealed::default(), Vec::new());
        for (index, bytes) in (0..).zip(pieces) {
            let piece = place(key, index).open(&bytes, epoch_key).ok()?;
            sealed.add(key, index, piece.length, bytes);
            opened.push(piece);
        }
        let content = blob::content_of(&key.1, opened).ok()?;
        self.blobs.has_room(&key.0, content.len()).then_some(sealed)
    }

    /// A blob of a file is stored, or given up.
    pub(super) fn blob_taken_in(&mut self, request: RequestId, is_stored: bool, turn: &mut Turn<'_>) {
        if let Some(import) = self.blobs.importing.get_mut(&request) {
            import.writing = import.writing.saturating_sub(1);
            import.left_out.blobs += u32::from(!is_stored);
            self.end_import(request, turn);
        }
    }

    /// Everything else of a file is taken in, without so many groups.
    pub(in crate::replica) fn spaces_taken_in(&mut self, request: RequestId, left_out: u32, turn: &mut Turn<'_>) {
        self.blobs.importing.entry(request).or_default().left_out.groups = left_out;
        self.end_import(request, turn);
    }

    /// Answers once the last blob is through.
    fn end_import(&mut self, request: RequestId, turn: &mut Turn<'_>) {
        if let Some(Import { left_out, writing: 0 }) = self.blobs.importing.get(&request) {
            turn.promise(Promise { request, reply: Reply::TakenIn(*left_out) });
            self.blobs.importing.remove(&request);
        }
    }
}
