//! Words of a text, folded so that "Don’t" and "dont" are one.

use std::ops::Range;

/// Whether hyphens join a word together, of words that are words as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// They don't.
    Plain,
    /// "e-mail" is "email", too.
    WithHyphens,
}

/// Goes through the words of a text in order, each folded, and gives back where those that are taken stand. One that is written
/// with hyphens comes as a whole first, and in its parts unless it was taken so.
pub(super) fn take_words(text: &str, is_taken: &mut dyn FnMut(&str, Written) -> bool) -> Vec<Range<usize>> {
    // A text has hundreds of words and is gone through at each letter she types: one string serves for all.
    let (mut words, mut run, mut folded, mut taken) = (words(text).peekable(), Vec::new(), String::new(), Vec::new());
    while let Some(word) = words.next() {
        let (start, mut end) = (word.start, word.end);
        run.push(word);
        while let Some(joined) = words.next_if(|next| is_hyphen(text.get(end..next.start))) {
            end = joined.end;
            run.push(joined);
        }
        if run.len() > 1 {
            fold_into(&mut folded, text, &run);
            if is_taken(&folded, Written::WithHyphens) {
                taken.push(start..end);
                run.clear();
            }
        }
        for part in run.drain(..) {
            fold_into(&mut folded, text, std::slice::from_ref(&part));
            if is_taken(&folded, Written::Plain) {
                taken.push(part);
            }
        }
    }
    taken
}

/// Where the words of a text stand, in order; of those with hyphens the parts.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(char::is_alphanumeric)?;
        let word = text.get(start..)?;
        let length = word.find(|letter: char| !is_in_word(letter)).unwrap_or(word.len());
        // A closing quote is no part of the word before it.
        let word = word.get(..length)?.trim_end_matches(is_apostrophe);
        at = start + length;
        Some(start..start + word.len())
    })
}

/// Small letters and digits, without apostrophes.
fn fold_into(folded: &mut String, text: &str, parts: &[Range<usize>]) {
    folded.clear();
    for part in parts.iter().filter_map(|part| text.get(part.clone())) {
        for letter in part.chars().filter(|letter| !is_apostrophe(*letter)) {
            folded.extend(letter.to_lowercase());
        }
    }
}

fn is_hyphen(between: Option<&str>) -> bool {
    matches!(between, Some("-" | "\u{2010}" | "\u{2011}"))
}

fn is_in_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_apostrophe(letter)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}
