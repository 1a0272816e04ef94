//! What a work rests on: each thing with its kind, what was put away, and the way to one more.

mod attach;
mod blob;
mod card;
mod form;
mod other_words;

use naptime::evidence::Kind;
use naptime_domain::{command::Whose, evidence::Evidence, id::EvidenceId, view::EvidenceView};
use naptime_replica::command::{AttachmentKind, WorkDeed};
use naptime_view::prelude::*;

pub use self::attach::new_attachment;
use self::card::{away, card};
pub use self::form::{new_evidence, one_evidence};
use super::here::Work;
use crate::ui::{
    course::Course,
    kit::{Action, Button, ButtonKind, Fold, Notice, RowLink, Sheet},
    route::WorkPlace,
    screen::outside,
    store::Store,
    strings::words,
};

pub fn evidence(work: Work) -> AnyView {
    work.screen(words().evidence.title.to_owned(), move || all(work))
}

/// The list, and what was put away from it last.
#[derive(Clone, Copy)]
struct List {
    work: Work,
    all: Memo<Vec<EvidenceView>>,
    last_away: RwSignal<Option<EvidenceId>>,
}

impl List {
    /// Undone as easily as done.
    fn put_away(self, evidence: EvidenceId, is_away: bool) {
        self.work.run_beside(WorkDeed::PutAwayEvidence { evidence, is_away }, move |_| {
            self.last_away.set(is_away.then_some(evidence));
        });
    }
}

fn all(work: Work) -> AnyView {
    let (words, is_adding) = (words().evidence, RwSignal::new(false));
    let all = Memo::new(move |_| work.get(|work| work.evidence.clone()).unwrap_or_default());
    let list = List { work, all, last_away: RwSignal::new(None) };
    let lead = if work.whose() == Whose::Hers { words.lead } else { words.lead_ours };
    let lead = move || if all.read().is_empty() { words.none } else { lead };
    view! {
        <p class="lead under-title">{lead}</p>
        {sections(list)}
        {(work.whose() == Whose::Hers).then(|| seen_outside(work))}
        {move || put_away(list)}
        <Action>
            <div role="status">{move || undo(list)}</div>
            {work.error()}
            <Button kind=ButtonKind::Primary label=words.add.to_owned() on_press=move |()| is_adding.set(true) />
        </Action>
        <Sheet id="add-evidence" title=words.what is_open=is_adding>{kinds(work)}</Sheet>
    }
    .into_any()
}

/// Written down once she was back, and hers alone: it stays on the try-out, and is read here.
fn seen_outside(work: Work) -> impl Fn() -> Option<AnyView> {
    let (store, course, challenge) = (expect_context::<Store>(), expect_context::<Course>(), work.id().challenge);
    move || outside::seen_section(store, course, &challenge)
}

type IsOfKind = fn(&Evidence) -> bool;

/// Kind by kind, each in the order in which it was written down.
fn sections(list: List) -> Vec<AnyView> {
    let words = words().evidence;
    let kinds: [(&str, IsOfKind); 5] = [
        (words.replies, |what| matches!(what, Evidence::Reply { .. })),
        (words.quotes, |what| matches!(what, Evidence::Quote { .. })),
        (words.numbers, |what| matches!(what, Evidence::Number { .. })),
        (words.links, |what| matches!(what, Evidence::Link { .. })),
        (words.files, |what| matches!(what, Evidence::Photo { .. } | Evidence::File { .. })),
    ];
    kinds.into_iter().map(|(title, is_of)| section(list, title, is_of)).collect()
}

/// One card for each thing that is as it was: a photo that is open, or a button in focus, outlives what others add.
fn section(list: List, title: &'static str, is_of: IsOfKind) -> AnyView {
    let of_kind = Memo::new(move |_| {
        let all = list.all.read();
        let of_kind = all.iter().filter(|entry| !entry.is_put_away && entry.what.shown().is_some_and(is_of));
        of_kind.cloned().collect::<Vec<_>>()
    });
    let is_shown = Memo::new(move |_| !of_kind.read().is_empty());
    let section = move || {
        view! {
            <section class="stack" data-gap="small">
                <h2>{title}</h2>
                <ul class="stack" data-gap="small">
                    <For each=move || of_kind.get() key=EvidenceView::clone let:entry>
                        {card(list, &entry)}
                    </For>
                </ul>
            </section>
        }
    };
    (move || is_shown.get().then(section)).into_any()
}

fn undo(list: List) -> Option<AnyView> {
    let (words, evidence) = (words().evidence, list.last_away.get()?);
    let undo = move |()| list.put_away(evidence, false);
    let notice = view! {
        <Notice text=words.is_put_away>
            <Button kind=ButtonKind::Quiet label=words.undo.to_owned() on_press=undo />
        </Notice>
    };
    Some(notice.into_any())
}

fn put_away(list: List) -> Option<AnyView> {
    let words = words().evidence;
    let cards: Vec<AnyView> =
        list.all.read().iter().filter(|entry| entry.is_put_away).map(|entry| away(list, entry)).collect();
    let number = words.some(u32::try_from(cards.len()).unwrap_or(u32::MAX));
    let head = view! { <span>{words.away}" "<span class="beside">{number}</span></span> };
    let section = |cards: Vec<AnyView>| {
        view! {
            <Fold id=list.work.form(WorkPlace::Evidence) head>
                <ul class="stack" data-gap="small">{cards}</ul>
            </Fold>
        }
        .into_any()
    };
    (!cards.is_empty()).then(|| section(cards))
}

/// What can be written down, each on a screen of its own.
fn kinds(work: Work) -> AnyView {
    let row = |place: WorkPlace, (name, hint): (&'static str, &'static str)| {
        let href = work.route(place).path();
        view! { <li><RowLink href=href name=name detail=hint /></li> }
    };
    let attached = [AttachmentKind::Photo, AttachmentKind::File];
    let attached = attached.into_iter().map(|kind| row(WorkPlace::NewAttachment(kind), attached_names(kind)));
    let written = Kind::ALL.into_iter().map(|kind| row(WorkPlace::NewEvidence(kind), names(kind)));
    view! { <ul class="rows">{written.chain(attached).collect::<Vec<_>>()}</ul> }.into_any()
}

/// What a kind of attachment is called, and what is kept of it.
fn attached_names(kind: AttachmentKind) -> (&'static str, &'static str) {
    let words = words().evidence;
    match kind {
        AttachmentKind::Photo => (words.photo, words.photo_hint),
        AttachmentKind::File => (words.file, words.file_hint),
    }
}

/// What a kind is called, and what to write.
fn names(kind: Kind) -> (&'static str, &'static str) {
    let words = words().evidence;
    match kind {
        Kind::Link => (words.link, words.link_hint),
        Kind::Number => (words.number, words.number_hint),
        Kind::Quote => (words.quote, words.quote_hint),
        Kind::Reply => (words.reply, words.reply_hint),
    }
}
