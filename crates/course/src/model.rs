//! What a course package holds, as plain data: what screens show, and nothing that knows how it was written.
//!
//! The types are deliberately flat. No block holds blocks of its own kind, so hostile bytes cannot nest deep enough to
//! exhaust a stack, and a screen renders each with one `match`. In the package they are `postcard`, which names nothing:
//! adding a variant at the end of an enum keeps old packages readable, any other change is a new [`FORMAT`].

mod challenge;
mod ids;
mod lesson;
mod programme;
mod protocol;
mod text;

pub use challenge::{
    Achievement, BriefLine, Challenge, Criterion, CritiquePoint, EndsIn, Goal, Level, Measured, Milestone, Numbers,
    Rubric, SuccessMeasure, TryOut,
};
pub use ids::{
    ChallengeId, CriterionId, FileHash, FileRef, GatheringId, LessonId, MeasureId, MilestoneId, NotAnId, NuggetId,
    PackageHash, ProgrammeId, ProtocolId, ProtocolStepId, QuestionId, ResourceId, StepId, TryOutId,
};
pub use lesson::{ApplyIt, Cost, Lesson, Resource, STEP_MINUTES_MAX, Step, WorkPart};
pub use programme::{
    Around, ChallengeSummary, Gathering, GatheringKind, Index, LessonSummary, MilestoneSummary, Nugget, Programme,
    Question, StepSummary,
};
pub use protocol::{Norm, Norms, NoteKind, Protocol, ProtocolForm, ProtocolStep, Seen, Who, Writes};
pub use text::{Block, Figure, Inline, Line, LinkTarget, List, NotAWebUrl, Passage, Table, WebUrl};

/// The version of the package format these types read and write.
pub const FORMAT: u8 = 1;
