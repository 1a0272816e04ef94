//! Help by need: lessons and nuggets for "I'm stuck on…", found as she types.
//!
//! Everything is in memory and nothing waits. A word counts more in a need or a title than in the text, and more the fewer
//! places have it. What she has typed of a word is enough, and a slip in a longer word is forgiven.

mod excerpt;
mod score;
#[cfg(test)]
mod tests;
mod token;
mod vocabulary;

use self::{
    excerpt::excerpt,
    score::{Answer, Scores},
    token::{Token, all_tokens, wanted_tokens},
    vocabulary::{Meant, Typing, Vocabulary},
};
use crate::model::{Challenge, Lesson, LessonId, Nugget, NuggetId, Step};
use std::ops::Range;

/// Longest question that is looked at, in words. More than fit on two lines of a phone.
const QUERY_WORDS_MAX: usize = 16;

/// Lessons and nuggets, ready to be searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    entries: Vec<Entry>,
    lines: Vec<EntryLine>,
    vocabulary: Vocabulary,
}

/// Where something that was found is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A lesson, and which of its steps if the words stand in only one of them.
    Lesson {
        /// The lesson.
        lesson: LessonId,
        /// The step, counted from 0.
        step: Option<u16>,
    },
    /// A nugget.
    Nugget(NuggetId),
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it is.
    pub place: Place,
    /// What it is called.
    pub title: Marked,
    /// The words that were found, where they stand elsewhere than in the title.
    pub excerpt: Option<Marked>,
    /// How long all of it takes.
    pub minutes: u16,
}

/// A text with the words that were looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// Where the words are: ranges of bytes, in order, none inside another.
    pub marks: Vec<Range<usize>>,
}

/// One lesson or nugget.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    place: Place,
    title: String,
    minutes: u16,
}

/// A line of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
struct EntryLine {
    entry: usize,
    field: Field,
    text: String,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    /// In the text of a step.
    Body { step: u16 },
    /// The title of a step.
    StepTitle { step: u16 },
    /// The title of the whole.
    Title,
    /// What she would say when she needs it.
    Need,
}

impl Field {
    /// How much a word counts here. A need is written to be found; a word of the text may stand there by the way.
    fn weight(self) -> f32 {
        match self {
            Self::Body { .. } => 1.0,
            Self::StepTitle { .. } => 2.0,
            Self::Title => 3.0,
            Self::Need => 4.0,
        }
    }

    fn step(self) -> Option<u16> {
        match self {
            Self::Body { step } | Self::StepTitle { step } => Some(step),
            Self::Title | Self::Need => None,
        }
    }
}

impl Search {
    /// Reads everything once. Order breaks ties: what comes first on the path is found first.
    pub fn new<'a>(
        challenges: impl IntoIterator<Item = &'a Challenge>,
        nuggets: impl IntoIterator<Item = &'a Nugget>,
    ) -> Self {
        let mut search = Self::default();
        for lesson in challenges.into_iter().flat_map(|challenge| &challenge.lessons) {
            search.add(Place::Lesson { lesson: lesson.id.clone(), step: None }, lesson, None);
        }
        for nugget in nuggets {
            search.add(Place::Nugget(nugget.id.clone()), &nugget.lesson, Some(&nugget.situation));
        }
        for (line, at) in search.lines.iter().zip(0..) {
            all_tokens(&line.text).into_iter().for_each(|token| search.vocabulary.add(token.folded, at));
        }
        search.vocabulary.finish();
        search
    }

    fn add(&mut self, place: Place, lesson: &Lesson, situation: Option<&String>) {
        let entry = self.entries.len();
        self.entries.push(Entry { place, title: lesson.title.clone(), minutes: lesson.minutes() });
        let needs = situation.into_iter().chain(&lesson.needs).map(|need| (Field::Need, need.clone()));
        let steps = lesson.steps.iter().zip(0..).flat_map(|(step, number)| of_step(step, number));
        let lines = [(Field::Title, lesson.title.clone())].into_iter().chain(needs).chain(steps);
        self.lines.extend(lines.map(|(field, text)| EntryLine { entry, field, text }));
    }

    /// The best `count` answers, best first. Of words nobody wrote, and little ones beside them, none comes.
    pub fn find(&self, query: &str, count: usize) -> Vec<Hit> {
        let typed = self.typed(query);
        let mut scores = Scores::none(self);
        let mut asked = Vec::new();
        for (at, word) in typed.iter().enumerate() {
            let typing = if at + 1 == typed.len() { Typing::Now } else { Typing::Done };
            let meant = self.vocabulary.meant(word, typing);
            scores.add(self, &meant);
            if meant.is_empty() && !(typing == Typing::Now && vocabulary::is_short(word)) {
                scores.miss(self);
            }
            asked.push(meant);
        }
        scores.best(count).into_iter().map(|answer| self.hit(answer, &asked)).collect()
    }

    /// The words of a question. What she joined with a hyphen is one word where somebody wrote it so or in one, else several.
    fn typed(&self, query: &str) -> Vec<String> {
        let is_word = |token: &Token| !token.is_compound || self.vocabulary.has(&token.folded);
        wanted_tokens(query, is_word).map(|token| token.folded).take(QUERY_WORDS_MAX).collect()
    }

    fn hit(&self, answer: Answer, asked: &[Vec<Meant<'_>>]) -> Hit {
        let (place, title, minutes) = match self.entries.get(answer.entry) {
            Some(entry) => (&entry.place, entry.title.as_str(), entry.minutes),
            None => unreachable!("an answer is one of the entries"),
        };
        let line = self.lines.get(answer.line).filter(|line| line.field != Field::Title);
        Hit {
            place: place.at_step(line.and_then(|line| line.field.step())),
            title: Marked::of(title, asked),
            excerpt: line.map(|line| excerpt(&line.text, asked)),
            minutes,
        }
    }
}

impl Place {
    fn at_step(&self, step: Option<u16>) -> Self {
        match self {
            Self::Lesson { lesson, .. } => Self::Lesson { lesson: lesson.clone(), step },
            Self::Nugget(nugget) => Self::Nugget(nugget.clone()),
        }
    }
}

impl Marked {
    fn of(text: &str, asked: &[Vec<Meant<'_>>]) -> Self {
        let marks = wanted_tokens(text, |token| is_meant(asked, token)).map(|token| token.range);
        Self { marks: marks.collect(), text: text.to_owned() }
    }

    /// The text cut at its marks: each piece with whether it is marked. Every other piece is, and the first and the last are
    /// not, so these may be empty: a piece keeps its kind while marks come and go before it.
    pub fn pieces(&self) -> Vec<(&str, bool)> {
        let mut pieces = Vec::with_capacity(2 * self.marks.len() + 1);
        let mut at = 0;
        for mark in &self.marks {
            pieces.push((self.piece(at..mark.start), false));
            pieces.push((self.piece(mark.clone()), true));
            at = mark.end;
        }
        pieces.push((self.piece(at..self.text.len()), false));
        pieces
    }

    fn piece(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }
}

/// Whether one of the words of a question may mean this one.
fn is_meant(asked: &[Vec<Meant<'_>>], token: &Token) -> bool {
    asked.iter().any(|meant| meant.binary_search_by_key(&token.folded.as_str(), |word| word.letters).is_ok())
}

fn of_step(step: &Step, number: u16) -> Vec<(Field, String)> {
    let title = (Field::StepTitle { step: number }, step.title.clone());
    let body = step.blocks.iter().flat_map(|block| block.lines());
    [title].into_iter().chain(body.map(|text| (Field::Body { step: number }, text))).collect()
}
