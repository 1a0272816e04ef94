//! Earlier rounds: what she wrote before she began the challenge again, to read and to copy.

use naptime_domain::id::ChallengeId;
use naptime_replica::view::{Topic, WorkView};
use naptime_view::prelude::*;

use super::Shown;
use crate::ui::{
    blocks::HeadingLevel,
    dispatch::Dispatch,
    kit::{Copying, Fold},
    screen::work::line_label,
    strings::words,
    written::reading,
};

/// Nothing before she has begun again.
pub fn rounds(shown: Shown) -> Option<AnyView> {
    let (id, words) = (shown.id()?, words().challenge);
    let count = shown.progress.with_untracked(|progress| progress.as_ref().map(|progress| progress.generation))?;
    // The last one first: it is the one she looks for.
    let rounds: Vec<_> = (0..count).rev().map(|number| view! { <Round shown id=id.clone() number /> }).collect();
    let section = view! {
        <Fold id=["rounds-", id.as_str()].concat() head=view! { <h2>{words.rounds}</h2> }>
            <p class="muted">{words.rounds_lead}</p>
            {rounds}
        </Fold>
    };
    (count > 0).then(|| section.into_any())
}

#[component]
fn Round(shown: Shown, id: ChallengeId, number: u32) -> impl IntoView {
    expect_context::<Dispatch>().watch(shown.store, Topic::Round(id.clone(), number));
    let work = Memo::new(move |_| shown.store.round(&id, number).here());
    view! {
        <section class="stack" data-gap="small">
            <h3>{words().challenge.round(number + 1)}</h3>
            {move || work.get().map(text)}
        </section>
    }
}

fn text(work: WorkView) -> AnyView {
    let words = words().challenge;
    let line = |line, text: &String| view! { <div><dt>{line_label(line)}</dt><dd>{text.clone()}</dd></div> };
    let brief: Vec<_> =
        work.brief.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(name, text)| line(*name, text)).collect();
    let brief = (!brief.is_empty()).then(|| view! { <dl class="facts">{brief}</dl> });
    let copying = Copying::of(work.draft.clone());
    let draft = match work.draft.trim().is_empty() {
        true => view! { <p class="muted">{words.round_empty}</p> }.into_any(),
        false => view! {
            {reading(&work.draft, HeadingLevel::Third)}
            {copying.button(words.copy_round)}
            {copying.by_hand()}
        }
        .into_any(),
    };
    view! { {brief}{draft} }.into_any()
}
