//! One version of a draft: read, compared, called something else, brought back.

use naptime_domain::{id::VersionId, view::VersionView};
use naptime_replica::{
    command::{Reply, TextTarget, WorkDeed},
    view::Topic,
};
use naptime_view::{ev::SubmitEvent, prelude::*};

use super::{
    compare::compared,
    here::Work,
    versions::{about, given_name, name_of},
};
use crate::ui::{
    blocks::HeadingLevel,
    dispatch::Dispatch,
    kit::{Action, Button, ButtonKind, Field, Fold, LinkButton, Notice, Toast},
    route::Route,
    store::{Known, Store},
    strings::words,
    text_box,
    written::reading,
};

/// In place of a version: the draft as it is now.
const DRAFT: &str = "draft";

/// A version on the screen.
#[derive(Clone, Copy)]
struct Shown {
    work: Work,
    id: VersionId,
    versions: Memo<Vec<VersionView>>,
    text: Memo<Known<String>>,
}

pub fn version(work: Work, id: VersionId) -> AnyView {
    let versions = Memo::new(move |_| work.get(|work| work.versions.clone()).unwrap_or_default());
    let shown = Shown { work, id, versions, text: text_of(work, id) };
    let title = move || shown.name().unwrap_or_else(|| words().versions.title.to_owned());
    work.screen(Signal::derive(title), move || whole(shown))
}

/// Watches what the draft was in a version, for as long as the current owner lives.
fn text_of(work: Work, id: VersionId) -> Memo<Known<String>> {
    let (store, dispatch) = (expect_context::<Store>(), expect_context::<Dispatch>());
    let of = (work.id(), id);
    dispatch.watch(store, Topic::Version(of.0.clone(), id));
    Memo::new(move |_| store.version(&of))
}

impl Shown {
    fn find<T>(self, say: impl FnOnce(&VersionView) -> T) -> Option<T> {
        self.versions.with(|all| all.iter().find(|version| version.id == self.id).map(say))
    }

    fn name(self) -> Option<String> {
        self.find(|version| name_of(version, &self.versions.read()))
    }

    fn draft(self) -> String {
        self.work.get(|work| work.draft.clone()).unwrap_or_default()
    }

    fn is_draft(self) -> bool {
        self.text
            .with(|text| matches!(text, Known::Here(text) if self.work.get(|work| work.draft == *text) == Some(true)))
    }

    /// Brings back what the draft was in a version, from what it is. In its box that is one step, which can be undone.
    fn bring_back(self, version: VersionId, (before, after): (String, String), then: impl FnOnce(Reply) + 'static) {
        let draft = TextTarget::WorkDraft { work: self.work.id() };
        self.work.run(WorkDeed::RestoreVersion { version }, move |reply| {
            text_box::did(&draft, &before, &after);
            then(reply);
        });
    }

    /// What stood in the draft before `restored` was brought back.
    fn before(self, restored: VersionId) -> Option<VersionId> {
        self.versions.with_untracked(|all| all.iter().rev().find(|version| version.id != restored).map(|it| it.id))
    }
}

fn whole(shown: Shown) -> AnyView {
    let with = RwSignal::new(String::new());
    let about = move || shown.find(|version| about(version, &shown.versions.read()));
    let body = move || match with.read().as_str() {
        "" => (move || read(shown.text.get())).into_any(),
        DRAFT => (move || with_draft(shown)).into_any(),
        other => other.parse().map_or_else(|_| ().into_any(), |other| with_version(shown, other)),
    };
    view! {
        {move || about().filter(|about| !about.is_empty()).map(|about| view! { <p class="muted under-title">{about}</p> })}
        {choice(shown, with)}
        {body}
        {rename(shown)}
        <BringBack shown />
    }
    .into_any()
}

fn read(text: Known<String>) -> AnyView {
    match text {
        Known::Asking => ().into_any(),
        Known::Missing => view! { <p class="lead">{words().versions.missing}</p> }.into_any(),
        Known::Here(text) => reading(&text, HeadingLevel::Second),
    }
}

fn choice(shown: Shown, with: RwSignal<String>) -> AnyView {
    let words = words().versions;
    let others = move || {
        let all = shown.versions.read();
        let other = |version: &VersionView| {
            let (value, name) = (version.id.to_string(), name_of(version, &all));
            (version.id != shown.id).then(|| view! { <option value=value>{name}</option> })
        };
        all.iter().filter_map(other).collect::<Vec<_>>()
    };
    view! {
        <div class="field">
            <label for="compare-with">{words.compare}</label>
            <select class="box" id="compare-with" on:change=move |event| with.set(event_target_value(&event))>
                <option value="">{words.just_read}</option>
                <option value=DRAFT>{words.draft}</option>
                {others}
            </select>
        </div>
    }
    .into_any()
}

