//! How she will know: each number with its start, its target, and what was measured since.

mod add;
mod entries;

use naptime::{amount, chart};
use naptime_course::model::{Measured, SuccessMeasure};
use naptime_domain::{command::Amount, view::MeasureEntry};
use naptime_view::prelude::*;

use self::{add::AddNumber, entries::Entries};
use super::Shown;
use crate::ui::strings::words;

pub fn measures(shown: Shown) -> AnyView {
    let measures: Vec<_> = shown.challenge().measures.iter().map(|measure| self::measure(shown, measure)).collect();
    view! {
        <section class="stack">
            <h2>{words().challenge.measures}</h2>
            <ul class="stack" data-gap="large">{measures}</ul>
        </section>
    }
    .into_any()
}

/// Where a number begins and where it should end, as far as the course knows.
#[derive(Clone, Copy)]
struct Ends {
    start: Option<Amount>,
    target: Option<Amount>,
}

impl Ends {
    fn of(measure: &SuccessMeasure) -> Self {
        let known = |measured| match measured {
            Measured::Known(number) => Some(amount::whole(number)),
            Measured::Hers => None,
        };
        Self { start: known(measure.baseline), target: known(measure.target) }
    }
}

fn measure(shown: Shown, measure: &SuccessMeasure) -> AnyView {
    let (id, ends) = (measure.id.as_str().to_owned(), Ends::of(measure));
    let entries = Memo::new(move |_| {
        let all = shown.progress.get().map(|progress| progress.measured).unwrap_or_default();
        all.into_iter().filter(|entry| entry.measure.as_str() == id).collect::<Vec<_>>()
    });
    let (unit, facts) = (measure.unit.clone(), facts(measure, ends));
    let known_id = measure.id.as_str().parse().ok();
    let is_taken = Memo::new(move |_| shown.progress.with(Option::is_some));
    let title = measure.title.clone();
    let add = move || {
        let (id, label) = (known_id.clone().filter(|_| is_taken.get())?, words().challenge.number_of(&unit));
        Some(view! { <AddNumber shown measure=id label=label about=title.clone() /> })
    };
    view! {
        <li class="measure">
            <h3>{measure.title.clone()}</h3>
            <p>{facts}</p>
            <p class="small muted">{measure.how.clone()}</p>
            {move || chart(&entries.get(), ends)}
            <Entries entries title=measure.title.clone() />
            {add}
        </li>
    }
    .into_any()
}

/// "Start 0, target 5 conversations".
fn facts(measure: &SuccessMeasure, ends: Ends) -> String {
    let words = &words().challenge;
    let start = ends.start.map_or_else(|| words.you_measure.to_owned(), amount::text);
    match ends.target.map(amount::text) {
        Some(target) => words.start_and_target(&start, &target, measure.scale, &measure.unit),
        None => words.start_and_own_target(&start, &measure.unit),
    }
}

/// The points, the line between them, and the target: nothing is coloured good or bad. The table below says it in words.
fn chart(entries: &[MeasureEntry], ends: Ends) -> Option<AnyView> {
    let counted: Vec<Amount> = entries.iter().filter(|entry| !entry.is_struck).map(|entry| entry.value).collect();
    let now = amount::text(*counted.last()?);
    let values: Vec<Amount> = ends.start.into_iter().chain(counted).collect();
    let drawn = chart::Chart::of(&values, ends.target);
    let view_box = ["0 0 ", &chart::WIDTH.to_string(), " ", &chart::HEIGHT.to_string()].concat();
    let words = &words().challenge;
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
