//! Others' chunks on their way in: written down as being applied, then applied, so that one that kills the engine is known.

use super::{Replica, request::Sent, storage::Mark, turn::Turn};
use crate::{
    cursor::{ChunkId, Cursor},
    record::Record,
    wire::SpaceAnswer,
};
use naptime_domain::id::SpaceId;
use std::collections::{BTreeSet, VecDeque};

/// Most answers that wait to be taken. More news than that is asked for again.
const INBOX_MAX: usize = 32;

/// A chunk that came, and where the log stands behind it.
#[derive(Clone, Debug)]
pub(super) struct Arrival {
    pub space: SpaceId,
    pub chunk: ChunkId,
    pub bytes: Vec<u8>,
    pub behind: Cursor,
}

/// An answer, and the request it is for.
#[derive(Debug)]
pub(super) struct Answered {
    pub spaces: Vec<SpaceAnswer>,
    pub sent: Option<Sent>,
}

/// What came and was not taken yet.
#[derive(Default)]
pub(super) struct Arrivals {
    inbox: VecDeque<Answered>,
    pieces: VecDeque<Vec<Arrival>>,
    marked: Option<Marked>,
    /// Chunks among which one killed an engine: each is applied alone.
    pub suspects: BTreeSet<ChunkId>,
}

struct Marked {
    mark: Mark,
    keys: Vec<Vec<u8>>,
}

impl Arrivals {
    pub(super) fn answered(&mut self, answered: Answered) {
        // Never an answer to a request: there is one of those at a time.
        if self.inbox.len() < INBOX_MAX || answered.sent.is_some() {
            self.inbox.push_back(answered);
        }
    }

    /// Whether something is being taken, so that it would be asked for twice.
    pub(super) fn is_busy(&self) -> bool {
        !self.inbox.is_empty() || !self.pieces.is_empty()
    }

    /// Chunks that may be applied in one go, in order.
    fn split(&mut self, arrivals: Vec<Arrival>) {
        for arrival in arrivals {
            let is_suspect = self.suspects.contains(&arrival.chunk);
            match self.pieces.back_mut() {
                Some(piece)
                    if !is_suspect
                        && piece
                            .iter()
                            .all(|last| last.space == arrival.space && !self.suspects.contains(&last.chunk)) =>
                {
                    piece.push(arrival);
                }
                _ => self.pieces.push_back(vec![arrival]),
            }
        }
    }
}

impl Replica {
    /// Takes what came as far as it may be; `true` if something is to be stored now.
    pub(super) fn apply_arrivals(&mut self, turn: &mut Turn<'_>) -> bool {
        if self.arrivals.pieces.is_empty() {
            let Some(answered) = self.arrivals.inbox.pop_front() else { return false };
            let mut arrivals = Vec::new();
            for space in answered.spaces {
                arrivals.extend(self.take_space(space, answered.sent.as_ref(), turn));
            }
            self.arrivals.split(arrivals);
            self.settle_fork();
            return true;
        }
        match &self.arrivals.marked {
            None => self.mark_next(turn),
            Some(marked) if self.storage.is_durable(marked.mark) || self.storage.trouble().is_some() => {
                self.apply_marked(turn);
            }
            Some(_) => return false,
        }
        true
    }

    fn mark_next(&mut self, turn: &mut Turn<'_>) {
        let Some(piece) = self.arrivals.pieces.front() else { return };
        let space = piece.first().map_or(SpaceId([0; 16]), |arrival| arrival.space);
        // What is condemned is not applied: it can kill nobody again.
        let is_risked = |chunk: &ChunkId| !self.condemned.contains(chunk);
        let chunks = piece.iter().map(|arrival| arrival.chunk).filter(is_risked).collect();
        let record = Record::Applying { space, chunks, writer: Some(self.writer) }.to_stored();
        let keys = vec![record.key.clone()];
        turn.put(record);
        self.arrivals.marked = Some(Marked { mark: self.storage.mark(turn), keys });
    }

    fn apply_marked(&mut self, turn: &mut Turn<'_>) {
        let (Some(piece), Some(marked)) = (self.arrivals.pieces.pop_front(), self.arrivals.marked.take()) else {
            return;
        };
        for arrival in piece {
            self.apply(arrival, turn);
        }
        marked.keys.into_iter().for_each(|key| turn.delete(key));
        self.settle_fork();
    }
}
