//! What learners' records hang on, and when an id stands for something else than it did.

use super::super::protocol;
use crate::model::{
    Block, Challenge, Criterion, EndsIn, Gathering, GatheringKind, Lesson, Measured, Milestone, Nugget, Protocol,
    ProtocolStep, Question, Step, SuccessMeasure, TryOut,
};
use std::{collections::BTreeSet, fmt};

/// Something whose id learners' records keep.
pub(super) trait Kept {
    /// What it is called in a finding.
    const NAME: &'static str;
    /// Its id.
    fn id(&self) -> &str;
    /// What it is called on a screen.
    fn title(&self) -> &str;
    /// The rest of what it says.
    fn words(&self) -> String;
    /// How it differs in what decides how a record is read, beside its words.
    fn turned(&self, _new: &Self) -> Option<String> {
        None
    }
}

/// Whether a thing says something else than it did: another title, and less than half of its words left.
pub(super) fn is_replaced<T: Kept>(old: &T, new: &T) -> bool {
    !same(old.title(), new.title()) && 2 * left(old, new) < words(old).len()
}

/// Whether a thing under a new id is the one that had another: the same title, or nearly the same words.
pub(super) fn is_renamed<T: Kept>(old: &T, new: &T) -> bool {
    let left = left(old, new);
    same(old.title(), new.title()) || left > 0 && 10 * left >= 9 * words(old).len().max(words(new).len())
}

pub(super) fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// How many of the words of `old` are in `new`.
fn left<T: Kept>(old: &T, new: &T) -> usize {
    words(old).intersection(&words(new)).count()
}

/// The words that carry meaning: four letters or more, or all of them where there are none.
fn words<T: Kept>(of: &T) -> BTreeSet<String> {
    let text = format!("{}\n{}", of.title(), of.words()).to_lowercase();
    let all: BTreeSet<_> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let long: BTreeSet<_> = all.iter().filter(|word| word.chars().count() >= 4).cloned().collect();
    if long.is_empty() { all } else { long }
}

fn turn<T: PartialEq + fmt::Display>(what: &str, old: T, new: T) -> Option<String> {
    (old != new).then(|| format!("{what} “{old}” and now has “{new}”"))
}

/// Everything that is kept: its name, where its title stands, its other words, and what else decides how records are read.
macro_rules! kept {
    ($($type:ty, $name:literal, $($title:ident).+, $words:expr $(, $turned:expr)?;)+) => {$(
        impl Kept for $type {
            const NAME: &'static str = $name;
            fn id(&self) -> &str {
                self.id.as_str()
            }
            fn title(&self) -> &str {
                &self.$($title).+
            }
            fn words(&self) -> String {
                let words: fn(&Self) -> String = $words;
                words(self)
            }
            $(fn turned(&self, new: &Self) -> Option<String> {
                let turned: fn(&Self, &Self) -> Option<String> = $turned;
                turned(self, new)
            })?
        }
    )+};
}

kept! {
    Challenge, "challenge", title, |it| {
        [&it.output, &it.goal.statement, &it.goal.difference, &said(&it.brief)].map(String::as_str).join("\n")
    };
    Milestone, "milestone", title, |it| it.done_when.clone(), |old, new| turn("had the end", end(old), end(new));
    SuccessMeasure, "measure", title, |it| it.how.clone(), |old, new| {
        turn("had the unit", old.unit.to_lowercase(), new.unit.to_lowercase())
            .or_else(|| turn("had the scale", scale(old), scale(new)))
            .or_else(|| turn("had the target", target(old), target(new)))
    };
    Criterion, "criterion", title, |it| [it.not_yet.as_str(), &it.nearly, &it.meets].join("\n");
    TryOut, "try-out", title, |it| it.prompt.clone();
    Lesson, "lesson", title, |it| format!("{}\n{}", it.needs.join("\n"), all_said(&it.steps));
    Nugget, "nugget", lesson.title, |it| format!("{}\n{}", it.situation, it.lesson.words());
    Gathering, "gathering", title, |it| all_said(&it.steps), |old, new| turn("had the kind", kind(old), kind(new));
    Step, "step", title, |it| {
        let prompt = it.apply_it.as_ref().map_or("", |apply_it| &apply_it.prompt);
        format!("{}\n{prompt}", said(&it.blocks))
    };
    Protocol, "protocol", title, |it| it.summary.clone(), |old, new| {
        turn("had the form", protocol::form_word(old.form), protocol::form_word(new.form))
    };
    ProtocolStep, "step", title, |it| format!("{}\n{}", it.stems.join("\n"), said(&it.guidance)), |old, new| {
        turn("had `who`", protocol::who_word(old.who), protocol::who_word(new.who))
            .or_else(|| turn("had `writes`", protocol::writes_word(old.writes), protocol::writes_word(new.writes)))
    };
    Question, "entry", text, |_| String::new();
}

fn end(milestone: &Milestone) -> &'static str {
    match milestone.ends_in {
        EndsIn::Work => "the work",
        EndsIn::Critique(_) => "critique",
        EndsIn::ClientReview => "client review",
    }
}

fn scale(measure: &SuccessMeasure) -> String {
    measure.scale.map_or("none".to_owned(), |top| top.to_string())
}

fn target(measure: &SuccessMeasure) -> &'static str {
    match measure.target {
        Measured::Known(_) => "a number",
        Measured::Hers => "hers",
    }
}

fn kind(gathering: &Gathering) -> String {
    match gathering.kind {
        GatheringKind::KickOff => "kick-off".to_owned(),
        GatheringKind::MeetUp(week) => format!("meet-up in week {week}"),
    }
}

fn all_said(steps: &[Step]) -> String {
    steps.iter().map(|step| format!("{}\n{}", step.title, step.words())).collect::<Vec<_>>().join("\n")
}

fn said(blocks: &[Block]) -> String {
    blocks.iter().flat_map(Block::lines).collect::<Vec<_>>().join("\n")
}
