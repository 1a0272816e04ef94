//! What an author says to the critics of one submission: whether she still shows it, and her answers to their notes. Takes
//! only her changes.
//!
//! `shown: str; answers: { <NoteId>: str }`

use super::{
    Outcome, Refused, Unreadable,
    fields::{container, room, strings},
    learner::put_string,
};
use crate::{
    command::ResponseCommand,
    limits::{ENTRIES_MAX, NOTE_UTF16_MAX},
    order::gather,
    text::utf16,
    view::ResponseView,
};
use automerge::{AutoCommit, ROOT, ReadDoc};

const SHOWN: &str = "shown";
const TAKEN_BACK: &str = "taken back";

pub(super) fn run(doc: &mut AutoCommit, command: &ResponseCommand) -> Result<Outcome, Refused> {
    match command {
        ResponseCommand::TakeBack => put_string(doc, &ROOT, "shown", TAKEN_BACK),
        ResponseCommand::ShowAgain if strings(doc, &ROOT, "shown").values.is_empty() => Ok(Outcome::AlreadySo),
        ResponseCommand::ShowAgain => put_string(doc, &ROOT, "shown", SHOWN),
        ResponseCommand::Answer { note, words } => {
            let words = words.trim();
            if utf16::len(words) as usize > NOTE_UTF16_MAX {
                return Err(Refused::TextTooLong { utf16_max: NOTE_UTF16_MAX });
            }
            let (answers, key) = (container(doc, "answers")?, note.to_string());
            if strings(doc, &answers, &key).values.is_empty() {
                room(doc, &answers, ENTRIES_MAX)?;
            }
            put_string(doc, &answers, &key, words)
        }
    }
}

/// The most private of what was said apart counts.
pub(super) fn view(doc: &AutoCommit) -> Result<ResponseView, Unreadable> {
    let answers = container(doc, "answers")?;
    let answer = |key: String| Some((key.parse().ok()?, strings(doc, &answers, &key)));
    Ok(ResponseView {
        is_taken_back: strings(doc, &ROOT, "shown").values.iter().any(|word| word == TAKEN_BACK),
        answers: gather(doc.keys(&answers).filter_map(answer)),
    })
}
