//! Reading records back: what this device stored before, and what another tab stores now, one and the same way.

mod rank;

use self::rank::{ENTRIES_RANK, rank};
use super::{
    Phase, Replica,
    careful::{is_shared_work, stored_chunks},
    effect::Effect,
    input::{Found, LastRun, WriterId},
    outbox::{Name, Thing},
    space::{Planned, Space, Trust},
    storage::Mark,
    turn::Turn,
};
use crate::{
    Malformed,
    chunk::{Item, SealedChunk},
    cursor::{ChunkId, Cursor},
    invite::Invitation,
    membership::SignedEntry,
    record::{JournalRecord, LogRecord, Record, StoredRecord, UnreadableRecord},
};
use naptime_domain::{
    document::{ChangeBytes, Descriptor, Source},
    id::SpaceId,
    order::{gather, sort_by_key},
    submission::Submission,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What was read and is not for all tabs.
#[derive(Default)]
pub(super) struct Left {
    pub journals: Vec<(Vec<u8>, JournalRecord)>,
    pub markers: Vec<Marker>,
}

/// What some engine is, or was, applying.
pub(super) struct Marker {
    pub key: Vec<u8>,
    pub chunks: Vec<ChunkId>,
    pub writer: Option<WriterId>,
}

impl Replica {
    /// Reads everything this device holds, and takes over what dead engines left.
    pub(super) fn start(
        &mut self,
        found: Vec<Found>,
        dead_writers: &[WriterId],
        last_run: LastRun,
        version: String,
        turn: &mut Turn<'_>,
    ) {
        self.version = version;
        let mut records = Vec::new();
        for Found { key, bytes } in found {
            match bytes.map(|bytes| Record::read(&key, &bytes)) {
                Some(Ok(record)) => records.push((key, record)),
                Some(Err(UnreadableRecord::Malformed(Malformed::Newer))) => self.has_newer_data = true,
                Some(Err(_)) | None => {
                    // It stays where it is; that it cannot be read is counted.
                    self.set_aside.insert(Sha256::digest(&key).into());
                }
            }
        }
        if self.has_newer_data {
            // Nothing is taken over, stored or sent by a version that does not understand all there is.
            return turn.emit(Effect::NewerData);
        }
        self.forget_loose_blobs(&mut records, dead_writers, turn);
        let later: Vec<(Vec<u8>, Record)> = match last_run {
            LastRun::Ended => Vec::new(),
            LastRun::Trapped(_) => records.extract_if(.., |(_, record)| is_shared_work(record)).collect(),
        };
        let mut left = self.absorb(records, BTreeSet::new(), turn);
        self.judge_markers(std::mem::take(&mut left.markers), dead_writers, last_run, &stored_chunks(&later), turn);
        if let LastRun::Trapped(_) = last_run {
            return self.start_carefully(later, left, dead_writers);
        }
        self.recover(left.journals, dead_writers, turn);
        match self.recovery.is_over() {
            true => self.wake(turn),
            false => self.phase = Phase::Recovering { held: self.take_held() },
        }
    }

    /// Another tab stored these; they are as good as read from the storage.
    pub(super) fn stored_elsewhere(&mut self, stored: Vec<StoredRecord>, turn: &mut Turn<'_>) {
        let mut records = Vec::new();
        for StoredRecord { key, bytes, .. } in stored {
            match Record::read(&key, &bytes) {
                Ok(record) => records.push((key, record)),
                Err(UnreadableRecord::Malformed(Malformed::Newer)) => self.has_newer_data = true,
                Err(_) => {}
            }
        }
        self.absorb(records, BTreeSet::new(), turn);
    }

    /// Takes in stored records, what others rest on first; `logged` are things that stored chunks are known to hold.
    pub(super) fn absorb(
        &mut self,
        records: Vec<(Vec<u8>, Record)>,
        mut logged: BTreeSet<Name>,
        turn: &mut Turn<'_>,
    ) -> Left {
        let ranked = |(key, record)| (rank(&record), key, record);
        let mut records: Vec<_> = records.into_iter().map(ranked).collect();
        sort_by_key(&mut records, |(rank, ..)| *rank);
        let mut left = Left::default();
        let mut planned: BTreeMap<SpaceId, Vec<Planned>> = BTreeMap::new();
        let mut are_planned = false;
        for ((rank, ..), key, record) in records {
            if !are_planned && rank > ENTRIES_RANK {
                are_planned = true;
                self.settle_memberships(std::mem::take(&mut planned), turn);
            }
            match record {
                Record::SetAside { key, bytes, version, .. } => self.absorb_set_aside(&key, &bytes, version),
                Record::Identity(identity) => self.found_identity(&identity),
                Record::Invite { fragment, .. } => {
                    if let Ok(invitation) = Invitation::parse(&fragment) {
                        self.invitations.insert(invitation.key().0, fragment);
                    }
                }
                Record::Entry { space, entry, .. } => {
                    self.absorb_entry(space, &entry);
                    planned.entry(space).or_default();
                }
                Record::PlannedEntry { space, entry } => {
                    if let Ok(entry) = SignedEntry::parse(&entry) {
                        planned.entry(space).or_default().push(Planned { entry, mark: Mark::default() });
                    }
                }
                Record::Log(log) => logged.extend(self.absorb_log(log, turn)),
                Record::LocalChange { space, descriptor, change } => {
                    self.absorb_change(space, descriptor, change, &logged, turn);
                }
                Record::LocalSubmission { space, bytes } => self.absorb_submission(space, bytes, &logged),
                Record::ServerNonce { nonce } => {
                    self.sync.stored_nonce = Some(nonce.clone());
                    self.sync.nonce = nonce;
                }
                Record::Applying { chunks, writer, .. } => left.markers.push(Marker { key, chunks, writer }),
                Record::Journal(journal) => left.journals.push((key, journal)),
                Record::BlobPart(part) => self.absorb_part(part),
                Record::BlobShared { space, blob } => self.absorb_shared((space, blob)),
                // Another tab's.
                Record::LooseBlob { keys, .. } => self.blobs.take_loose(keys),
                // Keys are in the membership, too; pieces are read when they are wanted.
                Record::SpaceSecret { .. } | Record::BlobPiece { .. } => {}
            }
        }
        self.settle_memberships(planned, turn);
        left
    }

    fn absorb_entry(&mut self, id: SpaceId, bytes: &[u8]) {
        let space = self.spaces.entry(id).or_insert_with(|| Space::new(id));
        let Ok(entry) = SignedEntry::parse(bytes) else { return };
        if space.entries().get(entry.body().sequence as usize).is_none() {
            // One that does not follow stands behind a gap: the server sends what is missing, and it again.
            space.sequenced(entry, Trust::Checked).unwrap_or_default();
        }
    }

    /// Plans again what is still to be done, and finds the keys.
    fn settle_memberships(&mut self, planned: BTreeMap<SpaceId, Vec<Planned>>, turn: &mut Turn<'_>) {
        for (id, more) in planned {
            let space = self.spaces.entry(id).or_insert_with(|| Space::new(id));
            let mut all = space.take_planned();
            all.extend(
                more.into_iter().filter(|one| !all.iter().any(|other| other.entry == one.entry)).collect::<Vec<_>>(),
            );
            self.replan(id, all, turn);
            self.views.everything_changed();
        }
    }

    /// A chunk of the log: what was taken of it when it came is taken again.
    pub(super) fn absorb_log(&mut self, log: LogRecord, turn: &mut Turn<'_>) -> BTreeSet<Name> {
        let LogRecord { space: id, offset, chain, chunk: bytes, contains } = log;
        let chunk = ChunkId(Sha256::digest(&bytes).into());
        let behind = Cursor { offset: offset.saturating_add(1), chain };
        let space = self.spaces.entry(id).or_insert_with(|| Space::new(id));
        if space.key.is_none() {
            // The entry that holds it cannot be read. The server sends that again, and all that was said since.
            return BTreeSet::new();
        }
        let is_condemned = self.condemned.contains(&chunk);
        if is_condemned || space.log.is_known(&chunk) {
            space.log.place(chunk, bytes, behind);
            if !is_condemned {
                return BTreeSet::new();
            }
            self.set_aside.insert(chunk.0);
            // What was made here is not taken from its own record either.
            return gather(contains.iter().map(Name::from_record));
        }
        let names: BTreeSet<Name> = match self.retake(id, &chunk, &bytes, &contains, turn) {
            Some(()) => gather(contains.iter().map(Name::from_record)),
            // Some of it was refused: perhaps by an older version of the app.
            None => gather(self.admit(id, &chunk, &bytes, turn)),
        };
        if let Some(space) = self.spaces.get_mut(&id) {
            space.log.place(chunk, bytes, behind);
        }
        if !names.is_empty() {
            // What another version set aside.
            self.set_aside.remove(&chunk.0);
        }
        self.confirm(id, &names, turn.now);
        names
    }

    /// Takes a chunk of which everything was taken before, without checking it anew; `None` if it has to be checked.
    fn retake(
        &mut self,
        id: SpaceId,
        chunk: &ChunkId,
        bytes: &[u8],
        contains: &[(naptime_domain::id::DocumentId, naptime_domain::id::ChangeHash)],
        turn: &mut Turn<'_>,
    ) -> Option<()> {
        let (space, sealed) = (self.spaces.get(&id)?, SealedChunk::parse(bytes).ok()?);
        // Behind a gap in the entries nobody knows whose it is: it was checked when it came, and is counted at a later start.
        let author = space.membership().device_person(&sealed.header().device);
        let payload = sealed.open(space.key.as_ref()?).ok()?;
        let count: usize = payload
            .items
            .iter()
            .map(|item| match item {
                Item::Changes { changes, .. } => changes.len(),
                Item::Submission(_) => 1,
            })
            .sum();
        if count != contains.len() || author.is_some_and(|author| !self.has_share_for(id, chunk, author, &payload)) {
            return None;
        }
        let held_bytes = payload.held_bytes();
        for item in payload.items {
            match item {
                Item::Changes { descriptor, changes } => {
                    self.merge(id, &descriptor, &changes, Source::Stored, turn).ok()?
                }
                Item::Submission(bytes) => {
                    self.take_submission(id, &bytes, Submission::decode(&bytes).ok()?);
                }
            }
        }
        if let Some(author) = author {
            self.count_share(id, chunk, author, held_bytes);
        }
        Some(())
    }

    fn absorb_change(
        &mut self,
        space: SpaceId,
        descriptor: Descriptor,
        bytes: Vec<u8>,
        logged: &BTreeSet<Name>,
        turn: &mut Turn<'_>,
    ) {
        let Some(hash) = ChangeBytes::hash_of(&bytes) else { return };
        let document = descriptor.id(&space);
        if logged.contains(&Name::Change(document, hash)) {
            return;
        }
        if self.merge(space, &descriptor, std::slice::from_ref(&bytes), Source::Stored, turn).is_err() {
            self.documents.unreadable += 1;
        }
        // A space may be known from the learner's list alone, which is in a document like any other.
        let space = self.spaces.entry(space).or_insert_with(|| Space::new(space));
        space.outbox.add(Thing::Change { document, descriptor, hash, bytes }, Mark::default());
    }

    fn absorb_submission(&mut self, space: SpaceId, bytes: Vec<u8>, logged: &BTreeSet<Name>) {
        let id = Submission::id_of(&bytes);
        let Ok(submission) = Submission::decode(&bytes) else { return };
        self.take_submission(space, &bytes, submission);
        if !logged.contains(&Name::Submission(id)) {
            let space = self.spaces.entry(space).or_insert_with(|| Space::new(space));
            space.outbox.add(Thing::Submission { id, bytes }, Mark::default());
        }
    }
}
