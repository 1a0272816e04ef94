//! A challenge: real work for a real organisation, and how anyone can tell that it is good.

use super::{
    Block, ChallengeId, ChallengeSummary, CriterionId, Figure, FileRef, Lesson, LessonId, MeasureId, MilestoneId,
    MilestoneSummary, Protocol, ProtocolId, TryOutId,
};
use serde::Serialize;

/// How much of each lesson is offered to someone who has not found words yet. The rest is found by searching.
const NEEDS_PER_LESSON: usize = 2;

/// A challenge with everything needed to work on it and to critique it, lessons and protocols included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Challenge {
    /// Its name for good.
    pub id: ChallengeId,
    /// Its title.
    pub title: String,
    /// The week it is meant for, counted from 1.
    pub week: Option<u8>,
    /// What stands at the end, in one line: "A one-page buyer persona, for the owner".
    pub output: String,
    /// What it is and why, shown before anything else.
    pub brief: Vec<Block>,
    /// What it is for.
    pub goal: Goal,
    /// How we will know.
    pub measures: Vec<SuccessMeasure>,
    /// The path, at least one.
    pub milestones: Vec<Milestone>,
    /// Every lesson a milestone names, in the order of the milestones.
    pub lessons: Vec<Lesson>,
    /// What good looks like.
    pub rubric: Rubric,
    /// The protocols its critique points name, and the light forms.
    pub protocols: Vec<Protocol>,
    /// What it can lead to.
    pub achievement: Option<Achievement>,
    /// Things to go and look at, outside the app.
    pub try_outs: Vec<TryOut>,
}

impl Challenge {
    /// The lesson with that id, if this challenge has it.
    pub fn lesson(&self, id: &LessonId) -> Option<&Lesson> {
        self.lessons.iter().find(|lesson| lesson.id == *id)
    }

    /// The milestone she is at: the nearest one she has not reached, or with all of them behind her the last.
    pub fn milestone_now(&self, is_reached: impl Fn(&MilestoneId) -> bool) -> Option<&Milestone> {
        let nearest = self.milestones.iter().find(|milestone| !is_reached(&milestone.id));
        nearest.or(self.milestones.last())
    }

    /// What others say most at the milestone she is at, each with the lesson that answers, in the order of the path.
    pub fn needs_now(&self, is_reached: impl Fn(&MilestoneId) -> bool) -> impl Iterator<Item = (&str, &Lesson)> {
        let lessons = self.milestone_now(is_reached).into_iter().flat_map(|milestone| &milestone.lessons);
        let lessons = lessons.filter_map(|id| self.lesson(id));
        lessons.flat_map(|lesson| lesson.needs.iter().take(NEEDS_PER_LESSON).map(move |need| (need.as_str(), lesson)))
    }

    /// The protocol with that id, if this challenge carries it.
    pub fn protocol(&self, id: &ProtocolId) -> Option<&Protocol> {
        self.protocols.iter().find(|protocol| protocol.id == *id)
    }

    /// What an index says of it, when it lies in that file.
    pub fn summary(&self, file: FileRef) -> ChallengeSummary {
        ChallengeSummary {
            id: self.id.clone(),
            title: self.title.clone(),
            week: self.week,
            output: self.output.clone(),
            goal: self.goal.statement.clone(),
            milestones: self.milestones.iter().map(Milestone::summary).collect(),
            lessons: self.lessons.iter().map(Lesson::summary).collect(),
            file,
        }
    }

    /// Every picture in it.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let steps = self.lessons.iter().flat_map(Lesson::figures);
        let guidance = self.protocols.iter().flat_map(|protocol| &protocol.steps).flat_map(|step| &step.guidance);
        steps.chain(self.brief.iter().chain(guidance).filter_map(Block::figure))
    }
}

/// What the work is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Goal {
    /// One sentence.
    pub statement: String,
    /// What should be different for the organisation afterwards.
    pub difference: String,
}

/// One number that says whether the goal was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SuccessMeasure {
    /// Its name for good.
    pub id: MeasureId,
    /// What is counted: "Real conversations, quoted with consent".
    pub title: String,
    /// The unit, in the plural: "conversations".
    pub unit: String,
    /// Where it stands at the start.
    pub baseline: Measured,
    /// Where it should end.
    pub target: Measured,
    /// The top of the scale when it is a rating, like 5.
    pub scale: Option<u32>,
    /// How to measure it, so that two people would get the same number.
    pub how: String,
}

/// What can come out of measuring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// Things are counted: 0, 1, 2 and so on.
    Counts,
    /// A rating, from 0 to the top of the scale, halves and the like included.
    Ratings {
        /// The top.
        top: u32,
    },
    /// Any amount from 0 up, in money or in what she chose herself.
    Amounts,
}

impl SuccessMeasure {
    /// What its numbers can be: what the author names a target for is counted, or rated where there is a scale.
    pub fn numbers(&self) -> Numbers {
        match (self.scale, self.target) {
            (Some(top), _) => Numbers::Ratings { top },
            (None, Measured::Known(_)) => Numbers::Counts,
            (None, Measured::Hers) => Numbers::Amounts,
        }
    }
}

