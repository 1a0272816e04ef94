//! Her minutes in the app, counted while it is shown and written down when it is put away: for her balance alone.

use naptime::platform::{
    clock,
    events::{self, Visibility},
};
use naptime_domain::{command::Side, limits::DAY_MINUTES_MAX};
use naptime_replica::command::Command;
use naptime_view::prelude::*;

use super::{dispatch::Dispatch, store::Store};

const MINUTE_MS: f64 = 60_000.0;

/// Since when she looks at the app, by a clock that never jumps. Less than a minute is not a stay.
#[derive(Clone, Copy)]
pub struct Inside(StoredValue<Option<f64>>);

impl Inside {
    pub fn new() -> Self {
        let is_shown = events::visibility() == Visibility::Shown;
        Self(StoredValue::new(is_shown.then(clock::uptime_ms)))
    }

    /// She took the app up or put it away.
    pub fn turned(self, visibility: Visibility, store: Store, dispatch: Dispatch) {
        let (now, since) = (clock::uptime_ms(), self.0.get_value());
        match (visibility, since) {
            (Visibility::Shown, None) => self.0.set_value(Some(now)),
            (Visibility::Hidden, Some(since)) => {
                self.0.set_value(None);
                // Whole minutes, and no more than a day has.
                let minutes = ((now - since) / MINUTE_MS).min(f64::from(DAY_MINUTES_MAX)) as u16;
                if minutes > 0 && store.profile_now().is_some() {
                    spend(dispatch, Side::Inside, minutes);
                }
            }
            _ => {}
        }
    }
}

/// Writes minutes down. Nothing on the screen waits for it, and nothing is lost to her if it fails.
pub fn spend(dispatch: Dispatch, side: Side, minutes: u16) {
    dispatch.run(Command::SpendTime { day: clock::today(), side, minutes });
}
