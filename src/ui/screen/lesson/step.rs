//! One step of a lesson: what it says, the edit it asks for, and the way on.

use std::sync::Arc;

use naptime::{
    platform::page::{self, Caret},
    progress,
};
use naptime_course::model::{ApplyIt, ChallengeId, WorkPart};
use naptime_domain::{
    command::{Deed, ProgressItem, Whose},
    id::StepIndex,
};
use naptime_replica::command::{Command, TextTarget, WorkId};
use naptime_view::prelude::*;

use super::{
    Found,
    aloud::{Aloud, player},
};
use crate::ui::{
    after_render,
    blocks::{HeadingLevel, Heard, prose_of},
    course::{self, Course},
    dispatch::Attempt,
    kit::{Action, Button, ButtonKind, ErrorText, Progress},
    place,
    route::{Route, Router},
    screen::{
        resource::resources,
        work::{line_label, seen_by},
    },
    store::Store,
    strings::words,
    text_box::{BoxSize, TextBox},
};

/// A step as it is turned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Which step.
    pub step: u16,
    /// Whether the voice goes on reading here.
    is_read_aloud: bool,
}

impl Page {
    /// A step that nobody reads out unasked.
    pub fn quietly(step: u16) -> Self {
        Self { step, is_read_aloud: false }
    }
}

/// A step of a lesson on the screen, and what can be done with it.
#[derive(Clone, Copy)]
struct Turn {
    store: Store,
    found: StoredValue<Arc<Found>>,
    at: RwSignal<Page>,
    step: u16,
    is_last: bool,
    is_done: Memo<bool>,
    attempt: Attempt,
    router: Router,
}

/// The step that is turned to. Tracks.
pub fn lesson_step(store: Store, found: &Arc<Found>, at: RwSignal<Page>, attempt: Attempt) -> AnyView {
    let Page { step, is_read_aloud } = at.get();
    let Some(shown) = found.lesson.steps.get(usize::from(step)) else { return ().into_any() };
    let (this, is_last) = (found.clone(), usize::from(step) + 1 == found.lesson.steps.len());
    let turn = Turn {
        store,
        found: StoredValue::new(found.clone()),
        at,
        step,
        is_last,
        is_done: Memo::new(move |_| this.is_done(store, step)),
        attempt,
        router: expect_context(),
    };
    let aloud = Aloud::new(found.lesson.id.as_str(), step, shown);
    if is_read_aloud {
        aloud.read();
    }
    let heard = Heard::new(aloud.now);
    let lang = expect_context::<Course>().language();
    let next = (!is_last).then(|| Callback::new(move |()| turn.done(true)));
    view! {
        <div class="lesson-head">
            {move || turn.position()}
            {player(aloud, next)}
        </div>
        <h2 id="step" lang=lang>{heard.plain(&shown.title)}</h2>
        {prose_of(&shown.blocks, HeadingLevel::Third, &heard)}
        {shown.apply_it.as_ref().map(|apply_it| apply(&found.challenge, apply_it, &heard))}
        {(is_last && !found.lesson.resources.is_empty()).then(|| resources(&found.lesson.resources))}
        {turn.back()}
        {move || turn.is_done.get().then(|| turn.reopen())}
        {turn.on()}
    }
    .into_any()
}

impl Turn {
    /// Which step of how many, and how long the lesson still takes.
    fn position(self) -> AnyView {
        let words = words().lesson;
        let found = self.found.get_value();
        let left: u16 = found.steps_left(self.store).map(|(_, minutes)| minutes).sum();
        let (number, count) = (u32::from(self.step) + 1, u32::try_from(found.lesson.steps.len()).unwrap_or(u32::MAX));
        let mut text = words.step(number, count);
        if left > 0 {
            text.push_str(" · ");
            text.push_str(&words.minutes_left(left));
        }
        view! { <Progress done=number of=count text=text /> }.into_any()
    }

    fn to(self, page: Page) {
        self.at.set(page);
        after_render(|| {
            page::scroll_to(None);
            page::focus_on("#step");
        });
    }

