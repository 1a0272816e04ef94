//! Pieces of blobs, put and got back over HTTP.

use crate::{
    harness::Running,
    people::{Device, SpaceCopy, failed, post_blob},
};
use naptime_domain::id::SpaceId;
use naptime_relay::limits::Limits;
use naptime_replica::{
    blob::{PiecePlace, SEALED_BYTES_MAX, blob_of, pieces_of},
    wire::{BlobAsk, BlobOutcome, FailureCode},
};

const CANARY: &[u8] = b"the word kanarienvogel in a photo";

/// A photo of two pieces and a bit.
fn photo() -> Vec<u8> {
    CANARY.iter().copied().cycle().take(140_000).collect()
}

/// Its sealed pieces, as questions.
fn puts(device: &mut Device, copy: &SpaceCopy) -> Vec<BlobAsk> {
    let (content, key) = (photo(), copy.key.as_ref().unwrap());
    let place = |index| PiecePlace { space: copy.space, blob: blob_of(&content), index };
    (0..pieces_of(content.len() as u32))
        .map(|index| {
            let sealed = place(index).seal(&content, key, &mut device.rng).unwrap();
            BlobAsk::Put { name: place(index).name(key), sealed }
        })
        .collect()
}

fn get(put: &BlobAsk) -> BlobAsk {
    let BlobAsk::Put { name, .. } = put else { panic!("not a piece") };
    BlobAsk::Get { name: *name }
}

fn lacking(puts: &[BlobAsk]) -> BlobAsk {
    let name = |put: &BlobAsk| match put {
        BlobAsk::Put { name, .. } => *name,
        other => panic!("not a piece: {other:?}"),
    };
    BlobAsk::Lacking { names: puts.iter().map(name).collect() }
}

#[tokio::test]
async fn what_one_member_puts_another_gets_and_the_disk_never_sees() {
    let server = Running::start().await;
    let (mut ana, mut ben) = (Device::of(1), Device::of(2));
    let mut hers = ana.create_group(server.address).await;
    let invitation = ana.invite(server.address, &mut hers, 1).await;
    let his = ben.join(server.address, &invitation).await;
    let puts = puts(&mut ana, &hers);
    let all = |ask: &BlobAsk| match ask {
        BlobAsk::Lacking { names } => BlobOutcome::Lacking { names: names.clone() },
        other => panic!("{other:?}"),
    };
    let asked = lacking(&puts);
    assert_eq!(ana.ask(server.address, hers.space, asked.clone()).await, all(&asked));
    assert_eq!(ana.ask(server.address, hers.space, puts[1].clone()).await, BlobOutcome::Kept);
    let rest = lacking(&[puts[0].clone(), puts[2].clone()]);
    assert_eq!(ana.ask(server.address, hers.space, asked.clone()).await, all(&rest), "an upload goes on where it was");
    assert_eq!(ben.ask(server.address, his.space, get(&puts[0])).await, BlobOutcome::NotHere);
    for put in [&puts[0], &puts[2]] {
        assert_eq!(ana.ask(server.address, hers.space, put.clone()).await, BlobOutcome::Kept);
    }
    for put in &puts {
        let BlobAsk::Put { sealed, .. } = put.clone() else { panic!("not a piece") };
        assert_eq!(ben.ask(server.address, his.space, get(put)).await, BlobOutcome::Piece { sealed });
    }
    let folder = server.stop().await;
    for file in std::fs::read_dir(folder.path().join("data")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for canary in [CANARY, &blob_of(&photo()).0] {
            assert!(!bytes.windows(canary.len()).any(|window| window == canary));
        }
    }
}

#[tokio::test]
async fn a_stranger_puts_nothing_gets_nothing_and_learns_nothing() {
    let server = Running::start().await;
    let (mut ana, mut eve) = (Device::of(1), Device::of(66));
    let hers = ana.create_group(server.address).await;
    eve.sync(server.address, vec![]).await;
    let puts = puts(&mut ana, &hers);
    ana.ask(server.address, hers.space, puts[0].clone()).await;
    for space in [hers.space, SpaceId([9; 16])] {
        for ask in [puts[1].clone(), get(&puts[0]), get(&puts[1]), lacking(&puts)] {
            assert_eq!(eve.ask(server.address, space, ask).await, BlobOutcome::NotMember);
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_device_that_is_not_added_yet_reads_and_does_not_write() {
    let server = Running::start().await;
    let (mut phone, mut tablet) = (Device::of(1), Device::another_of(1, 77));
    let hers = phone.create_group(server.address).await;
    tablet.sync(server.address, vec![]).await;
    let puts = puts(&mut phone, &hers);
    phone.ask(server.address, hers.space, puts[0].clone()).await;
    assert!(matches!(tablet.ask(server.address, hers.space, get(&puts[0])).await, BlobOutcome::Piece { .. }));
    assert_eq!(tablet.ask(server.address, hers.space, puts[1].clone()).await, BlobOutcome::NotMember);
    server.stop().await;
}

#[tokio::test]
async fn a_space_full_of_photos_takes_no_more_of_them_and_still_takes_words() {
    let limits = Limits { pieces_bytes_max: SEALED_BYTES_MAX as u64, ..Limits::default() };
    let server = Running::relaying(limits).await;
    let mut ana = Device::of(1);
    let mut hers = ana.create_group(server.address).await;
    let puts = puts(&mut ana, &hers);
    assert_eq!(ana.ask(server.address, hers.space, puts[0].clone()).await, BlobOutcome::Kept);
    assert_eq!(ana.ask(server.address, hers.space, puts[1].clone()).await, BlobOutcome::Full);
    assert_eq!(ana.ask(server.address, hers.space, puts[0].clone()).await, BlobOutcome::Kept, "a retry costs nothing");
    let chunk = ana.chunk(&hers, "words");
    let pushed = hers.push(&[chunk]);
    assert_eq!(ana.sync_one(server.address, &mut hers, pushed).await.acknowledged.len(), 1);
    server.stop().await;
}

#[tokio::test]
async fn a_question_is_signed_fresh_and_no_longer_than_a_piece() {
    let server = Running::start().await;
    let mut ana = Device::of(1);
    let hers = ana.create_group(server.address).await;
    let puts = puts(&mut ana, &hers);
    let nonce = std::mem::take(&mut ana.nonce);
    let unsigned = ana.question(hers.space, puts[0].clone());
    failed(&post_blob(server.address, &unsigned).await, 401, FailureCode::NonceNeeded);
    ana.nonce = nonce;
    let mut changed = ana.question(hers.space, puts[0].clone());
    let last = changed.len() - 1;
    changed[last] ^= 1;
    failed(&post_blob(server.address, &changed).await, 401, FailureCode::WrongSignature);
    let BlobAsk::Put { name, .. } = puts[0] else { panic!("not a piece") };
    let long = ana.question(hers.space, BlobAsk::Put { name, sealed: vec![0; SEALED_BYTES_MAX + 5_000] });
    failed(&post_blob(server.address, &long).await, 413, FailureCode::TooLong);
    assert_eq!(server.get("/v1/blob").await.status, 405);
    server.stop().await;
}
