//! A lesson: a few short steps pulled in when the work calls for them.

use super::{Block, BriefLine, Figure, LessonId, LessonSummary, MilestoneId, ResourceId, StepId, StepSummary, WebUrl};
use serde::Serialize;

/// The longest step, in minutes. A step is what can be finished before someone wakes up.
pub const STEP_MINUTES_MAX: u16 = 12;

/// A lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lesson {
    /// Its name for good.
    pub id: LessonId,
    /// Its title.
    pub title: String,
    /// What a learner says when she needs it, in her words: "I don't know whom to ask".
    pub needs: Vec<String>,
    /// The milestones that name it, in their order. Empty for a nugget or a gathering.
    pub serves: Vec<MilestoneId>,
    /// Its steps, at least one.
    pub steps: Vec<Step>,
    /// Where to go for more, inside or outside the app.
    pub resources: Vec<Resource>,
}

impl Lesson {
    /// How long all of it takes.
    pub fn minutes(&self) -> u16 {
        self.steps.iter().fold(0, |sum, step| sum.saturating_add(step.minutes))
    }

    /// What an index says of it.
    pub(super) fn summary(&self) -> LessonSummary {
        let step = |step: &Step| StepSummary { id: step.id.clone(), title: step.title.clone(), minutes: step.minutes };
        LessonSummary {
            id: self.id.clone(),
            title: self.title.clone(),
            serves: self.serves.clone(),
            steps: self.steps.iter().map(step).collect(),
        }
    }

    /// Every picture in it.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.steps.iter().flat_map(Step::figures)
    }
}

/// The smallest piece that can be put down and picked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its name for good.
    pub id: StepId,
    /// Its title.
    pub title: String,
    /// How long it takes: 1 to [`STEP_MINUTES_MAX`].
    pub minutes: u16,
    /// What it says.
    pub blocks: Vec<Block>,
    /// What to change in her own work now.
    pub apply_it: Option<ApplyIt>,
}

impl Step {
    /// Every picture in it.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.blocks.iter().filter_map(Block::figure)
    }
}

/// One edit to the learner's own work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApplyIt {
    /// Where the edit goes.
    pub target: WorkPart,
    /// What to do there, shown beside it. Plain words.
    pub prompt: String,
}

/// A part of a learner's work that a lesson can open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum WorkPart {
    /// Her private draft.
    Draft,
    /// One line of the brief.
    Brief(BriefLine),
    /// The question she wants her critics to answer.
    FocusQuestion,
}

/// Something worth going to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Resource {
    /// Its name for good.
    pub id: ResourceId,
    /// Its title.
    pub title: String,
    /// Who made it.
    pub provider: String,
    /// Under which licence it may be used.
    pub licence: String,
    /// What it costs.
    pub cost: Cost,
    /// About how much data it takes to open, in bytes, where the author knows.
    pub bytes: Option<u64>,
    /// Where it is; none for something without an address, like a library's notice board.
    pub url: Option<WebUrl>,
}

/// What a resource asks of the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Cost {
    /// Nothing.
    Free,
    /// Nothing but an account.
    FreeWithAccount,
    /// Money.
    Paid,
}
