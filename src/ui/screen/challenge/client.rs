//! The client: who it is, whether they agreed and when, and what they want. For her own eyes, or her group's; folded once
//! they agreed.

use naptime::platform::page;
use naptime_domain::{
    command::{Deed, Whose},
    view::ClientSaid,
};
use naptime_replica::{
    command::{Command, TextTarget},
    view::Topic,
};
use naptime_view::prelude::*;

use super::Shown;
use crate::ui::{
    dispatch::{Attempt, Dispatch},
    kit::{Button, ButtonKind, ErrorText, Fold, LinkButton},
    route::{Route, WorkPlace},
    screen::work::{self, already::already},
    strings::words,
    text_box::{BoxSize, TextBox},
};

pub fn client(shown: Shown) -> Option<AnyView> {
    let (words, work) = (words().challenge, shown.work()?);
    let lead = if work.whose == Whose::Hers { words.client_lead } else { words.client_lead_ours };
    let (challenge, watched) = (work.challenge.clone(), work.clone());
    expect_context::<Dispatch>().watch(shown.store, Topic::Work(work.clone()));
    let known = Memo::new(move |_| shown.store.work(&watched));
    let who = TextTarget::WorkClient { work: work.clone() };
    let agreed = Memo::new(move |_| {
        shown.progress.with(|it| it.as_ref().filter(|it| it.client_agrees())?.client_said.last().copied())
    });
    let id = ["client-of-", challenge.as_str()].concat();
    let day = move || agreed.get().map(|said| words.agreed(&page::day(said.at)));
    let head = view! {
        <span class="row-words">
            <h2>{words.client}</h2>
            <small>{day}</small>
        </span>
    };
    let fold = view! {
        <Fold id is_open=agreed.with_untracked(Option::is_none) head>
            <p class="small muted">{lead}</p>
            <TextBox
                target=who.clone()
                label=words.client_who
                hint=words.client_who_hint
                size=BoxSize::Line
                is_a_place=true
            />
            {already(who, known, |work| (&work.client, work::who(work)))}
            <TextBox
                target=TextTarget::WorkWants { work }
                label=words.client_wants
                hint=words.client_wants_hint
                size=BoxSize::Line
                is_a_place=true
            />
            {consent(shown, agreed)}
            <LinkButton
                kind=ButtonKind::Quiet
                href=Route::OfWork(challenge, WorkPlace::Evidence).path()
                label=words.client_answers
            />
        </Fold>
    };
    Some(fold.into_any())
}

/// Their word and its day; each word is kept, and the last one counts.
fn consent(shown: Shown, agreed: Memo<Option<ClientSaid>>) -> AnyView {
    let (words, attempt) = (words().challenge, Attempt::new());
    let say = move |agrees| {
        if let Some(challenge) = shown.id() {
            attempt.run(Command::Record(Deed::ClientSaid { challenge, agrees }), |_| {});
        }
    };
    let button = move || match agreed.get() {
        Some(_) => view! {
            <Button kind=ButtonKind::Quiet label=words.took_back.to_owned() on_press=move |()| say(false) />
        }
        .into_any(),
        None => view! {
            <p class="small muted">{words.consent_hint}</p>
            <Button label=words.agrees.to_owned() on_press=move |()| say(true) is_busy=attempt.is_running() />
        }
        .into_any(),
    };
    view! {
        <div class="stack" data-gap="small">
            <h3>{words.consent}</h3>
            {button}
            <ErrorText text=Signal::derive(move || attempt.words()) />
        </div>
    }
    .into_any()
}
