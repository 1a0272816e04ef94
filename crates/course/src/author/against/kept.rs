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

impl Kept for Challenge {
    const NAME: &'static str = "challenge";
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn title(&self) -> &str {
        &self.title
    }
    fn words(&self) -> String {
        [&self.output, &self.goal.statement, &self.goal.difference, &said(&self.brief)].map(String::as_str).join("\n")
    }
}

impl Kept for Milestone {
    const NAME: &'static str = "milestone";
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn title(&self) -> &str {
        &self.title
    }
    fn words(&self) -> String {
        self.done_when.clone()
    }
    fn turned(&self, new: &Self) -> Option<String> {
        let end = |milestone: &Self| match milestone.ends_in {
            EndsIn::Work => "the work",
            EndsIn::Critique(_) => "critique",
            EndsIn::ClientReview => "client review",
        };
        turn("had the end", end(self), end(new))
    }
}

impl Kept for SuccessMeasure {
    const NAME: &'static str = "measure";
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn title(&self) -> &str {
        &self.title
    }
    fn words(&self) -> String {
        self.how.clone()
    }
    fn turned(&self, new: &Self) -> Option<String> {
        let scale = |measure: &Self| measure.scale.map_or("none".to_owned(), |top| top.to_string());
        let target = |measure: &Self| match measure.target {
            Measured::Known(_) => "a number",
            Measured::Hers => "hers",
        };
        turn("had the unit", self.unit.to_lowercase(), new.unit.to_lowercase())
            .or_else(|| turn("had the scale", scale(self), scale(new)))
            .or_else(|| turn("had the target", target(self), target(new)))
    }
}

impl Kept for Criterion {
    const NAME: &'static str = "criterion";
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn title(&self) -> &str {
        &self.title
    }
    fn words(&self) -> String {
        [self.not_yet.as_str(), &self.nearly, &self.meets].join("\n")
    }
}

impl Kept for TryOut {
    const NAME: &'static str = "try-out";
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn title(&self) -> &str {
        &self.title
    }
    fn words(&self) -> String {
        self.prompt.clone()
    }
}

impl Kept for Lesson {
    const NAME: &'static str = "lesson";
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn title(&self) -> &str {
        &self.title
    }
    fn words(&self) -> String {
        format!("{}\n{}", self.needs.join("\n"), all_said(&self.steps))
    }
}

impl Kept for Nugget {
    const NAME: &'static str = "nugget";
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn title(&self) -> &str {
        &self.lesson.title
    }
    fn words(&self) -> String {
        format!("{}\n{}", self.situation, self.lesson.words())
    }
}

impl Kept for Gathering {
    const NAME: &'static str = "gathering";
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn title(&self) -> &str {
        &self.title
    }
    fn words(&self) -> String {
        all_said(&self.steps)
    }
    fn turned(&self, new: &Self) -> Option<String> {
        let kind = |gathering: &Self| match gathering.kind {
            GatheringKind::KickOff => "kick-off".to_owned(),
            GatheringKind::MeetUp(week) => format!("meet-up in week {week}"),
        };
        turn("had the kind", kind(self), kind(new))
    }
}

impl Kept for Step {
    const NAME: &'static str = "step";
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn title(&self) -> &str {
        &self.title
    }
    fn words(&self) -> String {
        let prompt = self.apply_it.as_ref().map_or("", |apply_it| &apply_it.prompt);
        format!("{}\n{prompt}", said(&self.blocks))
    }
}

impl Kept for Protocol {
    const NAME: &'static str = "protocol";
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn title(&self) -> &str {
        &self.title
    }
    fn words(&self) -> String {
        self.summary.clone()
    }
    fn turned(&self, new: &Self) -> Option<String> {
        turn("had the form", protocol::form_word(self.form), protocol::form_word(new.form))
    }
}

impl Kept for ProtocolStep {
    const NAME: &'static str = "step";
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn title(&self) -> &str {
        &self.title
    }
    fn words(&self) -> String {
        format!("{}\n{}", self.stems.join("\n"), said(&self.guidance))
    }
    fn turned(&self, new: &Self) -> Option<String> {
        turn("had `who`", protocol::who_word(self.who), protocol::who_word(new.who))
            .or_else(|| turn("had `writes`", protocol::writes_word(self.writes), protocol::writes_word(new.writes)))
    }
}

impl Kept for Question {
    const NAME: &'static str = "entry";
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn title(&self) -> &str {
        &self.text
    }
    fn words(&self) -> String {
        String::new()
    }
}

fn all_said(steps: &[Step]) -> String {
    steps.iter().map(|step| format!("{}\n{}", step.title, step.words())).collect::<Vec<_>>().join("\n")
}

fn said(blocks: &[Block]) -> String {
    blocks.iter().flat_map(Block::lines).collect::<Vec<_>>().join("\n")
}
