//! The one splice that turns a text into another.

use super::{TextDelta, utf16};

/// The smallest single splice from `old` to `new`; never cuts a character in two.
pub fn diff(old: &str, new: &str) -> TextDelta {
    let same = |(a, b): &(char, char)| a == b;
    let prefix: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (head, old_rest) = old.split_at(prefix);
    let (_, new_rest) = new.split_at(prefix);
    let suffix: usize = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (deleted, _) = old_rest.split_at(old_rest.len() - suffix);
    let (inserted, _) = new_rest.split_at(new_rest.len() - suffix);
    TextDelta::splice(utf16::len(head), utf16::len(deleted), inserted)
}
