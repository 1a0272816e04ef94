//! What a document does not do, and why.

use crate::{
    id::{ActorId, ChangeHash},
    text::DoesNotFit,
};

/// Why a command or an edit was not run. The document is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The command is for another kind of document.
    #[error("not for a document of this kind")]
    OtherKind,
    /// The document takes another person's changes only.
    #[error("only its author writes here")]
    NotYours,
    /// The text would be longer than allowed.
    #[error("the text would be longer than {utf16_max}")]
    TextTooLong {
        /// How many UTF-16 units there may be.
        utf16_max: usize,
    },
    /// A name with nothing in it.
    #[error("the name is empty")]
    EmptyName,
    /// A name that is too long.
    #[error("the name is longer than {utf16_max}")]
    NameTooLong {
        /// How many UTF-16 units there may be.
        utf16_max: usize,
    },
    /// No such note.
    #[error("there is no such note")]
    UnknownNote,
    /// No such version.
    #[error("there is no such version")]
    UnknownVersion,
    /// No such evidence.
    #[error("there is no such evidence")]
    UnknownEvidence,
    /// A version is of a closed burst: what is being typed is in no change that it could name. Or the burst holds so
    /// much that it is to be closed first.
    #[error("a burst is open")]
    OpenBurst,
    /// One edit of more operations than a change may have.
    #[error("more than {max} at once")]
    TooMuchAtOnce {
        /// How many there may be.
        max: usize,
    },
    /// The document has as many operations as it may ever have.
    #[error("the document is full")]
    Full,
    /// An id that was used before.
    #[error("the id is taken")]
    IdTaken,
    /// The challenge was not taken on.
    #[error("the challenge is not started")]
    NotStarted,
    /// No such measurement or try-out.
    #[error("there is no such event")]
    UnknownEvent,
    /// A level that no scale has.
    #[error("the levels end at {max}")]
    NoSuchLevel {
        /// The highest there is.
        max: u8,
    },
    /// No room for another.
    #[error("there are {max} already")]
    TooMany {
        /// How many there may be.
        max: usize,
    },
    /// An anchor that no text can have.
    #[error("the anchor has no words or too many")]
    BadAnchor,
    /// The edit is not of this text.
    #[error(transparent)]
    DoesNotFit(#[from] DoesNotFit),
    /// The document holds what this version cannot read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// Why a document cannot be shown, opened or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The bytes are more than a phone can open.
    #[error("larger than {bytes_max} bytes")]
    TooLarge {
        /// How many there may be.
        bytes_max: usize,
    },
    /// The bytes are not a saved document.
    #[error("not a saved document")]
    Damaged,
    /// What came out is not what went in.
    #[error("what was saved does not open as the same document")]
    Different,
    /// It does not begin with the first change of its kind.
    #[error("it does not begin as a document of its kind does")]
    OtherKind,
    /// Something in it has a shape this version does not know.
    #[error("{what} has a shape this version does not know")]
    UnknownShape {
        /// Which part.
        what: &'static str,
    },
    /// These versions are not all here.
    #[error("a change it rests on is missing")]
    MissingChange,
}

/// Why others' bytes are not a change that may be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unacceptable {
    /// More bytes, operations, dependencies or words than any honest change has.
    #[error("too much of {what}: more than {max}")]
    TooMuch {
        /// Of what.
        what: &'static str,
        /// How much there may be.
        max: usize,
    },
    /// Not one uncompressed automerge change and nothing else.
    #[error("not one plain change: {why}")]
    Malformed {
        /// What is wrong.
        why: &'static str,
    },
    /// Signed by one person, written by another, or by someone who may not write here.
    #[error("{actor:?} may not write here")]
    WrongAuthor {
        /// Who wrote it.
        actor: ActorId,
    },
    /// Its operations do not follow on those it depends on.
    #[error("{hash:?} counts from {start_op} where {expected} was due")]
    LeapingOps {
        /// The change.
        hash: ChangeHash,
        /// Its first operation.
        start_op: u64,
        /// What it must be.
        expected: u64,
    },
    /// The actor has another change of that number, or this one does not follow on its last.
    #[error("{hash:?} is not the next change of {actor:?}")]
    OutOfSequence {
        /// The change.
        hash: ChangeHash,
        /// Who wrote it.
        actor: ActorId,
    },
    /// An operation that no command makes, or about something that is not there.
    #[error("{hash:?} does what no command does: {why}")]
    ForeignOperation {
        /// The change.
        hash: ChangeHash,
        /// What is wrong.
        why: &'static str,
    },
    /// Too much waits for changes that did not come.
    #[error("too many changes wait for others")]
    WaitingFull,
}
