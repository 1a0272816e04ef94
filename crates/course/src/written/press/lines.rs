//! Buttons that say what lines are: headings, items of a list, somebody's words.

use std::ops::Range;

use super::{
    super::line::{Marker, MarkerKind, lines, marker},
    Change,
};

/// All lines that the selection touches become of a kind, or stop being of it if all are. Blank lines between are left.
pub(super) fn press(text: &str, selection: &Range<usize>, kind: MarkerKind) -> Change {
    let touched = touched(text, selection);
    let mut change = Change::new(selection.clone());
    let markers: Vec<(Range<usize>, Option<Marker>)> =
        touched.into_iter().map(|line| (line.clone(), marker(text, &line))).collect();
    let is_on = |marker: &Option<Marker>| marker.as_ref().is_some_and(|marker| is_same(marker.kind, kind));
    let is_off_again = markers.iter().all(|(_, marker)| is_on(marker));
    for (line, marker) in markers {
        let is_on = is_on(&marker);
        match marker {
            Some(marker) if is_off_again => change.delete(marker.mark),
            Some(_) if is_on => {}
            Some(marker) => change.replace(marker.mark, mark(kind)),
            None => {
                let words = text.get(line.clone()).unwrap_or_default();
                let indent = words.len() - words.trim_start_matches([' ', '\t']).len();
                change.insert(line.start + indent, mark(kind));
            }
        }
    }
    change
}

/// The lines a selection touches: those with words, or the first if none has any.
fn touched(text: &str, selection: &Range<usize>) -> Vec<Range<usize>> {
    // A selection up to the beginning of a line does not touch it.
    let end = if selection.is_empty() { selection.end } else { selection.end - 1 };
    // The last line has no end, and so is none of `lines` when it is empty.
    let last = (text.is_empty() || text.ends_with('\n')).then_some(text.len()..text.len());
    let touched: Vec<_> =
        lines(text).chain(last).filter(|line| line.start <= end && selection.start <= line.end).collect();
    let has_words = |line: &&Range<usize>| !text.get((*line).clone()).unwrap_or_default().trim().is_empty();
    let with_words: Vec<_> = touched.iter().filter(has_words).cloned().collect();
    if with_words.is_empty() { touched.into_iter().take(1).collect() } else { with_words }
}

fn is_same(one: MarkerKind, other: MarkerKind) -> bool {
    let is_list = |kind| matches!(kind, MarkerKind::Bullet | MarkerKind::Number(_));
    one == other || (is_list(one) && is_list(other))
}

/// A heading leaves the first rank to the work's title.
fn mark(kind: MarkerKind) -> &'static str {
    match kind {
        MarkerKind::Heading => "## ",
        MarkerKind::Quote => "> ",
        MarkerKind::Bullet | MarkerKind::Number(_) => "- ",
    }
}
