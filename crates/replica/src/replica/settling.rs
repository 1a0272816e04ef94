//! What follows from whatever happened: bursts that are due, writes, arrivals, requests, views, and the next moment to wake.

use super::{
    Phase, Replica,
    effect::Effect,
    input::NotPersisted,
    storage::{Alone, Ended, Promise},
    turn::Turn,
};
use naptime_domain::time::Timestamp;

impl Replica {
    pub(super) fn persisted(&mut self, batch: u64, turn: &mut Turn<'_>) {
        match self.storage.persisted(batch, turn) {
            Ended::Stored { promises, alone } => {
                keep_promises(promises, turn);
                match alone {
                    Some(Alone::Claim(claim)) => self.claim_stored(claim, turn),
                    Some(Alone::Blob(storing)) => self.blob_stored(storing, turn),
                    None => {}
                }
            }
            Ended::Lost { .. } | Ended::Kept => {}
        }
    }

    pub(super) fn not_persisted(&mut self, batch: u64, why: NotPersisted, turn: &mut Turn<'_>) {
        match self.storage.not_persisted(batch, why, turn) {
            Ended::Lost { alone: Some(Alone::Claim(claim)) } => self.claim_lost(claim, turn),
            Ended::Lost { alone: Some(Alone::Blob(storing)) } => self.blob_not_stored(storing, turn),
            Ended::Lost { alone: None } | Ended::Stored { .. } | Ended::Kept => {}
        }
        if let Phase::Recovering { .. } = self.phase
            && self.careful.is_none()
            && self.storage.trouble().is_some()
        {
            // What the dead engine left stays claimed and comes in once the storage works again.
            self.wake(turn);
        }
    }

    /// What follows from whatever happened, in an order that leaves nothing for later but what waits for a moment.
    pub(super) fn settle(&mut self, turn: &mut Turn<'_>) {
        let burst_due_at = self.close_due_bursts(turn);
        self.leave_old_works(turn);
        self.adopt_spaces(turn);
        self.delete_receipts(turn);
        loop {
            let writing = std::mem::take(&mut turn.writing);
            self.storage.queue(writing);
            keep_promises(self.storage.pump(turn), turn);
            if !self.take_next_piece(turn) && !self.apply_arrivals(turn) {
                break;
            }
        }
        self.boxes.flush(&self.storage, turn);
        let sync_due_at = self.sync_if_due(turn);
        if let Phase::Awake = self.phase {
            self.tell_views(turn);
        }
        let view_due_at = self.view_due_at(turn.now);
        // Behind the views, which say what small pictures they lack.
        let carry_due_at = self.carry_if_due(turn);
        let due = [burst_due_at, sync_due_at, view_due_at, carry_due_at, self.storage.retry_at()];
        self.wake_at_next(due.into_iter().flatten().min(), turn);
    }

    fn wake_at_next(&mut self, next: Option<Timestamp>, turn: &mut Turn<'_>) {
        // A moment that is over was not enough: it is asked for anew, so that no clock that jumps stops anything.
        if next != self.wake_at || next.is_some_and(|next| next <= turn.now) {
            self.wake_at = next;
            if let Some(next) = next {
                turn.emit(Effect::WakeAt(next.max(Timestamp(turn.now.0 + 1))));
            }
        }
    }
}

fn keep_promises(promises: Vec<Promise>, turn: &mut Turn<'_>) {
    for Promise { request, reply } in promises {
        turn.emit(Effect::Done { request, outcome: Ok(reply) });
    }
}
