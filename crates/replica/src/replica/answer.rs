//! What the server said: its entries, its acknowledgements and refusals; its chunks go on to `arrival`.

use super::{
    Replica,
    arrival::{Answered, Arrival},
    entries::Sequenced,
    input::SendFailed,
    join::Joining,
    request::Sent,
    space::Planned,
    turn::Turn,
};
use crate::{
    Malformed,
    cursor::Cursor,
    membership::MembershipRefused,
    record::Record,
    view::Attention,
    wire::{EntriesOutcome, EntryCode, Failure, FailureCode, ServerMessage, SpaceAnswer, SpaceStatus, SyncAnswer},
};
use naptime_domain::id::SpaceId;

/// How old a stored nonce may be before a newer one is stored: they are good for 90 days.
const NONCE_STORED_MS: i64 = 7 * 24 * 3_600_000;

impl Replica {
    pub(super) fn answered(&mut self, bytes: &[u8], turn: &mut Turn<'_>) {
        match ServerMessage::parse(bytes) {
            Ok(ServerMessage::Answer(answer)) => self.take_answer(answer, turn),
            Ok(ServerMessage::Failure(failure)) => self.take_failure(&failure, turn),
            // A café's login page, say.
            Ok(ServerMessage::Blob(_)) | Err(_) => self.send_failed(SendFailed::Unreachable, turn),
        }
    }

    fn take_failure(&mut self, failure: &Failure, turn: &mut Turn<'_>) {
        self.take_nonce(&failure.nonce, turn);
        let Some(sent) = &self.sync.in_flight else { return };
        match failure.code {
            FailureCode::NonceNeeded if !sent.had_old_nonce && !failure.nonce.is_empty() => {
                let stale = sent.spaces.clone();
                self.sync.in_flight = None;
                self.mark_stale(&stale);
                self.send_request(turn);
                if let Some(sent) = &mut self.sync.in_flight {
                    sent.had_old_nonce = true;
                }
            }
            FailureCode::NonceNeeded | FailureCode::TooOften | FailureCode::Busy | FailureCode::Internal => {
                self.send_failed(SendFailed::Unreachable, turn)
            }
            FailureCode::Malformed
            | FailureCode::Newer
            | FailureCode::WrongSignature
            | FailureCode::TooLong
            | FailureCode::ForeignOrigin
            | FailureCode::Other(_) => self.send_failed(SendFailed::Refused(400), turn),
        }
    }

    pub(super) fn mark_stale(&mut self, spaces: &[SpaceId]) {
        for id in spaces {
            if let Some(space) = self.spaces.get_mut(id) {
                space.is_stale = true;
            }
        }
    }

    pub(super) fn take_nonce(&mut self, nonce: &[u8], turn: &mut Turn<'_>) {
        if nonce.is_empty() || nonce == self.sync.nonce {
            return;
        }
        let stored = |nonce: &[u8]| Record::ServerNonce { nonce: nonce.to_vec() }.to_stored();
        let is_due = self.sync.nonce_stored_at.is_none_or(|at| turn.now.0 - at.0 > NONCE_STORED_MS || turn.now < at);
        if is_due {
            if let Some(old) = self.sync.stored_nonce.take() {
                turn.delete(stored(&old).key);
            }
            turn.put(stored(nonce));
            self.sync.stored_nonce = Some(nonce.to_vec());
            self.sync.nonce_stored_at = Some(turn.now);
        }
        self.sync.nonce = nonce.to_vec();
    }

    fn take_answer(&mut self, answer: SyncAnswer, turn: &mut Turn<'_>) {
        self.take_nonce(&answer.nonce, turn);
        let sent = self.sync.in_flight.take_if(|sent| sent.request == answer.request);
        if sent.is_some() {
            self.sync.clock_ahead_ms = answer.server_time.0.saturating_sub(turn.now.0);
            self.sync.succeeded();
            self.sync.end_round(turn);
            if self.sync.attention == Some(Attention::Refused) {
                self.sync.attention = None;
            }
        }
        let is_left_out = |joining: &Joining| answer.spaces.iter().all(|space| space.space != joining.space());
        if sent.as_ref().is_some_and(|sent| sent.is_joining) && self.joining.as_ref().is_some_and(is_left_out) {
            // Damaged there, too: it would be asked for without end.
            self.join_unreachable(turn);
        }
        let asked = sent.iter().flat_map(|sent| &sent.spaces);
        for left_out in asked.filter(|id| answer.spaces.iter().all(|space| space.space != **id)) {
            // Damaged there: asked again at once, it would be left out again.
            if let Some(space) = self.spaces.get_mut(left_out) {
                space.pause(turn.now);
            }
        }
        self.arrivals.answered(Answered { spaces: answer.spaces, sent });
    }

    /// Takes what one space's answer says besides its chunks, and returns those in the order of the log.
    pub(super) fn take_space(&mut self, answer: SpaceAnswer, sent: Option<&Sent>, turn: &mut Turn<'_>) -> Vec<Arrival> {
        let id = answer.space;
        if self.joining.as_ref().is_some_and(|joining| joining.space() == id)
            && sent.is_some_and(|sent| sent.is_joining)
        {
            self.join_answered(&answer, turn);
            return Vec::new();
        }
        if !self.spaces.contains_key(&id) {
            return Vec::new();
        }
        if !self.take_membership(&answer, sent, turn) {
            return Vec::new();
        }
        match answer.status {
            SpaceStatus::Ok => self.resume(id),
            SpaceStatus::Unknown => {
                self.space_unknown(id, turn);
                return Vec::new();
            }
            SpaceStatus::NotMember => {
                self.space_closed(id, &answer, turn);
                return Vec::new();
            }
            SpaceStatus::Forked { server } => {
                self.space_forked(id, &server, turn);
                return Vec::new();
            }
        }
        for refused in &answer.refused {
            self.chunk_refused(id, refused, turn);
        }
        let arrivals = self.in_order(&answer, sent.is_some(), turn);
        if let Some(space) = self.spaces.get_mut(&id) {
            if sent.is_some() && !answer.more {
                let told = answer.acknowledged.iter().map(|known| known.offset);
                let last = told.chain(answer.chunks.iter().map(|chunk| chunk.offset)).max();
                space.log.ends_at(last.map_or(0, |last| last.saturating_add(1)));
            }
            space.is_caught_up = !answer.more;
            space.is_stale |= answer.more;
        }
        arrivals
    }

