//! The protocol over a store: who asks, may she, what is new; the same for HTTP and live sockets.

mod answer;
mod judge;
mod memberships;
mod pieces;
mod refusal;

pub(crate) use refusal::Refusal;

use crate::{
    hub::Hub,
    limits::Limits,
    log::Counters,
    nonce::Nonces,
    rate::Buckets,
    store::{LogStore, StoreError},
};
use answer::Budget;
use memberships::Memberships;
use naptime_domain::{id::SpaceId, time::Timestamp};
use naptime_replica::{
    keys::DeviceId,
    wire::{Asked, BlobRequest, Requester, Signed, SpaceAnswer, SyncAnswer, SyncRequest},
};
use std::{
    net::IpAddr,
    sync::{Arc, atomic::Ordering},
    time::{Instant, SystemTime, UNIX_EPOCH},
};

/// Answers sync requests.
pub(crate) struct Service<S> {
    store: S,
    nonces: Nonces,
    hub: Arc<Hub>,
    counters: Arc<Counters>,
    limits: Limits,
    devices: Buckets<DeviceId>,
    blobs: Buckets<DeviceId>,
    address_bytes: Buckets<IpAddr>,
    new_spaces: Buckets<IpAddr>,
    memberships: Memberships,
}

/// A request whose signature, nonce and rate were checked.
pub(crate) struct Admitted<R = SyncRequest> {
    pub(crate) requester: Requester,
    pub(crate) request: R,
}

/// Where a device stands in a space once it has taken an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// How many membership entries it has.
    pub(crate) entries: u32,
    /// Where it is in the log.
    pub(crate) cursor: naptime_replica::cursor::Cursor,
}

impl<S: LogStore> Service<S> {
    pub(crate) fn new(store: S, nonces: Nonces, hub: Arc<Hub>, counters: Arc<Counters>, limits: &Limits) -> Self {
        Self {
            store,
            nonces,
            hub,
            counters,
            limits: limits.clone(),
            devices: Buckets::new(limits.device_rate),
            blobs: Buckets::new(limits.blob_rate),
            address_bytes: Buckets::new(limits.address_bytes_rate),
            new_spaces: Buckets::new(limits.new_space_rate),
            memberships: Memberships::default(),
        }
    }

    pub(crate) fn store(&self) -> &S {
        &self.store
    }

    /// Reads a sync and finds out whose it is.
    pub(crate) async fn admit(&self, bytes: impl AsRef<[u8]> + Send + 'static) -> Result<Admitted, Refusal> {
        let admitted = self.verified(bytes).await?;
        self.devices.take(admitted.requester.device, Instant::now()).map_err(Refusal::TooOften)?;
        Ok(admitted)
    }

    /// Reads a question about a blob and finds out whose it is.
    pub(crate) async fn admit_blob(
        &self,
        bytes: impl AsRef<[u8]> + Send + 'static,
    ) -> Result<Admitted<BlobRequest>, Refusal> {
        let admitted = self.verified(bytes).await?;
        self.blobs.take(admitted.requester.device, Instant::now()).map_err(Refusal::TooOften)?;
        Ok(admitted)
    }

    async fn verified<R: Asked + Send + 'static>(
        &self,
        bytes: impl AsRef<[u8]> + Send + 'static,
    ) -> Result<Admitted<R>, Refusal> {
        // Reading 1 MiB and checking two signatures takes a millisecond: not on a thread that sockets wait for.
        let read = tokio::task::spawn_blocking(move || Signed::<R>::parse(bytes.as_ref()));
        let signed = read.await.map_err(|_| Refusal::Internal)??;
        let now = now();
        self.nonces
            .check(signed.request().nonce(), now)
            .map_err(|_| Refusal::NonceNeeded { fresh: self.nonces.fresh(now).to_vec() })?;
        let verified = tokio::task::spawn_blocking(move || signed.verify().map(|requester| (requester, signed)));
        let (requester, signed) = verified.await.map_err(|_| Refusal::Internal)??;
        Ok(Admitted { requester, request: signed.into_request() })
    }

    /// Answers a request, space by space, and says where the device stands afterwards in those it may read.
    ///
    /// A space whose part of the database is damaged is left out, so that the others are not held up by it.
    pub(crate) async fn answer(
        &self,
        admitted: Admitted,
        address: IpAddr,
    ) -> Result<(SyncAnswer, Vec<(SpaceId, Position)>), Refusal> {
        let Admitted { requester, request } = admitted;
        let brought = request.spaces.iter().flat_map(|space| space.append.iter().chain(&space.append_entries));
        self.count_bytes(address, brought.map(Vec::len).sum())?;
        let (mut spaces, mut positions, mut budget) = (Vec::new(), Vec::new(), Budget::new(&self.limits));
        for sync in request.spaces {
            let (space, nonce) = (sync.space, request.nonce.as_slice());
            match self.sync_space(&requester, nonce, sync, address, &mut budget).await {
                Ok((answer, position)) => {
                    spaces.push(answer);
                    positions.extend(position.map(|position| (space, position)));
                }
                Err(SpaceFailed::Store(StoreError::Damaged(what))) => {
                    crate::log::event("space damaged", &[("what", &what)]);
                }
                Err(SpaceFailed::Store(error)) => return Err(self.store_failed(error)),
                Err(SpaceFailed::Refused(refusal)) => return Err(refusal),
            }
        }
        self.counters.syncs.fetch_add(1, Ordering::Relaxed);
        Ok((self.in_answer(request.request, spaces), positions))
    }

    /// What is new in a space for a device that listens; `None` if nothing is, or if it is no longer a member's.
    pub(crate) async fn news(
        &self,
        requester: &Requester,
        space: SpaceId,
        position: Position,
    ) -> Result<Option<(SpaceAnswer, Position)>, Refusal> {
        match self.read_news(requester, space, position).await {
            Ok(news) => Ok(news),
            Err(SpaceFailed::Store(StoreError::Damaged(_))) => Ok(None),
            Err(SpaceFailed::Store(error)) => Err(self.store_failed(error)),
            Err(SpaceFailed::Refused(refusal)) => Err(refusal),
        }
    }

    /// What one address brings is bounded, so that nobody fills the disk alone.
    fn count_bytes(&self, address: IpAddr, bytes: usize) -> Result<(), Refusal> {
        let counted = self.address_bytes.take_many(address, bytes as f64, Instant::now());
        counted.map_err(Refusal::TooOften)
    }

    /// An answer around its spaces, with a fresh nonce.
    pub(crate) fn in_answer(&self, request: u32, spaces: Vec<SpaceAnswer>) -> SyncAnswer {
        let now = now();
        SyncAnswer { request, nonce: self.nonces.fresh(now).to_vec(), server_time: now, spaces }
    }

    fn store_failed(&self, error: StoreError) -> Refusal {
        crate::log::event("store failed", &[("why", &error)]);
        match error {
            StoreError::Disk => Refusal::Disk,
            StoreError::Closed | StoreError::InUse => Refusal::Busy,
            _ => Refusal::Internal,
        }
    }
}

/// Why one space could not be answered for.
enum SpaceFailed {
    /// The store failed.
    Store(StoreError),
    /// The whole request is refused.
    Refused(Refusal),
}

impl From<StoreError> for SpaceFailed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
