//! What must be true of a decoded course, so that no screen has to ask.

use super::{Course, Unreadable};
use crate::model::{
    Around, Block, Challenge, EndsIn, Figure, Index, Lesson, Line, MilestoneId, Protocol, STEP_MINUTES_MAX, Step,
};
use crate::package::{Package, stored_name};
use std::collections::BTreeSet;

/// Endings a picture may have. Their types are known to browsers, and none of them runs scripts inside `<img>`.
pub(crate) const PICTURE_EXTENSIONS: [&str; 4] = ["svg", "png", "jpg", "webp"];

type Checked = Result<(), Unreadable>;

fn demand(holds: bool, otherwise: &'static str) -> Checked {
    if holds { Ok(()) } else { Err(Unreadable::Untrue(otherwise)) }
}

/// Takes words, whosever ids they are: a set for each kind of id would be ten times the code, and the page pays for it.
fn unique(ids: &mut dyn Iterator<Item = &str>, otherwise: &'static str) -> Checked {
    let mut seen = BTreeSet::new();
    for id in ids {
        demand(seen.insert(id), otherwise)?;
    }
    Ok(())
}

pub(super) fn index(index: &Index) -> Checked {
    unique(&mut index.challenges.iter().map(|challenge| challenge.id.as_str()), "two challenges share an id")?;
    unique(
        &mut index.challenges.iter().flat_map(|challenge| &challenge.lessons).map(|lesson| lesson.id.as_str()),
        "two lessons share an id",
    )?;
    for challenge in &index.challenges {
        unique(&mut challenge.milestones.iter().map(|milestone| milestone.id.as_str()), "two milestones share an id")?;
        for milestone in &challenge.milestones {
            demand(
                milestone.lessons.iter().all(|id| challenge.lessons.iter().any(|lesson| lesson.id == *id)),
                "a milestone names a lesson that is not there",
            )?;
        }
        for lesson in &challenge.lessons {
            let milestones: Vec<_> = challenge.milestones.iter().map(|milestone| &milestone.id).collect();
            serves(&lesson.serves, &milestones)?;
            demand(!lesson.steps.is_empty(), "a lesson has no steps")?;
            unique(&mut lesson.steps.iter().map(|step| step.id.as_str()), "two steps share an id")?;
            demand(lesson.steps.iter().all(|step| is_step_long(step.minutes)), "a step has an impossible length")?;
        }
    }
    Ok(())
}

pub(super) fn challenge(challenge: &Challenge) -> Checked {
    demand(!challenge.milestones.is_empty(), "a challenge has no milestones")?;
    demand(!challenge.rubric.criteria.is_empty(), "a rubric has no criteria")?;
    unique(&mut challenge.milestones.iter().map(|milestone| milestone.id.as_str()), "two milestones share an id")?;
    unique(&mut challenge.lessons.iter().map(|lesson| lesson.id.as_str()), "two lessons share an id")?;
    unique(&mut challenge.protocols.iter().map(|protocol| protocol.id.as_str()), "two protocols share an id")?;
    unique(&mut challenge.measures.iter().map(|measure| measure.id.as_str()), "two measures share an id")?;
    unique(&mut challenge.rubric.criteria.iter().map(|criterion| criterion.id.as_str()), "two criteria share an id")?;
    unique(&mut challenge.try_outs.iter().map(|try_out| try_out.id.as_str()), "two try-outs share an id")?;
    let milestones: Vec<_> = challenge.milestones.iter().map(|milestone| &milestone.id).collect();
    for milestone in &challenge.milestones {
        demand(
            milestone.lessons.iter().all(|id| challenge.lesson(id).is_some()),
            "a milestone names a lesson that is not there",
        )?;
        if let EndsIn::Critique(point) = &milestone.ends_in {
            demand(challenge.protocol(&point.protocol).is_some(), "a critique names a protocol that is not there")?;
        }
    }
    for try_out in &challenge.try_outs {
        demand(milestones.contains(&&try_out.serves), "a try-out serves a milestone that is not there")?;
    }
    for lesson in &challenge.lessons {
        serves(&lesson.serves, &milestones)?;
        check_lesson(lesson)?;
    }
    blocks(&challenge.brief)?;
    challenge.protocols.iter().try_for_each(protocol)
}

