//! One space of a request: what is brought is judged and stored, then what is new is read.

use super::{
    Asking, Position, Relay, SpaceFailed,
    judge::{Brought, Judged, judge},
};
use crate::{
    host::{Happened, Host},
    limits::Limits,
    refusal::Refusal,
    store::{
        Append, Appended, ChunkHash, LogStore, MembershipTip, NewChunk, Placed, Placing, Room, Row, StoreError, Tip,
    },
};
use naptime_domain::id::SpaceId;
use naptime_replica::{
    cursor::{ChunkId, Cursor, LogChain},
    membership::{Membership, MembershipHash},
    wire::{
        Access, Acknowledged, CHUNKS_MAX, ChunkCode, ENTRIES_MAX, EntriesOutcome, LoggedChunk, RefusedChunk, Requester,
        SpaceAnswer, SpaceStatus, SpaceSync,
    },
};
use std::sync::Arc;

/// How often an append is tried again because another was quicker: beyond that the client hears of a conflict.
const ATTEMPTS: u32 = 4;

/// Bytes of entries in one answer: half of what a client reads beyond the chunks.
const ENTRY_BYTES_MAX: usize = 512 * 1024;

/// What one answer still has room for.
pub(super) struct Budget {
    chunks: usize,
    entries: usize,
}

/// What a space looked like after the request's part was stored.
struct Stored {
    tip: Tip,
    judged: Judged,
    placed: Vec<Placed>,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { chunks: limits.answer_bytes_max, entries: ENTRY_BYTES_MAX }
    }
}

impl<S: LogStore, H: Host> Relay<S, H> {
    pub(super) async fn sync_space(
        &self,
        asking: &Asking,
        sync: SpaceSync,
        budget: &mut Budget,
    ) -> Result<(SpaceAnswer, Option<Position>), SpaceFailed> {
        let has_invite = match &sync.access {
            Access::Invite(access) => access.verify(&sync.space, &asking.nonce).is_ok().then_some(access.invite),
            Access::Member => None,
        };
        let mut answer = empty_answer(&sync);
        let brought = Arc::new(Brought::new(sync.append_entries, sync.append));
        let brought_entries = u32::try_from(brought.entries.len()).unwrap_or(u32::MAX);
        let Some(stored) = self.store_brought(asking, sync.space, brought).await? else {
            answer.status = SpaceStatus::Unknown;
            return Ok((answer, None));
        };
        let Stored { tip, judged, placed } = stored;
        answer.entries_outcome = judged.outcome;
        answer.acknowledged = placed.iter().map(acknowledged).collect();
        answer.refused = judged.refused;
        let membership = judged.membership;
        let is_member = membership.member(&asking.requester.person).is_some();
        let invited = has_invite.and_then(|key| membership.invite(&key));
        if !is_member && invited.is_none_or(|invite| invite.closed(Some(asking.now)).is_some()) {
            answer.status = SpaceStatus::NotMember;
            return Ok((answer, None));
        }
        let brought_entries = if judged.outcome == EntriesOutcome::Accepted { brought_entries } else { 0 };
        let known = known_entries(&membership, sync.membership_sequence, sync.membership_head, brought_entries);
        let has_entries = self.read_entries(&mut answer, tip.membership, known, budget).await?;
        if !is_member {
            return Ok((answer, None));
        }
        if self.store.chain_at(sync.space, sync.cursor.offset).await? != Some(sync.cursor.chain.0) {
            answer.status =
                SpaceStatus::Forked { server: self.server_cursor(sync.space, &tip, sync.cursor.offset).await? };
            return Ok((answer, None));
        }
        if sync.want {
            let mine = placed.iter().map(|placed| placed.id).collect();
            self.read_chunks(&mut answer, mine, budget).await?;
        }
        let position = Position { entries: has_entries, cursor: answer.cursor };
        Ok((answer, sync.want.then_some(position)))
    }

