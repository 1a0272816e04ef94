//! Course text on the screen: one match for each kind of block, never HTML from a string.

use std::cell::Cell;

use naptime_course::{
    aloud,
    model::{Block, Figure, Inline, Line, LinkTarget, List, Passage, Table},
};
use naptime_view::prelude::*;

use super::route::Route;

/// Which heading a text's own headings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingLevel {
    Second,
    Third,
}

/// A text that is read aloud: its sentences are counted as [`aloud::script`] counts them, and the one being said is shown.
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

    fn line(&self, line: &Line) -> Vec<AnyView> {
        let sentence = |pieces: &Line| {
            let is_said = self.next(1);
            let pieces: Vec<AnyView> = pieces.iter().map(inline).collect();
            view! { <span class="sentence" data-said=is_said>{pieces}</span> }.into_any()
        };
        aloud::cut(line).iter().map(sentence).collect()
    }

    /// Counts what follows, and tells while any of it is being said.
    fn next(&self, count: usize) -> impl Fn() -> Option<&'static str> + Copy + Send + use<> {
        let (now, from) = (self.now, self.sentences.get());
        self.sentences.set(from + count);
        move || now.get().is_some_and(|now| (from..from + count).contains(&now)).then_some("")
    }
}

/// A text.
pub fn prose(blocks: &[Block], level: HeadingLevel) -> AnyView {
    all(blocks, level, None)
}

/// A text that can be followed while it is heard.
pub fn prose_heard(blocks: &[Block], level: HeadingLevel, heard: &Heard) -> AnyView {
    all(blocks, level, Some(heard))
}

fn all(blocks: &[Block], level: HeadingLevel, heard: Option<&Heard>) -> AnyView {
    let blocks: Vec<AnyView> = blocks.iter().map(|block| self::block(block, level, heard)).collect();
    view! { <div class="prose">{blocks}</div> }.into_any()
}

fn block(block: &Block, level: HeadingLevel, heard: Option<&Heard>) -> AnyView {
    match block {
        Block::Paragraph(words) => paragraph(words, heard),
        Block::Heading(words) => match level {
            HeadingLevel::Second => view! { <h2>{line(words, heard)}</h2> }.into_any(),
            HeadingLevel::Third => view! { <h3>{line(words, heard)}</h3> }.into_any(),
        },
        Block::List(items) => list(items, heard),
        Block::Quote(passages) => view! { <blockquote>{self::passages(passages, heard)}</blockquote> }.into_any(),
        Block::Example(passages) => view! { <aside>{self::passages(passages, heard)}</aside> }.into_any(),
        Block::Figure(figure) => self::figure(figure, is_said(&block.lines(), heard)),
        Block::Table(table) => self::table(table, &block.lines(), heard),
    }
}

fn passages(passages: &[Passage], heard: Option<&Heard>) -> Vec<AnyView> {
    let one = |passage: &Passage| match passage {
        Passage::Paragraph(words) => paragraph(words, heard),
        Passage::List(items) => list(items, heard),
    };
    passages.iter().map(one).collect()
}

fn paragraph(words: &Line, heard: Option<&Heard>) -> AnyView {
    view! { <p>{line(words, heard)}</p> }.into_any()
}

fn list(list: &List, heard: Option<&Heard>) -> AnyView {
    let items: Vec<_> = list.items.iter().map(|item| view! { <li>{line(item, heard)}</li> }).collect();
    match list.numbered {
        true => view! { <ol>{items}</ol> }.into_any(),
        false => view! { <ul>{items}</ul> }.into_any(),
    }
}

fn figure(figure: &Figure, is_said: impl Fn() -> Option<&'static str> + Send + 'static) -> AnyView {
    let source = ["/course/", &figure.file.hash.name(&figure.extension)].concat();
    let caption =
        figure.caption.clone().map(|caption| view! { <figcaption class="small muted">{caption}</figcaption> });
    view! {
        <figure data-said=is_said>
            <img src=source alt=figure.alt.clone() loading="lazy" />
            {caption}
        </figure>
    }
    .into_any()
}

/// Heard row by row.
fn table(table: &Table, lines: &[String], heard: Option<&Heard>) -> AnyView {
    let said: Vec<_> = lines.iter().map(|line| is_said(std::slice::from_ref(line), heard)).collect();
    let header: Vec<_> = table.header.iter().map(|cell| view! { <th scope="col">{line(cell, None)}</th> }).collect();
    let rows: Vec<_> = table
        .rows
        .iter()
        .zip(said.iter().copied().skip(1))
        .map(|(row, is_said)| {
            let cells: Vec<_> = row.iter().map(|cell| view! { <td>{line(cell, None)}</td> }).collect();
            view! { <tr data-said=is_said>{cells}</tr> }
        })
        .collect();
    let header_said = said.first().copied();
    let header_said = move || header_said.and_then(|is_said| is_said());
    view! { <table><thead><tr data-said=header_said>{header}</tr></thead><tbody>{rows}</tbody></table> }.into_any()
}

/// Tells while any of these lines is being said.
fn is_said(lines: &[String], heard: Option<&Heard>) -> impl Fn() -> Option<&'static str> + Copy + Send + use<> {
    let count = |heard: &Heard| heard.next(lines.iter().map(|line| aloud::sentences(line).len()).sum());
    let is_said = heard.map(count);
    move || is_said.and_then(|is_said| is_said())
}

fn line(line: &Line, heard: Option<&Heard>) -> Vec<AnyView> {
    match heard {
        Some(heard) => heard.line(line),
        None => line.iter().map(inline).collect(),
    }
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
