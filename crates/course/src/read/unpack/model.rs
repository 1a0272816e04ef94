//! How each type of the model is packed: as `postcard` writes what serde derives for it. The golden files hold both to it.

use super::{Bytes, Unpack, unpack};
use crate::model::{
    Achievement, ApplyIt, Around, Block, BriefLine, Challenge, ChallengeId, ChallengeSummary, Cost, Criterion,
    CriterionId, CritiquePoint, EndsIn, Figure, FileHash, FileRef, Gathering, GatheringId, GatheringKind, Goal, Index,
    Inline, Lesson, LessonId, LessonSummary, Level, LinkTarget, List, MeasureId, Measured, Milestone, MilestoneId,
    MilestoneSummary, Norm, Norms, NoteKind, Nugget, NuggetId, Passage, Programme, ProgrammeId, Protocol, ProtocolForm,
    ProtocolId, ProtocolStep, ProtocolStepId, Question, QuestionId, Resource, ResourceId, Rubric, Seen, Step, StepId,
    StepSummary, SuccessMeasure, Table, TryOut, TryOutId, WebUrl, Who, WorkPart, Writes,
};

impl Unpack for FileHash {
    fn unpack(from: &mut Bytes<'_>) -> Self {
        Self(from.take(32).try_into().unwrap_or_default())
    }
}

/// Words that must be of a kind; `stand_in` is of it.
macro_rules! checked_words {
    ($($name:ident)+) => {$(
        impl Unpack for $name {
            fn unpack(from: &mut Bytes<'_>) -> Self {
                String::unpack(from).try_into().unwrap_or_else(|_| {
                    from.damaged();
                    Self::stand_in()
                })
            }
        }
    )+};
}

/// Fields are packed in the order in which the model declares them.
macro_rules! structs {
    ($($name:ident { $($field:ident)+ })+) => {$(
        impl Unpack for $name {
            #[inline(never)]
            fn unpack(from: &mut Bytes<'_>) -> Self {
                Self { $($field: unpack(from)),+ }
            }
        }
    )+};
}

/// A variant is packed as its place in the model's declaration, then what it holds.
macro_rules! enums {
    ($($name:ident |$from:ident| { $($number:literal => $variant:expr,)+ } else $stand_in:expr,)+) => {$(
        impl Unpack for $name {
            #[inline(never)]
            fn unpack($from: &mut Bytes<'_>) -> Self {
                match $from.number() {
                    $($number => $variant,)+
                    _ => {
                        $from.damaged();
                        $stand_in
                    }
                }
            }
        }
    )+};
}

checked_words! {
    ChallengeId CriterionId GatheringId LessonId MeasureId MilestoneId NuggetId ProgrammeId ProtocolId ProtocolStepId QuestionId ResourceId StepId TryOutId WebUrl
}

structs! {
    FileRef { hash bytes }
    List { numbered items }
    Figure { file extension alt caption }
    Table { header rows }
    Lesson { id title needs serves steps resources }
    Step { id title minutes blocks apply_it }
    ApplyIt { target prompt }
    Resource { id title provider licence cost bytes url }
    Challenge { id title week output brief goal measures milestones lessons rubric protocols achievement try_outs }
    Goal { statement difference }
    SuccessMeasure { id title unit baseline target scale how }
    Milestone { id title done_when lessons ends_in }
    CritiquePoint { label protocol critics days }
    Rubric { criteria }
    Criterion { id title not_yet nearly meets }
    Achievement { title modelled_on summary }
    TryOut { id title minutes prompt serves }
    Protocol { id title summary form minutes norms steps }
    Norms { norms when_vague }
    Norm { title meaning }
    ProtocolStep { id title who writes stems minimum seen minutes guidance }
    Index { programme challenges around }
    Programme { id title summary language edition authors licence }
    ChallengeSummary { id title week output goal milestones lessons file }
    MilestoneSummary { id title lessons ends_in }
    LessonSummary { id title serves steps }
    StepSummary { id title minutes }
    Around { nuggets baseline charter gatherings }
    Nugget { id situation lesson }
    Question { id text }
    Gathering { id kind title steps }
}

enums! {
    Block |from| {
        0 => Self::Paragraph(unpack(from)),
        1 => Self::Heading(unpack(from)),
        2 => Self::List(unpack(from)),
        3 => Self::Quote(unpack(from)),
        4 => Self::Example(unpack(from)),
        5 => Self::Figure(unpack(from)),
        6 => Self::Table(unpack(from)),
    } else Self::Paragraph(Vec::new()),
    Passage |from| {
        0 => Self::Paragraph(unpack(from)),
        1 => Self::List(unpack(from)),
    } else Self::Paragraph(Vec::new()),
    Inline |from| {
        0 => Self::Text(unpack(from)),
        1 => Self::Strong(unpack(from)),
        2 => Self::Emphasis(unpack(from)),
        3 => Self::Code(unpack(from)),
        4 => Self::Link { text: unpack(from), to: unpack(from) },
        5 => Self::Break,
    } else Self::Break,
    LinkTarget |from| {
        0 => Self::Web(unpack(from)),
        1 => Self::Lesson(unpack(from)),
        2 => Self::Challenge(unpack(from)),
        3 => Self::Nugget(unpack(from)),
        4 => Self::Protocol(unpack(from)),
    } else Self::Lesson(LessonId::stand_in()),
    WorkPart |from| {
        0 => Self::Draft,
        1 => Self::Brief(unpack(from)),
        2 => Self::FocusQuestion,
    } else Self::Draft,
    Cost |from| {
        0 => Self::Free,
        1 => Self::FreeWithAccount,
        2 => Self::Paid,
    } else Self::Free,
    Measured |from| {
        0 => Self::Known(unpack(from)),
        1 => Self::Hers,
    } else Self::Hers,
    EndsIn |from| {
        0 => Self::Work,
        1 => Self::Critique(unpack(from)),
        2 => Self::ClientReview,
    } else Self::Work,
    Level |from| {
        0 => Self::NotYet,
        1 => Self::Nearly,
        2 => Self::Meets,
    } else Self::NotYet,
    BriefLine |from| {
        0 => Self::Client,
        1 => Self::WhoFor,
        2 => Self::Different,
        3 => Self::Have,
        4 => Self::ByWhen,
    } else Self::Client,
    ProtocolForm |from| {
        0 => Self::InDepth,
        1 => Self::Gallery,
        2 => Self::Exhibition,
        3 => Self::QuickLook,
        4 => Self::Steer,
    } else Self::InDepth,
    Who |from| {
        0 => Self::Author,
        1 => Self::Critics,
        2 => Self::Everyone,
    } else Self::Author,
    Writes |from| {
        0 => Self::Nothing,
        1 => Self::FocusQuestion,
        2 => Self::Notes(unpack(from)),
        3 => Self::Response,
        4 => Self::Learned,
        5 => Self::Synthesis,
        6 => Self::RevisionPlan,
        7 => Self::Debrief,
    } else Self::Nothing,
    NoteKind |from| {
        0 => Self::Warm,
        1 => Self::Cool,
        2 => Self::Question,
        3 => Self::Suggestion,
    } else Self::Warm,
    Seen |from| {
        0 => Self::WhenShared,
        1 => Self::AfterOwn,
    } else Self::WhenShared,
    GatheringKind |from| {
        0 => Self::KickOff,
        1 => Self::MeetUp(unpack(from)),
    } else Self::KickOff,
}
