//! The piece of a long line that holds what was looked for.

use super::{Marked, token::tokens};
use std::ops::Range;

/// Letters shown before the first word that was found. Two lines of a phone hold about eighty.
const BEFORE: usize = 24;
/// Letters shown in all.
const LENGTH: usize = 96;

/// The line, cut around the first word that was found.
pub(super) fn excerpt(line: &str, words: &[&str]) -> Marked {
    let starts: Vec<Range<usize>> = tokens(line).map(|token| token.range).collect();
    let whole = Marked::of(line, words);
    if line.chars().count() <= LENGTH {
        return whole;
    }
    let first = whole.marks.first().map_or(0, |mark| mark.start);
    let letters_until = |end: usize| line.get(..end).map_or(0, |before| before.chars().count());
    let first_letter = letters_until(first);
    let from = starts.iter().find(|word| letters_until(word.start) + BEFORE >= first_letter);
    let from = if first_letter <= BEFORE { 0 } else { from.map_or(first, |word| word.start) };
    let from_letter = letters_until(from);
    let last = starts.iter().take_while(|word| letters_until(word.end) <= from_letter + LENGTH).last();
    let to = last.map_or(line.len(), |word| word.end.max(from));
    let is_whole_end = starts.last().is_none_or(|word| word.end <= to);
    let before = if from == 0 { "" } else { "… " };
    let (to, after) = if is_whole_end { (line.len(), "") } else { (to, " …") };
    Marked::of(&[before, line.get(from..to).unwrap_or_default(), after].concat(), words)
}
