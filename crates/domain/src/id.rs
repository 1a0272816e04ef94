//! Ids as newtypes: fixed bytes for what we mint and hash, short words for what a course names.

mod course;

pub use course::{
    BadCourseId, ChallengeId, CriterionId, LessonId, MeasureId, MilestoneId, StatementId, StepIndex, TryOutId,
};

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// Why a string is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not {expected} hexadecimal digits")]
pub struct BadId {
    /// How many digits the id has.
    pub expected: usize,
}

macro_rules! bytes_id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// How many bytes the id has.
            pub const LEN: usize = $len;

            /// The bytes.
            pub fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl From<[u8; $len]> for $name {
            fn from(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = std::array::TryFromSliceError;

            fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
                bytes.try_into().map(Self)
            }
        }

        /// All digits, lower case.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        /// The first four bytes: enough to tell ids apart in a log.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}(", stringify!($name))?;
                self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))?;
                write!(f, "…)")
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                from_hex(text).map(Self)
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: encode::Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                d.bytes()?
                    .try_into()
                    .map(Self)
                    .map_err(|_| decode::Error::message(concat!("not a ", stringify!($name))))
            }
        }
    };
}

bytes_id! {
    /// A log that some people share.
    SpaceId, 16
}
bytes_id! {
    /// One document in one space: see [`crate::document::Descriptor::id`].
    DocumentId, 16
}
bytes_id! {
    /// One note of one critic, minted by the command that adds it.
    NoteId, 16
}
bytes_id! {
    /// One event of a learner's progress, minted by the command that records it.
    EventId, 16
}
bytes_id! {
    /// One kept version of a draft, minted by the command that keeps it.
    VersionId, 16
}
bytes_id! {
    /// One thing that a work rests on, minted by the command that adds it.
    EvidenceId, 16
}
bytes_id! {
    /// Bytes that are kept apart from documents, by their hash.
    BlobId, 32
}
bytes_id! {
    /// A challenge as one edition of its programme has it, by the hash of its packed file.
    EditionId, 32
}
bytes_id! {
    /// One device among those of a person.
    DeviceTag, 4
}
bytes_id! {
    /// A person, by the public half of her Ed25519 root key.
    PersonId, 32
}
bytes_id! {
    /// A submission, by the hash of its canonical bytes.
    SubmissionId, 32
}
bytes_id! {
    /// A change of a document, by the hash automerge gives it.
    ChangeHash, 32
}
bytes_id! {
    /// What the actors of one person have in common: the first half of each.
    PersonTag, 8
}
bytes_id! {
    /// Who wrote a change: a person, at one run of one engine.
    ActorId, 16
}

impl PersonId {
    /// The half of every actor id that says whose it is.
    pub fn tag(&self) -> PersonTag {
        let digest = Sha256::new().chain_update(b"naptime actor").chain_update(self.0).finalize();
        let mut tag = [0; 8];
        tag.copy_from_slice(&digest[..8]);
        PersonTag(tag)
    }
}

impl ActorId {
    /// A fresh actor of a person. The nonce is random, and never used twice.
    pub fn new(person: &PersonId, nonce: [u8; 8]) -> Self {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&person.tag().0);
        bytes[8..].copy_from_slice(&nonce);
        Self(bytes)
    }

    /// Whether this is one of the person's actors.
    pub fn belongs_to(&self, person: &PersonId) -> bool {
        self.tag() == person.tag()
    }

    /// Whose actor this is.
    pub fn tag(&self) -> PersonTag {
        let mut tag = [0; 8];
        tag.copy_from_slice(&self.0[..8]);
        PersonTag(tag)
    }
}

fn from_hex<const N: usize>(text: &str) -> Result<[u8; N], BadId> {
    let bad = BadId { expected: 2 * N };
    if text.len() != 2 * N || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(bad);
    }
    let mut bytes = [0; N];
    for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let digits = std::str::from_utf8(digits).map_err(|_| bad)?;
        *byte = u8::from_str_radix(digits, 16).map_err(|_| bad)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_what_it_shows() {
        let id = SpaceId([0xa7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(format!("{id:?}"), "SpaceId(a7a7a7a7…)");
        assert!("A7".repeat(16).parse::<SpaceId>().is_err(), "one spelling only");
        assert!("+7".repeat(16).parse::<SpaceId>().is_err());
        assert!("a7".parse::<SpaceId>().is_err());
    }

    #[test]
    fn ids_are_bytes_in_cbor_and_bare_in_postcard() {
        let id = PersonId([3; 32]);
        let cbor = minicbor::to_vec(id).unwrap();
        assert_eq!(cbor.len(), 34);
        assert_eq!(minicbor::decode::<PersonId>(&cbor).unwrap(), id);
        assert!(minicbor::decode::<SpaceId>(&cbor).is_err());
        let bare = postcard::to_allocvec(&id).unwrap();
        assert_eq!(bare, id.0);
        assert_eq!(postcard::from_bytes::<PersonId>(&bare).unwrap(), id);
    }

    #[test]
    fn an_actor_tells_whose_it_is_and_nothing_else() {
        let (ana, ben) = (PersonId([1; 32]), PersonId([2; 32]));
        let actor = ActorId::new(&ana, [9; 8]);
        assert!(actor.belongs_to(&ana));
        assert!(!actor.belongs_to(&ben));
        assert_ne!(actor, ActorId::new(&ana, [8; 8]));
        assert_eq!(actor.tag(), ana.tag());
    }
}
