//! What good looks like, criterion by criterion.

use naptime_course::model::{Criterion, Rubric};
use naptime_domain::id::ChallengeId;
use naptime_view::prelude::*;

use crate::ui::{course::Course, kit::Fold, strings::words};

pub fn rubric(rubric: &Rubric) -> AnyView {
    let criteria: Vec<_> = rubric.criteria.iter().map(criterion).collect();
    view! { <div class="stack" data-gap="small">{criteria}</div> }.into_any()
}

/// The same of a challenge, folded away beside the work that is measured by it. Tracks.
pub fn folded(course: Course, challenge: &ChallengeId) -> Option<AnyView> {
    let id = challenge.as_str().parse().ok()?;
    let challenge = course.challenge(&id).here()?.clone();
    Some(view! { <Fold head=words().challenge.good.into_any()>{rubric(&challenge.rubric)}</Fold> }.into_any())
}

fn criterion(criterion: &Criterion) -> AnyView {
    let words = words().challenge;
    let levels = [
        (words.not_yet, criterion.not_yet.clone()),
        (words.nearly, criterion.nearly.clone()),
        (words.meets, criterion.meets.clone()),
    ];
    let lang = expect_context::<Course>().language();
    let head = view! { <span lang=lang.clone()>{criterion.title.clone()}</span> };
    let levels = levels.map(|(name, text)| view! { <div><dt>{name}</dt><dd lang=lang.clone()>{text}</dd></div> });
    view! {
        <Fold head><dl class="facts">{levels.collect_view()}</dl></Fold>
    }
    .into_any()
}
