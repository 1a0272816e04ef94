//! The start behind its first question: alone, with a group of one's own, by a link, or with words from before.

use naptime_replica::command::{Command, Refusal, Reply};
use naptime_view::{ev::SubmitEvent, prelude::*};

use super::{
    Answers,
    restore::Restore,
    step::{Back, Step},
};
use crate::ui::{
    dispatch::{Attempt, Failure},
    invitation,
    kit::{Action, Button, ButtonKind, Choice, ChoiceGroup, Field, FieldKind, Screen, until_changed},
    route::Route,
    store::{Person, Store},
    strings::words,
};

/// What it takes to begin.
#[derive(Clone, Copy)]
struct Further {
    answers: Answers,
    attempt: Attempt,
    store: Store,
}

/// The steps behind the first, one at a time.
pub fn go_on(answers: Answers) -> AnyView {
    let further = Further { answers, attempt: Attempt::new(), store: expect_context() };
    further.lead_away_who_is_known();
    let step = move || match answers.step.get() {
        Step::Name => None,
        Step::How => Some(further.how_step().into_any()),
        Step::Group => Some(further.group_step().into_any()),
        Step::Link => Some(further.link_step().into_any()),
        Step::Restore => Some(view! { <Restore secret=answers.secret /> }.into_any()),
    };
    step.into_any()
}

impl Further {
    /// Somebody who has begun has no business here: she comes from an old bookmark, or has just begun in another tab.
    fn lead_away_who_is_known(self) {
        let is_known = Memo::new(move |_| matches!(*self.store.person().read(), Person::Known(_)));
        Effect::new(move || {
            if is_known.get() && !self.attempt.is_running().get_untracked() {
                self.answers.router.replace(Route::Today);
            }
        });
    }

    fn how_step(self) -> impl IntoView {
        let words = words().start;
        let choices = vec![
            Choice::new("alone", words.alone, words.alone_hint),
            Choice::new("make", words.make, words.make_hint),
            Choice::new("join", words.join, words.join_hint),
        ];
        view! {
            <Screen title=words.hello(self.answers.name.get_untracked().trim())>
                <form class="form" on:submit=move |event| self.submitted(&event)>
                    <ChoiceGroup name="how" legend=words.how_question choices chosen=self.answers.how error=self.error() />
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
                        value=self.answers.group
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
        let (words, said) = (words().start, until_changed(self.error(), self.answers.link));
        let error = Signal::derive(move || invitation::wrong(&self.answers.link.read()).or_else(|| said.get()));
        view! {
            <Screen title=words.join.to_owned()>
                <form class="form" on:submit=move |event| self.submitted(&event)>
                    <Field
                        id="link"
                        kind=FieldKind::Link
                        label=words.link_label
                        hint=words.link_hint
                        value=self.answers.link
                        error
                    />
                    {invitation::invited(self.answers.link)}
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

    fn error(self) -> Signal<Option<String>> {
        let told = move || self.answers.is_answered().then(|| self.attempt.words()).flatten();
        Signal::derive(move || self.answers.problem().or_else(told))
    }

    fn submitted(self, event: &SubmitEvent) {
        match self.answers.answering(event) {
            Step::Name | Step::Restore => {}
            Step::How => self.chosen(),
            Step::Group => self.group_named(),
            Step::Link => self.link_pasted(),
        }
    }

    fn chosen(self) {
        match self.answers.how.get_untracked().as_str() {
            "make" => self.answers.turn_to(Step::Group),
            "join" => self.answers.turn_to(Step::Link),
            _ => self.begin(move || {
                if self.attempt.is_shown() {
                    self.answers.router.replace(Route::Challenge);
                }
            }),
        }
    }

    fn group_named(self) {
        let name = self.answers.group.get_untracked().trim().to_owned();
        if name.is_empty() {
            return self.answers.missing.set(Some(words().start.group_missing.to_owned()));
        }
        self.begin(move || self.attempt.run(Command::CreateGroup { name }, move |reply| self.in_group(&reply)));
    }

    fn link_pasted(self) {
        let link = self.answers.link.get_untracked().trim().to_owned();
        if link.is_empty() {
            return self.answers.missing.set(Some(words().start.link_missing.to_owned()));
        }
        if invitation::wrong(&link).is_some() {
            return;
        }
        self.begin(move || self.attempt.run(Command::Join { link }, move |reply| self.in_group(&reply)));
    }

    fn in_group(self, reply: &Reply) {
        match reply {
            Reply::Group(group) => self.answers.router.replace(Route::Group(*group)),
            _ => self.answers.router.replace(Route::Today),
        }
    }

    /// Makes her known to this phone, once; a second try after a refused group or link finds her there.
    fn begin(self, then: impl FnOnce() + Clone + 'static) {
        if matches!(*self.store.person().read_untracked(), Person::Known(_)) {
            return then();
        }
        let name = self.answers.name.get_untracked().trim().to_owned();
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
