//! Challenges: `challenge.md`, its lessons, and whether the two agree.

use super::cross::Known;
use super::form::{Form, near, shown};
use super::{Findings, lesson, markdown, schema};
use crate::model::{
    Achievement, Challenge, ChallengeId, Criterion, CritiquePoint, EndsIn, Goal, Lesson, LessonId, Measured, Milestone,
    MilestoneId, Protocol, ProtocolForm, ProtocolId, Rubric, SuccessMeasure, TryOut,
};
use serde_saphyr::Spanned;
use std::collections::{BTreeMap, BTreeSet};

/// Reads one challenge with its lessons.
pub(super) fn read(
    id: &ChallengeId,
    protocols: &[Protocol],
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<Challenge> {
    let path = format!("challenges/{id}/challenge.md");
    let mut lessons = read_lessons(id, known, findings);
    let text = known.folder.text(&path, findings)?;
    let (mut form, written, body) = Form::front_matter::<schema::Challenge>(&path, &text, findings)?;
    let title = form.text(&written.title, "title", 1);
    let output = form.text(&written.output, "output", 1);
    let week = written.week.as_ref().and_then(|_| form.number(&written.week, "week", 1..=52, 1));
    let goal = goal(&mut form, &written);
    let measures = measures(&mut form, &written.measures);
    let milestones = milestones(&mut form, &written.milestones, &lessons, protocols);
    let rubric = rubric(&mut form, &written.criteria);
    let achievement = written.achievement.as_ref().map(|at| achievement(&mut form, at));
    let try_outs = try_outs(&mut form, &written.try_outs, &milestones);
    let brief = markdown::blocks(&path, body, known, form.findings);
    if brief.is_empty() {
        form.error(body.first_line, "the brief is missing", "Say under the front matter what it is and why.");
    }
    let lessons = in_order(id, &mut lessons, &milestones, findings);
    let protocols = needed(protocols, &milestones);
    Some(Challenge {
        id: id.clone(),
        title,
        week,
        output,
        brief,
        goal,
        measures,
        milestones,
        lessons,
        rubric,
        protocols,
        achievement,
        try_outs,
    })
}

/// The lessons of a challenge by id. A lesson that could not be read is known, with a finding, and has no text.
fn read_lessons(
    challenge: &ChallengeId,
    known: &Known<'_>,
    findings: &mut Findings,
) -> BTreeMap<LessonId, Option<Lesson>> {
    let folder = format!("challenges/{challenge}/lessons/");
    let mut lessons = BTreeMap::new();
    for stem in known.folder.stems(&folder, ".md") {
        let path = format!("{folder}{stem}.md");
        match stem.parse::<LessonId>() {
            Ok(id) => {
                let lesson = lesson::read(&path, id.clone(), known, findings);
                lessons.insert(id, lesson);
            }
            Err(error) => findings.error(&path, 1, format!("this file's name cannot be an id: {error}"), "Rename it."),
        }
    }
    lessons
}

fn goal(form: &mut Form<'_>, written: &schema::Challenge) -> Goal {
    match &written.goal {
        None => {
            form.error(1, "`goal` is missing", "Add `goal:` with a `statement` and the `difference` it makes.");
            Goal { statement: String::new(), difference: String::new() }
        }
        Some(goal) => {
            let line = form.line(goal);
            Goal {
                statement: form.text(&goal.value.statement, "statement", line),
                difference: form.text(&goal.value.difference, "difference", line),
            }
        }
    }
}

fn measures(form: &mut Form<'_>, written: &[schema::Measure]) -> Vec<SuccessMeasure> {
    if written.is_empty() {
        form.error(1, "there are no success measures", "Add at least one under `measures:`.");
    }
    form.unique(written.iter().filter_map(|measure| measure.id.as_ref()), "measures");
    let read = |measure: &schema::Measure| {
        let line = near(form, &measure.id, 1);
        let id = form.id(&measure.id, "id", line);
        let title = form.text(&measure.title, "title", line);
        let unit = form.text(&measure.unit, "unit", line);
        let how = form.text(&measure.how, "how", line);
        let baseline = measured(form, &measure.baseline, "baseline", line);
        let target = measured(form, &measure.target, "target", line);
        let scale = measure.scale.as_ref().and_then(|_| form.number(&measure.scale, "scale", 2..=100, line));
        Some(SuccessMeasure { id: id?, title, unit, baseline: baseline?, target: target?, scale, how })
    };
    written.iter().filter_map(read).collect()
}

/// A number, or `hers`.
fn measured(form: &mut Form<'_>, field: &schema::Text, name: &str, near: usize) -> Option<Measured> {
    let mend = format!("Write `{name}:` and a whole number, or `{name}: hers` if the learner finds it out.");
    let Some(text) = field else {
        form.error(near, format!("`{name}` is missing"), mend);
        return None;
    };
    match (text.value.as_str(), text.value.parse()) {
        ("hers", _) => Some(Measured::Hers),
        (_, Ok(number)) => Some(Measured::Known(number)),
        _ => {
            let line = form.line(text);
            form.error(line, format!("`{name}` is “{}”", shown(&text.value)), mend);
            None
        }
    }
}

fn milestones(
    form: &mut Form<'_>,
    written: &[schema::Milestone],
    lessons: &BTreeMap<LessonId, Option<Lesson>>,
    protocols: &[Protocol],
) -> Vec<Milestone> {
    if written.is_empty() {
        form.error(1, "there are no milestones", "Add at least one under `milestones:`.");
    }
    form.unique(written.iter().filter_map(|milestone| milestone.id.as_ref()), "milestones");
    let read = |milestone: &schema::Milestone| {
        let line = near(form, &milestone.id, 1);
        let id = form.id::<MilestoneId>(&milestone.id, "id", line);
        let title = form.text(&milestone.title, "title", line);
        let done_when = form.text(&milestone.done_when, "done_when", line);
        if milestone.lessons.is_empty() {
            form.error(
                line,
                format!("no lesson serves the milestone “{}”", shown(&title)),
                "Name one under `lessons:`.",
            );
        }
        form.unique(&milestone.lessons, "entries of `lessons`");
        let named = milestone.lessons.iter().filter_map(|name| lesson_id(form, name, lessons)).collect();
        let ends_in = ends_in(form, milestone, protocols);
        Some(Milestone { id: id?, title, done_when, lessons: named, ends_in })
    };
    written.iter().filter_map(read).collect()
}

fn lesson_id(
    form: &mut Form<'_>,
    name: &Spanned<String>,
    lessons: &BTreeMap<LessonId, Option<Lesson>>,
) -> Option<LessonId> {
    let id = name.value.parse().ok().filter(|id| lessons.contains_key(id));
    if id.is_none() {
        let line = form.line(name);
        form.error(
            line,
            format!("there is no lesson “{}” in this challenge", shown(&name.value)),
            "Correct the name, or write the lesson in lessons/.",
        );
    }
    id
}

fn ends_in(form: &mut Form<'_>, milestone: &schema::Milestone, protocols: &[Protocol]) -> EndsIn {
    let review = milestone.client_review.as_ref().filter(|review| review.value);
    match (&milestone.critique, review) {
        (None, None) => EndsIn::Work,
        (None, Some(_)) => EndsIn::ClientReview,
        (Some(critique), review) => {
            if let Some(review) = review {
                let line = form.line(review);
                form.error(
                    line,
                    "a milestone ends in one thing",
                    "Keep `critique` or `client_review`, or make it two milestones.",
                );
            }
            critique_point(form, critique, protocols).map_or(EndsIn::Work, EndsIn::Critique)
        }
    }
}

fn critique_point(
    form: &mut Form<'_>,
    written: &Spanned<schema::Critique>,
    protocols: &[Protocol],
) -> Option<CritiquePoint> {
    let line = form.line(written);
    let written = &written.value;
    let label = form.text(&written.label, "label", line);
    let critics = form.number(&written.critics, "critics", 1..=12, line);
    let days = form.number(&written.days, "days", 1..=30, line);
    let protocol = form.id::<ProtocolId>(&written.protocol, "protocol", line)?;
    if !protocols.iter().any(|known| known.id == protocol) {
        let line = near(form, &written.protocol, line);
        form.error(line, format!("there is no protocol “{protocol}”"), "Correct the name, or write it in protocols/.");
    }
    Some(CritiquePoint { label, protocol, critics: critics?, days: days? })
}

fn rubric(form: &mut Form<'_>, written: &[schema::Criterion]) -> Rubric {
    if written.is_empty() {
        form.error(1, "there are no criteria", "Add at least one under `criteria:`.");
    }
    form.unique(written.iter().filter_map(|criterion| criterion.id.as_ref()), "criteria");
    let read = |criterion: &schema::Criterion| {
        let line = near(form, &criterion.id, 1);
        let id = form.id(&criterion.id, "id", line);
        let title = form.text(&criterion.title, "title", line);
        let not_yet = form.text(&criterion.not_yet, "not_yet", line);
        let nearly = form.text(&criterion.nearly, "nearly", line);
        let meets = form.text(&criterion.meets, "meets", line);
        Some(Criterion { id: id?, title, not_yet, nearly, meets })
    };
    Rubric { criteria: written.iter().filter_map(read).collect() }
}

fn achievement(form: &mut Form<'_>, written: &Spanned<schema::Achievement>) -> Achievement {
    let line = form.line(written);
    let written = &written.value;
    Achievement {
        title: form.text(&written.title, "title", line),
        modelled_on: form.optional_text(&written.modelled_on, "modelled_on"),
        summary: form.text(&written.summary, "summary", line),
    }
}

fn try_outs(form: &mut Form<'_>, written: &[schema::TryOut], milestones: &[Milestone]) -> Vec<TryOut> {
    form.unique(written.iter().filter_map(|try_out| try_out.id.as_ref()), "try-outs");
    let read = |try_out: &schema::TryOut| {
        let line = near(form, &try_out.id, 1);
        let id = form.id(&try_out.id, "id", line);
        let title = form.text(&try_out.title, "title", line);
        let prompt = form.text(&try_out.prompt, "prompt", line);
        let minutes = form.number(&try_out.minutes, "minutes", 1..=240, line);
        let serves = form.id::<MilestoneId>(&try_out.serves, "serves", line)?;
        if !milestones.iter().any(|milestone| milestone.id == serves) {
            let line = near(form, &try_out.serves, line);
            form.error(line, format!("there is no milestone “{serves}”"), "Correct the name.");
        }
        Some(TryOut { id: id?, title, minutes: minutes?, prompt, serves })
    };
    written.iter().filter_map(read).collect()
}

/// The lessons in the order of the milestones, each with the milestones it serves. The rest are findings.
fn in_order(
    challenge: &ChallengeId,
    lessons: &mut BTreeMap<LessonId, Option<Lesson>>,
    milestones: &[Milestone],
    findings: &mut Findings,
) -> Vec<Lesson> {
    let mut ordered: Vec<Lesson> = Vec::new();
    let mut named = BTreeSet::new();
    for (milestone, id) in
        milestones.iter().flat_map(|milestone| milestone.lessons.iter().map(move |id| (milestone, id)))
    {
        if named.insert(id) {
            ordered.extend(lessons.get_mut(id).and_then(Option::take));
        }
        if let Some(lesson) = ordered.iter_mut().find(|lesson| lesson.id == *id) {
            lesson.serves.push(milestone.id.clone());
        }
    }
    for id in lessons.keys().filter(|id| !named.contains(id)) {
        findings.error(
            &format!("challenges/{challenge}/lessons/{id}.md"),
            1,
            "no milestone needs this lesson",
            format!("Name it under `lessons:` of a milestone in challenges/{challenge}/challenge.md, or remove it."),
        );
    }
    ordered
}

/// The protocols a challenge names, and the light forms, which fit anywhere.
fn needed(protocols: &[Protocol], milestones: &[Milestone]) -> Vec<Protocol> {
    let is_named = |protocol: &Protocol| {
        milestones.iter().any(|milestone| match &milestone.ends_in {
            EndsIn::Critique(point) => point.protocol == protocol.id,
            EndsIn::Work | EndsIn::ClientReview => false,
        })
    };
    let is_light = |protocol: &Protocol| matches!(protocol.form, ProtocolForm::QuickLook | ProtocolForm::Steer);
    protocols.iter().filter(|protocol| is_named(protocol) || is_light(protocol)).cloned().collect()
}
