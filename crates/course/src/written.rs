//! What learners write: a small part of Markdown, read into typed blocks and written by buttons.
//!
//! Headings, lists, quotes, strong words, emphasis, links to web addresses, paragraphs and line breaks; everything else is
//! words, HTML too. The course's own reader, pulldown-cmark, costs the page 68 KB compressed and keeps no place for every
//! word; this one is small, never fails, takes time in proportion to the text whatever is in it, and says where in the
//! text each shown word stands, so that notes on the raw text mark the right words.

mod inline;
mod line;
mod marks;
mod press;

pub use marks::Piece;
pub use press::{Button, Edit, Pressed, next_line, press};

use std::ops::Range;

use crate::model::{Block, Inline, Line, List, Passage};

use self::line::{Marker, MarkerKind, lines};

/// A text as blocks, and where each piece of them stands in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The blocks, in reading order: paragraphs, headings, lists and quotes.
    pub blocks: Vec<Block>,
    /// For each piece of a line in the blocks, in reading order, its words' place in the text in UTF-16 units. A break has
    /// an empty one: it shows no words.
    pub runs: Vec<Range<u32>>,
}

/// Reads a text.
pub fn read(text: &str) -> Written {
    let mut reader = Reader { text, ..Reader::default() };
    lines(text).for_each(|line| reader.line(line));
    reader.close();
    Written { blocks: reader.blocks, runs: in_utf16(text, &reader.runs) }
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    runs: Vec<Range<usize>>,
    /// What is open: passages of a quote, or of no quote.
    passages: Vec<Passage>,
    is_quote: bool,
    /// Whether a blank line came since the last words.
    is_apart: bool,
    /// The last number of a numbered list.
    last_number: u32,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: Range<usize>) {
        match line::marker(self.text, &line) {
            Some(Marker { kind: MarkerKind::Heading, words, .. }) => {
                self.close();
                let words = self.inline(words);
                self.blocks.push(Block::Heading(words));
            }
            Some(Marker { kind: MarkerKind::Quote, words, .. }) => {
                if !self.is_quote {
                    self.close();
                }
                self.is_quote = true;
                self.passage(&words);
            }
            _ => {
                if self.is_quote {
                    self.close();
                }
                self.passage(&line);
            }
        }
    }

    /// A line of what is open, without the mark of a quote.
    fn passage(&mut self, line: &Range<usize>) {
        let words = self.words(line);
        if words.trim().is_empty() {
            self.is_apart = true;
            return;
        }
        let is_apart = std::mem::take(&mut self.is_apart);
        match (line::marker(self.text, line), self.passages.last()) {
            (Some(Marker { kind: MarkerKind::Bullet, words, .. }), _) => self.item(None, words),
            (Some(Marker { kind: MarkerKind::Number(number), words, .. }), last) if self.counts(number, last) => {
                self.item(Some(number), words);
            }
            (_, Some(Passage::Paragraph(_))) if !is_apart => self.go_on(line.clone()),
            (_, Some(Passage::List(_))) if !is_apart && words.starts_with([' ', '\t']) => {
                let indent = words.len() - words.trim_start().len();
                self.go_on(line.start + indent..line.end);
            }
            _ => {
                let words = self.inline(line.clone());
                self.passages.push(Passage::Paragraph(words));
            }
        }
    }

    /// Whether a number is one of a list's: what the screen counts has to be what she wrote, and "2026." begins no list.
    fn counts(&self, number: u32, last: Option<&Passage>) -> bool {
        let goes_on = matches!(last, Some(Passage::List(list)) if list.numbered) && number <= self.last_number + 1;
        number == 1 || goes_on
    }

    fn item(&mut self, number: Option<u32>, words: Range<usize>) {
        let words = self.inline(words);
        self.last_number = number.unwrap_or_default();
        match self.passages.last_mut() {
            Some(Passage::List(list)) if list.numbered == number.is_some() => list.items.push(words),
            _ => self.passages.push(Passage::List(List { numbered: number.is_some(), items: vec![words] })),
        }
    }

    /// One more line of the paragraph or the list's item that came last.
    fn go_on(&mut self, line: Range<usize>) {
        self.runs.push(line.start..line.start);
        let more = self.inline(line);
        let open = match self.passages.last_mut() {
            Some(Passage::Paragraph(words)) => Some(words),
            Some(Passage::List(list)) => list.items.last_mut(),
            None => None,
        };
        if let Some(words) = open {
            words.push(Inline::Break);
            words.extend(more);
        }
    }

    /// What was open is complete.
    fn close(&mut self) {
        let passages = std::mem::take(&mut self.passages);
        match std::mem::take(&mut self.is_quote) {
            true => self.blocks.push(Block::Quote(passages)),
            false => self.blocks.extend(passages.into_iter().map(|passage| match passage {
                Passage::Paragraph(words) => Block::Paragraph(words),
                Passage::List(list) => Block::List(list),
            })),
        }
        self.is_apart = false;
    }

    fn inline(&mut self, line: Range<usize>) -> Line {
        let pieces = inline::scan(self.text, line).pieces;
        self.runs.extend(pieces.iter().map(|(_, place)| place.clone()));
        pieces.into_iter().map(|(piece, _)| piece).collect()
    }

    fn words(&self, line: &Range<usize>) -> &'a str {
        self.text.get(line.clone()).unwrap_or_default()
    }
}

/// Places in bytes as places in UTF-16 units. They have to be in order.
fn in_utf16(text: &str, places: &[Range<usize>]) -> Vec<Range<u32>> {
    let (mut bytes, mut units) = (0, 0_u32);
    let mut to = |place: usize| {
        let between = text.get(bytes..place).unwrap_or_default();
        units += between.chars().map(|c| if c.len_utf16() == 2 { 2 } else { 1 }).sum::<u32>();
        bytes = place;
        units
    };
    places.iter().map(|place| to(place.start)..to(place.end)).collect()
}

#[cfg(test)]
mod tests;
