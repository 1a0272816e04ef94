//! What goes into one file comes out of it, and nothing else gets in.

use super::*;
use crate::author::{Folder, pack};
use crate::package::CURRENT;
use proptest::prelude::*;
use std::sync::LazyLock;

static PACKAGE: LazyLock<Package> = LazyLock::new(|| pack(&Folder::example()).unwrap());
static PACKED: LazyLock<Vec<u8>> = LazyLock::new(|| write(&PACKAGE));

/// A zip of any entries, by the rules of the format alone.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes) in entries {
        out.extend_from_slice(LOCAL_HEADER);
        out.extend_from_slice(&facts(name, bytes));
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(bytes);
    }
    out
}

#[test]
fn a_package_comes_out_as_it_went_in() {
    assert_eq!(open(&PACKED).unwrap(), *PACKAGE);
}

/// Pinned, so that a machine, a system or a build that writes other bytes is noticed there.
#[test]
fn a_package_is_this_very_file_everywhere() {
    let files = [("index.pack", "one"), ("media/pot.svg", "two")];
    let package = Package::new(files.map(|(path, text)| (path.to_owned(), text.into()))).unwrap();
    let written = crate::model::FileHash::of(&write(&package)).to_string();
    assert_eq!(written, "c26e8c22f6a491ba04bf9657ab64693a2a2481b69e7bf53cddae76221a504387");
}

/// Python's zip module stands for ordinary tools: it checks every checksum and the directory.
#[test]
fn an_ordinary_tool_opens_it_and_finds_the_files_a_server_hands_out() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), &*PACKED).unwrap();
    let script = "import sys, zipfile\n\
                  file = zipfile.ZipFile(sys.argv[1])\n\
                  assert file.testzip() is None\n\
                  for entry in file.infolist(): print(entry.filename, entry.file_size, entry.date_time[:3])";
    let Ok(python) = std::process::Command::new("python3").args(["-c", script]).arg(file.path()).output() else {
        return;
    };
    assert!(python.status.success(), "{}", String::from_utf8_lossy(&python.stderr));
    let expected = PACKAGE.stored().into_iter().map(|(name, bytes)| format!("{name} {} (1980, 1, 1)\n", bytes.len()));
    assert_eq!(String::from_utf8(python.stdout).unwrap(), expected.collect::<String>());
}

#[test]
fn a_compressed_entry_is_refused_however_small_it_is() {
    let mut bomb = zip(&[("current", b"")]);
    bomb[8] = 8;
    assert_eq!(open(&bomb), Err(NotAPackage::NotStored { name: "current".to_owned() }));
    bomb[8] = 0;
    bomb[6] = 1;
    assert_eq!(open(&bomb), Err(NotAPackage::NotStored { name: "current".to_owned() }));
}

#[test]
fn a_name_that_leads_elsewhere_is_refused() {
    for name in ["../current", "/etc/passwd", "..", "a/b", "C:\\current", "Current", ""] {
        assert_eq!(open(&zip(&[(name, b"")])), Err(NotAPackage::StrangeName { name: name.to_owned() }), "{name}");
    }
    let long = "a".repeat(200);
    assert_eq!(open(&zip(&[(&long, b"")])), Err(NotAPackage::StrangeName { name: "a".repeat(80) }));
    let twice: [(&str, &[u8]); 2] = [("current", b"one"), ("current", b"two")];
    assert_eq!(open(&zip(&twice)), Err(NotAPackage::StrangeName { name: "current".to_owned() }));
}

#[test]
fn a_hundred_thousand_files_are_refused() {
    let names: Vec<_> = (0..100_000).map(|number| format!("{number:06}.pack")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(open(&zip(&entries)), Err(NotAPackage::TooManyEntries));
}

#[test]
fn a_file_of_another_kind_or_size_is_refused() {
    assert_eq!(open(b""), Err(NotAPackage::NotAZip));
    assert_eq!(open(b"\x89PNG\r\n"), Err(NotAPackage::NotAZip));
    let huge = vec![0; ARCHIVE_BYTES_MAX + 1];
    assert_eq!(open(&huge), Err(NotAPackage::TooLarge { bytes: ARCHIVE_BYTES_MAX + 1 }));
    assert_eq!(open(&zip(&[("a.txt", b"hello")])), Err(Unreadable::Missing { path: CURRENT.to_owned() }.into()));
}

#[test]
fn a_file_that_was_added_is_noticed() {
    let mut bytes = zip(&[("readme.txt", b"hello")]);
    bytes.extend_from_slice(&PACKED);
    assert_eq!(open(&bytes), Err(NotAPackage::Changed));
}

proptest! {
    #[test]
    fn a_changed_byte_is_noticed_wherever_it_is(at in any::<prop::sample::Index>(), change in 1_u8..) {
        let mut bytes = PACKED.clone();
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        prop_assert!(open(&bytes).is_err());
    }

    #[test]
    fn a_file_cut_short_is_refused(at in any::<prop::sample::Index>()) {
        prop_assert!(open(&PACKED[..at.index(PACKED.len())]).is_err());
    }

    #[test]
    fn bytes_of_any_kind_are_refused_and_never_a_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(open(&bytes).is_err());
        bytes.splice(0..0, LOCAL_HEADER.iter().copied());
        prop_assert!(open(&bytes).is_err());
    }
}
