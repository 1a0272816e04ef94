//! The one thread that writes: appends that came in meanwhile share a transaction, and so one wait for the disk.

use super::{meaning, pieces, read};
use naptime_relay::store::{
    Append, Appended, ChunkHash, Kept, NewChunk, NewPiece, Placed, Placing, StoreError, Tip, decide,
};
use rusqlite::{Connection, TransactionBehavior, params};
use tokio::sync::{mpsc, oneshot};

/// Appends in one transaction: what a disk's flush, some milliseconds, lets pile up on a busy server.
const BATCH: usize = 64;

/// What the thread is asked to do.
pub(super) enum Job {
    /// Append and answer after the commit.
    Append {
        /// What.
        append: Append,
        /// To whom.
        answer: oneshot::Sender<Result<Appended, StoreError>>,
    },
    /// Keep a piece of a blob and answer after the commit.
    Put {
        /// Which.
        piece: NewPiece,
        /// To whom.
        answer: oneshot::Sender<Result<Kept, StoreError>>,
    },
    /// Tidy up and stop.
    Close(oneshot::Sender<Result<(), StoreError>>),
}

type Waiting = (Append, oneshot::Sender<Result<Appended, StoreError>>);

/// Works until it is told to close or nobody can ask any more.
pub(super) fn run(mut connection: Connection, mut jobs: mpsc::Receiver<Job>) {
    while let Some(first) = jobs.blocking_recv() {
        let (mut batch, mut puts, mut closing) = (Vec::new(), Vec::new(), None);
        let mut next = Some(first);
        while let Some(job) = next {
            match job {
                Job::Append { append, answer } => batch.push((append, answer)),
                Job::Put { piece, answer } => puts.push((piece, answer)),
                Job::Close(answer) => closing = Some(answer),
            }
            next = if batch.len() + puts.len() < BATCH && closing.is_none() { jobs.try_recv().ok() } else { None };
        }
        // Words first.
        write(&mut connection, batch);
        for (piece, answer) in puts {
            reply(answer, pieces::put(&mut connection, &piece));
        }
        if let Some(answer) = closing {
            jobs.close();
            drop(jobs);
            reply(answer, tidy(connection));
            return;
        }
    }
    // The server went away without closing: the log in the WAL file is as durable as in the main one.
    tidy(connection).unwrap_or_default();
}

/// One transaction for all; if that fails, one for each, so that nobody fails for another's append.
fn write(connection: &mut Connection, batch: Vec<Waiting>) {
    if batch.is_empty() {
        return;
    }
    match together(connection, batch.iter().map(|(append, _)| append)) {
        Ok(done) => batch.into_iter().zip(done).for_each(|((_, answer), done)| reply(answer, Ok(done))),
        Err(error) if batch.len() == 1 => batch.into_iter().for_each(|(_, answer)| reply(answer, Err(error.clone()))),
        Err(_) => batch.into_iter().for_each(|waiting| write(connection, vec![waiting])),
    }
}

fn together<'a>(
    connection: &mut Connection,
    appends: impl Iterator<Item = &'a Append>,
) -> Result<Vec<Appended>, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(meaning)?;
    let done = appends.map(|append| apply(&transaction, append)).collect::<Result<_, _>>()?;
    transaction.commit().map_err(meaning)?;
    Ok(done)
}

/// Decides before it writes: an append that stores nothing leaves the shared transaction as it was.
fn apply(connection: &Connection, append: &Append) -> Result<Appended, StoreError> {
    let found = read::space(connection, &append.space)?;
    let start = found.map(|(_, tip)| tip).unwrap_or_default();
    let known = |id: &ChunkHash| match found {
        Some((number, _)) => read::placed_in(connection, number, id),
        None => Ok(None),
    };
    let appended = decide(start, append, known)?;
    if let Appended::Done { tip, placed } = &appended
        && *tip != start
    {
        let number = store_tip(connection, append, tip)?;
        store_entries(connection, number, start.membership.count, append)?;
        store_chunks(connection, number, placed, &append.chunks)?;
    }
    Ok(appended)
}

fn store_tip(connection: &Connection, append: &Append, tip: &Tip) -> Result<i64, StoreError> {
    let mut upsert = connection
        .prepare_cached(
            "INSERT INTO space (id, entries, head, chunks, chain, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET entries = ?2, head = ?3, chunks = ?4, chain = ?5, bytes = ?6
             RETURNING number",
        )
        .map_err(meaning)?;
    let values = params![
        append.space.as_bytes(),
        tip.membership.count,
        tip.membership.head,
        tip.offset.cast_signed(),
        tip.chain,
        tip.bytes.cast_signed()
    ];
    upsert.query_row(values, |row| row.get(0)).map_err(meaning)
}

fn store_entries(connection: &Connection, number: i64, count: u32, append: &Append) -> Result<(), StoreError> {
    let mut insert =
        connection.prepare_cached("INSERT INTO entry (space, sequence, bytes) VALUES (?1, ?2, ?3)").map_err(meaning)?;
    for (sequence, entry) in (count..).zip(&append.entries) {
        insert.execute(params![number, sequence, entry.bytes]).map_err(meaning)?;
    }
    Ok(())
}

fn store_chunks(
    connection: &Connection,
    number: i64,
    placed: &[Placed],
    chunks: &[NewChunk],
) -> Result<(), StoreError> {
    let mut insert = connection
        .prepare_cached("INSERT INTO chunk (space, offset, id, chain, bytes) VALUES (?1, ?2, ?3, ?4, ?5)")
        .map_err(meaning)?;
    for (place, chunk) in placed.iter().zip(chunks).filter(|(place, _)| place.placing == Placing::Added) {
        let values = params![number, place.offset.cast_signed(), place.id, place.chain, chunk.bytes];
        insert.execute(values).map_err(meaning)?;
    }
    Ok(())
}

/// Moves the log into the main file and closes it.
fn tidy(connection: Connection) -> Result<(), StoreError> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(meaning)?;
    connection.close().map_err(|(_, error)| meaning(error))
}

fn reply<T>(answer: oneshot::Sender<T>, with: T) {
    // Whoever asked may be gone: a closed connection, and what was stored stays stored.
    drop(answer.send(with));
}
