//! A critique protocol as data: who says what, in which order, and how kindly.

use super::{Block, ProtocolId, ProtocolStepId};
use serde::Serialize;

/// A way of looking at work together, or one after the other over days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Protocol {
    /// Its name for good.
    pub id: ProtocolId,
    /// Its title.
    pub title: String,
    /// What it is for, in one or two sentences.
    pub summary: String,
    /// Its form.
    pub form: ProtocolForm,
    /// About how long it takes one critic.
    pub minutes: u16,
    /// How everyone behaves in it.
    pub norms: Norms,
    /// Its steps in order, at least one. The order guides; a late note is welcome at any step.
    pub steps: Vec<ProtocolStep>,
}

/// What kind of critique a protocol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ProtocolForm {
    /// One work, in depth.
    InDepth,
    /// Many works side by side.
    Gallery,
    /// A public audience.
    Exhibition,
    /// One question, one answer, from a peer.
    QuickLook,
    /// One question, one answer, from an expert.
    Steer,
}

/// How everyone behaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Norms {
    /// The norms, shared ones first.
    pub norms: Vec<Norm>,
    /// Asked once of a note that points at nothing and suggests nothing. It may be added anyway.
    pub when_vague: String,
}

/// One norm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Norm {
    /// Two or three words: "Kind, specific, helpful".
    pub title: String,
    /// What it means in practice.
    pub meaning: String,
}

/// One step of a protocol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProtocolStep {
    /// Its name for good.
    pub id: ProtocolStepId,
    /// Its title.
    pub title: String,
    /// Who acts in it. The others read.
    pub who: Who,
    /// What they write.
    pub writes: Writes,
    /// Ways to begin a sentence.
    pub stems: Vec<String>,
    /// How many are asked of each person; 0 asks for none.
    pub minimum: u8,
    /// When the others see it.
    pub seen: Seen,
    /// About how long it takes.
    pub minutes: u16,
    /// How to do it well.
    pub guidance: Vec<Block>,
}

/// Who acts in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Who {
    /// The author of the work.
    Author,
    /// Each critic.
    Critics,
    /// Author and critics.
    Everyone,
}

/// What is written in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Writes {
    /// Nothing: it is for looking.
    Nothing,
    /// What was tried, and the question the author wants answered.
    FocusQuestion,
    /// Notes of one kind.
    Notes(NoteKind),
    /// The author's answer to what she read.
    Response,
    /// What each critic takes into her own work.
    Learned,
    /// What the notes have in common, written together.
    Synthesis,
    /// What the author will change.
    RevisionPlan,
    /// How the session itself went.
    Debrief,
}

/// What a note does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum NoteKind {
    /// Says what works, and why.
    Warm,
    /// Says what does not work yet.
    Cool,
    /// Asks.
    Question,
    /// Proposes.
    Suggestion,
}

/// When the others see what was written in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Seen {
    /// As soon as it is shared.
    WhenShared,
    /// By another critic only once she has shared her own, so that first looks stay her own.
    AfterOwn,
}
