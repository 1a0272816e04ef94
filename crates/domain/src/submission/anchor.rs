//! Where in a submission a note points: its hash, a range and the words that stood there.

use crate::{id::SubmissionId, limits::QUOTE_UTF16_MAX, text::utf16};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A place in a frozen submission. The quote lets a reader find it in another version too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub struct Anchor {
    /// In which submission.
    #[n(0)]
    pub submission: SubmissionId,
    /// From which UTF-16 unit.
    #[n(1)]
    pub from: u32,
    /// To which UTF-16 unit, not included.
    #[n(2)]
    pub to: u32,
    /// The words there, cut to [`QUOTE_UTF16_MAX`].
    #[n(3)]
    pub quote: String,
}

/// Where an anchor's words are in a text, in UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Found {
    /// Where the anchor says.
    InPlace(Range<u32>),
    /// Elsewhere: the nearest place with the same words.
    Moved(Range<u32>),
    /// Nowhere.
    Gone,
}

impl Anchor {
    /// An anchor to a range of a submission's text; `None` if the range is empty, outside, or cuts a character in two.
    pub fn new(submission: SubmissionId, text: &str, range: Range<u32>) -> Option<Self> {
        let words = utf16::slice(text, range.clone()).filter(|words| !words.is_empty())?;
        let quote = utf16::truncate(words, QUOTE_UTF16_MAX).to_owned();
        Some(Self { submission, from: range.start, to: range.end, quote })
    }

    /// Finds the words in a text: the submission's own, or that of another version.
    pub fn resolve(&self, text: &str) -> Found {
        let range = self.from..self.to;
        if utf16::slice(text, range.clone()).is_some_and(|words| self.is_quote_of(words)) {
            return Found::InPlace(range);
        }
        if self.quote.is_empty() {
            return Found::Gone;
        }
        let near = utf16::byte_index(text, self.from).unwrap_or(text.len());
        let nearest = text.match_indices(&self.quote).map(|(at, _)| at).min_by_key(|at| at.abs_diff(near));
        nearest.and_then(|at| text.get(..at)).map_or(Found::Gone, |before| {
            let from = utf16::len(before);
            Found::Moved(from..from + utf16::len(&self.quote))
        })
    }

    fn is_quote_of(&self, words: &str) -> bool {
        !words.is_empty() && utf16::truncate(words, QUOTE_UTF16_MAX) == self.quote
    }
}
