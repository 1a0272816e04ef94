//! "How long have you got?": which one thing to do now, why, and what else there is. Equal inputs give equal answers.
//!
//! The rules, from the first to the last that decides:
//! 1. nothing that cannot be finished in the time, or put down at the end of a part; nothing that needs a network while there is none;
//! 2. what she was interrupted in, the latest first;
//! 3. a critique that is owed within two days;
//! 4. a try-out, once the balance has tipped to the inside;
//! 5. what serves the nearest milestone. A critique owed within a week comes right after that;
//! 6. critiques owed later, then what serves nothing;
//! 7. among these, what is on the device before what costs data, and what costs less before what costs more;
//! 8. the order in which the course has them, and last their ids.

mod order;

use crate::{
    id::{ChallengeId, LessonId, StepIndex, SubmissionId, TryOutId},
    time::Timestamp,
};
use order::Place;
use std::collections::BTreeSet;

/// The moment she asks in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// By her device's clock.
    pub now: Timestamp,
    /// How long she has.
    pub minutes: u16,
    /// Whether anything can be fetched now.
    pub is_online: bool,
    /// How her last weeks were spent.
    pub balance: Balance,
}

/// Minutes spent in the app and out of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// In the app.
    pub inside: u32,
    /// Out of it, looking at the world.
    pub outside: u32,
}

/// How the minutes in the app and out of it lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// None were spent outside.
    NothingOutside,
    /// Less than a third of them was spent outside, and all of them are few.
    LittleOutside,
    /// It is time to go out.
    Tipped,
    /// At least a third of them was spent outside.
    Even,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// The steps of a lesson, from one on.
    Lesson {
        /// The lesson.
        lesson: LessonId,
        /// The first step of those left.
        from: StepIndex,
    },
    /// A piece of writing on her work.
    Writing {
        /// The challenge.
        challenge: ChallengeId,
    },
    /// A critique she owes a peer.
    Critique {
        /// Of which submission.
        submission: SubmissionId,
    },
    /// Something to look at outside the app.
    TryOut {
        /// The challenge it belongs to.
        challenge: ChallengeId,
        /// Which.
        try_out: TryOutId,
    },
}

/// Where a task can be put down without losing its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stops {
    /// Anywhere, like writing: any time is enough.
    Anywhere,
    /// At the end of each part, like the steps of a lesson.
    AfterAnyPart,
    /// Nowhere: it is done in one go.
    AtTheEnd,
}

/// What a task is good for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Serves {
    /// How many milestones lie before this one, of those not reached: 0 is the nearest.
    pub rank: u16,
    /// The milestone's title.
    pub title: String,
    /// Its place among what serves the milestone.
    pub place: u16,
}

/// Something she could do now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// What.
    pub task: Task,
    /// Minutes of each part that is left; of the first, what is left of it.
    pub parts: Vec<u16>,
    /// Where it can be put down.
    pub stops: Stops,
    /// The milestone it serves, if one.
    pub serves: Option<Serves>,
    /// What it would cost to fetch; 0 if it is on this device.
    pub bytes: u64,
    /// When she was interrupted in it, if she was.
    pub put_down_at: Option<Timestamp>,
    /// Until when it is owed, if it is.
    pub due_at: Option<Timestamp>,
}

/// What to do, for how long, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What.
    pub task: Task,
    /// How many of its parts fit; a task that can be put down anywhere may be begun with none.
    pub parts: u16,
    /// How many of its parts are left in all.
    pub parts_left: u16,
    /// How long that takes; never more than there is.
    pub minutes: u16,
    /// Why, and what it costs.
    pub reason: Reason,
}

/// Why something is suggested, for one line like "serves *Draft*, 5 min, on this phone".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What put it in its place.
    pub why: Why,
    /// The title of the milestone it serves, if it does.
    pub serves: Option<String>,
    /// What it would cost to fetch; 0 if it is on this device.
    pub bytes: u64,
}

/// What put a suggestion in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// She was interrupted in it.
    PutDown,
    /// A peer waits for it.
    Owed {
        /// Whole days left; 0 on the day itself and ever after.
        days_left: u16,
    },
    /// She has been inside for long.
    GoOut,
    /// It serves the nearest milestone.
    Nearest,
    /// It serves a later milestone.
    Later,
    /// It is there.
    Open,
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The one suggestion; `None` if nothing fits.
    pub first: Option<Suggestion>,
    /// "Something else", best first.
    pub others: Vec<Suggestion>,
}

/// What to do now. A task that is given more than once is suggested once, as its best.
pub fn plan(moment: &Moment, candidates: &[Candidate]) -> Plan {
    let mut places: Vec<Place<'_>> = candidates.iter().filter_map(|candidate| Place::of(candidate, moment)).collect();
    places.sort_unstable();
    let mut known = BTreeSet::new();
    let mut suggestions = places.iter().filter(|place| known.insert(&place.candidate.task)).map(Place::suggestion);
    Plan { first: suggestions.next(), others: suggestions.collect() }
}

impl Balance {
    /// Minutes inside before any balance is drawn: less is one sitting.
    const SITTING_MINUTES: u32 = 30;

    /// How they lie.
    pub fn lean(&self) -> Lean {
        match self.outside {
            _ if self.is_tipped() => Lean::Tipped,
            0 => Lean::NothingOutside,
            outside if self.inside > outside.saturating_mul(2) => Lean::LittleOutside,
            _ => Lean::Even,
        }
    }

    /// Whether it is time to go out: the model's half and half is missed by as much again.
    pub fn is_tipped(&self) -> bool {
        self.inside > Self::SITTING_MINUTES && self.inside > self.outside.saturating_mul(2)
    }
}
