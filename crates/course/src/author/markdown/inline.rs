//! The words of one paragraph, heading, item or cell.

use super::Reader;
use crate::model::{Figure, Inline, Line};
use pulldown_cmark::{Event, Tag, TagEnd};

/// What a paragraph held.
#[derive(Default)]
pub(super) struct Run {
    pub line: Line,
    /// A picture in it, the last if there were several.
    pub figure: Option<Figure>,
    /// The target of an `apply:` link it began with.
    pub apply: Option<String>,
}

impl Reader<'_> {
    /// Reads up to the end of an element, and takes that end too.
    pub(super) fn inlines(&mut self, end: TagEnd) -> Run {
        let mut run = Run::default();
        while let Some((event, range)) = self.events.next() {
            let line = self.line(&range);
            match event {
                Event::End(tag) if tag == end => break,
                Event::Text(text) => add_text(&mut run.line, &text),
                Event::Code(code) => run.line.push(Inline::Code(code.to_string())),
                Event::SoftBreak => add_text(&mut run.line, " "),
                Event::HardBreak => run.line.push(Inline::Break),
                Event::Start(Tag::Emphasis) => {
                    let words = self.words(line);
                    run.line.push(Inline::Emphasis(words));
                }
                Event::Start(Tag::Strong) => {
                    let words = self.words(line);
                    run.line.push(Inline::Strong(words));
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let text = self.words(line);
                    self.link(&mut run, line, &dest_url, text);
                }
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    let alt = self.words(line);
                    run.figure = self.figure(line, &dest_url, alt, &title).or(run.figure);
                }
                // A loose list wraps its items in paragraphs; two of them read as two lines.
                Event::Start(Tag::Paragraph) if !run.line.is_empty() => run.line.push(Inline::Break),
                Event::Start(Tag::Paragraph) | Event::End(_) => {}
                Event::Html(_) | Event::InlineHtml(_) => {
                    self.unsupported(line, "raw HTML", "Say it in Markdown, or write &lt; for a < sign.");
                }
                Event::Start(Tag::List(_)) => {
                    self.unsupported(line, "a list inside a list", "Make it one list, or two with a line between.");
                    self.skip();
                }
                Event::Start(_) => {
                    self.unsupported(line, "this kind of text", "Use plain words, *emphasis*, **strong**, links.");
                    self.skip();
                }
                _ => {}
            }
        }
        trim(&mut run.line);
        run
    }

    fn link(&mut self, run: &mut Run, line: usize, to: &str, text: String) {
        if let Some(target) = to.strip_prefix("apply:") {
            if run.line.is_empty() && run.apply.is_none() {
                run.apply = Some(target.to_owned());
            } else {
                self.unsupported(line, "an apply: link inside a paragraph", "Begin the step's last paragraph with it.");
            }
            return;
        }
        match self.known.resolve(self.file, to) {
            Ok(to) => run.line.push(Inline::Link { text, to }),
            Err(dead) => {
                self.findings.error(self.file, line, dead.what, dead.mend);
                add_text(&mut run.line, &text);
            }
        }
    }

    /// The plain words inside an emphasis, a link or an image, up to its end.
    fn words(&mut self, line: usize) -> String {
        let mut words = String::new();
        let mut depth = 1_usize;
        while depth > 0 {
            match self.events.next() {
                Some((Event::End(_), _)) => depth -= 1,
                Some((Event::Text(text) | Event::Code(text), _)) => words.push_str(&text),
                Some((Event::SoftBreak | Event::HardBreak, _)) => words.push(' '),
                Some((Event::Start(_), _)) => {
                    if depth == 1 {
                        self.unsupported(line, "emphasis inside emphasis or a link", "Choose one of the two.");
                    }
                    depth += 1;
                }
                Some((Event::Html(_) | Event::InlineHtml(_), _)) => {
                    self.unsupported(line, "raw HTML", "Say it in Markdown, or write &lt; for a < sign.");
                }
                Some(_) => {}
                None => break,
            }
        }
        words
    }
}

/// Whether a line shows nothing.
pub(super) fn is_blank(line: &Line) -> bool {
    line.iter().all(|inline| inline.words().trim().is_empty())
}

fn add_text(line: &mut Line, more: &str) {
    match line.last_mut() {
        Some(Inline::Text(text)) => text.push_str(more),
        _ => line.push(Inline::Text(more.to_owned())),
    }
}

/// Takes white space off the ends of a line.
fn trim(line: &mut Line) {
    if let Some(Inline::Text(text)) = line.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline::Text(text)) = line.last_mut() {
        *text = text.trim_end().to_owned();
    }
    line.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
}
