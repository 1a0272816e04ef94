//! Who listens to which space: a bell for each live socket, rung when a space grew.
//!
//! A bell carries no bytes. Its socket reads the store from where it was, so a slow one holds no memory but the names
//! of its spaces, and nothing is lost when bells are rung out of order or not at all.

use naptime_domain::id::SpaceId;
use std::{
    collections::{BTreeSet, HashMap},
    future::{self, Future},
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

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
    is_stopped: bool,
    bells: HashMap<u64, Arc<Bell>>,
    by_space: HashMap<SpaceId, BTreeSet<u64>>,
}

#[derive(Default)]
struct Bell(Mutex<Rung>);

/// What a bell was rung for, and who waits for it.
#[derive(Default)]
struct Rung {
    grown: BTreeSet<SpaceId>,
    is_stopped: bool,
    waiting: Option<Waker>,
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
        let mut state = self.lock();
        let rung = Rung { is_stopped: state.is_stopped, ..Rung::default() };
        let (bell, id) = (Arc::new(Bell(Mutex::new(rung))), state.next);
        state.next += 1;
        state.bells.insert(id, Arc::clone(&bell));
        drop(state);
        Listener { hub: Arc::clone(self), id, bell, spaces: BTreeSet::new() }
    }

    /// Tells everyone who listens to a space that it grew.
    pub fn ring(&self, space: SpaceId) {
        let state = self.lock();
        for bell in state.by_space.get(&space).into_iter().flatten().filter_map(|id| state.bells.get(id)) {
            bell.ring(|rung| {
                rung.grown.insert(space);
            });
        }
    }

    /// Tells everyone that the server stops.
    pub fn stop(&self) {
        let mut state = self.lock();
        state.is_stopped = true;
        state.bells.values().for_each(|bell| bell.ring(|rung| rung.is_stopped = true));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Bell {
    fn lock(&self) -> MutexGuard<'_, Rung> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ring(&self, change: impl FnOnce(&mut Rung)) {
        let mut rung = self.lock();
        change(&mut rung);
        let waiting = rung.waiting.take();
        drop(rung);
        waiting.into_iter().for_each(Waker::wake);
    }

    fn poll(&self, context: &Context<'_>) -> Poll<Heard> {
        let mut rung = self.lock();
        if rung.is_stopped {
            return Poll::Ready(Heard::Stop);
        }
        if !rung.grown.is_empty() {
            return Poll::Ready(Heard::Grown(mem::take(&mut rung.grown)));
        }
        rung.waiting = Some(context.waker().clone());
        Poll::Pending
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
    pub fn hear(&mut self) -> impl Future<Output = Heard> + Send {
        future::poll_fn(|context| self.bell.poll(context))
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
    use std::{
        pin::pin,
        sync::atomic::{AtomicUsize, Ordering},
        task::Wake,
    };

    const ONE: SpaceId = SpaceId([1; 16]);
    const TWO: SpaceId = SpaceId([2; 16]);

    #[derive(Default)]
    struct Woken(AtomicUsize);

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn hear(listener: &mut Listener, waker: &Waker) -> Poll<Heard> {
        pin!(listener.hear()).poll(&mut Context::from_waker(waker))
    }

    #[test]
    fn a_listener_hears_of_its_spaces_alone_and_each_once() {
        let hub = Arc::new(Hub::default());
        let mut ana = hub.listener();
        ana.listen(ONE).unwrap();
        hub.ring(ONE);
        hub.ring(TWO);
        hub.ring(ONE);
        assert_eq!(hear(&mut ana, Waker::noop()), Poll::Ready(Heard::Grown([ONE].into())));
        assert_eq!(hear(&mut ana, Waker::noop()), Poll::Pending);
        hub.stop();
        assert_eq!(hear(&mut ana, Waker::noop()), Poll::Ready(Heard::Stop));
        assert_eq!(hear(&mut hub.listener(), Waker::noop()), Poll::Ready(Heard::Stop), "who comes later hears it too");
    }

    #[test]
    fn who_waits_is_woken_by_what_she_listens_to_and_by_the_end() {
        let (hub, woken) = (Arc::new(Hub::default()), Arc::new(Woken::default()));
        let waker = Waker::from(Arc::clone(&woken));
        let mut ana = hub.listener();
        ana.listen(ONE).unwrap();
        let count = || woken.0.load(Ordering::Relaxed);
        assert_eq!(hear(&mut ana, &waker), Poll::Pending);
        hub.ring(TWO);
        assert_eq!(count(), 0);
        hub.ring(ONE);
        assert_eq!(count(), 1);
        assert_eq!(hear(&mut ana, &waker), Poll::Ready(Heard::Grown([ONE].into())));
        assert_eq!(hear(&mut ana, &waker), Poll::Pending);
        hub.stop();
        assert_eq!(count(), 2);
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
