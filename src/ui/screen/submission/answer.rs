//! What the author answers to a note. It is kept on this device until she sends it.

use naptime_domain::id::SubmissionId;
use naptime_replica::{command::Command, view::NoteView};
use naptime_view::{ev::SubmitEvent, prelude::*};

use crate::ui::{
    dispatch::Attempt,
    forms,
    kit::{Area, AreaKind, Button, ButtonKind},
    strings::words,
};

/// What she answered. Answers given apart on two of her devices are all shown.
pub fn answers(note: &NoteView, is_author: bool) -> Option<AnyView> {
    let words = words().note;
    let answers: Vec<_> =
        note.answers.iter().map(|answer| view! { <p class="plain-text">{answer.clone()}</p> }).collect();
    let name = if is_author { words.you_answer } else { words.author_answers };
    let block = view! {
        <div class="answer">
            <p class="small muted">{name}</p>
            {answers}
        </div>
    };
    (!note.answers.is_empty()).then(|| block.into_any())
}

/// A button, and once it was pressed a box.
#[component]
pub fn Answer(submission: SubmissionId, note: NoteView) -> impl IntoView {
    let (words, attempt, id) = (words().note, Attempt::new(), ["answer-", &note.id.to_string()].concat());
    let given = note.answers.join("\n\n");
    // What was sent a moment ago is still kept when the note is shown anew with it.
    let unsent = forms::find::<1>(&id).map(|[unsent]| unsent).filter(|unsent| unsent.trim() != given);
    let is_open = RwSignal::new(unsent.is_some());
    let (answer, missing) = (RwSignal::new(unsent.unwrap_or(given.clone())), RwSignal::new(None));
    let key = id.clone();
    Effect::new(move || {
        let answer = answer.get();
        match answer == given {
            true => forms::forget(&key),
            false => forms::keep(&key, &[answer]),
        }
    });
    let (sent, note_id) = (id.clone(), note.id);
    let submitted = Callback::new(move |event: SubmitEvent| {
        event.prevent_default();
        let (words, sent) = (answer.get_untracked().trim().to_owned(), sent.clone());
        missing.set(words.is_empty().then(|| crate::ui::strings::words().note.answer_missing.to_owned()));
        if !words.is_empty() {
            attempt.run(Command::AnswerNote { submission, note: note_id, words }, move |_| {
                forms::forget(&sent);
                is_open.try_set(false);
            });
        }
    });
    let label = if note.answers.is_empty() { words.answer } else { words.answer_again };
    move || match is_open.get() {
        false => view! {
            <div class="button-row">
                <Button kind=ButtonKind::Quiet label=label.to_owned() on_press=move |()| is_open.set(true) />
            </div>
        }
        .into_any(),
        true => view! {
            <form class="stack" data-gap="small" on:submit=move |event| submitted.run(event)>
                <Area
                    id=id.clone()
                    kind=AreaKind::Passage
                    label=words.answer_label
                    hint=words.answer_hint
                    value=answer
                    error=Signal::derive(move || missing.get().or_else(|| attempt.words()))
                />
                <Button label=words.send_answer.to_owned() is_busy=attempt.is_running() />
            </form>
        }
        .into_any(),
    }
}
