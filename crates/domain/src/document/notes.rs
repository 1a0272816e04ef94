//! One critic's notes on one submission, drafted or shared. Shared ones take only her changes.
//!
//! `notes: { <NoteId>: { kind: str, from: uint?, to: uint?, quote: str?, body: Text, state: str, at: time } }`;
//! `ratings: { <CriterionId>: uint }`
//!
//! A note is whole in the change that adds it; from then on only kind, state and body change.

use super::{
    Outcome, Refused, Unreadable,
    fields::{choice, container, earliest, object, put, room, scalars, strings, text},
};
use crate::{
    command::{NoteKind, NotesCommand},
    id::{CriterionId, NoteId, SubmissionId},
    limits::{LEVEL_MAX, NOTE_UTF16_MAX, NOTES_MAX, QUOTE_UTF16_MAX, RATINGS_MAX},
    order::gather,
    submission::Anchor,
    text::utf16,
    time::Timestamp,
    view::{NoteState, NoteView, NotesView},
};
use automerge::{AutoCommit, ObjId, ObjType, ReadDoc, ScalarValue, transaction::Transactable};

const UNKNOWN_NOTE: Unreadable = Unreadable::UnknownShape { what: "a note" };

struct NewNote<'a> {
    id: NoteId,
    kind: NoteKind,
    anchor: Option<&'a Anchor>,
    body: &'a str,
}

pub(super) fn run(
    doc: &mut AutoCommit,
    about: &SubmissionId,
    command: &NotesCommand,
    now: Timestamp,
) -> Result<Outcome, Refused> {
    match command {
        NotesCommand::Add { note, kind, anchor, body } => {
            add(doc, about, &NewNote { id: *note, kind: *kind, anchor: anchor.as_ref(), body }, now)
        }
        NotesCommand::SetKind { note, kind } => put_word(doc, *note, "kind", kind_word(*kind)),
        NotesCommand::Withdraw { note } => put_word(doc, *note, "state", "withdrawn"),
        NotesCommand::Restore { note } => put_word(doc, *note, "state", "open"),
        NotesCommand::MarkShared { note, shared_as } => put_word(doc, *note, "state", &format!("shared {shared_as}")),
        NotesCommand::Rate { criterion, level } => rate(doc, criterion, *level),
    }
}

pub(super) fn view(doc: &AutoCommit, about: &SubmissionId) -> Result<NotesView, Unreadable> {
    let (notes, ratings) = (container(doc, "notes")?, container(doc, "ratings")?);
    let mut shown = Vec::new();
    for key in doc.keys(&notes) {
        if let (Ok(id), Some(note)) = (key.parse(), object(doc, &notes, &key)?) {
            shown.push(view_note(doc, about, id, &note)?);
        }
    }
    let level = |value: ScalarValue| value.as_u64().and_then(|level| u8::try_from(level).ok());
    let rating =
        |key: String| Some((key.parse().ok()?, choice(scalars(doc, &ratings, &key).into_iter().filter_map(level))));
    Ok(NotesView { notes: shown, ratings: gather(doc.keys(&ratings).filter_map(rating)) })
}

fn view_note(doc: &AutoCommit, about: &SubmissionId, id: NoteId, note: &ObjId) -> Result<NoteView, Unreadable> {
    let kinds = strings(doc, note, "kind").values;
    let kinds: Option<Vec<NoteKind>> = kinds.iter().map(|word| kind_of(word)).collect();
    let body = object(doc, note, "body")?.ok_or(UNKNOWN_NOTE)?;
    Ok(NoteView {
        id,
        kind: kinds.and_then(|kinds| kinds.into_iter().min()).ok_or(UNKNOWN_NOTE)?,
        anchor: view_anchor(doc, about, note),
        body: text(doc, &body)?,
        state: view_state(doc, note)?,
        at: earliest(doc, note, "at").unwrap_or_default(),
    })
}

/// The most private of the states wins: what was taken back anywhere is taken back.
fn view_state(doc: &AutoCommit, note: &ObjId) -> Result<NoteState, Unreadable> {
    let mut state = NoteState::Open;
    for word in strings(doc, note, "state").values {
        match word.strip_prefix("shared ").map(str::parse) {
            Some(Ok(shared_as)) if state == NoteState::Open => state = NoteState::Shared { shared_as },
            Some(Ok(_)) => {}
            None if word == "withdrawn" => state = NoteState::Withdrawn,
            None if word == "open" => {}
            _ => return Err(UNKNOWN_NOTE),
        }
    }
    Ok(state)
}

