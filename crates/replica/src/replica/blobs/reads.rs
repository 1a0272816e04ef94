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
    blob::{self, BLOB_BYTES_MAX, BlobRefused},
    export::ExportedBlob,
    record::{BlobPartRecord, Record},
};
use naptime_domain::{command::Whose, id::BlobId};
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

/// Sealed pieces by the key of their record.
type Sealed = BTreeMap<Vec<u8>, Vec<u8>>;

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
        turn: &mut Turn<'_>,
    ) {
        match self.work_space(whose).map(|space| (space, blob)) {
            Some(key) if self.blobs.is_whole(&key) => {
                let keys = self.piece_keys(&key);
                self.read_pieces(Reading::Show { request, key }, keys, turn);
            }
            key => {
                key.into_iter().for_each(|key| self.blobs.want(key, BLOB_BYTES_MAX));
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

    pub(in crate::replica) fn pieces_read(&mut self, read: u64, found: Vec<Found>, turn: &mut Turn<'_>) {
        let Some(reading) = self.blobs.reads.waiting.remove(&read) else { return };
        let sealed: Sealed = found.into_iter().filter_map(sealed_piece).collect();
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
            Reading::Send { part } => {
                let piece = sealed.get(&part.piece_key()).cloned();
                self.send_piece(&part, piece, turn);
            }
            Reading::Export { request, blobs, left_out } => {
                let exported: Vec<_> = blobs.iter().filter_map(|key| self.exported_blob(key, &sealed)).collect();
                let left_out = left_out + blobs.len() - exported.len();
                self.write_export(request, exported, left_out, turn);
            }
        }
    }

    /// A blob's content, if all its pieces were read and are what they should be.
    fn opened(&mut self, key: BlobKey, sealed: &Sealed, turn: &mut Turn<'_>) -> Option<Vec<u8>> {
        let epoch_key = self.spaces.get(&key.0)?.key.clone()?;
        let parts: Vec<BlobPartRecord> = self.blobs.get(&key)?.parts().copied().collect();
        let mut pieces = Vec::new();
        for part in &parts {
            let piece =
                sealed.get(&part.piece_key()).and_then(|bytes| place(&key, part.index).open(bytes, &epoch_key).ok());
            match piece {
                Some(piece) => pieces.push(piece),
                None => self.lose_part(part, turn),
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
        let pieces = self.piece_keys(key).iter().map(|key| sealed.get(key).cloned()).collect::<Option<_>>()?;
        Some(ExportedBlob { space: key.0, blob: key.1, pieces })
    }
}

fn sealed_piece(found: Found) -> Option<(Vec<u8>, Vec<u8>)> {
    match Record::read(&found.key, &found.bytes?) {
        Ok(Record::BlobPiece { sealed, .. }) => Some((found.key, sealed)),
        _ => None,
    }
}
