//! Her work, or her group's: the brief as fields, the draft, the question for the critics, and what was shared.

mod ahead;
pub mod already;
mod compare;
mod evidence;
mod here;
mod said;
mod version;
mod versions;
pub mod writers;

use naptime::progress;
use naptime_course::model::ChallengeId as Named;
use naptime_domain::{
    command::{BriefLine, Whose},
    id::ChallengeId,
};
use naptime_replica::{
    command::{TextTarget, WorkId},
    view::{Connection, SubmissionSummary, Topic, WorkView},
};
use naptime_view::prelude::*;

use crate::ui::{
    course::Course,
    dispatch::Dispatch,
    kit::{Action, ButtonKind, EmptyState, Fold, LinkButton, RowLink, Screen},
    place::{self, Pickup, folds},
    route::{Route, Router, WorkPlace},
    store::{Known, Store},
    strings::words,
    text_box::{BoxSize, TextBox},
};

use self::{ahead::Ahead, already::already, here::Work, writers::written_by};
use super::today::work_row;

/// The lines in the order in which the course asks them.
const LINES: [BriefLine; 5] =
    [BriefLine::Who, BriefLine::ForWhom, BriefLine::WhatWouldBeDifferent, BriefLine::Have, BriefLine::ByWhen];

pub fn work() -> impl IntoView {
    let current = current_challenge();
    view! {
        <Screen title=words().work.title.to_owned()>
            {move || match current.get() {
                Some(challenge) => editor(work_on(challenge)),
                None => not_started(),
            }}
        </Screen>
    }
}

/// What belongs to a work beside its draft.
pub fn of_work(challenge: ChallengeId, place: WorkPlace) -> AnyView {
    let work = Work::watch(work_on(challenge));
    match place {
        WorkPlace::Versions => versions::versions(work),
        WorkPlace::Version(id) => version::version(work, id),
        WorkPlace::Evidence => evidence::evidence(work),
        WorkPlace::NewEvidence(kind) => evidence::new_evidence(work, kind),
        WorkPlace::NewAttachment(kind) => evidence::new_attachment(work, kind),
        WorkPlace::OneEvidence(id) => evidence::one_evidence(work, id),
    }
}

/// The challenge she has taken and works on.
pub fn current_challenge() -> Memo<Option<ChallengeId>> {
    let store = expect_context::<Store>();
    Memo::new(move |_| progress::current(&store.profile()?).map(|progress| progress.challenge.clone()))
}

/// The work she goes on with there. Does not track: under her hands a box never becomes one that others read.
pub fn work_on(challenge: ChallengeId) -> WorkId {
    match expect_context::<Store>().profile_now() {
        Some(profile) => progress::work(&profile, &challenge),
        None => WorkId::hers(challenge),
    }
}

pub fn not_started() -> AnyView {
    let words = words().work;
    view! { <EmptyState text=words.not_started action=words.to_challenge href=Route::Challenge.path() /> }.into_any()
}

fn editor(id: WorkId) -> AnyView {
    let (store, dispatch) = (expect_context::<Store>(), expect_context::<Dispatch>());
    dispatch.watch(store, Topic::Work(id.clone()));
    let watched = id.clone();
    let work = Memo::new(move |_| store.work(&watched));
    let (words, is_ours, ahead) = (words().work, id.whose != Whose::Hers, Ahead::of(&id.challenge, work));
    let share = move || {
        let label = if is_ours { words.share_ours } else { words.share };
        view! { <LinkButton kind=ButtonKind::Primary href=Route::Share.path() label=label /> }.into_any()
    };
    let folds_where = |is_below| {
        let id = id.clone();
        move || (ahead.comes_first.get() == Some(is_below)).then(|| folds(&id, work, ahead))
    };
    view! {
        <p class="lead under-title">{title_of(&id.challenge)}<br />{seen_by(id.whose)}</p>
        {move || written_by(&work.get())}
        {move || ahead.card()}
        {folds_where(false)}
        <TextBox
            target=TextTarget::WorkDraft { work: id.clone() }
            label=words.draft
            hint=words.draft_hint
            size=BoxSize::Page
            is_a_place=true
        />
        {folds_where(true)}
        <TextBox
            target=TextTarget::WorkTitle { work: id.clone() }
            label=words.name
            hint=words.name_hint
            size=BoxSize::Line
            is_a_place=true
        />
        <TextBox
            target=TextTarget::WorkFocus { work: id.clone() }
            label=words.focus
            hint=words.focus_hint
            size=BoxSize::Paragraph
            is_a_place=true
        />
        {move || beside(&id.challenge, &work.get())}
        {move || shared(&work.get(), if is_ours { words.shared_ours } else { words.shared })}
        <Action>
            {move || ahead.action().unwrap_or_else(share)}
        </Action>
    }
    .into_any()
}

/// Above a draft; below one that was empty when she came, so that it is in sight.
fn folds(id: &WorkId, work: Memo<Known<WorkView>>, ahead: Ahead) -> AnyView {
    view! {
        <div class="stack" data-gap="small">{brief(id, work)}{move || ahead.good()}{said::said(id, work)}</div>
    }
    .into_any()
}

