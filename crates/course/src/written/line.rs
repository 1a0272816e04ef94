//! Lines, and the marks they begin with.

use std::ops::Range;

/// The mark a line begins with, and the words behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) kind: MarkerKind,
    /// The mark with the space behind it, without the spaces before.
    pub(super) mark: Range<usize>,
    pub(super) words: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkerKind {
    Heading,
    Quote,
    Bullet,
    Number(u32),
}

/// The lines of a text, without their ends.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let from = start;
        start += line.len();
        from..from + line.trim_end_matches(['\n', '\r']).len()
    })
}

/// The mark that a line begins with.
pub(super) fn marker(text: &str, line: &Range<usize>) -> Option<Marker> {
    let whole = text.get(line.clone())?;
    let words = whole.trim_start_matches([' ', '\t']);
    let (kind, length) = mark(words)?;
    let from = line.start + whole.len() - words.len();
    Some(Marker { kind, mark: from..from + length, words: from + length..line.end })
}

/// A mark and its length in bytes.
fn mark(words: &str) -> Option<(MarkerKind, usize)> {
    let first = words.chars().next()?;
    match first {
        '#' => {
            let depth = words.len() - words.trim_start_matches('#').len();
            (depth <= 6 && is_space_at(words, depth)).then_some((MarkerKind::Heading, depth + 1))
        }
        '>' => Some((MarkerKind::Quote, 1 + usize::from(is_space_at(words, 1)))),
        '-' | '*' | '+' | '•' => {
            is_space_at(words, first.len_utf8()).then_some((MarkerKind::Bullet, first.len_utf8() + 1))
        }
        '0'..='9' => {
            let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let is_mark = words.get(digits..)?.starts_with(['.', ')']) && is_space_at(words, digits + 1);
            // A number of more digits than this counts nothing.
            let number = words.get(..digits)?.parse::<u32>().ok().filter(|_| digits <= 4 && is_mark)?;
            Some((MarkerKind::Number(number), digits + 2))
        }
        _ => None,
    }
}

fn is_space_at(words: &str, at: usize) -> bool {
    words.get(at..).is_some_and(|rest| rest.starts_with(' '))
}
