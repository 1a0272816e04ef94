//! The first half minute: a name, then a group or none. No account.

mod restore;
mod step;

use naptime::platform::{history, page};
use naptime_replica::command::{Command, Refusal, Reply};
use naptime_view::{ev::SubmitEvent, prelude::*};

pub use self::restore::FILE_BYTES_MAX;
use self::{
    restore::Restore,
    step::{Back, Step},
};
use crate::ui::{
    after_render,
    dispatch::{Attempt, Failure},
    invitation,
    kit::{Action, Button, ButtonKind, Choice, ChoiceGroup, Field, FieldKind, Screen, until_changed},
    route::{Route, Router},
    store::{Person, Store},
    strings::words,
};

/// What she has said so far.
#[derive(Clone, Copy)]
struct Answers {
    step: RwSignal<Step>,
    /// The step whose question she answered last: what stands in the way is said there.
    answered: RwSignal<Step>,
    name: RwSignal<String>,
    how: RwSignal<String>,
    group: RwSignal<String>,
    link: RwSignal<String>,
    secret: RwSignal<String>,
    missing: RwSignal<Option<String>>,
    attempt: Attempt,
    router: Router,
    store: Store,
}

pub fn start() -> impl IntoView {
    let answers = Answers {
        step: RwSignal::new(Step::Name),
        answered: RwSignal::new(Step::Name),
        name: RwSignal::default(),
        how: RwSignal::new("alone".to_owned()),
        group: RwSignal::default(),
        link: RwSignal::default(),
        secret: RwSignal::default(),
        missing: RwSignal::new(None),
        attempt: Attempt::new(),
        router: expect_context(),
        store: expect_context(),
    };
    // Somebody who has begun has no business here: she comes from an old bookmark, or has just begun in another tab.
    let is_known = Memo::new(move |_| matches!(*answers.store.person().read(), Person::Known(_)));
    match is_known.get_untracked() {
        true => answers.router.replace(Route::Today),
        false => answers.router.replace(Route::Start),
    }
    Effect::new(move || {
        if is_known.get() && !answers.attempt.is_running().get_untracked() {
            answers.router.replace(Route::Today);
        }
    });
    let listener = StoredValue::new_local(history::on_moved(move || answers.moved()));
    on_cleanup(move || {
        listener.try_set_value(None);
    });
    move || match answers.step.get() {
        Step::Name => answers.name_step().into_any(),
        Step::How => answers.how_step().into_any(),
        Step::Group => answers.group_step().into_any(),
        Step::Link => answers.link_step().into_any(),
        Step::Restore => view! { <Restore secret=answers.secret /> }.into_any(),
    }
}

impl Answers {
    fn name_step(self) -> impl IntoView {
        let words = words().start;
        view! {
            <Screen title=words.title.to_owned()>
                <p class="lead">{words.lead}</p>
                <form class="form" on:submit=move |event| self.submitted(&event)>
                    <Field
                        id="name"
                        kind=FieldKind::OwnName
                        label=words.name_label
                        hint=words.name_hint
                        value=self.name
                        error=self.error()
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

    fn how_step(self) -> impl IntoView {
        let words = words().start;
        let choices = vec![
            Choice::new("alone", words.alone, words.alone_hint),
            Choice::new("make", words.make, words.make_hint),
            Choice::new("join", words.join, words.join_hint),
        ];
        view! {
            <Screen title=words.hello(self.name.get_untracked().trim())>
                <form class="form" on:submit=move |event| self.submitted(&event)>
                    <ChoiceGroup name="how" legend=words.how_question choices chosen=self.how error=self.error() />
                    <Action>
                        <Button kind=ButtonKind::Primary label=words.go_on.to_owned() is_busy=self.attempt.is_running() />
                        <Back />
                    </Action>
                </form>
            </Screen>
        }
    }

    fn group_step(self) -> impl IntoView {
        let words = words().start;
        view! {
            <Screen title=words.make.to_owned()>
                <form class="form" on:submit=move |event| self.submitted(&event)>
                    <Field
                        id="group"
                        label=words.group_label
                        hint=words.group_hint
                        value=self.group
                        error=self.error()
                    />
                    <Action>
                        <Button
                            kind=ButtonKind::Primary
                            label=words.make_group.to_owned()
                            is_busy=self.attempt.is_running()
                        />
                        <Back />
                    </Action>
                </form>
            </Screen>
        }
    }

    fn link_step(self) -> impl IntoView {
        let (words, said) = (words().start, until_changed(self.error(), self.link));
        let error = Signal::derive(move || invitation::wrong(&self.link.read()).or_else(|| said.get()));
        view! {
            <Screen title=words.join.to_owned()>
                <form class="form" on:submit=move |event| self.submitted(&event)>
                    <Field
                        id="link"
                        kind=FieldKind::Link
                        label=words.link_label
                        hint=words.link_hint
                        value=self.link
                        error
                    />
                    {invitation::invited(self.link)}
                    <Action>
                        <Button
                            kind=ButtonKind::Primary
                            label=words.join_group.to_owned()
                            is_busy=self.attempt.is_running()
                        />
                        <Back />
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

    fn error(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            let is_here = self.answered.get() == self.step.get();
            is_here.then(|| self.missing.get().or_else(|| self.attempt.words())).flatten()
        })
    }

    fn submitted(self, event: &SubmitEvent) {
        event.prevent_default();
        let step = self.step.get_untracked();
        self.missing.set(None);
        self.answered.set(step);
        match step {
            Step::Name => self.named(),
            Step::How => self.chosen(),
            Step::Group => self.group_named(),
            Step::Link => self.link_pasted(),
            Step::Restore => {}
        }
    }

    fn named(self) {
        if self.name.with_untracked(|name| name.trim().is_empty()) {
            return self.missing.set(Some(words().start.name_missing.to_owned()));
        }
        self.turn_to(Step::How);
    }

    fn chosen(self) {
        match self.how.get_untracked().as_str() {
            "make" => self.turn_to(Step::Group),
            "join" => self.turn_to(Step::Link),
            _ => self.begin(move || self.router.replace(Route::Challenge)),
        }
    }

    fn group_named(self) {
        let name = self.group.get_untracked().trim().to_owned();
        if name.is_empty() {
            return self.missing.set(Some(words().start.group_missing.to_owned()));
        }
        self.begin(move || self.attempt.run(Command::CreateGroup { name }, move |reply| self.in_group(&reply)));
    }

    fn link_pasted(self) {
        let link = self.link.get_untracked().trim().to_owned();
        if link.is_empty() {
            return self.missing.set(Some(words().start.link_missing.to_owned()));
        }
        if invitation::wrong(&link).is_some() {
            return;
        }
        self.begin(move || self.attempt.run(Command::Join { link }, move |reply| self.in_group(&reply)));
    }

    fn in_group(self, reply: &Reply) {
        match reply {
            Reply::Group(group) => self.router.replace(Route::Group(*group)),
            _ => self.router.replace(Route::Today),
        }
    }

    /// Makes her known to this phone, once; a second try after a refused group or link finds her there.
    fn begin(self, then: impl FnOnce() + Clone + 'static) {
        if matches!(*self.store.person().read_untracked(), Person::Known(_)) {
            return then();
        }
        let name = self.name.get_untracked().trim().to_owned();
        let already = then.clone();
        self.attempt.run_or(
            Command::Begin { name },
            move |_| then(),
            move |failure| {
                let is_here = *failure == Failure::Refused(Refusal::AlreadyBegun);
                if is_here {
                    already();
                }
                is_here
            },
        );
    }
}
