//! One call of `handle` under way: its moment, its randomness, and what it has gathered to store and to do.

use super::{
    effect::Effect,
    storage::{Promise, Writing},
};
use crate::record::StoredRecord;
use naptime_domain::time::Timestamp;
use rand_core::CryptoRng;

/// What every step of a call is given.
pub(super) struct Turn<'a> {
    /// The moment, as the device's clock tells it.
    pub now: Timestamp,
    /// The only source of randomness.
    pub rng: &'a mut dyn CryptoRng,
    /// What the platform is to do, in order.
    pub effects: Vec<Effect>,
    /// What is to be stored at once when the call ends.
    pub writing: Writing,
}

impl<'a> Turn<'a> {
    pub(super) fn new(now: Timestamp, rng: &'a mut dyn CryptoRng) -> Self {
        Self { now, rng, effects: Vec::new(), writing: Writing::default() }
    }

    /// Adds a record to what this call stores.
    pub(super) fn put(&mut self, record: StoredRecord) {
        self.writing.batch.put.push(record);
    }

    /// Removes a record in the same stroke.
    pub(super) fn delete(&mut self, key: Vec<u8>) {
        self.writing.batch.delete.push(key);
    }

    /// Says something once everything this call stores, and all that came before, is stored.
    pub(super) fn promise(&mut self, promise: Promise) {
        self.writing.promises.push(promise);
    }

    /// Does something at once.
    pub(super) fn emit(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Fresh random bytes.
    pub(super) fn random<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill_bytes(&mut bytes);
        bytes
    }
}
