//! The store in one SQLite file: a thread that writes, a few connections that read.

mod pieces;
mod read;
mod schema;
mod write;

use naptime_domain::id::SpaceId;
use naptime_relay::store::{
    Append, Appended, Chain, ChunkHash, Kept, LogStore, NewPiece, Page, PieceHash, PieceStore, Placed, Room,
    StoreError, Tip,
};
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread,
};
use tokio::sync::{Semaphore, mpsc, oneshot};

/// Reads at one moment: more than the machines this runs on have cores, few enough to keep page caches small.
const READERS: usize = 4;

/// Appends that wait for the writer: those beyond wait in their own request.
const QUEUE: usize = 64;

/// The name of the file in the data folder.
pub const FILE_NAME: &str = "naptime.sqlite";

/// A store in one SQLite file.
pub struct SqliteStore {
    writer: mpsc::Sender<write::Job>,
    readers: Arc<Readers>,
}

struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    permits: Semaphore,
}

impl SqliteStore {
    /// Opens the store in a folder, or makes it. Blocks.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(FILE_NAME);
        let connection = schema::open_to_write(&path)?;
        let idle = vec![schema::open_to_read(&path)?];
        let (writer, jobs) = mpsc::channel(QUEUE);
        thread::Builder::new()
            .name("store".into())
            .spawn(move || write::run(connection, jobs))
            .map_err(|e| StoreError::Failed(e.kind().to_string()))?;
        let readers = Readers { path, idle: Mutex::new(idle), permits: Semaphore::new(READERS) };
        Ok(Self { writer, readers: Arc::new(readers) })
    }

    /// Writes a copy of a store to a new file; the store may be in use. Blocks.
    pub fn backup(folder: &Path, to: &Path) -> Result<(), StoreError> {
        let connection = schema::open_to_read(&folder.join(FILE_NAME))?;
        schema::copy_to(&connection, to)
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        if self.writer.is_closed() {
            return Err(StoreError::Closed);
        }
        let readers = Arc::clone(&self.readers);
        let _permit = self.readers.permits.acquire().await.map_err(|_| StoreError::Closed)?;
        let done = tokio::task::spawn_blocking(move || {
            let connection = readers.take()?;
            let done = work(&connection);
            readers.give_back(connection);
            done
        });
        done.await.map_err(|_| StoreError::Failed("a read was broken off".into()))?
    }
}

impl Readers {
    fn take(&self) -> Result<Connection, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| schema::open_to_read(&self.path), Ok)
    }

    fn give_back(&self, connection: Connection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }
}

impl LogStore for SqliteStore {
    async fn tip(&self, space: SpaceId) -> Result<Option<Tip>, StoreError> {
        self.read(move |connection| Ok(read::space(connection, &space)?.map(|(_, tip)| tip))).await
    }

    async fn entries(&self, space: SpaceId, known: u32, room: Room) -> Result<Vec<Vec<u8>>, StoreError> {
        self.read(move |connection| read::entries(connection, &space, known, room)).await
    }

    async fn chunks(&self, space: SpaceId, after: u64, room: Room, except: Vec<ChunkHash>) -> Result<Page, StoreError> {
        self.read(move |connection| read::chunks(connection, &space, after, room, &except)).await
    }

    async fn placed(&self, space: SpaceId, chunks: Vec<ChunkHash>) -> Result<Vec<Placed>, StoreError> {
        if chunks.is_empty() {
            return Ok(Vec::new());
        }
        self.read(move |connection| read::placed(connection, &space, &chunks)).await
    }

    async fn chain_at(&self, space: SpaceId, offset: u64) -> Result<Option<Chain>, StoreError> {
        self.read(move |connection| read::chain_at(connection, &space, offset)).await
    }

    async fn append(&self, append: Append) -> Result<Appended, StoreError> {
        let (answer, answered) = oneshot::channel();
        let job = write::Job::Append { append, answer };
        self.writer.send(job).await.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    fn free_bytes(&self) -> Option<u64> {
        free_bytes(&self.readers.path)
    }

    async fn close(&self) -> Result<(), StoreError> {
        let (answer, answered) = oneshot::channel();
        self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.writer.send(write::Job::Close(answer)).await.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }
}

impl PieceStore for SqliteStore {
    async fn lacking(&self, space: SpaceId, pieces: Vec<PieceHash>) -> Result<Vec<PieceHash>, StoreError> {
        self.read(move |connection| pieces::lacking(connection, &space, pieces)).await
    }

    async fn piece(&self, space: SpaceId, piece: PieceHash) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(move |connection| pieces::piece(connection, &space, &piece)).await
    }

    async fn put_piece(&self, piece: NewPiece) -> Result<Kept, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.writer.send(write::Job::Put { piece, answer }).await.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }
}

#[cfg(unix)]
fn free_bytes(path: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(path).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

#[cfg(not(unix))]
fn free_bytes(_: &Path) -> Option<u64> {
    None
}

/// What a failure of SQLite means here.
fn meaning(error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode;
    let said = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => StoreError::Disk,
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => StoreError::ReadOnly,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged(said),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::InUse,
        _ => StoreError::Failed(said),
    }
}
