//! Which entries answer a question best.

use super::{Search, vocabulary::Meant};

/// An answer holds at least this part of the question. What only shares its common words is none.
const COVERED_MIN: f32 = 0.35;

/// What a word that stands nowhere is worth, beside one that stands in a single line: it may be a slip that nobody forgave, yet
/// who asks about it is not helped by whatever shares her little words.
const UNKNOWN: f32 = 0.7;

/// What each entry and each of its lines has gathered, word by word.
pub(super) struct Scores {
    /// For each line, all words that stand in it: words that stand together answer better than scattered ones.
    lines: Vec<f32>,
    /// For each entry, every word once, at its best place, and the line that has gathered most.
    entries: Vec<Gathered>,
    /// What all words of the question are worth.
    asked: f32,
    /// For each line, what the word that is being added is worth at best; 0 between words.
    now: Vec<f32>,
    /// The lines in which that word stands. A course has tens of thousands, and most words stand in few.
    found: Vec<usize>,
}

#[derive(Clone, Copy, Default)]
struct Gathered {
    words: f32,
    /// What the words of the question that stand in the entry are worth.
    covered: f32,
    /// The best of the word that is being added.
    now: f32,
    line: usize,
    line_score: f32,
}

/// An entry that answers, and its best line.
pub(super) struct Answer {
    pub(super) entry: usize,
    pub(super) line: usize,
    score: f32,
}

impl Scores {
    pub(super) fn none(search: &Search) -> Self {
        Self {
            lines: vec![0.0; search.lines.len()],
            entries: vec![Gathered::default(); search.entries.len()],
            asked: 0.0,
            now: vec![0.0; search.lines.len()],
            found: Vec::new(),
        }
    }

    /// Adds one word of the question. Of the words it may mean, the best counts in each line.
    pub(super) fn add(&mut self, search: &Search, meant: &[Meant<'_>]) {
        let mut worth_most = 0.0_f32;
        for meant in meant {
            let worth = meant.quality * rarity(meant.lines.len(), search.lines.len());
            worth_most = worth_most.max(worth);
            for at in meant.lines {
                let Some(best) = self.now.get_mut(*at) else { continue };
                if *best == 0.0 {
                    self.found.push(*at);
                }
                *best = best.max(worth);
            }
        }
        for at in self.found.drain(..) {
            let (Some(now), Some(sum)) = (self.now.get_mut(at), self.lines.get_mut(at)) else { continue };
            let Some(line) = search.lines.get(at) else { continue };
            let score = std::mem::take(now) * line.field.weight();
            *sum += score;
            self.entries.get_mut(line.entry).into_iter().for_each(|entry| entry.take(at, *sum, score));
        }
        self.asked += worth_most;
        self.entries.iter_mut().for_each(|entry| entry.end_word(worth_most));
    }

    /// Counts a word of the question that stands nowhere.
    pub(super) fn miss(&mut self, search: &Search) {
        self.asked += UNKNOWN * rarity(0, search.lines.len());
    }

    /// The best entries, best first; equally good ones in the order of the path.
    pub(super) fn best(self, count: usize) -> Vec<Answer> {
        let asked = self.asked;
        let answers = self.entries.into_iter().enumerate().map(|(entry, gathered)| gathered.answer(entry, asked));
        let mut answers: Vec<Answer> = answers.flatten().collect();
        answers.sort_by(|one, other| other.score.total_cmp(&one.score));
        answers.truncate(count);
        answers
    }
}

impl Gathered {
    /// Of equally good lines the first one is shown.
    fn take(&mut self, line: usize, sum: f32, score: f32) {
        self.now = self.now.max(score);
        if sum.total_cmp(&self.line_score).then(self.line.cmp(&line)).is_gt() {
            (self.line, self.line_score) = (line, sum);
        }
    }

    fn end_word(&mut self, worth: f32) {
        if self.now > 0.0 {
            self.covered += worth;
        }
        self.words += self.now;
        self.now = 0.0;
    }

    fn answer(self, entry: usize, asked: f32) -> Option<Answer> {
        let covered = self.covered / asked;
        let score = (self.words + self.line_score) * covered;
        (covered >= COVERED_MIN).then_some(Answer { entry, line: self.line, score })
    }
}

/// Inverse document frequency as in BM25 (Robertson and Zaragoza, 2009), which stays above 0 for a word that is everywhere.
fn rarity(places: usize, lines: usize) -> f32 {
    let (places, lines) = (count(places), count(lines));
    (1.0 + (lines - places + 0.5) / (places + 0.5)).ln()
}

/// Exact for the lines of any course that fits into its limits, and near enough beyond.
fn count(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
