//! The frozen text with marks where notes point, and words that can be marked for a new one.

use std::ops::Range;

use naptime::platform::page::{self, Selected};
use naptime_course::written;
use naptime_domain::{
    id::SubmissionId,
    submission::{Anchor, Found},
};
use naptime_replica::view::NoteView;
use naptime_view::{html::Div, prelude::*};

use super::note::html_id;
use crate::ui::{blocks::HeadingLevel, strings::words, written::marked};

#[component]
pub fn AnchoredText(
    id: SubmissionId,
    text: String,
    notes: Memo<Vec<NoteView>>,
    drafts: Memo<Vec<NoteView>>,
    chosen: RwSignal<Option<Anchor>>,
    /// Opens the sheet for a note, where she may write some.
    add: Option<Callback<()>>,
) -> impl IntoView {
    let element = NodeRef::<Div>::new();
    let (written, stored) = (StoredValue::new(written::read(&text)), StoredValue::new(text));
    let on_selection = move || {
        let Some(element) = element.get_untracked() else { return };
        match page::selected_in(&element) {
            Selected::Words(from, to) => {
                let place = written.with_value(|written| written.source_of(from..to));
                chosen.set(place.and_then(|place| stored.with_value(|text| Anchor::new(id, text, place))));
            }
            Selected::Nothing => chosen.set(None),
            // A tap on the button that uses the words takes the selection with it; the words stay chosen.
            Selected::Elsewhere => {}
        }
    };
    let listener = StoredValue::new_local(page::on_selection(on_selection));
    on_cleanup(move || {
        listener.try_set_value(None);
    });
    let shown = move || {
        let marks = stored.with_value(|text| marks(text, &notes.read(), &drafts.read()));
        let places: Vec<Range<u32>> = marks.iter().map(|mark| mark.place.clone()).collect();
        let after = |number: usize| marks.get(number).and_then(|mark| mark.note.clone()).map(link).into_any();
        let beside = |place: Range<u32>| {
            let anchor = stored.with_value(|text| Anchor::new(id, text, place))?;
            add.map(|add| note_here(anchor, chosen, add))
        };
        written.with_value(|written| marked(written, HeadingLevel::Third, &places, &after, &beside))
    };
    view! { <div class="submission-text" node_ref=element>{shown}</div> }
}

/// Marks a line's words for who has no finger or mouse to mark them with: in sight once it has the focus. Like a mark's
/// link it is not part of the text.
fn note_here(anchor: Anchor, chosen: RwSignal<Option<Anchor>>, add: Callback<()>) -> AnyView {
    let press = move |_| {
        chosen.set(Some(anchor.clone()));
        add.run(());
    };
    view! {
        <button class="note-here" type="button" data-apart="" on:click=press>{words().critique.note_here}</button>
    }
    .into_any()
}

/// A note's place in the text; its number and element if it is shared.
struct Mark {
    place: Range<u32>,
    note: Option<(u32, String)>,
}

fn marks(text: &str, notes: &[NoteView], drafts: &[NoteView]) -> Vec<Mark> {
    let place = |note: &NoteView| match note.anchor.as_ref()?.resolve(text) {
        Found::InPlace(range) | Found::Moved(range) => Some(range),
        Found::Gone => None,
    };
    let shared = notes
        .iter()
        .zip(1..)
        .filter(|(note, _)| !note.is_withdrawn)
        .filter_map(|(note, number)| Some(Mark { place: place(note)?, note: Some((number, html_id(note.id))) }));
    let private = drafts.iter().filter_map(|note| Some(Mark { place: place(note)?, note: None }));
    shared.chain(private).collect()
}

/// Not part of the text: `data-apart` keeps it out of what is counted when words are marked.
fn link((number, note): (u32, String)) -> impl IntoView {
    let href = ["#", &note].concat();
    let label = words().critique.anchor(number);
    view! { <sup data-apart="">" "<a href=href aria-label=label>{number.to_string()}</a></sup> }
}
