//! "I'm stuck on…": help by need. First what can be tried at once, then lessons as she types, then who else may help.

mod answers;
mod ladder;

use naptime::platform::{clock::Rest, events, history, page};
use naptime_view::prelude::*;

use self::{
    answers::{answers, needs},
    ladder::ladder,
};
use super::challenge::not_here;
use crate::ui::{
    after_render,
    course::{Course, Part},
    kit::{Button, ButtonKind, Screen},
    place::{Pickup, folds},
    store::Store,
    strings::words,
};

/// The best answers: about a screen of them. Each one more is drawn anew at every letter.
const ANSWERS: usize = 5;
/// As many as she reads through, if she asks for more.
const ANSWERS_MAX: usize = 20;
/// Under this name it is kept whether she has asked for more.
const MORE: &str = "more-answers";
/// What she asks is written into the address once she rests, or turns to an answer: that costs more than finding one, so
/// it waits until no letter is likely to come meanwhile.
const HANDS_REST_MS: i64 = 1_000;

/// What she asks stands in the address, so that it is there again when she comes back from an answer.
pub fn stuck() -> impl IntoView {
    let (store, course, words) = (expect_context::<Store>(), expect_context::<Course>(), words().stuck);
    let pickup = expect_context::<Pickup>();
    let (asked, search) = (RwSignal::new(history::query()), course.search());
    let ask = move || pickup.ask(&asked.read_untracked());
    let resting = StoredValue::new_local(Rest::new(HANDS_REST_MS, ask));
    let keep = move || {
        // A tap may have taken her elsewhere, and the screen with it.
        if resting.try_with_value(Rest::call_off) == Some(true) {
            ask();
        }
    };
    // A page that is put away may not come back, and its timers stand still.
    let _listening = StoredValue::new_local(events::on_visibility(move |_| keep()).ok());
    let has_more = RwSignal::new(folds::is_open(MORE).unwrap_or_default());
    let typed = move |text: String| {
        asked.set(text);
        if has_more.get_untracked() {
            has_more.set(false);
            folds::keep(MORE, false);
        }
        resting.with_value(Rest::stir);
    };
    let has_asked = Memo::new(move |_| asked.with(|asked| !asked.trim().is_empty()));
    let shown = move || if has_more.get() { ANSWERS_MAX } else { ANSWERS };
    // One more than is shown tells whether there are more.
    let hits = Memo::new(move |_| {
        let (asked, count) = (asked.get(), shown() + 1);
        search.with(|search| search.here().map(|search| search.find(&asked, count)).unwrap_or_default())
    });
    let number = move || hits.with(|hits| u32::try_from(hits.len().min(shown())).unwrap_or(u32::MAX));
    let number = move || has_asked.get().then(number);
    let more = move |()| {
        has_more.set(true);
        folds::keep(MORE, true);
        after_render(|| page::focus_on(&["#answers > li:nth-child(", &(ANSWERS + 1).to_string(), ")"].concat()));
    };
    let is_more = Memo::new(move |_| !has_more.get() && has_asked.get() && hits.with(|hits| hits.len() > ANSWERS));
    let ask_for_more = move || {
        let button = || view! { <Button kind=ButtonKind::Quiet label=words.more.to_owned() on_press=more /> };
        is_more.get().then(button)
    };
    let inside = move || match (search.get(), has_asked.get()) {
        (Part::Here(_), true) => answers(course, hits, shown),
        (Part::Here(_), false) => needs(store, course),
        (part, _) => not_here(course, &part),
    };
    view! {
        <Screen title=words.title.to_owned()>
            <form role="search" on:submit=|event| event.prevent_default()>
                <div class="field">
                    <label for="stuck">{words.label}</label>
                    <p class="hint" id="stuck-hint">{words.hint}</p>
                    <input
                        class="box"
                        id="stuck"
                        type="search"
                        enterkeyhint="search"
                        autocomplete="off"
                        maxlength="120"
                        aria-describedby="stuck-hint"
                        prop:value=move || asked.get()
                        on:input=move |event| typed(event_target_value(&event))
                        on:change=move |_| keep()
                    />
                </div>
            </form>
            <p class="visually-hidden" role="status">{move || number().map(|number| words.found(number))}</p>
            // A tap on what leads on need not take the caret from the question first.
            <div class="stack" data-gap="large" on:click=move |_| keep()>
                <div class="stack" data-gap="small">{inside}{ask_for_more}</div>
                {ladder(store, course)}
            </div>
        </Screen>
    }
}
