//! Every format against bytes made to break it: mutations that keep most of the structure, and no structure at all.

use super::sample;
use crate::{
    chunk::{ChunkRefused, Payload, SealedChunk},
    codec::{self, Malformed},
    export,
    invite::Invitation,
    keys::RecoveryEntropy,
    membership::{EntryBody, SignedEntry},
    record::Record,
    wire::{Asked, ServerMessage, SignedBlobRequest, SignedRequest, SyncRequest},
};
use proptest::{
    collection::vec,
    prelude::{Just, Strategy, any, prop_oneof, proptest},
    sample::Index,
};
use sha2::{Digest, Sha256};

/// One way to damage bytes. CBOR heads are aimed at by writing bytes that are heads.
#[derive(Clone, Debug)]
enum Damage {
    Flip(Index, u8),
    Replace(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, Index),
    Repeat(Index, Index),
    Swap(Index, Index),
    Truncate(Index),
    Append(Vec<u8>),
}

/// Heads of every major type with lengths from none to absurd, breaks, indefinite lengths, and widened numbers.
fn head() -> impl Strategy<Value = Vec<u8>> {
    let long = (0_u8..8, prop_oneof![Just(26_u8), Just(27)], any::<[u8; 8]>()).prop_map(|(major, width, length)| {
        let used = if width == 26 { 4 } else { 8 };
        [&[major << 5 | width], &length[..used]].concat()
    });
    prop_oneof![any::<u8>().prop_map(|byte| vec![byte]), long, Just(vec![0x9f]), Just(vec![0xff]), Just(vec![0x18, 1])]
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    prop_oneof![
        (at(), 0_u8..8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Replace(at, byte)),
        (at(), head()).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        (at(), at()).prop_map(|(from, to)| Damage::Remove(from, to)),
        (at(), at()).prop_map(|(from, to)| Damage::Repeat(from, to)),
        (at(), at()).prop_map(|(a, b)| Damage::Swap(a, b)),
        at().prop_map(Damage::Truncate),
        vec(any::<u8>(), 1..40).prop_map(Damage::Append),
    ]
}

fn damaged(bytes: &[u8], damages: &[Damage]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for damage in damages {
        if bytes.is_empty() {
            break;
        }
        let len = bytes.len();
        match damage {
            Damage::Flip(at, bit) => bytes[at.index(len)] ^= 1 << bit,
            Damage::Replace(at, byte) => bytes[at.index(len)] = *byte,
            Damage::Insert(at, new) => drop(bytes.splice(at.index(len)..at.index(len), new.iter().copied())),
            Damage::Remove(from, to) => drop(bytes.drain(range(from, to, len))),
            Damage::Repeat(from, to) => {
                let part = bytes[range(from, to, len)].to_vec();
                bytes.splice(from.index(len)..from.index(len), part);
            }
            Damage::Swap(a, b) => bytes.swap(a.index(len), b.index(len)),
            Damage::Truncate(at) => bytes.truncate(at.index(len)),
            Damage::Append(new) => bytes.extend_from_slice(new),
        }
    }
    bytes
}

fn range(a: &Index, b: &Index, len: usize) -> std::ops::Range<usize> {
    let (a, b) = (a.index(len), b.index(len));
    // Long parts would leave nothing to look at.
    a.min(b)..a.max(b).min(a.min(b) + 40)
}

/// Reads bytes as everything there is. What reads must write itself the same again.
fn read_as_everything(bytes: &[u8]) {
    if let Ok(entry) = SignedEntry::parse(bytes) {
        assert_eq!(entry.bytes(), bytes);
    }
    if let Ok(body) = codec::from_bytes::<EntryBody>(bytes) {
        assert_eq!(codec::to_bytes(&body), bytes);
    }
    if let Ok(request) = codec::from_bytes::<SyncRequest>(bytes) {
        assert_eq!(codec::to_bytes(&request), bytes);
    }
    if let Ok(payload) = codec::from_bytes::<Payload>(bytes) {
        assert_eq!(codec::to_bytes(&payload), bytes);
    }
    if let Ok(request) = SignedRequest::parse(bytes) {
        assert_eq!(request.to_bytes(), bytes);
    }
    if let Ok(request) = SignedBlobRequest::parse(bytes) {
        assert_eq!(request.to_bytes(), bytes);
    }
    if let Ok(message) = ServerMessage::parse(bytes) {
        assert_eq!(message.to_bytes(), bytes);
    }
    if let Ok(chunk) = SealedChunk::parse(bytes) {
        assert_eq!(chunk.bytes(), bytes);
    }
    read_as_record(bytes);
    read_as_export(bytes);
    let text = String::from_utf8_lossy(bytes);
    if let Ok(invitation) = Invitation::parse(&text) {
        assert!(text.contains(invitation.fragment().as_str()));
    }
    assert!(RecoveryEntropy::from_words(&text).is_err());
}

