//! What a learner does to a document, as the smallest operation that says it.

mod deed;

pub use deed::{Amount, ChallengeTurn, Deed, ProgressItem, Stage, Whose};

use crate::{
    evidence::Evidence,
    id::{
        ChallengeId, CriterionId, DeviceTag, EventId, EvidenceId, NoteId, PersonId, SpaceId, SubmissionId, VersionId,
    },
    limits::{NAME_UTF16_MAX, NOTE_UTF16_MAX, TEXT_UTF16_MAX},
    submission::Anchor,
    time::Day,
};
use serde::{Deserialize, Serialize};

/// One thing done to one document. Text is edited by [`crate::text::TextDelta`] instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// To the learner's own document.
    Learner(LearnerCommand),
    /// To her work on one challenge, or her group's.
    Work(WorkCommand),
    /// To her notes on one submission, drafted or shared.
    Notes(NotesCommand),
    /// To the group.
    Group(GroupCommand),
    /// To her words to the critics of one submission of hers.
    Response(ResponseCommand),
}

/// What a learner does to her own document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LearnerCommand {
    /// She says what she is called.
    Rename {
        /// The name.
        name: String,
    },
    /// She keeps that she is in a space, so that her other devices find it.
    JoinSpace {
        /// The space.
        space: SpaceId,
        /// What she calls it; may be empty.
        label: String,
    },
    /// She takes a challenge on.
    StartChallenge {
        /// The challenge.
        challenge: ChallengeId,
    },
    /// She records something of herself.
    Record {
        /// A fresh id.
        event: EventId,
        /// What.
        deed: Deed,
    },
    /// She strikes a measurement or a try-out, or lets it count again.
    Strike {
        /// What she recorded.
        event: EventId,
        /// Whether it is struck.
        is_struck: bool,
    },
    /// She has spent some minutes.
    SpendTime {
        /// On which day, where she is.
        day: Day,
        /// In the app or out of it.
        side: Side,
        /// Which of her devices counts: each has counts of its own, so that none is lost.
        device: DeviceTag,
        /// How many.
        minutes: u16,
    },
}

/// In the app or out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// In the app.
    Inside,
    /// Out of it, looking at the world.
    Outside,
}

/// What a learner does to her work on a challenge, or a member to the group's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkCommand {
    /// She has shown this version to her group.
    RecordShared {
        /// The version shown.
        submission: SubmissionId,
    },
    /// She keeps the draft as it stands, to come back to. No burst may be open.
    KeepVersion {
        /// A fresh id.
        version: VersionId,
        /// What she calls it; may be empty.
        name: String,
        /// The version that the draft was brought back to, if it was.
        restores: Option<VersionId>,
    },
    /// She calls a version something.
    NameVersion {
        /// The version.
        version: VersionId,
        /// The name; may be empty.
        name: String,
    },
    /// She adds something that the work rests on.
    AddEvidence {
        /// A fresh id.
        evidence: EvidenceId,
        /// What.
        what: Evidence,
    },
    /// She puts it otherwise.
    EditEvidence {
        /// Which.
        evidence: EvidenceId,
        /// What it says now.
        what: Evidence,
    },
    /// She puts it away, or takes it out again.
    PutAwayEvidence {
        /// Which.
        evidence: EvidenceId,
        /// Whether it is away.
        is_away: bool,
    },
}

/// What a critic does to her notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotesCommand {
    /// She adds a note.
    Add {
        /// A fresh id.
        note: NoteId,
        /// How it is meant.
        kind: NoteKind,
        /// The words it is about, if not the whole.
        anchor: Option<Anchor>,
        /// What it says so far.
        body: String,
    },
    /// She means it otherwise.
    SetKind {
        /// The note.
        note: NoteId,
        /// How it is meant.
        kind: NoteKind,
    },
    /// She takes it back. What was answered stands.
    Withdraw {
        /// The note.
        note: NoteId,
    },
    /// She lets it stand again.
    Restore {
        /// The note.
        note: NoteId,
    },
    /// She has copied a drafted note into the group.
    MarkShared {
        /// The drafted note.
        note: NoteId,
        /// The note it became.
        shared_as: NoteId,
    },
    /// She says how far a criterion is met.
    Rate {
        /// The criterion.
        criterion: CriterionId,
        /// The level, from 0.
        level: u8,
    },
}

/// What a member does to the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupCommand {
    /// The group is called something.
    Rename {
        /// The name.
        name: String,
    },
    /// A member says what she is called here.
    NameMember {
        /// Who.
        person: PersonId,
        /// The name.
        name: String,
    },
}

/// What an author does about a submission of hers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResponseCommand {
    /// She does not show it any longer. What was said about it stands.
    TakeBack,
    /// She shows it again.
    ShowAgain,
    /// She answers a note, in the place of what she answered before.
    Answer {
        /// The note.
        note: NoteId,
        /// Her answer; empty if she has none any more.
        words: String,
    },
}

/// How a note is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NoteKind {
    /// What works.
    Warm,
    /// What does not yet.
    Cool,
    /// What the critic wonders.
    Question,
    /// What the author could try.
    Suggestion,
}

/// A text that people type in, in one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TextField {
    /// Work: the draft, in Markdown.
    Draft,
    /// Work: its title.
    Title,
    /// Work: what the author wants her critics to look at.
    FocusQuestion,
    /// Work: who the client is.
    Client,
    /// Work: what the client wants.
    ClientWants,
    /// Work: one line of the brief.
    Brief(BriefLine),
    /// Notes: what a note says.
    NoteBody(NoteId),
    /// Synthesis: the text.
    Synthesis,
    /// Group: the charter.
    Charter,
}

impl TextField {
    /// How long the text may get by typing, in UTF-16 units.
    pub fn utf16_max(&self) -> usize {
        match self {
            Self::Draft | Self::Synthesis | Self::Charter => TEXT_UTF16_MAX,
            Self::Title => NAME_UTF16_MAX,
            Self::FocusQuestion | Self::Client | Self::ClientWants | Self::Brief(_) | Self::NoteBody(_) => {
                NOTE_UTF16_MAX
            }
        }
    }
}

/// The five lines of a brief agreed with a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum BriefLine {
    /// Who asks.
    Who,
    /// What would be different, in the client's words.
    WhatWouldBeDifferent,
    /// For whom it would be.
    ForWhom,
    /// What there is to work with.
    Have,
    /// By when.
    ByWhen,
}

impl BriefLine {
    /// All lines, in the order they are asked.
    pub const ALL: [Self; 5] = [Self::Who, Self::WhatWouldBeDifferent, Self::ForWhom, Self::Have, Self::ByWhen];
}
