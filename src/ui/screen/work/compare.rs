//! Two versions of a draft as one text: what came in and what went, for eyes and ears, with the rest folded.

use naptime::comparison::{Part, fold};
use naptime_domain::text::{Fate, Paragraph, Run, compare};
use naptime_view::prelude::*;

use crate::ui::{kit::Fold, strings::words};

pub fn compared(title: String, old: &str, new: &str) -> AnyView {
    let words = words().versions;
    let parts: Vec<AnyView> = fold(compare(old, new)).iter().map(part).collect();
    let body = match parts.is_empty() {
        true => view! { <p>{words.same}</p> }.into_any(),
        false => view! {
            <p class="small muted">{words.signs}</p>
            <div class="comparison">{parts}</div>
        }
        .into_any(),
    };
    view! {
        <div class="stack" data-gap="small">
            <h2>{title}</h2>
            {body}
        </div>
    }
    .into_any()
}

fn part(part: &Part) -> AnyView {
    match part {
        Part::Shown(shown) => paragraph(shown),
        Part::Folded(folded) => {
            let number = u32::try_from(folded.len()).unwrap_or(u32::MAX);
            let paragraphs: Vec<AnyView> = folded.iter().map(paragraph).collect();
            view! { <Fold head=words().versions.unchanged(number).into_any()>{paragraphs}</Fold> }.into_any()
        }
    }
}

/// One that came or went as a whole says so once, in plain sight.
fn paragraph(paragraph: &Paragraph) -> AnyView {
    match paragraph.runs.as_slice() {
        [Run { fate, text }] if *fate != Fate::Kept => {
            let label = view! { <small>{label(*fate)}</small> };
            view! { <p>{label}{marked(*fate, text.trim_end().to_owned().into_any())}</p> }.into_any()
        }
        runs => {
            let runs: Vec<AnyView> = runs.iter().map(run).collect();
            view! { <p>{runs}</p> }.into_any()
        }
    }
}

fn run(run: &Run) -> AnyView {
    let text = run.text.trim_end_matches('\n').to_owned();
    match run.fate {
        Fate::Kept => text.into_any(),
        fate => {
            let said = view! { <span class="visually-hidden">{label(fate)}": "</span> };
            marked(fate, (said, text).into_any())
        }
    }
}

fn marked(fate: Fate, shown: AnyView) -> AnyView {
    match fate {
        Fate::Kept => shown,
        Fate::Added => view! { <ins>{shown}</ins> }.into_any(),
        Fate::Removed => view! { <del>{shown}</del> }.into_any(),
    }
}

fn label(fate: Fate) -> &'static str {
    let words = words().versions;
    match fate {
        Fate::Kept => "",
        Fate::Added => words.added,
        Fate::Removed => words.removed,
    }
}
