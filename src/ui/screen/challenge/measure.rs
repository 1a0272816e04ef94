//! How she will know: each measure with its start, its target, and what was measured since.

mod add;
mod entries;
mod target;

use naptime::{amount, chart};
use naptime_course::model::{Measured, Numbers, SuccessMeasure};
use naptime_domain::{
    command::Amount,
    id::{ChallengeId, MeasureId},
    view::MeasureEntry,
};
use naptime_view::prelude::*;

use self::{add::AddNumber, entries::Entries, target::Target};
use super::Shown;
use crate::ui::{
    kit::{ButtonKind, Fold, LinkButton},
    route::{Route, WorkPlace},
    strings::words,
};

pub fn measures(shown: Shown) -> AnyView {
    let measures: Vec<_> = shown.challenge().measures.iter().map(|measure| self::measure(shown, measure)).collect();
    view! {
        <section class="stack" data-gap="small">
            <h2>{words().challenge.measures}</h2>
            <ul class="stack" data-gap="small">{measures}</ul>
            {move || shown.turned_to().get().and(shown.id()).map(evidence)}
        </section>
    }
    .into_any()
}

/// Numbers say how many; what people said and where it stands is written down beside the work.
fn evidence(challenge: ChallengeId) -> AnyView {
    let href = Route::OfWork(challenge, WorkPlace::Evidence).path();
    view! { <LinkButton kind=ButtonKind::Quiet href=href label=words().challenge.evidence /> }.into_any()
}

/// Where a number begins and where it should end, as far as somebody has said.
#[derive(Clone, Copy, PartialEq)]
struct Ends {
    start: Option<Amount>,
    target: Option<Amount>,
}

impl Ends {
    /// What the course knows, or she has chosen. Tracks.
    fn of(measure: &SuccessMeasure, shown: Shown) -> Self {
        let known = |measured| match measured {
            Measured::Known(number) => Some(amount::whole(number)),
            Measured::Hers => None,
        };
        let own = || shown.progress.with(|progress| progress.as_ref()?.target(measure.id.as_str()));
        Self { start: known(measure.baseline), target: known(measure.target).or_else(own) }
    }
}

fn measure(shown: Shown, measure: &SuccessMeasure) -> AnyView {
    let id = measure.id.as_str().to_owned();
    let entries = Memo::new(move |_| {
        let all = shown.progress.get().map(|progress| progress.measured).unwrap_or_default();
        all.into_iter().filter(|entry| entry.measure.as_str() == id).collect::<Vec<_>>()
    });
    let known = measure.clone();
    let ends = Memo::new(move |_| Ends::of(&known, shown));
    let is_taken = Memo::new(move |_| shown.progress.with(Option::is_some));
    let whole = measure.clone();
    let hers = move || is_taken.get().then(|| hers(shown, &whole, ends));
    let fold = ["measure-", measure.id.as_str(), "-", shown.challenge().id.as_str()].concat();
    let head = view! {
        <span class="row-words">
            <h3 lang=shown.course.language()>{measure.title.clone()}</h3>
            <small>{move || stands(&entries.get(), ends.get())}</small>
        </span>
    };
    let (facts, how, title) = (facts(measure.clone(), entries, ends), measure.how.clone(), measure.title.clone());
    view! {
        <li class="measure">
            <Fold id=fold head>
                <p>{facts}</p>
                <p class="small muted" lang=shown.course.language()>{how}</p>
                {move || chart(&entries.get(), ends.get())}
                <Entries entries title />
                {hers}
            </Fold>
        </li>
    }
    .into_any()
}

/// What she adds once she has taken the challenge.
fn hers(shown: Shown, measure: &SuccessMeasure, ends: Memo<Ends>) -> Option<AnyView> {
    let id: MeasureId = measure.id.as_str().parse().ok()?;
    let (words, numbers) = (words().challenge, measure.numbers());
    let label = match numbers {
        Numbers::Counts | Numbers::Ratings { .. } => words.number_of(&measure.unit),
        Numbers::Amounts => words.amount_of(&measure.unit),
    };
    let target = (measure.target == Measured::Hers).then(|| {
        let measure = id.clone();
        view! { <Target shown measure ends /> }
    });
    Some(view! { {target}<AddNumber shown measure=id label numbers /> }.into_any())
}

/// "Now 2, target 5".
fn stands(entries: &[MeasureEntry], ends: Ends) -> Option<String> {
    let words = words().challenge;
    let now = entries.iter().rfind(|entry| !entry.is_struck).map(|entry| amount::text(entry.value));
    let target = ends.target.map(amount::text);
    match now {
        Some(now) => Some(words.stands(&now, target)),
        None => target.map(|target| words.target_only(&target)),
    }
}

/// "Start: 0. Target: 5. Counted: conversations."
fn facts(measure: SuccessMeasure, entries: Memo<Vec<MeasureEntry>>, ends: Memo<Ends>) -> impl Fn() -> String {
    let words = words().challenge;
    move || {
        let Ends { start, target } = ends.get();
        // Where the course does not know it, her own first number is the start.
        let start = start.or_else(|| first(&entries.read()));
        let start = start.map_or_else(|| words.you_measure.to_owned(), amount::text);
        match target.map(amount::text) {
            Some(target) => words.start_and_target(&start, &target, measure.scale, &measure.unit),
            None => words.start_and_own_target(&start, &measure.unit),
        }
    }
}

fn first(entries: &[MeasureEntry]) -> Option<Amount> {
    entries.iter().find(|entry| !entry.is_struck).map(|entry| entry.value)
}

/// The points, the line between them, and the target: nothing is coloured good or bad. The table below says it in words.
fn chart(entries: &[MeasureEntry], ends: Ends) -> Option<AnyView> {
    let counted: Vec<Amount> = entries.iter().filter(|entry| !entry.is_struck).map(|entry| entry.value).collect();
    let now = amount::text(*counted.last()?);
    let values: Vec<Amount> = ends.start.into_iter().chain(counted).collect();
    let drawn = chart::Chart::of(&values, ends.target);
    let view_box = ["0 0 ", &chart::WIDTH.to_string(), " ", &chart::HEIGHT.to_string()].concat();
    let words = words().challenge;
    let target = ends.target.map(|target| words.target_line(&amount::text(target)));
    let figure = view! {
        <figure class="chart">
            <svg viewBox=view_box aria-hidden="true">
                <path class="chart-target" d=drawn.target></path>
                <path class="chart-line" d=drawn.line></path>
                <path class="chart-points" d=drawn.points></path>
            </svg>
            <figcaption class="small"><strong>{words.now(&now)}</strong>{target}</figcaption>
        </figure>
    };
    Some(figure.into_any())
}
