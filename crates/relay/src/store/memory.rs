//! A store in memory, for the simulator and tests: as good as a file for as long as somebody keeps its disk.

use super::{
    Append, Appended, Chain, ChunkHash, Kept, LogStore, NewPiece, Page, PieceHash, PieceStore, Placed, Placing, Room,
    Row, StoreError, Tip, decide,
};
use naptime_domain::id::SpaceId;
use naptime_replica::cursor::{ChunkId, LogChain};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// What memory stores keep. It outlives them as a file does, can be copied, and put back.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    logs: BTreeMap<SpaceId, Log>,
}

/// One space on a disk.
#[derive(Clone, Debug, Default)]
pub struct Log {
    tip: Tip,
    entries: Vec<Vec<u8>>,
    /// The first has offset 1.
    chunks: Vec<(Placed, Vec<u8>)>,
    by_id: HashMap<ChunkHash, Placed>,
    pieces: BTreeMap<PieceHash, Vec<u8>>,
}

/// A store on a disk in memory.
pub struct MemoryStore {
    disk: Arc<Mutex<Disk>>,
    is_closed: AtomicBool,
}

impl Disk {
    /// A space, if somebody created it.
    pub fn log(&self, space: &SpaceId) -> Option<&Log> {
        self.logs.get(space)
    }

    /// The same, to be meddled with behind the store's back.
    pub fn log_mut(&mut self, space: &SpaceId) -> Option<&mut Log> {
        self.logs.get_mut(space)
    }

    /// Every space, to be meddled with behind the store's back.
    pub fn logs_mut(&mut self) -> impl Iterator<Item = &mut Log> {
        self.logs.values_mut()
    }

    /// Every space.
    pub fn logs(&self) -> impl Iterator<Item = &Log> {
        self.logs.values()
    }
}

impl Log {
    /// Its membership entries, oldest first.
    pub fn entries(&self) -> &[Vec<u8>] {
        &self.entries
    }

    /// Its chunks, oldest first.
    pub fn chunks(&self) -> impl Iterator<Item = &[u8]> {
        self.chunks.iter().map(|(_, bytes)| bytes.as_slice())
    }

    /// Whether a chunk is in it.
    pub fn has_chunk(&self, chunk: &ChunkId) -> bool {
        self.by_id.contains_key(&chunk.0)
    }

    /// Puts a chunk at its end, whatever it is, and even if it is there already.
    pub fn push(&mut self, id: ChunkHash, bytes: Vec<u8>) {
        self.tip.offset += 1;
        self.tip.chain = LogChain(self.tip.chain).after(&ChunkId(id)).0;
        self.tip.bytes += bytes.len() as u64;
        let placed = Placed { id, offset: self.tip.offset, chain: self.tip.chain, placing: Placing::Known };
        self.store(placed, bytes);
    }

    /// Its pieces of blobs.
    pub fn pieces(&self) -> &BTreeMap<PieceHash, Vec<u8>> {
        &self.pieces
    }

    /// The same, to be meddled with.
    pub fn pieces_mut(&mut self) -> &mut BTreeMap<PieceHash, Vec<u8>> {
        &mut self.pieces
    }

    fn store(&mut self, placed: Placed, bytes: Vec<u8>) {
        let placed = Placed { placing: Placing::Known, ..placed };
        self.by_id.entry(placed.id).or_insert(placed);
        self.chunks.push((placed, bytes));
    }

    fn append(&mut self, append: Append, tip: Tip, placed: &[Placed]) {
        self.tip = tip;
        self.entries.extend(append.entries.into_iter().map(|entry| entry.bytes));
        let added = placed.iter().zip(append.chunks).filter(|(placed, _)| placed.placing == Placing::Added);
        added.for_each(|(placed, chunk)| self.store(*placed, chunk.bytes));
    }

    fn page(&self, after: u64, mut room: Room, except: &[ChunkHash]) -> Page {
        let mut page = Page::default();
        for (placed, bytes) in self.chunks.iter().skip(usize::try_from(after).unwrap_or(usize::MAX)) {
            if !except.contains(&placed.id) {
                if !room.take(bytes.len(), page.rows.is_empty()) {
                    page.more = true;
                    break;
                }
                page.rows.push(Row { offset: placed.offset, bytes: bytes.clone() });
            }
            page.end = Some((placed.offset, placed.chain));
        }
        page
    }

