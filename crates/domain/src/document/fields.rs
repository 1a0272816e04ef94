//! Reading and writing single values and texts, the same way in every kind of document.

use super::refused::{Refused, Unreadable};
use crate::{
    command::{BriefLine, TextField},
    document::DocumentKind,
    limits::NAME_UTF16_MAX,
    order::sort_by,
    text::utf16,
    time::Timestamp,
    view::Choice,
};
use automerge::{AutoCommit, ObjId, ROOT, ReadDoc, ScalarValue, Value, transaction::Transactable};

/// The object under a key.
///
/// If several devices made one there, the oldest: the first change made it, or the command that minted the key.
pub(super) fn object(doc: &AutoCommit, parent: &ObjId, key: &str) -> Result<Option<ObjId>, Unreadable> {
    let values = doc.get_all(parent, key).map_err(|_| Unreadable::UnknownShape { what: "a container" })?;
    Ok(values.into_iter().find(|(value, _)| value.is_object()).map(|(_, id)| id))
}

/// A container of the first change.
pub(super) fn container(doc: &AutoCommit, key: &'static str) -> Result<ObjId, Unreadable> {
    object(doc, &ROOT, key)?.ok_or(Unreadable::UnknownShape { what: key })
}

/// All scalars under a key, however many devices put one there.
pub(super) fn scalars(doc: &AutoCommit, parent: &ObjId, key: &str) -> Vec<ScalarValue> {
    let values = doc.get_all(parent, key).unwrap_or_default();
    values
        .into_iter()
        .filter_map(|(value, _)| match value {
            Value::Scalar(scalar) => Some(scalar.into_owned()),
            Value::Object(_) => None,
        })
        .collect()
}

/// All strings under a key as one choice. What is no string came from a device that does not keep the rules.
pub(super) fn strings(doc: &AutoCommit, parent: &ObjId, key: &str) -> Choice<String> {
    choice(scalars(doc, parent, key).into_iter().filter_map(|value| value.into_string().ok()))
}

/// The earliest of the times under a key.
pub(super) fn earliest(doc: &AutoCommit, parent: &ObjId, key: &str) -> Option<Timestamp> {
    let time = |value: ScalarValue| if let ScalarValue::Timestamp(at) = value { Some(Timestamp(at)) } else { None };
    scalars(doc, parent, key).into_iter().filter_map(time).min()
}

/// Values as a choice: sorted, each once.
pub(super) fn choice<T: Ord>(values: impl Iterator<Item = T>) -> Choice<T> {
    let mut values: Vec<T> = values.collect();
    sort_by(&mut values, T::cmp);
    values.dedup();
    Choice { values }
}

/// Puts a scalar under a key, in the place of all that is known there.
///
/// If the value is the one that automerge shows of several, automerge would delete the others, and a deletion is what no
/// command makes: so nothing is put there first.
pub(super) fn put(doc: &mut AutoCommit, parent: &ObjId, key: &str, value: ScalarValue) -> Result<(), Refused> {
    if scalars(doc, parent, key).len() > 1 {
        let nothing = doc.put(parent, key, ScalarValue::Null);
        nothing.map_err(|_| Refused::Unreadable(Unreadable::UnknownShape { what: "a value" }))?;
    }
    doc.put(parent, key, value).map_err(|_| Refused::Unreadable(Unreadable::UnknownShape { what: "a value" }))
}

/// A name without spaces around it, if it is one.
pub(super) fn name(name: &str) -> Result<&str, Refused> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refused::EmptyName);
    }
    label(name)
}

/// A name that may be empty.
pub(super) fn label(name: &str) -> Result<&str, Refused> {
    let name = name.trim();
    if utf16::len(name) as usize > NAME_UTF16_MAX {
        return Err(Refused::NameTooLong { utf16_max: NAME_UTF16_MAX });
    }
    Ok(name)
}

