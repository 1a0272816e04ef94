//! Pieces of blobs between this device and the server: one question at a time, and none while words are waiting.
//!
//! What is sent is asked about first, so that an upload that was broken off goes on where it was, on any device that has the
//! blob. What is fetched is stored piece by piece, and checked as a whole when the last one is here.

use super::{
    super::{Phase, Replica, effect::Effect, sync::is_ahead, turn::Turn},
    AtServer, BlobKey, Reading,
    errands::{Errand, What},
    place,
};
use crate::{
    blob::PieceName,
    record::BlobPartRecord,
    view::Connection,
    wire::{Asked, BlobAnswer, BlobAsk, BlobOutcome, BlobRequest, Failure, FailureCode, ServerMessage},
};
use naptime_domain::{id::BlobId, time::Timestamp};
use std::collections::BTreeSet;

/// The first and the longest wait after a failure.
const BACKOFF_MS: [i64; 2] = [2_000, 300_000];
/// How long an answer may take before it counts as lost: a piece on a connection half as fast as 2G, and the way back.
const ANSWER_MS_MAX: i64 = 90_000;

/// What is under way between this device and the server.
#[derive(Default)]
pub(super) struct Carrying {
    in_flight: Option<Question>,
    requests: u32,
    failures: u32,
    retry_at: Option<Timestamp>,
    /// A piece is being read to be sent.
    is_reading: bool,
}

/// A question under way.
#[derive(Clone, Debug)]
struct Question {
    request: u32,
    at: Timestamp,
    errand: Errand,
    /// Whether it was asked again because its nonce was too old.
    had_old_nonce: bool,
}

impl Carrying {
    /// Whether something is under way.
    pub(in crate::replica) fn is_busy(&self) -> bool {
        self.in_flight.is_some() || self.is_reading
    }

    /// The server may have been put back: what it says to a question of before is not heard, and it is asked anew.
    pub(super) fn doubt(&mut self) {
        self.in_flight.take_if(|question| !matches!(question.errand.what, What::Fetch(_)));
    }

    pub(in crate::replica) fn try_now(&mut self) {
        (self.failures, self.retry_at) = (0, None);
    }

    fn back_off(&mut self, turn: &mut Turn<'_>) {
        let longest = BACKOFF_MS[1].min(BACKOFF_MS[0] << self.failures.min(16));
        let jitter = i64::from(u16::from_be_bytes(turn.random())) * longest / (2 * i64::from(u16::MAX));
        self.failures = self.failures.saturating_add(1);
        self.retry_at = Some(Timestamp(turn.now.0 + longest / 2 + jitter));
    }
}

impl Replica {
    /// Does the next thing for a blob if there is any and nothing stands against it; says when to look again.
    pub(in crate::replica) fn carry_if_due(&mut self, turn: &mut Turn<'_>) -> Option<Timestamp> {
        let now = turn.now;
        if let Some(question) = &self.blobs.carrying.in_flight {
            let lost_at = Timestamp(question.at.0 + ANSWER_MS_MAX);
            if is_ahead(lost_at, now, ANSWER_MS_MAX) {
                return Some(lost_at);
            }
            self.blob_unanswered(turn);
        }
        if !self.may_carry(now) {
            return None;
        }
        let (errand, later) = self.next_errand(now);
        let Some(Errand { key, what }) = errand else {
            self.blobs.settle();
            return later;
        };
        if let Some(retry_at) = self.blobs.carrying.retry_at.filter(|at| is_ahead(*at, now, BACKOFF_MS[1])) {
            return Some(retry_at);
        }
        match what {
            What::Send(index, _) => {
                let part = self.blobs.get(&key).and_then(|blob| blob.part(index)).copied()?;
                self.blobs.carrying.is_reading = true;
                self.read_pieces(Reading::Send { part }, vec![part.piece_key()], turn);
                None
            }
            What::Ask(_) => {
                let what = What::Ask(self.blobs.also_asked(&key));
                self.ask_of_blob(Errand { key, what }, false, turn)
            }
            What::Fetch(_) => self.ask_of_blob(Errand { key, what }, false, turn),
        }
    }

    /// Words go first, and nothing is tried while the server is not answering them. A tab that does not lead asks it nothing
    /// else: it just tries.
    fn may_carry(&self, now: Timestamp) -> bool {
        let is_awake = matches!(self.phase, Phase::Awake) && self.careful.is_none();
        let is_reached = !self.sync.is_leading() || self.sync.connection() != Connection::Offline;
        is_awake
            && is_reached
            && !self.blobs.carrying.is_reading
            && !self.blobs.attaching.is_fetching()
            && !self.sync.is_offline()
            && self.sync.in_flight.is_none()
            && self.asks_at(now).is_none_or(|at| at > now)
    }

    fn ask_of_blob(&mut self, errand: Errand, had_old_nonce: bool, turn: &mut Turn<'_>) -> Option<Timestamp> {
        let identity = self.identity.as_ref()?;
        let (space, _) = errand.key;
        let epoch_key = self.spaces.get(&space)?.key.as_ref()?;
        let name = |index| place(&errand.key, index).name(epoch_key);
        let ask = match &errand.what {
            What::Ask(also) => BlobAsk::Lacking { names: self.blobs.names_of(&errand.key, also, epoch_key) },
            What::Send(index, sealed) => BlobAsk::Put { name: name(*index), sealed: sealed.clone() },
            What::Fetch(index) => BlobAsk::Get { name: name(*index) },
        };
        self.blobs.carrying.requests = self.blobs.carrying.requests.wrapping_add(1);
        let request = self.blobs.carrying.requests;
        let asked = BlobRequest { nonce: self.sync.nonce.clone(), request, space, ask };
        turn.emit(Effect::AskBlob(asked.sign(&identity.device).to_bytes()));
        self.blobs.carrying.in_flight = Some(Question { request, at: turn.now, errand, had_old_nonce });
        Some(Timestamp(turn.now.0 + ANSWER_MS_MAX))
    }

