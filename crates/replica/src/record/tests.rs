//! Records read back under their own key and no other.

use super::{Class, KEY_LEN, RECORD_BYTES_MAX, Record, StoredRecord, UnreadableRecord};
use crate::{codec::Malformed, tests::sample};
use naptime_domain::text::{TextDelta, TextOp};
use proptest::{collection::vec, prelude::any, prop_assert_eq, proptest};
use sha2::{Digest, Sha256};

#[test]
fn every_record_reads_back_and_is_named_by_its_bytes() {
    for record in sample::records() {
        let stored = record.to_stored();
        assert_eq!(stored.key.len(), KEY_LEN);
        assert_eq!(Class::of(&stored.key), Some(record.class()));
        assert_eq!(Record::read(&stored.key, &stored.bytes).unwrap(), record);
        assert_eq!(record.to_stored(), stored);
    }
}

#[test]
fn what_opens_words_is_marked_secret_and_nothing_else() {
    let secret: Vec<Class> =
        sample::records().iter().filter(|record| record.to_stored().secret).map(Record::class).collect();
    assert_eq!(secret, [Class::Identity, Class::SpaceSecret, Class::Invite]);
}

#[test]
fn a_flipped_bit_anywhere_makes_a_record_unreadable() {
    let StoredRecord { key, bytes, .. } = sample::records()[3].to_stored();
    for bit in 0..bytes.len() * 8 {
        let mut bytes = bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(Record::read(&key, &bytes), Err(UnreadableRecord::Damaged), "bit {bit}");
    }
    for bit in 0..key.len() * 8 {
        let mut key = key.clone();
        key[bit / 8] ^= 1 << (bit % 8);
        assert!(Record::read(&key, &bytes).is_err(), "bit {bit}");
    }
    assert_eq!(Record::read(&key[1..], &bytes), Err(UnreadableRecord::Damaged));
}

#[test]
fn a_record_filed_under_another_class_or_space_is_refused() {
    let StoredRecord { mut key, bytes, .. } = sample::records()[2].to_stored();
    key[0] = Class::Log as u8;
    assert_eq!(Record::read(&key, &bytes), Err(UnreadableRecord::Misfiled));
    key[0] = Class::Entry as u8;
    key[5] ^= 1;
    assert_eq!(Record::read(&key, &bytes), Err(UnreadableRecord::Misfiled));
}

#[test]
fn a_record_of_a_newer_version_or_class_is_told_apart_from_damage() {
    let named = |bytes: &[u8]| [&[0; 17][..], &Sha256::digest(bytes)].concat();
    for bytes in [&b"NR\x02"[..], b"NR\x01\x82\x18\x63\x80"] {
        assert_eq!(Record::read(&named(bytes), bytes), Err(Malformed::Newer.into()));
    }
    let long = vec![0; RECORD_BYTES_MAX + 1];
    assert_eq!(Record::read(&named(&long), &long), Err(Malformed::TooLong { max: RECORD_BYTES_MAX }.into()));
}

#[test]
fn the_identity_gives_the_same_person_and_device_again() {
    let ana = sample::somebody(1);
    let stored = sample::records()[0].to_stored();
    let Ok(Record::Identity(identity)) = Record::read(&stored.key, &stored.bytes) else {
        unreachable!("the first sample is an identity")
    };
    assert_eq!(identity.entropy.person_keys().person(), ana.keys.person());
    assert_eq!(identity.device_keys().unwrap().device(), ana.device.device());
    let mut stranger = identity;
    stranger.certificate = sample::somebody(2).device.certificate().clone();
    assert!(stranger.device_keys().is_err());
}

proptest! {
    #[test]
    fn any_edit_reads_back_from_the_journal(parts in vec((any::<Option<bool>>(), any::<u32>(), ".{0,8}"), 0..12)) {
        let delta: TextDelta = parts
            .into_iter()
            .map(|(kind, units, text)| match kind {
                None => TextOp::Insert(text),
                Some(true) => TextOp::Retain(units / 16),
                Some(false) => TextOp::Delete(units / 16),
            })
            .collect();
        let Record::Journal(mut journal) = sample::records()[6].clone() else { unreachable!("the seventh is a journal") };
        journal.delta = delta;
        let record = Record::Journal(journal);
        let stored = record.to_stored();
        prop_assert_eq!(Record::read(&stored.key, &stored.bytes), Ok(record));
    }
}
