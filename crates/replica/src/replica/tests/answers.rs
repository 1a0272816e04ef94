//! What a server's answers lead to, where it does not do what it should.

use super::*;
use crate::wire::Acknowledged;

#[test]
fn a_space_that_the_server_leaves_out_is_asked_about_again_after_a_pause() {
    let mut device = Device::begun(1);
    device.input(Input::Leading);
    for _ in 0..100 {
        if let Some(sent) = device.replica.sync.in_flight.clone() {
            let answer = SyncAnswer { request: sent.request, nonce: vec![1], server_time: NOON, spaces: Vec::new() };
            device.input(Input::Answered(ServerMessage::Answer(answer).to_bytes()));
        }
    }
    assert_eq!(device.sent, 1);
    assert!(device.replica.asks_at(NOON).is_some_and(|at| at > NOON), "it is not forgotten");
}

#[test]
fn a_chunk_that_has_another_place_since_a_rollback_is_written_down_there() {
    let mut device = Device::begun(2);
    let (replica, mut turn) = (&mut device.replica, Turn::new(NOON, &mut device.rng));
    let (id, chunk) = (SpaceId([9; 16]), ChunkId([8; 32]));
    let first = Cursor::START.after(&chunk);
    let mut space = Space::new(id);
    space.log.place(chunk, vec![1], first);
    space.log.rewind(&Cursor::START);
    replica.spaces.insert(id, space);
    let mut answer = answer(id);
    answer.acknowledged = vec![Acknowledged { chunk, offset: 0, chain: first.chain }];
    for expected in [1, 0] {
        turn.writing = Default::default();
        replica.in_order(&answer, true, &mut turn);
        let logs = turn.writing.batch.put.iter().filter(|record| Class::of(&record.key) == Some(Class::Log));
        assert_eq!(logs.count(), expected);
    }
}

#[test]
fn an_offset_that_no_log_reaches_is_survived() {
    let mut device = Device::begun(3);
    let (replica, mut turn) = (&mut device.replica, Turn::new(NOON, &mut device.rng));
    let (id, chunk) = (SpaceId([9; 16]), ChunkId([8; 32]));
    let mut space = Space::new(id);
    space.log.place(chunk, vec![1], Cursor::START.after(&chunk));
    replica.spaces.insert(id, space);
    let mut answer = answer(id);
    answer.acknowledged = vec![Acknowledged { chunk, offset: u64::MAX, chain: Cursor::START.chain }];
    replica.in_order(&answer, true, &mut turn);
    assert!(replica.spaces[&id].log.is_placed(&chunk));
}
