//! What good looks like, criterion by criterion.

use naptime_course::model::{Criterion, Rubric};
use naptime_view::prelude::*;

use crate::ui::{course::Course, kit::Fold, strings::words};

pub fn rubric(rubric: &Rubric) -> AnyView {
    let criteria: Vec<_> = rubric.criteria.iter().map(criterion).collect();
    view! { <div class="stack" data-gap="small">{criteria}</div> }.into_any()
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
