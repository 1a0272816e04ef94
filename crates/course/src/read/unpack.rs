//! Reading packed values, strictly. By hand: what serde derives for these types is four times the code, and the page pays
//! for every byte of it before its first screen.

use crate::model::{
    Achievement, ApplyIt, Around, Block, BriefLine, Challenge, ChallengeId, ChallengeSummary, Cost, Criterion,
    CriterionId, CritiquePoint, EndsIn, Figure, FileHash, FileRef, Gathering, GatheringId, GatheringKind, Goal, Index,
    Inline, Lesson, LessonId, LessonSummary, Level, LinkTarget, List, MeasureId, Measured, Milestone, MilestoneId,
    MilestoneSummary, Norm, Norms, NoteKind, Nugget, NuggetId, Passage, Programme, ProgrammeId, Protocol, ProtocolForm,
    ProtocolId, ProtocolStep, ProtocolStepId, Question, QuestionId, Resource, ResourceId, Rubric, Seen, Step, StepId,
    StepSummary, SuccessMeasure, Table, TryOut, TryOutId, WebUrl, Who, WorkPart, Writes,
};

/// What has not been read yet.
pub struct Bytes<'a>(pub &'a [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn take(&mut self, count: u64) -> Option<&[u8]> {
        let (taken, rest) = self.0.split_at_checked(usize::try_from(count).ok()?)?;
        self.0 = rest;
        Some(taken)
    }

    /// Seven bits a byte, the lowest first; all but the last byte have their highest bit set.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            // Bits that a number of this size cannot hold are not dropped silently.
            if bits << shift >> shift != bits {
                return None;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

/// What can be read from packed bytes.
pub trait Unpack: Sized {
    /// Reads one, or nothing if the bytes are no such thing.
    fn unpack(from: &mut Bytes<'_>) -> Option<Self>;
}

fn unpack<T: Unpack>(from: &mut Bytes<'_>) -> Option<T> {
    T::unpack(from)
}

impl Unpack for u8 {
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        from.byte()
    }
}

impl Unpack for u16 {
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        from.number()?.try_into().ok()
    }
}

impl Unpack for u32 {
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        from.number()?.try_into().ok()
    }
}

impl Unpack for u64 {
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        from.number()
    }
}

impl Unpack for bool {
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Unpack for String {
    #[inline(never)]
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let length = from.number()?;
        std::str::from_utf8(from.take(length)?).ok().map(str::to_owned)
    }
}

impl<T: Unpack> Unpack for Option<T> {
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Some(if unpack(from)? { Some(unpack(from)?) } else { None })
    }
}

impl<T: Unpack> Unpack for Vec<T> {
    #[inline(never)]
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let mut items = Self::new();
        // Each item takes at least a byte: a count that is a lie ends with the bytes.
        for _ in 0..from.number()? {
            items.push(unpack(from)?);
        }
        Some(items)
    }
}

impl Unpack for FileHash {
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        from.take(32)?.try_into().ok().map(Self)
    }
}

macro_rules! checked_words {
    ($($name:ident)+) => {$(
        impl Unpack for $name {
            fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
                String::unpack(from)?.try_into().ok()
            }
        }
    )+};
}

/// Fields are packed in the order in which the model declares them.
macro_rules! structs {
    ($($name:ident { $($field:ident)+ })+) => {$(
        impl Unpack for $name {
            #[inline(never)]
            fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
                Some(Self { $($field: unpack(from)?),+ })
            }
        }
    )+};
}

/// A variant is packed as its place in the model's declaration, then what it holds.
macro_rules! enums {
    ($($name:ident |$from:ident| { $($number:literal => $variant:expr,)+ })+) => {$(
        impl Unpack for $name {
            #[inline(never)]
            fn unpack($from: &mut Bytes<'_>) -> Option<Self> {
                Some(match $from.number()? {
                    $($number => $variant,)+
                    _ => return None,
                })
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
    LessonSummary { id title needs serves steps }
    StepSummary { id title minutes }
    Around { nuggets baseline charter gatherings }
    Nugget { id situation lesson }
    Question { id text }
    Gathering { id kind title steps }
}

enums! {
    Block |from| {
        0 => Self::Paragraph(unpack(from)?),
        1 => Self::Heading(unpack(from)?),
        2 => Self::List(unpack(from)?),
        3 => Self::Quote(unpack(from)?),
        4 => Self::Example(unpack(from)?),
        5 => Self::Figure(unpack(from)?),
        6 => Self::Table(unpack(from)?),
    }
    Passage |from| {
        0 => Self::Paragraph(unpack(from)?),
        1 => Self::List(unpack(from)?),
    }
    Inline |from| {
        0 => Self::Text(unpack(from)?),
        1 => Self::Strong(unpack(from)?),
        2 => Self::Emphasis(unpack(from)?),
        3 => Self::Code(unpack(from)?),
        4 => Self::Link { text: unpack(from)?, to: unpack(from)? },
        5 => Self::Break,
    }
    LinkTarget |from| {
        0 => Self::Web(unpack(from)?),
        1 => Self::Lesson(unpack(from)?),
        2 => Self::Challenge(unpack(from)?),
        3 => Self::Nugget(unpack(from)?),
        4 => Self::Protocol(unpack(from)?),
    }
    WorkPart |from| {
        0 => Self::Draft,
        1 => Self::Brief(unpack(from)?),
        2 => Self::FocusQuestion,
    }
    Cost |from| {
        0 => Self::Free,
        1 => Self::FreeWithAccount,
        2 => Self::Paid,
    }
    Measured |from| {
        0 => Self::Known(unpack(from)?),
        1 => Self::Hers,
    }
    EndsIn |from| {
        0 => Self::Work,
        1 => Self::Critique(unpack(from)?),
        2 => Self::ClientReview,
    }
    Level |from| {
        0 => Self::NotYet,
        1 => Self::Nearly,
        2 => Self::Meets,
    }
    BriefLine |from| {
        0 => Self::Client,
        1 => Self::WhoFor,
        2 => Self::Different,
        3 => Self::Have,
        4 => Self::ByWhen,
    }
    ProtocolForm |from| {
        0 => Self::InDepth,
        1 => Self::Gallery,
        2 => Self::Exhibition,
        3 => Self::QuickLook,
        4 => Self::Steer,
    }
    Who |from| {
        0 => Self::Author,
        1 => Self::Critics,
        2 => Self::Everyone,
    }
    Writes |from| {
        0 => Self::Nothing,
        1 => Self::FocusQuestion,
        2 => Self::Notes(unpack(from)?),
        3 => Self::Response,
        4 => Self::Learned,
        5 => Self::Synthesis,
        6 => Self::RevisionPlan,
        7 => Self::Debrief,
    }
    NoteKind |from| {
        0 => Self::Warm,
        1 => Self::Cool,
        2 => Self::Question,
        3 => Self::Suggestion,
    }
    Seen |from| {
        0 => Self::WhenShared,
        1 => Self::AfterOwn,
    }
    GatheringKind |from| {
        0 => Self::KickOff,
        1 => Self::MeetUp(unpack(from)?),
    }
}