    /// Takes the membership's part; `false` if nothing else of the answer can be believed.
    fn take_membership(&mut self, answer: &SpaceAnswer, sent: Option<&Sent>, turn: &mut Turn<'_>) -> bool {
        let id = answer.space;
        let planned = sent.and_then(|sent| sent.entries.get(&id)).map_or(&[][..], Vec::as_slice);
        let was_sent = sent.is_some();
        if was_sent && answer.entries_outcome == EntriesOutcome::Accepted && answer.status == SpaceStatus::Ok {
            self.entries_accepted(id, planned, turn);
        }
        let sequenced = self.take_entries(id, &answer.entries, turn);
        let Some(space) = self.spaces.get_mut(&id) else { return false };
        match sequenced {
            Sequenced::Taken => {}
            Sequenced::ServerLacks { from } => {
                space.server_sequence = Some(from);
                space.is_stale = true;
                return true;
            }
            Sequenced::OtherHistory => {
                self.sync.attention = Some(Attention::ServerForked);
                space.halt();
                return false;
            }
            Sequenced::Bad(refused) => {
                self.membership_refused(id, refused);
                return false;
            }
        }
        match answer.entries_outcome {
            EntriesOutcome::Accepted => {
                if was_sent && answer.status == SpaceStatus::Ok {
                    self.server_has_entries(id);
                }
            }
            EntriesOutcome::Conflict => self.mark_stale(&[id]),
            EntriesOutcome::Refused(code) => self.entries_refused(id, code, turn),
        }
        true
    }

    /// Part by part the server gets back what it lost of the membership.
    fn server_has_entries(&mut self, id: SpaceId) {
        let Some(space) = self.spaces.get_mut(&id) else { return };
        if let Some(from) = space.server_sequence.take() {
            let known = space.membership().sequence();
            let now_has = from.saturating_add(u32::try_from(crate::wire::ENTRIES_MAX).unwrap_or(u32::MAX));
            space.server_sequence = (now_has < known).then_some(now_has);
            space.is_stale = true;
        }
    }

    fn membership_refused(&mut self, id: SpaceId, refused: MembershipRefused) {
        if let MembershipRefused::Malformed(Malformed::Newer) = refused {
            self.sync.attention = Some(Attention::UpdateNeeded);
        }
        if let Some(space) = self.spaces.get_mut(&id) {
            space.halt();
        }
    }

    /// What was planned breaks a rule that this version does not know, or came too late: it is given up, and that is said.
    fn entries_refused(&mut self, id: SpaceId, code: EntryCode, turn: &mut Turn<'_>) {
        self.mark_stale(&[id]);
        self.sync.back_off(turn);
        if let EntryCode::NotNext | EntryCode::AlreadyThere = code {
            return;
        }
        self.sync.attention = Some(Attention::Refused);
        if let Some(space) = self.spaces.get_mut(&id) {
            match space.planned().iter().any(Planned::is_creation) {
                true => space.halt(),
                false => self.give_up_plans(id, turn),
            }
        }
    }

    fn resume(&mut self, id: SpaceId) {
        if let Some(space) = self.spaces.get_mut(&id) {
            space.resume();
        }
    }

    /// The server knows nothing of the space: it gets all of it, or the personal one begins afresh.
    fn space_unknown(&mut self, id: SpaceId, turn: &mut Turn<'_>) {
        let is_personal = self.personal_space() == Some(id);
        self.doubt_blobs(id, turn);
        let Some(space) = self.spaces.get_mut(&id) else { return };
        if space.membership().sequence() > 0 {
            space.server_sequence = Some(0);
            space.log.rewind(&Cursor::START);
            space.is_caught_up = true;
            self.sync.attention = Some(Attention::ServerForked);
        } else if is_personal && space.planned().is_empty() {
            self.create_personal(turn);
        } else if space.planned().is_empty() {
            // A group that the server has lost, or that its maker has not brought there yet.
            space.pause(turn.now);
        }
    }

    /// The server says that this device is not in the space: it lost that entry, or the device has yet to be added.
    fn space_closed(&mut self, id: SpaceId, answer: &SpaceAnswer, turn: &mut Turn<'_>) {
        let Some(space) = self.spaces.get_mut(&id) else { return };
        let is_new_to_server = space.sendable_entries(&self.storage).next().is_some() && !answer.entries.is_empty();
        if is_new_to_server {
            space.is_stale = true;
        } else if space.membership().sequence() > 0 && space.server_sequence.is_none() {
            space.server_sequence = Some(0);
            space.is_stale = true;
        } else {
            space.pause(turn.now);
        }
    }

    /// The server was rolled back, or lies: what it lacks is sent again, nothing here is deleted.
    fn space_forked(&mut self, id: SpaceId, server: &Cursor, turn: &mut Turn<'_>) {
        self.doubt_blobs(id, turn);
        let Some(space) = self.spaces.get_mut(&id) else { return };
        space.log.rewind(server);
        space.is_stale = true;
        space.is_caught_up = false;
        self.sync.attention = Some(Attention::ServerForked);
    }
}
