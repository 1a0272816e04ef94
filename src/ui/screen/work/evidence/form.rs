//! The form for one thing that a work rests on. What is typed stays, also over a killed tab, until it is kept.

use naptime::evidence::{self, ANSWERS, Fields, Kind};
use naptime_domain::{
    command::Whose,
    evidence::{ClientAnswer, Evidence},
    id::EvidenceId,
};
use naptime_replica::command::WorkDeed;
use naptime_view::{ev::SubmitEvent, prelude::*};

use super::{super::here::Work, card::answer_name, names, other_words::in_other_words};
use crate::ui::{
    forms,
    kit::{Action, Area, AreaKind, Button, ButtonKind, Choice, ChoiceGroup, Field, FieldKind},
    route::{Router, WorkPlace},
    strings::words,
};

/// Something more.
pub fn new_evidence(work: Work, kind: Kind) -> AnyView {
    let form = move || view! { <Form work kind given=kind.empty() /> }.into_any();
    work.screen(names(kind).0.to_owned(), form)
}

/// Something that is there already.
pub fn one_evidence(work: Work, id: EvidenceId) -> AnyView {
    let found = Memo::new(move |_| {
        work.get(|work| work.evidence.iter().find(|entry| entry.id == id)?.what.shown().cloned()).flatten()
    });
    let title = move || found.with(|found| found.as_ref().map_or(words().evidence.title, name_of));
    let form = move || {
        let Some(what) = found.get_untracked() else {
            return view! { <p class="lead">{words().evidence.missing}</p> }.into_any();
        };
        match evidence::fields(&what) {
            Some((kind, given)) => view! { <Form work kind given edits=id /> }.into_any(),
            None => in_other_words(work, id, what),
        }
    };
    work.screen(Signal::derive(move || title().to_owned()), form)
}

/// What a thing is called.
fn name_of(what: &Evidence) -> &'static str {
    let words = words().evidence;
    match (evidence::fields(what), what) {
        (Some((kind, _)), _) => names(kind).0,
        (None, Evidence::Photo { .. }) => words.photo,
        (None, _) => words.file,
    }
}

#[component]
fn Form(
    work: Work,
    kind: Kind,
    /// What it says before she types.
    given: Fields,
    #[prop(optional)] edits: Option<EvidenceId>,
) -> impl IntoView {
    let (router, lacks) = (expect_context::<Router>(), RwSignal::new(None));
    let key = work.form(edits.map_or(WorkPlace::NewEvidence(kind), WorkPlace::OneEvidence));
    let fields = forms::find(&key).unwrap_or_else(|| given.clone()).map(RwSignal::new);
    let done_key = key.clone();
    Effect::new(move || {
        let typed = fields.map(|field| field.get());
        match typed == given {
            true => forms::forget(&key),
            false => forms::keep(&key, &typed),
        }
    });
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        let sent = fields.map(|field| field.get_untracked());
        let what = evidence::read(kind, &sent);
        lacks.set(what.is_none().then(|| missing(kind).to_owned()));
        let Some(what) = what else { return };
        let key = done_key.clone();
        let deed = match edits {
            Some(evidence) => WorkDeed::EditEvidence { evidence, what },
            None => WorkDeed::AddEvidence(what),
        };
        let list = work.route(WorkPlace::Evidence);
        work.run_through(deed, move |_| {
            forms::forget_sent(&key, &sent);
            // She may have gone on, or gone on writing.
            if fields.map(|field| field.try_get_untracked()) == sent.map(Some) {
                router.replace(list);
            }
        });
    };
    view! {
        <form class="form" on:submit=submitted>
            {boxes(work.whose(), kind, fields, lacks.into())}
            <Action>
                {work.error()}
                <Button
                    kind=ButtonKind::Primary
                    label=words().evidence.keep.to_owned()
                    is_busy=work.attempt.is_running()
                />
            </Action>
        </form>
    }
}

/// What stands in the way is always in the first field.
fn boxes(
    whose: Whose,
    kind: Kind,
    [first, second, third]: [RwSignal<String>; 3],
    lacks: Signal<Option<String>>,
) -> AnyView {
    let (words, none) = (words().evidence, Signal::derive(|| None::<String>));
    let remark = AreaKind::Remark;
    let passage = AreaKind::Passage;
    match kind {
        Kind::Link => view! {
            <Field id="first" kind=FieldKind::Link label=words.address hint=words.address_hint value=first error=lacks />
            <Area id="second" kind=remark label=words.about value=second error=none />
        }
        .into_any(),
        Kind::Number => view! {
            <Field id="first" kind=FieldKind::Number label=words.value value=first error=lacks />
            <Field id="second" label=words.unit hint=words.unit_hint value=second error=none />
            <Area id="third" kind=remark label=words.source hint=words.source_hint value=third error=none />
        }
        .into_any(),
        Kind::Quote => view! {
            <Area id="first" kind=passage label=words.words hint=words.words_hint value=first error=lacks />
            <Field id="second" label=words.said_by hint=words.said_by_hint value=second error=none />
            <ChoiceGroup name="third" legend=words.may_quote choices=consents(whose) chosen=third />
        }
        .into_any(),
        Kind::Reply => view! {
            <Area id="first" kind=passage label=words.recommendation value=first error=lacks />
            <ChoiceGroup name="second" legend=words.answer choices=answers() chosen=second />
            <Area id="third" kind=remark label=words.why hint=words.why_hint value=third error=none />
        }
        .into_any(),
    }
}

fn missing(kind: Kind) -> &'static str {
    let words = words().evidence;
    match kind {
        Kind::Link => words.address_missing,
        Kind::Number => words.value_missing,
        Kind::Quote => words.words_missing,
        Kind::Reply => words.recommendation_missing,
    }
}

/// Before it is kept: there is no taking it back from a group.
fn consents(whose: Whose) -> Vec<Choice> {
    let words = words().evidence;
    let hint = if whose == Whose::Hers { words.not_agreed_hint } else { words.not_agreed_hint_ours };
    vec![Choice::new(evidence::AGREED, words.agreed, ""), Choice::new("", words.not_agreed, hint)]
}

fn answers() -> Vec<Choice> {
    let hint = |answer| if answer == ClientAnswer::Taken { words().evidence.taken_hint } else { "" };
    ANSWERS.into_iter().map(|(answer, name)| Choice::new(name, answer_name(answer), hint(answer))).collect()
}
