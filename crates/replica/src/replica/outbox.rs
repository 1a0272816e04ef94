//! What a space's server has yet to confirm: changes, not chunks. A chunk is sealed when it is sent, and kept for retries.

use super::storage::{Mark, Storage};
use crate::{
    chunk::{CHANGES_MAX, CHUNK_BYTES_MAX, ITEMS_MAX, Item, OVERHEAD, Payload},
    cursor::ChunkId,
    membership::MembershipHash,
};
use naptime_domain::{
    document::Descriptor,
    id::{ChangeHash, DocumentId, SubmissionId},
    limits::BURST_OPS_MAX,
};
use std::collections::BTreeSet;

/// Most payload bytes put into one chunk, so that it fits even if nothing can be deflated.
const PAYLOAD_BYTES: usize = CHUNK_BYTES_MAX - OVERHEAD - 16 * 1024;

/// What one item costs besides its own bytes, roughly: its descriptor and lengths.
const ITEM_BYTES: usize = 80;

/// What several edits gather in one change fits into a chunk: text takes four bytes an operation at most, and deflates.
const _: () = assert!(4 * BURST_OPS_MAX < PAYLOAD_BYTES);

/// Something made here that waits for the server.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    pub thing: Thing,
    pub mark: Mark,
}

/// What is waiting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    /// A change of a document.
    Change { document: DocumentId, descriptor: Descriptor, hash: ChangeHash, bytes: Vec<u8> },
    /// A submission.
    Submission { id: SubmissionId, bytes: Vec<u8> },
}

/// What a thing is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    Change(DocumentId, ChangeHash),
    Submission(SubmissionId),
}

/// A chunk that was made of waiting things and is not confirmed.
#[derive(Clone, Debug)]
pub(super) struct Sealed {
    pub id: ChunkId,
    pub bytes: Vec<u8>,
    pub holds: Vec<Name>,
    /// What it takes in memory, opened.
    pub held_bytes: usize,
    /// The membership it names.
    pub membership: MembershipHash,
}

/// What a space's server has yet to confirm.
#[derive(Default)]
pub(super) struct Outbox {
    waiting: Vec<Waiting>,
    names: BTreeSet<Name>,
    /// About what it costs to send all of it.
    bytes: usize,
    sealed: Vec<Sealed>,
    /// What sealed chunks hold.
    held: BTreeSet<Name>,
    /// What no chunk can hold: kept here, told as refused.
    refused: BTreeSet<Name>,
}

impl Outbox {
    pub(super) fn add(&mut self, thing: Thing, mark: Mark) {
        if self.names.insert(thing.name()) {
            self.bytes += thing.cost();
            self.waiting.push(Waiting { thing, mark });
        }
    }

    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }

    /// What waits, oldest first.
    pub(super) fn things(&self) -> impl Iterator<Item = &Thing> {
        self.waiting.iter().map(|waiting| &waiting.thing)
    }

    /// About what it costs to send, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn has_refused(&self) -> bool {
        !self.refused.is_empty()
    }

    /// Whether there is anything that may be sent now.
    pub(super) fn has_sendable(&self, storage: &Storage) -> bool {
        !self.sealed.is_empty() || self.waiting.iter().any(|waiting| self.is_free(waiting, storage))
    }

    /// The chunks that were sent and not confirmed, as they were.
    pub(super) fn sealed(&self) -> &[Sealed] {
        &self.sealed
    }

    pub(super) fn keep_sealed(&mut self, sealed: Sealed) {
        self.held.extend(&sealed.holds);
        self.sealed.push(sealed);
    }

    /// Takes back a chunk that was confirmed, or is to be sealed anew.
    pub(super) fn take_sealed(&mut self, id: &ChunkId) -> Option<Sealed> {
        let place = self.sealed.iter().position(|sealed| sealed.id == *id)?;
        let sealed = self.sealed.remove(place);
        for name in &sealed.holds {
            self.held.remove(name);
        }
        Some(sealed)
    }

    /// Things that are in the server's log, however they got there; says how many of them waited here.
    pub(super) fn confirmed(&mut self, names: &BTreeSet<Name>) -> usize {
        if names.is_empty() {
            return 0;
        }
        let waited = self.waiting.len();
        self.waiting.retain(|waiting| !names.contains(&waiting.thing.name()));
        self.bytes = self.waiting.iter().map(|waiting| waiting.thing.cost()).sum();
        for gone in names {
            self.names.remove(gone);
            self.held.remove(gone);
            self.refused.remove(gone);
        }
        for sealed in &mut self.sealed {
            sealed.holds.retain(|name| !names.contains(name));
        }
        self.sealed.retain(|sealed| !sealed.holds.is_empty());
        waited - self.waiting.len()
    }

    /// Things that the server will never take in.
    pub(super) fn refuse(&mut self, names: Vec<Name>) {
        self.refused.extend(names);
    }

    /// As much as fits into the next chunk, oldest first; `None` if nothing may be sent.
    pub(super) fn next_payload(&self, storage: &Storage) -> Option<(Payload, Vec<Name>)> {
        let (mut items, mut holds, mut bytes) = (Vec::new(), Vec::new(), 0);
        for waiting in self.waiting.iter().filter(|waiting| self.is_free(waiting, storage)) {
            bytes += waiting.thing.cost();
            if !holds.is_empty() && (bytes > PAYLOAD_BYTES || items.len() >= ITEMS_MAX) {
                break;
            }
            waiting.thing.add_to(&mut items);
            holds.push(waiting.thing.name());
        }
        (!holds.is_empty()).then_some((Payload { items }, holds))
    }

    fn is_free(&self, waiting: &Waiting, storage: &Storage) -> bool {
        let name = waiting.thing.name();
        storage.is_durable(waiting.mark) && !self.refused.contains(&name) && !self.held.contains(&name)
    }
}

impl Name {
    /// As a log record lists it: a submission stands under a document of zeros.
    pub(super) fn in_record(&self) -> (DocumentId, ChangeHash) {
        match self {
            Self::Change(document, hash) => (*document, *hash),
            Self::Submission(id) => (DocumentId([0; 16]), ChangeHash(id.0)),
        }
    }

    /// What a log record lists.
    pub(super) fn from_record((document, hash): &(DocumentId, ChangeHash)) -> Self {
        match document.0 == [0; 16] {
            true => Self::Submission(SubmissionId(hash.0)),
            false => Self::Change(*document, *hash),
        }
    }
}

impl Thing {
    pub(super) fn name(&self) -> Name {
        match self {
            Self::Change { document, hash, .. } => Name::Change(*document, *hash),
            Self::Submission { id, .. } => Name::Submission(*id),
        }
    }

    /// About what it costs to send, in bytes.
    fn cost(&self) -> usize {
        match self {
            Self::Change { bytes, .. } | Self::Submission { bytes, .. } => bytes.len() + ITEM_BYTES,
        }
    }

    /// Changes of one document stand in one item, in their order.
    fn add_to(&self, items: &mut Vec<Item>) {
        match self {
            Self::Submission { bytes, .. } => items.push(Item::Submission(bytes.clone())),
            Self::Change { descriptor: about, bytes, .. } => {
                let same = items.iter_mut().find_map(|item| match item {
                    Item::Changes { descriptor, changes } if descriptor == about && changes.len() < CHANGES_MAX => {
                        Some(changes)
                    }
                    _ => None,
                });
                match same {
                    Some(changes) => changes.push(bytes.clone()),
                    None => items.push(Item::Changes { descriptor: about.clone(), changes: vec![bytes.clone()] }),
                }
            }
        }
    }
}
