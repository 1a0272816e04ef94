//! One submission with its critique: the frozen text, the notes beside it, the critics' common words.

mod answer;
pub mod note;
mod others;
mod synthesis;
mod take_back;
mod text;

use naptime_domain::{
    id::{ChallengeId, SubmissionId},
    submission::Anchor,
};
use naptime_replica::{
    command::Command,
    view::{NoteView, SubmissionView, Topic},
};
use naptime_view::prelude::*;

use self::{
    note::{AddNote, my_note, shared_note},
    others::Others,
    synthesis::synthesis,
    take_back::take_back,
    text::AnchoredText,
};
use super::{rubric, work::current_challenge};
use crate::ui::{
    course::Course,
    dispatch::{Attempt, Dispatch},
    kit::{Action, Button, ButtonKind, ErrorText, LinkButton, Notice, Screen},
    route::Route,
    store::{Known, Store},
    strings::words,
};

pub fn submission(id: SubmissionId) -> impl IntoView {
    let (store, dispatch) = (expect_context::<Store>(), expect_context::<Dispatch>());
    dispatch.watch(store, Topic::Submission(id));
    let known = Memo::new(move |_| store.submission(&id));
    // The screen is built once; what changes has signals of its own, so that no box loses what is typed.
    let frozen = Memo::new(move |_| known.get().here().map(|view| Frozen::of(&view)));
    move || match frozen.get() {
        Some(frozen) => view! { <Critique frozen known /> }.into_any(),
        None => not_here(known),
    }
}

/// What never changes of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Frozen {
    id: SubmissionId,
    title: String,
    challenge: ChallengeId,
    focus: String,
    is_mine: bool,
}

impl Frozen {
    fn of(view: &SubmissionView) -> Self {
        let summary = &view.summary;
        Self {
            id: summary.id,
            title: summary.title.clone(),
            challenge: summary.challenge.clone(),
            focus: view.focus.clone(),
            is_mine: view.is_mine,
        }
    }
}

fn not_here(known: Memo<Known<SubmissionView>>) -> AnyView {
    let text =
        move || (known.get() == Known::Missing).then(|| view! { <p class="lead">{words().critique.missing}</p> });
    view! { <Screen title=words().critique.title.to_owned()>{text}</Screen> }.into_any()
}

#[component]
fn Critique(frozen: Frozen, known: Memo<Known<SubmissionView>>) -> impl IntoView {
    let words = words().critique;
    let Frozen { id, title, challenge, focus, is_mine } = frozen;
    let others = Others::new(id, known);
    let notes = Memo::new(move |_| others.notes());
    let drafts = Memo::new(move |_| known.get().here().map(|view| view.my_drafts).unwrap_or_default());
    let text = Memo::new(move |_| known.get().here().map(|view| view.text).unwrap_or_default());
    let is_taken_back = Memo::new(move |_| known.get().here().is_some_and(|view| view.summary.is_taken_back));
    let is_shown = Memo::new(move |_| is_mine || !is_taken_back.get());
    // Notes she had begun stay in sight.
    let has_notes = Memo::new(move |_| !is_mine && (is_shown.get() || !drafts.read().is_empty()));
    let (chosen, is_adding) = (RwSignal::new(None::<Anchor>), RwSignal::new(false));
    let sharing = Attempt::new();
    let add = (!is_mine).then(|| Callback::new(move |()| is_adding.set(true)));
    let take_back_if = move |at| (is_mine && is_taken_back.get() == at).then(|| take_back(id, at));
    let good = good(&challenge);
    let frozen_text = move || {
        is_shown.get().then(|| {
            view! {
                <section class="stack" data-gap="small">
                    <h2>{words.text}</h2>
                    <AnchoredText id text=text.get_untracked() notes drafts chosen add />
                    {good.clone()}
                </section>
            }
        })
    };
    view! {
        <Screen title=title>
            <p class="muted under-title">{move || byline(known)}</p>
            {move || (!is_shown.get()).then(|| view! { <Notice text=words.taken_back /> })}
            {move || take_back_if(true)}
            {question(&focus)}
            <div class="side-by-side">
                {frozen_text}
                <div class="stack" data-gap="large">
                    {move || has_notes.get().then(|| my_notes(id, drafts, is_shown, sharing, add))}
                    {shared_notes(id, notes, text, is_mine, others)}
                    {move || others.are_open().then(|| synthesis(id, is_mine, known))}
                </div>
            </div>
            {move || take_back_if(false)}
            {is_mine.then(|| go_on(challenge))}
            {move || {
                add.filter(|_| is_shown.get()).map(|_| view! { <CritiqueAction id drafts chosen is_adding sharing /> })
            }}
            {move || {
                add.filter(|_| is_shown.get()).map(|_| view! { <AddNote id chosen is_open=is_adding /> })
            }}
        </Screen>
    }
}

