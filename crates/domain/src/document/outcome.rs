//! What a document answers: what a command did, what a change is as bytes, what a merge brought.

use super::{chunk, refused::Unacceptable};
use crate::{
    command::TextField,
    id::{ChangeHash, PersonId},
    text::TextDelta,
};

/// One change as it is stored and sent: a plain automerge change chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeBytes {
    /// Its hash.
    pub hash: ChangeHash,
    /// Its bytes, not compressed.
    pub bytes: Vec<u8>,
}

impl ChangeBytes {
    /// The hash of a stored change, without decoding it; `None` if the bytes are not one plain change.
    pub fn hash_of(bytes: &[u8]) -> Option<ChangeHash> {
        chunk::open_chunk(bytes).ok().map(|(hash, _)| hash)
    }

    /// A number that is higher for a change than for all it rests on; `None` if the bytes are not one plain change.
    pub fn order_of(bytes: &[u8]) -> Option<u64> {
        chunk::start_op(bytes).ok()
    }

    /// How many operations a change has, none of them decoded; `None` if the bytes are not one plain change.
    pub fn op_count_of(bytes: &[u8]) -> Option<u64> {
        chunk::op_count(bytes).ok()
    }
}

/// What a command did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The document is another.
    Changed,
    /// It was so already.
    AlreadySo,
}

/// Who vouches for changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A signed chunk: all changes must be of this person.
    SignedBy(PersonId),
    /// This device's own records, which were checked when they came.
    Stored,
}

/// What a merge did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The burst that was open and had to be closed first: to be stored and sent like any other.
    pub closed: Option<ChangeBytes>,
    /// The changes that are in the document now and were not, in an order in which they can be applied.
    pub applied: Vec<ChangeHash>,
    /// The changes that wait for others.
    pub waiting: Vec<ChangeHash>,
    /// The changes that were there already.
    pub duplicates: Vec<ChangeHash>,
    /// Changes that had waited and turned out to be unacceptable: they are in nobody's document.
    pub refused: Vec<(ChangeHash, Unacceptable)>,
    /// The texts that changed.
    pub texts: Vec<TextMerged>,
}

/// How a merge changed one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextMerged {
    /// Which text.
    pub field: TextField,
    /// The edit, from the text before the merge to the text after.
    pub delta: TextDelta,
    /// Whether the edit was made without knowing all that was here: "merged while apart".
    pub is_apart: bool,
}
