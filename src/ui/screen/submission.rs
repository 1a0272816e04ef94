//! One submission with its critique: the frozen text, the notes beside it, the critics' common words.

mod answer;
mod note;
mod synthesis;
mod take_back;
mod text;

use naptime_domain::{id::SubmissionId, submission::Anchor};
use naptime_replica::{
    command::Command,
    view::{NoteView, SubmissionView, Topic},
};
use naptime_view::prelude::*;

use self::{
    note::{AddNote, my_note, shared_note},
    synthesis::synthesis,
    take_back::take_back,
    text::AnchoredText,
};
use super::rubric::rubric;
use crate::ui::{
    course::Course,
    dispatch::{Attempt, Dispatch},
    kit::{Action, Button, ButtonKind, ErrorText, Icon, IconName, LinkButton, Notice, Screen},
    route::Route,
    store::{Known, Store},
    strings::words,
};

pub fn submission(id: SubmissionId) -> impl IntoView {
    let (store, dispatch) = (expect_context::<Store>(), expect_context::<Dispatch>());
    dispatch.watch(store, Topic::Submission(id));
    let known = Memo::new(move |_| store.submission(&id));
    // The frozen part is built once; what changes has signals of its own, so that no box loses what is typed.
    let frozen = Memo::new(move |_| known.get().here().map(|view| Frozen::of(&view)));
    move || match frozen.get() {
        Some(frozen) => view! { <Critique frozen known /> }.into_any(),
        None => not_here(known),
    }
}

/// What does not change while one looks at a submission, unless its author takes it back.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Frozen {
    id: SubmissionId,
    title: String,
    author: String,
    challenge: String,
    focus: String,
    text: String,
    is_mine: bool,
    is_taken_back: bool,
}

