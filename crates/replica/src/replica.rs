//! One device's copy: everything that happens goes in by [`Replica::handle`], everything to be done comes out of it.
//!
//! Synchronous, without IO, clock or randomness of its own. From the learner inwards:
//! * `learning`, `working`, `commands`, `groups`, `join`, `identity` and `files` are what she does; `text`, `boxes`, `burst` and
//!   `receipts` what she types;
//!   `reading` and `views` what she sees;
//! * `documents` and `submissions` are what this device holds, `changing` how it changes; `space`, `entries`, `log`, `shares`
//!   and `outbox` are what it shares;
//! * `storage` keeps the order of writes; `startup`, `careful` and `recovery` read them back;
//! * `sync` decides when to ask the server and `request` what; `answer`, `acknowledgement`, `arrival` and `admission` what to
//!   believe of what comes;
//! * `blobs` are photos and files, apart from all that;
//! * `settling` does what follows from all that.

mod acknowledgement;
mod admission;
mod answer;
mod arrival;
mod blobs;
mod boxes;
mod burst;
mod careful;
mod changing;
mod commands;
mod diagnosis;
mod documents;
mod effect;
mod entries;
mod files;
mod groups;
mod holding;
mod identity;
mod input;
mod join;
mod learning;
mod log;
mod outbox;
mod reading;
mod receipts;
mod recovery;
mod request;
mod settling;
mod shares;
mod space;
mod startup;
mod storage;
mod submissions;
mod sync;
#[cfg(test)]
mod tests;
mod text;
mod turn;
mod views;
mod working;

pub use effect::Effect;
pub use input::{BoxId, Found, Input, LastRun, NotPersisted, RequestId, SendFailed, SessionId, WriterId};

use crate::{
    command::{Refusal, Reply},
    cursor::ChunkId,
};
use arrival::Arrivals;
use blobs::Blobs;
use boxes::Boxes;
use careful::Careful;
use documents::Documents;
use holding::hold;
use identity::Identity;
use join::Joining;
use naptime_domain::{
    id::{ChangeHash, DocumentId, SpaceId},
    time::Timestamp,
};
use rand_core::CryptoRng;
use receipts::Receipts;
use recovery::Recovery;
use space::Space;
use std::collections::{BTreeMap, BTreeSet};
use storage::{Promise, Storage};
use submissions::Submissions;
use sync::Sync;
use turn::Turn;
use views::Views;

/// One device's copy of what she and her groups write.
pub struct Replica {
    writer: WriterId,
    version: String,
    phase: Phase,
    identity: Option<Identity>,
    spaces: BTreeMap<SpaceId, Space>,
    documents: Documents,
    submissions: Submissions,
    /// The fragments of invitations made here, by their public keys.
    invitations: BTreeMap<[u8; 32], String>,
    boxes: Boxes,
    storage: Storage,
    sync: Sync,
    arrivals: Arrivals,
    joining: Option<Joining>,
    /// What a start after a trap has yet to take.
    careful: Option<Careful>,
    recovery: Recovery,
    blobs: Blobs,
    views: Views,
    /// Records and items that could not be read or applied.
    set_aside: BTreeSet<[u8; 32]>,
    /// Chunks that killed an engine of this version: they are not applied again.
    condemned: BTreeSet<ChunkId>,
    /// Records of a newer version are here: they are kept and not touched.
    has_newer_data: bool,
    /// The learner's own document is another: it may list spaces that are not here.
    learner_changed: bool,
    journal_seq: u64,
    receipts: Receipts,
    chunk_counter: u64,
    wake_at: Option<Timestamp>,
}

enum Phase {
    /// Nothing has been read yet.
    Asleep {
        held: Vec<Input>,
    },
    /// The records were read; chunks are being taken carefully, or a dead engine's journal is being taken over.
    Recovering {
        held: Vec<Input>,
    },
    Awake,
}

impl Replica {
    /// A replica that knows nothing yet. The writer is random, and never used twice.
    pub fn new(writer: WriterId) -> Self {
        Self {
            writer,
            version: String::new(),
            phase: Phase::Asleep { held: Vec::new() },
            identity: None,
            spaces: BTreeMap::new(),
            documents: Documents::default(),
            submissions: Submissions::default(),
            invitations: BTreeMap::new(),
            boxes: Boxes::default(),
            storage: Storage::default(),
            sync: Sync::default(),
            arrivals: Arrivals::default(),
            joining: None,
            careful: None,
            recovery: Recovery::default(),
            blobs: Blobs::default(),
            views: Views::default(),
            set_aside: BTreeSet::new(),
            condemned: BTreeSet::new(),
            has_newer_data: false,
            learner_changed: false,
            journal_seq: 0,
            receipts: Receipts::default(),
            chunk_counter: 0,
            wake_at: None,
        }
    }

    /// Takes one thing that happened; says what is to be done about it.
    pub fn handle(&mut self, input: Input, now: Timestamp, rng: &mut dyn CryptoRng) -> Vec<Effect> {
        let mut turn = Turn::new(now, rng);
        self.take(input, &mut turn);
        self.settle(&mut turn);
        turn.effects
    }

