//! One line: strong words, emphasis and links in it.
//!
//! A search that finds no end is never begun again behind its beginning, so a line of ten thousand stars takes no longer
//! than one of ten thousand letters.

use std::ops::Range;

use crate::model::{Inline, LinkTarget, WebUrl};

/// Strong words in emphasis, and the other way round: nothing is in a third.
const DEPTH_MAX: u8 = 2;
/// Longest web address there is, with room to see that one is longer.
const ADDRESS_BYTES_MAX: usize = 2_001;

/// What a line is made of. All places are in bytes.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// What is shown, in order, and where its words stand.
    pub(super) pieces: Vec<(Inline, Range<usize>)>,
    /// What marks stand around.
    pub(super) spans: Vec<Span>,
}

/// Words between two marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) kind: SpanKind,
    /// With the marks.
    pub(super) outer: Range<usize>,
    /// Without them.
    pub(super) inner: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpanKind {
    Strong,
    Emphasis,
    /// Three stars.
    Both,
    Link,
}

/// Takes a line apart.
pub(super) fn scan(text: &str, line: Range<usize>) -> Scan {
    let mut scanner = Scanner { text, scan: Scan::default() };
    scanner.range(line, Dress::Plain, 0);
    scanner.scan
}

#[derive(Clone, Copy)]
enum Dress {
    Plain,
    Strong,
    Emphasis,
}

struct Scanner<'a> {
    text: &'a str,
    scan: Scan,
}

/// What stands at a place.
enum Found {
    Span(Span),
    Link {
        outer: Range<usize>,
        words: Range<usize>,
        to: WebUrl,
    },
    /// Words up to there.
    Words(usize),
}

/// For which marks there is no end any more: by length, stars first.
type Hopeless = [[bool; 4]; 2];