/// Refuses another entry in a map that has so many.
pub(super) fn room(doc: &AutoCommit, map: &ObjId, max: usize) -> Result<(), Refused> {
    if doc.length(map) >= max { Err(Refused::TooMany { max }) } else { Ok(()) }
}

/// The text object of a field.
pub(super) fn text_object(doc: &AutoCommit, kind: DocumentKind, field: &TextField) -> Result<ObjId, Refused> {
    let in_work = |key| if kind == DocumentKind::Work { container(doc, key) } else { Err(Unreadable::OtherKind) };
    let found = match (field, kind) {
        (TextField::Draft, _) => in_work("draft"),
        (TextField::Title, _) => in_work("title"),
        (TextField::FocusQuestion, _) => in_work("focus"),
        (TextField::Client, _) => in_work("client"),
        (TextField::ClientWants, _) => in_work("wants"),
        (TextField::Brief(line), _) => in_work("brief").and_then(|brief| brief_line(doc, &brief, *line)),
        (TextField::Synthesis, DocumentKind::Synthesis) => container(doc, "body"),
        (TextField::Charter, DocumentKind::Group) => container(doc, "charter"),
        (TextField::NoteBody(note), DocumentKind::Notes | DocumentKind::NotesDraft) => {
            let note = object(doc, &container(doc, "notes")?, &note.to_string())?.ok_or(Refused::UnknownNote)?;
            object(doc, &note, "body")?.ok_or(Unreadable::UnknownShape { what: "the body of a note" })
        }
        _ => Err(Unreadable::OtherKind),
    };
    found.map_err(|why| if why == Unreadable::OtherKind { Refused::OtherKind } else { Refused::Unreadable(why) })
}

/// The field that a text object is, by the keys that lead to it.
pub(super) fn field_at(kind: DocumentKind, keys: &[&str]) -> Option<TextField> {
    match (kind, keys) {
        (DocumentKind::Work, ["draft"]) => Some(TextField::Draft),
        (DocumentKind::Work, ["title"]) => Some(TextField::Title),
        (DocumentKind::Work, ["focus"]) => Some(TextField::FocusQuestion),
        (DocumentKind::Work, ["client"]) => Some(TextField::Client),
        (DocumentKind::Work, ["wants"]) => Some(TextField::ClientWants),
        (DocumentKind::Work, ["brief", line]) => {
            BriefLine::ALL.into_iter().find(|known| brief_key(*known) == *line).map(TextField::Brief)
        }
        (DocumentKind::Synthesis, ["body"]) => Some(TextField::Synthesis),
        (DocumentKind::Group, ["charter"]) => Some(TextField::Charter),
        (DocumentKind::Notes | DocumentKind::NotesDraft, ["notes", note, "body"]) => {
            note.parse().ok().map(TextField::NoteBody)
        }
        _ => None,
    }
}

/// One line of a brief.
pub(super) fn brief_line(doc: &AutoCommit, brief: &ObjId, line: BriefLine) -> Result<ObjId, Unreadable> {
    object(doc, brief, brief_key(line))?.ok_or(Unreadable::UnknownShape { what: "a line of the brief" })
}

/// A text object's text.
pub(super) fn text(doc: &AutoCommit, object: &ObjId) -> Result<String, Unreadable> {
    doc.text(object).map(without_returns).map_err(|_| Unreadable::UnknownShape { what: "a text" })
}

/// Carriage returns as spaces, which are as long: a text area takes them out of what it is given, and would then seem to
/// have been edited. No box of ours writes one.
pub(super) fn without_returns(text: String) -> String {
    if text.contains('\r') { text.replace('\r', " ") } else { text }
}

fn brief_key(line: BriefLine) -> &'static str {
    match line {
        BriefLine::Who => "who",
        BriefLine::WhatWouldBeDifferent => "different",
        BriefLine::ForWhom => "for-whom",
        BriefLine::Have => "have",
        BriefLine::ByWhen => "by-when",
    }
}
