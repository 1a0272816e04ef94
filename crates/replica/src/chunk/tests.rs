//! What a chunk lets through and what it does not.

use super::{
    CHUNK_BYTES_MAX, ChunkRefused, Item, OVERHEAD, PAYLOAD_BYTES_MAX, Payload, Place, SealedChunk, TooLarge,
    header::Codec, payload, seal,
};
use crate::{
    codec::{self, Malformed},
    keys::EpochKey,
    membership::{Membership, MembershipHash},
    seal as sealing,
    signature::Purpose,
    tests::sample::{self, Group, Somebody, busy_group, group_of, somebody},
};
use naptime_domain::{
    command::TextField,
    document::{Descriptor, Document},
    id::{ActorId, SubmissionId},
    text::TextDelta,
};
use rand_core::Rng;

/// A chunk whose packed payload is what the test wants, rightly sealed and signed.
fn crafted(group: &Group, by: &mut Somebody, codec: Codec, packed: &[u8]) -> SealedChunk {
    let honest = group.chunk(by, &Payload { items: Vec::new() });
    let mut header = *honest.header();
    header.codec = codec;
    let mut bytes = header.bytes();
    let sealed = sealing::seal(group.key.as_bytes(), packed, &bytes, &mut by.rng);
    bytes.extend_from_slice(&sealed);
    let signature = by.device.sign(Purpose::Chunk, &[&bytes]);
    bytes.extend_from_slice(&signature.0);
    SealedChunk::parse(&bytes).unwrap()
}

#[test]
fn a_member_reads_what_a_member_wrote_and_knows_who_it_was() {
    let (group, _, mut ben) = busy_group();
    let chunk = group.chunk(&mut ben, &sample::payload());
    let read = SealedChunk::parse(chunk.bytes()).unwrap();
    assert_eq!(read, chunk);
    assert_eq!(read.verify(&group.log), Ok(ben.keys.person()));
    assert_eq!(read.open(&group.key).unwrap(), sample::payload());
    assert_eq!(read.header().counter, 3);
    assert_eq!(read.id(), chunk.id());
}

#[test]
fn operations_count_for_what_they_take_however_few_bytes_a_run_of_them_is() {
    let ana = somebody(1).keys.person();
    let descriptor = Descriptor::Synthesis { submission: SubmissionId([0xa5; 32]) };
    let mut document = Document::create(&descriptor, ActorId::new(&ana, [1; 8]));
    let mut edited = |delta| {
        document.edit_text(&TextField::Synthesis, &delta).unwrap();
        vec![document.commit(sample::NOON).unwrap().bytes]
    };
    let changes = edited(TextDelta::splice(0, 0, &"a".repeat(50_000)));
    assert!(changes[0].len() < 51_000);
    let typed = Item::Changes { descriptor: descriptor.clone(), changes };
    assert_eq!(typed.held_bytes(), 200_048);
    let changes = edited(TextDelta::splice(0, 50_000, ""));
    assert!(changes[0].len() < 300, "{}", changes[0].len());
    let deleted = Item::Changes { descriptor: descriptor.clone(), changes };
    assert_eq!(deleted.held_bytes(), 200_048);
    let junk = Item::Changes { descriptor, changes: vec![vec![1; 90]] };
    assert_eq!(junk.held_bytes(), 138, "what is no change is counted by its bytes");
}

#[test]
fn a_burst_of_200_characters_costs_206_bytes_and_its_envelope() {
    let (group, mut ana, _) = busy_group();
    // What automerge makes of 200 typed letters: the letters, and some forty bytes around them.
    let change = b"She has nobody to show the pots to before the market, and so she paints what sold last year. "
        .iter()
        .cycle()
        .take(200)
        .chain(&[0x85, 0x6f, 0x4a, 0x83])
        .copied()
        .chain((0..120).map(|n: u8| n.wrapping_mul(89)))
        .collect::<Vec<u8>>();
    let descriptor = Descriptor::Synthesis { submission: SubmissionId([0xa5; 32]) };
    let payload = Payload { items: vec![Item::Changes { descriptor, changes: vec![change] }] };
    let chunk = group.chunk(&mut ana, &payload);
    let encoded = crate::codec::to_bytes(&payload).len();
    println!("{} bytes: overhead {OVERHEAD}, payload {encoded}", chunk.bytes().len());
    assert_eq!(OVERHEAD, 206);
    assert!(encoded <= 324 + 48, "{encoded}");
    assert!(chunk.bytes().len() <= 600, "{}", chunk.bytes().len());
}

