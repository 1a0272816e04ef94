//! Lessons, nuggets and gatherings: front matter, then steps under `## Title (2 min) {#id}`.

use super::Findings;
use super::cross::Known;
use super::form::{Form, near, shown};
use super::markdown::{self, Piece, What};
use super::protocol::file_id;
use super::schema::{self, Number};
use crate::model::{
    ApplyIt, Block, BriefLine, Cost, Gathering, GatheringKind, Lesson, LessonId, Nugget, Resource, STEP_MINUTES_MAX,
    Step, StepId, WebUrl, WorkPart,
};
use std::collections::BTreeSet;

/// Words a tired person reads in a minute and still takes in. A step with many more is longer than it says.
const WORDS_PER_MINUTE: usize = 190;

/// The targets of `apply:` links.
pub(super) const TARGETS: [(&str, WorkPart); 7] = [
    ("draft", WorkPart::Draft),
    ("brief.client", WorkPart::Brief(BriefLine::Client)),
    ("brief.who-for", WorkPart::Brief(BriefLine::WhoFor)),
    ("brief.different", WorkPart::Brief(BriefLine::Different)),
    ("brief.have", WorkPart::Brief(BriefLine::Have)),
    ("brief.by-when", WorkPart::Brief(BriefLine::ByWhen)),
    ("focus-question", WorkPart::FocusQuestion),
];

/// Reads one lesson of a challenge. The milestones it serves are the challenge's to say.
pub(super) fn read(path: &str, id: LessonId, known: &Known<'_>, findings: &mut Findings) -> Option<Lesson> {
    let text = known.folder.text(path, findings)?;
    let (mut form, written, body) = Form::front_matter::<schema::Lesson>(path, &text, findings)?;
    if let Some(situation) = &written.situation {
        let line = form.line(situation);
        form.error(line, "a lesson has no `situation`", "Move the file into nuggets/, or remove the line.");
    }
    let lesson = lesson(&mut form, written, id, known, body);
    if lesson.needs.is_empty() {
        form.findings.warning(
            path,
            1,
            "nobody will find this lesson when she is stuck",
            "Add `needs:` with one or two lines she might say, like \"I don't know whom to ask\".",
        );
    }
    if !lesson.steps.iter().any(|step| step.apply_it.is_some()) {
        form.findings.warning(
            path,
            1,
            "this lesson changes nothing in her own work",
            "End its last step with a paragraph like [Now](apply:draft): …",
        );
    }
    Some(lesson)
}

/// Reads one nugget.
pub(super) fn nugget(path: &str, id: LessonId, known: &Known<'_>, findings: &mut Findings) -> Option<Nugget> {
    let text = known.folder.text(path, findings)?;
    let (mut form, written, body) = Form::front_matter::<schema::Lesson>(path, &text, findings)?;
    let situation = form.text(&written.situation, "situation", 1);
    let nugget = id.as_str().parse().ok()?;
    Some(Nugget { id: nugget, situation, lesson: lesson(&mut form, written, id, known, body) })
}

/// Reads one gathering.
pub(super) fn gathering(path: &str, stem: &str, known: &Known<'_>, findings: &mut Findings) -> Option<Gathering> {
    let text = known.folder.text(path, findings)?;
    let (mut form, written, body) = Form::front_matter::<schema::Gathering>(path, &text, findings)?;
    let id = file_id(&mut form, stem);
    let title = form.text(&written.title, "title", 1);
    let kind = match form.choice(&written.kind, "kind", &[("kick-off", false), ("meet-up", true)], 1)? {
        false => GatheringKind::KickOff,
        true => GatheringKind::MeetUp(form.number(&written.week, "week", 1..=52, 1)?),
    };
    let pieces = markdown::read(path, body, known, form.findings);
    let steps = steps(&mut form, &written.minutes, pieces);
    Some(Gathering { id: id?, kind, title, steps })
}

fn lesson(
    form: &mut Form<'_>,
    written: schema::Lesson,
    id: LessonId,
    known: &Known<'_>,
    body: super::form::Body<'_>,
) -> Lesson {
    let title = form.text(&written.title, "title", 1);
    let needs = form.texts(&written.needs, "needs");
    let resources = written.resources.iter().filter_map(|written| resource(form, written)).collect();
    form.unique(written.resources.iter().filter_map(|resource| resource.id.as_ref()), "resources");
    let pieces = markdown::read(form.file, body, known, form.findings);
    let steps = steps(form, &written.minutes, pieces);
    Lesson { id, title, needs, serves: Vec::new(), steps, resources }
}

fn resource(form: &mut Form<'_>, written: &schema::Resource) -> Option<Resource> {
    let line = near(form, &written.id, 1);
    let costs = [("free", Cost::Free), ("free-with-account", Cost::FreeWithAccount), ("paid", Cost::Paid)];
    let id = form.id(&written.id, "id", line);
    let title = form.text(&written.title, "title", line);
    let provider = form.text(&written.provider, "provider", line);
    let licence = form.text(&written.licence, "licence", line);
    let cost = form.choice(&written.cost, "cost", &costs, line);
    let url = written.url.as_ref().and_then(|url| {
        let parsed = WebUrl::try_from(url.value.clone());
        if parsed.is_err() {
            let line = form.line(url);
            form.error(line, format!("“{}” is not a web address", shown(&url.value)), "Begin it with https://.");
        }
        parsed.ok()
    });
    let bytes = written.bytes.as_ref().map(|bytes| bytes.value);
    Some(Resource { id: id?, title, provider, licence, cost: cost?, bytes, url })
}

