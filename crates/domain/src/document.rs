//! Documents: the only place that knows automerge. Commands, edits and others' changes in; changes and views out.

mod descriptor;
mod refused;

pub use descriptor::{Descriptor, DocumentKind};
pub use refused::{Refused, Unacceptable, Unreadable};

use crate::{
    command::{Command, TextField},
    id::{ActorId, ChangeHash, PersonId},
    text::TextDelta,
    time::Timestamp,
    view::View,
};

/// One document, and the burst of edits that is open in it.
#[derive(Clone)]
pub struct Document {
    descriptor: Descriptor,
    automerge: automerge::AutoCommit,
}

/// One change as it is stored and sent: a plain automerge change chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeBytes {
    /// Its hash.
    pub hash: ChangeHash,
    /// Its bytes, not compressed.
    pub bytes: Vec<u8>,
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

impl Document {
    /// A document as all devices begin it, to be written by an actor.
    pub fn create(descriptor: &Descriptor, actor: ActorId) -> Self {
        _ = actor;
        Self { descriptor: descriptor.clone(), automerge: automerge::AutoCommit::new() }
    }

    /// What it is about.
    pub fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    /// Who writes from now on. An open burst is closed first; its change is returned.
    pub fn set_actor(&mut self, actor: ActorId, now: Timestamp) -> Option<ChangeBytes> {
        _ = (actor, now);
        None
    }

    /// Runs one command into the open burst. On `Err` the document is as it was.
    pub fn run(&mut self, command: &Command, now: Timestamp) -> Result<Outcome, Refused> {
        _ = (command, now);
        Err(Refused::OtherKind)
    }

    /// Edits a text in the open burst. On `Err` the document is as it was.
    pub fn edit_text(&mut self, field: &TextField, delta: &TextDelta) -> Result<(), Refused> {
        _ = (field, delta);
        Err(Refused::OtherKind)
    }

    /// A text as it is now, the open burst included.
    pub fn text(&self, field: &TextField) -> Result<String, Refused> {
        _ = field;
        Err(Refused::OtherKind)
    }

    /// Whether there are edits that no change holds yet.
    pub fn has_open_burst(&self) -> bool {
        false
    }

    /// Closes the burst into one change; `None` if nothing was done.
    pub fn commit(&mut self, now: Timestamp) -> Option<ChangeBytes> {
        _ = now;
        None
    }

    /// Merges others' changes: all of them or, on `Err`, none. An open burst is closed first.
    pub fn merge_changes(&mut self, changes: &[Vec<u8>], source: Source, now: Timestamp) -> Result<Merged, Unacceptable> {
        _ = (changes, source, now);
        Ok(Merged::default())
    }

    /// The newest changes, without the open burst.
    pub fn heads(&self) -> Vec<ChangeHash> {
        Vec::new()
    }

    /// The changes that someone who has these does not have, in an order in which they can be applied.
    pub fn changes_since(&self, have: &[ChangeHash]) -> Vec<ChangeBytes> {
        _ = have;
        Vec::new()
    }

    /// Whether a change is in the document.
    pub fn has_change(&self, hash: &ChangeHash) -> bool {
        _ = hash;
        false
    }

    /// How many changes it holds, the first one included.
    pub fn change_count(&self) -> usize {
        0
    }

    /// The hashes that waiting changes wait for.
    pub fn missing(&self) -> Vec<ChangeHash> {
        Vec::new()
    }

    /// The document as one snapshot, without the open burst; checked to open as the same document.
    pub fn save(&self) -> Result<Vec<u8>, Unreadable> {
        Ok(Vec::new())
    }

    /// Opens a snapshot of this device's own, to be written by an actor.
    pub fn load(descriptor: &Descriptor, snapshot: &[u8], actor: ActorId) -> Result<Self, Unreadable> {
        _ = snapshot;
        Ok(Self::create(descriptor, actor))
    }

    /// The document as it was at some heads, to be written by an actor: to run again what a dead engine had begun there.
    pub fn at(&self, heads: &[ChangeHash], actor: ActorId) -> Result<Self, Unreadable> {
        _ = heads;
        Ok(Self::create(&self.descriptor, actor))
    }

    /// What screens show, the open burst included.
    pub fn view(&self) -> Result<View, Unreadable> {
        Err(Unreadable::Damaged)
    }
}
