//! What comes first, above a draft in which nothing stands yet; and what good looks like, beside the draft at any time.

use std::sync::Arc;

use naptime::progress;
use naptime_course::model::{Challenge, Lesson, Milestone};
use naptime_domain::id::ChallengeId;
use naptime_replica::view::{ProfileView, WorkView};
use naptime_view::prelude::*;

use crate::ui::{
    course::{self, Course},
    kit::{ButtonKind, LinkButton},
    route::Route,
    screen::rubric,
    store::{Known, Store},
    strings::words,
};

/// Where she is on the path of a challenge.
#[derive(Clone, Copy)]
pub struct Ahead {
    store: Store,
    course: Course,
    challenge: StoredValue<ChallengeId>,
    /// Whether nothing stands in the draft, once that is known.
    is_empty: Memo<Option<bool>>,
    /// Whether the draft was empty when she came: what is said then stays in its place while she begins to write.
    was_empty: Memo<Option<bool>>,
    /// Whether the next step comes first on her screen, once her work is known.
    pub comes_first: Memo<Option<bool>>,
}

impl Ahead {
    pub fn of(challenge: &ChallengeId, work: Memo<Known<WorkView>>) -> Self {
        let is_empty = Memo::new(move |_| work.with(is_empty));
        let was_empty = Memo::new(move |before: Option<&Option<bool>>| before.copied().flatten().or(is_empty.get()));
        let comes_first = Memo::new(move |_| {
            let is_asking = work.with(|work| matches!(work, Known::Asking));
            (!is_asking).then(|| was_empty.get().unwrap_or_default())
        });
        let (store, course, challenge) = (expect_context(), expect_context(), StoredValue::new(challenge.clone()));
        Self { store, course, challenge, is_empty, was_empty, comes_first }
    }

    /// The next step, small enough that the empty draft below it is in sight. Tracks.
    pub fn card(self) -> Option<AnyView> {
        self.was_empty.get().filter(|was_empty| *was_empty)?;
        let (challenge, profile) = (self.text()?, self.store.profile()?);
        let milestone = milestone_now(&challenge, &profile)?;
        let number = (1..).zip(&challenge.milestones).find(|(_, other)| other.id == milestone.id)?.0;
        let (words, lang) = (words(), self.course.language());
        let part = milestone.title.clone();
        let (title, serves) = match lesson_now(&challenge, milestone, &profile) {
            Some(lesson) => (lesson.title.clone(), Some((words.today.for_part(number), part))),
            None => (part, None),
        };
        let serves =
            serves.map(|(part, title)| view! { <p class="small">{part}<em lang=lang.clone()>{title}</em></p> });
        let above = words.work.next_on_path;
        let card = view! {
            <section class="card" data-tone="accent" aria-labelledby="next-title">
                <p class="small muted">{above}</p>
                <h2 id="next-title" lang=lang>{title}</h2>
                {serves}
            </section>
        };
        Some(card.into_any())
    }

    /// The screen's one action while there is nothing to share: the lesson that is next. Tracks.
    pub fn action(self) -> Option<AnyView> {
        self.is_empty.get().filter(|is_empty| *is_empty)?;
        let (challenge, profile) = (self.text()?, self.store.profile()?);
        let lesson = lesson_now(&challenge, milestone_now(&challenge, &profile)?, &profile)?;
        let (href, words) = (Route::Lesson(course::lesson_id(&lesson.id)?).path(), words().work);
        Some(view! { <LinkButton kind=ButtonKind::Primary href=href label=words.read_lesson which=lesson.title.clone() /> }.into_any())
    }

    /// What the page is measured by. Tracks.
    pub fn good(self) -> Option<AnyView> {
        self.challenge.with_value(|challenge| rubric::folded(self.course, challenge))
    }

    fn text(self) -> Option<Arc<Challenge>> {
        let id = self.challenge.with_value(|challenge| challenge.as_str().parse().ok())?;
        self.course.challenge(&id).here().cloned()
    }
}

fn is_empty(work: &Known<WorkView>) -> Option<bool> {
    match work {
        Known::Here(work) => Some(work.draft.trim().is_empty()),
        Known::Asking | Known::Missing => None,
    }
}

fn milestone_now<'a>(challenge: &'a Challenge, profile: &ProfileView) -> Option<&'a Milestone> {
    challenge.milestone_now(|id| progress::is_reached(profile, challenge.id.as_str(), id.as_str()))
}

/// The first lesson of a milestone that she has not read to its end.
fn lesson_now<'a>(challenge: &'a Challenge, milestone: &Milestone, profile: &ProfileView) -> Option<&'a Lesson> {
    let mut lessons = milestone.lessons.iter().filter_map(|id| challenge.lesson(id));
    lessons.find(|lesson| !progress::is_read(profile, lesson))
}
