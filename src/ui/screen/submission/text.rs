//! The frozen text with marks where notes point, and words that can be marked for a new one.

use naptime::platform::page::{self, Selected};
use naptime_domain::{
    id::SubmissionId,
    submission::{Anchor, Found},
    text::utf16,
};
use naptime_replica::view::NoteView;
use naptime_view::{html::Div, prelude::*};

use super::note::html_id;
use crate::ui::strings::words;

#[component]
pub fn AnchoredText(
    id: SubmissionId,
    text: String,
    notes: Memo<Vec<NoteView>>,
    drafts: Memo<Vec<NoteView>>,
    chosen: RwSignal<Option<Anchor>>,
) -> impl IntoView {
    let (element, stored) = (NodeRef::<Div>::new(), StoredValue::new(text));
    let on_selection = move || {
        let Some(element) = element.get_untracked() else { return };
        match page::selected_in(&element) {
            Selected::Words(from, to) => {
                chosen.set(stored.with_value(|text| Anchor::new(id, text, from..to)));
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
    let pieces = move || stored.with_value(|text| pieces(text, &notes.read(), &drafts.read()));
    view! { <div class="submission-text" node_ref=element>{move || pieces().into_iter().map(show).collect_view()}</div> }
}

/// A run of the text: under marks or not, and the notes that end here.
#[derive(Debug, PartialEq, Eq)]
struct Piece {
    words: String,
    is_marked: bool,
    notes_ending: Vec<(u32, String)>,
}

/// A note's place in the text; its number and element if it is shared.
struct Mark {
    from: u32,
    to: u32,
    note: Option<(u32, String)>,
}

fn marks(text: &str, notes: &[NoteView], drafts: &[NoteView]) -> Vec<Mark> {
    let place = |note: &NoteView| match note.anchor.as_ref()?.resolve(text) {
        Found::InPlace(range) | Found::Moved(range) => Some(range),
        Found::Gone => None,
    };
    let shared = notes.iter().zip(1..).filter(|(note, _)| !note.is_withdrawn).filter_map(|(note, number)| {
        let range = place(note)?;
        Some(Mark { from: range.start, to: range.end, note: Some((number, html_id(note.id))) })
    });
    let private = drafts.iter().filter_map(|note| {
        let range = place(note)?;
        Some(Mark { from: range.start, to: range.end, note: None })
    });
    shared.chain(private).collect()
}

fn pieces(text: &str, notes: &[NoteView], drafts: &[NoteView]) -> Vec<Piece> {
    let marks = marks(text, notes, drafts);
    let mut cuts = vec![0];
    let ends = [utf16::len(text)];
    for cut in marks.iter().flat_map(|mark| [mark.from, mark.to]).chain(ends) {
        let at = cuts.partition_point(|other| *other < cut);
        if cuts.get(at) != Some(&cut) {
            cuts.insert(at, cut);
        }
    }
    let piece = |(from, to): (&u32, &u32)| Piece {
        words: utf16::slice(text, *from..*to).unwrap_or_default().to_owned(),
        is_marked: marks.iter().any(|mark| mark.from <= *from && *to <= mark.to),
        notes_ending: marks.iter().filter(|mark| mark.to == *to).filter_map(|mark| mark.note.clone()).collect(),
    };
    cuts.iter().zip(cuts.iter().skip(1)).map(piece).collect()
}

fn show(piece: Piece) -> impl IntoView {
    let words = match piece.is_marked {
        true => view! { <mark>{piece.words}</mark> }.into_any(),
        false => piece.words.into_any(),
    };
    let links = piece.notes_ending.into_iter().map(link).collect_view();
    (words, links)
}

/// Not part of the text: `data-apart` keeps it out of what is counted when words are marked.
fn link((number, note): (u32, String)) -> impl IntoView {
    let href = ["#", &note].concat();
    let label = words().critique.anchor(number);
    view! { <sup data-apart="">" "<a href=href aria-label=label>{number.to_string()}</a></sup> }
}
