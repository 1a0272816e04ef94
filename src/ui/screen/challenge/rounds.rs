//! Earlier rounds: what she wrote before she began the challenge again, to read and to copy.

use naptime::platform::share;
use naptime_domain::id::ChallengeId;
use naptime_replica::view::{Topic, WorkView};
use naptime_view::{prelude::*, task::spawn_local};

use super::Shown;
use crate::ui::{
    blocks::HeadingLevel,
    dispatch::Dispatch,
    kit::{Button, Fold, Toast},
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
    let toast = expect_context::<Toast>();
    let draft = work.draft.clone();
    let copy = move |()| {
        let draft = draft.clone();
        spawn_local(async move {
            // A browser that forbids copying leaves the words on the screen, where they can be marked.
            if share::copy(&draft).await.is_ok() {
                toast.say(crate::ui::strings::words().app.copied);
            }
        });
    };
    let draft = match work.draft.trim().is_empty() {
        true => view! { <p class="muted">{words.round_empty}</p> }.into_any(),
        false => view! {
            {reading(&work.draft, HeadingLevel::Third)}
            <Button label=words.copy_round.to_owned() on_press=copy />
        }
        .into_any(),
    };
    view! { {brief}{draft} }.into_any()
}
