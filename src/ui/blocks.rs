//! Course text on the screen: one match for each kind of block, never HTML from a string.

use std::cell::Cell;

use naptime_course::{
    aloud,
    model::{Block, Figure, Inline, Line, LinkTarget, List, Passage, Table},
};
use naptime_view::prelude::*;

use super::{course::Course, route::Route, strings::words};

/// Which heading a text's own headings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingLevel {
    Second,
    Third,
}

/// How the lines of a text are shown. Blocks are walked in reading order, and each line is asked for once.
pub trait Lines {
    /// A line, piece by piece.
    fn line(&self, line: &Line) -> Vec<AnyView>;

    /// The language they are in, where that is known.
    fn language(&self) -> Option<String> {
        None
    }

    /// While these lines are being said, which are shown as one.
    fn said(&self, _lines: &[String]) -> Said {
        Said(None)
    }
}

/// A text of the course as it is.
struct Plain;

impl Lines for Plain {
    fn language(&self) -> Option<String> {
        expect_context::<Course>().language()
    }

    fn line(&self, line: &Line) -> Vec<AnyView> {
        line.iter().map(inline).collect()
    }
}

/// Tells while some sentences are being said.
#[derive(Clone, Copy)]
pub struct Said(Option<(RwSignal<Option<usize>>, usize, usize)>);

impl Said {
    /// As an attribute. Tracks.
    fn mark(self) -> Option<&'static str> {
        let (now, from, to) = self.0?;
        now.get().is_some_and(|now| (from..to).contains(&now)).then_some("")
    }
}

/// A text of the course that is read aloud: its sentences are counted as [`aloud::script`] counts them, and the one being said is shown.
pub struct Heard {
    now: RwSignal<Option<usize>>,
    sentences: Cell<usize>,
}

impl Heard {
    /// Nothing is shown of it yet.
    pub fn new(now: RwSignal<Option<usize>>) -> Self {
        Self { now, sentences: Cell::new(0) }
    }

    /// The sentences of a line without dress.
    pub fn plain(&self, words: &str) -> Vec<AnyView> {
        self.line(&vec![Inline::Text(words.to_owned())])
    }

    /// Counts what follows.
    fn next(&self, count: usize) -> Said {
        let from = self.sentences.get();
        self.sentences.set(from + count);
        Said(Some((self.now, from, from + count)))
    }
}

impl Lines for Heard {
    fn language(&self) -> Option<String> {
        Plain.language()
    }

    fn line(&self, line: &Line) -> Vec<AnyView> {
        let sentence = |pieces: &Line| {
            let said = self.next(1);
            let pieces: Vec<AnyView> = pieces.iter().map(inline).collect();
            view! { <span class="sentence" data-said=move || said.mark()>{pieces}</span> }.into_any()
        };
        aloud::cut(line).iter().map(sentence).collect()
    }

    fn said(&self, lines: &[String]) -> Said {
        self.next(lines.iter().map(|line| aloud::sentences(line).len()).sum())
    }
}

/// A text of the course.
pub fn prose(blocks: &[Block], level: HeadingLevel) -> AnyView {
    prose_of(blocks, level, &Plain)
}

/// A text whose lines are shown in some way.
pub fn prose_of(blocks: &[Block], level: HeadingLevel, lines: &dyn Lines) -> AnyView {
    let blocks: Vec<AnyView> = blocks.iter().map(|block| self::block(block, level, lines)).collect();
    view! { <div class="prose" lang=lines.language()>{blocks}</div> }.into_any()
}

fn block(block: &Block, level: HeadingLevel, lines: &dyn Lines) -> AnyView {
    match block {
        Block::Paragraph(words) => paragraph(words, lines),
        Block::Heading(words) => heading(level, lines.line(words)),
        Block::List(items) => list(items, lines),
        Block::Quote(passages) => view! { <blockquote>{self::passages(passages, lines)}</blockquote> }.into_any(),
        Block::Example(passages) => example(self::passages(passages, lines)),
        Block::Figure(figure) => self::figure(figure, lines.said(&block.lines())),
        Block::Table(table) => self::table(table, &block.lines(), lines),
    }
}

