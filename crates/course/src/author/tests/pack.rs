//! The same folder gives the same bytes, and the bytes give the folder's words back.

use super::sample;
use crate::author::{Folder, lint_folder, pack, pack_dir, pack_folder};
use crate::package::{AROUND, CURRENT, Current, INDEX, Manifest, Package};
use crate::read::{self, Course, Unreadable};
use proptest::prelude::*;
use std::{collections::BTreeSet, fs, path::Path};

fn sample() -> Package {
    pack_folder(&Folder::from_files(sample::files())).unwrap()
}

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/format-1");

/// The sample of the day format 1 was settled. These files are never written again: every later build must open them.
#[test]
fn a_package_of_format_1_opens_and_packs_to_the_same_bytes() {
    let package = sample();
    if std::env::var_os("NAPTIME_WRITE_GOLDEN").is_some() {
        fs::create_dir_all(GOLDEN).unwrap();
        for (name, bytes) in package.stored() {
            fs::write(Path::new(GOLDEN).join(name), bytes).unwrap();
        }
    }
    let current = fs::read(Path::new(GOLDEN).join(CURRENT)).unwrap();
    let current = Current::parse(&current).unwrap();
    assert_eq!(current.package, package.hash());
    for (name, bytes) in package.stored() {
        assert_eq!(fs::read(Path::new(GOLDEN).join(&name)).unwrap(), bytes, "{name}");
    }
    let kept = current.manifest.files().map(|(path, hash)| {
        let name = crate::package::stored_name(path, hash);
        (path.to_owned(), fs::read(Path::new(GOLDEN).join(name)).unwrap())
    });
    let course = read::whole(&Package::new(kept).unwrap()).unwrap();
    assert_eq!(course.index.programme.title, "Tea for neighbours");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_order_in_which_files_come_does_not_matter(
        files in Just(sample::files().into_iter().collect::<Vec<_>>()).prop_shuffle()
    ) {
        prop_assert_eq!(pack_folder(&Folder::from_files(files)).unwrap(), sample());
    }

    #[test]
    fn any_change_to_a_word_gives_the_package_another_name(word in "[a-z]{1,12}") {
        let folder = sample::with(sample::NUGGET, "iced tea", &format!("iced {word}"));
        let same = word == "tea";
        prop_assert_eq!(pack_folder(&folder).unwrap().hash() == sample().hash(), same);
    }

    #[test]
    fn a_folder_of_any_text_gives_findings_and_never_a_panic(
        path in prop::sample::select(vec![
            sample::PROGRAMME, sample::CHALLENGE, sample::LESSON, sample::TUNING, sample::NORMS, sample::PICTURE,
        ]),
        at in any::<prop::sample::Index>(),
        text in prop_oneof![
            "\\PC{0,40}",
            "[-:>#*_`\\[\\]()!<|&{}\n ]{0,40}",
            prop::collection::vec(any::<u8>(), 0..20).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        ],
    ) {
        let mut files = sample::files();
        let bytes = files.get_mut(path).unwrap();
        let at = at.index(bytes.len());
        bytes.splice(at..at, text.into_bytes());
        let folder = Folder::from_files(files);
        let refused = lint_folder(&folder).iter().any(|finding| finding.severity == crate::author::Severity::Error);
        prop_assert_eq!(pack_folder(&folder).is_err(), refused);
    }
}

#[test]
fn packing_on_disk_gives_the_bytes_of_packing_in_memory() {
    let from = tempfile::tempdir().unwrap();
    for (path, bytes) in sample::files() {
        let path = from.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    fs::write(from.path().join(".hidden"), "not a part of it").unwrap();
    assert_eq!(pack(from.path()).unwrap(), sample());

    let to = tempfile::tempdir().unwrap();
    fs::write(to.path().join("an-older-edition.pack"), "stays").unwrap();
    assert_eq!(pack_dir(from.path(), to.path()).unwrap(), sample().hash());
    let names: BTreeSet<_> =
        fs::read_dir(to.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut expected: BTreeSet<_> = sample().stored().into_iter().map(|(name, _)| name).collect();
    expected.insert("an-older-edition.pack".to_owned());
    assert_eq!(names, expected);
}

#[test]
fn a_package_has_an_index_a_file_for_each_challenge_and_the_pictures_that_are_used() {
    let folder = sample::with_file("media/unused.png", [1, 2, 3]);
    let paths: Vec<_> = pack_folder(&folder).unwrap().files().map(|file| file.path.to_owned()).collect();
    assert_eq!(paths, [AROUND, "challenges/tea.pack", INDEX, "media/pot.svg"]);
}

#[test]
fn a_manifest_is_what_sha256sum_would_write() {
    let text = sample().manifest().text();
    assert_eq!(text.lines().count(), 4);
    assert!(text.lines().all(|line| line.len() > 66 && &line[64..66] == "  "), "{text}");
    assert_eq!(Manifest::parse(text.as_bytes()).unwrap(), *sample().manifest());
}

#[test]
fn the_file_named_current_leads_to_the_index() {
    let stored = sample().stored();
    let (name, bytes) = stored.last().unwrap();
    assert_eq!(name, CURRENT);
    let current = Current::parse(bytes).unwrap();
    assert_eq!(current.package, sample().hash());
    let (_, index) = stored.iter().find(|(name, _)| *name == current.index_name().unwrap()).unwrap();
    let index = read::index(index).unwrap();
    let challenge = &index.challenges[0];
    let (_, bytes) = stored.iter().find(|(name, _)| *name == challenge.file.hash.pack_name()).unwrap();
    read::verify(bytes, challenge.file.hash).unwrap();
    assert_eq!(u32::try_from(bytes.len()).unwrap(), challenge.file.bytes);
    assert_eq!(read::challenge(bytes).unwrap().id, challenge.id);
}

#[test]
fn a_package_whose_files_were_swapped_is_refused() {
    let package = sample();
    let files = package.files().map(|file| {
        let bytes = if file.path == INDEX { file.bytes.to_vec() } else { sample_of(file.path) };
        (file.path.to_owned(), bytes)
    });
    let files: Vec<_> = files.collect();
    assert_eq!(
        read::whole(&Package::new(files).unwrap()).map(|course: Course| course.index),
        Err(Unreadable::OtherBytes)
    );
}

/// The file at a path, from a folder that says something else there.
fn sample_of(path: &str) -> Vec<u8> {
    let folder = sample::with(sample::NUGGET, "iced tea", "iced water");
    pack_folder(&folder).unwrap().file(path).unwrap().to_vec()
}

#[test]
fn a_package_without_a_challenge_of_its_index_is_refused() {
    let files = sample();
    let files = files.files().filter(|file| !file.path.starts_with("challenges/"));
    let package = Package::new(files.map(|file| (file.path.to_owned(), file.bytes.to_vec()))).unwrap();
    assert_eq!(
        read::whole(&package).map(|course| course.index),
        Err(Unreadable::Missing { path: "challenges/tea.pack".to_owned() })
    );
}
