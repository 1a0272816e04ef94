//! The numbers of one measure as a table: when, what, her note, and a way to strike what was wrong.

use naptime::{amount, platform::page};
use naptime_domain::view::MeasureEntry;
use naptime_replica::command::Command;
use naptime_view::prelude::*;

use crate::ui::{
    dispatch::Attempt,
    kit::{Button, ButtonKind, ErrorText},
    strings::words,
};

#[component]
pub fn Entries(entries: Memo<Vec<MeasureEntry>>, title: String) -> impl IntoView {
    let (words, attempt) = (words().challenge, Attempt::new());
    let has_some = Memo::new(move |_| !entries.read().is_empty());
    let rows = move || entries.get().iter().map(|entry| row(entry, attempt)).collect::<Vec<_>>();
    move || {
        has_some.get().then(|| {
            view! {
                <div>
                    <table class="entries">
                        <caption class="visually-hidden">{title.clone()}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{words.when}</th>
                                <th scope="col">{words.number}</th>
                                <th scope="col"><span class="visually-hidden">{words.strike}</span></th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <ErrorText text=Signal::derive(move || attempt.words()) />
                </div>
            }
        })
    }
}

fn row(entry: &MeasureEntry, attempt: Attempt) -> AnyView {
    let words = words().challenge;
    let (event, to) = (entry.event, !entry.is_struck);
    let strike = move |()| attempt.run(Command::Strike { event, is_struck: to }, |_| {});
    let (number, note) = (amount::text(entry.value), entry.note.clone());
    let number = match entry.is_struck {
        true => view! { <s>{number}</s>" "<span class="small muted">{words.struck}</span> }.into_any(),
        false => number.into_any(),
    };
    let label = if entry.is_struck { words.unstrike } else { words.strike };
    view! {
        <tr>
            <th scope="row">{page::day(entry.at)}</th>
            <td>{number}{(!note.is_empty()).then(|| view! { <p class="small muted">{note}</p> })}</td>
            <td><Button kind=ButtonKind::Quiet label=label.to_owned() on_press=strike /></td>
        </tr>
    }
    .into_any()
}
