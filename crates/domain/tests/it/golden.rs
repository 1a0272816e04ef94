//! Documents as every version of the schema made them: opened and shown the same by every later build.

use naptime_domain::{
    command::TextField,
    document::{Descriptor, Document, Source},
    id::{ActorId, PersonId},
    text::TextDelta,
    time::Timestamp,
};
use std::{fs, path::Path, process::Command};

const DOCUMENTS: [(&str, u32); 10] = [
    ("learner", 1),
    ("learner", 2),
    ("learner", 3),
    ("work", 1),
    ("joint-work", 2),
    ("notes", 1),
    ("notes-draft", 1),
    ("synthesis", 1),
    ("group", 1),
    ("response", 2),
];
const READER: PersonId = PersonId([0xa1; 32]);

fn golden(kind: &str, version: u32, end: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{kind}-{version}.{end}"))).unwrap()
}

#[test]
fn golden_documents_open_from_their_snapshots_and_from_their_changes_and_show_the_same() {
    for (kind, version) in DOCUMENTS {
        let about: Descriptor = minicbor::decode(&golden(kind, version, "about")).unwrap();
        let shown = String::from_utf8(golden(kind, version, "view")).unwrap();
        let actor = ActorId::new(&READER, [2; 8]);
        let opened = Document::load(&about, &golden(kind, version, "snapshot"), actor).unwrap();
        assert_eq!(format!("{:#?}\n", opened.view().unwrap()), shown, "{kind} {version}");
        let changes: Vec<minicbor::bytes::ByteVec> = minicbor::decode(&golden(kind, version, "changes")).unwrap();
        let changes: Vec<Vec<u8>> = changes.into_iter().map(Vec::from).collect();
        let mut merged = Document::create(&about, actor);
        merged.merge_changes(&changes, Source::SignedBy(READER), Timestamp(0)).unwrap();
        assert_eq!(merged.heads(), opened.heads(), "{kind} {version}");
        assert_eq!(format!("{:#?}\n", merged.view().unwrap()), shown, "{kind} {version}");
    }
}

#[test]
fn golden_documents_are_written_on() {
    let about: Descriptor = minicbor::decode(&golden("work", 1, "about")).unwrap();
    let mut doc = Document::load(&about, &golden("work", 1, "snapshot"), ActorId::new(&READER, [2; 8])).unwrap();
    doc.edit_text(&TextField::Draft, &TextDelta::splice(0, 0, "Later: ")).unwrap();
    doc.commit(Timestamp(1));
    assert!(doc.text(&TextField::Draft).unwrap().starts_with("Later: Ü"));
}

#[test]
fn the_first_changes_are_still_made_byte_for_byte() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("genesis");
    fs::create_dir_all(&folder).unwrap();
    // Cargo builds examples beside the tests.
    let example = std::env::current_exe().unwrap().ancestors().nth(2).unwrap().join("examples/genesis");
    assert!(Command::new(example).arg(&folder).status().unwrap().success());
    for kind in ["learner", "work", "notes", "synthesis", "group", "response"] {
        let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/document/genesis/{kind}.change"));
        assert_eq!(fs::read(folder.join(format!("{kind}.change"))).unwrap(), fs::read(built_in).unwrap(), "{kind}");
    }
}
