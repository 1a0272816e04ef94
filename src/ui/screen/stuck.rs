//! "I'm stuck on…": help by need. First what can be tried at once, then lessons as she types, then who else may help.

mod answers;
mod ladder;

use naptime::platform::{
    clock::Timer,
    events::{self, Visibility},
    history,
};
use naptime_view::prelude::*;

use self::{
    answers::{answers, needs},
    ladder::ladder,
};
use super::challenge::not_here;
use crate::ui::{
    course::{Course, Part},
    kit::Screen,
    place::Pickup,
    store::Store,
    strings::words,
};

/// More answers than she reads through; the best come first.
const ANSWERS_MAX: usize = 8;
/// What she asks is written into the address once she rests, or turns to an answer: that costs more than finding one, so
/// it waits until no letter is likely to come meanwhile.
const HANDS_REST_MS: i64 = 1_000;

/// What she asks stands in the address, so that it is there again when she comes back from an answer.
pub fn stuck() -> impl IntoView {
    let (store, course, words) = (expect_context::<Store>(), expect_context::<Course>(), words().stuck);
    let pickup = expect_context::<Pickup>();
    let (asked, search) = (RwSignal::new(history::query()), course.search());
    let resting = StoredValue::new_local(None);
    let keep = move || {
        if resting.try_update_value(|resting: &mut Option<Timer>| resting.take()).flatten().is_some() {
            pickup.ask(&asked.read_untracked());
        }
    };
    // A page that is put away may not come back, and its timers stand still.
    let put_away = move |visibility| {
        if visibility == Visibility::Hidden {
            keep();
        }
    };
    let _listening = StoredValue::new_local(events::on_visibility(put_away).ok());
    let typed = move |text: String| {
        asked.set(text);
        resting.set_value(Some(Timer::after(HANDS_REST_MS, keep)));
    };
    let has_asked = Memo::new(move |_| asked.with(|asked| !asked.trim().is_empty()));
    let hits = Memo::new(move |_| {
        let asked = asked.get();
        search.with(|search| search.here().map(|search| search.find(&asked, ANSWERS_MAX)).unwrap_or_default())
    });
    let number = move || has_asked.get().then(|| hits.with(|hits| u32::try_from(hits.len()).unwrap_or(u32::MAX)));
    let inside = move || match (search.get(), has_asked.get()) {
        (Part::Here(_), true) => answers(course, hits),
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
                {inside}
                {ladder(store, course)}
            </div>
        </Screen>
    }
}
