//! The documents of this device: kept as changes until first needed, then open; what they show is computed once per change.

use super::burst::Burst;
use naptime_domain::{
    document::{Descriptor, Document, Source},
    id::{ActorId, ChallengeId, ChangeHash, DocumentId, SpaceId},
    time::Timestamp,
    view::View,
};
use std::collections::{BTreeMap, btree_map::Entry};

/// Most documents of one space: hundreds of submissions, each with its critics. For each space by itself, so that whoever
/// fills one leaves room in the others.
pub(super) const DOCUMENTS_MAX: usize = 5_000;

/// The documents of this device.
#[derive(Default)]
pub(super) struct Documents {
    slots: BTreeMap<DocumentId, Slot>,
    /// How many of them each space has.
    counts: BTreeMap<SpaceId, usize>,
    actor: Option<ActorId>,
    /// Stored changes that their documents would not take again.
    pub unreadable: u32,
}

/// One document, open or not.
pub(super) struct Slot {
    pub id: DocumentId,
    pub space: SpaceId,
    pub descriptor: Descriptor,
    pub burst: Option<Burst>,
    /// When someone else last wrote here while the two were in live contact.
    pub peer_wrote_at: Option<Timestamp>,
    state: State,
    view: Option<View>,
}

/// What became of changes from the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// They are in the document once it is opened.
    Kept,
    /// The document is open, or they have to be checked.
    ToMerge,
}

/// How many documents have edits that no change holds yet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bursts {
    pub shared: usize,
    pub personal: usize,
}

enum State {
    /// Changes from the records, as they were found.
    Closed(Vec<Vec<u8>>),
    Open(Box<Document>),
}

/// There are as many documents as a space can hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct TooManyDocuments;

impl Documents {
    /// Who writes from now on. No document can be opened before.
    pub(super) fn write_as(&mut self, actor: ActorId) {
        self.actor = Some(actor);
    }

    /// The document of a space about something; begun if it was not there.
    pub(super) fn slot(&mut self, space: SpaceId, descriptor: &Descriptor) -> Result<&mut Slot, TooManyDocuments> {
        let id = descriptor.id(&space);
        let count = self.counts.entry(space).or_default();
        match self.slots.entry(id) {
            Entry::Occupied(slot) => Ok(slot.into_mut()),
            Entry::Vacant(_) if *count >= DOCUMENTS_MAX => Err(TooManyDocuments),
            Entry::Vacant(free) => {
                *count += 1;
                Ok(free.insert(Slot::new(id, space, descriptor.clone())))
            }
        }
    }

