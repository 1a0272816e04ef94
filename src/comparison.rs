//! A comparison as it is read: what changed in full, long stretches that did not folded away.

use naptime_domain::text::Paragraph;

/// Fewer than these are shown: a fold would save no room.
const FOLDED_MIN: usize = 3;

/// A part of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph that changed, or stands beside one that did.
    Shown(Paragraph),
    /// Paragraphs that are the same in both.
    Folded(Vec<Paragraph>),
}

/// Folds what is the same, but for one paragraph beside each change. Blank lines are left out. Nothing if nothing
/// changed.
#[must_use]
pub fn fold(paragraphs: Vec<Paragraph>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut same = Vec::new();
    for paragraph in paragraphs.into_iter().filter(has_words) {
        if paragraph.is_changed() {
            let is_first = parts.is_empty();
            unfold(&mut parts, std::mem::take(&mut same), usize::from(!is_first), 1);
            parts.push(Part::Shown(paragraph));
        } else {
            same.push(paragraph);
        }
    }
    if !parts.is_empty() {
        unfold(&mut parts, same, 1, 0);
    }
    parts
}

/// So many of them at the beginning and at the end are shown in any case.
fn unfold(parts: &mut Vec<Part>, mut same: Vec<Paragraph>, first: usize, last: usize) {
    if same.len() < first + FOLDED_MIN + last {
        return parts.extend(same.into_iter().map(Part::Shown));
    }
    let after = same.split_off(same.len() - last);
    let folded = same.split_off(first);
    parts.extend(same.into_iter().map(Part::Shown));
    parts.push(Part::Folded(folded));
    parts.extend(after.into_iter().map(Part::Shown));
}

fn has_words(paragraph: &Paragraph) -> bool {
    paragraph.runs.iter().any(|run| !run.text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use naptime_domain::text::compare;

    use super::{Part, fold};

    /// One letter for each paragraph, changed ones as `*`, folded ones as their number.
    fn folded(old: &str, new: &str) -> String {
        let letter = |part: Part| match part {
            Part::Shown(paragraph) if paragraph.is_changed() => "*".to_owned(),
            Part::Shown(paragraph) => paragraph.runs[0].text.trim().to_owned(),
            Part::Folded(paragraphs) => paragraphs.len().to_string(),
        };
        fold(compare(old, new)).into_iter().map(letter).collect()
    }

    #[test]
    fn long_unchanged_parts_are_folded_but_for_the_neighbours_of_what_changed() {
        let old = "a\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng\n\nh\n\ni";
        assert_eq!(folded(old, &old.replace('e', "x")), "3d*f3");
        assert_eq!(folded(old, &old.replace('a', "x")), "*b7");
        assert_eq!(folded(old, &old.replace('i', "x")), "7h*");
        assert_eq!(folded(old, &old.replace('b', "x").replace('h', "y")), "a*c3g*i");
    }

    #[test]
    fn short_unchanged_parts_are_shown() {
        assert_eq!(folded("a\nb\nc\nd\ne\nf", "x\nb\nc\nd\ne\ny"), "*bcde*");
        assert_eq!(folded("a\nb\nc", "a\nx\nc"), "a*c");
    }

    #[test]
    fn nothing_but_blank_lines_is_no_change() {
        assert_eq!(folded("a\nb", "a\nb"), "");
        assert_eq!(folded("", ""), "");
        assert_eq!(folded("a\nb\n", "a\nb\n\n"), "");
    }
}