/// A number the author knows, or one the learner finds out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Measured {
    /// The author knows it.
    Known(u32),
    /// The learner measures or chooses it for her organisation.
    Hers,
}

/// A stretch of the path that ends in something others can see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Milestone {
    /// Its name for good.
    pub id: MilestoneId,
    /// Its title.
    pub title: String,
    /// How she knows that she is there.
    pub done_when: String,
    /// The lessons it may need, in the order they are likely to be needed. None of them gates it.
    pub lessons: Vec<LessonId>,
    /// What it ends in.
    pub ends_in: EndsIn,
}

impl Milestone {
    fn summary(&self) -> MilestoneSummary {
        MilestoneSummary {
            id: self.id.clone(),
            title: self.title.clone(),
            lessons: self.lessons.clone(),
            ends_in: self.ends_in.clone(),
        }
    }
}

/// What happens at the end of a milestone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum EndsIn {
    /// The work itself.
    Work,
    /// Critique by peers.
    Critique(CritiquePoint),
    /// The client looks and answers.
    ClientReview,
}

/// A critique that the challenge asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CritiquePoint {
    /// Its short name on the path: "A".
    pub label: String,
    /// How it is done.
    pub protocol: ProtocolId,
    /// How many peers should answer.
    pub critics: u8,
    /// How many days they have.
    pub days: u8,
}

/// What good looks like, shown from the first day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rubric {
    /// Its criteria, at least one.
    pub criteria: Vec<Criterion>,
}

/// One thing to judge, described at each level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Criterion {
    /// Its name for good.
    pub id: CriterionId,
    /// Its title.
    pub title: String,
    /// What work looks like that is not there yet.
    pub not_yet: String,
    /// What work looks like that is nearly there.
    pub nearly: String,
    /// What work looks like that meets it.
    pub meets: String,
}

impl Criterion {
    /// What work looks like at a level.
    pub fn at(&self, level: Level) -> &str {
        match level {
            Level::NotYet => &self.not_yet,
            Level::Nearly => &self.nearly,
            Level::Meets => &self.meets,
        }
    }
}

/// How far a piece of work is on one criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Level {
    /// Not yet.
    NotYet,
    /// Nearly.
    Nearly,
    /// Meets it.
    Meets,
}

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Self; 3] = [Self::NotYet, Self::Nearly, Self::Meets];
}

/// What a learner can claim when the work meets the rubric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Achievement {
    /// Its title.
    pub title: String,
    /// The published badge it is modelled on. Never a claim about who issues it.
    pub modelled_on: Option<String>,
    /// What holding it says about her.
    pub summary: String,
}

/// Something to go and do outside the app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TryOut {
    /// Its name for good.
    pub id: TryOutId,
    /// Its title.
    pub title: String,
    /// About how long it takes.
    pub minutes: u16,
    /// What to look for, and what to note when back.
    pub prompt: String,
    /// The milestone it helps.
    pub serves: MilestoneId,
}

/// One of the five lines of a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum BriefLine {
    /// Who the client is.
    Client,
    /// Who it is for.
    WhoFor,
    /// What would be different.
    Different,
    /// What we have.
    Have,
    /// By when.
    ByWhen,
}

impl BriefLine {
    /// The five lines in order.
    pub const ALL: [Self; 5] = [Self::Client, Self::WhoFor, Self::Different, Self::Have, Self::ByWhen];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::shipped::COURSE;

    #[test]
    fn what_has_a_target_is_counted_what_has_a_scale_is_rated_and_her_own_is_any_amount() {
        let measure = |scale, target| SuccessMeasure {
            id: "any".parse().unwrap(),
            title: String::new(),
            unit: String::new(),
            baseline: Measured::Hers,
            target,
            scale,
            how: String::new(),
        };
        assert_eq!(measure(None, Measured::Known(5)).numbers(), Numbers::Counts);
        assert_eq!(measure(Some(5), Measured::Known(4)).numbers(), Numbers::Ratings { top: 5 });
        assert_eq!(measure(None, Measured::Hers).numbers(), Numbers::Amounts);
    }

    #[test]
    fn the_needs_now_are_those_of_the_nearest_milestone_that_is_not_reached() {
        let challenge = COURSE.challenges.first().unwrap();
        let [first, second, ..] = challenge.milestones.as_slice() else { panic!("a path has more than one part") };
        let of = |milestone: &Milestone| -> Vec<String> {
            let lessons = milestone.lessons.iter().map(|id| challenge.lesson(id).unwrap());
            lessons.flat_map(|lesson| lesson.needs.iter().take(2).cloned()).collect()
        };
        let now = |reached: &[&MilestoneId]| -> Vec<String> {
            challenge.needs_now(|id| reached.contains(&id)).map(|(need, _)| need.to_owned()).collect()
        };
        assert_eq!(now(&[]), of(first));
        assert_eq!(now(&[&first.id]), of(second));
        assert_eq!(now(&[&second.id]), of(first), "a later one does not hide what is still open");
        let all: Vec<_> = challenge.milestones.iter().map(|milestone| &milestone.id).collect();
        assert_eq!(now(&all), of(challenge.milestones.last().unwrap()));
    }
}
