//! Words of a text, folded so that "Don’t" and "dont" are one.

use std::ops::Range;

/// A word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Small letters and digits, without apostrophes.
    pub(super) folded: String,
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// Whether hyphens join it together, of words that are words as well.
    pub(super) is_compound: bool,
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
        let folded = letters.flat_map(char::to_lowercase).collect();
        Some(Token { folded, range: start..start + word.len(), is_compound: false })
    })
}

/// The words of a text in order, and before its parts each that is written with hyphens: "e-mail" is "email", too.
pub(super) fn all_tokens(text: &str) -> Vec<Token> {
    let (mut all, mut run) = (Vec::<Token>::new(), 0);
    for token in tokens(text) {
        if !all.last().is_some_and(|before| is_joined(text, before, &token)) {
            put_together(&mut all, run);
            run = all.len();
        }
        all.push(token);
    }
    put_together(&mut all, run);
    all
}

/// Of all words of a text those that are wanted, none of them a part of another.
pub(super) fn wanted_tokens(text: &str, is_wanted: impl Fn(&Token) -> bool) -> impl Iterator<Item = Token> {
    let mut end = 0;
    all_tokens(text).into_iter().filter(move |token| {
        let is_new = token.range.start >= end && is_wanted(token);
        end = if is_new { token.range.end } else { end };
        is_new
    })
}

/// Puts the last words, which hyphens join, together to one before them.
fn put_together(all: &mut Vec<Token>, run: usize) {
    if let Some([first, .., last]) = all.get(run..) {
        let range = first.range.start..last.range.end;
        let folded = all.iter().skip(run).map(|token| token.folded.as_str()).collect();
        all.insert(run, Token { folded, range, is_compound: true });
    }
}

fn is_joined(text: &str, one: &Token, other: &Token) -> bool {
    matches!(text.get(one.range.end..other.range.start), Some("-" | "\u{2010}" | "\u{2011}"))
}

fn is_in_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_apostrophe(letter)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}
