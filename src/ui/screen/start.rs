//! The first half minute: a name, then a group or none. No account. The first question is all that starts; the others come
//! with the later part.

mod further;
mod restore;
mod step;

use naptime::platform::{history, page};
use naptime_view::{ev::SubmitEvent, prelude::*};

use self::step::Step;
pub use self::{further::go_on, restore::FILE_BYTES_MAX};
use super::{lost, opening};
use crate::ui::{
    after_render,
    kit::{Action, Button, ButtonKind, Field, FieldKind, Screen},
    later::{Arrival, Later},
    route::{Route, Router},
    strings::words,
};

/// What she has said so far.
#[derive(Clone, Copy)]
pub struct Answers {
    step: RwSignal<Step>,
    /// The step whose question she answered last: what stands in the way is said there.
    answered: RwSignal<Step>,
    name: RwSignal<String>,
    how: RwSignal<String>,
    group: RwSignal<String>,
    link: RwSignal<String>,
    secret: RwSignal<String>,
    missing: RwSignal<Option<String>>,
    router: Router,
}

pub fn start() -> impl IntoView {
    let (later, router) = (expect_context::<Later>(), expect_context::<Router>());
    let answers = Answers {
        step: RwSignal::new(Step::Name),
        answered: RwSignal::new(Step::Name),
        name: RwSignal::default(),
        how: RwSignal::new("alone".to_owned()),
        group: RwSignal::default(),
        link: RwSignal::default(),
        secret: RwSignal::default(),
        missing: RwSignal::new(None),
        router,
    };
    router.replace(Route::Start);
    let listener = StoredValue::new_local(history::on_moved(move || answers.moved()));
    on_cleanup(move || {
        listener.try_set_value(None);
    });
    let first = move || match answers.step.get() {
        Step::Name => Some(answers.name_step().into_any()),
        _ => until_it_comes(later),
    };
    // Once: what she says there ends with the start, not with a step.
    let further = move || later.part().map(|part| (part.go_on)(answers));
    view! { {first} {further} }
}

/// What stands where the next question is to come.
fn until_it_comes(later: Later) -> Option<AnyView> {
    match later.arrival() {
        Arrival::Here(_) => None,
        Arrival::Coming => Some(opening(words().start.title, words().start.coming).into_any()),
        Arrival::Lost => Some(lost().into_any()),
    }
}

impl Answers {
    fn name_step(self) -> impl IntoView {
        let words = words().start;
        view! {
            <Screen title=words.title.to_owned()>
                <p class="lead">{words.lead}</p>
                <form class="form" on:submit=move |event| self.named(&event)>
                    <Field
                        id="name"
                        kind=FieldKind::OwnName
                        label=words.name_label
                        hint=words.name_hint
                        value=self.name
                        error=Signal::derive(move || self.problem())
                    />
                    <Action>
                        <Button kind=ButtonKind::Primary label=words.go_on.to_owned() />
                        <Button
                            kind=ButtonKind::Quiet
                            label=words.restore_question.to_owned()
                            on_press=move |()| self.turn_to(Step::Restore)
                        />
                    </Action>
                </form>
            </Screen>
        }
    }

    fn turn_to(self, step: Step) {
        history::push(&[&Route::Start.path(), "#", step.part()].concat());
        self.show(step);
    }

    /// Back and Forward lead through the steps. What needs her name and has none, as after a reload, begins with it.
    fn moved(self) {
        let Some(step) = Step::at(&history::fragment()) else { return };
        let needs_name = !matches!(step, Step::Name | Step::Restore);
        let has_name = self.name.try_with_untracked(|name| !name.trim().is_empty()).unwrap_or_default();
        self.show(if needs_name && !has_name { Step::Name } else { step });
    }

    fn show(self, step: Step) {
        // A sheet that closes leads back to the step it lay over, and an answer may have led away from all of them.
        if self.step.try_get_untracked().is_some_and(|shown| shown != step) {
            self.step.set(step);
            after_render(|| page::focus_on("h1"));
        }
    }

    /// What is wrong with the answer to this step, beside what the engine says of it. Tracks.
    fn problem(self) -> Option<String> {
        self.is_answered().then(|| self.missing.get()).flatten()
    }

    /// Whether what is said of an answer is about the one on the screen. Tracks.
    fn is_answered(self) -> bool {
        self.answered.get() == self.step.get()
    }

    /// She answers the question on the screen.
    fn answering(self, event: &SubmitEvent) -> Step {
        event.prevent_default();
        let step = self.step.get_untracked();
        self.missing.set(None);
        self.answered.set(step);
        step
    }

    fn named(self, event: &SubmitEvent) {
        self.answering(event);
        if self.name.with_untracked(|name| name.trim().is_empty()) {
            return self.missing.set(Some(words().start.name_missing.to_owned()));
        }
        self.turn_to(Step::How);
    }
}
