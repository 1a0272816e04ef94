//! What a learner does to her work on a challenge, besides writing.

use naptime_domain::{
    evidence::Evidence,
    id::{EvidenceId, VersionId},
};
use serde::{Deserialize, Serialize};

/// One thing done to a work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkDeed {
    /// Keeps the draft as it stands, typed words included; the reply carries the version.
    KeepVersion {
        /// What she calls it; may be empty.
        name: String,
    },
    /// Calls a version something.
    NameVersion {
        /// The version.
        version: VersionId,
        /// The name; may be empty.
        name: String,
    },
    /// Makes the draft what it was in a version, and keeps that as a new version; what stood there is kept first if it is
    /// in no version yet. The reply carries the new version.
    RestoreVersion {
        /// The version to bring back.
        version: VersionId,
    },
    /// Adds something that the work rests on; the reply carries its id.
    AddEvidence(Evidence),
    /// Puts a piece of evidence otherwise.
    EditEvidence {
        /// Which.
        evidence: EvidenceId,
        /// What it says now.
        what: Evidence,
    },
    /// Puts a piece of evidence away, or takes it out again.
    PutAwayEvidence {
        /// Which.
        evidence: EvidenceId,
        /// Whether it is away.
        is_away: bool,
    },
}
