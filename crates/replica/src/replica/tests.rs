//! What only shows from inside a replica: marks, what was asked, and what one knows of a group from two sides.

mod answers;
mod limits;
mod starts;

use super::{
    Effect, Found, Input, LastRun, Replica, SendFailed,
    log::{BYTES_MAX, TAKEN_BYTES_MAX},
    outbox::Thing,
    space::Space,
    storage::Mark,
    turn::Turn,
};
use crate::{
    command::{Command, Refusal, Reply, TextTarget, WorkId},
    cursor::{ChunkId, Cursor},
    record::{Batch, Class, StoredRecord},
    view::{Attention, SyncState},
    wire::{ChunkCode, EntriesOutcome, LoggedChunk, RefusedChunk, ServerMessage, SpaceAnswer, SpaceStatus, SyncAnswer},
};
use naptime_domain::{
    id::{ChallengeId, SpaceId, SubmissionId},
    text::{TextDelta, session::Outgoing},
    time::Timestamp,
};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const NOON: Timestamp = Timestamp(1_790_000_000_000);

/// A replica whose storage does at once what it is asked.
struct Device {
    replica: Replica,
    rng: ChaCha8Rng,
    disk: BTreeMap<Vec<u8>, StoredRecord>,
    batches: Vec<Batch>,
    replies: Vec<Reply>,
    refusals: Vec<Refusal>,
    files: Vec<(Option<Vec<u8>>, u32)>,
    sent: usize,
}

impl Device {
    fn begun(seed: u64) -> Self {
        let mut device = Self {
            replica: Replica::new([1; 8]),
            rng: ChaCha8Rng::seed_from_u64(seed),
            disk: BTreeMap::new(),
            batches: Vec::new(),
            replies: Vec::new(),
            refusals: Vec::new(),
            files: Vec::new(),
            sent: 0,
        };
        device.input(Input::Started {
            records: Vec::new(),
            dead_writers: Vec::new(),
            last_run: LastRun::Ended,
            version: String::new(),
        });
        device.run(Command::Begin { name: "Ana".into() });
        device
    }

    fn input(&mut self, input: Input) {
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            for effect in self.replica.handle(input, NOON, &mut self.rng) {
                match effect {
                    Effect::Persist { batch, records } => {
                        self.disk.extend(records.put.iter().map(|record| (record.key.clone(), record.clone())));
                        records.delete.iter().for_each(|key| drop(self.disk.remove(key)));
                        self.batches.push(records);
                        inputs.push(Input::Persisted { batch });
                    }
                    Effect::Done { outcome: Ok(reply), .. } => self.replies.push(reply),
                    Effect::Done { outcome: Err(refusal), .. } => self.refusals.push(refusal),
                    Effect::Exported { file, left_out, .. } => self.files.push((file, left_out.groups)),
                    Effect::Send(_) => self.sent += 1,
                    _ => {}
                }
            }
        }
    }

    fn run(&mut self, command: Command) -> Reply {
        self.input(Input::Run { request: 1, command });
        assert_eq!(self.refusals, []);
        self.replies.pop().unwrap()
    }

    /// The server says the same of every space it was asked for.
    fn answer_all(&mut self, say: impl Fn(&mut SpaceAnswer)) {
        let sent = self.replica.sync.in_flight.clone().unwrap();
        let spaces = sent.spaces.iter().map(|id| {
            let mut answer = answer(*id);
            say(&mut answer);
            answer
        });
        let spaces = spaces.collect();
        let answer = SyncAnswer { request: sent.request, nonce: vec![1], server_time: NOON, spaces };
        self.input(Input::Answered(ServerMessage::Answer(answer).to_bytes()));
    }
}

fn answer(space: SpaceId) -> SpaceAnswer {
    SpaceAnswer {
        space,
        status: SpaceStatus::Ok,
        entries: Vec::new(),
        entries_outcome: EntriesOutcome::Accepted,
        acknowledged: Vec::new(),
        refused: Vec::new(),
        chunks: Vec::new(),
        cursor: Cursor::START,
        more: false,
    }
}

