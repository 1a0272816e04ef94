//! The first half minute: a name, then a group or none. No account.

mod restore;

use naptime_replica::command::{Command, Refusal, Reply};
use naptime_view::{ev::SubmitEvent, prelude::*};

pub use self::restore::FILE_BYTES_MAX;
use self::restore::Restore;
use crate::ui::{
    dispatch::{Attempt, Failure},
    kit::{Action, Button, ButtonKind, Choice, ChoiceGroup, Field, FieldKind, Screen},
    route::{Route, Router},
    store::{Person, Store},
    strings::words,
};

/// Which question stands on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Name,
    How,
    Group,
    Link,
    Restore,
}

/// What she has said so far.
#[derive(Clone, Copy)]
struct Answers {
    step: RwSignal<Step>,
    name: RwSignal<String>,
    how: RwSignal<String>,
    group: RwSignal<String>,
    link: RwSignal<String>,
    missing: RwSignal<Option<String>>,
    attempt: Attempt,
    router: Router,
    store: Store,
}

pub fn start() -> impl IntoView {
    let answers = Answers {
        step: RwSignal::new(Step::Name),
        name: RwSignal::default(),
        how: RwSignal::new("alone".to_owned()),
        group: RwSignal::default(),
        link: RwSignal::default(),
        missing: RwSignal::new(None),
        attempt: Attempt::new(),
        router: expect_context(),
        store: expect_context(),
    };
    // Somebody who has begun has no business here: another tab, or an old bookmark.
    if matches!(*answers.store.person().read_untracked(), Person::Known(_)) {
        answers.router.replace(Route::Today);
    } else {
        answers.router.replace(Route::Start);
    }
    move || match answers.step.get() {
        Step::Name => answers.name_step().into_any(),
        Step::How => answers.how_step().into_any(),
        Step::Group => answers.group_step().into_any(),
        Step::Link => answers.link_step().into_any(),
        Step::Restore => view! { <Restore back=move |()| answers.step.set(Step::Name) /> }.into_any(),
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
                            on_press=move |()| self.step.set(Step::Restore)
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
                        {self.back_to(Step::Name)}
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
                        {self.back_to(Step::How)}
                    </Action>
                </form>
            </Screen>
        }
    }

    fn link_step(self) -> impl IntoView {
        let words = words().start;
        view! {
            <Screen title=words.join.to_owned()>
                <form class="form" on:submit=move |event| self.submitted(&event)>
                    <Field
                        id="link"
                        kind=FieldKind::Link
                        label=words.link_label
                        hint=words.link_hint
                        value=self.link
                        error=self.error()
                    />
                    <Action>
                        <Button
                            kind=ButtonKind::Primary
                            label=words.join_group.to_owned()
                            is_busy=self.attempt.is_running()
                        />
                        {self.back_to(Step::How)}
                    </Action>
                </form>
            </Screen>
        }
    }

    fn back_to(self, step: Step) -> impl IntoView {
        let back = move |()| self.turn_to(step);
        view! { <Button kind=ButtonKind::Quiet label=crate::ui::strings::words().app.back.to_owned() on_press=back /> }
    }

    fn turn_to(self, step: Step) {
        self.missing.set(None);
        self.step.set(step);
        crate::ui::after_render(|| naptime::platform::page::focus_on("h1"));
    }

    fn error(self) -> Signal<Option<String>> {
        Signal::derive(move || self.missing.get().or_else(|| self.attempt.words()))
    }

    fn submitted(self, event: &SubmitEvent) {
        event.prevent_default();
        self.missing.set(None);
        match self.step.get_untracked() {
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
