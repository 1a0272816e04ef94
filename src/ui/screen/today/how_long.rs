//! "How long have you got?": a few usual answers and her own, kept on this device as the last one.

use naptime::platform::local::LocalText;
use naptime_view::prelude::*;

use crate::ui::{
    kit::{Choice, ChoiceGroup, Field, FieldKind},
    strings::words,
};

/// The last answer.
const KEPT: LocalText = LocalText("naptime.minutes");
const USUAL: [u16; 4] = [3, 7, 15, 30];
/// What is assumed before she has ever said.
const FIRST: u16 = 7;
/// Whoever has longer than a working day plans it herself.
const MINUTES_MAX: u16 = 480;
/// The choice behind which her own number is.
const OWN: &str = "own";

/// How long she has: one of the usual answers, or a number of her own.
#[derive(Clone, Copy)]
pub struct Minutes {
    chosen: RwSignal<String>,
    own: RwSignal<String>,
}

impl Minutes {
    /// As she said last.
    pub fn last_chosen() -> Self {
        let kept = KEPT.get().and_then(|text| parse(&text)).unwrap_or(FIRST);
        let is_usual = USUAL.contains(&kept);
        let (kept, own) = (kept.to_string(), OWN.to_owned());
        let (chosen, own) = if is_usual { (kept, String::new()) } else { (own, kept) };
        Self { chosen: RwSignal::new(chosen), own: RwSignal::new(own) }
    }

    /// The number; what is not one counts as the first guess until it is. Tracks.
    pub fn get(self) -> u16 {
        self.said().unwrap_or(FIRST)
    }

    fn said(self) -> Option<u16> {
        let said = if self.is_own() { self.own } else { self.chosen };
        said.with(|said| parse(said))
    }

    /// What is wrong with her own number, once there is one. Tracks.
    fn problem(self) -> Option<String> {
        let (own, words) = (self.own.get(), words().today);
        let is_number = own.trim().bytes().all(|byte| byte.is_ascii_digit());
        match parse(&own) {
            None if own.trim().is_empty() => None,
            None if is_number && own.trim().trim_matches('0').is_empty() => Some(words.own_time_none.to_owned()),
            None if is_number => Some(words.own_time_long.to_owned()),
            None => Some(words.own_time_error.to_owned()),
            Some(_) => None,
        }
    }

    fn is_own(self) -> bool {
        self.chosen.with(|chosen| chosen == OWN)
    }

    fn keep(self) {
        if let Some(minutes) = self.said() {
            // Without localStorage she is asked anew.
            KEPT.set(&minutes.to_string()).ok();
        }
    }
}

fn parse(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|minutes| (1..=MINUTES_MAX).contains(minutes))
}

#[component]
pub fn HowLong(minutes: Minutes) -> impl IntoView {
    let words = words().today;
    let usual = USUAL.map(|usual| usual.to_string());
    let mut choices: Vec<_> = usual.iter().map(|usual| Choice::new(usual, usual, words.min)).collect();
    choices.push(Choice::new(OWN, words.own_time, ""));
    Effect::new(move || minutes.keep());
    let is_own = Memo::new(move |_| minutes.is_own());
    let error = Signal::derive(move || minutes.problem());
    let field = move || {
        let field = || view! { <Field id="own-minutes" kind=FieldKind::Number label=words.own_minutes value=minutes.own error /> };
        is_own.get().then(field)
    };
    view! {
        <div class="how-long">
            <ChoiceGroup name="how-long" legend=words.how_long choices chosen=minutes.chosen />
            {field}
        </div>
    }
}
