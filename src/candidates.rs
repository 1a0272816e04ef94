//! What she could do now, as the planner takes it: from the course, her progress, and what her peers have shared.

use naptime_course::model::{self, ChallengeSummary, Index, LessonSummary, MilestoneSummary, TryOut};
use naptime_domain::{
    id::{ChallengeId, LessonId, SubmissionId, TryOutId},
    planner::{Candidate, Serves, Stops, Task},
    time::Timestamp,
};
use naptime_replica::view::{ProfileView, SubmissionSummary};

use crate::progress::{self, is_reached, is_underway, steps_left};

/// About what a critique takes in one go: protocols ask 13 to 20 minutes of a critic.
const CRITIQUE_MINUTES: u16 = 15;
/// How long a sitting at the draft is when there is time; any less is enough.
const WRITING_MINUTES: u16 = 15;
/// Until when a critique is owed where the challenge does not say.
const CRITIQUE_DAYS: u8 = 7;
const DAY_MS: i64 = 24 * 3_600_000;

#[cfg(test)]
mod tests;

/// Everything the choice depends on.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The programme.
    pub index: &'a Index,
    /// The challenge she works on.
    pub challenge: &'a ChallengeSummary,
    /// What the challenge sends her out for.
    pub try_outs: &'a [TryOut],
    /// What it would cost to fetch the challenge's text; 0 if it is on this device.
    pub bytes: u64,
    /// She.
    pub profile: &'a ProfileView,
    /// What is shared in her groups.
    pub shared: &'a [SubmissionSummary],
    /// What she was interrupted in.
    pub put_down: Option<&'a PutDown>,
}

/// What she was interrupted in, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutDown {
    /// What.
    pub work: Begun,
    /// When she was seen at it last, by her device's clock.
    pub at: Timestamp,
}

/// What one can be interrupted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Reading a lesson.
    Lesson(LessonId),
    /// Writing on her own work on a challenge.
    Writing(ChallengeId),
    /// Looking at a peer's.
    Critique(SubmissionId),
    /// Being out to look at something.
    TryOut(TryOutId),
}

/// All of it. A challenge that she is not at now asks nothing of her.
#[must_use]
pub fn candidates(situation: &Situation<'_>) -> Vec<Candidate> {
    let Situation { challenge, profile, .. } = situation;
    let mut all: Vec<Candidate> = Vec::new();
    if is_underway(profile, challenge.id.as_str()) {
        all.extend(challenge.lessons.iter().filter_map(|lesson| situation.lesson(lesson)));
        all.extend(situation.writing());
        all.extend(situation.try_outs.iter().filter_map(|try_out| situation.try_out(try_out)));
    }
    all.extend(situation.lesson_from_elsewhere());
    all.extend(situation.shared.iter().filter_map(|work| situation.critique(work)));
    all
}

