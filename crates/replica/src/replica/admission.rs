//! What is believed of others' chunks: who wrote them, for which space, and every item only if its document takes it.

use super::{Replica, acknowledgement::log_record, arrival::Arrival, documents::Taken, outbox::Name, turn::Turn};
use crate::{
    Malformed,
    chunk::{ChunkRefused, Item, Payload, SealedChunk},
    cursor::ChunkId,
    record::{CONTAINS_MAX, Record},
    view::Attention,
};
use naptime_domain::{
    document::{ChangeBytes, Descriptor, Source},
    id::{PersonId, SpaceId, SubmissionId},
    limits::CHANGE_BYTES_MAX,
    order::gather,
    submission::Submission,
};
use sha2::{Digest, Sha256};

/// Most things that are counted as set aside: beyond that somebody sends them on purpose.
const SET_ASIDE_MAX: usize = 1_000;

impl Replica {
    /// Applies what can be believed of a chunk, sets the rest aside, and moves on either way.
    pub(super) fn apply(&mut self, arrival: Arrival, turn: &mut Turn<'_>) {
        let Arrival { space: id, chunk, bytes, behind } = arrival;
        let Some(space) = self.spaces.get_mut(&id) else { return };
        if space.log.is_placed(&chunk) {
            space.log.place(chunk, bytes, behind);
            return;
        }
        let mut names = Vec::new();
        if self.condemned.contains(&chunk) {
            self.count_aside(&bytes);
        } else {
            names = self.admit(id, &chunk, &bytes, turn);
        }
        let contains = names.iter().map(Name::in_record).take(CONTAINS_MAX).collect();
        turn.put(log_record(id, &behind, &bytes, contains));
        if let Some(space) = self.spaces.get_mut(&id) {
            space.log.place(chunk, bytes, behind);
        }
        self.confirm(id, &gather(names), turn.now);
    }

    /// Verifies and opens a chunk, and takes of it what can be taken.
    pub(super) fn admit(&mut self, id: SpaceId, chunk: &ChunkId, bytes: &[u8], turn: &mut Turn<'_>) -> Vec<Name> {
        match self.open_verified(id, bytes) {
            Ok(Some((author, is_other_device, payload))) if self.has_share_for(id, chunk, author, &payload) => {
                self.admit_payload(id, chunk, author, is_other_device, payload, turn)
            }
            Ok(_) => {
                self.count_aside(bytes);
                Vec::new()
            }
            Err(refused) => {
                if let ChunkRefused::Newer | ChunkRefused::Payload(Malformed::Newer) = refused {
                    self.sync.attention = Some(Attention::UpdateNeeded);
                }
                self.count_aside(bytes);
                Vec::new()
            }
        }
    }

    /// `None` if its author has used up her share: inflating it would be for nothing, and each start would do it again.
    fn open_verified(&self, id: SpaceId, bytes: &[u8]) -> Result<Option<(PersonId, bool, Payload)>, ChunkRefused> {
        let space = self.spaces.get(&id).ok_or(ChunkRefused::OtherSpace)?;
        let chunk = SealedChunk::parse(bytes)?;
        let author = chunk.verify(space.membership())?;
        if space.shares.is_spent(&author) {
            return Ok(None);
        }
        let payload = chunk.open(space.key.as_ref().ok_or(ChunkRefused::WrongKey)?)?;
        let mine = self.identity.as_ref().map(|identity| identity.device.device());
        Ok(Some((author, mine != Some(chunk.header().device), payload)))
    }

    /// Whether a chunk's author may have this device hold what it says. What one wrote oneself is held in any case, and what
    /// had lost its place when a server was rolled back is held already.
    pub(super) fn has_share_for(&mut self, id: SpaceId, chunk: &ChunkId, author: PersonId, payload: &Payload) -> bool {
        let is_mine = self.identity.as_ref().is_some_and(|identity| identity.person.person() == author);
        let Some(space) = self.spaces.get_mut(&id) else { return false };
        is_mine || space.log.is_known(chunk) || space.shares.has_room(author, payload.held_bytes())
    }

    /// Counts what is held of a chunk, once.
    pub(super) fn count_share(&mut self, id: SpaceId, chunk: &ChunkId, author: PersonId, held_bytes: usize) {
        if let Some(space) = self.spaces.get_mut(&id).filter(|space| !space.log.is_known(chunk)) {
            space.shares.count(author, held_bytes);
        }
    }

    fn admit_payload(
        &mut self,
        space: SpaceId,
        chunk: &ChunkId,
        author: PersonId,
        is_other_device: bool,
        payload: Payload,
        turn: &mut Turn<'_>,
    ) -> Vec<Name> {
        let (mut names, mut held_bytes) = (Vec::new(), 0);
        for item in payload.items {
            let bytes = item.held_bytes();
            let admitted = match item {
                Item::Changes { descriptor, changes } => {
                    self.admit_changes(space, &descriptor, changes, author, is_other_device, turn)
                }
                Item::Submission(bytes) => self.admit_submission(space, bytes, author),
            };
            // What is refused is not held.
            held_bytes += if admitted.is_empty() { 0 } else { bytes };
            names.extend(admitted);
        }
        self.count_share(space, chunk, author, held_bytes);
        names
    }

