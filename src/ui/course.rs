//! The programme this phone has: its index at once, each challenge when a screen asks.

mod reader;

use std::sync::Arc;

use naptime::{
    editions::{self, Edition, Editions, Standing},
    platform::local::LocalText,
    progress,
};
use naptime_course::{
    model::{Around, Challenge, ChallengeId, ChallengeSummary, FileRef, Index, LessonId, LessonSummary},
    read,
    search::Search,
};
use naptime_domain::{
    command::BriefLine,
    id::{self, EditionId},
};
use naptime_view::prelude::*;

use super::store::Store;

/// The newest index that was shown as it is, for the first screen of the next start.
const KEPT_INDEX: LocalText = LocalText("naptime.course");

/// How far a part of the course has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<T> {
    /// On its way; from this phone's own store that takes a blink.
    Coming,
    /// Not on this phone, and the server can't be reached.
    Missing,
    /// It is here and makes no sense.
    Unreadable,
    /// Here it is.
    Here(Arc<T>),
}

impl<T> Part<T> {
    /// The part, if it is here.
    pub fn here(&self) -> Option<&Arc<T>> {
        match self {
            Self::Here(part) => Some(part),
            Self::Coming | Self::Missing | Self::Unreadable => None,
        }
    }

    /// What is in the part, or why that is not here either.
    pub fn and_then<U>(&self, inside: impl FnOnce(&Arc<T>) -> Part<U>) -> Part<U> {
        match self {
            Self::Here(part) => inside(part),
            Self::Coming => Part::Coming,
            Self::Missing => Part::Missing,
            Self::Unreadable => Part::Unreadable,
        }
    }
}

/// The course, as far as it is here: the newest edition, with challenges in it as she took them.
#[derive(Clone, Copy)]
pub struct Course {
    store: Store,
    index: RwSignal<Part<Index>>,
    /// The name of the index that is shown, if it is shown as it is.
    shown: StoredValue<Option<String>>,
    /// What the index is put together from, once that was looked for.
    editions: RwSignal<Option<Arc<Editions>>>,
    challenges: RwSignal<Vec<(ChallengeId, Part<Challenge>)>>,
    /// Nothing before a screen has asked.
    around: RwSignal<Option<Part<Around>>>,
}

impl Course {
    /// Shows the index of the last start, and brings what is new.
    pub fn open(store: Store) -> Self {
        let (shown, kept) = match read_kept() {
            Some((name, index)) => (Some(name), Part::Here(Arc::new(index))),
            None => (None, Part::Coming),
        };
        let course = Self {
            store,
            index: RwSignal::new(kept),
            shown: StoredValue::new(shown),
            editions: RwSignal::new(None),
            challenges: RwSignal::default(),
            around: RwSignal::default(),
        };
        reader::attend(course);
        course
    }

    /// Shows another index, and lets go of texts that are not its own.
    fn turn_to(self, next: Part<Index>) {
        let shown = self.index.get_untracked();
        let text = |index: &Part<Index>, id: &ChallengeId| Some(index.here()?.challenge(id)?.file);
        let around = |index: &Part<Index>| index.here()?.around;
        self.challenges.update(|all| all.retain(|(id, _)| text(&shown, id) == text(&next, id)));
        if around(&shown) != around(&next) {
            self.around.set(None);
        }
        self.index.set(next);
    }

    /// The index. Tracks.
    pub fn index(self) -> Part<Index> {
        self.index.get()
    }

    /// The language of its text, as in HTML's `lang`. Does not track: no programme changes it.
    pub fn language(self) -> Option<String> {
        self.index.with_untracked(|index| index.here().map(|index| index.programme.language.clone()))
    }

    /// How the edition of a challenge stands that is shown. Tracks.
    pub fn standing(self, id: &ChallengeId) -> Standing {
        let (editions, index) = (self.editions.get(), self.index.get());
        let shown = index.here().and_then(|index| editions::of(index).into_iter().find(|it| it.challenge == *id));
        match (editions, shown) {
            (Some(editions), Some(shown)) => editions.standing(&shown),
            _ => Standing::Newest,
        }
    }

    /// The newest edition of a challenge. Does not track.
    pub fn newest(self, id: &ChallengeId) -> Option<EditionId> {
        let all = match self.editions.get_untracked() {
            Some(editions) => editions.newest.clone(),
            None => editions::of(self.index.get_untracked().here()?),
        };
        all.iter().find(|it| it.challenge == *id).map(Edition::id)
    }