#[test]
fn a_server_that_leads_in_circles_is_not_asked_without_end() {
    for say in [
        (|answer| answer.more = true) as fn(&mut SpaceAnswer),
        |answer| answer.status = SpaceStatus::Forked { server: Cursor::START },
        |answer| answer.status = SpaceStatus::Unknown,
    ] {
        let mut device = Device::begun(1);
        device.input(Input::Leading);
        for _ in 0..1_000 {
            if device.replica.sync.in_flight.is_some() {
                device.answer_all(say);
            }
        }
        assert!(device.replica.sync.in_flight.is_none(), "asked {} times within a moment", device.sent);
        assert!(device.sent <= 65, "asked {} times within a moment", device.sent);
    }
}

#[test]
fn a_letter_is_told_as_stored_by_its_box_and_nothing_else_is_told() {
    let mut device = Device::begun(3);
    let challenge = ChallengeId::new("first").unwrap();
    device.run(Command::StartChallenge { challenge: challenge.clone(), edition: None });
    device.input(Input::OpenText {
        id: 1,
        target: TextTarget::WorkDraft { work: WorkId::hers(challenge) },
        resumes: None,
    });
    let letter = |seq| Input::EditText {
        id: 1,
        edit: Outgoing { seq, base_revision: 0, delta: TextDelta::splice(seq - 1, 0, "a") },
    };
    device.input(letter(1));
    let (replica, rng) = (&mut device.replica, &mut device.rng);
    let typed = replica.handle(letter(2), NOON, rng);
    let [Effect::Persist { batch, .. }] = typed.as_slice() else { panic!("{typed:?}") };
    let stored = replica.handle(Input::Persisted { batch: *batch }, NOON, rng);
    let [Effect::TextAcknowledged { .. }, Effect::TextSaved { seq: 2, .. }] = stored.as_slice() else {
        panic!("{stored:?}")
    };
}

#[test]
fn a_stray_waits_while_the_server_gets_the_membership_back() {
    let mut device = Device::begun(2);
    let (replica, mut turn) = (&mut device.replica, Turn::new(NOON, &mut device.rng));
    let (id, stray) = (SpaceId([9; 16]), ChunkId([8; 32]));
    let mut space = Space::new(id);
    space.log.place(stray, vec![1], Cursor { offset: 5, ..Cursor::START });
    space.server_sequence = Some(256);
    replica.spaces.insert(id, space);
    let refused = RefusedChunk { chunk: stray, code: ChunkCode::UnknownMembership };
    replica.chunk_refused(id, &refused, &mut turn);
    assert_eq!(replica.spaces[&id].log.strays().count(), 1);
    replica.spaces.get_mut(&id).unwrap().server_sequence = None;
    replica.chunk_refused(id, &refused, &mut turn);
    assert_eq!(replica.spaces[&id].log.strays().count(), 0, "once the server has all of it, the refusal is final");
}

#[test]
fn who_joins_a_group_that_is_here_meanwhile_keeps_what_waits_there() {
    let mut ana = Device::begun(3);
    let Reply::Group(id) = ana.run(Command::CreateGroup { name: "Corner".into() }) else { panic!("no group") };
    let link = match ana.run(Command::Invite { group: id, uses: 3, days: 7 }) {
        Reply::Invite(fragment) => fragment,
        other => panic!("no invitation: {other:?}"),
    };
    let mut ben = Device::begun(4);
    ben.input(Input::Run { request: 2, command: Command::Join { link } });
    let mut waiting = Space::new(id);
    waiting.outbox.add(Thing::Submission { id: SubmissionId([5; 32]), bytes: vec![1] }, Mark::default());
    ben.replica.spaces.insert(id, waiting);
    let entries: Vec<Vec<u8>> =
        ana.replica.spaces[&id].planned().iter().map(|planned| planned.entry.bytes().to_vec()).collect();
    // The first answer brings the group's entries, the second takes the one by which he joins.
    for brought in [entries, Vec::new()] {
        let mut answer = answer(id);
        answer.entries = brought;
        assert!(ben.replica.joining.is_some());
        let mut turn = Turn::new(NOON, &mut ben.rng);
        ben.replica.join_answered(&answer, &mut turn);
    }
    let space = &ben.replica.spaces[&id];
    assert!(space.entries().len() >= 3 && space.key.is_some());
    assert!(space.outbox.things().any(|thing| matches!(thing, Thing::Submission { .. })));
}

