//! What the editor's buttons do: from a text, a selection and a button to edits and a new selection.
//!
//! A button only ever adds or takes away marks: no word of hers is touched. Pressing it again takes back what it did. It
//! sees the same marks as the reader, so what is shown as strong is what the button takes off.

mod lines;
mod words;

use std::ops::Range;

use super::{
    in_utf16,
    line::{self, MarkerKind},
};

/// The editor's buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// The lines are headings.
    Heading,
    /// The lines are items of a list.
    List,
    /// The lines are somebody's words.
    Quote,
    /// The words matter more.
    Strong,
    /// The words are said with a different voice.
    Emphasis,
    /// The words lead to an address.
    Link,
}

/// One change of the text as it was before all of them, in UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where.
    pub at: u32,
    /// How many units go there.
    pub delete: u32,
    /// What comes in.
    pub insert: String,
}

/// What a button did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// In order, none into another.
    pub edits: Vec<Edit>,
    /// What is selected afterwards, in UTF-16 units of the new text.
    pub selection: Range<u32>,
}

/// Presses a button. The selection is in UTF-16 units; `None` if it does not fit the text.
pub fn press(text: &str, selection: Range<u32>, button: Button) -> Option<Pressed> {
    let selection = in_bytes(text, &selection)?;
    let change = match button {
        Button::Heading => lines::press(text, &selection, MarkerKind::Heading),
        Button::List => lines::press(text, &selection, MarkerKind::Bullet),
        Button::Quote => lines::press(text, &selection, MarkerKind::Quote),
        Button::Strong => words::press(text, &selection, words::Dress::Strong),
        Button::Emphasis => words::press(text, &selection, words::Dress::Emphasis),
        Button::Link => words::link(text, &selection),
    };
    Some(change.finish(text))
}

/// A new line just typed, its end before the caret: a list or quote goes on, and an empty item ends it. `None` where
/// there is nothing to go on with.
pub fn next_line(text: &str, caret: u32) -> Option<Pressed> {
    let caret = in_bytes(text, &(caret..caret))?.start;
    let before = text.get(..caret)?.strip_suffix('\n')?;
    let last = before.rfind('\n').map_or(0, |at| at + 1)..before.len();
    let marker = line::marker(text, &last)?;
    let mut change = Change::new(caret..caret);
    if text.get(marker.words.clone())?.trim().is_empty() {
        change.delete(marker.mark);
        return Some(change.finish(text));
    }
    let indent = text.get(last.start..marker.mark.start)?;
    let mark = match marker.kind {
        MarkerKind::Heading => return None,
        MarkerKind::Quote | MarkerKind::Bullet => text.get(marker.mark)?.to_owned(),
        MarkerKind::Number(number) => {
            let sign = if text.get(marker.mark)?.contains(')') { ") " } else { ". " };
            [&(number + 1).to_string(), sign].concat()
        }
    };
    change.insert(caret, &[indent, &mark].concat());
    Some(change.finish(text))
}

/// Edits in bytes of the text before, in order, and what is selected afterwards.
struct Change {
    /// At, length that goes, text that comes.
    edits: Vec<(usize, usize, String)>,
    selection: Range<usize>,
    then: Then,
}

/// What is selected afterwards.
enum Then {
    /// What was. A bare caret goes behind what comes in there.
    Same,
    /// What was. A bare caret stays before what comes in there.
    SameBefore,
    /// A part of what an edit, by number, brought in; in UTF-16 units.
    Inside(usize, Range<u32>),
}

impl Change {
    fn new(selection: Range<usize>) -> Self {
        Self { edits: Vec::new(), selection, then: Then::Same }
    }

    fn insert(&mut self, at: usize, text: &str) {
        self.replace(at..at, text);
    }

    fn delete(&mut self, place: Range<usize>) {
        self.replace(place, "");
    }

    fn replace(&mut self, place: Range<usize>, text: &str) {
        self.edits.push((place.start, place.len(), text.to_owned()));
    }

    fn finish(self, text: &str) -> Pressed {
        let places: Vec<Range<usize>> = self.edits.iter().map(|(at, length, _)| *at..at + length).collect();
        let edits: Vec<Edit> = in_utf16(text, &places)
            .into_iter()
            .zip(self.edits)
            .map(|(place, (_, _, insert))| Edit { at: place.start, delete: place.end - place.start, insert })
            .collect();
        let was = in_utf16(text, &[self.selection]).pop().unwrap_or_default();
        let bare = |caret| caret..caret;
        let selection = match self.then {
            Then::Inside(number, part) => {
                let before = edits.get(number).map_or(0, |edit| edit.at);
                let at = edits.iter().take(number).fold(before, |at, edit| at - edit.delete + units(&edit.insert));
                at + part.start..at + part.end
            }
            Then::Same if was.is_empty() => bare(moved(was.start, &edits, Side::Behind)),
            Then::SameBefore if was.is_empty() => bare(moved(was.start, &edits, Side::Before)),
            Then::Same | Then::SameBefore => {
                moved(was.start, &edits, Side::Behind)..moved(was.end, &edits, Side::Before)
            }
        };
        Pressed { edits, selection }
    }
}

/// On which side of what comes in at a place it stays.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

/// Where a place is after edits.
fn moved(place: u32, edits: &[Edit], side: Side) -> u32 {
    let is_passed = |edit: &&Edit| edit.at < place || (edit.at == place && (side == Side::Behind || edit.delete > 0));
    edits.iter().filter(is_passed).fold(place, |after, edit| {
        let gone = edit.delete.min(place - edit.at);
        after - gone + units(&edit.insert)
    })
}

fn units(text: &str) -> u32 {
    text.chars().map(|c| if c.len_utf16() == 2 { 2 } else { 1 }).sum()
}

fn in_bytes(text: &str, place: &Range<u32>) -> Option<Range<usize>> {
    let mut units = 0;
    let ends = text.char_indices().map(|(at, c)| (at, if c.len_utf16() == 2 { 2 } else { 1 }));
    let (mut from, mut to) = (None, None);
    for (at, length) in ends.chain([(text.len(), 1)]) {
        if units == place.start {
            from = Some(at);
        }
        if units == place.end {
            to = Some(at);
        }
        units += length;
    }
    from.zip(to).filter(|(from, to)| from <= to).map(|(from, to)| from..to)
}
