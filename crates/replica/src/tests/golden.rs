//! Golden files: what version 1 of every format looks like, byte for byte, and that this build still reads and writes it.
//!
//! After a deliberate change of a format, which is a new version with files of its own:
//! `cargo test -p naptime-replica regenerates -- --ignored`.

use super::sample;
use crate::{
    chunk::SealedChunk,
    export,
    invite::Invitation,
    keys::RecoveryEntropy,
    membership::{Membership, SignedEntry},
    record::Record,
    wire::{Asked, ServerMessage, SignedBlobRequest, SignedRequest},
};
use std::{fs, path::PathBuf};

fn path(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden")).join(name)
}

fn golden(name: &str) -> Vec<u8> {
    fs::read(path(name)).unwrap()
}

/// Every golden file as this build would write it.
fn written_now() -> Vec<(String, Vec<u8>)> {
    let (group, mut ana, _) = sample::busy_group();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (place, entry) in group.entries.iter().enumerate() {
        files.push((format!("entry-{place}.v1"), entry.bytes().to_vec()));
    }
    let (personal, _) = Membership::create_personal(&ana.keys, &ana.device, sample::NOON, &mut sample::rng(6));
    files.push(("entry-personal.v1".to_owned(), personal.bytes().to_vec()));
    files.push(("chunk.v1".to_owned(), group.chunk(&mut ana, &sample::payload()).into_bytes()));
    files.push(("request.v1".to_owned(), sample::request().sign(&ana.device).to_bytes()));
    files.push(("answer.v1".to_owned(), sample::answer().to_bytes()));
    files.push(("failure.v1".to_owned(), sample::failure().to_bytes()));
    files.push(("blob-request.v1".to_owned(), sample::blob_request().sign(&ana.device).to_bytes()));
    files.push(("blob-answer.v1".to_owned(), sample::blob_answer().to_bytes()));
    for (place, record) in sample::records().iter().enumerate() {
        let stored = record.to_stored();
        files.push((format!("record-{place:02}.v1"), [stored.key, stored.bytes].concat()));
    }
    let file = export::write(&sample::sections(), &ana.keys, &mut sample::rng(7)).unwrap();
    files.push(("export.v1".to_owned(), file));
    let invitation = Invitation::generate(group.log.space(), &mut sample::rng(8));
    files.push(("invitation.v1".to_owned(), invitation.fragment().as_bytes().to_vec()));
    files.push(("words.v1".to_owned(), ana.entropy.words().as_bytes().to_vec()));
    files.push(("person.v1".to_owned(), [ana.keys.person().0, ana.keys.box_key().0].concat()));
    files
}

#[test]
fn this_build_writes_every_format_as_version_1_was_written() {
    for (name, bytes) in written_now() {
        assert!(golden(&name) == bytes, "{name} is written in another way than it was");
    }
}

#[test]
fn this_build_reads_every_golden_file() {
    let (group, ana, _) = sample::busy_group();
    let mut log = Membership::start(group.log.space());
    for place in 0..group.entries.len() {
        let entry = SignedEntry::parse(&golden(&format!("entry-{place}.v1"))).unwrap();
        log.append(&entry, Some(sample::NOON)).unwrap();
    }
    assert_eq!(log, group.log);
    let personal = SignedEntry::parse(&golden("entry-personal.v1")).unwrap();
    let mut own = Membership::start(ana.keys.personal_space());
    own.append(&personal, None).unwrap();
    own.epoch_key(&ana.keys).unwrap();

    let chunk = SealedChunk::parse(&golden("chunk.v1")).unwrap();
    assert_eq!(chunk.verify(&log), Ok(ana.keys.person()));
    let key = log.epoch_key(&ana.keys).unwrap();
    assert_eq!(chunk.open(&key).unwrap(), sample::payload());

    let request = SignedRequest::parse(&golden("request.v1")).unwrap();
    assert_eq!(request.verify().unwrap().person, ana.keys.person());
    assert_eq!(*request.request(), sample::request());
    assert_eq!(ServerMessage::parse(&golden("answer.v1")).unwrap(), sample::answer());
    assert_eq!(ServerMessage::parse(&golden("failure.v1")).unwrap(), sample::failure());
    let request = SignedBlobRequest::parse(&golden("blob-request.v1")).unwrap();
    assert_eq!(request.verify().unwrap().person, ana.keys.person());
    assert_eq!(*request.request(), sample::blob_request());
    assert_eq!(ServerMessage::parse(&golden("blob-answer.v1")).unwrap(), sample::blob_answer());
    for (place, record) in sample::records().into_iter().enumerate() {
        let file = golden(&format!("record-{place:02}.v1"));
        let (key, bytes) = file.split_at(crate::record::KEY_LEN);
        assert_eq!(Record::read(key, bytes).unwrap(), record);
    }
    assert_eq!(export::read(&golden("export.v1"), &ana.keys).unwrap(), sample::sections());
    let fragment = String::from_utf8(golden("invitation.v1")).unwrap();
    assert_eq!(Invitation::parse(&fragment).unwrap().space(), log.space());
    let words = String::from_utf8(golden("words.v1")).unwrap();
    let keys = RecoveryEntropy::from_words(&words).unwrap().person_keys();
    assert_eq!([keys.person().0, keys.box_key().0].concat(), golden("person.v1"));
}

#[test]
#[ignore = "writes the golden files anew"]
fn regenerates_the_golden_files() {
    fs::create_dir_all(path("")).unwrap();
    for (name, bytes) in written_now() {
        fs::write(path(&name), bytes).unwrap();
    }
}