fn with_draft(shown: Shown) -> AnyView {
    let Known::Here(text) = shown.text.get() else { return read(shown.text.get()) };
    let name = shown.name().unwrap_or_default();
    compared(words().versions.to_draft_from(&name), &text, &shown.draft())
}

fn with_version(shown: Shown, other: VersionId) -> AnyView {
    let text = text_of(shown.work, other);
    let both = move || match (shown.text.get(), text.get()) {
        (Known::Here(mine), Known::Here(others)) => in_order(shown, other, &mine, &others),
        (Known::Missing, _) | (_, Known::Missing) => read(Known::Missing),
        _ => read(Known::Asking),
    };
    both.into_any()
}

/// From the older to the newer one.
fn in_order(shown: Shown, other: VersionId, mine: &str, others: &str) -> AnyView {
    let all = shown.versions.read();
    let find = |id| all.iter().zip(0..).find(|(version, _)| version.id == id);
    let said = |id| find(id).map_or((String::new(), 0), |(version, place)| (name_of(version, &all), place));
    let ((name, place), (others_name, others_place)) = (said(shown.id), said(other));
    let words = words().versions;
    match place < others_place {
        true => compared(words.between(&name, &others_name), mine, others),
        false => compared(words.between(&others_name, &name), others, mine),
    }
}

fn rename(shown: Shown) -> AnyView {
    let (words, toast) = (words().versions, expect_context::<Toast>());
    let name = RwSignal::new(untrack(|| shown.find(given_name)).unwrap_or_default());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let called = name.get_untracked().trim().to_owned();
        shown
            .work
            .run_beside(WorkDeed::NameVersion { version: shown.id, name: called }, move |_| toast.say(words.named));
    };
    view! {
        <Fold head=words.rename.into_any()>
            <form class="stack" on:submit=save>
                <Field id="version-name" label=words.name value=name error=Signal::derive(|| None::<String>) />
                <Button label=words.name_save.to_owned() />
            </form>
        </Fold>
    }
    .into_any()
}

/// Brings it back, once; then says what became of the draft, and takes it back.
#[component]
fn BringBack(shown: Shown) -> impl IntoView {
    let (words, toast, restored) = (words().versions, expect_context::<Toast>(), RwSignal::new(None));
    let (is_draft, is_busy) = (Memo::new(move |_| shown.is_draft()), shown.work.attempt.is_running());
    let restore = move |()| {
        let Known::Here(after) = shown.text.get_untracked() else { return };
        let texts = (untrack(|| shown.draft()), after);
        shown.bring_back(shown.id, texts.clone(), move |reply| {
            if let Reply::Version(version) = reply {
                restored.set(Some((version, texts)));
            }
        });
    };
    let undo = move |()| {
        let Some((is_now, (before, after))) = restored.get_untracked() else { return };
        let Some(version) = shown.before(is_now) else { return };
        shown.bring_back(version, (after, before), move |_| {
            restored.set(None);
            toast.say(words.undone);
        });
    };
    let said = move || match (restored.read().is_some(), is_draft.get()) {
        (true, _) => view! {
            <Notice text=words.restored>
                <Button kind=ButtonKind::Quiet label=words.undo.to_owned() on_press=undo is_busy=is_busy />
            </Notice>
        }
        .into_any(),
        (false, true) => view! { <p class="muted">{words.is_draft}</p> }.into_any(),
        (false, false) => ().into_any(),
    };
    let is_here = Memo::new(move |_| shown.text.with(|text| matches!(text, Known::Here(_))));
    let action = move || match is_draft.get() || restored.read().is_some() {
        true => {
            view! { <LinkButton kind=ButtonKind::Primary href=Route::Work.path() label=words.to_draft /> }.into_any()
        }
        false => {
            let label = words.restore.to_owned();
            view! { <Button kind=ButtonKind::Primary label on_press=restore is_busy /> }.into_any()
        }
    };
    view! {
        <Action>
            <div role="status">{said}</div>
            {shown.work.error()}
            {move || is_here.get().then(action)}
        </Action>
    }
}