#[test]
fn a_large_payload_is_deflated_and_a_small_one_is_not() {
    let (group, mut ana, _) = busy_group();
    let text = |len| Payload { items: vec![Item::Submission(vec![b'a'; len])] };
    assert_eq!(group.chunk(&mut ana, &text(3)).header().codec, Codec::Raw);
    let large = group.chunk(&mut ana, &text(2_000_000));
    assert_eq!(large.header().codec, Codec::Deflate);
    assert_eq!(large.open(&group.key).unwrap(), text(2_000_000));
}

#[test]
fn the_key_of_another_space_opens_nothing() {
    let (group, mut ana, _) = busy_group();
    let chunk = group.chunk(&mut ana, &sample::payload());
    assert_eq!(chunk.open(&EpochKey::generate(&mut ana.rng)), Err(ChunkRefused::WrongKey));
}

#[test]
fn a_flipped_bit_anywhere_is_refused_even_if_nobody_looks_at_the_signature() {
    let (group, mut ana, _) = busy_group();
    let chunk = group.chunk(&mut ana, &Payload { items: Vec::new() });
    // The signature is the last thing in it, and all that opening does not look at.
    for bit in 0..(chunk.bytes().len() - 64) * 8 {
        let mut bytes = chunk.bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let opened = SealedChunk::parse(&bytes).and_then(|chunk| chunk.open(&group.key));
        assert!(opened.is_err(), "bit {bit}");
    }
}

#[test]
fn a_chunk_of_another_space_is_refused() {
    let (group, mut ana, _) = busy_group();
    let other = group_of(&mut ana);
    let chunk = other.chunk(&mut ana, &sample::payload());
    assert_eq!(chunk.verify(&group.log), Err(ChunkRefused::OtherSpace));
    // Made here, but with a membership of there.
    let place = Place { membership: other.log.head(), ..group.place() };
    let chunk = seal(&sample::payload(), &place, &group.key, &ana.device, &mut ana.rng).unwrap();
    assert_eq!(chunk.verify(&group.log), Err(ChunkRefused::UnknownMembership));
}

#[test]
fn a_chunk_of_another_epoch_is_refused() {
    let (group, mut ana, _) = busy_group();
    let place = Place { epoch: 1, ..group.place() };
    let chunk = seal(&sample::payload(), &place, &group.key, &ana.device, &mut ana.rng).unwrap();
    assert_eq!(chunk.verify(&group.log), Err(ChunkRefused::OtherEpoch { current: 0 }));
}

#[test]
fn an_author_who_was_not_yet_a_member_at_the_membership_she_names_is_refused() {
    let (group, _, mut ben) = busy_group();
    let place = Place { membership: group.entries[1].hash(), ..group.place() };
    let chunk = seal(&sample::payload(), &place, &group.key, &ben.device, &mut ben.rng).unwrap();
    assert_eq!(chunk.verify(&group.log), Err(ChunkRefused::NotAMember));
}

#[test]
fn a_stranger_who_has_the_key_is_refused() {
    let (group, _, _) = busy_group();
    let mut eve = somebody(6);
    let chunk = group.chunk(&mut eve, &sample::payload());
    assert_eq!(chunk.verify(&group.log), Err(ChunkRefused::NotAMember));
}

#[test]
fn a_member_does_not_write_in_another_members_name() {
    let (group, ana, mut ben) = busy_group();
    let mut bytes = group.chunk(&mut ben, &sample::payload()).into_bytes();
    bytes[54..54 + 32].copy_from_slice(&ana.device.device().0);
    let chunk = SealedChunk::parse(&bytes).unwrap();
    assert_eq!(chunk.header().device, ana.device.device());
    assert_eq!(chunk.verify(&group.log), Err(ChunkRefused::WrongSignature));
}

#[test]
fn nothing_is_a_member_of_an_empty_log() {
    let (group, mut ana, _) = busy_group();
    let place = Place { membership: MembershipHash::START, ..group.place() };
    let chunk = seal(&sample::payload(), &place, &group.key, &ana.device, &mut ana.rng).unwrap();
    assert_eq!(chunk.verify(&Membership::start(group.log.space())), Err(ChunkRefused::UnknownMembership));
    assert_eq!(chunk.verify(&group.log), Err(ChunkRefused::UnknownMembership));
}

