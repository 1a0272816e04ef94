//! What a dead engine had journaled and not closed: made into changes once, by whoever claims the journal first.

use super::{
    Replica,
    input::{BoxId, WriterId},
    outbox::Thing,
    storage::{Mark, Writing},
    turn::Turn,
};
use crate::record::{Batch, JournalRecord, Record};
use naptime_domain::{
    document::{ChangeBytes, Descriptor, Source},
    id::{ActorId, ChangeHash, DocumentId, SpaceId},
};
use std::collections::BTreeMap;

/// Journals that are being taken over.
#[derive(Default)]
pub(super) struct Recovery {
    claims: BTreeMap<u64, Claim>,
    last: u64,
}

/// What one claim brings if it is stored.
#[derive(Default)]
struct Claim {
    changes: Vec<(SpaceId, Descriptor, ChangeBytes)>,
    /// The last edit of each box that is in them.
    boxes: BTreeMap<BoxId, u32>,
    /// The journal's records.
    keys: Vec<Vec<u8>>,
}

impl Claim {
    fn take(&mut self, burst: Burst) {
        for (key, JournalRecord { box_id, box_seq, .. }) in burst {
            let last = self.boxes.entry(box_id).or_default();
            *last = box_seq.max(*last);
            self.keys.push(key);
        }
    }
}

type Burst = Vec<(Vec<u8>, JournalRecord)>;

impl Recovery {
    pub(super) fn is_over(&self) -> bool {
        self.claims.is_empty()
    }
}

impl Replica {
    /// Claims the journals of dead writers: in one stroke their changes are stored and the journals deleted.
    ///
    /// Replaying one twice would make two changes of the same words, so nothing is applied before the claim is stored.
    pub(super) fn recover(&mut self, journals: Burst, dead_writers: &[WriterId], turn: &mut Turn<'_>) {
        let mut by_writer: BTreeMap<WriterId, Burst> = BTreeMap::new();
        for (key, journal) in journals {
            if dead_writers.contains(&journal.writer) {
                by_writer.entry(journal.writer).or_default().push((key, journal));
            }
        }
        for journals in by_writer.into_values() {
            self.claim(journals, turn);
        }
    }

    fn claim(&mut self, journals: Burst, turn: &mut Turn<'_>) {
        let mut bursts: BTreeMap<(DocumentId, Vec<ChangeHash>), Burst> = BTreeMap::new();
        for (key, journal) in journals {
            let document = journal.descriptor.id(&journal.space);
            bursts.entry((document, journal.base_heads.clone())).or_default().push((key, journal));
        }
        let mut claim = Claim::default();
        for mut burst in bursts.into_values() {
            burst.sort_by_key(|(_, journal)| journal.sequence);
            let is_receipt = burst.iter().all(|(_, journal)| journal.delta.is_empty());
            if is_receipt {
                claim.take(burst);
            } else if let Some(replayed) = self.replayed(&burst, turn) {
                claim.take(burst);
                claim.changes.extend(replayed);
            }
            // A burst whose ground is missing stays journaled: what is missing may come back from the server.
        }
        let mut batch = Batch { require: claim.keys.clone(), put: Vec::new(), delete: claim.keys.clone() };
        for (space, descriptor, ChangeBytes { bytes, .. }) in &claim.changes {
            let (space, descriptor, change) = (*space, descriptor.clone(), bytes.clone());
            batch.put.push(Record::LocalChange { space, descriptor, change }.to_stored());
        }
        if batch.require.is_empty() {
            return;
        }
        self.recovery.last += 1;
        self.recovery.claims.insert(self.recovery.last, claim);
        self.storage.queue(Writing { batch, promises: Vec::new(), claim: Some(self.recovery.last) });
    }

    /// A burst as one change on the ground it stood on, by an actor of its own.
    ///
    /// `None` if that ground is not here; a burst that came to nothing makes no change.
    fn replayed(&mut self, burst: &Burst, turn: &mut Turn<'_>) -> Option<Option<(SpaceId, Descriptor, ChangeBytes)>> {
        let (_, first) = burst.first()?;
        let (_, last) = burst.last()?;
        let (space, descriptor) = (first.space, first.descriptor.clone());
        let (me, _) = self.me().ok()?;
        let id = self.documents.slot(space, &descriptor).ok()?.id;
        let actor = ActorId::new(&me, turn.random());
        let mut then = self.documents.open(&id)?.at(&first.base_heads, actor).ok()?;
        for (_, journal) in burst {
            // An edit that does not fit was refused when it was typed, too.
            then.edit_text(&journal.field, &journal.delta).unwrap_or_default();
        }
        Some(then.commit(last.at).map(|change| (space, descriptor, change)))
    }

    /// The claim is this tab's: the words come back.
    pub(super) fn claim_stored(&mut self, claim: u64, turn: &mut Turn<'_>) {
        let Some(Claim { changes, boxes, .. }) = self.recovery.claims.remove(&claim) else { return };
        for (space, descriptor, change) in changes {
            if self.merge(space, &descriptor, std::slice::from_ref(&change.bytes), Source::Stored, turn).is_err() {
                self.documents.unreadable += 1;
            }
            let document = descriptor.id(&space);
            if let Some(space) = self.spaces.get_mut(&space) {
                let ChangeBytes { hash, bytes } = change;
                space.outbox.add(Thing::Change { document, descriptor, hash, bytes }, Mark::default());
            }
        }
        self.boxes.recovered.extend(boxes);
        self.wake_if_recovered(turn);
    }

    /// Another tab was first, and tells of what it found.
    pub(super) fn claim_lost(&mut self, claim: u64, turn: &mut Turn<'_>) {
        self.recovery.claims.remove(&claim);
        self.wake_if_recovered(turn);
    }

    fn wake_if_recovered(&mut self, turn: &mut Turn<'_>) {
        if self.recovery.is_over() {
            self.wake(turn);
        }
    }
}
