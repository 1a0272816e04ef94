//! A challenge. Before she takes it the brief comes first, never a list of lessons; from then on her path does.

mod action;
mod all;
mod client;
mod confidence;
mod edition;
mod measure;
mod path;
mod rounds;
mod together;
mod turn;

use std::sync::Arc;

use naptime::{editions::Standing, progress};
use naptime_course::model::{Challenge, ChallengeId};
use naptime_domain::{
    command::{Deed, Whose},
    id::{self, EditionId},
    view::ChallengeProgress,
};
use naptime_replica::command::{Command, WorkId};
use naptime_view::prelude::*;

use self::{
    action::ChallengeAction,
    all::all_challenges,
    client::client,
    confidence::confidence,
    edition::{edition, newer},
    measure::measures,
    path::path,
    rounds::rounds,
    together::together,
    turn::{at_rest, turn},
};
use super::rubric::rubric;
use crate::ui::{
    blocks::{HeadingLevel, heading, prose},
    course::{self, Course, Part},
    kit::{Action, Button, ButtonKind, Fold, Screen},
    store::Store,
    strings::words,
};

/// The challenge she works on.
pub fn challenge() -> impl IntoView {
    let (store, course) = (expect_context::<Store>(), expect_context::<Course>());
    let current = Memo::new(move |_| course.current(store).map(|(_, id)| id));
    move || match current.get() {
        Some(id) => whole(store, course, id),
        None => view! {
            <Screen title=words().challenge.title.to_owned()>{move || not_here(course, &course.index())}</Screen>
        }
        .into_any(),
    }
}

/// Any challenge of the programme.
pub fn one_challenge(id: id::ChallengeId) -> impl IntoView {
    let (store, course) = (expect_context::<Store>(), expect_context::<Course>());
    match id.as_str().parse() {
        Ok(id) => whole(store, course, id),
        Err(_) => super::missing().into_any(),
    }
}

fn whole(store: Store, course: Course, id: ChallengeId) -> AnyView {
    let (asked, left) = (id.clone(), RwSignal::new(None));
    let part = Memo::new(move |_| course.challenge(&asked));
    let is_unknown = move || course.index().here().is_some_and(|index| index.challenge(&id).is_none());
    (move || match part.get() {
        Part::Here(challenge) => brief(Shown::new(store, course, challenge, left)),
        Part::Missing if is_unknown() => super::missing().into_any(),
        part => {
            view! { <Screen title=words().challenge.title.to_owned()>{not_here(course, &part)}</Screen> }.into_any()
        }
    })
    .into_any()
}

/// A challenge on the screen, and how far she is in it.
#[derive(Clone, Copy)]
struct Shown {
    store: Store,
    course: Course,
    challenge: StoredValue<Arc<Challenge>>,
    progress: Memo<Option<ChallengeProgress>>,
    /// How its edition stands.
    standing: Memo<Standing>,
    /// The edition she has just left for a newer one.
    left: RwSignal<Option<EditionId>>,
}

impl Shown {
    fn new(store: Store, course: Course, challenge: Arc<Challenge>, left: RwSignal<Option<EditionId>>) -> Self {
        let id = challenge.id.clone();
        let progress = Memo::new(move |_| progress::of(&store.profile()?, id.as_str()).cloned());
        let id = challenge.id.clone();
        let standing = Memo::new(move |_| course.standing(&id));
        Self { store, course, challenge: StoredValue::new(challenge), progress, standing, left }
    }

    fn challenge(self) -> Arc<Challenge> {
        self.challenge.get_value()
    }

    /// The id under which documents know it.
    fn id(self) -> Option<id::ChallengeId> {
        course::challenge_id(&self.challenge().id)
    }

    /// Once she has taken it, and anew when she begins it afresh or goes on with another work: then its boxes are others.
    fn turned_to(self) -> Memo<Option<(u32, Whose)>> {
        Memo::new(move |_| self.progress.with(|it| it.as_ref().map(|it| (it.generation, it.whose))))
    }

