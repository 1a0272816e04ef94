//! One thing that a work rests on, as it is read.

use naptime::{amount, evidence as form};
use naptime_domain::{
    command::Whose,
    evidence::{ClientAnswer, Evidence},
    id::EvidenceId,
    view::EvidenceView,
};
use naptime_replica::command::WorkDeed;
use naptime_view::prelude::*;

use super::{List, blob};
use crate::ui::{
    kit::{Button, ButtonKind, LinkButton},
    route::WorkPlace,
    strings::words,
};

/// On the list, with what can be done about it.
pub fn card(list: List, entry: &EvidenceView) -> AnyView {
    let (words, id) = (words().evidence, entry.id);
    if entry.what.is_disputed() {
        let values: Vec<AnyView> = entry.what.values.iter().map(|what| value(list, id, what)).collect();
        let disputed = if list.work.whose() == Whose::Hers { words.disputed } else { words.disputed_ours };
        return view! { <li class="card evidence"><p>{disputed}</p>{values}</li> }.into_any();
    }
    let href = list.work.route(WorkPlace::OneEvidence(id)).path();
    let put_away = move |()| list.put_away(id, true);
    let Said { shown, opens } = entry.what.shown().map(|what| said(list, what)).unwrap_or_default();
    view! {
        <li class="card evidence">
            {shown}
            <div class="button-row">
                {opens}
                <LinkButton kind=ButtonKind::Quiet href=href label=words.change />
                <Button kind=ButtonKind::Quiet label=words.put_away.to_owned() on_press=put_away />
            </div>
        </li>
    }
    .into_any()
}

/// Among what was put away.
pub fn away(list: List, entry: &EvidenceView) -> AnyView {
    let id = entry.id;
    let back = move |()| list.put_away(id, false);
    let Said { shown, opens } = entry.what.shown().map(|what| said(list, what)).unwrap_or_default();
    view! {
        <li class="stack" data-gap="small">
            {shown}
            <div class="button-row">
                {opens}
                <Button label=words().evidence.bring_back.to_owned() on_press=back />
            </div>
        </li>
    }
    .into_any()
}

/// What one of two devices says, and one tap to settle it.
fn value(list: List, evidence: EvidenceId, what: &Evidence) -> AnyView {
    let (Said { shown, opens }, what) = (said(list, what), what.clone());
    let choose = move |()| list.work.run_beside(WorkDeed::EditEvidence { evidence, what: what.clone() }, |_| {});
    view! {
        <div class="stack" data-gap="small">
            {shown}
            <div class="button-row">
                {opens}
                <Button label=words().evidence.choose.to_owned() on_press=choose />
            </div>
        </div>
    }
    .into_any()
}

/// What one thing says, and the button that opens it if there is more to it than can be read here.
#[derive(Default)]
pub struct Said {
    pub shown: Option<AnyView>,
    pub opens: Option<AnyView>,
}

fn said(list: List, what: &Evidence) -> Said {
    let shown = match what {
        Evidence::Link { url, about } => link(url, about),
        Evidence::Quote { words, said_by, has_consent } => quote(list.work.whose(), words, said_by, *has_consent),
        Evidence::Number { value, unit, source } => {
            let number = [&amount::text(*value), " ", unit].concat();
            view! { <p class="figure">{number}</p>{aside(source)} }.into_any()
        }
        Evidence::Reply { recommendation, answer, why } => reply(recommendation, *answer, why),
        Evidence::Photo { blob, alt } => return blob::photo(list.work, blob, alt),
        Evidence::File { blob, about } => return blob::file(list.work, blob, about),
    };
    Said { shown: Some(shown), opens: None }
}

/// Whoever reads sees where it leads. What is no address, from another app, leads nowhere.
fn link(url: &str, about: &str) -> AnyView {
    let shown = if about.is_empty() { url } else { about }.to_owned();
    let link = match form::address(url) {
        Some(to) => view! { <a href=to.to_string() target="_blank" rel="noreferrer">{shown}</a> }.into_any(),
        None => shown.into_any(),
    };
    let address = (!about.is_empty()).then(|| view! { <p class="small muted">{url.to_owned()}</p> });
    view! { <p>{link}</p>{address} }.into_any()
}

fn quote(whose: Whose, words: &str, said_by: &str, has_consent: bool) -> AnyView {
    let labels = crate::ui::strings::words().evidence;
    let consent = match (has_consent, whose) {
        (true, _) => labels.has_consent,
        (false, Whose::Hers) => labels.no_consent,
        (false, Whose::Ours(_)) => labels.no_consent_ours,
    };
    view! {
        <blockquote class="quote">{words.to_owned()}</blockquote>
        {(!said_by.is_empty()).then(|| view! { <p>{["— ", said_by].concat()}</p> })}
        <p class="small muted">{consent}</p>
    }
    .into_any()
}

fn reply(recommendation: &str, answer: ClientAnswer, why: &str) -> AnyView {
    view! {
        <p class="plain-text">{recommendation.to_owned()}</p>
        <p><strong>{answer_name(answer)}</strong></p>
        {aside(why)}
    }
    .into_any()
}

/// What an answer is called.
pub fn answer_name(answer: ClientAnswer) -> &'static str {
    let words = words().evidence;
    match answer {
        ClientAnswer::Waiting => words.waiting,
        ClientAnswer::Taken => words.taken,
        ClientAnswer::Declined => words.declined,
    }
}

fn aside(text: &str) -> Option<AnyView> {
    let line = view! { <p class="small muted plain-text">{text.to_owned()}</p> };
    (!text.is_empty()).then(|| line.into_any())
}
