//! The edit that turns a text into another, where only the two texts are known.

use super::{TextDelta, TextOp, utf16};

/// Most pairs of words that are compared; beyond it the difference is one splice. 4 million take some 10 ms on a phone.
const WORD_PAIRS_MAX: usize = 4_000_000;

/// The smallest single splice from `old` to `new`; never cuts a character in two.
pub fn diff(old: &str, new: &str) -> TextDelta {
    let same = |(a, b): &(char, char)| a == b;
    let prefix: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (head, old_rest) = old.split_at(prefix);
    let (_, new_rest) = new.split_at(prefix);
    let suffix: usize =
        old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (deleted, _) = old_rest.split_at(old_rest.len() - suffix);
    let (inserted, _) = new_rest.split_at(new_rest.len() - suffix);
    TextDelta::splice(utf16::len(head), utf16::len(deleted), inserted)
}

/// The edit from `old` to `new` by whole words, each with the space or line's end behind it: what stood on both sides
/// stays, so that it goes well with others' edits. A line's end alone never counts as common: there are so many of them
/// that a line would be taken apart between two others, with half of it standing twice.
pub fn diff_words(old: &str, new: &str) -> TextDelta {
    let parts = |text| spaced(text).map(|word| Part { word, behind: "" }).collect::<Vec<_>>();
    diff_parts(&parts(old), &parts(new))
}

/// As [`diff_words`], for somebody to read: a word is the same whatever space stands behind it, so that what goes on behind a
/// last word does not write that anew, and a line's end stands for itself.
pub fn diff_to_read(old: &str, new: &str) -> TextDelta {
    diff_parts(&to_read(old), &to_read(new))
}

/// A word, and the space behind it, which is no part of what it is compared by.
#[derive(Clone, Copy)]
struct Part<'a> {
    word: &'a str,
    behind: &'a str,
}

impl PartialEq for Part<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.word == other.word
    }
}

impl Part<'_> {
    fn kept(self, new: Self) -> Vec<TextOp> {
        let mut ops = vec![TextOp::Retain(utf16::len(self.word))];
        if self.behind == new.behind {
            ops.push(TextOp::Retain(utf16::len(self.behind)));
        } else {
            ops.extend([TextOp::Delete(utf16::len(self.behind)), TextOp::Insert(new.behind.to_owned())]);
        }
        ops
    }

    fn removed(self) -> TextOp {
        TextOp::Delete(utf16::len(self.word) + utf16::len(self.behind))
    }

    fn added(self) -> TextOp {
        TextOp::Insert([self.word, self.behind].concat())
    }
}

fn diff_parts(old: &[Part<'_>], new: &[Part<'_>]) -> TextDelta {
    let prefix = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (head, old) = old.split_at(prefix);
    let (new_head, new) = new.split_at(prefix);
    let suffix = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, tail) = old.split_at(old.len() - suffix);
    let (new, new_tail) = new.split_at(new.len() - suffix);
    let kept = |(a, b): (&Part<'_>, &Part<'_>)| a.kept(*b);
    let mut ops: Vec<_> = head.iter().zip(new_head).flat_map(kept).collect();
    ops.extend(middle(old, new));
    ops.extend(tail.iter().zip(new_tail).flat_map(kept));
    ops.into()
}

fn spaced(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(char::is_whitespace)
}

fn to_read(text: &str) -> Vec<Part<'_>> {
    let parts = spaced(text).flat_map(|part| {
        let (part, end) = part.split_at(part.len() - usize::from(part.ends_with('\n')));
        let (word, behind) = part.split_at(part.trim_end().len());
        [Part { word, behind }, Part { word: end, behind: "" }]
    });
    parts.filter(|part| !(part.word.is_empty() && part.behind.is_empty())).collect()
}

/// The longest common subsequence of two lists of words stays.
fn middle(old: &[Part<'_>], new: &[Part<'_>]) -> Vec<TextOp> {
    let width = new.len() + 1;
    if (old.len() + 1).saturating_mul(width) > WORD_PAIRS_MAX {
        return old.iter().map(|part| part.removed()).chain(new.iter().map(|part| part.added())).collect();
    }
    // How many words the rests from each pair on have in common.
    let mut common = vec![0_u32; (old.len() + 1) * width];
    let at = |common: &[u32], i: usize, j: usize| common.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let best =
                if a == b { at(&common, i + 1, j + 1) + 1 } else { at(&common, i + 1, j).max(at(&common, i, j + 1)) };
            if let Some(cell) = common.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut ops) = (0, 0, Vec::new());
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => {
                ops.extend(a.kept(*b));
                (i, j) = (i + 1, j + 1);
            }
            (Some(a), b) if b.is_none() || at(&common, i + 1, j) >= at(&common, i, j + 1) => {
                ops.push(a.removed());
                i += 1;
            }
            (_, Some(b)) => {
                ops.push(b.added());
                j += 1;
            }
            (_, None) => return ops,
        }
    }
}
