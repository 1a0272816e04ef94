//! What a work says.

use super::Choice;
use crate::{
    command::BriefLine,
    evidence::Evidence,
    id::{EvidenceId, PersonTag, SubmissionId, VersionId},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A learner's work on a challenge, or a group's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WorkView {
    /// Its title.
    pub title: String,
    /// The draft, in Markdown.
    pub draft: String,
    /// What she wants her critics to look at.
    pub focus_question: String,
    /// Who the client is.
    pub client: String,
    /// What the client wants.
    pub client_wants: String,
    /// The brief, all five lines.
    pub brief: BTreeMap<BriefLine, String>,
    /// The versions shown, and when first.
    pub shared: BTreeMap<SubmissionId, Timestamp>,
    /// The versions of the draft that were kept, the oldest first.
    pub versions: Vec<VersionView>,
    /// What it rests on, the oldest first.
    pub evidence: Vec<EvidenceView>,
    /// Whose changes it holds.
    pub authors: BTreeSet<PersonTag>,
    /// Whose change is the latest, as far as one rests on another; the same everywhere.
    pub last_author: Option<PersonTag>,
}

/// A version of the draft that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionView {
    /// Its id.
    pub id: VersionId,
    /// What she calls it; none, or empty, if nothing.
    pub name: Choice<String>,
    /// When it was kept.
    pub at: Timestamp,
    /// The version that it brought back, if it did.
    pub restores: Option<VersionId>,
}

/// One thing that a work rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceView {
    /// Its id.
    pub id: EvidenceId,
    /// What it says; disputed if two devices edited it apart.
    pub what: Choice<Evidence>,
    /// Whether she put it away, on this device or another.
    pub is_put_away: bool,
    /// When it was added.
    pub at: Timestamp,
}

impl WorkView {
    /// What a work says in which nobody has written.
    pub fn empty() -> Self {
        Self { brief: BriefLine::ALL.map(|line| (line, String::new())).into(), ..Self::default() }
    }
}
