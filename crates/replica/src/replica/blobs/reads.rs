//! Pieces of blobs read back from this device's storage: to be shown, sent, checked or exported.

use super::{
    super::{
        Replica,
        effect::Effect,
        input::{Found, RequestId},
        turn::Turn,
    },
    BlobKey, place,
};
use crate::{
    blob::{self, BlobRefused, Look},
    export::ExportedBlob,
    record::{BlobPartRecord, Record},
};
use naptime_domain::{command::Whose, id::BlobId, order::gather};
use std::collections::BTreeMap;

/// Reads under way.
#[derive(Default)]
pub(super) struct Reads {
    last: u64,
    waiting: BTreeMap<u64, Reading>,
}

/// What pieces are read for.
pub(in crate::replica) enum Reading {
    /// Somebody wants to see the blob.
    Show { request: RequestId, key: BlobKey },
    /// The last piece of it has come.
    Check { key: BlobKey },
    /// It goes to the server.
    Send { part: BlobPartRecord },
    /// They go into a file, from which some others are left out.
    Export { request: RequestId, blobs: Vec<BlobKey>, left_out: usize },
}

/// Sealed pieces by the key of their record; `None` for one that is there and cannot be read.
type Sealed = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

impl Replica {
    pub(in crate::replica) fn read_pieces(&mut self, reading: Reading, keys: Vec<Vec<u8>>, turn: &mut Turn<'_>) {
        self.blobs.reads.last += 1;
        self.blobs.reads.waiting.insert(self.blobs.reads.last, reading);
        turn.emit(Effect::ReadPieces { read: self.blobs.reads.last, keys });
    }

    /// Shows a blob; what is not here is fetched, and can be looked at once it is.
    pub(in crate::replica) fn look_at_blob(
        &mut self,
        request: RequestId,
        whose: Whose,
        blob: BlobId,
        look: Look,
        turn: &mut Turn<'_>,
    ) {
        match self.work_space(whose).map(|space| (space, blob)) {
            Some(key) if self.blobs.is_whole(&key) => {
                let keys = self.piece_keys(&key);
                self.read_pieces(Reading::Show { request, key }, keys, turn);
            }
            key => {
                key.into_iter().for_each(|key| self.blobs.want(key, look.bytes_max()));
                turn.emit(Effect::BlobContent { request, content: None });
            }
        }
    }

    /// All of a fetched blob is here: is it what it is named by?
    pub(in crate::replica) fn check_blob(&mut self, key: BlobKey, turn: &mut Turn<'_>) {
        let keys = self.piece_keys(&key);
        self.read_pieces(Reading::Check { key }, keys, turn);
    }

    pub(in crate::replica) fn piece_keys(&self, key: &BlobKey) -> Vec<Vec<u8>> {
        let parts = self.blobs.get(key).into_iter().flat_map(|blob| blob.parts());
        parts.map(BlobPartRecord::piece_key).collect()
    }

    pub(in crate::replica) fn pieces_read(&mut self, read: u64, found: Option<Vec<Found>>, turn: &mut Turn<'_>) {
        let Some(reading) = self.blobs.reads.waiting.remove(&read) else { return };
        let Some(found) = found else { return self.pieces_not_read(reading, turn) };
        let sealed: Sealed = gather(found.into_iter().filter_map(sealed_piece));
        match reading {
            Reading::Show { request, key } => {
                let content = self.opened(key, &sealed, turn);
                turn.emit(Effect::BlobContent { request, content });
            }
            Reading::Check { key } => {
                if self.opened(key, &sealed, turn).is_some() {
                    self.server_has_all(key, turn);
                }
            }
            Reading::Send { part } => match sealed.get(&part.piece_key()) {
                Some(Some(piece)) => self.send_piece(&part, piece.clone(), turn),
                Some(None) => self.piece_not_read(turn),
                None => self.piece_not_there(&part, turn),
            },
            Reading::Export { request, blobs, left_out } => {
                let exported: Vec<_> = blobs.iter().filter_map(|key| self.exported_blob(key, &sealed)).collect();
                let left_out = left_out + blobs.len() - exported.len();
                self.write_export(request, exported, left_out, turn);
            }
        }
    }

    /// That the storage could not be read says nothing of what is there: it is tried another time.
    fn pieces_not_read(&mut self, reading: Reading, turn: &mut Turn<'_>) {
        match reading {
            Reading::Show { request, .. } => turn.emit(Effect::BlobContent { request, content: None }),
            // It is checked again by whoever looks at it.
            Reading::Check { .. } => {}
            Reading::Send { .. } => self.piece_not_read(turn),
            Reading::Export { request, blobs, left_out } => {
                self.write_export(request, Vec::new(), left_out + blobs.len(), turn);
            }
        }
    }

    /// A blob's content, if all its pieces were read and are what they should be.
    fn opened(&mut self, key: BlobKey, sealed: &Sealed, turn: &mut Turn<'_>) -> Option<Vec<u8>> {
        let epoch_key = self.spaces.get(&key.0)?.key.clone()?;
        let parts: Vec<BlobPartRecord> = self.blobs.get(&key)?.parts().copied().collect();
        let mut pieces = Vec::new();
        let is_at_server = self.blobs.get(&key)?.is_surely_at_server();
        for part in &parts {
            match sealed.get(&part.piece_key()).map(Option::as_deref) {
                // Perhaps it can be read another time; what the server has is fetched instead.
                Some(None) if is_at_server => self.overlook_part(part),
                Some(None) => {}
                bytes => match bytes.flatten().and_then(|bytes| place(&key, part.index).open(bytes, &epoch_key).ok()) {
                    Some(piece) => pieces.push(piece),
                    None => self.lose_part(part, turn),
                },
            }
        }
        if pieces.len() < parts.len() {
            return None;
        }
        match blob::content_of(&key.1, pieces) {
            Ok(content) => Some(content),
            Err(
                BlobRefused::OtherContent
                | BlobRefused::NotAPiece
                | BlobRefused::WrongKey
                | BlobRefused::TooLong { .. },
            ) => {
                self.refuse_blob(key, turn);
                None
            }
        }
    }

    fn exported_blob(&self, key: &BlobKey, sealed: &Sealed) -> Option<ExportedBlob> {
        let pieces =
            self.piece_keys(key).iter().map(|key| sealed.get(key).cloned().flatten()).collect::<Option<_>>()?;
        Some(ExportedBlob { space: key.0, blob: key.1, pieces })
    }
}

/// One that is damaged is as good as not there.
fn sealed_piece(Found { key, bytes }: Found) -> Option<(Vec<u8>, Option<Vec<u8>>)> {
    match bytes.map(|bytes| Record::read(&key, &bytes)) {
        Some(Ok(Record::BlobPiece { sealed, .. })) => Some((key, Some(sealed))),
        Some(_) => None,
        None => Some((key, None)),
    }
}
