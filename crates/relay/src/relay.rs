//! The protocol over a store: who asks, may she, what is new; the same for HTTP and live sockets.

mod answer;
mod judge;
mod memberships;
mod pieces;

use crate::{
    host::{Happened, Host},
    hub::Hub,
    limits::Limits,
    live::Seats,
    nonce::Nonces,
    rate::Buckets,
    refusal::Refusal,
    store::{LogStore, StoreError},
};
use answer::Budget;
use core::net::IpAddr;
use memberships::Memberships;
use naptime_domain::{id::SpaceId, time::Timestamp};
use naptime_replica::{
    cursor::Cursor,
    keys::DeviceId,
    wire::{Asked, BlobAnswer, Requester, Signed, SpaceAnswer, SyncAnswer, SyncRequest},
};
use std::sync::Arc;

/// Answers what devices ask.
pub struct Relay<S, H> {
    store: S,
    host: H,
    nonces: Nonces,
    limits: Limits,
    devices: Buckets<DeviceId>,
    blobs: Buckets<DeviceId>,
    address_bytes: Buckets<IpAddr>,
    new_spaces: Buckets<IpAddr>,
    memberships: Memberships,
    pub(crate) hub: Arc<Hub>,
    pub(crate) seats: Seats,
}

/// A request whose signature, nonce and rate were checked.
pub(crate) struct Admitted<R> {
    pub(crate) requester: Requester,
    pub(crate) request: R,
}

/// Where a device stands in a space once it has taken an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// How many membership entries it has.
    pub(crate) entries: u32,
    /// Where it is in the log.
    pub(crate) cursor: Cursor,
}

impl<S: LogStore, H: Host> Relay<S, H> {
    /// A relay over a store, with nobody listening yet.
    pub fn new(store: S, host: H, nonces: Nonces, limits: &Limits) -> Self {
        Self {
            store,
            host,
            nonces,
            limits: limits.clone(),
            devices: Buckets::new(limits.device_rate),
            blobs: Buckets::new(limits.blob_rate),
            address_bytes: Buckets::new(limits.address_bytes_rate),
            new_spaces: Buckets::new(limits.new_space_rate),
            memberships: Memberships::default(),
            hub: Arc::new(Hub::default()),
            seats: Seats::new(limits.live_per_device_max),
        }
    }

    /// Where the logs are.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// Tells the live sockets that listen to a space that it grew, as every append by this relay does.
    pub fn ring(&self, space: SpaceId) {
        self.hub.ring(space);
    }

    /// Tells every live socket that the server stops.
    pub fn stop(&self) {
        self.hub.stop();
    }

    /// Answers a sync that came by itself.
    pub async fn sync(
        &self,
        bytes: impl AsRef<[u8]> + Send + 'static,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<SyncAnswer, Refusal> {
        let admitted = self.admit(bytes, now).await?;
        self.answer(admitted, address, now).await.map(|(answer, _)| answer)
    }

    /// Answers one question about a blob.
    pub async fn ask(
        &self,
        bytes: impl AsRef<[u8]> + Send + 'static,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<BlobAnswer, Refusal> {
        let admitted = self.verified(bytes, now).await?;
        self.blobs.take(admitted.requester.device, now).map_err(Refusal::TooOften)?;
        self.answer_blob(admitted, address, now).await
    }

    /// Reads a sync and finds out whose it is.
    pub(crate) async fn admit(
        &self,
        bytes: impl AsRef<[u8]> + Send + 'static,
        now: Timestamp,
    ) -> Result<Admitted<SyncRequest>, Refusal> {
        let admitted = self.verified(bytes, now).await?;
        self.devices.take(admitted.requester.device, now).map_err(Refusal::TooOften)?;
        Ok(admitted)
    }

    async fn verified<R: Asked + Send + 'static>(
        &self,
        bytes: impl AsRef<[u8]> + Send + 'static,
        now: Timestamp,
    ) -> Result<Admitted<R>, Refusal> {
        // Reading 1 MiB and checking two signatures takes a millisecond.
        let read = self.host.aside(move || Signed::<R>::parse(bytes.as_ref())).await;
        let signed = read.ok_or(Refusal::Internal)??;
        self.nonces
            .check(signed.request().nonce(), now)
            .map_err(|_| Refusal::NonceNeeded { fresh: self.nonces.fresh(now).to_vec() })?;
        let verified = self.host.aside(move || signed.verify().map(|requester| (requester, signed))).await;
        let (requester, signed) = verified.ok_or(Refusal::Internal)??;
        Ok(Admitted { requester, request: signed.into_request() })
    }

    /// Answers a request, space by space, and says where the device stands afterwards in those it may read.
    ///
    /// A space whose part of the store is damaged is left out, so that the others are not held up by it.
    pub(crate) async fn answer(
        &self,
        admitted: Admitted<SyncRequest>,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<(SyncAnswer, Vec<(SpaceId, Position)>), Refusal> {
        let Admitted { requester, request } = admitted;
        let brought = request.spaces.iter().flat_map(|space| space.append.iter().chain(&space.append_entries));
        self.count_bytes(address, brought.map(Vec::len).sum(), now)?;
        let asking = Asking { requester, nonce: request.nonce, address, now };
        let (mut spaces, mut positions, mut budget) = (Vec::new(), Vec::new(), Budget::new(&self.limits));
        for sync in request.spaces {
            let space = sync.space;
            match self.sync_space(&asking, sync, &mut budget).await {
                Ok((answer, position)) => {
                    spaces.push(answer);
                    positions.extend(position.map(|position| (space, position)));
                }
                Err(SpaceFailed::Store(StoreError::Damaged(what))) => self.host.hear(&Happened::SpaceDamaged(&what)),
                Err(SpaceFailed::Store(error)) => return Err(self.store_failed(&error)),
                Err(SpaceFailed::Refused(refusal)) => return Err(refusal),
            }
        }
        self.host.hear(&Happened::Synced);
        Ok((self.in_answer(request.request, spaces, now), positions))
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
            Err(StoreError::Damaged(_)) => Ok(None),
            Err(error) => Err(self.store_failed(&error)),
        }
    }

    /// What one address brings is bounded, so that nobody fills the disk alone.
    fn count_bytes(&self, address: IpAddr, bytes: usize, now: Timestamp) -> Result<(), Refusal> {
        self.address_bytes.take_many(address, bytes as f64, now).map_err(Refusal::TooOften)
    }

    /// An answer around its spaces, with a fresh nonce.
    pub(crate) fn in_answer(&self, request: u32, spaces: Vec<SpaceAnswer>, now: Timestamp) -> SyncAnswer {
        SyncAnswer { request, nonce: self.nonces.fresh(now).to_vec(), server_time: now, spaces }
    }

    fn store_failed(&self, error: &StoreError) -> Refusal {
        self.host.hear(&Happened::StoreFailed(error));
        match error {
            StoreError::Disk => Refusal::Disk,
            StoreError::Closed | StoreError::InUse => Refusal::Busy,
            _ => Refusal::Internal,
        }
    }
}

/// Who asks, with what nonce, from where and when.
struct Asking {
    requester: Requester,
    nonce: Vec<u8>,
    address: IpAddr,
    now: Timestamp,
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