#[test]
fn what_a_start_writes_before_a_claim_is_stored_before_it() {
    let mut dead = Device::begun(5);
    let challenge = ChallengeId::new("bakery").unwrap();
    dead.run(Command::StartChallenge { challenge: challenge.clone(), edition: None });
    let target = TextTarget::WorkDraft { work: WorkId::hers(challenge) };
    dead.input(Input::OpenText { id: 1, target, resumes: None });
    let edit = Outgoing { seq: 1, base_revision: 0, delta: TextDelta::splice(0, 0, "words") };
    dead.input(Input::EditText { id: 1, edit });
    let found = dead.disk.into_values().map(|record| Found { key: record.key, bytes: Some(record.bytes) });
    let mut records: Vec<Found> = found.collect();
    assert!(records.iter().any(|found| Class::of(&found.key) == Some(Class::Journal)));
    let marker =
        crate::record::Record::Applying { space: SpaceId([0; 16]), chunks: Vec::new(), writer: None }.to_stored();
    records.push(Found { key: marker.key.clone(), bytes: Some(marker.bytes) });

    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let started =
        Input::Started { records, dead_writers: vec![[1; 8]], last_run: LastRun::Ended, version: String::new() };
    let effects = Replica::new([2; 8]).handle(started, NOON, &mut rng);
    let first = effects.into_iter().find_map(|effect| match effect {
        Effect::Persist { records, .. } => Some(records),
        _ => None,
    });
    let first = first.unwrap();
    assert!(first.delete.contains(&marker.key) && first.require.is_empty(), "what came before is written first");
}

fn challenge() -> ChallengeId {
    "first".parse().unwrap()
}

/// A device with a group that has so many bytes, and a draft to share there.
fn with_group_of(bytes: usize) -> (Device, SpaceId) {
    let mut device = Device::begun(4);
    let Reply::Group(group) = device.run(Command::CreateGroup { name: "Bakery".into() }) else { panic!("no group") };
    device.run(Command::StartChallenge { challenge: challenge(), edition: None });
    device.input(Input::OpenText {
        id: 1,
        target: TextTarget::WorkDraft { work: WorkId::hers(challenge()) },
        resumes: None,
    });
    let edit = Outgoing { seq: 1, base_revision: 0, delta: TextDelta::splice(0, 0, "A draft.") };
    device.input(Input::EditText { id: 1, edit });
    let space = device.replica.spaces.get_mut(&group).unwrap();
    space.log.place(ChunkId([1; 32]), vec![0; bytes], Cursor { offset: 9, ..Cursor::START });
    (device, group)
}

fn share(device: &mut Device, group: SpaceId) -> Result<Reply, Refusal> {
    device.refusals.clear();
    let share = Command::Share { work: WorkId::hers(challenge()), group, title: "First".into() };
    device.input(Input::Run { request: 1, command: share });
    match device.refusals.pop() {
        Some(refusal) => Err(refusal),
        None => Ok(device.replies.pop().unwrap()),
    }
}

#[test]
fn a_group_that_is_full_says_so_and_nothing_more_is_sent_there() {
    let (mut device, group) = with_group_of(BYTES_MAX);
    assert_eq!(share(&mut device, group), Err(Refusal::GroupFull));
    assert_eq!(device.replica.sync_view(NOON).state, SyncState::Attention(Attention::SpaceFull));
    device.run(Command::RenameGroup { group, name: "Corner".into() });
    let space = &device.replica.spaces[&group];
    assert!(space.outbox.has_sendable(&device.replica.storage), "it is kept");
    let mut turn = Turn::new(NOON, &mut device.rng);
    let mut room = 1024 * 1024;
    assert!(device.replica.chunks_to_send(group, &mut room, &mut turn).is_empty());
    let (mut device, group) = with_group_of(BYTES_MAX - 1);
    assert!(share(&mut device, group).is_ok());
}