    /// A piece was read to be sent.
    pub(super) fn send_piece(&mut self, part: &BlobPartRecord, sealed: Vec<u8>, turn: &mut Turn<'_>) {
        self.blobs.carrying.is_reading = false;
        let errand = Errand { key: (part.space, part.blob), what: What::Send(part.index, sealed) };
        self.ask_of_blob(errand, false, turn);
    }

    /// A piece that was to be sent could not be read just now.
    pub(super) fn piece_not_read(&mut self, turn: &mut Turn<'_>) {
        self.blobs.carrying.is_reading = false;
        self.blobs.carrying.back_off(turn);
    }

    /// A piece that was to be sent is not there, or damaged.
    pub(super) fn piece_not_there(&mut self, part: &BlobPartRecord, turn: &mut Turn<'_>) {
        self.blobs.carrying.is_reading = false;
        self.lose_part(part, turn);
    }

    pub(in crate::replica) fn blob_unanswered(&mut self, turn: &mut Turn<'_>) {
        if self.blobs.carrying.in_flight.take().is_some() {
            self.blobs.carrying.back_off(turn);
        }
    }

    pub(in crate::replica) fn blob_answered(&mut self, bytes: &[u8], turn: &mut Turn<'_>) {
        match ServerMessage::parse(bytes) {
            Ok(ServerMessage::Blob(answer)) => self.take_blob_answer(answer, turn),
            Ok(ServerMessage::Failure(failure)) => self.take_blob_failure(&failure, turn),
            Ok(ServerMessage::Answer(_)) | Err(_) => self.blob_unanswered(turn),
        }
    }

    fn take_blob_failure(&mut self, failure: &Failure, turn: &mut Turn<'_>) {
        self.take_nonce(&failure.nonce, turn);
        match self.blobs.carrying.in_flight.take() {
            Some(Question { errand, had_old_nonce: false, .. }) if failure.code == FailureCode::NonceNeeded => {
                self.ask_of_blob(errand, true, turn);
            }
            question => {
                self.blobs.carrying.in_flight = question;
                self.blob_unanswered(turn);
            }
        }
    }

    fn take_blob_answer(&mut self, answer: BlobAnswer, turn: &mut Turn<'_>) {
        let question = self.blobs.carrying.in_flight.take_if(|question| question.request == answer.request);
        let Some(Question { errand: Errand { key, what }, .. }) = question else { return };
        self.blobs.carrying.try_now();
        match (what, answer.outcome) {
            (What::Ask(also), BlobOutcome::Lacking { names }) => self.told_lacking(key, also, &names, turn),
            (What::Send(index, _), BlobOutcome::Kept) => {
                let Some(AtServer::Lacks(mut lacking)) = self.blobs.get(&key).map(|blob| blob.at_server.clone()) else {
                    return;
                };
                lacking.remove(&index);
                self.server_lacks(key, AtServer::Lacks(lacking), turn);
            }
            (What::Send(..), BlobOutcome::Full) => self.server_lacks(key, AtServer::IsFull, turn),
            (What::Fetch(index), BlobOutcome::Piece { sealed }) => self.take_fetched(key, index, sealed, turn),
            (What::Fetch(_), BlobOutcome::NotHere) => {
                if let Some(blob) = self.blobs.get_mut(&key) {
                    blob.pause(turn.now);
                }
            }
            // The server does not know this device, or answers something else than it was asked.
            _ => self.blobs.carrying.back_off(turn),
        }
    }

    /// Those of which something is lacking come first: they may cast doubt on what was known of others.
    fn told_lacking(&mut self, key: BlobKey, also: Vec<BlobId>, names: &[PieceName], turn: &mut Turn<'_>) {
        let Some(epoch_key) = self.spaces.get(&key.0).and_then(|space| space.key.as_ref()) else { return };
        let lacking_of = |id: BlobId| {
            let key = (key.0, id);
            let all = (0..).zip(self.blobs.get(&key)?.names(&key, epoch_key));
            let lacking: BTreeSet<u16> = all.filter(|(_, name)| names.contains(name)).map(|(index, _)| index).collect();
            Some((key, lacking))
        };
        let mut told: Vec<_> = std::iter::once(key.1).chain(also).filter_map(lacking_of).collect();
        told.sort_by_key(|(_, lacking)| lacking.is_empty());
        for (key, lacking) in told {
            self.server_lacks(key, AtServer::Lacks(lacking), turn);
        }
    }

    /// A piece that is not what it should be is refused: the server, or a member, put something else in its place.
    fn take_fetched(&mut self, key: BlobKey, index: u16, sealed: Vec<u8>, turn: &mut Turn<'_>) {
        let Some(epoch_key) = self.spaces.get(&key.0).and_then(|space| space.key.clone()) else { return };
        let known = self.blobs.get(&key).and_then(|blob| blob.length());
        match place(&key, index).open(&sealed, &epoch_key) {
            Ok(piece) if known.is_some_and(|length| length != piece.length) => self.refuse_blob(key, turn),
            Ok(piece) if known.is_none() && !self.blobs.has_room(&key.0, piece.length as usize) => {
                if let Some(blob) = self.blobs.get_mut(&key) {
                    blob.pause(turn.now);
                }
            }
            Ok(piece) => self.store_fetched(key, index, &piece, sealed, turn),
            Err(_) => self.refuse_blob(key, turn),
        }
    }
}
