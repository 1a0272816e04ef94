//! Notes: a critic's own while she drafts them, and everyone's once they are shared.

use naptime::platform::{events::Listener, history, page};
use naptime_domain::{
    command::NoteKind,
    id::{NoteId, SubmissionId},
    submission::{Anchor, Found},
};
use naptime_replica::{
    command::{Command, Reply, TextTarget},
    view::NoteView,
};
use naptime_view::prelude::*;

use super::answer::{Answer, answers};
use crate::ui::{
    after_render,
    dispatch::Attempt,
    kit::{Button, ButtonKind, Choice, ChoiceGroup, ErrorText, Icon, IconName, Sheet},
    place,
    store::Store,
    strings::words,
    text_box::{BoxSize, TextBox},
    written::plain,
};

/// Until the browser has gone back from a sheet.
type Returning = StoredValue<Option<Listener>, LocalStorage>;

const KINDS: [NoteKind; 4] = [NoteKind::Warm, NoteKind::Cool, NoteKind::Question, NoteKind::Suggestion];

/// A note nobody else sees yet. While her notes are being shared it takes no letters: they would be in no note.
pub fn my_note(submission: SubmissionId, note: &NoteView, sharing: Attempt) -> AnyView {
    let (words, attempt, id) = (words().note, Attempt::new(), note.id);
    let look = look(note.kind);
    let discard = move |()| attempt.run(Command::DiscardNote { submission, note: id }, |_| {});
    view! {
        <article class="note" data-state="private">
            <header>
                {kind_label(note.kind)}
            </header>
            {note.anchor.as_ref().map(quote)}
            <TextBox
                target=TextTarget::DraftNote { submission, note: id }
                label=look.2
                size=BoxSize::Paragraph
                is_held=sharing.is_running()
            />
            <ErrorText text=Signal::derive(move || attempt.words()) />
            <div class="button-row">
                <Button kind=ButtonKind::Quiet label=words.discard.to_owned() on_press=discard />
            </div>
        </article>
    }
    .into_any()
}

/// A note its group sees; the author of the work can answer it.
pub fn shared_note(
    submission: SubmissionId,
    note: &NoteView,
    number: impl Fn() -> Option<u32> + Send + 'static,
    text: &str,
    is_author: bool,
) -> AnyView {
    let (words, critique) = (words().note, words().critique);
    if note.is_withdrawn {
        return view! {
            <article class="note" id=html_id(note.id)>
                <p class="muted">{words.withdrawn}</p>
                {answers(note, is_author)}
            </article>
        }
        .into_any();
    }
    let is_elsewhere = |anchor: &Anchor| !matches!(anchor.resolve(text), Found::InPlace(_));
    let moved = !text.is_empty() && note.anchor.as_ref().is_some_and(is_elsewhere);
    let mark = move || number().map(|number| [" · ", &critique.anchor(number)].concat());
    let mark = note.anchor.is_some().then_some(mark);
    let is_mine = is_mine(note);
    view! {
        <article class="note" id=html_id(note.id)>
            {about(note, mark)}
            {note.anchor.as_ref().map(quote)}
            {moved.then(|| view! { <p class="small muted">{words.on_other_version}</p> })}
            <p class="plain-text">{note.body.clone()}</p>
            {answers(note, is_author)}
            {is_mine.then(|| withdraw(submission, note.id))}
            {is_author.then(|| view! { <Answer submission note=note.clone() /> })}
        </article>
    }
    .into_any()
}

fn withdraw(submission: SubmissionId, note: NoteId) -> AnyView {
    let attempt = Attempt::new();
    let press = move |()| attempt.run(Command::WithdrawNote { submission, note }, |_| {});
    view! {
        <ErrorText text=Signal::derive(move || attempt.words()) />
        <div class="button-row">
            <Button kind=ButtonKind::Quiet label=words().note.withdraw.to_owned() on_press=press />
        </div>
    }
    .into_any()
}

/// The id of a note's element, which marks in the text lead to.
pub fn html_id(note: NoteId) -> String {
    ["shared-", &note.to_string()].concat()
}

fn is_mine(note: &NoteView) -> bool {
    expect_context::<Store>().profile_now().is_some_and(|profile| profile.person == note.critic)
}