    /// A document that is here already.
    pub(super) fn get(&mut self, id: &DocumentId) -> Option<&mut Slot> {
        self.slots.get_mut(id)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// The documents with edits that no change holds yet.
    pub(super) fn in_burst(&self) -> Vec<DocumentId> {
        self.slots.values().filter(|slot| slot.burst.is_some()).map(|slot| slot.id).collect()
    }

    pub(super) fn bursts(&self) -> Bursts {
        let mut bursts = Bursts::default();
        for slot in self.slots.values().filter(|slot| slot.burst.is_some()) {
            match slot.descriptor.is_personal() {
                true => bursts.personal += 1,
                false => bursts.shared += 1,
            }
        }
        bursts
    }

    /// A document, opened.
    pub(super) fn open(&mut self, id: &DocumentId) -> Option<&mut Document> {
        let (actor, slot) = (self.actor?, self.slots.get_mut(id)?);
        Some(slot.open(actor, &mut self.unreadable))
    }

    /// What a document shows; `None` if it is not here or has a shape this version does not know.
    pub(super) fn view(&mut self, space: SpaceId, descriptor: &Descriptor) -> Option<&View> {
        let actor = self.actor?;
        let slot = self.slots.get_mut(&descriptor.id(&space))?;
        if slot.view.is_none() {
            slot.view = slot.open(actor, &mut self.unreadable).view().ok();
        }
        slot.view.as_ref()
    }

    /// Opens and shows every document that changed since it was last shown.
    pub(super) fn show_all(&mut self) {
        let Some(actor) = self.actor else { return };
        for slot in self.slots.values_mut().filter(|slot| slot.view.is_none()) {
            slot.view = slot.open(actor, &mut self.unreadable).view().ok();
        }
    }

    /// Whether anything was ever written into a document; does not open it.
    pub(super) fn is_begun(&self, id: &DocumentId) -> bool {
        self.slots.get(id).is_some_and(|slot| match &slot.state {
            State::Closed(changes) => !changes.is_empty(),
            State::Open(document) => document.change_count() > 1,
        })
    }

    /// The challenges on which somebody has written together in a space, by their id.
    pub(super) fn joint_works(&self, space: SpaceId) -> Vec<ChallengeId> {
        let joint = self.slots.values().filter(|slot| slot.space == space).filter_map(|slot| match &slot.descriptor {
            Descriptor::JointWork { challenge } if self.is_begun(&slot.id) => Some(challenge.clone()),
            _ => None,
        });
        let mut all: Vec<_> = joint.collect();
        all.sort_unstable();
        all
    }

    /// The newest changes of every document that has any, for comparing devices.
    pub(super) fn heads(&mut self) -> BTreeMap<DocumentId, Vec<ChangeHash>> {
        let Some(actor) = self.actor else { return BTreeMap::new() };
        let unreadable = &mut self.unreadable;
        self.slots
            .values_mut()
            .filter_map(|slot| {
                let document = slot.open(actor, unreadable);
                let mut heads = document.heads();
                heads.sort();
                (document.change_count() > 1).then_some((slot.id, heads))
            })
            .collect()
    }
}

impl Slot {
    fn new(id: DocumentId, space: SpaceId, descriptor: Descriptor) -> Self {
        Self { id, space, descriptor, burst: None, peer_wrote_at: None, state: State::Closed(Vec::new()), view: None }
    }

    /// Keeps changes from the records until the document is opened, unless it is.
    pub(super) fn keep_for_later(&mut self, changes: &[Vec<u8>], source: Source) -> Taken {
        match (&mut self.state, source) {
            (State::Closed(kept), Source::Stored) => {
                kept.extend_from_slice(changes);
                self.view = None;
                Taken::Kept
            }
            _ => Taken::ToMerge,
        }
    }

    /// What the document shows is to be computed anew.
    pub(super) fn touch(&mut self) {
        self.view = None;
    }

    fn open(&mut self, actor: ActorId, unreadable: &mut u32) -> &mut Document {
        if let State::Closed(changes) = &mut self.state {
            let (document, failed) = replay(&self.descriptor, std::mem::take(changes), actor);
            *unreadable += failed;
            self.state = State::Open(Box::new(document));
        }
        match &mut self.state {
            State::Open(document) => document,
            State::Closed(_) => unreachable!("it was opened above"),
        }
    }
}

/// Builds a document from stored changes, in any order. Those that do not fit are counted and left out.
fn replay(descriptor: &Descriptor, changes: Vec<Vec<u8>>, actor: ActorId) -> (Document, u32) {
    let mut document = Document::create(descriptor, actor);
    // Stored changes carry no moment that matters: nothing is open that could be closed.
    let now = Timestamp(0);
    if changes.is_empty() || document.merge_changes(&changes, Source::Stored, now).is_ok() {
        return (document, 0);
    }
    let mut failed = 0;
    for change in &changes {
        failed += u32::from(document.merge_changes(std::slice::from_ref(change), Source::Stored, now).is_err());
    }
    (document, failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use naptime_domain::id::SubmissionId;

    #[test]
    fn a_space_that_is_full_of_documents_takes_nothing_from_the_others() {
        let mut documents = Documents::default();
        let (full, other) = (SpaceId([1; 16]), SpaceId([2; 16]));
        let about = |number: usize| {
            let mut submission = [0; 32];
            submission[..8].copy_from_slice(&number.to_be_bytes());
            Descriptor::Synthesis { submission: SubmissionId(submission) }
        };
        for number in 0..DOCUMENTS_MAX {
            assert!(documents.slot(full, &about(number)).is_ok());
        }
        assert!(documents.slot(full, &about(DOCUMENTS_MAX)).is_err());
        assert!(documents.slot(full, &about(0)).is_ok(), "what is there is there");
        assert!(documents.slot(other, &about(0)).is_ok());
    }
}
