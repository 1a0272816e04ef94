//! Others' bytes before automerge sees them: one plain change, its header read strictly, its columns bounded.
//!
//! automerge inflates without a cap, follows run lengths without one, and trusts indexes into its tables. So every count
//! and index is checked here first, in time proportional to the bytes; the operations are read here, too, and automerge
//! writes its change of them. Its own reader, which can read more than a plain change, is no part of the program.

mod columns;
mod operations;
mod reader;

use super::refused::Unacceptable;
use crate::{
    id::{ActorId, ChangeHash},
    limits::{CHANGE_BYTES_MAX, CHANGE_DEPS_MAX, CHANGE_OPS_MAX, DOCUMENT_OPS_MAX},
};
use automerge::ExpandedChange;
use reader::Reader;
use sha2::{Digest, Sha256};
use std::num::NonZeroU64;

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const PLAIN_CHANGE: u8 = 1;

/// A change that automerge can decode safely; whether it fits a document is another question.
#[derive(Clone, Debug)]
pub(super) struct PlainChange {
    pub(super) hash: ChangeHash,
    pub(super) actor: ActorId,
    pub(super) seq: u64,
    pub(super) start_op: u64,
    pub(super) deps: Vec<ChangeHash>,
    pub(super) automerge: automerge::Change,
}

impl PlainChange {
    /// Reads another's change, which keeps to the limits.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Unacceptable> {
        if bytes.len() > CHANGE_BYTES_MAX {
            return Err(Unacceptable::TooMuch { what: "bytes in a change", max: CHANGE_BYTES_MAX });
        }
        let change = Self::read_stored(bytes)?;
        if change.deps.len() > CHANGE_DEPS_MAX {
            return Err(Unacceptable::TooMuch { what: "dependencies of a change", max: CHANGE_DEPS_MAX });
        }
        if change.max_op() > DOCUMENT_OPS_MAX {
            return Err(Unacceptable::TooMuch { what: "operations in a document", max: DOCUMENT_OPS_MAX as usize });
        }
        Ok(change)
    }

    /// Reads one change; the bytes must hold nothing else. What is stored was taken or made once: a limit that it
    /// passed now would lose it.
    pub(super) fn read_stored(bytes: &[u8]) -> Result<Self, Unacceptable> {
        let (hash, body) = open_chunk(bytes)?;
        let mut reader = Reader::new(body);
        let deps = read_deps(&mut reader, body.len())?;
        let actor = read_actor(&mut reader)?;
        let seq = reader.unsigned()?;
        let start_op = reader.unsigned()?;
        let Some(first) = NonZeroU64::new(start_op).filter(|_| seq > 0 && u32::try_from(start_op).is_ok()) else {
            return Err(malformed("a number out of range"));
        };
        let time = reader.signed()?;
        if reader.unsigned()? != 0 {
            return Err(malformed("a message"));
        }
        let other_actors = reader.count(body.len() / 17, "actors in a change")?;
        let mut actors = vec![automerge::ActorId::from(actor.0)];
        for _ in 0..other_actors {
            actors.push(automerge::ActorId::from(read_actor(&mut reader)?.0));
        }
        let operations = columns::read(reader, &actors)?;
        if operations.len() > CHANGE_OPS_MAX {
            return Err(Unacceptable::TooMuch { what: "operations in a change", max: CHANGE_OPS_MAX });
        }
        let automerge = automerge::Change::from(ExpandedChange {
            operations,
            actor_id: automerge::ActorId::from(actor.0),
            hash: None,
            seq,
            start_op: first,
            time,
            message: None,
            deps: deps.iter().map(|dep| automerge::ChangeHash(dep.0)).collect(),
            extra_bytes: Vec::new(),
            author: None,
        });
        // A document saves operations, not bytes: a change that is not what its operations give would not open again. And
        // what was read otherwise than it was meant gives other bytes.
        if automerge.raw_bytes() != bytes {
            return Err(malformed("not written the one way there is"));
        }
        Ok(Self { hash, actor, seq, start_op, deps, automerge })
    }

    /// How many operations it has.
    pub(super) fn op_count(&self) -> u64 {
        self.automerge.len() as u64
    }

    /// The number of its last operation, or of the last one before it.
    pub(super) fn max_op(&self) -> u64 {
        self.start_op + self.op_count() - 1
    }
}

