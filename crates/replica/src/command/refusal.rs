//! Why something that a learner asked for was not done.

use crate::keys::WrongWords;
use serde::{Deserialize, Serialize};

/// Why a command was not done. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// No person lives on this device yet.
    #[error("nobody has begun on this device yet")]
    NotBegun,
    /// A person already lives on this device.
    #[error("someone has already begun on this device")]
    AlreadyBegun,
    /// The recovery words are known ones, and not hers in their order.
    #[error("these are not the twelve recovery words")]
    WrongWords,
    /// There are not twelve recovery words.
    #[error("{found} recovery words instead of twelve")]
    WordCount {
        /// How many there are.
        found: u32,
    },
    /// One of the recovery words is none of the list.
    #[error("recovery word {place} is none of the list")]
    UnknownWord {
        /// Which, counted from 1.
        place: u32,
    },
    /// The invitation cannot be read, or belongs to another app.
    #[error("this is not an invitation link")]
    NotAnInvite,
    /// The invitation has expired, is used up or was withdrawn.
    #[error("this invitation no longer opens the group")]
    InviteClosed,
    /// The invitation is for a group she is already in.
    #[error("already in this group")]
    AlreadyMember,
    /// Joining needs one contact with the server and there was none.
    #[error("joining needs a connection once")]
    NeedsConnection,
    /// A name or title is empty.
    #[error("the name is empty")]
    Empty,
    /// A text is longer than its limit.
    #[error("longer than {max} characters")]
    TooLong {
        /// The limit in UTF-16 units.
        max: u32,
    },
    /// All the evidence of a work is more than one submission takes along.
    #[error("more evidence than one submission takes along")]
    TooMuchEvidence,
    /// The thing named is not on this device.
    #[error("not on this device")]
    Unknown,
    /// Only its author may do this.
    #[error("only its author may do this")]
    NotYours,
    /// There is nothing to share yet.
    #[error("there is nothing to share yet")]
    NothingToShare,
    /// A limit was reached.
    #[error("a limit of {max} was reached")]
    TooMany {
        /// The limit.
        max: u32,
    },
    /// The group has as much as it can hold.
    #[error("the group is full")]
    GroupFull,
    /// The document has been changed as often as it may ever be.
    #[error("the document is full")]
    DocumentFull,
    /// A photo or file is larger than one may be.
    #[error("larger than {max} bytes")]
    TooBig {
        /// The limit in bytes.
        max: u32,
    },
    /// There is no room for a photo or file on this device. Nothing else is touched by that.
    #[error("there is no room for it on this device")]
    NoRoom,
    /// The device could not store it; it is kept in memory.
    #[error("this device could not store it")]
    NotStored,
}

impl From<WrongWords> for Refusal {
    fn from(why: WrongWords) -> Self {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        match why {
            WrongWords::Count { found } => Self::WordCount { found: number(found) },
            WrongWords::Unknown { place } => Self::UnknownWord { place: number(place) },
            WrongWords::Check => Self::WrongWords,
        }
    }
}
