//! The piece of a long line that holds what was looked for.

use super::{
    Marked,
    token::{Token, tokens},
    vocabulary::Meant,
};
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
    if line.chars().count() <= LENGTH {
        return Marked::of(line, asked);
    }
    let spots = spots(line, asked);
    let first = spots.iter().find(|spot| spot.is_found).map_or(0, |spot| spot.letters.start);
    let begins = spots.iter().find(|spot| first > BEFORE && spot.letters.start + BEFORE >= first);
    let (from, from_letter) = begins.map_or((0, 0), |spot| (spot.bytes.start, spot.letters.start));
    let last = spots.iter().take_while(|spot| spot.letters.end <= from_letter + LENGTH).last();
    let to = last.map_or(line.len(), |spot| spot.bytes.end.max(from));
    let is_whole_end = spots.last().is_none_or(|spot| spot.bytes.end <= to);
    let before = if from == 0 { "" } else { "… " };
    let (to, after) = if is_whole_end { (line.len(), "") } else { (to, " …") };
    Marked::of(&[before, line.get(from..to).unwrap_or_default(), after].concat(), asked)
}

fn spots(line: &str, asked: &[Vec<Meant<'_>>]) -> Vec<Spot> {
    let (marks, mut byte, mut letter) = (Marked::of(line, asked).marks, 0, 0);
    let mut letters_until = |end: usize| {
        letter += line.get(byte..end).map_or(0, |more| more.chars().count());
        byte = end;
        letter
    };
    let spot = |token: Token| {
        let is_found = marks.iter().any(|mark| mark.contains(&token.range.start));
        let letters = letters_until(token.range.start)..letters_until(token.range.end);
        Spot { bytes: token.range, letters, is_found }
    };
    tokens(line).map(spot).collect()
}
