//! A file opens whole with its own words, or not at all.

use super::{EXPORT_BYTES_MAX, ExportRefused, Section, TooMuch, read, write};
use crate::{
    keys::RecoveryEntropy,
    tests::sample::{rng, sections, somebody},
};
use sha2::{Digest, Sha256};

fn file() -> Vec<u8> {
    write(&sections(), &somebody(1).keys, &mut rng(1)).unwrap()
}

/// With its checksum made right again.
fn summed(mut file: Vec<u8>) -> Vec<u8> {
    file.truncate(file.len() - 32);
    let sum = Sha256::digest(&file);
    file.extend_from_slice(&sum);
    file
}

#[test]
fn twelve_words_on_a_fresh_device_open_the_whole_file() {
    let ana = somebody(1);
    let words = ana.entropy.words();
    let restored = RecoveryEntropy::from_words(&words).unwrap().person_keys();
    assert_eq!(read(&file(), &restored).unwrap(), sections());
}

#[test]
fn the_words_of_somebody_else_are_told_apart_from_damage() {
    assert_eq!(read(&file(), &somebody(2).keys), Err(ExportRefused::WrongWords));
}

#[test]
fn a_file_says_nothing_but_whose_it_is() {
    let file = file();
    let Section::Space(space) = &sections()[0] else { unreachable!("the first is a space") };
    let contains = |part: &[u8]| file.windows(part.len()).any(|window| window == part);
    assert!(contains(&somebody(1).keys.person().0));
    assert!(!contains(&space.space.0));
    assert!(!contains(&space.submissions[0][..8]));
}

#[test]
fn a_damaged_or_shortened_file_is_refused_whole() {
    let keys = somebody(1).keys;
    let file = file();
    for place in (8..file.len()).step_by(7) {
        let mut flipped = file.clone();
        flipped[place] ^= 1;
        assert_eq!(read(&flipped, &keys), Err(ExportRefused::Damaged), "{place}");
        // A checksum is no defence: anybody can make one.
        if place < file.len() - 32 {
            assert!(read(&summed(flipped), &keys).is_err(), "{place}");
        }
        assert!(read(&file[..place], &keys).is_err(), "{place}");
    }
    let mut longer = file.clone();
    longer.push(0);
    assert_eq!(read(&longer, &keys), Err(ExportRefused::Damaged));
    assert_eq!(read(b"%PDF-1.7", &keys), Err(ExportRefused::NotAnExport));
    assert_eq!(read(b"", &keys), Err(ExportRefused::NotAnExport));
    let mut newer = file;
    newer[7] = 2;
    assert_eq!(read(&newer, &keys), Err(ExportRefused::Newer));
}

#[test]
fn sections_are_not_left_out_moved_or_taken_from_another_file() {
    let keys = somebody(1).keys;
    let two = vec![Section::Invites(vec!["a".to_owned()]), Section::Invites(vec!["b".to_owned()])];
    let file = write(&two, &keys, &mut rng(1)).unwrap();
    let (head, sealed) = file[..file.len() - 32].split_at(44);
    let (first, second) = sealed.split_at(sealed.len() / 2);
    let swapped = summed([head, second, first, &[0; 32]].concat());
    assert_eq!(read(&swapped, &keys), Err(ExportRefused::Damaged));
    let mut one = head.to_vec();
    one[43] = 1;
    let shortened = summed([one.as_slice(), first, &[0; 32]].concat());
    assert_eq!(read(&shortened, &keys), Err(ExportRefused::Damaged));
}

#[test]
fn more_than_96_mebibytes_is_neither_written_nor_read() {
    let keys = somebody(1).keys;
    let large = Section::Invites(vec!["x".repeat(EXPORT_BYTES_MAX)]);
    assert_eq!(write(&[large], &keys, &mut rng(1)), Err(TooMuch));
    let file = vec![0; EXPORT_BYTES_MAX + 1];
    assert_eq!(read(&file, &keys), Err(ExportRefused::TooLong { max: EXPORT_BYTES_MAX }));
}

#[test]
fn an_empty_export_is_a_file_too() {
    let keys = somebody(1).keys;
    assert_eq!(read(&write(&[], &keys, &mut rng(1)).unwrap(), &keys), Ok(Vec::new()));
}