    pub(super) async fn read_news(
        &self,
        requester: &Requester,
        space: SpaceId,
        position: Position,
    ) -> Result<Option<(SpaceAnswer, Position)>, StoreError> {
        let Some(tip) = self.store.tip(space).await? else { return Ok(None) };
        let membership = self.membership(space, tip.membership).await?;
        if membership.member(&requester.person).is_none() {
            return Ok(None);
        }
        let (mut answer, mut budget) = (answer_at(space, position.cursor), Budget::new(&self.limits));
        let entries = self.read_entries(&mut answer, tip.membership, position.entries, &mut budget).await?;
        self.read_chunks(&mut answer, Vec::new(), &mut budget).await?;
        let now_at = Position { entries, cursor: answer.cursor };
        Ok((now_at != position).then_some((answer, now_at)))
    }

    /// Judges and stores what was brought, again if the membership moved meanwhile; `None` if there is no such space.
    async fn store_brought(
        &self,
        asking: &Asking,
        space: SpaceId,
        brought: Arc<Brought>,
    ) -> Result<Option<Stored>, SpaceFailed> {
        let ids: Vec<ChunkHash> = brought.chunks.iter().map(|(id, _)| *id).collect();
        for _ in 0..ATTEMPTS {
            let tip = self.store.tip(space).await?;
            if tip.is_none() {
                if brought.entries.is_empty() {
                    return Ok(None);
                }
                let admitted = self.new_spaces.take(asking.address, asking.now);
                admitted.map_err(|after| SpaceFailed::Refused(Refusal::TooOften(after)))?;
                if self.store.free_bytes().is_some_and(|free| free < self.limits.free_bytes_min) {
                    return Err(SpaceFailed::Refused(Refusal::Disk));
                }
            }
            let tip = tip.unwrap_or_default();
            let membership = self.membership(space, tip.membership).await?;
            let known: Vec<ChunkHash> =
                self.store.placed(space, ids.clone()).await?.iter().map(|placed| placed.id).collect();
            let (judging, who, now) = (Arc::clone(&brought), asking.requester, asking.now);
            let judged = self.host.aside(move || judge(&membership, &who, &judging, &known, now)).await;
            let mut judged = judged.ok_or(SpaceFailed::Refused(Refusal::Internal))?;
            if let Some(stored) = self.append(space, tip, &mut judged).await? {
                let (tip, placed) = stored;
                // Nothing was there and nothing was let in.
                let is_there = tip.membership.count > 0 || judged.outcome != EntriesOutcome::Accepted;
                return Ok(is_there.then_some(Stored { tip, judged, placed }));
            }
        }
        Err(SpaceFailed::Refused(Refusal::Busy))
    }

    /// `None` if the membership is no longer what it was judged by.
    async fn append(
        &self,
        space: SpaceId,
        tip: Tip,
        judged: &mut Judged,
    ) -> Result<Option<(Tip, Vec<Placed>)>, SpaceFailed> {
        if judged.entries.is_empty() && judged.chunks.is_empty() {
            return Ok(Some((tip, Vec::new())));
        }
        let mut append = Append {
            space,
            expected: tip.membership,
            entries: judged.entries.clone(),
            chunks: std::mem::take(&mut judged.chunks),
            space_bytes_max: self.limits.space_bytes_max,
        };
        let mut appended = self.store.append(append.clone()).await?;
        if appended == Appended::Full {
            // What is in the log already can still be acknowledged.
            let known = self.store.placed(space, append.chunks.iter().map(|chunk| chunk.id).collect()).await?;
            let (known, new) = append.chunks.into_iter().partition(|chunk| known.iter().any(|at| at.id == chunk.id));
            append.chunks = known;
            judged.refused.extend(new.iter().map(space_full));
            appended = self.store.append(append).await?;
        }
        let Appended::Done { tip, placed } = appended else { return Ok(None) };
        self.memberships.keep(Arc::clone(&judged.membership));
        let added = placed.iter().filter(|placed| placed.placing == Placing::Added).count();
        self.host.hear(&Happened::ChunksIn(added));
        self.host.hear(&Happened::EntriesIn(judged.entries.len()));
        if added > 0 || !judged.entries.is_empty() {
            self.hub.ring(space);
        }
        Ok(Some((tip, placed)))
    }

