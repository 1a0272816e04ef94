//! Undo over a reload: the histories of the boxes used last, on this device alone.

use naptime::platform::{clock, local::LocalText};
use naptime_domain::text::{History, TextDelta, diff_words};
use naptime_replica::command::TextTarget;
use serde::{Deserialize, Serialize};

use crate::ui::{cache, place};

const KEPT: LocalText = LocalText("naptime.undo");
/// A draft, its title and the question for its critics.
const BOXES_MAX: usize = 3;
/// Longest text whose history is kept, in bytes: three of them fit.
const TEXT_BYTES_MAX: usize = 50_000;

/// What can be undone in a box, and the text it was when it was kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    key: String,
    text: String,
    history: History,
}

/// Keeps a box's history.
pub fn keep(target: &TextTarget, text: &str, history: History) {
    if text.len() > TEXT_BYTES_MAX {
        return;
    }
    let (key, mut all) = (place::key(target), boxes());
    all.retain(|kept| kept.key != key);
    all.insert(0, Kept { key, text: text.to_owned(), history });
    all.truncate(BOXES_MAX);
    cache::write(KEPT, &all);
}

/// The history of a box that holds this text now. What is different she did herself where nobody else can: a stop came before
/// it was kept, or it was done on another device of hers. Where others write it is theirs, and not hers to undo.
pub fn find(target: &TextTarget, text: &str) -> History {
    let key = place::key(target);
    let Some(Kept { text: before, mut history, .. }) = boxes().into_iter().find(|kept| kept.key == key) else {
        return History::new();
    };
    if before == text {
        return history;
    }
    // A challenge begun anew has an empty draft of its own.
    if text.is_empty() {
        return History::new();
    }
    let delta = diff_words(&before, text);
    if target.is_hers_alone() {
        step(history, &before, &delta)
    } else {
        history.others(&delta);
        history
    }
}

/// She changed a text by other means than its box, which is not open: one step, to be undone there.
pub fn did(target: &TextTarget, before: &str, after: &str) {
    keep(target, after, step(find(target, before), before, &diff_words(before, after)));
}

/// With one step more, which no letter joins.
fn step(mut history: History, before: &str, delta: &TextDelta) -> History {
    if history.typed(before, delta, clock::now()).is_err() {
        // Steps of another text are none.
        return History::new();
    }
    history.pause();
    history
}

/// Forgets all of them: somebody else lives here now.
pub fn forget() {
    // A browser without localStorage has nothing to forget.
    KEPT.remove().ok();
}

fn boxes() -> Vec<Kept> {
    cache::read(KEPT).unwrap_or_default()
}
