//! Put down and picked up: the last screen with its scroll, and every box's caret, on this device alone.

pub mod folds;
mod left;
mod pickup;
mod said;

use naptime::{
    candidates::{Begun, PutDown},
    platform::{clock, local::LocalText, page::Caret},
};
use naptime_domain::{
    command::{BriefLine, Whose},
    id::TryOutId,
    time::Timestamp,
};
use naptime_replica::command::{TextTarget, WorkId};

pub use self::{
    left::{Left, Spot, Way},
    pickup::{Pickup, PickupLine},
};
use super::route::Route;

/// What she worked on last, and when.
const PUT_DOWN: LocalText = LocalText("naptime.put-down");
/// Stands before the challenge whose work she wrote on, where other work has its address.
const WRITING: &str = "writing:";
/// A line for each box, the last one used first.
const CARETS: LocalText = LocalText("naptime.carets");
/// More boxes than anybody leaves half-written.
const CARETS_MAX: usize = 40;

/// Remembers what she works on, for Today. Her own work is begun with its first words: see [`wrote`]; and she is out once she
/// has said so: see [`went_out`].
pub fn put_down(route: &Route) {
    if begun(route).is_some() && !matches!(route, Route::TryOut(_)) {
        keep_put_down(&route.path());
    }
}

/// Remembers that she wrote on her own work, for Today.
pub fn wrote(target: &TextTarget) {
    if let TextTarget::WorkDraft { work } = target {
        keep_put_down(&[WRITING, work.challenge.as_str()].concat());
    }
}

/// Remembers what she is out for, for Today.
pub fn went_out(id: &TryOutId) {
    keep_put_down(&Route::TryOut(id.clone()).path());
}

/// She has not gone out after all: Today does not say that she was.
pub fn did_not_go(id: &TryOutId) {
    if last_work().is_some_and(|last| last.work == Begun::TryOut(id.clone())) {
        // A browser without localStorage never knew.
        PUT_DOWN.remove().ok();
    }
}

/// What she worked on last.
pub fn last_work() -> Option<PutDown> {
    let kept = PUT_DOWN.get()?;
    let (what, at) = kept.split_once(' ')?;
    let work = match what.strip_prefix(WRITING) {
        Some(challenge) => Begun::Writing(challenge.parse().ok()?),
        None => begun(&Route::parse(what))?,
    };
    Some(PutDown { work, at: Timestamp(at.parse().ok()?) })
}

fn keep_put_down(what: &str) {
    // A browser without localStorage only forgets the place.
    PUT_DOWN.set(&[what, " ", &clock::now().0.to_string()].concat()).ok();
}

fn begun(route: &Route) -> Option<Begun> {
    match route {
        Route::Lesson(id) | Route::LessonStep(id, _) => Some(Begun::Lesson(id.clone())),
        Route::Submission(id) => Some(Begun::Critique(*id)),
        Route::TryOut(id) => Some(Begun::TryOut(id.clone())),
        _ => None,
    }
}

/// Remembers where the caret of a box is.
pub fn keep_caret(target: &TextTarget, caret: Caret) {
    let key = key(target);
    let kept = CARETS.get().unwrap_or_default();
    let others = kept.lines().filter(|line| !is_of(line, &key)).take(CARETS_MAX - 1);
    let numbers = [caret.from.to_string(), caret.to.to_string(), caret.scroll.to_string()];
    let mut text = [&key, " ", &numbers.join(" ")].concat();
    for line in others {
        text.push('\n');
        text.push_str(line);
    }
    // As above.
    CARETS.set(&text).ok();
}

/// Where the caret of a box was.
pub fn caret(target: &TextTarget) -> Option<Caret> {
    let key = key(target);
    let kept = CARETS.get()?;
    let line = kept.lines().find(|line| is_of(line, &key))?;
    let mut numbers = line.split(' ').skip(1);
    Some(Caret {
        from: numbers.next()?.parse().ok()?,
        to: numbers.next()?.parse().ok()?,
        scroll: numbers.next()?.parse().ok()?,
    })
}

/// Whether this box was the last one used.
pub fn was_last(target: &TextTarget) -> bool {
    CARETS.get().is_some_and(|kept| kept.lines().next().is_some_and(|line| is_of(line, &key(target))))
}

fn is_of(line: &str, key: &str) -> bool {
    line.strip_prefix(key).is_some_and(|rest| rest.starts_with(' '))
}

/// A name for a box, without spaces.
pub fn key(target: &TextTarget) -> String {
    match target {
        TextTarget::WorkDraft { work } => ["draft-", &work_name(work)].concat(),
        TextTarget::WorkBrief { work, line } => ["brief-", line_name(*line), "-", &work_name(work)].concat(),
        TextTarget::WorkTitle { work } => ["title-", &work_name(work)].concat(),
        TextTarget::WorkClient { work } => ["client-", &work_name(work)].concat(),
        TextTarget::WorkWants { work } => ["wants-", &work_name(work)].concat(),
        TextTarget::WorkFocus { work } => ["focus-", &work_name(work)].concat(),
        TextTarget::DraftNote { note, .. } => ["note-", &note.to_string()].concat(),
        TextTarget::Synthesis { submission } => ["synthesis-", &submission.to_string()].concat(),
        TextTarget::Charter { group } => ["charter-", &group.to_string()].concat(),
    }
}

fn work_name(work: &WorkId) -> String {
    match work.whose {
        Whose::Hers => work.challenge.to_string(),
        Whose::Ours(group) => [work.challenge.as_str(), "-", &group.to_string()].concat(),
    }
}

fn line_name(line: BriefLine) -> &'static str {
    match line {
        BriefLine::Who => "who",
        BriefLine::WhatWouldBeDifferent => "different",
        BriefLine::ForWhom => "for-whom",
        BriefLine::Have => "have",
        BriefLine::ByWhen => "by-when",
    }
}
