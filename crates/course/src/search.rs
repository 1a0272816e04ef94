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
    token::{Written, take_words},
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
    /// What each line says: beside them, since one word asks for thousands of lines and for hardly any text.
    texts: Vec<String>,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct EntryLine {
    entry: usize,
    field: Field,
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
        for (text, at) in search.texts.iter().zip(0..) {
            take_words(text, &mut |word, _| {
                search.vocabulary.add(word.to_owned(), at);
                false
            });
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
        let (lines, texts): (Vec<_>, Vec<_>) = lines.map(|(field, text)| (EntryLine { entry, field }, text)).unzip();
        self.lines.extend(lines);
        self.texts.extend(texts);
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
        let mut typed = Vec::new();
        take_words(query, &mut |word, written| {
            let is_word = written == Written::Plain || self.vocabulary.has(word);
            if is_word && typed.len() < QUERY_WORDS_MAX {
                typed.push(word.to_owned());
            }
            is_word
        });
        typed
    }

    fn hit(&self, answer: Answer, asked: &[Vec<Meant<'_>>]) -> Hit {
        let (place, title, minutes) = match self.entries.get(answer.entry) {
            Some(entry) => (&entry.place, entry.title.as_str(), entry.minutes),
            None => unreachable!("an answer is one of the entries"),
        };
        let line = self.lines.get(answer.line).zip(self.texts.get(answer.line));
        let line = line.filter(|(line, _)| line.field != Field::Title);
        Hit {
            place: place.at_step(line.and_then(|(line, _)| line.field.step())),
            title: Marked::of(title, asked),
            excerpt: line.map(|(_, text)| excerpt(text, asked)),
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
        Self { marks: take_words(text, &mut |word, _| is_meant(asked, word)), text: text.to_owned() }
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
fn is_meant(asked: &[Vec<Meant<'_>>], word: &str) -> bool {
    asked.iter().any(|meant| meant.binary_search_by_key(&word, |meant| meant.letters).is_ok())
}

fn of_step(step: &Step, number: u16) -> Vec<(Field, String)> {
    let title = (Field::StepTitle { step: number }, step.title.clone());
    let body = step.blocks.iter().flat_map(|block| block.lines());
    [title].into_iter().chain(body.map(|text| (Field::Body { step: number }, text))).collect()
}
