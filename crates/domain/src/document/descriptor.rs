//! What a document is about, and the id that follows from it.

use crate::id::{ChallengeId, DocumentId, PersonId, SpaceId, SubmissionId};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Which document of a space. Everyone who knows the space and this knows the document's id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode)]
pub enum Descriptor {
    /// The learner's own document, in her personal space.
    #[n(0)]
    Learner,
    /// Her work on a challenge, in her personal space.
    #[n(1)]
    Work {
        /// The challenge.
        #[n(0)]
        challenge: ChallengeId,
        /// 0, and one more each time she starts it afresh.
        #[n(1)]
        generation: u32,
    },
    /// Notes she has not shared yet, in her personal space.
    #[n(2)]
    NotesDraft {
        /// On which submission.
        #[n(0)]
        submission: SubmissionId,
    },
    /// One critic's notes, in the group's space.
    #[n(3)]
    Notes {
        /// On which submission.
        #[n(0)]
        submission: SubmissionId,
        /// The critic.
        #[n(1)]
        author: PersonId,
    },
    /// What the critics of a submission say together, in the group's space.
    #[n(4)]
    Synthesis {
        /// Of which submission.
        #[n(0)]
        submission: SubmissionId,
    },
    /// The group itself, in its space.
    #[n(5)]
    Group,
    /// What the author of a submission says to its critics, in the group's space.
    #[n(6)]
    Response {
        /// On which submission.
        #[n(0)]
        submission: SubmissionId,
        /// Its author.
        #[n(1)]
        author: PersonId,
    },
    /// The group's one work on a challenge, in its space. Members who began it apart began the same.
    #[n(7)]
    JointWork {
        /// The challenge.
        #[n(0)]
        challenge: ChallengeId,
    },
}

/// The shape of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    /// A learner's own document.
    Learner,
    /// Work on a challenge, hers or a group's.
    Work,
    /// Notes that are not shared yet.
    NotesDraft,
    /// Notes that are.
    Notes,
    /// A synthesis.
    Synthesis,
    /// A group.
    Group,
    /// An author's words to her critics.
    Response,
}

impl Descriptor {
    /// The document's shape.
    pub fn kind(&self) -> DocumentKind {
        match self {
            Self::Learner => DocumentKind::Learner,
            Self::Work { .. } | Self::JointWork { .. } => DocumentKind::Work,
            Self::NotesDraft { .. } => DocumentKind::NotesDraft,
            Self::Notes { .. } => DocumentKind::Notes,
            Self::Synthesis { .. } => DocumentKind::Synthesis,
            Self::Group => DocumentKind::Group,
            Self::Response { .. } => DocumentKind::Response,
        }
    }

    /// The document's id in a space: a hash of the space and of what the document is about.
    pub fn id(&self, space: &SpaceId) -> DocumentId {
        let mut digest = Sha256::new();
        digest.update(b"naptime document 1\0");
        digest.update(space.0);
        match self {
            Self::Learner => digest.update([0]),
            Self::Work { challenge, generation } => {
                digest.update([1]);
                digest.update(generation.to_be_bytes());
                digest.update(challenge.as_str());
            }
            Self::NotesDraft { submission } => {
                digest.update([2]);
                digest.update(submission.0);
            }
            Self::Notes { submission, author } => {
                digest.update([3]);
                digest.update(submission.0);
                digest.update(author.0);
            }
            Self::Synthesis { submission } => {
                digest.update([4]);
                digest.update(submission.0);
            }
            Self::Group => digest.update([5]),
            Self::Response { submission, author } => {
                digest.update([6]);
                digest.update(submission.0);
                digest.update(author.0);
            }
            Self::JointWork { challenge } => {
                digest.update([7]);
                digest.update(challenge.as_str());
            }
        }
        let hash: [u8; 32] = digest.finalize().into();
        let mut id = [0; 16];
        id.copy_from_slice(&hash[..16]);
        DocumentId(id)
    }

    /// The one person whose changes the document takes; `None` where every writer of the space may write.
    pub fn sole_author(&self) -> Option<PersonId> {
        match self {
            Self::Notes { author, .. } | Self::Response { author, .. } => Some(*author),
            _ => None,
        }
    }

    /// Whether it lives in the learner's personal space, not in a group's.
    pub fn is_personal(&self) -> bool {
        matches!(self, Self::Learner | Self::Work { .. } | Self::NotesDraft { .. })
    }
}
