//! The piece of a long line that holds what was looked for.

use super::{Marked, token::words, vocabulary::Meant};
use std::ops::Range;

/// Letters shown before the first word that was found. Two lines of a phone hold about eighty.
const BEFORE: usize = 24;
/// Letters shown in all.
const LENGTH: usize = 96;

/// A word of the line: where it stands, counted in bytes and in letters.
struct Spot {
    bytes: Range<usize>,
    letters: Range<usize>,
    is_found: bool,
}

/// The line, cut around the first word that was found.
pub(super) fn excerpt(line: &str, asked: &[Vec<Meant<'_>>]) -> Marked {
    let whole = Marked::of(line, asked);
    if line.chars().count() <= LENGTH {
        return whole;
    }
    let spots = spots(&whole);
    let first = spots.iter().find(|spot| spot.is_found).map_or(0, |spot| spot.letters.start);
    let begins = spots.iter().find(|spot| first > BEFORE && spot.letters.start + BEFORE >= first);
    let (from, from_letter) = begins.map_or((0, 0), |spot| (spot.bytes.start, spot.letters.start));
    let last = spots.iter().take_while(|spot| spot.letters.end <= from_letter + LENGTH).last();
    let to = last.map_or(line.len(), |spot| spot.bytes.end.max(from));
    let is_whole_end = spots.last().is_none_or(|spot| spot.bytes.end <= to);
    let before = if from == 0 { "" } else { "… " };
    let (to, after) = if is_whole_end { (line.len(), "") } else { (to, " …") };
    let marks = whole.marks.iter().filter(|mark| from <= mark.start && mark.end <= to);
    Marked {
        marks: marks.map(|mark| mark.start - from + before.len()..mark.end - from + before.len()).collect(),
        text: [before, line.get(from..to).unwrap_or_default(), after].concat(),
    }
}

fn spots(line: &Marked) -> Vec<Spot> {
    let (mut byte, mut letter) = (0, 0);
    let mut letters_until = |end: usize| {
        letter += line.text.get(byte..end).map_or(0, |more| more.chars().count());
        byte = end;
        letter
    };
    let spot = |bytes: Range<usize>| {
        let is_found = line.marks.iter().any(|mark| mark.contains(&bytes.start));
        let letters = letters_until(bytes.start)..letters_until(bytes.end);
        Spot { bytes, letters, is_found }
    };
    words(&line.text).map(spot).collect()
}