    fn put(&mut self, piece: NewPiece) -> Kept {
        if self.pieces.contains_key(&piece.name) {
            return Kept::Kept;
        }
        let bytes: usize = self.pieces.values().map(Vec::len).sum();
        if (bytes + piece.bytes.len()) as u64 > piece.pieces_bytes_max {
            return Kept::Full;
        }
        self.pieces.insert(piece.name, piece.bytes);
        Kept::Kept
    }
}

impl MemoryStore {
    /// A store on a disk, which may hold something already.
    pub fn open(disk: Arc<Mutex<Disk>>) -> Self {
        Self { disk, is_closed: AtomicBool::new(false) }
    }

    fn disk(&self) -> Result<MutexGuard<'_, Disk>, StoreError> {
        match self.is_closed.load(Ordering::Relaxed) {
            true => Err(StoreError::Closed),
            false => Ok(self.disk.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    fn read<T>(&self, space: SpaceId, read: impl FnOnce(&Log) -> T) -> Result<Option<T>, StoreError> {
        self.disk().map(|disk| disk.log(&space).map(read))
    }
}

impl LogStore for MemoryStore {
    async fn tip(&self, space: SpaceId) -> Result<Option<Tip>, StoreError> {
        self.read(space, |log| log.tip)
    }

    async fn entries(&self, space: SpaceId, known: u32, mut room: Room) -> Result<Vec<Vec<u8>>, StoreError> {
        let found = self.read(space, |log| {
            let mut found = Vec::new();
            for entry in log.entries.iter().skip(known as usize) {
                if !room.take(entry.len(), found.is_empty()) {
                    break;
                }
                found.push(entry.clone());
            }
            found
        });
        found.map(Option::unwrap_or_default)
    }

    async fn chunks(&self, space: SpaceId, after: u64, room: Room, except: Vec<ChunkHash>) -> Result<Page, StoreError> {
        self.read(space, |log| log.page(after, room, &except)).map(Option::unwrap_or_default)
    }

    async fn placed(&self, space: SpaceId, chunks: Vec<ChunkHash>) -> Result<Vec<Placed>, StoreError> {
        let placed = self.read(space, |log| chunks.iter().filter_map(|id| log.by_id.get(id)).copied().collect());
        placed.map(Option::unwrap_or_default)
    }

    async fn chain_at(&self, space: SpaceId, offset: u64) -> Result<Option<Chain>, StoreError> {
        let Some(before) = offset.checked_sub(1) else { return self.disk().map(|_| Some([0; 32])) };
        let at = usize::try_from(before).unwrap_or(usize::MAX);
        self.read(space, |log| log.chunks.get(at).map(|(placed, _)| placed.chain)).map(Option::flatten)
    }

    async fn append(&self, append: Append) -> Result<Appended, StoreError> {
        let mut disk = self.disk()?;
        let (space, found) = (append.space, disk.log(&append.space));
        let start = found.map(|log| log.tip).unwrap_or_default();
        let known = |id: &ChunkHash| Ok(found.and_then(|log| log.by_id.get(id)).copied());
        let appended = decide(start, &append, known)?;
        if let Appended::Done { tip, placed } = &appended
            && *tip != start
        {
            disk.logs.entry(space).or_default().append(append, *tip, placed);
        }
        Ok(appended)
    }

    fn free_bytes(&self) -> Option<u64> {
        None
    }

    async fn close(&self) -> Result<(), StoreError> {
        self.disk().map(|_| self.is_closed.store(true, Ordering::Relaxed))
    }
}

impl PieceStore for MemoryStore {
    async fn lacking(&self, space: SpaceId, pieces: Vec<PieceHash>) -> Result<Vec<PieceHash>, StoreError> {
        let disk = self.disk()?;
        let is_lacking = |name: &PieceHash| disk.log(&space).is_none_or(|log| !log.pieces.contains_key(name));
        Ok(pieces.into_iter().filter(is_lacking).collect())
    }

    async fn piece(&self, space: SpaceId, piece: PieceHash) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(space, |log| log.pieces.get(&piece).cloned()).map(Option::flatten)
    }

    async fn put_piece(&self, piece: NewPiece) -> Result<Kept, StoreError> {
        let mut disk = self.disk()?;
        Ok(disk.log_mut(&piece.space).map_or(Kept::NoSpace, |log| log.put(piece)))
    }
}