impl Scanner<'_> {
    fn range(&mut self, range: Range<usize>, dress: Dress, depth: u8) {
        let (mut shown, mut at, mut hopeless) = (range.start, range.start, Hopeless::default());
        while at < range.end {
            at = match self.at(at, &range, depth, &mut hopeless) {
                Found::Words(end) => end,
                Found::Span(span) => {
                    self.show(shown..at, dress);
                    shown = span.outer.end;
                    self.span(span, depth);
                    shown
                }
                Found::Link { outer, words, to } => {
                    self.show(shown..at, dress);
                    shown = outer.end;
                    self.link(outer, words, to);
                    shown
                }
            };
        }
        self.show(shown..range.end, dress);
    }

    fn at(&self, at: usize, range: &Range<usize>, depth: u8, hopeless: &mut Hopeless) -> Found {
        let rest = self.slice(at..range.end);
        let next = Found::Words(at + rest.chars().next().map_or(1, char::len_utf8));
        match rest.as_bytes().first() {
            Some(mark @ (b'*' | b'_')) => {
                let length = run(rest, *mark);
                let found = (depth < DEPTH_MAX).then(|| self.marked(at, length, *mark, range, hopeless)).flatten();
                found.map_or(Found::Words(at + length), Found::Span)
            }
            Some(b'[') => self.bracketed(at, range).unwrap_or(next),
            Some(b'h') => self.bare(at, range).unwrap_or(next),
            _ => next,
        }
    }

    fn show(&mut self, place: Range<usize>, dress: Dress) {
        let words = self.slice(place.clone()).to_owned();
        if words.is_empty() {
            return;
        }
        let piece = match dress {
            Dress::Plain => Inline::Text(words),
            Dress::Strong => Inline::Strong(words),
            Dress::Emphasis => Inline::Emphasis(words),
        };
        self.scan.pieces.push((piece, place));
    }

    fn span(&mut self, span: Span, depth: u8) {
        let dress = if span.kind == SpanKind::Emphasis { Dress::Emphasis } else { Dress::Strong };
        let inner = span.inner.clone();
        self.scan.spans.push(span);
        self.range(inner, dress, depth + 1);
    }

    fn link(&mut self, outer: Range<usize>, words: Range<usize>, to: WebUrl) {
        let text = self.slice(words.clone()).to_owned();
        if outer != words {
            self.scan.spans.push(Span { kind: SpanKind::Link, outer, inner: words.clone() });
        }
        self.scan.pieces.push((Inline::Link { text, to: LinkTarget::Web(to) }, words));
    }

    /// Words between stars or underscores: one for emphasis, two for strong, three for both.
    fn marked(
        &self,
        at: usize,
        length: usize,
        mark: u8,
        range: &Range<usize>,
        hopeless: &mut Hopeless,
    ) -> Option<Span> {
        let from = at + length;
        if length > 3 || !self.opens(at, from, mark, range) {
            return None;
        }
        let mut close = |length| {
            let end = self.close(from, length, mark, range, hopeless)?;
            let kind = [SpanKind::Emphasis, SpanKind::Strong, SpanKind::Both].get(length - 1).copied()?;
            Some(Span { kind, outer: at..end + length, inner: at + length..end })
        };
        let whole = close(length);
        if whole.is_some() || length < 3 {
            return whole;
        }
        // Both begin together, and one of them ends first: the other goes around it.
        let both = [close(1), close(2)];
        both.into_iter().flatten().max_by_key(|span| span.outer.end)
    }

    /// Marks open before a word. After a digit a star multiplies; inside a word an underscore is part of a name.
    fn opens(&self, at: usize, from: usize, mark: u8, range: &Range<usize>) -> bool {
        let before = self.slice(range.start..at).chars().next_back();
        let opens_there = match mark {
            b'*' => !before.is_some_and(|c| c.is_ascii_digit()),
            _ => !before.is_some_and(char::is_alphanumeric),
        };
        opens_there && self.slice(from..range.end).starts_with(|c: char| !c.is_whitespace())
    }

    /// Where the mark of that length is that ends what begins at `from`.
    fn close(
        &self,
        from: usize,
        length: usize,
        mark: u8,
        range: &Range<usize>,
        hopeless: &mut Hopeless,
    ) -> Option<usize> {
        let is_hopeless = hopeless.get_mut(usize::from(mark == b'_'))?.get_mut(length)?;
        if *is_hopeless {
            return None;
        }
        let mut at = from;
        while let Some(found) = self.slice(at..range.end).find(char::from(mark)) {
            let start = at + found;
            let there = run(self.slice(start..range.end), mark);
            at = start + there;
            // Three together end what is inside, and then this.
            let is_end = start > from && (there == length || there == 3) && self.closes(start, at, mark, range);
            if is_end {
                return Some(at - length);
            }
        }
        *is_hopeless = true;
        None
    }

    fn closes(&self, start: usize, end: usize, mark: u8, range: &Range<usize>) -> bool {
        let is_after_word = self.slice(range.start..start).ends_with(|c: char| !c.is_whitespace());
        is_after_word && (mark == b'*' || !self.slice(end..range.end).starts_with(char::is_alphanumeric))
    }

    /// `[words](https://address)`.
    fn bracketed(&self, at: usize, range: &Range<usize>) -> Option<Found> {
        let inside = self.slice(at + 1..range.end);
        let end = at + 1 + inside.find(['[', ']'])?;
        let rest = self.slice(end..range.end).strip_prefix("](")?;
        if !rest.starts_with("http") {
            return None;
        }
        let address = rest.get(..closing_parenthesis(rest)?)?;
        let address_at = end + 2;
        let to = web_url(address)?;
        let is_bare = self.slice(at + 1..end).trim().is_empty();
        let words = if is_bare { address_at..address_at + address.len() } else { at + 1..end };
        Some(Found::Link { outer: at..address_at + address.len() + 1, words, to })
    }

    /// An address as it was pasted.
    fn bare(&self, at: usize, range: &Range<usize>) -> Option<Found> {
        let rest = self.slice(at..range.end);
        let is_word = self.slice(range.start..at).ends_with(char::is_alphanumeric);
        if is_word || !(rest.starts_with("https://") || rest.starts_with("http://")) {
            return None;
        }
        let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '[' | ']');
        let whole = rest.split(is_end).next()?;
        let address = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        let address = if address.contains('(') { address } else { address.trim_end_matches(')') };
        let place = at..at + address.len();
        // One that is none is not looked at again from each of its letters.
        Some(match web_url(address) {
            Some(to) => Found::Link { outer: place.clone(), words: place, to },
            None => Found::Words(at + whole.len().max(1)),
        })
    }

    fn slice(&self, place: Range<usize>) -> &str {
        self.text.get(place).unwrap_or_default()
    }
}

/// How many of the same mark stand together.
fn run(text: &str, mark: u8) -> usize {
    text.bytes().take_while(|byte| *byte == mark).count()
}

/// Where the address in parentheses ends; addresses have pairs of their own.
fn closing_parenthesis(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices().take(ADDRESS_BYTES_MAX) {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            // Also where the next link begins: so many that never end are still read in one go.
            c if c.is_whitespace() || c == '[' => return None,
            _ => {}
        }
    }
    None
}

/// An address to open, unless it holds letters that would show it as another.
fn web_url(address: &str) -> Option<WebUrl> {
    let disguises =
        |c| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    if address.contains(disguises) {
        return None;
    }
    WebUrl::try_from(address.to_owned()).ok()
}