#[test]
fn a_bomb_is_refused_before_memory_grows() {
    let (group, mut ana, _) = busy_group();
    let zeros = vec![0; 64 * 1024 * 1024];
    let stream = miniz_oxide::deflate::compress_to_vec(&zeros, 1);
    let bomb = |claimed: u32| [claimed.to_be_bytes().as_slice(), &stream].concat();
    // It says how large it is, and that is too large; or it says less, and then it does not fit there.
    for claimed in [zeros.len() as u32, u32::MAX, PAYLOAD_BYTES_MAX as u32 + 1, PAYLOAD_BYTES_MAX as u32, 100, 0] {
        let chunk =
            crafted(&group, &mut ana, Codec::Deflate, &bomb(claimed)[..CHUNK_BYTES_MAX.min(stream.len()) - OVERHEAD]);
        assert_eq!(chunk.open(&group.key), Err(ChunkRefused::Inflates), "{claimed}");
    }
    // More than deflate can give from so little.
    let tiny = crafted(&group, &mut ana, Codec::Deflate, &[0, 0x3f, 0xff, 0xff, 3, 0]);
    assert_eq!(tiny.open(&group.key), Err(ChunkRefused::Inflates));
}

#[test]
fn a_deflated_payload_ends_where_it_says() {
    let (group, mut ana, _) = busy_group();
    let raw = codec::to_bytes(&sample::payload());
    let packed = payload::deflate(&raw);
    assert!(crafted(&group, &mut ana, Codec::Deflate, &packed).open(&group.key).is_ok());
    let longer = [packed.as_slice(), &[0]].concat();
    assert_eq!(crafted(&group, &mut ana, Codec::Deflate, &longer).open(&group.key), Err(ChunkRefused::Inflates));
    let shorter = &packed[..packed.len() - 1];
    assert_eq!(crafted(&group, &mut ana, Codec::Deflate, shorter).open(&group.key), Err(ChunkRefused::Inflates));
    assert_eq!(crafted(&group, &mut ana, Codec::Deflate, &[0, 0]).open(&group.key), Err(ChunkRefused::Inflates));
}

#[test]
fn a_payload_that_is_not_one_is_refused() {
    let (group, mut ana, _) = busy_group();
    let trailing = [codec::to_bytes(&sample::payload()), vec![0]].concat();
    let refused = crafted(&group, &mut ana, Codec::Raw, &trailing).open(&group.key);
    assert_eq!(refused, Err(ChunkRefused::Payload(Malformed::NotCanonical)));
    let newer = crafted(&group, &mut ana, Codec::Raw, &[0x82, 2, 0x80]).open(&group.key);
    assert_eq!(newer, Err(ChunkRefused::Payload(Malformed::Newer)));
}

#[test]
fn a_payload_that_does_not_fit_is_said_to_be_too_large_and_not_cut() {
    let (group, mut ana, _) = busy_group();
    let mut noise = vec![0; CHUNK_BYTES_MAX];
    ana.rng.fill_bytes(&mut noise);
    let mut try_seal = |items| seal(&Payload { items }, &group.place(), &group.key, &ana.device, &mut ana.rng);
    assert_eq!(try_seal(vec![Item::Submission(noise.clone())]).unwrap_err(), TooLarge::Chunk { max: CHUNK_BYTES_MAX });
    assert_eq!(
        try_seal(vec![Item::Submission(vec![0; PAYLOAD_BYTES_MAX])]).unwrap_err(),
        TooLarge::Payload { max: PAYLOAD_BYTES_MAX }
    );
    assert_eq!(try_seal(vec![Item::Submission(Vec::new()); 257]).unwrap_err(), TooLarge::TooMany { max: 256 });
    let changes = Item::Changes { descriptor: Descriptor::Group, changes: vec![Vec::new(); 4_097] };
    assert_eq!(try_seal(vec![changes]).unwrap_err(), TooLarge::TooMany { max: 4_096 });
    let fits = noise.len() - OVERHEAD - 16;
    assert!(try_seal(vec![Item::Submission(noise[..fits].to_vec())]).is_ok());
    assert_eq!(SealedChunk::parse(&[1; CHUNK_BYTES_MAX + 1]), Err(ChunkRefused::TooLong { max: CHUNK_BYTES_MAX }));
}