pub(super) fn around(around: &Around) -> Checked {
    unique(&mut around.nuggets.iter().map(|nugget| nugget.id.as_str()), "two nuggets share an id")?;
    unique(&mut around.gatherings.iter().map(|gathering| gathering.id.as_str()), "two gatherings share an id")?;
    unique(&mut around.baseline.iter().map(|question| question.id.as_str()), "two statements share an id")?;
    unique(&mut around.charter.iter().map(|question| question.id.as_str()), "two questions share an id")?;
    for nugget in &around.nuggets {
        demand(nugget.lesson.id.as_str() == nugget.id.as_str(), "a nugget and its text have different ids")?;
        serves(&nugget.lesson.serves, &[])?;
        check_lesson(&nugget.lesson)?;
    }
    around.gatherings.iter().try_for_each(|gathering| steps(&gathering.steps))
}

/// The files say the same things about each other.
pub(super) fn whole(course: &Course, package: &Package) -> Checked {
    for (summary, challenge) in course.index.challenges.iter().zip(&course.challenges) {
        demand(summary.id == challenge.id, "a challenge is stored under another one's id")?;
        demand(
            summary.lessons.len() == challenge.lessons.len()
                && summary.lessons.iter().zip(&challenge.lessons).all(|(short, long)| short.id == long.id),
            "the index lists other lessons than the challenge has",
        )?;
    }
    let stored: BTreeSet<_> = package.files().map(|file| stored_name(file.path, file.hash)).collect();
    for figure in figures(&course.challenges, &course.around) {
        let figure = figure.file.hash.name(&figure.extension);
        demand(stored.contains(&figure), "a picture is not in the package")?;
    }
    Ok(())
}

/// Every picture of a course.
pub(crate) fn figures<'a>(challenges: &'a [Challenge], around: &'a Around) -> impl Iterator<Item = &'a Figure> {
    let nuggets = around.nuggets.iter().flat_map(|nugget| nugget.lesson.figures());
    let gatherings = around.gatherings.iter().flat_map(|gathering| &gathering.steps).flat_map(Step::figures);
    challenges.iter().flat_map(Challenge::figures).chain(nuggets).chain(gatherings)
}

fn serves(served: &[MilestoneId], milestones: &[&MilestoneId]) -> Checked {
    demand(served.iter().all(|id| milestones.contains(&id)), "a lesson serves a milestone that is not there")
}

fn check_lesson(lesson: &Lesson) -> Checked {
    unique(&mut lesson.resources.iter().map(|resource| resource.id.as_str()), "two resources share an id")?;
    steps(&lesson.steps)
}

fn steps(steps: &[Step]) -> Checked {
    demand(!steps.is_empty(), "a lesson has no steps")?;
    unique(&mut steps.iter().map(|step| step.id.as_str()), "two steps share an id")?;
    demand(steps.iter().all(|step| is_step_long(step.minutes)), "a step has an impossible length")?;
    steps.iter().try_for_each(|step| blocks(&step.blocks))
}

fn is_step_long(minutes: u16) -> bool {
    (1..=STEP_MINUTES_MAX).contains(&minutes)
}

fn protocol(protocol: &Protocol) -> Checked {
    demand(!protocol.steps.is_empty(), "a protocol has no steps")?;
    unique(&mut protocol.steps.iter().map(|step| step.id.as_str()), "two steps of a protocol share an id")?;
    protocol.steps.iter().try_for_each(|step| blocks(&step.guidance))
}

fn blocks(blocks: &[Block]) -> Checked {
    blocks.iter().try_for_each(|block| match block {
        Block::Figure(figure) => {
            demand(!figure.alt.trim().is_empty(), "a picture has no words in its place")?;
            demand(PICTURE_EXTENSIONS.contains(&figure.extension.as_str()), "a picture is of an unknown kind")
        }
        Block::Table(table) => {
            let as_wide = |row: &Vec<Line>| row.len() == table.header.len();
            demand(table.rows.iter().all(as_wide), "a table has rows of different widths")
        }
        Block::Paragraph(_) | Block::Heading(_) | Block::List(_) | Block::Quote(_) | Block::Example(_) => Ok(()),
    })
}
