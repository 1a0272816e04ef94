//! Joining a group by its link: a name first if nobody has begun here, then one contact with the server.

use naptime::platform::{history, page};
use naptime_domain::id::SpaceId;
use naptime_replica::{
    command::{Command, Refusal, Reply},
    view::GroupView,
};
use naptime_view::{ev::SubmitEvent, prelude::*};

use super::group::name_of;
use crate::ui::{
    after_render,
    dispatch::{Attempt, Failure},
    invitation,
    kit::{Action, Button, ButtonKind, ErrorText, Field, FieldKind, LinkButton, Screen, until_changed},
    route::{Route, Router},
    store::{Person, Store},
    strings::words,
};

const LINK_FIELD: &str = "#invite-link-field";

/// Opened by the link itself: its secret stands after the `#` and never reaches the server.
pub fn join() -> impl IntoView {
    let (router, store) = (expect_context::<Router>(), expect_context::<Store>());
    let then = Callback::new(move |group| router.replace(Route::Group(group)));
    let (at, is_sent) = (RwSignal::new(history::fragment()), StoredValue::new(false));
    // Another link that is opened here changes nothing but what stands behind the `#`.
    let moved = move || {
        let now = history::fragment();
        if at.with_untracked(|at| *at != now) {
            is_sent.set_value(false);
            at.set(now);
            after_render(|| {
                page::scroll_to(None);
                page::focus_on("h1");
            });
        }
    };
    let _listening = StoredValue::new_local(history::on_moved(moved));
    let link = move || at.with(|at| if at.is_empty() { String::new() } else { invitation::link(at) });
    // Once she has tapped, the form leads on.
    let mine = Memo::new(move |before: Option<&Option<GroupView>>| {
        let group = invitation::group(&link());
        let now = store.groups().with(|all| all.iter().find(|it| Some(it.id) == group).cloned());
        if is_sent.get_value() { before.cloned().flatten() } else { now }
    });
    let sent = Callback::new(move |()| is_sent.set_value(true));
    move || match mine.get() {
        Some(group) => member(&group),
        None => invited(link(), then, sent),
    }
}

/// Who invites her to what, and the way in.
fn invited(link: String, then: Callback<SpaceId>, sent: Callback<()>) -> AnyView {
    let (words, greeting) = (words().join, invitation::greeting(&link));
    let (title, lead) = match &greeting {
        Some(greeting) => (words.inviter(&greeting.from), words.to(&greeting.group)),
        None => (words.title.to_owned(), words.lead.to_owned()),
    };
    view! {
        <Screen title=title>
            <p class="lead">{lead}</p>
            {greeting.as_ref().map(invitation::work_of)}
            <JoinForm link then sent is_whole_screen=true />
        </Screen>
    }
    .into_any()
}

/// She has come by a link to a group of hers.
fn member(group: &GroupView) -> AnyView {
    let (words, title, href) = (words().join, name_of(group).to_owned(), Route::Group(group.id).path());
    view! {
        <Screen title>
            <p class="lead">{words.already}</p>
            <Action>
                <LinkButton kind=ButtonKind::Primary href label=words.open_group />
            </Action>
        </Screen>
    }
    .into_any()
}

