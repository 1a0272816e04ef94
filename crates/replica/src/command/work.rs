//! Which work, and what is done to it besides writing.

use naptime_domain::{
    command::Whose,
    evidence::Evidence,
    id::{ChallengeId, EvidenceId, SpaceId, VersionId},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// One work: on which challenge, and whose. What is typed for one is never written into another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WorkId {
    /// The challenge.
    pub challenge: ChallengeId,
    /// Whose.
    pub whose: Whose,
}

impl WorkId {
    /// Her own.
    pub fn hers(challenge: ChallengeId) -> Self {
        Self { challenge, whose: Whose::Hers }
    }

    /// A group's.
    pub fn ours(challenge: ChallengeId, group: SpaceId) -> Self {
        Self { challenge, whose: Whose::Ours(group) }
    }
}

/// One thing done to a work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkDeed {
    /// Adds a photo or file to what the work rests on.
    Attach(Attachment),
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
    /// Takes over what the other work on the same challenge says: into a group's draft behind what stands there, unless it
    /// is in it; into her own in place of what stood there, which is kept as a version, and into her other texts where they
    /// are empty.
    CopyFrom(Whose),
}

/// A photo or file as it is added: prepared by the page, which has taken off a photo what it says besides the picture.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Which of the two.
    pub kind: AttachmentKind,
    /// What it is called.
    pub name: String,
    /// What kind of bytes: "image/jpeg".
    pub media_type: String,
    /// The bytes.
    pub content: Vec<u8>,
    /// A small picture of it.
    pub thumbnail: Option<Vec<u8>>,
    /// What a photo shows, for who cannot see it; what is in a file.
    pub words: String,
}

/// What is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AttachmentKind {
    /// A photo.
    Photo,
    /// Any other file.
    File,
}

/// How long it is, not what it says.
impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attachment({:?}, {} bytes)", self.kind, self.content.len())
    }
}
