//! Blobs on their way into the storage: a photo that she adds, a piece that came, a file that is taken in.
//!
//! Each is a write of its own that is given up if there is no room, so that no word ever waits behind a photo.

use super::{
    super::{
        Replica, answer,
        changing::limit,
        effect::Effect,
        input::{RequestId, WriterId},
        storage::{Alone, Writing},
        turn::Turn,
    },
    BlobKey, place,
};
use crate::{
    blob::{self, BLOB_BYTES_MAX, Piece, THUMBNAIL_BYTES_MAX},
    command::{Attachment, AttachmentKind, Refusal, Reply, WorkId},
    keys::EpochKey,
    record::{Batch, BlobPartRecord, Class, Record, StoredRecord},
};
use naptime_domain::{
    command::WorkCommand,
    evidence::{BlobRef, Evidence},
    id::EvidenceId,
    limits::EVIDENCE_UTF16_MAX,
    text::utf16,
};
use rand_core::CryptoRng;
use std::collections::{BTreeMap, BTreeSet};

/// Blobs that are being written.
#[derive(Default)]
pub(super) struct Attaching {
    last: u64,
    storing: BTreeMap<u64, Storing>,
}

struct Storing {
    key: BlobKey,
    parts: Vec<BlobPartRecord>,
    then: Then,
}

/// What follows once it is written.
pub(super) enum Then {
    /// Her work names it.
    Attach(Box<Attach>),
    /// The next piece is fetched.
    Fetch,
    /// It was in a file that somebody waits for.
    TakeIn(RequestId),
}

pub(super) struct Attach {
    request: RequestId,
    work: WorkId,
    what: Evidence,
    /// The key of the record that says that nothing names it yet.
    loose: Vec<u8>,
}

/// Pieces as records: they themselves, and that they are here.
#[derive(Default)]
pub(super) struct Sealed {
    records: Vec<StoredRecord>,
    parts: Vec<BlobPartRecord>,
}

impl Attaching {
    /// Whether a piece that came is still being written.
    pub(in crate::replica) fn is_fetching(&self) -> bool {
        self.storing.values().any(|storing| matches!(storing.then, Then::Fetch))
    }
}

impl Sealed {
    fn seal(&mut self, key: &BlobKey, content: &[u8], epoch_key: &EpochKey, rng: &mut dyn CryptoRng) {
        let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
        for index in 0..blob::pieces_of(length) {
            if let Some(sealed) = place(key, index).seal(content, epoch_key, rng) {
                self.add(key, index, length, sealed);
            }
        }
    }

    pub(super) fn add(&mut self, (space, blob): &BlobKey, index: u16, length: u32, sealed: Vec<u8>) {
        let record = Record::BlobPiece { space: *space, sealed }.to_stored();
        let Some(piece) = record.key.last_chunk().copied() else { return };
        let part = BlobPartRecord { space: *space, blob: *blob, index, length, piece };
        self.records.extend([record, Record::BlobPart(part).to_stored()]);
        self.parts.push(part);
    }
}

impl Replica {
    /// Adds a photo or file to a work, sealed for whoever can read that; answered once it is stored.
    pub(in crate::replica) fn attach(
        &mut self,
        request: RequestId,
        work: WorkId,
        attachment: Attachment,
        turn: &mut Turn<'_>,
    ) {
        if let Err(refusal) = self.try_attach(request, work, attachment, turn) {
            turn.emit(Effect::Done { request, outcome: Err(refusal) });
        }
    }

    fn try_attach(
        &mut self,
        request: RequestId,
        work: WorkId,
        attachment: Attachment,
        turn: &mut Turn<'_>,
    ) -> Result<(), Refusal> {
        self.me()?;
        let (space, _) = self.work_place(&work).ok_or(Refusal::Unknown)?;
        let what = evidence(&attachment)?;
        let epoch_key = self.spaces.get(&space).and_then(|space| space.key.clone()).ok_or(Refusal::NotStored)?;
        let contents = [Some(&attachment.content), attachment.thumbnail.as_ref()];
        let mut sealed = Sealed::default();
        for content in contents.into_iter().flatten() {
            let key = (space, blob::blob_of(content));
            // One that the next start may forget is stored anew.
            if !self.blobs.is_whole(&key) || self.blobs.is_loose(&key) {
                sealed.seal(&key, content, &epoch_key, turn.rng);
            }
        }
        if sealed.parts.is_empty() {
            answer(request, self.add_evidence(&work, what, turn), turn);
            return Ok(());
        }
        if self.storage.trouble().is_some() || !self.blobs.has_room(&space, attachment.content.len()) {
            return Err(Refusal::NoRoom);
        }
        let keys = sealed.records.iter().map(|record| record.key.clone()).collect();
        let loose = Record::LooseBlob { writer: self.writer, keys }.to_stored();
        let then = Then::Attach(Box::new(Attach { request, work, what, loose: loose.key.clone() }));
        sealed.records.push(loose);
        self.store_blob((space, blob::blob_of(&attachment.content)), sealed, then, turn);
        Ok(())
    }

    fn add_evidence(&mut self, work: &WorkId, what: Evidence, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        let evidence = EvidenceId(turn.random());
        self.change_work(work, WorkCommand::AddEvidence { evidence, what }, turn)?;
        Ok(Reply::Evidence(evidence))
    }

