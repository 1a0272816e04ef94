//! Buttons that dress words: strong, emphasis, and where they lead.

use std::ops::Range;

use super::{
    super::{
        inline::{Span, SpanKind, scan},
        line::{lines, marker},
    },
    Change, Then,
};

/// What a link leads to until she says where: it is selected, to be written over.
const ADDRESS: &str = "https://";

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dress {
    Strong,
    Emphasis,
}

impl Dress {
    fn mark(self) -> &'static str {
        match self {
            Self::Strong => "**",
            Self::Emphasis => "*",
        }
    }

    fn is(self, kind: SpanKind) -> bool {
        match self {
            Self::Strong => matches!(kind, SpanKind::Strong | SpanKind::Both),
            Self::Emphasis => matches!(kind, SpanKind::Emphasis | SpanKind::Both),
        }
    }
}

/// The part of one line that is to be dressed, and the spans of that dress in the line.
struct Part {
    words: Range<usize>,
    spans: Vec<Span>,
}

impl Part {
    /// The span that dresses all of it already.
    fn around(&self) -> Option<&Span> {
        let holds = |span: &&Span| span.outer.start <= self.words.start && self.words.end <= span.outer.end;
        self.spans.iter().find(holds)
    }
}

/// Dresses the selected words, or the word at the caret; undresses them if all of them are. Marks never reach over lines.
pub(super) fn press(text: &str, selection: &Range<usize>, dress: Dress) -> Change {
    let mut change = Change::new(selection.clone());
    let parts = parts(text, selection, dress);
    if parts.is_empty() {
        let (mark, between) = (dress.mark(), if dress == Dress::Strong { 2 } else { 1 });
        change.insert(selection.start, &[mark, mark].concat());
        change.then = Then::Inside(0, between..between);
        return change;
    }
    let is_off_again = parts.iter().all(|part| part.around().is_some());
    for part in &parts {
        match part.around() {
            Some(span) if is_off_again => undress(&mut change, span, dress),
            Some(_) => {}
            None => wrap(&mut change, part, dress),
        }
    }
    if parts.iter().any(|part| part.words.end == selection.end) {
        change.then = Then::SameBefore;
    }
    change
}

/// Words that lead somewhere; those that do already stop doing so. Without words nothing changes: a link that shows none
/// is lost on whoever reads.
pub(super) fn link(text: &str, selection: &Range<usize>) -> Change {
    let mut change = Change::new(selection.clone());
    let Some(line) = bodies(text, selection).into_iter().next() else { return change };
    let spans = scan(text, line.clone()).spans;
    let holds = |span: &&Span| span.outer.start <= selection.start && selection.end <= span.outer.end;
    if let Some(span) = spans.iter().filter(|span| span.kind == SpanKind::Link).find(holds) {
        change.delete(span.outer.start..span.inner.start);
        change.delete(span.inner.end..span.outer.end);
        return change;
    }
    let words = match selection.is_empty() {
        true => word_at(text, &line, selection.start),
        false => trimmed(text, selection.start.max(line.start)..selection.end.min(line.end)),
    };
    let Some(words) = words else { return change };
    if text.get(words.clone()).is_some_and(|words| words.starts_with("http")) {
        change.insert(words.start, "[](");
        change.insert(words.end, ")");
        change.then = Then::Inside(0, 1..1);
    } else {
        change.insert(words.start, "[");
        change.insert(words.end, &["](", ADDRESS, ")"].concat());
        change.then = Then::Inside(1, 2..10);
    }
    change
}

fn undress(change: &mut Change, span: &Span, dress: Dress) {
    marks(span, dress).into_iter().for_each(|mark| change.delete(mark));
}

fn marks(span: &Span, dress: Dress) -> [Range<usize>; 2] {
    let length = dress.mark().len();
    [span.outer.start..span.outer.start + length, span.outer.end - length..span.outer.end]
}

/// Marks around all of it; what begins or ends inside becomes part of it, and its own marks go.
fn wrap(change: &mut Change, part: &Part, dress: Dress) {
    let (mut from, mut to, mut gone) = (part.words.start, part.words.end, Vec::new());
    let touches = |span: &&Span| span.outer.start < part.words.end && part.words.start < span.outer.end;
    for span in part.spans.iter().filter(touches) {
        (from, to) = (from.min(span.outer.start), to.max(span.outer.end));
        for mark in marks(span, dress) {
            // One may stand in another.
            gone.insert(gone.partition_point(|other: &Range<usize>| other.start < mark.start), mark);
        }
    }
    change.insert(from, dress.mark());
    gone.into_iter().for_each(|mark| change.delete(mark));
    change.insert(to, dress.mark());
}

/// The words to dress, line by line.
fn parts(text: &str, selection: &Range<usize>, dress: Dress) -> Vec<Part> {
    let part = |line: Range<usize>| {
        let words = match selection.is_empty() {
            true => word_at(text, &line, selection.start),
            false => trimmed(text, selection.start.max(line.start)..selection.end.min(line.end)),
        };
        let spans = scan(text, line).spans.into_iter().filter(|span| dress.is(span.kind)).collect();
        Some(Part { words: words?, spans })
    };
    bodies(text, selection).into_iter().filter_map(part).collect()
}

/// The lines that a selection touches, without the marks they begin with.
fn bodies(text: &str, selection: &Range<usize>) -> Vec<Range<usize>> {
    let touches = |line: &Range<usize>| line.start <= selection.end && selection.start <= line.end;
    lines(text).chain(Some(text.len()..text.len())).filter(touches).map(|line| body(text, line)).collect()
}

fn body(text: &str, line: Range<usize>) -> Range<usize> {
    match marker(text, &line) {
        Some(marker) => body(text, marker.words),
        None => line,
    }
}

/// A range without the spaces at its ends; `None` if nothing is left.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    let from = range.start + words.len() - words.trim_start().len();
    let length = words.trim().len();
    (length > 0).then_some(from..from + length)
}

/// The word that a caret is in or at an end of, without the signs around it.
fn word_at(text: &str, line: &Range<usize>, caret: usize) -> Option<Range<usize>> {
    let (before, after) = (text.get(line.start..caret)?, text.get(caret..line.end)?);
    let from = before.rfind(char::is_whitespace).map_or(0, |at| at + char_length(before, at));
    let from = line.start + from;
    let to = caret + after.find(char::is_whitespace).unwrap_or(after.len());
    let is_sign = |c: char| c.is_ascii_punctuation();
    let word = text.get(from..to)?;
    let from = from + word.len() - word.trim_start_matches(is_sign).len();
    let to = from + word.trim_matches(is_sign).len();
    (from < to && from <= caret && caret <= to).then_some(from..to)
}

fn char_length(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}
