//! What an append comes to, decided before anything is written: the same for every store.

use super::{Append, Appended, ChunkHash, Placed, Placing, StoreError, Tip};
use naptime_replica::cursor::{ChunkId, LogChain};

/// What an append to a space that ends in `start` comes to. `known` looks up where a chunk is that is in the log.
///
/// [`Appended::Done`] is yet to be stored, unless the tip is the one it started from.
pub fn decide(
    start: Tip,
    append: &Append,
    known: impl FnMut(&ChunkHash) -> Result<Option<Placed>, StoreError>,
) -> Result<Appended, StoreError> {
    if start.membership != append.expected {
        return Ok(Appended::Moved(start.membership));
    }
    let (placed, tip) = place(start, append, known)?;
    if tip.bytes > append.space_bytes_max && tip.bytes > start.bytes {
        return Ok(Appended::Full);
    }
    Ok(Appended::Done { tip, placed })
}

/// Gives each chunk its offset: a known one keeps its own.
fn place(
    start: Tip,
    append: &Append,
    mut known: impl FnMut(&ChunkHash) -> Result<Option<Placed>, StoreError>,
) -> Result<(Vec<Placed>, Tip), StoreError> {
    let (mut tip, mut placed) = (start, Vec::<Placed>::new());
    for chunk in &append.chunks {
        let known = match placed.iter().find(|earlier| earlier.id == chunk.id) {
            Some(earlier) => Some(Placed { placing: Placing::Known, ..*earlier }),
            None => known(&chunk.id)?,
        };
        placed.push(known.unwrap_or_else(|| {
            tip.offset += 1;
            tip.chain = LogChain(tip.chain).after(&ChunkId(chunk.id)).0;
            tip.bytes += chunk.bytes.len() as u64;
            Placed { id: chunk.id, offset: tip.offset, chain: tip.chain, placing: Placing::Added }
        }));
    }
    if let Some(last) = append.entries.last() {
        tip.membership.head = last.hash;
        tip.membership.count += u32::try_from(append.entries.len()).unwrap_or(u32::MAX);
    }
    Ok((placed, tip))
}
