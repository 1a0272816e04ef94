//! Marks in the text on the words that are shown, and shown words back in the text.

use std::ops::Range;

use super::Written;

/// A part of a run that is marked or not as a whole. Places are in UTF-16 units of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where its words stand.
    pub place: Range<u32>,
    /// Whether a mark covers it.
    pub is_marked: bool,
    /// The marks whose last shown words these are, by number.
    pub ending: Vec<usize>,
}

impl Written {
    /// The runs, each cut where marks begin and end. Every mark ends somewhere, unless nothing is shown.
    pub fn pieces(&self, marks: &[Range<u32>]) -> Vec<Vec<Piece>> {
        let mut pieces: Vec<Vec<Piece>> = self.runs.iter().map(|run| cut(run, marks)).collect();
        let mut shown: Vec<&mut Piece> = pieces.iter_mut().flatten().filter(|piece| !piece.place.is_empty()).collect();
        for (number, mark) in marks.iter().enumerate() {
            // Pieces are in order: the last one that begins before the mark's end. A mark on signs before all words is
            // on the first.
            let after = shown.partition_point(|piece| piece.place.start < mark.end);
            if let Some(last) = shown.get_mut(after.saturating_sub(1)) {
                last.ending.push(number);
            }
        }
        pieces
    }

    /// Where shown words stand in the text: from the first to the last of them, with the signs between. Places on the
    /// screen count UTF-16 units of what is shown alone. `None` where nothing is shown.
    pub fn source_of(&self, shown: Range<u32>) -> Option<Range<u32>> {
        let (mut from, mut to, mut before) = (None, None, 0);
        for run in &self.runs {
            let after = before + (run.end - run.start);
            if from.is_none() && shown.start < after {
                from = Some(run.start + (shown.start - before));
            }
            if to.is_none() && shown.end <= after {
                to = Some(run.start + (shown.end - before));
            }
            before = after;
        }
        from.zip(to).filter(|(from, to)| from < to).map(|(from, to)| from..to)
    }
}

fn cut(run: &Range<u32>, marks: &[Range<u32>]) -> Vec<Piece> {
    let mut cuts = vec![run.start];
    let inside = |cut: &u32| run.start < *cut && *cut < run.end;
    for cut in marks.iter().flat_map(|mark| [mark.start, mark.end]).filter(inside).chain([run.end]) {
        let at = cuts.partition_point(|other| *other < cut);
        if cuts.get(at) != Some(&cut) || run.is_empty() {
            cuts.insert(at, cut);
        }
    }
    let piece = |(from, to): (&u32, &u32)| Piece {
        place: *from..*to,
        is_marked: marks.iter().any(|mark| mark.start <= *from && *to <= mark.end),
        ending: Vec::new(),
    };
    cuts.iter().zip(cuts.iter().skip(1)).map(piece).collect()
}