fn view_anchor(doc: &AutoCommit, about: &SubmissionId, note: &ObjId) -> Option<Anchor> {
    let number = |key| scalars(doc, note, key).into_iter().find_map(|value| u32::try_from(value.as_u64()?).ok());
    let quote = strings(doc, note, "quote").values.into_iter().next()?;
    Some(Anchor { submission: *about, from: number("from")?, to: number("to")?, quote })
}

fn add(doc: &mut AutoCommit, about: &SubmissionId, new: &NewNote<'_>, now: Timestamp) -> Result<Outcome, Refused> {
    let (notes, key) = (container(doc, "notes")?, new.id.to_string());
    if object(doc, &notes, &key)?.is_some() {
        return Err(Refused::IdTaken);
    }
    room(doc, &notes, NOTES_MAX)?;
    if utf16::len(new.body) as usize > NOTE_UTF16_MAX {
        return Err(Refused::TextTooLong { utf16_max: NOTE_UTF16_MAX });
    }
    if new.anchor.is_some_and(|anchor| !is_sound(anchor, about)) {
        return Err(Refused::BadAnchor);
    }
    let note = make(doc, &notes, &key, ObjType::Map)?;
    put(doc, &note, "kind", kind_word(new.kind).into())?;
    put(doc, &note, "state", "open".into())?;
    put(doc, &note, "at", ScalarValue::Timestamp(now.0))?;
    if let Some(anchor) = new.anchor {
        put(doc, &note, "from", ScalarValue::Uint(anchor.from.into()))?;
        put(doc, &note, "to", ScalarValue::Uint(anchor.to.into()))?;
        put(doc, &note, "quote", anchor.quote.as_str().into())?;
    }
    let text = make(doc, &note, "body", ObjType::Text)?;
    doc.splice_text(&text, 0, 0, new.body).map_err(|_| Refused::Unreadable(UNKNOWN_NOTE))?;
    Ok(Outcome::Changed)
}

fn is_sound(anchor: &Anchor, about: &SubmissionId) -> bool {
    let quoted = utf16::len(&anchor.quote);
    anchor.submission == *about
        && anchor.from < anchor.to
        && quoted > 0
        && quoted as usize <= QUOTE_UTF16_MAX
        && quoted <= anchor.to - anchor.from
}

fn make(doc: &mut AutoCommit, parent: &ObjId, key: &str, kind: ObjType) -> Result<ObjId, Refused> {
    doc.put_object(parent, key, kind).map_err(|_| Refused::Unreadable(UNKNOWN_NOTE))
}

fn put_word(doc: &mut AutoCommit, note: NoteId, key: &str, word: &str) -> Result<Outcome, Refused> {
    let note = object(doc, &container(doc, "notes")?, &note.to_string())?.ok_or(Refused::UnknownNote)?;
    super::learner::put_string(doc, &note, key, word)
}

fn rate(doc: &mut AutoCommit, criterion: &CriterionId, level: u8) -> Result<Outcome, Refused> {
    if level > LEVEL_MAX {
        return Err(Refused::NoSuchLevel { max: LEVEL_MAX });
    }
    let ratings = container(doc, "ratings")?;
    let wanted = ScalarValue::Uint(level.into());
    match scalars(doc, &ratings, criterion.as_str()).as_slice() {
        [] => room(doc, &ratings, RATINGS_MAX)?,
        [known] if *known == wanted => return Ok(Outcome::AlreadySo),
        _ => {}
    }
    put(doc, &ratings, criterion.as_str(), wanted)?;
    Ok(Outcome::Changed)
}

fn kind_word(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Warm => "warm",
        NoteKind::Cool => "cool",
        NoteKind::Question => "question",
        NoteKind::Suggestion => "suggestion",
    }
}

fn kind_of(word: &str) -> Option<NoteKind> {
    let all = [NoteKind::Warm, NoteKind::Cool, NoteKind::Question, NoteKind::Suggestion];
    all.into_iter().find(|kind| kind_word(*kind) == word)
}