    /// A whole challenge; the first to ask fetches it. Tracks.
    pub fn challenge(self, id: &ChallengeId) -> Part<Challenge> {
        let shown = self.challenges.with(|all| all.iter().find(|(other, _)| other == id).map(|(_, part)| part.clone()));
        if let Some(part) = shown {
            return part;
        }
        self.index.get().and_then(|index| index.challenge(id).map_or(Part::Missing, |summary| self.fetch(summary)))
    }

    /// What stands around the challenges; the first to ask fetches it. Tracks.
    pub fn around(self) -> Part<Around> {
        let asked = self.around.get();
        asked.unwrap_or_else(|| {
            self.index.get().and_then(|index| match index.around {
                Some(file) => self.fetch_around(file),
                None => Part::Here(Arc::default()),
            })
        })
    }

    /// Every lesson and nugget, ready to be searched.
    pub fn search(self) -> Memo<Part<Search>> {
        Memo::new(move |_| self.read_all())
    }

    /// Asks for everything, and waits for all of it so that it is read once. What can't be had is left out.
    fn read_all(self) -> Part<Search> {
        self.index.get().and_then(|index| {
            let challenges: Vec<_> = index.challenges.iter().map(|summary| self.challenge(&summary.id)).collect();
            let around = self.around();
            if around == Part::Coming || challenges.contains(&Part::Coming) {
                return Part::Coming;
            }
            let challenges: Vec<_> = challenges.iter().filter_map(Part::here).map(Arc::as_ref).collect();
            let nuggets = around.here().map(|around| around.nuggets.as_slice()).unwrap_or_default();
            if challenges.is_empty() && nuggets.is_empty() {
                return Part::Missing;
            }
            Part::Here(Arc::new(Search::new(challenges, nuggets)))
        })
    }

    /// The challenge she works on, else the first of the programme. Tracks.
    pub fn current(self, store: Store) -> Option<(Arc<Index>, ChallengeId)> {
        let index = self.index.get().here()?.clone();
        let taken = store.profile().and_then(|profile| progress::current(&profile).map(|it| it.challenge.clone()));
        let taken = taken.and_then(|id| id.as_str().parse().ok()).filter(|id| index.challenge(id).is_some());
        let id = taken.or_else(|| index.challenges.first().map(|first| first.id.clone()))?;
        Some((index, id))
    }

    fn fetch(self, summary: &ChallengeSummary) -> Part<Challenge> {
        // Whoever asks meanwhile waits for this very answer. The one who asks now is told by the reader.
        self.challenges.update_untracked(|all| all.push((summary.id.clone(), Part::Coming)));
        reader::bring_challenge(self, summary.id.clone(), summary.file);
        Part::Coming
    }

    fn fetch_around(self, file: FileRef) -> Part<Around> {
        // As above.
        self.around.update_untracked(|around| *around = Some(Part::Coming));
        reader::bring_around(self, file);
        Part::Coming
    }

    /// Forgets failures, so that the next screen that asks tries again.
    pub fn retry(self) {
        self.challenges.update(|all| all.retain(|(_, part)| part.here().is_some()));
        self.around.update(|around| *around = around.take().filter(|part| part.here().is_some()));
        reader::bring_index(self);
    }
}

/// A lesson's summary and the challenge it belongs to.
pub fn find_lesson<'a>(index: &'a Index, id: &id::LessonId) -> Option<(&'a ChallengeSummary, &'a LessonSummary)> {
    index.lesson(&id.as_str().parse::<LessonId>().ok()?)
}

/// The id under which documents know a challenge.
pub fn challenge_id(id: &ChallengeId) -> Option<id::ChallengeId> {
    id.as_str().parse().ok()
}

/// The id under which documents know a lesson.
pub fn lesson_id(id: &LessonId) -> Option<id::LessonId> {
    id.as_str().parse().ok()
}

/// The line of a brief that a lesson names.
pub fn brief_line(line: naptime_course::model::BriefLine) -> BriefLine {
    use naptime_course::model::BriefLine as Named;
    match line {
        Named::Client => BriefLine::Who,
        Named::WhoFor => BriefLine::ForWhom,
        Named::Different => BriefLine::WhatWouldBeDifferent,
        Named::Have => BriefLine::Have,
        Named::ByWhen => BriefLine::ByWhen,
    }
}

fn read_kept() -> Option<(String, Index)> {
    let kept = KEPT_INDEX.get()?;
    let (name, body) = kept.split_once('\n')?;
    Some((name.to_owned(), read::index(&super::cache::bytes_in(body)?).ok()?))
}
