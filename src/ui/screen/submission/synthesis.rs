//! What the critics have in common, written together.

use naptime_domain::id::SubmissionId;
use naptime_replica::{command::TextTarget, view::SubmissionView};
use naptime_view::prelude::*;

use crate::ui::{
    screen::work::writers,
    store::Known,
    strings::words,
    text_box::{BoxSize, TextBox},
};

/// Critics write; everyone reads.
pub fn synthesis(id: SubmissionId, is_mine: bool, known: Memo<Known<SubmissionView>>) -> AnyView {
    let words = words().critique;
    let is_critic = Memo::new(move |_| known.get().here().is_some_and(|view| view.summary.critiqued_by_me));
    let body = move || match is_critic.get() && !is_mine {
        true => view! {
            <TextBox
                target=TextTarget::Synthesis { submission: id }
                label=words.synthesis_label
                hint=words.synthesis_lead
                size=BoxSize::Paragraph
            />
        }
        .into_any(),
        false => (move || read(known)).into_any(),
    };
    let is_shared = Memo::new(move |_| known.get().here().is_some_and(|view| has_more_than_one(&view)));
    (move || {
        is_shared.get().then(|| {
            view! {
                <section class="stack" data-gap="small">
                    <h2>{words.synthesis}</h2>
                    {body}
                    {move || written_by(known)}
                </section>
            }
        })
    })
    .into_any()
}

/// One critic alone has nothing in common with anybody; what was written stays in sight.
fn has_more_than_one(view: &SubmissionView) -> bool {
    view.summary.critics > 1 || !view.synthesis.trim().is_empty()
}

fn read(known: Memo<Known<SubmissionView>>) -> AnyView {
    match known.get().here().map(|view| view.synthesis).filter(|text| !text.trim().is_empty()) {
        Some(text) => view! { <p class="plain-text">{text}</p> }.into_any(),
        None => view! { <p class="muted">{words().critique.synthesis_none}</p> }.into_any(),
    }
}

fn written_by(known: Memo<Known<SubmissionView>>) -> Option<AnyView> {
    let line = writers::line(&known.get().here()?.synthesis_authors)?;
    Some(view! { <p class="small muted">{line}</p> }.into_any())
}
