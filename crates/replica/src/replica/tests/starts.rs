//! What a start does with what it finds, and with what happens meanwhile.

use super::*;
use crate::replica::holding::HELD_MAX;

fn started(records: Vec<Found>) -> Input {
    Input::Started { records, dead_writers: vec![[1; 8]], last_run: LastRun::Ended, version: String::new() }
}

#[test]
fn data_of_a_newer_version_is_told_of_and_left_alone() {
    let mut device = Device::begun(1);
    let (marker, mut newer) = (journal_like(), device.disk.values().next().unwrap().clone());
    newer.bytes[2] += 1;
    newer.key.truncate(newer.key.len() - 32);
    newer.key.extend_from_slice(&<sha2::Sha256 as sha2::Digest>::digest(&newer.bytes));
    device.disk.insert(newer.key.clone(), newer);
    device.disk.insert(marker.key.clone(), marker);
    let found = device.disk.into_values().map(|record| Found { key: record.key, bytes: Some(record.bytes) }).collect();
    let (mut replica, mut rng) = (Replica::new([2; 8]), ChaCha8Rng::seed_from_u64(2));
    let effects = replica.handle(started(found), NOON, &mut rng);
    assert!(matches!(effects.as_slice(), [Effect::NewerData]), "{effects:?}");
    for input in
        [Input::Leading, Input::Tick, Input::Run { request: 1, command: Command::SetName { name: "x".into() } }]
    {
        assert!(replica.handle(input, NOON, &mut rng).is_empty());
    }
}

/// Something that a start deletes.
fn journal_like() -> StoredRecord {
    crate::record::Record::Applying { space: SpaceId([0; 16]), chunks: Vec::new(), writer: None }.to_stored()
}

#[test]
fn whoever_asks_too_much_of_a_start_is_answered_and_what_other_tabs_store_is_kept() {
    let (mut replica, mut rng) = (Replica::new([1; 8]), ChaCha8Rng::seed_from_u64(1));
    for _ in 0..HELD_MAX {
        assert!(replica.handle(Input::Tick, NOON, &mut rng).is_empty());
    }
    let run = Input::Run { request: 7, command: Command::Begin { name: "Ana".into() } };
    let answered = replica.handle(run, NOON, &mut rng);
    assert!(matches!(answered.as_slice(), [Effect::Done { request: 7, outcome: Err(_) }]), "{answered:?}");
    let other = Device::begun(2);
    for record in other.disk.into_values() {
        replica.handle(Input::StoredElsewhere(vec![record]), NOON, &mut rng);
    }
    replica.handle(started(Vec::new()), NOON, &mut rng);
    assert!(replica.identity.is_some());
}
