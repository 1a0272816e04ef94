//! What good looks like, criterion by criterion.

use naptime_course::model::{Criterion, Rubric};
use naptime_view::prelude::*;

use crate::ui::{
    kit::{Icon, IconName},
    strings::words,
};

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
    let levels = levels.map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> });
    view! {
        <details class="disclosure">
            <summary>{criterion.title.clone()}<Icon name=IconName::Next /></summary>
            <div class="inside"><dl class="facts">{levels.collect_view()}</dl></div>
        </details>
    }
    .into_any()
}