    /// The newest changes of every document: equal on two devices that have seen the same.
    pub fn heads(&mut self) -> BTreeMap<DocumentId, Vec<ChangeHash>> {
        self.documents.heads()
    }

    /// Whether nothing is under way and nothing waits: all is stored, sent and taken.
    pub fn is_idle(&self, now: Timestamp) -> bool {
        !self.storage.is_busy()
            && self.sync.in_flight.is_none()
            && !self.arrivals.is_busy()
            && !self.has_something_to_ask()
            && self.documents.in_burst().is_empty()
            && !self.has_errand(now)
    }

    /// Whether this device keeps a chunk of a space's log.
    pub fn holds_chunk(&self, space: &SpaceId, chunk: &ChunkId) -> bool {
        self.spaces.get(space).is_some_and(|space| space.log.is_known(chunk))
    }

    /// How many bytes of a space's opened chunks this device holds.
    pub fn held_bytes(&self, space: &SpaceId) -> usize {
        self.spaces.get(space).map_or(0, |space| space.shares.total())
    }

    /// What a topic shows now, watched or not.
    pub fn look(&mut self, topic: &crate::view::Topic, now: Timestamp) -> crate::view::View {
        self.view(topic, now)
    }

    fn take(&mut self, input: Input, turn: &mut Turn<'_>) {
        match &mut self.phase {
            Phase::Asleep { held } => match input {
                Input::Started { records, dead_writers, last_run, version } => {
                    self.start(records, &dead_writers, last_run, version, turn)
                }
                other => hold(held, other, turn),
            },
            Phase::Recovering { held } => match input {
                Input::Persisted { .. } | Input::NotPersisted { .. } | Input::Tick => self.react(input, turn),
                other => hold(held, other, turn),
            },
            Phase::Awake => self.react(input, turn),
        }
    }

    /// The records are read and nothing is left of dead engines: screens may ask.
    fn wake(&mut self, turn: &mut Turn<'_>) {
        let held = match &mut self.phase {
            Phase::Asleep { held } | Phase::Recovering { held } => std::mem::take(held),
            Phase::Awake => return,
        };
        self.phase = Phase::Awake;
        turn.emit(Effect::Ready);
        self.views.everything_changed();
        self.tell_views(turn);
        for input in held {
            self.react(input, turn);
        }
    }

    fn react(&mut self, input: Input, turn: &mut Turn<'_>) {
        match input {
            Input::Started { .. } => {}
            Input::Run { request, command } => self.run(request, command, turn),
            Input::Watch(topic) => self.watch(topic),
            Input::Unwatch(topic) => self.unwatch(&topic),
            Input::OpenText { id, target, resumes } => self.open_text(id, &target, resumes, turn),
            Input::EditText { id, edit } => self.edit_text(id, edit, turn),
            Input::SeenText { id, seen } => self.seen_text(id, seen, turn),
            Input::BlurText(id) => self.blur_text(id, turn),
            Input::HeardText { id, seq } => self.heard_text(id, seq),
            Input::CloseText(id) => self.drop_text(id, turn),
            // Whoever set the clock may have been wrong: what is due is looked up anew.
            Input::Tick => self.wake_at = None,
            Input::Hidden
            | Input::Shown
            | Input::NetworkUp
            | Input::NetworkDown
            | Input::SyncNow
            | Input::Leading
            | Input::Following
            | Input::LiveOpened
            | Input::LiveClosed => self.surroundings_changed(&input, turn),
            Input::Persisted { batch } => self.persisted(batch, turn),
            Input::NotPersisted { batch, why } => self.not_persisted(batch, why, turn),
            Input::Answered(bytes) => self.answered(&bytes, turn),
            Input::SendFailed(why) => self.send_failed(why, turn),
            Input::BlobAnswered(bytes) => self.blob_answered(&bytes, turn),
            Input::BlobUnanswered => self.blob_unanswered(turn),
            Input::PiecesRead { read, found } => self.pieces_read(read, found, turn),
            Input::LookAtBlob { request, whose, blob, look } => self.look_at_blob(request, whose, blob, look, turn),
            Input::StoredElsewhere(records) => self.stored_elsewhere(records, turn),
            Input::Export(request) => self.export(request, turn),
            Input::Import { request, file, words } => self.import(request, &file, words.as_deref(), turn),
            Input::Words(request) => turn.emit(Effect::Words { request, words: self.words() }),
            Input::Diagnose(request) => {
                let text = self.diagnosis(turn.now);
                turn.emit(Effect::Diagnosed { request, text });
            }
        }
    }
}

/// A refusal at once; anything else once it is stored.
fn answer(request: RequestId, outcome: Result<Reply, Refusal>, turn: &mut Turn<'_>) {
    match outcome {
        Ok(reply) => turn.promise(Promise { request, reply }),
        Err(refusal) => turn.emit(Effect::Done { request, outcome: Err(refusal) }),
    }
}
