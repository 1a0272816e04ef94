//! Words of one work taken over into the other on the same challenge: only when she asks for it.

use super::{Replica, Turn};
use crate::command::{Refusal, Reply, WorkId};
use naptime_domain::{
    command::{BriefLine, TextField, Whose},
    text::{TextDelta, diff_words, utf16},
    view::WorkView,
};

impl Replica {
    pub(super) fn copy_from(&mut self, work: &WorkId, whose: Whose, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        self.has_all_words()?;
        if work.whose == whose {
            return Err(Refusal::Unknown);
        }
        let other = WorkId { challenge: work.challenge.clone(), whose };
        let (_, other) = self.settled_work(&other, turn)?;
        let (id, own) = self.settled_work(work, turn)?;
        let edits = match work.whose {
            Whose::Ours(_) => vec![(TextField::Draft, behind(&own.draft, &other.draft))],
            Whose::Hers => {
                if !own.draft.is_empty() {
                    self.keep_if_new(work, &own, "", turn)?;
                }
                let draft = (TextField::Draft, diff_words(&own.draft, &other.draft));
                [draft].into_iter().chain(into_empty(&own, &other)).collect()
            }
        };
        self.edit_work(&id, &edits, turn)?;
        Ok(Reply::Done)
    }
}

/// Puts a draft behind another, as paragraphs of its own; nothing if it says so already.
fn behind(own: &str, other: &str) -> TextDelta {
    let other = other.trim();
    if own.contains(other) {
        return TextDelta::new();
    }
    let between = if own.trim().is_empty() { "" } else { "\n\n" };
    TextDelta::splice(utf16::len(own), 0, &[between, other].concat())
}

/// Fills what says nothing yet.
fn into_empty(own: &WorkView, other: &WorkView) -> Vec<(TextField, TextDelta)> {
    let empty = (other_texts(own).into_iter().zip(other_texts(other))).filter(|((_, own), _)| own.is_empty());
    empty.map(|(_, (field, text))| (field, TextDelta::splice(0, 0, text))).collect()
}

/// Every text but the draft.
fn other_texts(work: &WorkView) -> Vec<(TextField, &str)> {
    let brief = |line| (TextField::Brief(line), work.brief.get(&line).map_or("", String::as_str));
    let others = [
        (TextField::Title, work.title.as_str()),
        (TextField::FocusQuestion, &work.focus_question),
        (TextField::Client, &work.client),
        (TextField::ClientWants, &work.client_wants),
    ];
    others.into_iter().chain(BriefLine::ALL.map(brief)).collect()
}
