//! The same folder gives the same bytes, and the bytes give the folder's words back.

use super::sample;
use crate::archive;
use crate::author::{Folder, lint, load, pack, unpack};
use crate::package::{AROUND, CURRENT, Current, INDEX, Manifest, Package};
use crate::read::{self, Course, Unreadable};
use proptest::prelude::*;
use std::{collections::BTreeSet, fs, path::Path};

fn sample() -> Package {
    pack(&Folder::from_files(sample::files())).unwrap()
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
        prop_assert_eq!(pack(&Folder::from_files(files)).unwrap(), sample());
    }

    #[test]
    fn any_change_to_a_word_gives_the_package_another_name(word in "[a-z]{1,12}") {
        let folder = sample::with(sample::NUGGET, "iced tea", &format!("iced {word}"));
        let same = word == "tea";
        prop_assert_eq!(pack(&folder).unwrap().hash() == sample().hash(), same);
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
        let refused = lint(&folder).iter().any(|finding| finding.severity == crate::author::Severity::Error);
        prop_assert_eq!(pack(&folder).is_err(), refused);
    }
}

/// Writes the sample's files in an order, with times that lie apart.
fn write_sample(dir: &Path, order: impl IntoIterator<Item = (String, Vec<u8>)>) {
    for (age, (path, bytes)) in (1..).zip(order) {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        let time = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(86_400 * age);
        fs::File::options().append(true).open(path).unwrap().set_modified(time).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn neither_the_order_of_writing_nor_times_nor_hidden_files_change_a_byte_of_the_packed_file(
        files in Just(sample::files().into_iter().collect::<Vec<_>>()).prop_shuffle()
    ) {
        let from = tempfile::tempdir().unwrap();
        write_sample(from.path(), files);
        fs::write(from.path().join(".hidden"), "not a part of it").unwrap();
        let packed = archive::write(&pack(&Folder::read(from.path()).unwrap()).unwrap());
        prop_assert!(packed == archive::write(&sample()));
    }
}

#[test]
fn an_edition_is_loaded_from_a_file_a_folder_of_packed_files_and_the_folder_it_is_made_of() {
    let dir = tempfile::tempdir().unwrap();
    let (written, file, stored) = (dir.path().join("written"), dir.path().join("tea.zip"), dir.path().join("stored"));
    write_sample(&written, sample::files());
    fs::write(&file, archive::write(&sample())).unwrap();
    unpack(&sample(), &stored).unwrap();
    for path in [&written, &file, &stored] {
        assert_eq!(load(path).unwrap(), sample(), "{}", path.display());
    }
}

#[test]
fn what_cannot_be_loaded_says_where_and_why() {
    let dir = tempfile::tempdir().unwrap();
    let said = |path: &Path| load(path).unwrap_err().to_string();
    let missing = said(&dir.path().join("no.zip"));
    assert!(missing.contains("no.zip") && missing.contains("No such file"), "{missing}");
    assert!(said(dir.path()).contains("there is no programme.yaml"));
    fs::write(dir.path().join("page.html"), "<html>").unwrap();
    assert!(said(&dir.path().join("page.html")).contains("not a packed programme"));

    unpack(&sample(), dir.path()).unwrap();
    let (name, _) = sample().stored().remove(0);
    fs::write(dir.path().join(&name), "other words").unwrap();
    assert!(said(dir.path()).contains("not the file that was asked for"));
    fs::remove_file(dir.path().join(&name)).unwrap();
    assert!(said(dir.path()).contains(&format!("lacks {name}")));
}

#[test]
fn unpacking_keeps_the_editions_that_are_there() {
    let to = tempfile::tempdir().unwrap();
    fs::write(to.path().join("an-older-edition.pack"), "stays").unwrap();
    unpack(&sample(), to.path()).unwrap();
    let names: BTreeSet<_> =
        fs::read_dir(to.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut expected: BTreeSet<_> = sample().stored().into_iter().map(|(name, _)| name).collect();
    expected.insert("an-older-edition.pack".to_owned());
    assert_eq!(names, expected);
}

#[test]
fn a_package_has_an_index_a_file_for_each_challenge_and_the_pictures_that_are_used() {
    let folder = sample::with_file("media/unused.png", [1, 2, 3]);
    let paths: Vec<_> = pack(&folder).unwrap().files().map(|file| file.path.to_owned()).collect();
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
    pack(&folder).unwrap().file(path).unwrap().to_vec()
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