    fn admit_changes(
        &mut self,
        space: SpaceId,
        descriptor: &Descriptor,
        changes: Vec<Vec<u8>>,
        author: PersonId,
        is_other_device: bool,
        turn: &mut Turn<'_>,
    ) -> Vec<Name> {
        let is_personal = self.personal_space() == Some(space);
        let is_theirs =
            descriptor.is_personal() == is_personal && descriptor.sole_author().is_none_or(|sole| sole == author);
        if !is_theirs || self.merge(space, descriptor, &changes, Source::SignedBy(author), turn).is_err() {
            for change in &changes {
                self.count_aside(change);
            }
            return Vec::new();
        }
        let document = descriptor.id(&space);
        if is_other_device && let Some(slot) = self.documents.get(&document) {
            slot.peer_wrote_at = Some(turn.now);
        }
        changes
            .iter()
            .filter_map(|change| ChangeBytes::hash_of(change))
            .map(|hash| Name::Change(document, hash))
            .collect()
    }

    fn admit_submission(&mut self, space: SpaceId, bytes: Vec<u8>, author: PersonId) -> Vec<Name> {
        let is_group = self.personal_space() != Some(space);
        let has_room = self.submissions.has_room(&space) || self.submissions.get(&Submission::id_of(&bytes)).is_some();
        match Submission::decode(&bytes) {
            Ok(submission) if is_group && submission.author == author => {
                if !has_room {
                    self.count_aside(&bytes);
                    return Vec::new();
                }
                vec![Name::Submission(self.take_submission(space, &bytes, submission))]
            }
            _ => {
                self.count_aside(&bytes);
                Vec::new()
            }
        }
    }

    pub(super) fn take_submission(&mut self, space: SpaceId, bytes: &[u8], submission: Submission) -> SubmissionId {
        let id = Submission::id_of(bytes);
        if self.submissions.add(id, space, submission) {
            self.views.submission_changed();
        }
        id
    }

    /// Merges changes into a document: what is typed there is closed first, and open boxes are told.
    pub(super) fn merge(
        &mut self,
        space: SpaceId,
        descriptor: &Descriptor,
        changes: &[Vec<u8>],
        source: Source,
        turn: &mut Turn<'_>,
    ) -> Result<(), String> {
        let slot = self.documents.slot(space, descriptor).map_err(|_| "too many documents".to_owned())?;
        let id = slot.id;
        if let Taken::Kept = slot.keep_for_later(changes, source) {
            self.document_changed(descriptor);
            return Ok(());
        }
        let document = self.documents.open(&id).ok_or_else(|| "nobody lives here".to_owned())?;
        if changes.iter().all(|change| ChangeBytes::hash_of(change).is_some_and(|hash| document.has_change(&hash))) {
            return Ok(());
        }
        self.close_burst(&id, turn);
        let document = self.documents.open(&id).ok_or_else(|| "nobody lives here".to_owned())?;
        let merged = document.merge_changes(changes, source, turn.now).map_err(|why| why.to_string())?;
        for text in &merged.texts {
            self.boxes.edited_elsewhere(&id, &text.field, &text.delta, None);
        }
        if let Some(slot) = self.documents.get(&id) {
            slot.touch();
        }
        self.document_changed(descriptor);
        Ok(())
    }

    /// Counts what could not be read or applied of a chunk. It is kept in the log with its chunk and nowhere else, or
    /// whoever deflates well could fill the storage; at each start it is tried again.
    fn count_aside(&mut self, bytes: &[u8]) -> bool {
        self.set_aside.len() < SET_ASIDE_MAX && self.set_aside.insert(Sha256::digest(bytes).into())
    }

    /// Keeps a change from a file that could not be applied, once, and counts it.
    pub(super) fn set_aside(&mut self, space: SpaceId, why: &str, bytes: &[u8], turn: &mut Turn<'_>) {
        if bytes.len() <= CHANGE_BYTES_MAX && self.count_aside(bytes) {
            let (why, bytes) = (why.to_owned(), bytes.to_vec());
            let record = Record::SetAside { space, why, key: Vec::new(), bytes, version: None };
            turn.put(record.to_stored());
        }
    }

    /// Whether anything is left of a fork: once every space is level with the server again, there is nothing to tell.
    pub(super) fn settle_fork(&mut self) {
        let is_level = |space: &super::space::Space| {
            !space.is_halted()
                && space.is_caught_up
                && space.server_sequence.is_none()
                && space.log.strays().next().is_none()
        };
        if self.sync.attention == Some(Attention::ServerForked) && self.spaces.values().all(is_level) {
            self.sync.attention = None;
        }
    }
}