/// Under the key the bytes would have, so that the hash does not catch everything first.
fn read_as_record(bytes: &[u8]) {
    let mut key = vec![0; 17];
    key.extend_from_slice(&Sha256::digest(bytes));
    for class in 0..=15 {
        key[0] = class;
        if let Ok(record) = Record::read(&key, bytes) {
            assert_eq!(record.to_stored().bytes, bytes);
        }
    }
}

/// As it is, and with a checksum that is right.
fn read_as_export(bytes: &[u8]) {
    let keys = sample::somebody(1).keys;
    assert!(export::read(bytes, &keys).is_err());
    let summed = [bytes, &Sha256::digest(bytes)].concat();
    assert!(export::read(&summed, &keys).is_err());
}

/// One of every format, also of those that are only found inside others.
fn well_formed() -> Vec<Vec<u8>> {
    let (group, mut ana, _) = sample::busy_group();
    let mut all: Vec<Vec<u8>> = group.entries.iter().map(|entry| entry.bytes().to_vec()).collect();
    all.extend(group.entries.iter().map(|entry| codec::to_bytes(entry.body())));
    all.push(group.chunk(&mut ana, &sample::payload()).into_bytes());
    all.push(codec::to_bytes(&sample::payload()));
    all.push(codec::to_bytes(&sample::request()));
    all.push(sample::request().sign(&ana.device).to_bytes());
    all.push(sample::blob_request().sign(&ana.device).to_bytes());
    all.push(sample::blob_answer().to_bytes());
    all.push(sample::answer().to_bytes());
    all.push(sample::failure().to_bytes());
    all.extend(sample::records().iter().map(|record| record.to_stored().bytes));
    let file = export::write(&sample::sections(), &ana.keys, &mut ana.rng).unwrap();
    // Without its checksum: that is put on again where it is read.
    all.push(file[..file.len() - 32].to_vec());
    let invitation = Invitation::generate(group.log.space(), &mut ana.rng);
    all.push(invitation.fragment().as_bytes().to_vec());
    all
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2_000))]

    #[test]
    fn damaged_bytes_of_any_format_are_refused_or_read_as_exactly_themselves(
        which in any::<Index>(),
        damages in vec(damage(), 1..4),
    ) {
        thread_local!(static WELL_FORMED: Vec<Vec<u8>> = well_formed());
        WELL_FORMED.with(|all| {
            let original = which.get(all);
            let bytes = damaged(original, &damages);
            if bytes != *original {
                read_as_everything(&bytes);
            }
        });
    }

    #[test]
    fn bytes_without_any_structure_are_refused(bytes in vec(any::<u8>(), 0..300)) {
        read_as_everything(&bytes);
    }
}

#[test]
fn a_chunk_with_any_bit_flipped_is_refused() {
    let (group, mut ana, _) = sample::busy_group();
    let chunk = group.chunk(&mut ana, &Payload { items: Vec::new() }).into_bytes();
    for bit in 0..chunk.len() * 8 {
        let mut bytes = chunk.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let refused = SealedChunk::parse(&bytes).and_then(|chunk| chunk.verify(&group.log).map(|_| ()));
        assert!(refused.is_err(), "bit {bit}");
    }
}

#[test]
fn a_count_beyond_the_limit_is_refused_before_anything_is_allocated_for_it() {
    // [1, [4294967295 items …
    assert_eq!(codec::from_bytes::<Payload>(&[0x82, 1, 0x9a, 0xff, 0xff, 0xff, 0xff]), Err(Malformed::NotThisFormat));
    // [1, [1 item [0, [learner, 4097 changes …
    assert_eq!(
        codec::from_bytes::<Payload>(&[0x82, 1, 0x81, 0x82, 0, 0x82, 0x82, 0, 0x80, 0x99, 0x10, 0x01]),
        Err(Malformed::NotThisFormat)
    );
}

#[test]
fn many_short_lists_count_together() {
    // 256 items of 4096 changes of no bytes each: a mebibyte that would take 25 to hold.
    let item = [&[0x82, 0, 0x82, 0x82, 0, 0x80, 0x99, 0x10, 0x00][..], &[0x40; 4_096]].concat();
    let bytes = [&[0x82, 1, 0x99, 0x01, 0x00][..], &item.repeat(256)].concat();
    assert_eq!(codec::from_bytes::<Payload>(&bytes), Err(Malformed::NotThisFormat));
}

#[test]
fn a_newer_version_is_told_apart_from_damage() {
    let newer = |bytes: &[u8], at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at] += 1;
        bytes
    };
    let (group, mut ana, _) = sample::busy_group();
    let body = codec::to_bytes(group.entries[0].body());
    assert_eq!(codec::from_bytes::<EntryBody>(&newer(&body, 1)), Err(Malformed::Newer));
    let answer = sample::answer().to_bytes();
    assert_eq!(ServerMessage::parse(&newer(&answer, 1)), Err(Malformed::Newer));
    let chunk = group.chunk(&mut ana, &sample::payload()).into_bytes();
    assert_eq!(SealedChunk::parse(&newer(&chunk, 0)), Err(ChunkRefused::Newer));
    assert_eq!(SealedChunk::parse(&newer(&chunk, 1)), Err(ChunkRefused::Newer));
}