    /// Nothing waits for the mark to be stored. One that is not is told of on whichever step she is by then.
    fn record(self, deed: impl FnOnce(ProgressItem) -> Deed) {
        if let Some(lesson) = self.found.with_value(|found| course::lesson_id(&found.lesson.id)) {
            let item = ProgressItem::Step { lesson, step: StepIndex(self.step) };
            self.attempt.run_beside(Command::Record(deed(item)), |_| {});
        }
    }

    /// Marks the step and goes on.
    fn done(self, is_read_aloud: bool) {
        if !self.is_done.get_untracked() {
            self.record(Deed::Done);
        }
        match self.is_last {
            true => self.router.go(Route::Work),
            false => self.to(Page { step: self.step + 1, is_read_aloud }),
        }
    }

    fn back(self) -> Option<AnyView> {
        let before = self.step.checked_sub(1)?;
        let press = move |()| self.to(Page::quietly(before));
        let label = words().lesson.previous.to_owned();
        Some(view! { <Button kind=ButtonKind::Quiet label=label on_press=press /> }.into_any())
    }

    fn reopen(self) -> AnyView {
        let words = words().lesson;
        let press = move |()| self.record(Deed::Reopened);
        view! {
            <p class="done-step">
                <span class="muted">{words.is_done}</span>
                <Button kind=ButtonKind::Quiet label=words.reopen.to_owned() on_press=press />
            </p>
        }
        .into_any()
    }

    fn on(self) -> AnyView {
        let (words, attempt) = (words().lesson, self.attempt);
        let label = move || match (self.is_last, self.is_done.get()) {
            (true, true) => words.back_to_work,
            (true, false) => words.finish,
            (false, true) => words.next,
            (false, false) => words.done,
        };
        view! {
            <Action>
                <ErrorText text=Signal::derive(move || attempt.words()) />
                <Button
                    kind=ButtonKind::Primary
                    label=Signal::derive(move || label().to_owned())
                    on_press=move |()| self.done(false)
                />
            </Action>
        }
        .into_any()
    }
}

/// The edit to her own work, here and now.
fn apply(challenge: &ChallengeId, apply_it: &ApplyIt, heard: &Heard) -> AnyView {
    let (store, lang) = (expect_context::<Store>(), expect_context::<Course>().language());
    let words = words().lesson;
    let Some(challenge) = course::challenge_id(challenge) else { return ().into_any() };
    let taken = store.profile_now().filter(|profile| profile.challenges.contains(&challenge));
    let edit = match taken {
        Some(profile) => edit_box(progress::work(&profile, &challenge), apply_it),
        None => view! {
            <p class="muted">{words.not_started}</p>
            <a href=Route::Challenge.path()>{words.to_challenge}</a>
        }
        .into_any(),
    };
    view! {
        <section class="card" data-tone="accent">
            <h3>{words.now}</h3>
            <p lang=lang>{heard.plain(&apply_it.prompt)}</p>
            {edit}
        </section>
    }
    .into_any()
}

fn edit_box(id: WorkId, apply_it: &ApplyIt) -> AnyView {
    let work = words().work;
    let seen_by = (id.whose != Whose::Hers).then(|| view! { <p class="small muted">{seen_by(id.whose)}</p> });
    let (target, label, size) = match apply_it.target {
        WorkPart::Draft => (TextTarget::WorkDraft { work: id }, work.draft, BoxSize::Paragraph),
        WorkPart::Brief(line) => {
            let line = course::brief_line(line);
            (TextTarget::WorkBrief { work: id, line }, line_label(line), BoxSize::Line)
        }
        WorkPart::FocusQuestion => (TextTarget::WorkFocus { work: id }, work.focus, BoxSize::Line),
    };
    let (there, href) = (target.clone(), [&Route::Work.path(), "#", &place::key(&target)].concat());
    view! {
        <TextBox target label size />
        {seen_by}
        <a href=href on:click=move |_| come_back_to(&there)>{words().lesson.open_work}</a>
    }
    .into_any()
}

/// Makes a box the one her work opens at: where she was in it, or at its end.
fn come_back_to(target: &TextTarget) {
    let end = Caret { from: u32::MAX, to: u32::MAX, scroll: i32::MAX };
    place::keep_caret(target, place::caret(target).unwrap_or(end));
}