/// Of what kind it is, whose, and when it was written; then its number, where the text has one.
pub fn about(note: &NoteView, number: impl IntoView + 'static) -> AnyView {
    let words = words().note;
    let critic = match is_mine(note) {
        true => words.you.to_owned(),
        false => note.critic_name.clone().unwrap_or_else(|| words.someone.to_owned()),
    };
    view! {
        <header>
            {kind_label(note.kind)}
            <span>{critic}" · "{page::day(note.at)}{number}</span>
        </header>
    }
    .into_any()
}

pub fn quote(anchor: &Anchor) -> impl IntoView + use<> {
    view! { <blockquote class="quote">{plain(&anchor.quote)}</blockquote> }
}

fn kind_label(kind: NoteKind) -> impl IntoView {
    let (icon, name, _) = look(kind);
    view! { <span class="note-kind"><Icon name=icon />{name}</span> }
}

/// Icon, name, and what such a note says.
fn look(kind: NoteKind) -> (IconName, &'static str, &'static str) {
    let words = words().note;
    match kind {
        NoteKind::Warm => (IconName::Warm, words.warm, words.warm_stem),
        NoteKind::Cool => (IconName::Cool, words.cool, words.cool_stem),
        NoteKind::Question => (IconName::Question, words.question, words.question_stem),
        NoteKind::Suggestion => (IconName::Suggestion, words.suggestion, words.suggestion_stem),
    }
}

/// The sheet that asks which kind of note it is.
#[component]
pub fn AddNote(id: SubmissionId, chosen: RwSignal<Option<Anchor>>, is_open: RwSignal<bool>) -> impl IntoView {
    let returning = StoredValue::new_local(None);
    Effect::new(move |was_open: Option<bool>| {
        // Lines that were chosen by their button are let go with the sheet; words that are marked stay marked.
        if was_open == Some(true) && !is_open.get() && page::selects_nothing() {
            chosen.set(None);
        }
        is_open.get()
    });
    view! {
        <Sheet id="add-note" title=words().critique.add_note is_open>
            <AddNoteForm id chosen is_open returning />
        </Sheet>
    }
}

#[component]
fn AddNoteForm(
    id: SubmissionId,
    chosen: RwSignal<Option<Anchor>>,
    is_open: RwSignal<bool>,
    returning: Returning,
) -> impl IntoView {
    let (words, attempt, kind) = (words().note, Attempt::new(), RwSignal::new("0".to_owned()));
    let choices = KINDS
        .into_iter()
        .zip(["0", "1", "2", "3"])
        .map(|(kind, value)| Choice::new(value, look(kind).1, look(kind).2))
        .collect();
    let add = move |()| {
        let at: usize = kind.get_untracked().parse().unwrap_or_default();
        let kind = KINDS.get(at).copied().unwrap_or(NoteKind::Warm);
        let anchor = chosen.get_untracked();
        attempt.run(Command::AddNote { submission: id, kind, anchor }, move |reply| {
            chosen.set(None);
            page::select_nothing();
            is_open.set(false);
            if let Reply::Note(note) = reply {
                show(id, note, returning);
            }
        });
    };
    let about = move || match chosen.get() {
        Some(anchor) => view! { <p class="muted">{words.on_words}</p>{quote(&anchor)} }.into_any(),
        None => view! { <p class="muted">{words.choose_words}</p> }.into_any(),
    };
    view! {
        <div class="stack">
            {about}
            <ChoiceGroup name="kind" legend=words.kind choices chosen=kind />
            <ErrorText text=Signal::derive(move || attempt.words()) />
            <Button kind=ButtonKind::Primary label=words.add.to_owned() on_press=add is_busy=attempt.is_running() />
        </div>
    }
}

/// Brings a new note's box to her, once the browser has gone back from the sheet's own entry: with that it goes to where the
/// page was.
fn show(submission: SubmissionId, note: NoteId, returning: Returning) {
    let selector = ["#", &place::key(&TextTarget::DraftNote { submission, note })].concat();
    let returned = history::on_moved(move || {
        let selector = selector.clone();
        after_render(move || {
            page::scroll_to(Some(&selector));
            page::give_focus(&selector);
            returning.try_set_value(None);
        });
    });
    returning.try_set_value(returned);
}
