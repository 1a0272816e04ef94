//! Queries of the store, on any connection.

use super::meaning;
use naptime_domain::id::SpaceId;
use naptime_relay::store::{Chain, ChunkHash, MembershipTip, Page, Placed, Placing, Room, Row, StoreError, Tip};
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params};
use sha2::{Digest, Sha256};

/// A space's number in this file and where it ends.
pub(super) fn space(connection: &Connection, id: &SpaceId) -> Result<Option<(i64, Tip)>, StoreError> {
    let mut query = connection
        .prepare_cached("SELECT number, entries, head, chunks, chain, bytes FROM space WHERE id = ?1")
        .map_err(meaning)?;
    let tip = |row: &SqlRow<'_>| {
        let membership = MembershipTip { count: row.get(1)?, head: row.get(2)? };
        Ok((row.get(0)?, Tip { membership, offset: unsigned(row, 3)?, chain: row.get(4)?, bytes: unsigned(row, 5)? }))
    };
    query.query_row([id.as_bytes()], tip).optional().map_err(meaning)
}

/// Entries after the first `known`.
pub(super) fn entries(
    connection: &Connection,
    id: &SpaceId,
    known: u32,
    mut room: Room,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut query = connection
        .prepare_cached(
            "SELECT entry.bytes FROM entry JOIN space ON space.number = entry.space
             WHERE space.id = ?1 AND sequence >= ?2 ORDER BY sequence",
        )
        .map_err(meaning)?;
    let mut rows = query.query(params![id.as_bytes(), known]).map_err(meaning)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(meaning)? {
        let entry: Vec<u8> = row.get(0).map_err(meaning)?;
        if !room.take(entry.len(), found.is_empty()) {
            break;
        }
        found.push(entry);
    }
    Ok(found)
}

/// Chunks after an offset; each is checked against its name, so a damaged row is never passed on.
pub(super) fn chunks(
    connection: &Connection,
    id: &SpaceId,
    after: u64,
    mut room: Room,
    except: &[ChunkHash],
) -> Result<Page, StoreError> {
    let mut query = connection
        .prepare_cached(
            "SELECT offset, chunk.id, chunk.chain, chunk.bytes FROM chunk JOIN space ON space.number = chunk.space
             WHERE space.id = ?1 AND offset > ?2 ORDER BY offset",
        )
        .map_err(meaning)?;
    let mut rows = query.query(params![id.as_bytes(), signed(after)]).map_err(meaning)?;
    let mut page = Page::default();
    while let Some(row) = rows.next().map_err(meaning)? {
        let (offset, name): (u64, ChunkHash) = (unsigned(row, 0).map_err(meaning)?, row.get(1).map_err(meaning)?);
        let chain = row.get(2).map_err(meaning)?;
        if !except.contains(&name) {
            let chunk: Vec<u8> = row.get(3).map_err(meaning)?;
            if !room.take(chunk.len(), page.rows.is_empty()) {
                page.more = true;
                break;
            }
            if Sha256::digest(&chunk)[..] != name {
                return Err(StoreError::Damaged(format!("chunk {offset} of a space is not what was stored")));
            }
            page.rows.push(Row { offset, bytes: chunk });
        }
        page.end = Some((offset, chain));
    }
    Ok(page)
}

/// Where a chunk is, in the space of that number.
pub(super) fn placed_in(connection: &Connection, number: i64, id: &ChunkHash) -> Result<Option<Placed>, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT offset, chain FROM chunk WHERE space = ?1 AND id = ?2").map_err(meaning)?;
    let found = query.query_row(params![number, id], |row| {
        Ok(Placed { id: *id, offset: unsigned(row, 0)?, chain: row.get(1)?, placing: Placing::Known })
    });
    found.optional().map_err(meaning)
}

/// Where those of some chunks are that are there.
pub(super) fn placed(connection: &Connection, id: &SpaceId, chunks: &[ChunkHash]) -> Result<Vec<Placed>, StoreError> {
    let Some((number, _)) = space(connection, id)? else { return Ok(Vec::new()) };
    let found = chunks.iter().map(|chunk| placed_in(connection, number, chunk));
    found.filter_map(Result::transpose).collect()
}

/// The chain at an offset.
pub(super) fn chain_at(connection: &Connection, id: &SpaceId, offset: u64) -> Result<Option<Chain>, StoreError> {
    if offset == 0 {
        return Ok(Some([0; 32]));
    }
    let mut query = connection
        .prepare_cached(
            "SELECT chunk.chain FROM chunk JOIN space ON space.number = chunk.space
             WHERE space.id = ?1 AND offset = ?2",
        )
        .map_err(meaning)?;
    query.query_row(params![id.as_bytes(), signed(offset)], |row| row.get(0)).optional().map_err(meaning)
}

/// SQLite's integers are signed; an offset past the largest one is past every log's end.
fn signed(offset: u64) -> i64 {
    i64::try_from(offset).unwrap_or(i64::MAX)
}

fn unsigned(row: &SqlRow<'_>, column: usize) -> rusqlite::Result<u64> {
    let value: i64 = row.get(column)?;
    u64::try_from(value).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, value))
}
