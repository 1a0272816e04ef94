//! Course text on the screen: one match for each kind of block, never HTML from a string.

use naptime_course::model::{Block, Figure, Inline, Line, LinkTarget, List, Passage, Table};
use naptime_view::prelude::*;

use super::route::Route;

/// Which heading a text's own headings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingLevel {
    Second,
    Third,
}

/// A text.
pub fn prose(blocks: &[Block], level: HeadingLevel) -> AnyView {
    let blocks: Vec<AnyView> = blocks.iter().map(|block| self::block(block, level)).collect();
    view! { <div class="prose">{blocks}</div> }.into_any()
}

fn block(block: &Block, level: HeadingLevel) -> AnyView {
    match block {
        Block::Paragraph(words) => paragraph(words),
        Block::Heading(words) => match level {
            HeadingLevel::Second => view! { <h2>{line(words)}</h2> }.into_any(),
            HeadingLevel::Third => view! { <h3>{line(words)}</h3> }.into_any(),
        },
        Block::List(items) => list(items),
        Block::Quote(passages) => view! { <blockquote>{self::passages(passages)}</blockquote> }.into_any(),
        Block::Example(passages) => view! { <aside>{self::passages(passages)}</aside> }.into_any(),
        Block::Figure(figure) => self::figure(figure),
        Block::Table(table) => self::table(table),
    }
}

fn passages(passages: &[Passage]) -> Vec<AnyView> {
    let one = |passage: &Passage| match passage {
        Passage::Paragraph(words) => paragraph(words),
        Passage::List(items) => list(items),
    };
    passages.iter().map(one).collect()
}

fn paragraph(words: &Line) -> AnyView {
    view! { <p>{line(words)}</p> }.into_any()
}

fn list(list: &List) -> AnyView {
    let items: Vec<_> = list.items.iter().map(|item| view! { <li>{line(item)}</li> }).collect();
    match list.numbered {
        true => view! { <ol>{items}</ol> }.into_any(),
        false => view! { <ul>{items}</ul> }.into_any(),
    }
}

fn figure(figure: &Figure) -> AnyView {
    let source = ["/course/", &figure.file.hash.name(&figure.extension)].concat();
    let caption =
        figure.caption.clone().map(|caption| view! { <figcaption class="small muted">{caption}</figcaption> });
    view! { <figure><img src=source alt=figure.alt.clone() loading="lazy" />{caption}</figure> }.into_any()
}

fn table(table: &Table) -> AnyView {
    let header: Vec<_> = table.header.iter().map(|cell| view! { <th scope="col">{line(cell)}</th> }).collect();
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<_> = row.iter().map(|cell| view! { <td>{line(cell)}</td> }).collect();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    view! { <table><thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table> }.into_any()
}

fn line(line: &Line) -> Vec<AnyView> {
    line.iter().map(inline).collect()
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
        LinkTarget::Nugget(_) | LinkTarget::Protocol(_) => None,
    };
    match inside {
        Some(route) => view! { <a href=route.path()>{text}</a> }.into_any(),
        None => text.into_any(),
    }
}
