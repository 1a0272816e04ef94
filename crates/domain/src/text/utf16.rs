//! UTF-16 lengths and places in Rust strings, never in the middle of a character.

use std::ops::Range;

/// How many UTF-16 units a text has; at most `u32::MAX`.
pub fn len(text: &str) -> u32 {
    u32::try_from(text.chars().map(char::len_utf16).sum::<usize>()).unwrap_or(u32::MAX)
}

/// The byte index of a UTF-16 position; `None` past the end or within a character.
pub fn byte_index(text: &str, position: u32) -> Option<usize> {
    let mut units = 0_u32;
    for (index, c) in text.char_indices() {
        if units >= position {
            return (units == position).then_some(index);
        }
        units += if c.len_utf16() == 2 { 2 } else { 1 };
    }
    (units == position).then_some(text.len())
}

/// A text before and behind a UTF-16 position; `None` past the end or within a character.
pub fn split(text: &str, position: u32) -> Option<(&str, &str)> {
    text.split_at_checked(byte_index(text, position)?)
}

/// The part of a text in a UTF-16 range; `None` past the end, within a character, or backwards.
pub fn slice(text: &str, range: Range<u32>) -> Option<&str> {
    text.get(byte_index(text, range.start)?..byte_index(text, range.end)?)
}

/// As much of a text as fits into so many UTF-16 units.
pub fn truncate(text: &str, units_max: usize) -> &str {
    let mut units = 0;
    for (index, c) in text.char_indices() {
        units += c.len_utf16();
        if units > units_max {
            return text.split_at_checked(index).map_or(text, |(kept, _)| kept);
        }
    }
    text
}
