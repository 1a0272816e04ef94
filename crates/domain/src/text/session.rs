//! One open text box and the engine behind it: typing never waits, and both end with the same text.
//!
//! Between box and engine messages keep their order, and each side has at most one edit under way; what comes after it is
//! composed into a buffer. Only before something is done that must find all that was typed does the box send its buffer
//! behind the edit under way. Either side that gets an edit which did not know of its own transforms the two against each
//! other, the document's insertions first, so both compute the same. The box sends [`Outgoing`] and [`Seen`], the engine
//! [`Patch`] and [`Acknowledged`].

mod engine_side;
mod ui_side;

pub use engine_side::EngineSession;
pub use ui_side::{Applied, BoxSession, Reopened};

use super::TextDelta;
use serde::{Deserialize, Serialize};

/// An edit on its way from the box to the engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Its number, from 1.
    pub seq: u32,
    /// The last patch it knows of.
    pub base_revision: u32,
    /// The edit, of the text after that patch and all earlier edits of the box.
    pub delta: TextDelta,
}

/// An edit on its way from the engine to the box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patch {
    /// Its number, from 1.
    pub revision: u32,
    /// The edit, of the text after all earlier patches and all edits the engine has acknowledged before it.
    pub delta: TextDelta,
}

/// The engine has taken the box's edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// The edit's number.
    pub seq: u32,
}

/// The box has applied the engine's patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The patch's number.
    pub revision: u32,
}

/// A message that the session's past does not allow: the box has to be opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutOfStep {
    /// Not the number that was due.
    #[error("message {got} where {expected} was due")]
    Number {
        /// What came.
        got: u32,
        /// What was due.
        expected: u32,
    },
    /// The edit does not fit the text.
    #[error(transparent)]
    DoesNotFit(#[from] super::DoesNotFit),
}