#[test]
fn a_device_takes_no_more_of_a_group_than_it_can_hold() {
    let (mut device, group) = with_group_of(TAKEN_BYTES_MAX - 10);
    let mut turn = Turn::new(NOON, &mut device.rng);
    let chunk = |bytes: usize| vec![LoggedChunk { offset: 0, bytes: vec![0; bytes] }];
    let small = SpaceAnswer { chunks: chunk(10), ..answer(group) };
    assert_eq!(device.replica.in_order(&small, true, &mut turn).len(), 1);
    let large = SpaceAnswer { chunks: chunk(11), ..answer(group) };
    assert_eq!(device.replica.in_order(&large, true, &mut turn).len(), 0);
    assert!(device.replica.spaces[&group].is_halted(), "and is not led on");
}

#[test]
fn a_group_that_is_full_on_the_server_is_told_of_until_it_takes_something() {
    let mut device = Device::begun(5);
    let Reply::Group(group) = device.run(Command::CreateGroup { name: "Bakery".into() }) else { panic!("no group") };
    let mut turn = Turn::new(NOON, &mut device.rng);
    let refused = RefusedChunk { chunk: ChunkId([1; 32]), code: ChunkCode::SpaceFull };
    device.replica.chunk_refused(group, &refused, &mut turn);
    assert_eq!(device.replica.sync_view(NOON).state, SyncState::Attention(Attention::SpaceFull));
    device.replica.take_space(answer(group), None, &mut turn);
    assert_ne!(device.replica.sync_view(NOON).state, SyncState::Attention(Attention::SpaceFull));
}

#[test]
fn news_is_no_answer_to_what_was_asked() {
    let mut device = Device::begun(6);
    device.input(Input::Leading);
    assert!(device.replica.awaits_answer());
    let news = SyncAnswer { request: 0, nonce: vec![1], server_time: NOON, spaces: Vec::new() };
    device.input(Input::Answered(ServerMessage::Answer(news).to_bytes()));
    assert!(device.replica.awaits_answer());
    device.input(Input::SendFailed(SendFailed::Unreachable));
    assert!(!device.replica.awaits_answer());
}

#[test]
fn what_a_newer_version_stored_is_told_of_and_nothing_touches_it() {
    let mut device = Device::begun(7);
    device.run(Command::StartChallenge { challenge: challenge(), edition: None });
    let known = device.disk.values().find(|record| Class::of(&record.key) == Some(Class::LocalChange)).unwrap();
    let mut newer = known.bytes.clone();
    // Behind the two letters that all records begin with.
    newer[2] += 1;
    let (class_and_scope, _) = known.key.split_at(known.key.len() - 32);
    let key = [class_and_scope, &Sha256::digest(&newer)].concat();
    device.disk.insert(key.clone(), StoredRecord { key: key.clone(), bytes: newer.clone(), secret: false });
    let found = device.disk.values().map(|record| Found { key: record.key.clone(), bytes: Some(record.bytes.clone()) });
    let (records, dead_writers, last_run) = (found.collect(), Vec::new(), LastRun::Ended);
    device.replica = Replica::new([2; 8]);
    let started = Input::Started { records, dead_writers, last_run, version: String::new() };
    let effects = device.replica.handle(started, NOON, &mut device.rng);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::NewerData)));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Ready)), "no screen takes it for a good start");
    assert_eq!(device.replica.sync_view(NOON).state, SyncState::Attention(Attention::UpdateNeeded));
    let before: Vec<Vec<u8>> = device.disk.keys().cloned().collect();
    device.input(Input::Run { request: 1, command: Command::SetName { name: "Anna".into() } });
    assert!(device.disk.keys().eq(&before) && device.disk[&key].bytes == newer);
}
