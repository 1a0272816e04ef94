//! What happens during a start: kept until the records are read.

use super::{Phase, Replica, effect::Effect, input::Input, turn::Turn};
use crate::command::Refusal;

/// Most inputs that are kept while the records of a dead engine are being taken over.
pub(super) const HELD_MAX: usize = 1_024;

/// Keeps an input for later. What is too much is forgotten, but not what somebody waits for, nor what other tabs store.
pub(super) fn hold(held: &mut Vec<Input>, input: Input, turn: &mut Turn<'_>) {
    match input {
        Input::StoredElsewhere(more) => {
            let before = held.iter_mut().rev().find_map(|input| match input {
                Input::StoredElsewhere(records) => Some(records),
                _ => None,
            });
            match before {
                Some(records) => records.extend(more),
                None => held.push(Input::StoredElsewhere(more)),
            }
        }
        input if held.len() < HELD_MAX => held.push(input),
        Input::Run { request, .. } | Input::Import { request, .. } => {
            turn.emit(Effect::Done { request, outcome: Err(Refusal::NotStored) });
        }
        _ => {}
    }
}

impl Replica {
    /// What was kept so far, for a start that goes on by steps.
    pub(super) fn take_held(&mut self) -> Vec<Input> {
        match &mut self.phase {
            Phase::Asleep { held } | Phase::Recovering { held } => std::mem::take(held),
            Phase::Awake => Vec::new(),
        }
    }
}
