//! Where a candidate stands among the others: one comparison for each rule, in the order of the rules.

use super::{Candidate, Moment, Reason, Stops, Suggestion, Task, Why};
use crate::time::Timestamp;
use std::cmp::Reverse;

const DAY_MS: i64 = 24 * 3_600_000;
/// From here on an owed critique comes before her own milestone: a peer who waits longer cannot use it.
const PRESSING_DAYS: u16 = 2;
/// From here on it comes right after what serves the nearest milestone.
const NEAR_DAYS: u16 = 7;

/// A candidate that fits, with what decides about it; compared field by field.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place<'a> {
    band: Band,
    /// The rank of the milestone.
    rank: u16,
    due_at: Option<Timestamp>,
    bytes: u64,
    /// The place within the milestone.
    place: u16,
    /// What remains is decided by ids, and if those are equal too, by whatever differs.
    pub(super) candidate: &'a Candidate,
    fits: Fits,
    days_left: u16,
}

/// The great divisions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Band {
    PutDown(Reverse<Timestamp>),
    Pressing,
    GoOut,
    Milestone,
    Open,
}

/// As much of a task as fits into the time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fits {
    parts: u16,
    minutes: u16,
}

impl<'a> Place<'a> {
    /// Where a candidate stands; `None` if it cannot be done now.
    pub(super) fn of(candidate: &'a Candidate, moment: &Moment) -> Option<Self> {
        if candidate.bytes > 0 && !moment.is_online {
            return None;
        }
        let fits = Fits::of(candidate, moment.minutes)?;
        let days_left = candidate.due_at.map_or(u16::MAX, |due| days_between(moment.now, due));
        let (band, rank) = band(candidate, moment, days_left);
        Some(Self {
            band,
            rank,
            due_at: candidate.due_at,
            bytes: candidate.bytes,
            place: candidate.serves.as_ref().map_or(u16::MAX, |serves| serves.place),
            candidate,
            fits,
            days_left,
        })
    }

    pub(super) fn suggestion(&self) -> Suggestion {
        let candidate = self.candidate;
        let serves = candidate.serves.as_ref();
        let why = match self.band {
            Band::PutDown(_) => Why::PutDown,
            _ if candidate.due_at.is_some() => Why::Owed { days_left: self.days_left },
            Band::GoOut => Why::GoOut,
            _ => match serves.map(|serves| serves.rank) {
                Some(0) => Why::Nearest,
                Some(_) => Why::Later,
                None => Why::Open,
            },
        };
        Suggestion {
            task: candidate.task.clone(),
            parts: self.fits.parts,
            parts_left: u16::try_from(candidate.parts.len()).unwrap_or(u16::MAX),
            minutes: self.fits.minutes,
            reason: Reason { why, serves: serves.map(|serves| serves.title.clone()), bytes: candidate.bytes },
        }
    }
}

impl Fits {
    /// `None` if nothing of it fits.
    fn of(candidate: &Candidate, minutes: u16) -> Option<Self> {
        let mut fits = Self { parts: 0, minutes: 0 };
        for part in &candidate.parts {
            match fits.minutes.checked_add(*part) {
                Some(sum) if sum <= minutes => fits = Self { parts: fits.parts.saturating_add(1), minutes: sum },
                _ => break,
            }
        }
        let is_whole = usize::from(fits.parts) == candidate.parts.len();
        match candidate.stops {
            _ if candidate.parts.is_empty() || minutes == 0 => None,
            Stops::Anywhere if is_whole => Some(fits),
            Stops::Anywhere => Some(Self { minutes, ..fits }),
            Stops::AfterAnyPart => (fits.parts > 0).then_some(fits),
            Stops::AtTheEnd => is_whole.then_some(fits),
        }
    }
}

fn band(candidate: &Candidate, moment: &Moment, days_left: u16) -> (Band, u16) {
    if let Some(at) = candidate.put_down_at {
        return (Band::PutDown(Reverse(at)), 0);
    }
    if candidate.due_at.is_some() {
        return match days_left {
            0..PRESSING_DAYS => (Band::Pressing, 0),
            PRESSING_DAYS..NEAR_DAYS => (Band::Milestone, 1),
            _ => (Band::Open, 0),
        };
    }
    match (&candidate.task, &candidate.serves) {
        (Task::TryOut { .. }, _) if moment.balance.is_tipped() => (Band::GoOut, 0),
        (_, Some(serves)) => (Band::Milestone, if serves.rank == 0 { 0 } else { serves.rank.saturating_add(1) }),
        (_, None) => (Band::Open, 1),
    }
}

fn days_between(now: Timestamp, due: Timestamp) -> u16 {
    u16::try_from(due.0.saturating_sub(now.0).max(0) / DAY_MS).unwrap_or(u16::MAX)
}