/// A name when nobody has begun here, and the field for a link unless a whole one opened the screen.
#[component]
pub fn JoinForm(
    #[prop(into)] link: String,
    then: Callback<SpaceId>,
    #[prop(optional, into)] sent: Option<Callback<()>>,
    #[prop(optional)] is_whole_screen: bool,
) -> impl IntoView {
    let (words, store, attempt) = (words().join, expect_context::<Store>(), Attempt::new());
    let needs_name = !matches!(*store.person().read_untracked(), Person::Known(_));
    let has_link = !link.is_empty() && invitation::wrong(&link).is_none();
    let form = JoinAnswers {
        link: RwSignal::new(link),
        name: RwSignal::default(),
        link_missing: RwSignal::new(None),
        name_missing: RwSignal::new(None),
        attempt,
        store,
        then,
        sent,
    };
    let is_done = move || attempt.failure() == Some(Failure::Refused(Refusal::NeedsConnection));
    // A link that opened nothing can be changed for another.
    let asks_for_link = Memo::new(move |asked: Option<&bool>| !has_link || asked == Some(&true) || form.is_refused());
    // What was said stands beside the link, which may be out of sight.
    Effect::new(move || {
        if form.is_refused() {
            after_render(|| {
                page::give_focus(LINK_FIELD);
            });
        }
    });
    let kind = if is_whole_screen { ButtonKind::Primary } else { ButtonKind::Secondary };
    let submit = move || view! { <Button kind label=words.join.to_owned() is_busy=attempt.is_running() /> };
    view! {
        <form class="form" on:submit=move |event| form.submitted(&event)>
            {needs_name.then(|| name_field(form))}
            {move || match asks_for_link.get() {
                true => link_field(form, has_link).into_any(),
                false => view! { <ErrorText text=Signal::derive(move || attempt.words()) /> }.into_any(),
            }}
            <p role="status">{move || attempt.is_running().get().then_some(words.joining)}</p>
            {match is_whole_screen {
                false => submit().into_any(),
                true => {
                    view! {
                        <Action>
                            {submit()}
                            {move || {
                                (is_done() && form.is_known())
                                    .then(|| {
                                        view! {
                                            <LinkButton kind=ButtonKind::Quiet href="/today" label=words.to_today />
                                        }
                                    })
                            }}
                        </Action>
                    }
                        .into_any()
                }
            }}
        </form>
    }
}

/// What a pasted link says is said again below it, unless the screen says it already.
fn link_field(form: JoinAnswers, is_told: bool) -> impl IntoView {
    let words = words().join;
    let said = Signal::derive(move || form.link_missing.get().or_else(|| form.attempt.words()));
    let said = until_changed(said, form.link);
    view! {
        <Field
            id="invite-link-field"
            kind=FieldKind::Link
            label=words.link_label
            hint=words.link_hint
            value=form.link
            error=Signal::derive(move || invitation::wrong(&form.link.read()).or_else(|| said.get()))
        />
        {(!is_told).then(|| invitation::invited(form.link))}
    }
}

fn name_field(form: JoinAnswers) -> impl IntoView {
    let (join, start) = (words().join, words().start);
    view! {
        <Field
            id="name"
            kind=FieldKind::OwnName
            label=join.name_first
            hint=start.name_hint
            value=form.name
            error=form.name_missing
        />
    }
}

#[derive(Clone, Copy)]
struct JoinAnswers {
    link: RwSignal<String>,
    name: RwSignal<String>,
    link_missing: RwSignal<Option<String>>,
    name_missing: RwSignal<Option<String>>,
    attempt: Attempt,
    store: Store,
    then: Callback<SpaceId>,
    sent: Option<Callback<()>>,
}

impl JoinAnswers {
    fn is_known(self) -> bool {
        matches!(*self.store.person().read(), Person::Known(_))
    }

    /// Whether the link was tried and opens nothing. Tracks.
    fn is_refused(self) -> bool {
        matches!(self.attempt.failure(), Some(Failure::Refused(Refusal::NotAnInvite | Refusal::InviteClosed)))
    }

    fn submitted(self, event: &SubmitEvent) {
        event.prevent_default();
        let link = self.link.get_untracked().trim().to_owned();
        let name = self.name.get_untracked().trim().to_owned();
        let is_known = matches!(*self.store.person().read_untracked(), Person::Known(_));
        self.link_missing.set(link.is_empty().then(|| words().join.link_missing.to_owned()));
        self.name_missing.set((name.is_empty() && !is_known).then(|| words().start.name_missing.to_owned()));
        if link.is_empty() || invitation::wrong(&link).is_some() || (name.is_empty() && !is_known) {
            return;
        }
        self.sent.iter().for_each(|sent| sent.run(()));
        if is_known { self.join(link) } else { self.begin_and_join(name, link) }
    }

    fn begin_and_join(self, name: String, link: String) {
        let again = link.clone();
        self.attempt.run_or(
            Command::Begin { name },
            move |_| self.join(link),
            move |failure| {
                let is_here = *failure == Failure::Refused(Refusal::AlreadyBegun);
                if is_here {
                    self.join(again);
                }
                is_here
            },
        );
    }

    fn join(self, link: String) {
        self.attempt.run(Command::Join { link }, move |reply| {
            if let Reply::Group(group) = reply {
                self.then.run(group);
            }
        });
    }
}
