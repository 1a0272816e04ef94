//! What others said of the work as it was shared, beside the draft: read here, answered where it was said.

use naptime::platform::page;
use naptime_domain::{id::SubmissionId, time::Timestamp};
use naptime_replica::{
    command::WorkId,
    view::{NoteView, Topic, WorkView},
};
use naptime_view::prelude::*;

use super::fold_beside;
use crate::ui::{
    dispatch::Dispatch,
    kit::Fold,
    route::Route,
    screen::submission::note::{about, html_id, quote},
    store::{Known, Store},
    strings::words,
};

/// A copy of the work that others have seen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shared {
    id: SubmissionId,
    title: String,
    at: Timestamp,
}

/// Nothing until somebody has said something. What was shared again since leaves the last notes in reach until new ones come.
pub fn said(id: &WorkId, work: Memo<Known<WorkView>>) -> AnyView {
    let fold = fold_beside(id, "said", false);
    let shared = Memo::new(move |_| last_with_notes(&work.get().here()?));
    (move || shared.get().map(|shared| beside(shared, fold.clone()))).into_any()
}

fn last_with_notes(work: &WorkView) -> Option<Shared> {
    let last = work.submissions.iter().find(|shared| shared.critics > 0)?;
    Some(Shared { id: last.id, title: last.title.clone(), at: last.shared_at })
}

fn beside(shared: Shared, fold: String) -> AnyView {
    let (store, dispatch, words) = (expect_context::<Store>(), expect_context::<Dispatch>(), words().work);
    let Shared { id, title, at } = shared;
    dispatch.watch(store, Topic::Submission(id));
    let notes = Memo::new(move |_| {
        let mut notes = store.submission(&id).here()?.notes;
        notes.retain(|note| !note.is_withdrawn);
        Some(notes)
    });
    // It stands there before its notes do: they move nothing when they come.
    let is_shown = Memo::new(move |_| notes.with(|notes| notes.as_ref().is_none_or(|notes| !notes.is_empty())));
    let number = move || notes.with(|notes| Some(words.said_number(u32::try_from(notes.as_ref()?.len()).ok()?)));
    let of = StoredValue::new(words.said_of(&title, &page::day(at)));
    let inside = move || {
        let head = view! { <span>{words.said}" "<span class="beside">{number}</span></span> };
        view! {
            <Fold id=fold.clone() head>
                <p class="small muted">{of.get_value()}</p>
                <For each=move || notes.get().unwrap_or_default() key=NoteView::clone let:note>
                    {card(id, &note)}
                </For>
            </Fold>
        }
    };
    (move || is_shown.get().then(&inside)).into_any()
}

fn card(submission: SubmissionId, note: &NoteView) -> AnyView {
    let href = [&Route::Submission(submission).path(), "#", &html_id(note.id)].concat();
    view! {
        <article class="note">
            {about(note, ())}
            {note.anchor.as_ref().map(quote)}
            <p class="plain-text">{note.body.clone()}</p>
            <a href=href>{words().work.said_where}</a>
        </article>
    }
    .into_any()
}
