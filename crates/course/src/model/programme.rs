//! A programme: its index, which Today needs, and what stands around the challenges.

use super::{
    ChallengeId, CritiquePoint, EndsIn, FileRef, GatheringId, Lesson, LessonId, MilestoneId, NuggetId, ProgrammeId,
    QuestionId, Step, StepId,
};
use serde::Serialize;

/// The small file that is read first: everything a list of challenges and lessons shows, without their text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Index {
    /// The programme.
    pub programme: Programme,
    /// Its challenges in order.
    pub challenges: Vec<ChallengeSummary>,
    /// The file that holds an [`Around`], if the programme has anything around its challenges.
    pub around: Option<FileRef>,
}

impl Index {
    /// The challenge with that id.
    pub fn challenge(&self, id: &ChallengeId) -> Option<&ChallengeSummary> {
        self.challenges.iter().find(|challenge| challenge.id == *id)
    }

    /// The lesson with that id, and the challenge it belongs to.
    pub fn lesson(&self, id: &LessonId) -> Option<(&ChallengeSummary, &LessonSummary)> {
        self.challenges.iter().find_map(|challenge| {
            let lesson = challenge.lessons.iter().find(|lesson| lesson.id == *id)?;
            Some((challenge, lesson))
        })
    }
}

/// What a programme says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Programme {
    /// Its name for good.
    pub id: ProgrammeId,
    /// Its title.
    pub title: String,
    /// What it is, in a sentence or two.
    pub summary: String,
    /// The language of its text, as in HTML's `lang`: "en", "pt-BR".
    pub language: String,
    /// Which edition this is, for people: "2026-11".
    pub edition: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Under which licence it may be used and changed.
    pub licence: String,
}

/// A challenge without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChallengeSummary {
    /// Its name for good.
    pub id: ChallengeId,
    /// Its title.
    pub title: String,
    /// The week it is meant for, counted from 1.
    pub week: Option<u8>,
    /// What stands at the end, in one line.
    pub output: String,
    /// The goal's one sentence.
    pub goal: String,
    /// The path.
    pub milestones: Vec<MilestoneSummary>,
    /// Its lessons, in the order of the milestones.
    pub lessons: Vec<LessonSummary>,
    /// The file that holds the whole [`Challenge`](super::Challenge).
    pub file: FileRef,
}

/// A milestone without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MilestoneSummary {
    /// Its name for good.
    pub id: MilestoneId,
    /// Its title.
    pub title: String,
    /// The lessons it may need, in order.
    pub lessons: Vec<LessonId>,
    /// What it ends in.
    pub ends_in: EndsIn,
}

impl MilestoneSummary {
    /// The critique it ends in, if it does.
    pub fn critique(&self) -> Option<&CritiquePoint> {
        match &self.ends_in {
            EndsIn::Critique(point) => Some(point),
            EndsIn::Work | EndsIn::ClientReview => None,
        }
    }
}

/// A lesson without its text: enough to show it on a path, and to tell which step fits into seven minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LessonSummary {
    /// Its name for good.
    pub id: LessonId,
    /// Its title.
    pub title: String,
    /// The milestones that name it.
    pub serves: Vec<MilestoneId>,
    /// Its steps in order.
    pub steps: Vec<StepSummary>,
}

impl LessonSummary {
    /// How long all of it takes.
    pub fn minutes(&self) -> u16 {
        self.steps.iter().fold(0, |sum, step| sum.saturating_add(step.minutes))
    }
}

/// A step without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepSummary {
    /// Its name for good.
    pub id: StepId,
    /// Its title.
    pub title: String,
    /// How long it takes.
    pub minutes: u16,
}

/// What a programme offers around its challenges.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Around {
    /// Short help for a situation.
    pub nuggets: Vec<Nugget>,
    /// Statements to rate with one's confidence at the start and at the end.
    pub baseline: Vec<Question>,
    /// What a group settles before it begins.
    pub charter: Vec<Question>,
    /// The kick-off and the meet-ups.
    pub gatherings: Vec<Gathering>,
}

/// A lesson for a situation: "I have to answer a bad review today".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Nugget {
    /// Its name for good.
    pub id: NuggetId,
    /// When it is needed, in her words.
    pub situation: String,
    /// Its text. The lesson's id is the nugget's.
    pub lesson: Lesson,
}

/// A statement to rate or a question to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Its name for good.
    pub id: QuestionId,
    /// What it says.
    pub text: String,
}

/// A time together, with its agenda. Each step can also be done alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gathering {
    /// Its name for good.
    pub id: GatheringId,
    /// What it is.
    pub kind: GatheringKind,
    /// Its title.
    pub title: String,
    /// Its agenda, at least one.
    pub steps: Vec<Step>,
}

/// What a gathering is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum GatheringKind {
    /// The first one.
    KickOff,
    /// A weekly one, counted from 1.
    MeetUp(u8),
}
