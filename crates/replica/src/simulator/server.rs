//! The server in memory: compare-and-append for memberships, chunks once each, news for those who listen.

mod logged;
mod pieces;

use crate::{
    blob::PieceName,
    chunk::SealedChunk,
    cursor::{ChunkId, Cursor},
    membership::Membership,
    wire::{
        Access, Acknowledged, ChunkCode, ENTRIES_MAX, EntriesOutcome, Failure, FailureCode, RefusedChunk, Requester,
        ServerMessage, SignedRequest, SpaceAnswer, SpaceStatus, SpaceSync, SyncAnswer,
    },
};
use logged::{Logged, empty, grow, known_entries, read_chunks};
use naptime_domain::{id::SpaceId, time::Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// What begins every nonce that is good now.
const NONCE: [u8; 4] = *b"good";

/// A listener: a tab, and the run of it.
pub(super) type Ear = (usize, u64);

/// The server.
#[derive(Clone, Default)]
pub(super) struct Server {
    spaces: BTreeMap<SpaceId, Logged>,
    /// Chunks that were ever acknowledged: none of them may be missing in the end.
    pub(super) acknowledged: BTreeSet<(SpaceId, ChunkId)>,
    /// Who listens, and where each stands in which space.
    ears: BTreeMap<Ear, BTreeMap<SpaceId, (u32, Cursor)>>,
    nonces: u64,
    pub(super) answer_bytes: usize,
    /// Pieces of blobs, and how many a space may have.
    pieces: BTreeMap<(SpaceId, PieceName), Vec<u8>>,
    pub(super) pieces_max: Option<usize>,
    /// Requests so far, and bytes both ways.
    pub(super) requests: u64,
    pub(super) bytes_in: u64,
    pub(super) bytes_out: u64,
    /// What it does not do for speed: certificates of devices it has seen are not checked again.
    seen: BTreeSet<crate::keys::DeviceId>,
}

impl Server {
    pub(super) fn new(answer_bytes: usize) -> Self {
        Self { answer_bytes, ..Self::default() }
    }

    /// Answers a request; what listeners are to hear follows from [`Self::news`].
    pub(super) fn answer(&mut self, bytes: &[u8], ear: Option<Ear>, now: Timestamp) -> Vec<u8> {
        self.requests += 1;
        self.bytes_in += bytes.len() as u64;
        let answer = self.try_answer(bytes, ear, now).unwrap_or_else(|code| self.failure(code)).to_bytes();
        self.bytes_out += answer.len() as u64;
        answer
    }

    fn try_answer(&mut self, bytes: &[u8], ear: Option<Ear>, now: Timestamp) -> Result<ServerMessage, FailureCode> {
        let signed = SignedRequest::parse(bytes).map_err(|_| FailureCode::Malformed)?;
        if !signed.request().nonce.starts_with(&NONCE) {
            return Err(FailureCode::NonceNeeded);
        }
        let requester = signed.claimed();
        if self.seen.insert(requester.device) && signed.verify().is_err() {
            self.seen.remove(&requester.device);
            return Err(FailureCode::WrongSignature);
        }
        let request = signed.into_request();
        let mut spaces = Vec::new();
        for sync in &request.spaces {
            let (answer, position) = self.sync_space(sync, &requester, &request.nonce, now);
            if let (Some(ear), Some(position)) = (ear, position) {
                self.ears.entry(ear).or_default().insert(sync.space, position);
            }
            spaces.push(answer);
        }
        Ok(ServerMessage::Answer(SyncAnswer {
            request: request.request,
            nonce: self.nonce(),
            server_time: now,
            spaces,
        }))
    }

    fn failure(&mut self, code: FailureCode) -> ServerMessage {
        ServerMessage::Failure(Failure { code, message: format!("{code:?}"), nonce: self.nonce() })
    }

    fn nonce(&mut self) -> Vec<u8> {
        self.nonces += 1;
        [NONCE.as_slice(), &self.nonces.to_be_bytes()].concat()
    }

    fn sync_space(
        &mut self,
        sync: &SpaceSync,
        requester: &Requester,
        nonce: &[u8],
        now: Timestamp,
    ) -> (SpaceAnswer, Option<(u32, Cursor)>) {
        let mut answer = empty(sync.space, sync.cursor);
        let mut logged = match self.spaces.remove(&sync.space) {
            Some(logged) => logged,
            None if sync.append_entries.is_empty() => {
                answer.status = SpaceStatus::Unknown;
                return (answer, None);
            }
            None => Logged::new(sync.space),
        };
        let position = self.sync_logged(&mut logged, sync, requester, nonce, now, &mut answer);
        if logged.entries.is_empty() {
            answer.status = SpaceStatus::Unknown;
        } else {
            self.spaces.insert(sync.space, logged);
        }
        (answer, position)
    }

    fn sync_logged(
        &mut self,
        logged: &mut Logged,
        sync: &SpaceSync,
        requester: &Requester,
        nonce: &[u8],
        now: Timestamp,
        answer: &mut SpaceAnswer,
    ) -> Option<(u32, Cursor)> {
        answer.entries_outcome = grow(logged, requester, &sync.append_entries, now);
        self.take_chunks(logged, sync, requester, answer);
        let is_member = logged.membership.member(&requester.person).is_some();
        let is_invited = match &sync.access {
            Access::Member => false,
            Access::Invite(access) => {
                access.verify(&sync.space, nonce).is_ok()
                    && logged.membership.invite(&access.invite).is_some_and(|invite| invite.closed(Some(now)).is_none())
            }
        };
        if !is_member && !is_invited {
            answer.status = SpaceStatus::NotMember;
            return None;
        }
        let is_accepted = answer.entries_outcome == EntriesOutcome::Accepted;
        let brought = if is_accepted { sync.append_entries.len() } else { 0 };
        let known = known_entries(&logged.membership, sync.membership_sequence, sync.membership_head, brought as u32);
        answer.entries = logged.entries.iter().skip(known as usize).take(ENTRIES_MAX).cloned().collect();
        let has_entries = known + answer.entries.len() as u32;
        answer.more = has_entries < logged.membership.sequence();
        if !is_member {
            return None;
        }
        if logged.cursor_at(sync.cursor.offset) != Some(sync.cursor) {
            let server = logged.cursor_at(sync.cursor.offset).unwrap_or_else(|| logged.tip());
            answer.status = SpaceStatus::Forked { server };
            return None;
        }
        if sync.want {
            let mine = answer.acknowledged.iter().map(|known| known.chunk).collect();
            read_chunks(logged, &mine, self.answer_bytes, answer);
        }
        sync.want.then_some((has_entries, answer.cursor))
    }

    fn take_chunks(&mut self, logged: &mut Logged, sync: &SpaceSync, requester: &Requester, answer: &mut SpaceAnswer) {
        let is_member = logged.membership.member(&requester.person).is_some();
        for bytes in &sync.append {
            let id = ChunkId(<sha2::Sha256 as sha2::Digest>::digest(bytes).into());
            let code = match SealedChunk::parse(bytes) {
                _ if !is_member => Some(ChunkCode::NotAMember),
                _ if logged.offsets.contains_key(&id) => None,
                Ok(chunk) => chunk.verify(&logged.membership).err().map(|refused| refused.code()),
                Err(refused) => Some(refused.code()),
            };
            if let Some(code) = code {
                answer.refused.push(RefusedChunk { chunk: id, code });
                continue;
            }
            let offset = match logged.offsets.get(&id) {
                Some(offset) => *offset,
                None => logged.push(id, bytes.clone()),
            };
            let chain = logged.cursor_at(offset + 1).unwrap_or(Cursor::START).chain;
            answer.acknowledged.push(Acknowledged { chunk: id, offset, chain });
            self.acknowledged.insert((sync.space, id));
        }
    }

    /// What each listener but one has not heard yet.
    pub(super) fn news(&mut self, except: Option<Ear>, now: Timestamp) -> Vec<(Ear, Vec<u8>)> {
        let mut news = Vec::new();
        let nonce = self.nonce();
        for (ear, positions) in &mut self.ears {
            if Some(*ear) == except {
                continue;
            }
            let mut spaces = Vec::new();
            for (id, (entries, cursor)) in positions {
                let Some(logged) = self.spaces.get(id) else { continue };
                if logged.cursor_at(cursor.offset) != Some(*cursor) {
                    continue;
                }
                let mut answer = empty(*id, *cursor);
                answer.entries = logged.entries.iter().skip(*entries as usize).take(ENTRIES_MAX).cloned().collect();
                read_chunks(logged, &BTreeSet::new(), self.answer_bytes, &mut answer);
                if answer.entries.is_empty() && answer.chunks.is_empty() {
                    continue;
                }
                (*entries, *cursor) = (*entries + answer.entries.len() as u32, answer.cursor);
                spaces.push(answer);
            }
            if !spaces.is_empty() {
                let answer = SyncAnswer { request: 0, nonce: nonce.clone(), server_time: now, spaces };
                news.push((*ear, ServerMessage::Answer(answer).to_bytes()));
            }
        }
        news
    }

    /// A socket closed.
    pub(super) fn deafen(&mut self, ear: Ear) {
        self.ears.remove(&ear);
    }

    /// Goes back to what it was: as an operator who restores a backup. Sockets are closed.
    pub(super) fn roll_back(&mut self, backup: &Self) {
        self.spaces = backup.spaces.clone();
        self.pieces = backup.pieces.clone();
        self.ears.clear();
    }

    /// Acknowledged chunks that are not in their log.
    pub(super) fn lost_chunks(&self) -> Vec<(SpaceId, ChunkId)> {
        let is_lost = |(space, chunk): &&(SpaceId, ChunkId)| {
            !self.spaces.get(space).is_some_and(|log| log.offsets.contains_key(chunk))
        };
        self.acknowledged.iter().filter(is_lost).copied().collect()
    }

    /// Chunks of a space, in order.
    pub(super) fn chunks(&self, space: SpaceId) -> Vec<Vec<u8>> {
        self.spaces.get(&space).map_or_else(Vec::new, |log| log.chunks.iter().map(|(_, bytes)| bytes.clone()).collect())
    }

    /// Puts a chunk into a log without looking at it, as a server that helps a liar.
    pub(super) fn smuggle(&mut self, space: SpaceId, chunk: Vec<u8>) {
        let id = ChunkId(<sha2::Sha256 as sha2::Digest>::digest(&chunk).into());
        if let Some(log) = self.spaces.get_mut(&space) {
            log.push(id, chunk);
        }
    }

    /// The membership of a space as the server has it.
    pub(super) fn membership(&self, space: SpaceId) -> Option<&Membership> {
        self.spaces.get(&space).map(|log| &log.membership)
    }
}