/// Reads the steps, and checks their sum against the stated length: that is what she plans by.
fn steps(form: &mut Form<'_>, stated: &Number, pieces: Vec<Piece>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut sum = Some(0);
    let mut step_line = 1;
    for piece in pieces {
        match (piece.what, steps.last_mut()) {
            (What::Step { title, id }, last) => {
                if let Some(last) = last {
                    finish(form, last, step_line);
                }
                step_line = piece.line;
                let (title, minutes) = timed(form, &title, piece.line);
                sum = sum.zip(minutes).map(|(sum, minutes)| sum + u32::from(minutes));
                if let Some(id) = step_id(form, title, id, piece.line, &mut ids) {
                    let minutes = minutes.unwrap_or(1);
                    steps.push(Step { id, title: title.to_owned(), minutes, blocks: Vec::new(), apply_it: None });
                }
            }
            (What::Block(_) | What::ApplyIt { .. }, None) => {
                form.error(piece.line, "there is text before the first step", "Begin with ## A title (2 min).");
            }
            (What::Block(block), Some(step)) => {
                if step.apply_it.is_some() {
                    form.error(
                        piece.line,
                        "a step goes on after its apply: paragraph",
                        "Put that paragraph last, or begin a new step.",
                    );
                }
                step.blocks.push(block);
            }
            (What::ApplyIt { target, prompt }, Some(step)) => {
                step.apply_it = Some(apply_it(form, piece.line, &target, prompt));
            }
        }
    }
    match steps.last() {
        Some(last) => finish(form, last, step_line),
        None => form.error(1, "there are no steps", "Write at least one: a line ## A title (2 min), then its text."),
    }
    same_minutes(form, stated, sum.filter(|sum| *sum > 0));
    steps
}

fn same_minutes(form: &mut Form<'_>, stated: &Number, sum: Option<u32>) {
    if let (Some(minutes), Some(sum)) = (form.number::<u32>(stated, "minutes", 1..=600, 1), sum)
        && minutes != sum
    {
        let line = stated.as_ref().map_or(1, |stated| form.line(stated));
        form.error(
            line,
            format!("`minutes` is {minutes}, and the steps take {sum}"),
            format!("Write `minutes: {sum}`, or change the minutes of a step."),
        );
    }
}

/// Reads `Ask what would be different (1 min)`.
fn timed<'h>(form: &mut Form<'_>, heading: &'h str, line: usize) -> (&'h str, Option<u16>) {
    let heading = heading.trim();
    let timed = heading.strip_suffix("min)").and_then(|rest| rest.rsplit_once('('));
    let parsed = timed.and_then(|(title, minutes)| Some((title.trim(), minutes.trim().parse::<u16>().ok()?)));
    let Some((title, minutes)) = parsed.filter(|(title, _)| !title.is_empty()) else {
        form.error(
            line,
            format!("the step “{}” does not say how long it takes", shown(heading)),
            "End its heading with the minutes in brackets: ## A title (2 min).",
        );
        return (heading, None);
    };
    if !(1..=STEP_MINUTES_MAX).contains(&minutes) {
        form.error(
            line,
            format!("the step “{}” takes {minutes} minutes", shown(title)),
            format!("A step takes 1 to {STEP_MINUTES_MAX} minutes. Split it where she could be interrupted."),
        );
    }
    (title, Some(minutes))
}

/// The id at the end of the heading, or one made of its title. A stand-in when it is no id, so that reading goes on.
fn step_id(
    form: &mut Form<'_>,
    title: &str,
    id: Option<String>,
    line: usize,
    ids: &mut BTreeSet<StepId>,
) -> Option<StepId> {
    let name = id.unwrap_or_else(|| slug(title));
    let Ok(id) = name.parse::<StepId>() else {
        form.error(
            line,
            format!("“{}” cannot be the id of a step", shown(&name)),
            "Give it one at the end of its heading, in small letters: ## A title (2 min) {#short-name}.",
        );
        return format!("stand-in-{line}").parse().ok();
    };
    if !ids.insert(id.clone()) {
        form.error(
            line,
            format!("two steps of this lesson have the id “{id}”"),
            "Give one of them another, at the end of its heading: {#other-name}.",
        );
    }
    Some(id)
}

fn finish(form: &mut Form<'_>, step: &Step, line: usize) {
    // A picture's description is for who can't look at it.
    let read = step.blocks.iter().filter(|block| !matches!(block, Block::Figure(_)));
    let words: usize = read.flat_map(Block::lines).map(|line| line.split_whitespace().count()).sum();
    if step.blocks.is_empty() {
        form.error(line, format!("the step “{}” says nothing", shown(&step.title)), "Write it, or remove its heading.");
    } else if words > usize::from(step.minutes) * WORDS_PER_MINUTE {
        form.findings.warning(
            form.file,
            line,
            format!("the step “{}” has {words} words for {} min", shown(&step.title), step.minutes),
            "Give it more minutes, or fewer words.",
        );
    }
}

fn apply_it(form: &mut Form<'_>, line: usize, target: &str, prompt: String) -> ApplyIt {
    let found = TARGETS.iter().find(|(name, _)| *name == target);
    if found.is_none() {
        let names = TARGETS.map(|(name, _)| format!("apply:{name}")).join(", ");
        form.error(line, format!("“apply:{}” is no part of her work", shown(target)), format!("Use one of {names}."));
    }
    if prompt.is_empty() {
        form.error(
            line,
            "this apply: paragraph does not say what to do",
            "Write it after the link: [Now](apply:draft): …",
        );
    }
    ApplyIt { target: found.map_or(WorkPart::Draft, |(_, target)| *target), prompt }
}

/// An id from a title, for authors who gave none.
pub(super) fn slug(title: &str) -> String {
    let letters = title.to_lowercase();
    let words = letters.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").chars().take(64).collect::<String>().trim_end_matches('-').to_owned()
}
