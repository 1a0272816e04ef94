//! The server: the relay that ships, over a disk in memory, started anew when a backup is put back.

use core::net::{IpAddr, Ipv4Addr};
use naptime_domain::{id::SpaceId, time::Timestamp};
use naptime_relay::{
    Happened, Host, Live, Refusal, Relay,
    limits::Limits,
    nonce::Nonces,
    store::{Disk, Log, MemoryStore},
};
use naptime_replica::{
    cursor::ChunkId,
    membership::{Membership, SignedEntry},
    wire::{BlobAnswer, ServerMessage, SyncAnswer},
};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    future::ready,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

/// Where everybody asks from.
const ADDRESS: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A listener: a tab, and the run of it.
pub(super) type Ear = (usize, u64);

/// The server.
pub(super) struct Server {
    disk: Arc<Mutex<Disk>>,
    limits: Limits,
    relay: Arc<Relay<MemoryStore, InPlace>>,
    live: BTreeMap<Ear, Live<MemoryStore, InPlace>>,
    starts: u8,
    /// Chunks that were ever acknowledged: none of them may be missing in the end.
    pub(super) acknowledged: BTreeSet<(SpaceId, ChunkId)>,
    /// Requests so far, and bytes both ways.
    pub(super) requests: u64,
    pub(super) bytes_in: u64,
    pub(super) bytes_out: u64,
}

/// What a request comes to.
pub(super) struct Answer {
    pub(super) bytes: Vec<u8>,
    /// It came over a live socket, which the server then closes.
    pub(super) closes: bool,
}

/// A host that does everything at once, and whose store never fails.
struct InPlace;

impl Host for InPlace {
    fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> impl Future<Output = Option<T>> + Send {
        ready(Some(work()))
    }

    fn hear(&self, what: &Happened<'_>) {
        if let Happened::SpaceDamaged(_) | Happened::StoreFailed(_) = what {
            panic!("the server's store failed: {what:?}");
        }
    }
}

impl Server {
    pub(super) fn new(limits: Limits) -> Self {
        let disk = Arc::default();
        let relay = start(&disk, &limits, 0);
        Self {
            disk,
            limits,
            relay,
            live: BTreeMap::new(),
            starts: 0,
            acknowledged: BTreeSet::new(),
            requests: 0,
            bytes_in: 0,
            bytes_out: 0,
        }
    }

    /// Answers a sync; what listeners are to hear follows from [`Self::news`].
    pub(super) fn answer(&mut self, bytes: Vec<u8>, ear: Option<Ear>, now: Timestamp) -> Answer {
        self.came_in(&bytes);
        let answered = match ear {
            Some(ear) => {
                let live = self.live.entry(ear).or_insert_with(|| Live::new(Arc::clone(&self.relay), ADDRESS));
                at_once(live.sync(bytes, now))
            }
            None => at_once(self.relay.sync(bytes, ADDRESS, now)),
        };
        let closes = ear.is_some() && answered.as_ref().is_err_and(|refusal| !refusal.is_passing());
        if let Ok(answer) = &answered {
            self.remember(answer);
        }
        Answer { bytes: self.going_out(answered.map(ServerMessage::Answer)), closes }
    }

    /// Answers a question about a blob.
    pub(super) fn answer_blob(&mut self, bytes: Vec<u8>, now: Timestamp) -> Vec<u8> {
        self.came_in(&bytes);
        let answered: Result<BlobAnswer, Refusal> = at_once(self.relay.ask(bytes, ADDRESS, now));
        self.going_out(answered.map(ServerMessage::Blob))
    }

    fn came_in(&mut self, bytes: &[u8]) {
        self.requests += 1;
        self.bytes_in += bytes.len() as u64;
    }

    fn going_out(&mut self, answered: Result<ServerMessage, Refusal>) -> Vec<u8> {
        let message = answered.unwrap_or_else(|refusal| ServerMessage::Failure(refusal.failure()));
        let bytes = message.to_bytes();
        self.bytes_out += bytes.len() as u64;
        bytes
    }

    fn remember(&mut self, answer: &SyncAnswer) {
        for space in &answer.spaces {
            self.acknowledged.extend(space.acknowledged.iter().map(|known| (space.space, known.chunk)));
        }
    }

