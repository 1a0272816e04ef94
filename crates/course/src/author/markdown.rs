//! Markdown to typed blocks. Whatever the blocks cannot say is a finding, never silently dropped.

mod inline;

use super::cross::Known;
use super::form::{Body, shown};
use super::{Findings, media};
use crate::model::{Block, Figure, Inline, Line, List, Passage, Table};
use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd};
use std::{iter::Peekable, ops::Range};

/// A piece of a Markdown file and the line it stands on.
pub(super) struct Piece {
    pub line: usize,
    pub what: What,
}

/// What a piece is.
pub(super) enum What {
    /// A heading of the second level: a step begins.
    Step { title: String, id: Option<String> },
    /// Text.
    Block(Block),
    /// The edit to her own work: the target and the prompt as written.
    ApplyIt { target: String, prompt: String },
}

/// Reads the Markdown of a file.
pub(super) fn read(file: &str, body: Body<'_>, known: &Known<'_>, findings: &mut Findings) -> Vec<Piece> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let events = Parser::new_ext(body.text, options).into_offset_iter().peekable();
    Reader { file, body, known, findings, events, pieces: Vec::new() }.read()
}

/// Reads Markdown that can only be blocks: a brief, or the guidance of a protocol step.
pub(super) fn blocks(file: &str, body: Body<'_>, known: &Known<'_>, findings: &mut Findings) -> Vec<Block> {
    let pieces = read(file, body, known, findings);
    let mut blocks = Vec::new();
    for piece in pieces {
        match piece.what {
            What::Block(block) => blocks.push(block),
            What::Step { title, .. } => blocks.push(Block::Heading(vec![Inline::Text(title)])),
            What::ApplyIt { .. } => findings.error(
                file,
                piece.line,
                "only a step of a lesson can open her own work",
                "Move this paragraph into a lesson, or remove the apply: link.",
            ),
        }
    }
    blocks
}

struct Reader<'a> {
    file: &'a str,
    body: Body<'a>,
    known: &'a Known<'a>,
    findings: &'a mut Findings,
    events: Peekable<OffsetIter<'a>>,
    pieces: Vec<Piece>,
}

impl<'a> Reader<'a> {
    fn read(mut self) -> Vec<Piece> {
        while let Some((event, range)) = self.events.next() {
            let line = self.line(&range);
            match event {
                Event::Start(tag) => self.block(tag, line, &range),
                Event::Rule => self.unsupported(line, "a rule", "Begin a new step, or leave it out."),
                _ => {}
            }
        }
        self.pieces
    }