/// A change that automerge itself made or has in a document. `Err` gives back one whose actor is not ours.
impl TryFrom<automerge::Change> for PlainChange {
    type Error = automerge::Change;

    fn try_from(change: automerge::Change) -> Result<Self, automerge::Change> {
        let Ok(actor) = ActorId::try_from(change.actor_id().to_bytes()) else { return Err(change) };
        Ok(Self {
            hash: ChangeHash(change.hash().0),
            actor,
            seq: change.seq(),
            start_op: change.start_op().get(),
            deps: change.deps().iter().map(|dep| ChangeHash(dep.0)).collect(),
            automerge: change,
        })
    }
}

/// The number of a change's first operation, nothing else decoded.
pub(super) fn start_op(bytes: &[u8]) -> Result<u64, Unacceptable> {
    let body = open_chunk(bytes)?.1;
    let mut reader = Reader::new(body);
    read_deps(&mut reader, body.len())?;
    read_actor(&mut reader)?;
    reader.unsigned()?;
    reader.unsigned()
}

/// How many operations a change has, by its lengths alone: they are counted, not read, and nothing else is checked.
pub(super) fn op_count(bytes: &[u8]) -> Result<u64, Unacceptable> {
    let mut reader = Reader::new(bytes);
    // What it is, its checksum, its kind and its length.
    reader.take(MAGIC.len() + 4 + 1)?;
    reader.unsigned()?;
    let deps = reader.count(CHANGE_DEPS_MAX, "dependencies of a change")?;
    reader.take(32 * deps)?;
    read_actor(&mut reader)?;
    // Its number, that of its first operation, its moment, and no message.
    reader.unsigned()?;
    reader.unsigned()?;
    reader.signed()?;
    reader.unsigned()?;
    let other_actors = reader.count(bytes.len() / 17, "actors in a change")?;
    for _ in 0..other_actors {
        read_actor(&mut reader)?;
    }
    columns::op_count(reader)
}

pub(super) fn malformed(why: &'static str) -> Unacceptable {
    Unacceptable::Malformed { why }
}

/// The hash and contents of the one uncompressed change chunk that the bytes are.
pub(super) fn open_chunk(bytes: &[u8]) -> Result<(ChangeHash, &[u8]), Unacceptable> {
    let mut reader = Reader::new(bytes);
    if reader.take(4)? != MAGIC {
        return Err(malformed("not an automerge chunk"));
    }
    let checksum = reader.take(4)?;
    let hashed = reader.rest();
    if reader.take(1)? != [PLAIN_CHANGE] {
        return Err(malformed("not an uncompressed change"));
    }
    let length = reader.unsigned()?;
    let body = reader.rest();
    if body.len() as u64 != length {
        return Err(malformed("not as long as it says"));
    }
    let hash: [u8; 32] = Sha256::digest(hashed).into();
    if !hash.starts_with(checksum) {
        return Err(malformed("a checksum that is not its own"));
    }
    Ok((ChangeHash(hash), body))
}

fn read_deps(reader: &mut Reader<'_>, bytes: usize) -> Result<Vec<ChangeHash>, Unacceptable> {
    let count = reader.count(bytes / 32, "dependencies of a change")?;
    let mut deps: Vec<ChangeHash> = Vec::with_capacity(count);
    for _ in 0..count {
        let dep = ChangeHash::try_from(reader.take(32)?).map_err(|_| malformed("a short hash"))?;
        if deps.last().is_some_and(|last| *last >= dep) {
            return Err(malformed("dependencies out of order"));
        }
        deps.push(dep);
    }
    Ok(deps)
}

fn read_actor(reader: &mut Reader<'_>) -> Result<ActorId, Unacceptable> {
    if reader.unsigned()? != ActorId::LEN as u64 {
        return Err(malformed("an actor that is not 16 bytes"));
    }
    ActorId::try_from(reader.take(ActorId::LEN)?).map_err(|_| malformed("a short actor"))
}
