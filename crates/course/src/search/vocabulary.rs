//! All words of a course, where each stands, and which of them a typed word may mean.

use std::borrow::Cow;

/// How well a whole word matches what was typed, a word that only begins with it, and one with a slip in it.
const WHOLE: f32 = 1.0;
const BEGUN: f32 = 0.7;
const SLIPPED: f32 = 0.4;
/// From this many letters on one slip is forgiven, and from twice as many two. In shorter words a slip is another word.
const LETTERS_PER_SLIP: usize = 4;

/// Words in order, each with the lines it stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Vocabulary {
    words: Vec<Word>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    letters: String,
    lines: Vec<usize>,
}

/// Whether she may still be typing a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typing {
    /// It is the last one.
    Now,
    /// Another one stands behind it.
    Done,
}

/// A word that a typed one may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Meant<'a> {
    pub(super) letters: &'a str,
    pub(super) lines: &'a [usize],
    /// How well it matches, up to 1.
    pub(super) quality: f32,
}

impl Vocabulary {
    /// Notes that a word stands in a line. Lines come in order; after the last, call [`finish`](Self::finish).
    pub(super) fn add(&mut self, letters: String, line: usize) {
        self.words.push(Word { letters, lines: vec![line] });
    }

    /// Puts the words in order, each once.
    pub(super) fn finish(&mut self) {
        // Stable, so the lines of a word stay in order.
        self.words.sort_by(|one, other| one.letters.cmp(&other.letters));
        self.words.dedup_by(|again, first| {
            let is_same = again.letters == first.letters;
            if is_same && first.lines.last() != again.lines.last() {
                first.lines.append(&mut again.lines);
            }
            is_same
        });
    }

    /// The words a typed one may mean, in order. Slips are looked for only where nothing else fits, and a word with another
    /// behind it is whole where there is such a word: "I" in "what do I ask" is not the beginning of "it".
    pub(super) fn meant(&self, typed: &str, typing: Typing) -> Vec<Meant<'_>> {
        let from = self.from(typed);
        let behind = self.words.get(from..).unwrap_or_default();
        let whole = behind.first().filter(|word| word.letters == typed).map(|word| word.meant(WHOLE));
        if let (Some(whole), Typing::Done) = (whole, typing) {
            return vec![whole];
        }
        // One letter begins a thousand words: where they end is found without looking at each.
        let begun = behind.get(..behind.partition_point(|word| word.letters.starts_with(typed))).unwrap_or_default();
        let longer = begun.get(usize::from(whole.is_some())..).unwrap_or_default();
        let longer = longer.iter().map(|word| word.meant(BEGUN));
        let meant: Vec<_> = self.one_of(typed).into_iter().chain(whole).chain(longer).collect();
        if !meant.is_empty() {
            return meant;
        }
        match self.sounding(typed) {
            alike if alike.is_empty() => self.slipped(typed),
            alike => alike,
        }
    }

    /// Whether somebody wrote this word, one that begins with it, or one of what it is many of.
    pub(super) fn has(&self, typed: &str) -> bool {
        let begun = self.words.get(self.from(typed)).is_some_and(|word| word.letters.starts_with(typed));
        begun || self.one_of(typed).is_some()
    }

    /// Where words that begin so begin.
    fn from(&self, typed: &str) -> usize {
        self.words.partition_point(|word| word.letters.as_str() < typed)
    }

    /// Who asks about photos is helped by what is said of a photo.
    fn one_of(&self, many: &str) -> Option<Meant<'_>> {
        let one = many.strip_suffix('s').filter(|one| !is_short(one))?;
        let at = self.words.binary_search_by(|word| word.letters.as_str().cmp(one)).ok()?;
        self.words.get(at).map(|word| word.meant(BEGUN))
    }

    /// "foto" is a photo sooner than a foot.
    fn sounding(&self, typed: &str) -> Vec<Meant<'_>> {
        let said = sound(typed.trim_end_matches('s'));
        if !said.contains('f') {
            return Vec::new();
        }
        let alike = self.words.iter().filter(|word| sound(&word.letters).starts_with(&*said));
        alike.map(|word| word.meant(BEGUN)).collect()
    }

    /// The first letter is taken as typed, which keeps far words away.
    fn slipped(&self, typed: &str) -> Vec<Meant<'_>> {
        let slips = (typed.chars().count() / LETTERS_PER_SLIP).min(2);
        let Some(first) = typed.chars().next().filter(|_| slips > 0) else { return Vec::new() };
        let from = self.words.partition_point(|word| word.letters.chars().next() < Some(first));
        let alike = self.words.iter().skip(from).take_while(|word| word.letters.starts_with(first));
        let near = alike.filter(|word| is_near(typed, &word.letters, slips));
        near.map(|word| word.meant(SLIPPED)).collect()
    }
}

/// Whether so little was typed that no slip in it is forgiven.
pub(super) fn is_short(typed: &str) -> bool {
    typed.chars().count() < LETTERS_PER_SLIP
}

/// A word as it is said, where there are two ways to write one sound.
fn sound(word: &str) -> Cow<'_, str> {
    if word.contains("ph") { word.replace("ph", "f").into() } else { word.into() }
}

impl Word {
    fn meant(&self, quality: f32) -> Meant<'_> {
        Meant { letters: &self.letters, lines: &self.lines, quality }
    }
}

/// Whether so many slips turn one word into the other, or into its beginning: she may still be typing.
fn is_near(typed: &str, word: &str, slips: usize) -> bool {
    // A slip brings in one letter at most, and this is quicker to see than a distance.
    if (letters_of(typed) & !letters_of(word)).count_ones() as usize > slips {
        return false;
    }
    let letters = typed.chars().count();
    let beginning = word.char_indices().nth(letters).map_or(word, |(end, _)| word.get(..end).unwrap_or(word));
    strsim::osa_distance(typed, beginning) <= slips
        || (word.chars().count().abs_diff(letters) <= slips && strsim::osa_distance(typed, word) <= slips)
}

/// A bit for each letter that a word has, some letters sharing one.
fn letters_of(word: &str) -> u64 {
    word.chars().fold(0, |letters, letter| letters | 1 << (u32::from(letter) % u64::BITS))
}
