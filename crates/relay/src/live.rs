//! A live socket's part of the protocol: whose it is, what it listens to, and where the device stands there.

mod seats;

pub(crate) use seats::Seats;

use crate::{
    host::Host,
    hub::{Heard, Listener},
    refusal::Refusal,
    relay::{Admitted, Position, Relay},
    store::LogStore,
};
use core::net::IpAddr;
use naptime_domain::{id::SpaceId, time::Timestamp};
use naptime_replica::wire::{Requester, SyncAnswer, SyncRequest};
use seats::Seat;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// One live socket, as the relay sees it. It keeps no queue: what grew is a set of spaces, and the store is read when
/// there is room for what is new in them.
pub struct Live<S, H> {
    relay: Arc<Relay<S, H>>,
    address: IpAddr,
    listener: Listener,
    who: Option<(Requester, Seat)>,
    /// Where the device stands in the spaces it listens to.
    positions: HashMap<SpaceId, Position>,
    /// Spaces that may have something new.
    grown: BTreeSet<SpaceId>,
}

/// The server stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopping;

impl<S: LogStore, H: Host> Live<S, H> {
    /// A socket that was opened from an address, and has not said whose it is.
    pub fn new(relay: Arc<Relay<S, H>>, address: IpAddr) -> Self {
        let listener = relay.hub.listener();
        Self { relay, address, listener, who: None, positions: HashMap::new(), grown: BTreeSet::new() }
    }

    /// Whether it has said whose it is.
    pub fn is_known(&self) -> bool {
        self.who.is_some()
    }

    /// Answers a sync; the spaces that it wants are listened to from now on.
    pub async fn sync(
        &mut self,
        bytes: impl AsRef<[u8]> + Send + 'static,
        now: Timestamp,
    ) -> Result<SyncAnswer, Refusal> {
        let admitted: Admitted<SyncRequest> = self.relay.admit(bytes, now).await?;
        let requester = admitted.requester;
        match &self.who {
            Some((who, _)) if *who == requester => {}
            // One socket, one device: what it listens to was allowed to that one.
            Some(_) => return Err(Refusal::WrongSignature),
            None => self.who = Some((requester, self.relay.seats.take(requester.device)?)),
        }
        // Before anything is read, so that nothing falls between.
        for sync in admitted.request.spaces.iter().filter(|sync| sync.want) {
            self.listener.listen(sync.space).map_err(|_| Refusal::Busy)?;
        }
        let (answer, positions) = self.relay.answer(admitted, self.address, now).await?;
        self.positions.extend(positions);
        Ok(answer)
    }

    /// Waits until there may be news. Nothing is lost when the wait is given up.
    pub async fn hear(&mut self) -> Result<(), Stopping> {
        match self.listener.hear().await {
            Heard::Grown(spaces) => {
                self.grown.extend(spaces);
                Ok(())
            }
            Heard::Stop => Err(Stopping),
        }
    }

    /// An answer's worth of what is new in one space that grew; `None` when all has been told.
    pub async fn news(&mut self, now: Timestamp) -> Option<SyncAnswer> {
        let (requester, _) = self.who.as_ref()?;
        while let Some(space) = self.grown.first().copied() {
            let news = match self.positions.get(&space) {
                Some(position) => self.relay.news(requester, space, *position).await,
                None => Ok(None),
            };
            match news {
                Ok(Some((answer, position))) => {
                    self.positions.insert(space, position);
                    if !answer.more {
                        self.grown.remove(&space);
                    }
                    return Some(self.relay.in_answer(0, vec![answer], now));
                }
                // A hint that came to nothing; the device asks again when it likes.
                Ok(None) | Err(_) => {
                    self.grown.remove(&space);
                }
            }
        }
        None
    }
}