    /// Everybody whose socket is open.
    pub(super) fn ears(&self) -> Vec<Ear> {
        self.live.keys().copied().collect()
    }

    /// The next that a listener has not heard yet, if there is anything.
    pub(super) fn news(&mut self, ear: Ear, now: Timestamp) -> Option<Vec<u8>> {
        let live = self.live.get_mut(&ear)?;
        // Whether it was rung or not, there may be more of what it was told before.
        if let Poll::Ready(Err(stopping)) = poll(live.hear()) {
            panic!("nobody stopped the server: {stopping:?}");
        }
        at_once(live.news(now)).map(|news| ServerMessage::Answer(news).to_bytes())
    }

    /// A socket closed.
    pub(super) fn deafen(&mut self, ear: Ear) {
        self.live.remove(&ear);
    }

    /// What an operator would keep.
    pub(super) fn back_up(&self) -> Disk {
        self.disk().clone()
    }

    /// Starts again on a backup, as an operator who puts it on another machine: sockets are closed, and nobody's nonce is good.
    pub(super) fn restore(&mut self, backup: &Disk) {
        self.disk().clone_from(backup);
        self.restart();
    }

    /// How many bytes of pieces a space may hold from now on; the default if none is given.
    pub(super) fn limit_pieces(&mut self, bytes_max: Option<u64>) {
        self.limits.pieces_bytes_max = bytes_max.unwrap_or(Limits::default().pieces_bytes_max);
        self.restart();
    }

    fn restart(&mut self) {
        self.starts = self.starts.wrapping_add(1);
        self.live.clear();
        self.relay = start(&self.disk, &self.limits, self.starts);
    }

    /// Acknowledged chunks that are not in their log.
    pub(super) fn lost_chunks(&self) -> Vec<(SpaceId, ChunkId)> {
        let disk = self.disk();
        let is_lost = |(space, chunk): &&(SpaceId, ChunkId)| !disk.log(space).is_some_and(|log| log.has_chunk(chunk));
        self.acknowledged.iter().filter(is_lost).copied().collect()
    }

    /// Chunks of a space, in order.
    pub(super) fn chunks(&self, space: SpaceId) -> Vec<Vec<u8>> {
        self.disk().log(&space).map_or_else(Vec::new, |log| log.chunks().map(<[u8]>::to_vec).collect())
    }

    /// Puts a chunk into a log without looking at it, and tells who listens, as a server that helps a liar.
    pub(super) fn smuggle(&mut self, space: SpaceId, chunk: Vec<u8>) {
        if let Some(log) = self.disk().log_mut(&space) {
            log.push(Sha256::digest(&chunk).into(), chunk);
        }
        self.relay.ring(space);
    }

    /// The membership of a space as the server has it.
    pub(super) fn membership(&self, space: SpaceId) -> Option<Membership> {
        let (disk, mut membership) = (self.disk(), Membership::start(space));
        for bytes in disk.log(&space)?.entries() {
            membership.replay(&SignedEntry::parse(bytes).ok()?).ok()?;
        }
        Some(membership)
    }

    /// How many pieces it has.
    pub(super) fn pieces(&self) -> usize {
        self.disk().logs().map(|log| log.pieces().len()).sum()
    }

    /// Puts other bytes in the place of every piece, as a server that lies.
    pub(super) fn exchange_pieces(&mut self, exchange: impl Fn(&[u8]) -> Vec<u8>) {
        let mut disk = self.disk();
        let pieces = disk.logs_mut().flat_map(|log: &mut Log| log.pieces_mut().values_mut());
        pieces.for_each(|sealed| *sealed = exchange(sealed));
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        // A story that panicked over it is told already.
        self.disk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn start(disk: &Arc<Mutex<Disk>>, limits: &Limits, starts: u8) -> Arc<Relay<MemoryStore, InPlace>> {
    let (store, nonces) = (MemoryStore::open(Arc::clone(disk)), Nonces::with_key([starts; 32]));
    Arc::new(Relay::new(store, InPlace, nonces, limits))
}

/// What comes of a future that has nothing to wait for.
fn at_once<F: Future>(future: F) -> F::Output {
    match poll(future) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the server waits, and nobody would wake it"),
    }
}

fn poll<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}