    /// A piece that was fetched.
    pub(in crate::replica) fn store_fetched(
        &mut self,
        key: BlobKey,
        index: u16,
        piece: &Piece,
        bytes: Vec<u8>,
        turn: &mut Turn<'_>,
    ) {
        let mut sealed = Sealed::default();
        sealed.add(&key, index, piece.length, bytes);
        self.store_blob(key, sealed, Then::Fetch, turn);
    }

    pub(super) fn store_blob(&mut self, key: BlobKey, sealed: Sealed, then: Then, turn: &mut Turn<'_>) {
        // Others' marks may name what this call has gathered so far: it goes first.
        self.storage.queue(std::mem::take(&mut turn.writing));
        self.blobs.attaching.last += 1;
        let Sealed { records, parts } = sealed;
        self.blobs.attaching.storing.insert(self.blobs.attaching.last, Storing { key, parts, then });
        let batch = Batch { put: records, ..Batch::default() };
        self.storage.queue(Writing {
            batch,
            promises: Vec::new(),
            alone: Some(Alone::Blob(self.blobs.attaching.last)),
        });
    }

    /// A blob is stored: now it may be named, sent and shown.
    pub(in crate::replica) fn blob_stored(&mut self, storing: u64, turn: &mut Turn<'_>) {
        let Some(Storing { key, parts, then }) = self.blobs.attaching.storing.remove(&storing) else { return };
        parts.iter().for_each(|part| self.blobs.take(*part));
        self.views.blobs_changed();
        match then {
            Then::Attach(attach) => {
                let Attach { request, work, what, loose } = *attach;
                let outcome = self.add_evidence(&work, what, turn);
                if outcome.is_ok() {
                    turn.delete(loose);
                } else {
                    // Refused, it stays loose, and is forgotten at the next start.
                    self.blobs.loose.extend(parts.iter().map(BlobPartRecord::piece_key));
                }
                answer(request, outcome, turn);
            }
            Then::Fetch if self.blobs.is_whole(&key) => self.check_blob(key, turn),
            Then::Fetch => {}
            Then::TakeIn(request) => self.blob_taken_in(request, true, turn),
        }
    }

    /// There was no room for a blob: it is given up, and nothing else is held up by it.
    pub(in crate::replica) fn blob_not_stored(&mut self, storing: u64, turn: &mut Turn<'_>) {
        let Some(Storing { key, then, .. }) = self.blobs.attaching.storing.remove(&storing) else { return };
        match then {
            Then::Attach(attach) => {
                turn.emit(Effect::Done { request: attach.request, outcome: Err(Refusal::NoRoom) });
            }
            Then::Fetch => {
                if let Some(blob) = self.blobs.get_mut(&key) {
                    blob.pause(turn.now);
                }
            }
            Then::TakeIn(request) => self.blob_taken_in(request, false, turn),
        }
    }

    /// What dead engines had stored of blobs that no document names yet: nobody was told that it is kept.
    pub(in crate::replica) fn forget_loose_blobs(
        &mut self,
        records: &mut Vec<(Vec<u8>, Record)>,
        dead_writers: &[WriterId],
        turn: &mut Turn<'_>,
    ) {
        let mut gone: BTreeSet<Vec<u8>> = BTreeSet::new();
        for (key, record) in records.iter() {
            if let Record::LooseBlob { writer, keys } = record
                && dead_writers.contains(writer)
            {
                gone.extend(keys.iter().filter(|key| is_of_a_blob(key)).cloned());
                gone.insert(key.clone());
            }
        }
        records.retain(|(key, _)| !gone.contains(key));
        gone.into_iter().for_each(|key| turn.delete(key));
    }
}

fn is_of_a_blob(key: &[u8]) -> bool {
    matches!(Class::of(key), Some(Class::BlobPart | Class::BlobPiece))
}

/// The evidence that an attachment will be, if it may be.
fn evidence(attachment: &Attachment) -> Result<Evidence, Refusal> {
    let Attachment { kind, name, media_type, content, thumbnail, words } = attachment;
    let lengths = [(content.len(), BLOB_BYTES_MAX), (thumbnail.as_ref().map_or(1, Vec::len), THUMBNAIL_BYTES_MAX)];
    for (bytes, max) in lengths {
        if bytes == 0 {
            return Err(Refusal::Empty);
        }
        if bytes > max {
            return Err(Refusal::TooBig { max: limit(max) });
        }
    }
    let blob = BlobRef {
        blob: blob::blob_of(content),
        name: name.clone(),
        media_type: media_type.clone(),
        bytes: content.len() as u64,
        thumbnail: thumbnail.as_deref().map(blob::blob_of),
    };
    let words = words.trim().to_owned();
    let what = match kind {
        AttachmentKind::Photo if words.is_empty() => return Err(Refusal::Empty),
        AttachmentKind::Photo => Evidence::Photo { blob, alt: words },
        AttachmentKind::File => Evidence::File { blob, about: words },
    };
    match what.parts().iter().any(|part| utf16::len(part) as usize > EVIDENCE_UTF16_MAX) {
        true => Err(Refusal::TooLong { max: limit(EVIDENCE_UTF16_MAX) }),
        false => Ok(what),
    }
}