impl Situation<'_> {
    fn lesson(&self, lesson: &LessonSummary) -> Option<Candidate> {
        let (steps, parts): (Vec<_>, Vec<_>) = steps_left(lesson, self.profile).unzip();
        let id: LessonId = lesson.id.as_str().parse().ok()?;
        Some(Candidate {
            put_down_at: self.put_down_at(&Begun::Lesson(id.clone())),
            task: Task::Lesson { lesson: id, from: *steps.first()? },
            parts,
            stops: Stops::AfterAnyPart,
            serves: self.serves(&lesson.serves, |milestone| place_in(milestone, &lesson.id)),
            bytes: self.bytes,
            due_at: None,
        })
    }

    /// She may have been reading in another challenge.
    fn lesson_from_elsewhere(&self) -> Option<Candidate> {
        let Begun::Lesson(id) = &self.put_down?.work else { return None };
        let (challenge, lesson) = self.index.lesson(&id.as_str().parse().ok()?)?;
        let is_here = challenge.id == self.challenge.id && is_underway(self.profile, challenge.id.as_str());
        if is_here { None } else { self.lesson(lesson) }
    }

    /// The work itself serves the nearest milestone, after the lessons that may help with it.
    fn writing(&self) -> Option<Candidate> {
        let nearest = self.milestones_left().next();
        let challenge: ChallengeId = self.challenge.id.as_str().parse().ok()?;
        Some(Candidate {
            put_down_at: self.put_down_at(&Begun::Writing(challenge.clone())),
            task: Task::Writing { challenge },
            parts: vec![WRITING_MINUTES],
            stops: Stops::Anywhere,
            serves: nearest.map(|(rank, milestone)| serves(rank, milestone, count(milestone.lessons.len()))),
            bytes: 0,
            due_at: None,
        })
    }

    fn try_out(&self, try_out: &TryOut) -> Option<Candidate> {
        if self.has_tried(try_out) {
            return None;
        }
        let id: TryOutId = try_out.id.as_str().parse().ok()?;
        let after_the_work = |milestone: &MilestoneSummary| count(milestone.lessons.len()).saturating_add(1);
        let put_down_at = self.put_down_at(&Begun::TryOut(id.clone()));
        Some(Candidate {
            put_down_at,
            task: Task::TryOut { challenge: self.challenge.id.as_str().parse().ok()?, try_out: id },
            parts: vec![try_out.minutes],
            // Who is out already comes back when she does, and a note takes no time to speak of.
            stops: if put_down_at.is_some() { Stops::Anywhere } else { Stops::AtTheEnd },
            serves: self.serves(std::slice::from_ref(&try_out.serves), after_the_work),
            bytes: 0,
            due_at: None,
        })
    }

    fn has_tried(&self, try_out: &TryOut) -> bool {
        let mut seen = progress::seen(self.profile, self.challenge.id.as_str());
        seen.any(|seen| seen.try_out.as_str() == try_out.id.as_str())
    }

    fn critique(&self, work: &SubmissionSummary) -> Option<Candidate> {
        if work.author == self.profile.person || work.critiqued_by_me || work.is_taken_back {
            return None;
        }
        // Its notes are kept one by one: once begun, it goes on from note to note.
        let stops = if work.my_drafts > 0 { Stops::Anywhere } else { Stops::AtTheEnd };
        let days = i64::from(self.days_for(work).unwrap_or(CRITIQUE_DAYS));
        Some(Candidate {
            task: Task::Critique { submission: work.id },
            parts: vec![CRITIQUE_MINUTES],
            stops,
            serves: None,
            bytes: 0,
            put_down_at: self.put_down_at(&Begun::Critique(work.id)),
            due_at: Some(Timestamp(work.shared_at.0.saturating_add(days * DAY_MS))),
        })
    }

    /// How many days the challenge of a submission gives its critics. Which of its points it is for, nobody has said:
    /// the first one's days count.
    fn days_for(&self, work: &SubmissionSummary) -> Option<u8> {
        let challenge = self.index.challenge(&work.challenge.as_str().parse().ok()?)?;
        challenge.milestones.iter().find_map(MilestoneSummary::critique).map(|point| point.days)
    }

    /// The nearest of the milestones that something serves.
    fn serves(&self, ids: &[model::MilestoneId], place: impl Fn(&MilestoneSummary) -> u16) -> Option<Serves> {
        let mut left = self.milestones_left().filter(|(_, milestone)| ids.contains(&milestone.id));
        left.next().map(|(rank, milestone)| serves(rank, milestone, place(milestone)))
    }

    /// The milestones that are not reached, the nearest first.
    fn milestones_left(&self) -> impl Iterator<Item = (u16, &MilestoneSummary)> {
        let challenge = self.challenge.id.as_str();
        let milestones = self.challenge.milestones.iter();
        (0..).zip(milestones.filter(move |milestone| !is_reached(self.profile, challenge, milestone.id.as_str())))
    }

    fn put_down_at(&self, work: &Begun) -> Option<Timestamp> {
        self.put_down.filter(|put_down| put_down.work == *work).map(|put_down| put_down.at)
    }
}

fn serves(rank: u16, milestone: &MilestoneSummary, place: u16) -> Serves {
    Serves { rank, title: milestone.title.clone(), place }
}

fn place_in(milestone: &MilestoneSummary, lesson: &model::LessonId) -> u16 {
    count(milestone.lessons.iter().take_while(|other| *other != lesson).count())
}

fn count(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