    /// The edition she goes on with. Does not track.
    fn edition(self) -> Option<EditionId> {
        self.progress.with_untracked(|progress| progress.as_ref()?.edition)
    }

    /// The newest edition: what she takes now is that, whatever comes after it. Does not track.
    fn newest(self) -> Option<EditionId> {
        self.course.newest(&self.challenge().id)
    }

    /// A turn, and in the same stroke the edition in which she goes on with this challenge.
    fn turned(self, turned: Deed, edition: Option<EditionId>) -> Command {
        let took = self.id().zip(edition).map(|(challenge, edition)| Deed::Took { challenge, edition });
        Command::RecordAll([turned].into_iter().chain(took).collect())
    }

    /// The work she goes on with. Does not track.
    fn work(self) -> Option<WorkId> {
        let (challenge, progress) = (self.id()?, self.progress.get_untracked());
        Some(WorkId { challenge, whose: progress.map(|progress| progress.whose).unwrap_or_default() })
    }
}

fn brief(shown: Shown) -> AnyView {
    let (words, challenge, turned_to) = (words().challenge, shown.challenge(), shown.turned_to());
    view! {
        <Screen title=challenge.title.clone() lang=shown.course.language()>
            {challenge.week.map(|week| view! { <p class="small muted under-title">{words.week(week)}</p> })}
            {move || match turned_to.get() {
                None => offered(shown),
                Some(_) => taken(shown),
            }}
            {all_challenges(shown.store, shown.course)}
            <ChallengeAction shown />
        </Screen>
    }
    .into_any()
}

/// What she decides by: what it is, what it is for, and what lies ahead.
fn offered(shown: Shown) -> AnyView {
    view! {
        {what_it_is(shown, HeadingLevel::Second)}
        {measures(shown)}
        {path(shown)}
        <section class="stack" data-gap="small">
            <h2>{words().challenge.good}</h2>
            {rubric(&shown.challenge().rubric)}
        </section>
    }
    .into_any()
}

/// What she works with: the part she is at, and then everything she may look up.
fn taken(shown: Shown) -> AnyView {
    let (words, challenge) = (words().challenge, shown.challenge());
    let id = |what: &str| [what, "-", challenge.id.as_str()].concat();
    view! {
        {at_rest(shown)}
        {edition(shown)}
        {path(shown)}
        <Fold id=id("brief") head=view! { <h2>{words.brief}</h2> }>{what_it_is(shown, HeadingLevel::Third)}</Fold>
        {together(shown)}
        {client(shown)}
        {measures(shown)}
        {confidence(shown)}
        <Fold id=id("good") head=view! { <h2>{words.good}</h2> }>{rubric(&shown.challenge().rubric)}</Fold>
        {newer(shown)}
        {turn(shown)}
        {rounds(shown)}
    }
    .into_any()
}

fn what_it_is(shown: Shown, level: HeadingLevel) -> AnyView {
    let (words, challenge, lang) = (words().challenge, shown.challenge(), shown.course.language());
    view! {
        <section class="card" data-tone="accent">
            <p class="small muted">{words.you_make}</p>
            <p lang=lang.clone()><strong>{challenge.output.clone()}</strong></p>
        </section>
        {prose(&challenge.brief, level)}
        <section class="stack" data-gap="small">
            {heading(level, words.goal)}
            <p lang=lang.clone()>{challenge.goal.statement.clone()}</p>
            <p lang=lang>{challenge.goal.difference.clone()}</p>
        </section>
    }
    .into_any()
}

/// What is said in place of a part of the course that is not here.
pub fn not_here<T>(course: Course, part: &Part<T>) -> AnyView {
    let words = words().app;
    let text = match part {
        Part::Coming | Part::Here(_) => return ().into_any(),
        Part::Missing => words.course_missing,
        Part::Unreadable => words.course_unreadable,
    };
    view! {
        <p class="lead">{text}</p>
        <Action>
            <Button kind=ButtonKind::Primary label=words.try_again.to_owned() on_press=move |()| course.retry() />
        </Action>
    }
    .into_any()
}
