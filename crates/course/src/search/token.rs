//! Words of a text, folded so that "Don’t" and "dont" are one.

use std::ops::Range;

/// A word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Small letters and digits, without apostrophes.
    pub(super) folded: String,
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
}

/// The words of a text in order.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(char::is_alphanumeric)?;
        let word = text.get(start..)?;
        let length = word.find(|letter: char| !is_in_word(letter)).unwrap_or(word.len());
        // A closing quote is no part of the word before it.
        let word = word.get(..length)?.trim_end_matches(is_apostrophe);
        at = start + length;
        let letters = word.chars().filter(|letter| !is_apostrophe(*letter));
        Some(Token { folded: letters.flat_map(char::to_lowercase).collect(), range: start..start + word.len() })
    })
}

fn is_in_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_apostrophe(letter)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}