fn byline(known: Memo<Known<SubmissionView>>) -> Option<String> {
    let (view, words) = (known.get().here()?, words());
    let author = view.summary.author_name.as_deref().unwrap_or(words.note.someone);
    Some(if view.is_mine { words.critique.draft_of_mine.to_owned() } else { words.critique.by(author) })
}

/// What its author wants to know.
fn question(focus: &str) -> Option<AnyView> {
    let section = view! {
        <section class="card" data-tone="accent">
            <h2>{words().critique.question}</h2>
            <p class="plain-text">{focus.to_owned()}</p>
        </section>
    };
    (!focus.trim().is_empty()).then(|| section.into_any())
}

/// The criteria, at hand while one looks.
fn good(challenge: &ChallengeId) -> impl Fn() -> Option<AnyView> + Clone + Send + use<> {
    let (course, challenge) = (expect_context::<Course>(), challenge.clone());
    move || rubric::folded(course, &challenge)
}

fn my_notes(
    id: SubmissionId,
    drafts: Memo<Vec<NoteView>>,
    is_shown: Memo<bool>,
    sharing: Attempt,
    add: Option<Callback<()>>,
) -> AnyView {
    let words = words().critique;
    let has_drafts = Memo::new(move |_| !drafts.read().is_empty());
    let hint = move || if drafts.read().is_empty() { words.my_notes_none } else { words.my_notes_hint };
    view! {
        <section class="stack" data-gap="small" id="my-notes">
            <h2>{words.my_notes}</h2>
            <p class="muted">{hint}</p>
            <For each=move || drafts.get() key=|note| note.id let:note>
                {my_note(id, &note, sharing)}
            </For>
            {move || {
                add.filter(|_| has_drafts.get() && is_shown.get())
                    .map(|add| view! { <Button label=words.add_note.to_owned() on_press=add /> })
            }}
        </section>
    }
    .into_any()
}

fn shared_notes(
    id: SubmissionId,
    notes: Memo<Vec<NoteView>>,
    text: Memo<String>,
    is_mine: bool,
    others: Others,
) -> AnyView {
    let words = words().critique;
    let has_none = move || others.are_open() && notes.read().is_empty();
    // Each keeps its elements while others come in before it or behind: an answer may be half written.
    let key = |note: &NoteView| (note.id, note.is_withdrawn, note.answers.clone());
    let number_of = move |id| notes.read().iter().zip(1..).find(|(note, _)| note.id == id).map(|(_, number)| number);
    view! {
        <section class="stack" data-gap="small">
            <h2 id="notes">{words.notes}</h2>
            {others.waiting()}
            {move || has_none().then(|| view! { <p class="muted">{words.notes_none}</p> })}
            <For each=move || notes.get() key=key let:note>
                {shared_note(id, &note, move || number_of(note.id), &text.read_untracked(), is_mine)}
            </For>
        </section>
    }
    .into_any()
}

/// What was said is for the draft: the way there. Of work she is not at now, to what she did it for.
fn go_on(challenge: ChallengeId) -> AnyView {
    let (words, current) = (words().critique, current_challenge());
    let link = move || {
        let (route, label) = match current.get().as_ref() == Some(&challenge) {
            true => (Route::Work, words.go_on),
            false => (Route::OneChallenge(challenge.clone()), words.to_its_challenge),
        };
        view! { <LinkButton kind=ButtonKind::Primary href=route.path() label=label /> }
    };
    view! { <Action>{link}</Action> }.into_any()
}

/// Writing a note comes first; once there are some, sharing them does.
#[component]
fn CritiqueAction(
    id: SubmissionId,
    drafts: Memo<Vec<NoteView>>,
    chosen: RwSignal<Option<Anchor>>,
    is_adding: RwSignal<bool>,
    sharing: Attempt,
) -> impl IntoView {
    let words = words().critique;
    // A note without words stays private.
    let share = Callback::new(move |()| sharing.run(Command::ShareNotes { submission: id }, |_| {}));
    let add_label = Signal::derive(move || {
        let label = if chosen.read().is_some() { words.add_note_on_words } else { words.add_note };
        label.to_owned()
    });
    let has_drafts = Memo::new(move |_| !drafts.read().is_empty());
    let add = Callback::new(move |()| is_adding.set(true));
    view! {
        <Action>
            <ErrorText text=Signal::derive(move || sharing.words()) />
            {move || match has_drafts.get() && chosen.read().is_none() {
                true => {
                    view! {
                        <Button
                            kind=ButtonKind::Primary
                            label=words.share_notes.to_owned()
                            on_press=share
                            is_busy=sharing.is_running()
                        />
                    }
                }
                false => view! { <Button kind=ButtonKind::Primary label=add_label on_press=add /> },
            }}
        </Action>
    }
    .into_any()
}