    fn block(&mut self, tag: Tag<'a>, line: usize, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => self.paragraph(line),
            Tag::Heading { level, id, .. } => self.heading(level, id.map(|id| id.to_string()), line),
            Tag::List(first) => {
                let list = self.list(first.is_some());
                self.push(line, What::Block(Block::List(list)));
            }
            Tag::BlockQuote(_) => self.quote(line),
            Tag::Table(_) => self.table(line),
            Tag::HtmlBlock => {
                let html = self.body.text.get(range.clone()).unwrap_or_default().trim();
                if !(html.starts_with("<!--") && html.ends_with("-->") && html.matches("-->").count() == 1) {
                    self.unsupported(line, "raw HTML", "Say it in Markdown. Comments <!-- like this --> are fine.");
                }
                self.skip();
            }
            Tag::CodeBlock(_) => {
                self.unsupported(line, "a block of code", "Is the paragraph indented? Write it from the margin.");
                self.skip();
            }
            _ => {
                self.unsupported(line, "this kind of block", "Use paragraphs, lists, quotes, tables and pictures.");
                self.skip();
            }
        }
    }

    fn paragraph(&mut self, line: usize) {
        let run = self.inlines(TagEnd::Paragraph);
        if let Some(figure) = run.figure {
            if !inline::is_blank(&run.line) {
                self.unsupported(line, "a picture inside a paragraph", "Give the picture a paragraph of its own.");
            }
            self.push(line, What::Block(Block::Figure(figure)));
        } else if let Some(target) = run.apply {
            let prompt: String = run.line.iter().map(Inline::words).collect();
            let prompt = prompt.trim_start_matches([':', '.', ',', ' ']).trim().to_owned();
            self.push(line, What::ApplyIt { target, prompt });
        } else if !run.line.is_empty() {
            self.push(line, What::Block(Block::Paragraph(run.line)));
        }
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<String>, line: usize) {
        let run = self.inlines(TagEnd::Heading(level));
        let title: String = run.line.iter().map(Inline::words).collect();
        match level {
            HeadingLevel::H2 => self.push(line, What::Step { title, id }),
            HeadingLevel::H3 => self.push(line, What::Block(Block::Heading(run.line))),
            _ => self.unsupported(
                line,
                "a heading of this level",
                "The title stands in the front matter; ## begins a step or a section, ### a smaller one.",
            ),
        }
    }

    /// The items of a list, up to its end.
    fn list(&mut self, numbered: bool) -> List {
        let mut items = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.item()),
                Event::End(TagEnd::List(_)) => break,
                _ => {
                    let line = self.line(&range);
                    self.unsupported(line, "this inside a list", "A list holds plain lines.");
                }
            }
        }
        List { numbered, items }
    }

    fn item(&mut self) -> Line {
        let run = self.inlines(TagEnd::Item);
        if run.figure.is_some() || run.apply.is_some() {
            let line = self.last_line();
            self.unsupported(line, "a picture or an apply: link inside a list", "Give it a paragraph of its own.");
        }
        run.line
    }

    fn quote(&mut self, line: usize) {
        let mut passages = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::Paragraph) => {
                    let run = self.inlines(TagEnd::Paragraph);
                    if run.figure.is_some() || run.apply.is_some() {
                        let line = self.line(&range);
                        self.unsupported(line, "a picture or an apply: link inside a quote", "Move it out of it.");
                    }
                    passages.push(Passage::Paragraph(run.line));
                }
                Event::Start(Tag::List(first)) => passages.push(Passage::List(self.list(first.is_some()))),
                Event::Start(_) => {
                    let line = self.line(&range);
                    self.unsupported(line, "this inside a quote", "A quote holds paragraphs and lists.");
                    self.skip();
                }
                Event::End(TagEnd::BlockQuote(_)) => break,
                _ => {}
            }
        }
        let block = if take_example(&mut passages) { Block::Example(passages) } else { Block::Quote(passages) };
        self.push(line, What::Block(block));
    }

    fn table(&mut self, line: usize) {
        let mut table = Table { header: Vec::new(), rows: Vec::new() };
        let mut row = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => row.push(self.inlines(TagEnd::TableCell).line),
                Event::End(TagEnd::TableHead) => table.header = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => table.rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        self.push(line, What::Block(Block::Table(table)));
    }

    /// Passes over the rest of an element that cannot be kept.
    fn skip(&mut self) {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.events.next() {
                Some((Event::Start(_), _)) => depth += 1,
                Some((Event::End(_), _)) => depth -= 1,
                Some(_) => {}
                None => break,
            }
        }
    }

    fn push(&mut self, line: usize, what: What) {
        self.pieces.push(Piece { line, what });
    }

    fn unsupported(&mut self, line: usize, what: &str, mend: &str) {
        self.findings.error(self.file, line, format!("{what} cannot be shown"), mend);
    }

    fn line(&self, range: &Range<usize>) -> usize {
        let before = self.body.text.get(..range.start).unwrap_or_default();
        self.body.first_line + before.matches('\n').count()
    }

    fn last_line(&mut self) -> usize {
        let next = self.events.peek().map(|(_, range)| range.clone());
        next.map_or(self.body.first_line, |range| self.line(&range))
    }

    fn figure(&mut self, line: usize, path: &str, alt: String, caption: &str) -> Option<Figure> {
        if alt.trim().is_empty() {
            self.findings.error(
                self.file,
                line,
                format!("the picture {} has no words in its place", shown(path)),
                "Say between ![ and ] what someone needs to know who can't see it.",
            );
        }
        let file = super::cross::join(self.file, path);
        let Some((file, extension)) = file.and_then(|path| media::file_ref(self.known.folder, &path)) else {
            self.findings.error(
                self.file,
                line,
                format!("there is no picture {}", shown(path)),
                "Put it into media/ and name it by its path from here, like ../../../media/table.svg.",
            );
            return None;
        };
        let caption = (!caption.is_empty()).then(|| caption.to_owned());
        Some(Figure { file, extension: extension.to_owned(), alt, caption })
    }
}

/// A quote that begins with **Example.** is one; the word itself is the screen's to write.
fn take_example(passages: &mut [Passage]) -> bool {
    let Some(Passage::Paragraph(line)) = passages.first_mut() else { return false };
    match line.first() {
        Some(Inline::Strong(word)) if matches!(word.as_str(), "Example." | "Example:" | "Example") => {
            line.remove(0);
            if let Some(Inline::Text(text)) = line.first_mut() {
                *text = text.trim_start().to_owned();
            }
            true
        }
        _ => false,
    }
}