    /// Reads entries behind the first `known`; returns how many the device has then.
    async fn read_entries(
        &self,
        answer: &mut SpaceAnswer,
        tip: MembershipTip,
        known: u32,
        budget: &mut Budget,
    ) -> Result<u32, StoreError> {
        if known >= tip.count {
            return Ok(known);
        }
        if budget.entries > 0 {
            let room = Room { bytes: budget.entries, count: ENTRIES_MAX };
            answer.entries = self.store.entries(answer.space, known, room).await?;
            let bytes: usize = answer.entries.iter().map(Vec::len).sum();
            budget.entries = budget.entries.saturating_sub(bytes);
        }
        let has = known.saturating_add(u32::try_from(answer.entries.len()).unwrap_or(u32::MAX));
        answer.more |= has < tip.count;
        Ok(has)
    }

    async fn read_chunks(
        &self,
        answer: &mut SpaceAnswer,
        except: Vec<ChunkHash>,
        budget: &mut Budget,
    ) -> Result<(), StoreError> {
        let room = Room { bytes: budget.chunks, count: CHUNKS_MAX };
        if room.bytes == 0 {
            let tip = self.store.tip(answer.space).await?;
            answer.more |= tip.is_some_and(|tip| tip.offset > answer.cursor.offset);
            return Ok(());
        }
        let page = self.store.chunks(answer.space, answer.cursor.offset, room, except).await?;
        let bytes: usize = page.rows.iter().map(|row| row.bytes.len()).sum();
        budget.chunks = budget.chunks.saturating_sub(bytes);
        if let Some((offset, chain)) = page.end {
            answer.cursor = Cursor { offset, chain: LogChain(chain) };
        }
        answer.more |= page.more;
        self.host.hear(&Happened::ChunksOut(page.rows.len()));
        // The store counts from 1, the wire says how many lie before.
        let logged = |row: Row| LoggedChunk { offset: row.offset.saturating_sub(1), bytes: row.bytes };
        answer.chunks = page.rows.into_iter().map(logged).collect();
        Ok(())
    }

    async fn server_cursor(&self, space: SpaceId, tip: &Tip, offset: u64) -> Result<Cursor, StoreError> {
        if offset >= tip.offset {
            return Ok(Cursor { offset: tip.offset, chain: LogChain(tip.chain) });
        }
        let chain = self.store.chain_at(space, offset).await?;
        Ok(chain.map_or(Cursor::START, |chain| Cursor { offset, chain: LogChain(chain) }))
    }
}

/// How many of the log's entries the device has, as far as they are the same.
///
/// A device that has other entries, or more, gets the one that shows it: the last it could have in common.
fn known_entries(membership: &Membership, sequence: u32, head: MembershipHash, brought: u32) -> u32 {
    let count = membership.sequence();
    let is_ours = if sequence == 0 { head == MembershipHash::START } else { membership.knows(&head) };
    if is_ours && sequence <= count {
        sequence.saturating_add(brought).min(count)
    } else {
        sequence.min(count).saturating_sub(1)
    }
}

fn empty_answer(sync: &SpaceSync) -> SpaceAnswer {
    answer_at(sync.space, sync.cursor)
}

fn answer_at(space: SpaceId, cursor: Cursor) -> SpaceAnswer {
    SpaceAnswer {
        space,
        status: SpaceStatus::Ok,
        entries: Vec::new(),
        entries_outcome: EntriesOutcome::Accepted,
        acknowledged: Vec::new(),
        refused: Vec::new(),
        chunks: Vec::new(),
        cursor,
        more: false,
    }
}

fn acknowledged(placed: &Placed) -> Acknowledged {
    let chain = LogChain(placed.chain);
    Acknowledged { chunk: ChunkId(placed.id), offset: placed.offset.saturating_sub(1), chain }
}

fn space_full(chunk: &NewChunk) -> RefusedChunk {
    RefusedChunk { chunk: ChunkId(chunk.id), code: ChunkCode::SpaceFull }
}
