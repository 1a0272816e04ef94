//! What screens show of a submission and what was said about it.

use super::{MemberView, SubmissionSummary};
use naptime_domain::{
    command::NoteKind,
    id::{NoteId, PersonId},
    submission::Anchor,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// One submission with its critique.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionView {
    /// The same facts as in the list.
    pub summary: SubmissionSummary,
    /// The frozen text, as Markdown; empty for everyone but its author once she has taken it back.
    pub text: String,
    /// What its author wants looked at.
    pub focus: String,
    /// Whether this device's learner made it.
    pub is_mine: bool,
    /// My private notes, in the order they were made.
    pub my_drafts: Vec<NoteView>,
    /// Shared notes, in causal order, withdrawn ones included.
    pub notes: Vec<NoteView>,
    /// The critics' common words.
    pub synthesis: String,
    /// Who has written in the synthesis.
    pub synthesis_authors: Vec<MemberView>,
}

/// One note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteView {
    /// The note.
    pub id: NoteId,
    /// Its critic.
    pub critic: PersonId,
    /// Her name, if it has arrived.
    pub critic_name: Option<String>,
    /// Warm, cool, question or suggestion.
    pub kind: NoteKind,
    /// The place it points at.
    pub anchor: Option<Anchor>,
    /// Its words.
    pub body: String,
    /// Whether its critic withdrew it.
    pub is_withdrawn: bool,
    /// What the author answered; several answers given apart are all hers.
    pub answers: Vec<String>,
    /// When it was written, by the critic's clock.
    pub at: Timestamp,
}
