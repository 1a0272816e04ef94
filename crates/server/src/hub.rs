//! Who listens to which space: a bell for each live socket, rung when a space grew.
//!
//! A bell carries no bytes. Its socket reads the store from where it was, so a slow one holds no memory but the names
//! of its spaces, and nothing is lost when bells are rung out of order or not at all.

use naptime_domain::id::SpaceId;
use std::{
    collections::{BTreeSet, HashMap},
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// Spaces one socket listens to: ten times as many as a device of ours is in.
pub const SPACES_MAX: usize = naptime_domain::limits::ENTRIES_MAX;

/// All listeners.
#[derive(Default)]
pub struct Hub {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    next: u64,
    stopped: bool,
    bells: HashMap<u64, Arc<Bell>>,
    by_space: HashMap<SpaceId, BTreeSet<u64>>,
}

#[derive(Default)]
struct Bell {
    grown: Mutex<BTreeSet<SpaceId>>,
    notify: Notify,
}

/// One live socket's ear; it stops listening when dropped.
pub struct Listener {
    hub: Arc<Hub>,
    id: u64,
    bell: Arc<Bell>,
    spaces: BTreeSet<SpaceId>,
}

/// What a listener hears.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// These spaces grew.
    Grown(BTreeSet<SpaceId>),
    /// The server stops.
    Stop,
}

/// The socket listens to as many spaces as one may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManySpaces;

impl Hub {
    /// A new listener, of no space yet.
    pub fn listener(self: &Arc<Self>) -> Listener {
        let bell = Arc::new(Bell::default());
        let mut state = self.lock();
        let id = state.next;
        state.next += 1;
        state.bells.insert(id, Arc::clone(&bell));
        drop(state);
        Listener { hub: Arc::clone(self), id, bell, spaces: BTreeSet::new() }
    }

    /// Tells everyone who listens to a space that it grew.
    pub fn ring(&self, space: SpaceId) {
        let state = self.lock();
        for bell in state.by_space.get(&space).into_iter().flatten().filter_map(|id| state.bells.get(id)) {
            bell.grown.lock().unwrap_or_else(PoisonError::into_inner).insert(space);
            bell.notify.notify_one();
        }
    }

    /// Tells everyone that the server stops.
    pub fn stop(&self) {
        let mut state = self.lock();
        state.stopped = true;
        state.bells.values().for_each(|bell| bell.notify.notify_one());
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listener {
    /// Listens to a space from now on.
    pub fn listen(&mut self, space: SpaceId) -> Result<(), TooManySpaces> {
        if self.spaces.len() >= SPACES_MAX && !self.spaces.contains(&space) {
            return Err(TooManySpaces);
        }
        if self.spaces.insert(space) {
            self.hub.lock().by_space.entry(space).or_default().insert(self.id);
        }
        Ok(())
    }

    /// Waits until there is something to hear. Nothing is lost when the wait is given up.
    pub async fn hear(&self) -> Heard {
        loop {
            if self.hub.lock().stopped {
                return Heard::Stop;
            }
            let grown = mem::take(&mut *self.bell.grown.lock().unwrap_or_else(PoisonError::into_inner));
            if !grown.is_empty() {
                return Heard::Grown(grown);
            }
            self.bell.notify.notified().await;
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut state = self.hub.lock();
        state.bells.remove(&self.id);
        for space in &self.spaces {
            if let Some(ids) = state.by_space.get_mut(space) {
                ids.remove(&self.id);
                if ids.is_empty() {
                    state.by_space.remove(space);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{Duration, timeout};

    const ONE: SpaceId = SpaceId([1; 16]);
    const TWO: SpaceId = SpaceId([2; 16]);

    #[tokio::test]
    async fn a_listener_hears_of_its_spaces_alone_and_each_once() {
        let hub = Arc::new(Hub::default());
        let mut ana = hub.listener();
        ana.listen(ONE).unwrap();
        hub.ring(ONE);
        hub.ring(TWO);
        hub.ring(ONE);
        assert_eq!(ana.hear().await, Heard::Grown([ONE].into()));
        assert!(timeout(Duration::from_millis(20), ana.hear()).await.is_err());
        hub.stop();
        assert_eq!(ana.hear().await, Heard::Stop);
    }

    #[test]
    fn a_listener_that_went_away_leaves_nothing_behind() {
        let hub = Arc::new(Hub::default());
        let mut ana = hub.listener();
        let space = |at: usize| SpaceId((at as u128).to_be_bytes());
        (0..SPACES_MAX).for_each(|at| ana.listen(space(at)).unwrap());
        assert_eq!(ana.listen(space(SPACES_MAX)), Err(TooManySpaces));
        drop(ana);
        assert!(hub.lock().by_space.is_empty() && hub.lock().bells.is_empty());
    }
}
