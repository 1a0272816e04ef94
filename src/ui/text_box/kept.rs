//! Undo over a reload: the histories of the boxes used last, on this device alone.

use naptime::platform::local::LocalText;
use naptime_domain::text::{History, diff_words};
use serde::{Deserialize, Serialize};

use crate::ui::cache;

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
pub fn keep(key: &str, text: &str, history: History) {
    if text.len() > TEXT_BYTES_MAX {
        return;
    }
    let others = boxes().into_iter().filter(|kept| kept.key != key);
    let this = Kept { key: key.to_owned(), text: text.to_owned(), history };
    let all: Vec<Kept> = [this].into_iter().chain(others).take(BOXES_MAX).collect();
    cache::write(KEPT, &all);
}

/// The history of a box that holds this text now. What is different was done elsewhere: she does not undo that.
pub fn find(key: &str, text: &str) -> History {
    let Some(mut kept) = boxes().into_iter().find(|kept| kept.key == key) else { return History::new() };
    if kept.text != text {
        // A challenge begun anew has an empty draft of its own.
        if text.is_empty() {
            return History::new();
        }
        kept.history.others(&diff_words(&kept.text, text));
    }
    kept.history
}

/// Forgets all of them: somebody else lives here now.
pub fn forget() {
    // A browser without localStorage has nothing to forget.
    KEPT.remove().ok();
}

fn boxes() -> Vec<Kept> {
    cache::read(KEPT).unwrap_or_default()
}
