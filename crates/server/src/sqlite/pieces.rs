//! Pieces of blobs: sealed bytes under names that their members made.

use super::{meaning, read};
use naptime_domain::id::SpaceId;
use naptime_relay::store::{Kept, NewPiece, PieceHash, StoreError};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

/// Those that are not there.
pub(super) fn lacking(
    connection: &Connection,
    id: &SpaceId,
    mut pieces: Vec<PieceHash>,
) -> Result<Vec<PieceHash>, StoreError> {
    let Some((number, _)) = read::space(connection, id)? else { return Ok(pieces) };
    let mut query = connection.prepare_cached("SELECT 1 FROM piece WHERE space = ?1 AND name = ?2").map_err(meaning)?;
    let mut lacking = Vec::new();
    for name in pieces.drain(..) {
        if !query.exists(params![number, name]).map_err(meaning)? {
            lacking.push(name);
        }
    }
    Ok(lacking)
}

/// A piece as it was put.
pub(super) fn piece(connection: &Connection, id: &SpaceId, name: &PieceHash) -> Result<Option<Vec<u8>>, StoreError> {
    let mut query = connection
        .prepare_cached(
            "SELECT piece.bytes FROM piece JOIN space ON space.number = piece.space
             WHERE space.id = ?1 AND piece.name = ?2",
        )
        .map_err(meaning)?;
    query.query_row(params![id.as_bytes(), name], |row| row.get(0)).optional().map_err(meaning)
}

/// Keeps a piece if there is none of its name, in a transaction of its own.
pub(super) fn put(connection: &mut Connection, piece: &NewPiece) -> Result<Kept, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(meaning)?;
    let kept = keep(&transaction, piece)?;
    transaction.commit().map_err(meaning)?;
    Ok(kept)
}

fn keep(connection: &Connection, piece: &NewPiece) -> Result<Kept, StoreError> {
    let Some((number, _)) = read::space(connection, &piece.space)? else { return Ok(Kept::NoSpace) };
    let mut known = connection.prepare_cached("SELECT 1 FROM piece WHERE space = ?1 AND name = ?2").map_err(meaning)?;
    if known.exists(params![number, piece.name]).map_err(meaning)? {
        return Ok(Kept::Kept);
    }
    let mut count = connection
        .prepare_cached("UPDATE space SET piece_bytes = piece_bytes + ?2 WHERE number = ?1 AND piece_bytes + ?2 <= ?3")
        .map_err(meaning)?;
    let bytes = (piece.bytes.len() as u64).cast_signed();
    let max = i64::try_from(piece.pieces_bytes_max).unwrap_or(i64::MAX);
    if count.execute(params![number, bytes, max]).map_err(meaning)? == 0 {
        return Ok(Kept::Full);
    }
    connection
        .prepare_cached("INSERT INTO piece (space, name, bytes) VALUES (?1, ?2, ?3)")
        .and_then(|mut insert| insert.execute(params![number, piece.name, piece.bytes]))
        .map_err(meaning)?;
    Ok(Kept::Kept)
}
