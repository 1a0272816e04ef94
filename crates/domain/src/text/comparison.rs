//! Two versions of a text side by side, as a reader wants them: by paragraph, what stayed, came and went in whole words.

use super::{TextOp, diff_to_read, utf16};
use serde::{Deserialize, Serialize};

/// One paragraph of a comparison; its last run ends with the line's end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its words in order.
    pub runs: Vec<Run>,
}

/// Words that have the same fate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Which.
    pub fate: Fate,
    /// The words.
    pub text: String,
}

/// What became of words from one version to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// They are in both.
    Kept,
    /// They are in the new one only.
    Added,
    /// They are in the old one only.
    Removed,
}

impl Paragraph {
    /// Whether anything in it came or went.
    pub fn is_changed(&self) -> bool {
        self.runs.iter().any(|run| run.fate != Fate::Kept)
    }

    fn push(&mut self, fate: Fate, text: &str) {
        match self.runs.last_mut() {
            Some(last) if last.fate == fate => last.text.push_str(text),
            _ => self.runs.push(Run { fate, text: text.to_owned() }),
        }
    }
}

/// What became of each word. The runs that were kept and removed are the old text, those kept and added the new one.
pub fn compare(old: &str, new: &str) -> Vec<Paragraph> {
    let mut paragraphs = vec![Paragraph::default()];
    let mut rest = old;
    let mut take = |units: u32| {
        let (taken, behind) = utf16::split(rest, units).unwrap_or((rest, ""));
        rest = behind;
        taken
    };
    let delta = diff_to_read(old, new);
    let mut ops = delta.ops().iter().peekable();
    while let Some(op) = ops.next() {
        match op {
            TextOp::Retain(units) => add(&mut paragraphs, Fate::Kept, take(*units)),
            TextOp::Delete(units) => add(&mut paragraphs, Fate::Removed, take(*units)),
            TextOp::Insert(text) => {
                // What stood there is read before what stands there now.
                if let Some(TextOp::Delete(units)) = ops.next_if(|next| matches!(next, TextOp::Delete(_))) {
                    add(&mut paragraphs, Fate::Removed, take(*units));
                }
                add(&mut paragraphs, Fate::Added, text);
            }
        }
    }
    add(&mut paragraphs, Fate::Kept, rest);
    paragraphs.retain(|paragraph| !paragraph.runs.is_empty());
    paragraphs
}

fn add(paragraphs: &mut Vec<Paragraph>, fate: Fate, text: &str) {
    for line in text.split_inclusive('\n') {
        if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.push(fate, line);
        }
        if line.ends_with('\n') {
            paragraphs.push(Paragraph::default());
        }
    }
}