/// A heading of a text, or of what stands beside one.
pub fn heading(level: HeadingLevel, words: impl IntoView) -> AnyView {
    match level {
        HeadingLevel::Second => view! { <h2>{words}</h2> }.into_any(),
        HeadingLevel::Third => view! { <h3>{words}</h3> }.into_any(),
    }
}

/// Says what it is; the voice, which reads the text alone, does not.
fn example(passages: Vec<AnyView>) -> AnyView {
    view! {
        <div class="example">
            <p class="small muted">{words().lesson.example}</p>
            {passages}
        </div>
    }
    .into_any()
}

fn passages(passages: &[Passage], lines: &dyn Lines) -> Vec<AnyView> {
    let one = |passage: &Passage| match passage {
        Passage::Paragraph(words) => paragraph(words, lines),
        Passage::List(items) => list(items, lines),
    };
    passages.iter().map(one).collect()
}

fn paragraph(words: &Line, lines: &dyn Lines) -> AnyView {
    view! { <p>{lines.line(words)}</p> }.into_any()
}

fn list(list: &List, lines: &dyn Lines) -> AnyView {
    let items: Vec<_> = list.items.iter().map(|item| view! { <li>{lines.line(item)}</li> }).collect();
    match list.numbered {
        true => view! { <ol>{items}</ol> }.into_any(),
        false => view! { <ul>{items}</ul> }.into_any(),
    }
}

fn figure(figure: &Figure, said: Said) -> AnyView {
    let source = ["/course/", &figure.file.hash.name(&figure.extension)].concat();
    let caption =
        figure.caption.clone().map(|caption| view! { <figcaption class="small muted">{caption}</figcaption> });
    view! {
        <figure data-said=move || said.mark()>
            <img src=source alt=figure.alt.clone() loading="lazy" />
            {caption}
        </figure>
    }
    .into_any()
}

/// Heard row by row.
fn table(table: &Table, rows: &[String], lines: &dyn Lines) -> AnyView {
    let said: Vec<Said> = rows.iter().map(|row| lines.said(std::slice::from_ref(row))).collect();
    let header: Vec<_> = table.header.iter().map(|cell| view! { <th scope="col">{Plain.line(cell)}</th> }).collect();
    let row = |(row, said): (&Vec<Line>, &Said)| {
        let (said, cells) = (*said, row.iter().map(|cell| view! { <td>{Plain.line(cell)}</td> }).collect::<Vec<_>>());
        view! { <tr data-said=move || said.mark()>{cells}</tr> }
    };
    let body: Vec<_> = table.rows.iter().zip(said.iter().skip(1)).map(row).collect();
    let header_said = said.first().copied().unwrap_or(Said(None));
    view! {
        <table><thead><tr data-said=move || header_said.mark()>{header}</tr></thead><tbody>{body}</tbody></table>
    }
    .into_any()
}

fn inline(inline: &Inline) -> AnyView {
    match inline {
        Inline::Text(words) => words.clone().into_any(),
        Inline::Strong(words) => view! { <strong>{words.clone()}</strong> }.into_any(),
        Inline::Emphasis(words) => view! { <em>{words.clone()}</em> }.into_any(),
        Inline::Code(words) => view! { <code>{words.clone()}</code> }.into_any(),
        Inline::Link { text, to } => link(text.clone(), to),
        Inline::Break => view! { <br /> }.into_any(),
    }
}

/// What has no screen yet is shown as words.
fn link(text: String, to: &LinkTarget) -> AnyView {
    let inside = match to {
        LinkTarget::Web(url) => {
            let url = url.as_str().to_owned();
            return view! { <a href=url target="_blank" rel="noreferrer">{text}</a> }.into_any();
        }
        LinkTarget::Lesson(id) => super::course::lesson_id(id).map(Route::Lesson),
        LinkTarget::Challenge(_) => Some(Route::Challenge),
        LinkTarget::Nugget(id) => Some(Route::Nugget(id.clone())),
        LinkTarget::Protocol(_) => None,
    };
    match inside {
        Some(route) => view! { <a href=route.path()>{text}</a> }.into_any(),
        None => text.into_any(),
    }
}