/// Who sees what she writes there, and when. Tracks.
pub fn seen_by(whose: Whose) -> impl Fn() -> &'static str + Send + use<> {
    let (store, words) = (expect_context::<Store>(), words().work);
    let is_online = Memo::new(move |_| store.sync().read().connection != Connection::Offline);
    move || match (whose, is_online.get()) {
        (Whose::Hers, _) => words.private,
        (Whose::Ours(_), true) => words.ours,
        (Whose::Ours(_), false) => words.ours_offline,
    }
}

/// What the course calls a challenge. Tracks.
pub fn title_of(challenge: &ChallengeId) -> impl Fn() -> Option<String> + Send + use<> {
    let (course, named) = (expect_context::<Course>(), challenge.as_str().parse::<Named>().ok());
    move || Some(course.index().here()?.challenge(named.as_ref()?)?.title.clone())
}

/// Out of the way of the draft, unless it is what she was in last: then it is open.
fn brief(id: &WorkId, work: Memo<Known<WorkView>>) -> AnyView {
    let words = words().work;
    let boxes: Vec<_> = LINES
        .into_iter()
        .map(|line| {
            let target = line_of(id, line);
            let already =
                (line == BriefLine::Who).then(|| already(target.clone(), work, |work| (who(work), &work.client)));
            view! {
                <TextBox target label=line_label(line) size=BoxSize::Line is_a_place=true />
                {already}
            }
        })
        .collect();
    let was_in_it = LINES.into_iter().any(|line| place::was_last(&line_of(id, line)));
    let fold = fold_beside(id, "brief", was_in_it);
    let filled = move || {
        let lines = work.get().here().map(|work| work.brief).unwrap_or_default();
        let filled = lines.iter().filter(|(_, text)| !text.trim().is_empty()).count();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        words.brief_filled(number(filled), number(LINES.len()))
    };
    let head = view! { <span>{words.brief}" "<span class="beside">{filled}</span></span> };
    view! {
        <Fold id=fold head>
            <p class="muted">{words.brief_lead}</p>
            {move || wanted(&work.get())}
            {boxes}
        </Fold>
    }
    .into_any()
}

/// What a fold beside the draft is remembered by. It is as she left it where she is brought or goes back to it; who comes
/// anew comes to write.
fn fold_beside(id: &WorkId, name: &str, is_open_anew: bool) -> String {
    let fold = [name, "-beside-", &place::key(&TextTarget::WorkDraft { work: id.clone() })].concat();
    if !expect_context::<Pickup>().is_there() && !expect_context::<Router>().is_back() {
        folds::keep(&fold, is_open_anew);
    }
    fold
}

fn line_of(id: &WorkId, line: BriefLine) -> TextTarget {
    TextTarget::WorkBrief { work: id.clone(), line }
}

/// The client as the brief has it.
pub fn who(work: &WorkView) -> &str {
    let line = work.brief.iter().find(|(line, _)| *line == BriefLine::Who);
    line.map_or("", |(_, text)| text)
}

/// Asked once, beside who they are; shown where it is worked on.
fn wanted(work: &Known<WorkView>) -> Option<AnyView> {
    let Known::Here(work) = work else { return None };
    let line = view! { <p class="plain-text">{words().work.client_wants(work.client_wants.trim())}</p> };
    (!work.client_wants.trim().is_empty()).then(|| line.into_any())
}

/// What a line of the brief is called, here and in lessons.
pub fn line_label(line: BriefLine) -> &'static str {
    let words = words().work;
    match line {
        BriefLine::Who => words.brief_client,
        BriefLine::WhatWouldBeDifferent => words.brief_different,
        BriefLine::ForWhom => words.brief_who_for,
        BriefLine::Have => words.brief_have,
        BriefLine::ByWhen => words.brief_by_when,
    }
}

/// The ways to what is kept beside the draft.
fn beside(challenge: &ChallengeId, work: &Known<WorkView>) -> Option<AnyView> {
    let Known::Here(work) = work else { return None };
    let (words, number) = (words(), |count: usize| u32::try_from(count).unwrap_or(u32::MAX));
    let there = work.evidence.iter().filter(|evidence| !evidence.is_put_away).count();
    let rows = [
        (WorkPlace::Versions, words.versions.title, words.versions.kept_some(number(work.versions.len()))),
        (WorkPlace::Evidence, words.evidence.title, words.evidence.some(number(there))),
    ];
    let rows = rows.map(|(place, name, detail)| {
        let href = Route::OfWork(challenge.clone(), place).path();
        view! { <li><RowLink href=href name=name detail=detail /></li> }
    });
    Some(view! { <ul class="rows">{rows}</ul> }.into_any())
}

fn shared(work: &Known<WorkView>, title: &'static str) -> Option<AnyView> {
    let Known::Here(work) = work else { return None };
    let rows: Vec<_> = work.submissions.iter().map(|work: &SubmissionSummary| work_row(work)).collect();
    let section = view! {
        <section class="stack" data-gap="small">
            <h2>{title}</h2>
            <ul class="rows">{rows}</ul>
        </section>
    };
    (!work.submissions.is_empty()).then(|| section.into_any())
}