impl Frozen {
    fn of(view: &SubmissionView) -> Self {
        let summary = &view.summary;
        let author = summary.author_name.clone().unwrap_or_else(|| words().note.someone.to_owned());
        Self {
            id: summary.id,
            title: summary.title.clone(),
            author,
            challenge: summary.challenge.to_string(),
            focus: view.focus.clone(),
            text: view.text.clone(),
            is_mine: view.is_mine,
            is_taken_back: summary.is_taken_back,
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
    let notes = Memo::new(move |_| known.get().here().map(|view| view.notes).unwrap_or_default());
    let drafts = Memo::new(move |_| known.get().here().map(|view| view.my_drafts).unwrap_or_default());
    let (chosen, is_adding) = (RwSignal::new(None::<Anchor>), RwSignal::new(false));
    let byline = match frozen.is_mine {
        true => words.draft_of_mine.to_owned(),
        false => words.by(&frozen.author),
    };
    let focus = (!frozen.focus.trim().is_empty()).then(|| {
        view! {
            <section class="card" data-tone="accent">
                <h2>{words.question}</h2>
                <p class="plain-text">{frozen.focus.clone()}</p>
            </section>
        }
    });
    let Frozen { id, is_mine, is_taken_back, .. } = frozen;
    let is_shown = is_mine || !is_taken_back;
    // Notes she had begun stay in sight.
    let has_notes = is_shown || drafts.with_untracked(|drafts| !drafts.is_empty());
    let add = (!is_mine && is_shown).then(|| Callback::new(move |()| is_adding.set(true)));
    view! {
        <Screen title=frozen.title.clone()>
            <p class="muted under-title">{byline}</p>
            {(!is_shown).then(|| view! { <Notice text=words.taken_back /> })}
            {(is_mine && is_taken_back).then(|| take_back(id, is_taken_back))}
            {focus}
            <div class="side-by-side">
                {is_shown.then(|| {
                    view! {
                        <section class="stack" data-gap="small">
                            <h2>{words.text}</h2>
                            <AnchoredText id text=frozen.text.clone() notes drafts chosen add />
                            {good(&frozen.challenge)}
                        </section>
                    }
                })}
                <div class="stack" data-gap="large">
                    {(!is_mine && has_notes).then(|| my_notes(id, drafts, add))}
                    {shared_notes(id, notes, frozen.text.clone(), is_mine)}
                    {synthesis(id, is_mine, known)}
                </div>
            </div>
            {(is_mine && !is_taken_back).then(|| take_back(id, is_taken_back))}
            {is_shown.then(|| view! { <CritiqueAction id is_mine drafts chosen is_adding /> })}
            {add.map(|_| view! { <AddNote id chosen is_open=is_adding /> })}
        </Screen>
    }
}

/// The criteria, at hand while one looks.
fn good(challenge: &str) -> impl Fn() -> Option<AnyView> + Send + use<> {
    let (course, challenge) = (expect_context::<Course>(), challenge.parse().ok());
    move || {
        let challenge = course.challenge(challenge.as_ref()?).here()?.clone();
        let section = view! {
            <details class="disclosure">
                <summary>{words().critique.what_good}<Icon name=IconName::Next /></summary>
                <div class="inside">{rubric(&challenge.rubric)}</div>
            </details>
        };
        Some(section.into_any())
    }
}

fn my_notes(id: SubmissionId, drafts: Memo<Vec<NoteView>>, add: Option<Callback<()>>) -> AnyView {
    let words = words().critique;
    let has_drafts = Memo::new(move |_| !drafts.read().is_empty());
    let hint = move || if drafts.read().is_empty() { words.my_notes_none } else { words.my_notes_hint };
    view! {
        <section class="stack" data-gap="small" id="my-notes">
            <h2>{words.my_notes}</h2>
            <p class="muted">{hint}</p>
            <For each=move || drafts.get() key=|note| note.id let:note>
                {my_note(id, &note)}
            </For>
            {move || {
                add.filter(|_| has_drafts.get())
                    .map(|add| view! { <Button label=words.add_note.to_owned() on_press=add /> })
            }}
        </section>
    }
    .into_any()
}

fn shared_notes(id: SubmissionId, notes: Memo<Vec<NoteView>>, text: String, is_mine: bool) -> AnyView {
    let words = words().critique;
    let has_none = move || notes.read().is_empty();
    // Each keeps its elements while others come in: an answer may be half written.
    let numbered = move || (1..).zip(notes.get()).collect::<Vec<(u32, NoteView)>>();
    let key = |(number, note): &(u32, NoteView)| (*number, note.id, note.is_withdrawn, note.answers.clone());
    view! {
        <section class="stack" data-gap="small">
            <h2>{words.notes}</h2>
            {move || has_none().then(|| view! { <p class="muted">{words.notes_none}</p> })}
            <For each=numbered key=key let:numbered>
                {shared_note(id, &numbered.1, numbered.0, &text, is_mine)}
            </For>
        </section>
    }
    .into_any()
}

/// Writing a note comes first; once there are some, sharing them does.
#[component]
fn CritiqueAction(
    id: SubmissionId,
    is_mine: bool,
    drafts: Memo<Vec<NoteView>>,
    chosen: RwSignal<Option<Anchor>>,
    is_adding: RwSignal<bool>,
) -> impl IntoView {
    let (words, attempt) = (words().critique, Attempt::new());
    if is_mine {
        return view! {
            <Action>
                <LinkButton kind=ButtonKind::Primary href=Route::Work.path() label=words.go_to_work />
            </Action>
        }
        .into_any();
    }
    // A note without words stays private; the replica knows what was typed a moment ago, the views do not yet.
    let share = Callback::new(move |()| attempt.run(Command::ShareNotes { submission: id }, |_| {}));
    let add_label = Signal::derive(move || {
        let label = if chosen.read().is_some() { words.add_note_on_words } else { words.add_note };
        label.to_owned()
    });
    let has_drafts = Memo::new(move |_| !drafts.read().is_empty());
    let add = Callback::new(move |()| is_adding.set(true));
    view! {
        <Action>
            <ErrorText text=Signal::derive(move || attempt.words()) />
            {move || match has_drafts.get() && chosen.read().is_none() {
                true => {
                    view! {
                        <Button
                            kind=ButtonKind::Primary
                            label=words.share_notes.to_owned()
                            on_press=share
                            is_busy=attempt.is_running()
                        />
                    }
                }
                false => view! { <Button kind=ButtonKind::Primary label=add_label on_press=add /> },
            }}
        </Action>
    }
    .into_any()
}
