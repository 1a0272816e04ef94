//! What is on its way to this device's storage: one batch under way, everything else gathered behind it, in order.
//!
//! A later write may rest on an earlier one, so none overtakes another; what fails is kept and tried again.

use super::{
    effect::Effect,
    input::{NotPersisted, RequestId},
    turn::Turn,
};
use crate::{
    command::{Refusal, Reply},
    record::{Batch, Class, StoredRecord},
    view::Attention,
};
use naptime_domain::{order::gather, time::Timestamp};
use std::collections::{BTreeSet, VecDeque};

/// How long a failed write waits before it is tried again, at first and at most.
const RETRY_MS: [i64; 2] = [2_000, 30_000];

/// What a command is answered once it is stored.
#[derive(Clone, Debug)]
pub(super) struct Promise {
    pub request: RequestId,
    pub reply: Reply,
}

/// What one or several calls store at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Writing {
    pub batch: Batch,
    pub promises: Vec<Promise>,
    /// Why it is a write of its own.
    pub alone: Option<Alone>,
}

/// A write that joins no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alone {
    /// Other tabs may have done it first.
    Claim(u64),
    /// A blob: given up if there is no room, so that nothing waits behind it.
    Blob(u64),
}

/// A place in the order of writes: durable once everything up to it is stored. Zero is what was stored before the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark(u64);

/// How a write ended.
pub(super) enum Ended {
    /// It is stored, and these promises are due.
    Stored { promises: Vec<Promise>, alone: Option<Alone> },
    /// Another tab was first, or it is given up.
    Lost { alone: Option<Alone> },
    /// It is kept and tried again.
    Kept,
}

/// The writes of this run.
#[derive(Debug, Default)]
pub(super) struct Storage {
    /// Batches given to the platform so far.
    batches: u64,
    /// The mark of the last write that was queued, and of the last that is stored.
    queued: u64,
    stored: u64,
    in_flight: Option<Flight>,
    waiting: VecDeque<(u64, Writing)>,
    trouble: Option<Trouble>,
}

#[derive(Debug)]
struct Flight {
    batch: u64,
    mark: u64,
    writing: Writing,
}

#[derive(Clone, Copy, Debug)]
struct Trouble {
    why: Attention,
    failures: u32,
    retry_at: Timestamp,
}

impl Trouble {
    /// A clock that was set back does not make anybody wait longer.
    fn is_too_early(&self, now: Timestamp) -> bool {
        (1..=RETRY_MS[1]).contains(&(self.retry_at.0 - now.0))
    }
}

impl Storage {
    /// The mark of what the current call has gathered so far; that of the last write if it has gathered nothing.
    pub(super) fn mark(&self, turn: &Turn<'_>) -> Mark {
        Mark(self.queued + u64::from(!turn.writing.is_empty()))
    }

    /// The mark of what the current call stores.
    pub(super) fn next_mark(&self) -> Mark {
        Mark(self.queued + 1)
    }

    /// Whether everything up to a mark is stored.
    pub(super) fn is_durable(&self, mark: Mark) -> bool {
        mark.0 <= self.stored
    }

    /// Whether something is still being written.
    pub(super) fn is_busy(&self) -> bool {
        self.in_flight.is_some() || !self.waiting.is_empty()
    }

    /// Whether something is being written besides typed words. Of those their boxes tell, letter by letter.
    pub(super) fn is_busy_beside_typing(&self) -> bool {
        let writings = self.in_flight.iter().map(|flight| &flight.writing);
        writings.chain(self.waiting.iter().map(|(_, writing)| writing)).any(|writing| !writing.is_typing())
    }

    /// What is wrong with the storage now.
    pub(super) fn trouble(&self) -> Option<Attention> {
        self.trouble.map(|trouble| trouble.why)
    }

    /// When a failed write is tried again.
    pub(super) fn retry_at(&self) -> Option<Timestamp> {
        self.trouble.filter(|_| self.in_flight.is_none()).map(|trouble| trouble.retry_at)
    }

    /// Takes what a call gathered. Joins the write before it, unless one of them stands alone.
    pub(super) fn queue(&mut self, writing: Writing) {
        if writing.is_empty() && writing.promises.is_empty() {
            return;
        }
        self.queued += 1;
        match self.waiting.back_mut() {
            Some((mark, last)) if last.alone.is_none() && writing.alone.is_none() => {
                *mark = self.queued;
                last.join(writing);
            }
            _ => self.waiting.push_back((self.queued, writing)),
        }
    }

