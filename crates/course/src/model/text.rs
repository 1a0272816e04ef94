//! Written text as typed blocks: what a screen draws and a voice reads, never HTML.

use super::{ChallengeId, FileRef, LessonId, NuggetId, ProtocolId};
use serde::Serialize;
use std::fmt;

/// One block of a text, in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Block {
    /// A paragraph.
    Paragraph(Line),
    /// A heading inside a brief; steps have titles of their own.
    Heading(Line),
    /// A list of one level.
    List(List),
    /// Somebody's words.
    Quote(Vec<Passage>),
    /// A worked example, set apart from the text about it.
    Example(Vec<Passage>),
    /// A picture.
    Figure(Figure),
    /// A small table.
    Table(Table),
}

/// What may stand inside a quote or an example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Passage {
    /// A paragraph.
    Paragraph(Line),
    /// A list of one level.
    List(List),
}

impl Block {
    /// The words line by line, as a voice reads them and a search finds them. A picture is its description.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Paragraph(line) | Self::Heading(line) => vec![plain(line)],
            Self::List(list) => list.items.iter().map(plain).collect(),
            Self::Quote(passages) | Self::Example(passages) => passages.iter().flat_map(Passage::lines).collect(),
            Self::Figure(figure) => [&figure.alt].into_iter().chain(&figure.caption).cloned().collect(),
            Self::Table(table) => {
                let rows = [&table.header].into_iter().chain(&table.rows);
                rows.map(|cells| cells.iter().map(plain).collect::<Vec<_>>().join(", ")).collect()
            }
        }
    }

    /// The picture, if it is one.
    pub(super) fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Figure(figure) => Some(figure),
            _ => None,
        }
    }
}

impl Passage {
    fn lines(&self) -> Vec<String> {
        match self {
            Self::Paragraph(line) => vec![plain(line)],
            Self::List(list) => list.items.iter().map(plain).collect(),
        }
    }
}

fn plain(line: &Line) -> String {
    line.iter().map(Inline::words).collect()
}

/// A run of words on one line or paragraph.
pub type Line = Vec<Inline>;

/// A piece of a line. Pieces do not nest: a word is plain, strong, emphasised, code or a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Words that matter more.
    Strong(String),
    /// Words said with a different voice; also the names of fields and lessons.
    Emphasis(String),
    /// Something to type exactly as it stands.
    Code(String),
    /// Words that lead somewhere.
    Link {
        /// What is shown.
        text: String,
        /// Where it leads.
        to: LinkTarget,
    },
    /// A line break the author asked for.
    Break,
}

impl Inline {
    /// The words, without their dress. A break reads as a space.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(words) | Self::Strong(words) | Self::Emphasis(words) | Self::Code(words) => words,
            Self::Link { text, .. } => text,
            Self::Break => " ",
        }
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum LinkTarget {
    /// A page outside the app.
    Web(WebUrl),
    /// A lesson of this programme.
    Lesson(LessonId),
    /// A challenge of this programme.
    Challenge(ChallengeId),
    /// A nugget of this programme.
    Nugget(NuggetId),
    /// A protocol of this programme.
    Protocol(ProtocolId),
}

/// A list of one level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct List {
    /// Whether the order matters and is shown.
    pub numbered: bool,
    /// One line each.
    pub items: Vec<Line>,
}

/// A picture with the words that stand in for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The picture's file in the package.
    pub file: FileRef,
    /// Its ending: `svg`, `png`, `jpg` or `webp`. The stored name is `<hash>.<extension>`.
    pub extension: String,
    /// What someone who can't see it needs to know. Never empty.
    pub alt: String,
    /// A line under it.
    pub caption: Option<String>,
}

/// A small table. Every row has as many cells as the header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The names of the columns.
    pub header: Vec<Line>,
    /// The rows.
    pub rows: Vec<Vec<Line>>,
}

/// An address outside the app: `https://` or `http://`, never a script.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "String")]
pub struct WebUrl(String);

/// A text that is not a web address we would open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a web address starts with https:// or http:// and has no spaces")]
pub struct NotAWebUrl;

/// Longest address we keep. Browsers take more; people who copy links into a course do not need it.
const URL_BYTES_MAX: usize = 2_000;

impl WebUrl {
    /// An address for what could not be read, until the whole of it is refused.
    pub(crate) fn stand_in() -> Self {
        Self("https://none".to_owned())
    }

    /// The address, ready for `href`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for WebUrl {
    type Error = NotAWebUrl;

    fn try_from(text: String) -> Result<Self, NotAWebUrl> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let has_host = rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_alphanumeric()));
        let is_one_word = !text.contains(|c: char| c.is_whitespace() || c.is_control());
        if has_host && is_one_word && text.len() <= URL_BYTES_MAX { Ok(Self(text)) } else { Err(NotAWebUrl) }
    }
}

impl From<WebUrl> for String {
    fn from(url: WebUrl) -> String {
        url.0
    }
}

impl fmt::Display for WebUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
