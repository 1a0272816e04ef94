//! What screens show of a document: plain data, comparable and cheap to send.

mod learner;
mod work;

pub use learner::{
    ChallengeProgress, ChallengeState, ClientSaid, ConfidenceRating, DaySpent, LearnerView, MeasureEntry, OwnTarget,
    StatementRating, TriedOut,
};
pub use work::{EvidenceView, VersionView, WorkView};

use crate::{
    command::NoteKind,
    id::{CriterionId, NoteId, PersonId, PersonTag},
    submission::Anchor,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a document says, by its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum View {
    /// A learner's own document.
    Learner(LearnerView),
    /// Her work on a challenge.
    Work(WorkView),
    /// One critic's notes on one submission, drafted or shared.
    Notes(NotesView),
    /// The synthesis of a submission's critics.
    Synthesis(SynthesisView),
    /// A group.
    Group(GroupView),
    /// An author's words to her critics.
    Response(ResponseView),
}

/// A value that people who were apart may have set differently.
///
/// Empty if never set. Every replica lists the same values in the same order; more than one means that nobody has chosen yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice<T> {
    /// All values, lowest first.
    pub values: Vec<T>,
}

impl<T> Default for Choice<T> {
    fn default() -> Self {
        Self { values: Vec::new() }
    }
}

impl<T> Choice<T> {
    /// The value to show: the lowest, the same everywhere.
    pub fn shown(&self) -> Option<&T> {
        self.values.first()
    }

    /// Whether people who were apart set it differently.
    pub fn is_disputed(&self) -> bool {
        self.values.len() > 1
    }
}

/// One critic's notes on one submission.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NotesView {
    /// The notes, oldest id first.
    pub notes: Vec<NoteView>,
    /// How far she finds each criterion met. Disputed if her devices differ: only she is asked.
    pub ratings: BTreeMap<CriterionId, Choice<u8>>,
}

/// One note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoteView {
    /// Its id.
    pub id: NoteId,
    /// How it is meant.
    pub kind: NoteKind,
    /// The words it is about, if not the whole.
    pub anchor: Option<Anchor>,
    /// What it says.
    pub body: String,
    /// Where it stands.
    pub state: NoteState,
    /// When it was added.
    pub at: Timestamp,
}

/// Where a note stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoteState {
    /// It stands.
    Open,
    /// A draft that was copied into the group.
    Shared {
        /// The note it became.
        shared_as: NoteId,
    },
    /// It was taken back, on this device or another.
    Withdrawn,
}

/// The synthesis of a submission's critics.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SynthesisView {
    /// The text, co-written.
    pub body: String,
    /// Whose changes it holds.
    pub authors: BTreeSet<PersonTag>,
}

/// What the author of a submission says to its critics.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ResponseView {
    /// Whether she has taken it back, on any of her devices.
    pub is_taken_back: bool,
    /// Her answers. Disputed if her devices differ: all are hers, and all are shown.
    pub answers: BTreeMap<NoteId, Choice<String>>,
}

/// A group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupView {
    /// What it is called.
    pub name: Choice<String>,
    /// The charter, co-written.
    pub charter: String,
    /// What members are called here. Who is a member is in the space's log.
    pub members: BTreeMap<PersonId, Choice<String>>,
}
