//! A submission: what a learner shows, frozen and named by its hash, and places in it that notes point to.

mod anchor;

pub use anchor::{Anchor, Found};

use crate::{
    evidence::Evidence,
    id::{ChallengeId, PersonId, SubmissionId},
    limits::{
        EVIDENCE_BYTES_MAX, EVIDENCE_MAX, NAME_UTF16_MAX, NOTE_UTF16_MAX, SUBMISSION_BYTES_MAX,
        SUBMISSION_TEXT_BYTES_MAX, UNIT_BYTES_MAX,
    },
    time::Timestamp,
};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Longest all evidence together, in bytes: what a submission holds beside its text and the fields around it.
const EVIDENCE_TOTAL_BYTES_MAX: usize = SUBMISSION_BYTES_MAX - SUBMISSION_TEXT_BYTES_MAX - 16 * 1_024;

/// What a learner shows of her work. Never changes; a next version is another submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub struct Submission {
    /// Who shows it.
    #[n(0)]
    pub author: PersonId,
    /// On which challenge.
    #[n(1)]
    pub challenge: ChallengeId,
    /// Its title.
    #[n(2)]
    pub title: String,
    /// The text, in Markdown.
    #[n(3)]
    pub text: String,
    /// What she wants her critics to look at.
    #[n(4)]
    pub focus_question: String,
    /// What it rests on.
    #[n(5)]
    pub evidence: Vec<Evidence>,
    /// When, by her clock.
    #[n(6)]
    pub shared_at: Timestamp,
    /// The version before, if there is one.
    #[n(7)]
    pub previous: Option<SubmissionId>,
}

/// Why bytes or values are not a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSubmission {
    /// Too many bytes of this.
    #[error("{what} is larger than {bytes_max} bytes")]
    TooLarge {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        bytes_max: usize,
    },
    /// All the evidence together is too long.
    #[error("the evidence is larger than {EVIDENCE_TOTAL_BYTES_MAX} bytes")]
    EvidenceTooLarge,
    /// Too many pieces of evidence.
    #[error("more than {EVIDENCE_MAX} pieces of evidence")]
    TooMuchEvidence,
    /// The bytes are not a submission, or not in the one way to write it.
    #[error("not a submission in canonical form")]
    NotCanonical,
    /// Nothing to critique.
    #[error("nothing is written yet")]
    Empty,
}

impl Submission {
    /// The canonical bytes, if it keeps the limits.
    pub fn encode(&self) -> Result<Vec<u8>, BadSubmission> {
        self.check()?;
        minicbor::to_vec(self).map_err(|_| BadSubmission::NotCanonical)
    }

    /// Reads canonical bytes; refuses every other spelling of the same.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadSubmission> {
        if bytes.len() > SUBMISSION_BYTES_MAX {
            return Err(BadSubmission::TooLarge { what: "the submission", bytes_max: SUBMISSION_BYTES_MAX });
        }
        let submission: Self = minicbor::decode(bytes).map_err(|_| BadSubmission::NotCanonical)?;
        if submission.encode()? != bytes {
            return Err(BadSubmission::NotCanonical);
        }
        Ok(submission)
    }

    /// The hash of the canonical bytes, apart from every other hash in the product.
    pub fn id(&self) -> Result<SubmissionId, BadSubmission> {
        Ok(Self::id_of(&self.encode()?))
    }

    /// The id of canonical bytes.
    pub fn id_of(bytes: &[u8]) -> SubmissionId {
        let digest = Sha256::new().chain_update(b"naptime submission 1\0").chain_update(bytes).finalize();
        SubmissionId(digest.into())
    }

    fn check(&self) -> Result<(), BadSubmission> {
        if self.text.trim().is_empty() {
            return Err(BadSubmission::Empty);
        }
        check_bytes("the text", &self.text, SUBMISSION_TEXT_BYTES_MAX)?;
        check_bytes("the title", &self.title, 4 * NAME_UTF16_MAX)?;
        check_bytes("the focus question", &self.focus_question, UNIT_BYTES_MAX * NOTE_UTF16_MAX)?;
        if self.evidence.len() > EVIDENCE_MAX {
            return Err(BadSubmission::TooMuchEvidence);
        }
        for part in self.evidence.iter().flat_map(Evidence::parts) {
            check_bytes("a piece of evidence", part, EVIDENCE_BYTES_MAX)?;
        }
        let evidence_bytes: usize = self.evidence.iter().flat_map(Evidence::parts).map(str::len).sum();
        if evidence_bytes > EVIDENCE_TOTAL_BYTES_MAX {
            return Err(BadSubmission::EvidenceTooLarge);
        }
        Ok(())
    }
}

fn check_bytes(what: &'static str, text: &str, bytes_max: usize) -> Result<(), BadSubmission> {
    if text.len() > bytes_max {
        return Err(BadSubmission::TooLarge { what, bytes_max });
    }
    Ok(())
}
