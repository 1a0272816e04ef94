//! What a dead engine had journaled and not closed: made into changes once, by whoever claims the journal first.

use super::{
    Replica,
    boxes::BOXES_MAX,
    input::{BoxId, SessionId, WriterId},
    outbox::Thing,
    space::Space,
    storage::{Alone, Mark, Writing},
    turn::Turn,
};
use crate::{
    command::TextTarget,
    record::{Batch, JournalRecord, Record},
};
use naptime_domain::{
    document::{ChangeBytes, Descriptor, Source},
    id::{ActorId, ChangeHash, DocumentId, SpaceId},
    order::sort_by_key,
    text::TextDelta,
    time::Timestamp,
};
use std::{cmp::Reverse, collections::BTreeMap};

/// How long a page may take to start another engine after one died.
const RECEIPT_MS: i64 = 600_000;

/// Receipts that stay however old they look: a clock may jump, and what looks old here may be what another tab's page is
/// about to ask its next engine for.
const RECEIPTS_KEPT: usize = 256;

/// Journals that are being taken over.
#[derive(Default)]
pub(super) struct Recovery {
    claims: BTreeMap<u64, Claim>,
    last: u64,
    /// Boxes that resume a session whose words are being taken over: opened once they are in.
    held: Vec<HeldBox>,
}

struct HeldBox {
    id: BoxId,
    target: TextTarget,
    session: SessionId,
}

/// What one claim brings if it is stored.
#[derive(Default)]
struct Claim {
    changes: Vec<(SpaceId, Descriptor, ChangeBytes)>,
    /// The last entry of each session, its words taken out.
    receipts: BTreeMap<SessionId, JournalRecord>,
    /// The journal's records.
    keys: Vec<Vec<u8>>,
}

impl Claim {
    /// Takes entries, oldest first.
    fn take(&mut self, burst: Burst, now: Timestamp) {
        for (key, journal) in burst {
            let receipt = JournalRecord { delta: TextDelta::new(), base_heads: Vec::new(), at: now, ..journal };
            match self.receipts.get(&receipt.box_id) {
                Some(last) if last.box_seq > receipt.box_seq => {}
                _ => drop(self.receipts.insert(receipt.box_id, receipt)),
            }
            self.keys.push(key);
        }
    }
}

type Burst = Vec<(Vec<u8>, JournalRecord)>;

impl Recovery {
    pub(super) fn is_over(&self) -> bool {
        self.claims.is_empty()
    }

    /// Keeps a box waiting if the words of its session are still being taken over: its page shows them all the while.
    pub(super) fn hold(&mut self, id: BoxId, target: &TextTarget, session: SessionId) -> bool {
        self.held.retain(|held| held.id != id);
        let is_pending = self.claims.values().any(|claim| claim.receipts.contains_key(&session));
        if is_pending && self.held.len() < BOXES_MAX {
            self.held.push(HeldBox { id, target: target.clone(), session });
        }
        is_pending
    }

    /// A box does not wait any more.
    pub(super) fn release(&mut self, id: BoxId) {
        self.held.retain(|held| held.id != id);
    }
}

impl Replica {
    /// Claims the journals of dead writers: in one stroke their changes are stored and the journals deleted.
    ///
    /// Replaying one twice would make two changes of the same words, so nothing is applied before the claim is stored.
    pub(super) fn recover(&mut self, journals: Burst, dead_writers: &[WriterId], turn: &mut Turn<'_>) {
        let of_the_dead = journals.into_iter().filter(|(_, journal)| dead_writers.contains(&journal.writer));
        let (receipts, journals): (Burst, Burst) = of_the_dead.partition(|(_, journal)| journal.delta.is_empty());
        self.take_receipts(receipts, turn);
        let mut by_writer: BTreeMap<WriterId, Burst> = BTreeMap::new();
        for (key, journal) in journals {
            by_writer.entry(journal.writer).or_default().push((key, journal));
        }
        for journals in by_writer.into_values() {
            self.claim(journals, turn);
        }
    }

    /// Whichever engine took the words over, the page whose box they are from may be asking this one.
    fn take_receipts(&mut self, mut receipts: Burst, turn: &mut Turn<'_>) {
        sort_by_key(&mut receipts, |(_, receipt)| Reverse(receipt.at));
        for (newer, (key, receipt)) in receipts.into_iter().enumerate() {
            self.boxes.recovered(receipt.box_id, receipt.box_seq);
            let looks_old = (turn.now.0 - receipt.at.0).abs() > RECEIPT_MS;
            if looks_old && newer >= RECEIPTS_KEPT {
                turn.delete(key);
            } else {
                self.receipts.found(&receipt, key);
            }
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
            sort_by_key(&mut burst, |(_, journal)| journal.sequence);
            // A burst whose ground is missing stays journaled: what is missing may come back from the server.
            if let Some(replayed) = self.replayed(&burst, turn) {
                claim.take(burst, turn.now);
                claim.changes.extend(replayed);
            }
        }
        let mut batch = Batch { require: claim.keys.clone(), put: Vec::new(), delete: claim.keys.clone() };
        for (space, descriptor, ChangeBytes { bytes, .. }) in &claim.changes {
            let (space, descriptor, change) = (*space, descriptor.clone(), bytes.clone());
            batch.put.push(Record::LocalChange { space, descriptor, change }.to_stored());
        }
        batch.put.extend(claim.receipts.values().map(|receipt| Record::Journal(receipt.clone()).to_stored()));
        if batch.require.is_empty() {
            return;
        }
        // Others' marks may name what this call has gathered so far: it goes before the claim, and not with a later mark.
        self.storage.queue(std::mem::take(&mut turn.writing));
        self.recovery.last += 1;
        self.recovery.claims.insert(self.recovery.last, claim);
        self.storage.queue(Writing { batch, promises: Vec::new(), alone: Some(Alone::Claim(self.recovery.last)) });
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
        let Some(Claim { changes, receipts, .. }) = self.recovery.claims.remove(&claim) else { return };
        for (space, descriptor, change) in changes {
            if self.merge(space, &descriptor, std::slice::from_ref(&change.bytes), Source::Stored, turn).is_err() {
                self.documents.unreadable += 1;
            }
            let document = descriptor.id(&space);
            let ChangeBytes { hash, bytes } = change;
            let space = self.spaces.entry(space).or_insert_with(|| Space::new(space));
            space.outbox.add(Thing::Change { document, descriptor, hash, bytes }, Mark::default());
        }
        self.boxes_recovered(receipts);
        self.wake_if_recovered(turn);
    }

    /// Another tab was first, and tells of what it found.
    pub(super) fn claim_lost(&mut self, claim: u64, turn: &mut Turn<'_>) {
        if let Some(Claim { receipts, .. }) = self.recovery.claims.remove(&claim) {
            self.boxes_recovered(receipts);
        }
        self.wake_if_recovered(turn);
    }

    fn boxes_recovered(&mut self, receipts: BTreeMap<SessionId, JournalRecord>) {
        for receipt in receipts.into_values() {
            self.boxes.recovered(receipt.box_id, receipt.box_seq);
        }
    }

    fn wake_if_recovered(&mut self, turn: &mut Turn<'_>) {
        for HeldBox { id, target, session } in std::mem::take(&mut self.recovery.held) {
            self.open_text(id, &target, Some(session), turn);
        }
        if self.recovery.is_over() {
            self.wake(turn);
        }
    }
}