    /// Forgets that the last write failed, so that it is tried at once.
    pub(super) fn try_now(&mut self, now: Timestamp) {
        if let Some(trouble) = &mut self.trouble {
            trouble.retry_at = now;
        }
    }

    /// Gives the platform the next batch if none is under way and it is time. Promises without a batch fall due at once.
    pub(super) fn pump(&mut self, turn: &mut Turn<'_>) -> Vec<Promise> {
        let mut due = Vec::new();
        while self.in_flight.is_none() {
            if self.trouble.is_some_and(|trouble| trouble.is_too_early(turn.now)) {
                break;
            }
            let Some((mark, writing)) = self.waiting.pop_front() else { break };
            if writing.is_empty() {
                self.stored = mark;
                due.extend(writing.promises);
                continue;
            }
            self.batches += 1;
            let records = writing.batch.clone();
            turn.emit(Effect::Persist { batch: self.batches, records });
            self.in_flight = Some(Flight { batch: self.batches, mark, writing });
        }
        due
    }

    /// The platform stored a batch. Other tabs are told.
    pub(super) fn persisted(&mut self, batch: u64, turn: &mut Turn<'_>) -> Ended {
        let Some(flight) = self.in_flight.take_if(|flight| flight.batch == batch) else { return Ended::Kept };
        self.stored = flight.mark;
        self.trouble = None;
        let told: Vec<StoredRecord> = flight.writing.batch.put.into_iter().filter(is_for_all_tabs).collect();
        if !told.is_empty() {
            turn.emit(Effect::Announce(told));
        }
        Ended::Stored { promises: flight.writing.promises, alone: flight.writing.alone }
    }

    /// The platform did not store a batch. Commands in it are told; their records are kept.
    pub(super) fn not_persisted(&mut self, batch: u64, why: NotPersisted, turn: &mut Turn<'_>) -> Ended {
        let Some(mut flight) = self.in_flight.take_if(|flight| flight.batch == batch) else { return Ended::Kept };
        let is_given_up = why == NotPersisted::Lost || matches!(flight.writing.alone, Some(Alone::Blob(_)));
        if is_given_up {
            self.stored = flight.mark;
            return Ended::Lost { alone: flight.writing.alone };
        }
        let attention = match why {
            NotPersisted::Full => Attention::StorageFull,
            NotPersisted::Failed | NotPersisted::Lost => Attention::StorageFailed,
        };
        for Promise { request, .. } in flight.writing.promises.drain(..) {
            turn.emit(Effect::Done { request, outcome: Err(Refusal::NotStored) });
        }
        let failures = self.trouble.map_or(0, |trouble| trouble.failures);
        let delay = RETRY_MS[1].min(RETRY_MS[0] << failures.min(10));
        self.trouble =
            Some(Trouble { why: attention, failures: failures + 1, retry_at: Timestamp(turn.now.0 + delay) });
        self.keep(flight);
        Ended::Kept
    }

    fn keep(&mut self, flight: Flight) {
        let mut writing = flight.writing;
        let can_join = writing.alone.is_none() && self.waiting.front().is_some_and(|(_, next)| next.alone.is_none());
        let mark = match self.waiting.pop_front_if(|_| can_join) {
            Some((mark, next)) => {
                writing.join(next);
                mark
            }
            None => flight.mark,
        };
        self.waiting.push_front((mark, writing));
    }
}

impl Writing {
    pub(super) fn is_empty(&self) -> bool {
        self.batch.put.is_empty() && self.batch.delete.is_empty()
    }

    fn is_typing(&self) -> bool {
        let is_journal = |record: &StoredRecord| Class::of(&record.key) == Some(Class::Journal);
        self.promises.is_empty() && self.batch.delete.is_empty() && self.batch.put.iter().all(is_journal)
    }

    /// Adds a later write: what it deletes need not be stored first.
    fn join(&mut self, later: Self) {
        let gone: BTreeSet<&Vec<u8>> = gather(&later.batch.delete);
        self.batch.put.retain(|record| !gone.contains(&record.key));
        let anew: BTreeSet<&Vec<u8>> = gather(later.batch.put.iter().map(|record| &record.key));
        self.batch.delete.retain(|key| !anew.contains(key));
        self.batch.put.extend(later.batch.put);
        self.batch.delete.extend(later.batch.delete);
        self.promises.extend(later.promises);
    }
}

fn is_for_all_tabs(record: &StoredRecord) -> bool {
    !matches!(Class::of(&record.key), Some(Class::Journal | Class::Applying | Class::SetAside | Class::BlobPiece))
}
