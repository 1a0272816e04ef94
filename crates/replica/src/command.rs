//! What a learner can ask her device to do, across documents and spaces.

mod refusal;
mod work;

pub use refusal::Refusal;
pub use work::{Attachment, AttachmentKind, WorkDeed, WorkId};

use crate::export::LeftOut;
use naptime_domain::command::{BriefLine, Deed, NoteKind, Side, TextField, Whose};
use naptime_domain::id::{ChallengeId, EditionId, EventId, EvidenceId, NoteId, SpaceId, SubmissionId, VersionId};
use naptime_domain::submission::Anchor;
use naptime_domain::time::Day;
use serde::{Deserialize, Serialize};

/// One thing a learner does. Text typed into boxes goes through [`TextTarget`] instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// First start: mints the person, her first device and her personal space.
    Begin {
        /// What peers will call her; can be changed later.
        name: String,
    },
    /// Takes up an existing person from her twelve recovery words; her spaces then come from the server or a file.
    Restore {
        /// The words, in order, separated by white space.
        words: String,
    },
    /// Changes the name peers see.
    SetName {
        /// The new name.
        name: String,
    },
    /// Starts a challenge, which creates the learner's work on it; or goes on with one that was paused or swapped.
    StartChallenge {
        /// Which challenge of the programme.
        challenge: ChallengeId,
        /// The edition she goes on with, unless she has one: recorded in the same stroke.
        edition: Option<EditionId>,
    },
    /// Records something of herself: progress, a turn of a challenge, a measurement, her confidence, a try-out, or that she
    /// goes on with her group's work. Nothing is copied by that: see [`WorkDeed::CopyFrom`].
    Record(Deed),
    /// Records several things in one stroke: a stop at any moment leaves all of them or none.
    RecordAll(Vec<Deed>),
    /// Strikes a measurement or a try-out, or lets it count again.
    Strike {
        /// What was recorded.
        event: EventId,
        /// Whether it is struck.
        is_struck: bool,
    },
    /// Counts minutes in the app or out of it, for her alone.
    SpendTime {
        /// On which day, where she is.
        day: Day,
        /// In the app or out of it.
        side: Side,
        /// How many.
        minutes: u16,
    },
    /// Does something to her work on a challenge she has started, or to her group's.
    Work {
        /// Which.
        work: WorkId,
        /// What.
        deed: WorkDeed,
    },
    /// Makes a group, with her as its first member and facilitator.
    CreateGroup {
        /// The group's name, seen by its members alone.
        name: String,
    },
    /// Changes a group's name.
    RenameGroup {
        /// The group.
        group: SpaceId,
        /// The new name.
        name: String,
    },
    /// Makes an invitation link to a group; the reply carries the link's fragment.
    Invite {
        /// The group.
        group: SpaceId,
        /// How many people may join with it.
        uses: u16,
        /// For how many days it opens the group.
        days: u16,
    },
    /// Withdraws an invitation.
    RevokeInvite {
        /// The group.
        group: SpaceId,
        /// The invitation, as listed in the group's view.
        invite: [u8; 32],
    },
    /// Joins a group by an invitation link or its fragment.
    Join {
        /// The whole link or just the part after `#`.
        link: String,
    },
    /// Freezes the draft of a work and shows it to a group: a group's own work to no other than that.
    Share {
        /// The work that is shared.
        work: WorkId,
        /// The group that will see it.
        group: SpaceId,
        /// A title for the group's list.
        title: String,
    },
    /// Adds a private note on a submission; its body is then typed into [`TextTarget::DraftNote`].
    AddNote {
        /// The submission it is about.
        submission: SubmissionId,
        /// Warm, cool, question or suggestion.
        kind: NoteKind,
        /// The place in the submission it points at.
        anchor: Option<Anchor>,
    },
    /// Takes a private note off the list before it is shared.
    DiscardNote {
        /// The submission it is about.
        submission: SubmissionId,
        /// The note.
        note: NoteId,
    },
    /// Shares all private notes on a submission with its group.
    ShareNotes {
        /// The submission.
        submission: SubmissionId,
    },
    /// Takes back what she has shown, or shows it again. What was said about it stays.
    TakeBack {
        /// The submission, which is hers.
        submission: SubmissionId,
        /// Whether it is taken back.
        is_taken_back: bool,
    },
    /// Answers a note on what she has shown; the group sees it at once.
    AnswerNote {
        /// The submission, which is hers.
        submission: SubmissionId,
        /// The note.
        note: NoteId,
        /// Her answer, in the place of any earlier one; may be empty.
        words: String,
    },
    /// Withdraws a shared note; replies to it stay.
    WithdrawNote {
        /// The submission it is about.
        submission: SubmissionId,
        /// The note.
        note: NoteId,
    },
}

/// A text a learner can type into.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TextTarget {
    /// The draft of a work.
    WorkDraft {
        /// Which work.
        work: WorkId,
    },
    /// One line of the client's brief.
    WorkBrief {
        /// Which work.
        work: WorkId,
        /// Which line.
        line: BriefLine,
    },
    /// The title of the work.
    WorkTitle {
        /// Which work.
        work: WorkId,
    },
    /// Who the client is.
    WorkClient {
        /// Which work.
        work: WorkId,
    },
    /// What the client wants.
    WorkWants {
        /// Which work.
        work: WorkId,
    },
    /// The question she wants her critics to look at.
    WorkFocus {
        /// Which work.
        work: WorkId,
    },
    /// The body of a private note.
    DraftNote {
        /// The submission it is about.
        submission: SubmissionId,
        /// The note.
        note: NoteId,
    },
    /// The critics' co-written synthesis of a submission.
    Synthesis {
        /// The submission it is about.
        submission: SubmissionId,
    },
    /// A group's charter.
    Charter {
        /// The group.
        group: SpaceId,
    },
}

impl TextTarget {
    /// What it is to its document: that says how long it may get.
    pub fn field(&self) -> TextField {
        match self {
            Self::WorkDraft { .. } => TextField::Draft,
            Self::WorkBrief { line, .. } => TextField::Brief(*line),
            Self::WorkTitle { .. } => TextField::Title,
            Self::WorkClient { .. } => TextField::Client,
            Self::WorkWants { .. } => TextField::ClientWants,
            Self::WorkFocus { .. } => TextField::FocusQuestion,
            Self::DraftNote { note, .. } => TextField::NoteBody(*note),
            Self::Synthesis { .. } => TextField::Synthesis,
            Self::Charter { .. } => TextField::Charter,
        }
    }

    /// Whether nobody but her ever writes it.
    pub fn is_hers_alone(&self) -> bool {
        match self {
            Self::DraftNote { .. } => true,
            Self::Synthesis { .. } | Self::Charter { .. } => false,
            _ => self.work().is_some_and(|work| work.whose == Whose::Hers),
        }
    }

    /// The work that the text belongs to, if to one.
    pub fn work(&self) -> Option<&WorkId> {
        match self {
            Self::WorkDraft { work }
            | Self::WorkBrief { work, .. }
            | Self::WorkTitle { work }
            | Self::WorkClient { work }
            | Self::WorkWants { work }
            | Self::WorkFocus { work } => Some(work),
            Self::DraftNote { .. } | Self::Synthesis { .. } | Self::Charter { .. } => None,
        }
    }
}

/// What a command that succeeded gives back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// Nothing beyond having been done; the views tell the rest.
    Done,
    /// A group was made or joined.
    Group(SpaceId),
    /// The fragment of an invitation link (what stands after `#`).
    Invite(String),
    /// A submission was frozen.
    Submission(SubmissionId),
    /// A note was added.
    Note(NoteId),
    /// A version was kept.
    Version(VersionId),
    /// A piece of evidence was added.
    Evidence(EvidenceId),
    /// A file was taken in, without this.
    TakenIn(LeftOut),
}
