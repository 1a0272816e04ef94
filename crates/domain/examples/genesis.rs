//! Writes the first change of each kind of document, as it was once and for all: `cargo run -p naptime-domain --example genesis -- <folder>`.
//!
//! The files under `src/document/genesis` came from here. Running it again gives the same bytes, and a test says so.
//! Never change a kind's shape here: a migration is a new hard-coded change after this one.
#![allow(clippy::expect_used, reason = "a tool for the developer who asks for it")]

use automerge::{
    ActorId, AutoCommit,
    ObjType::{Map, Text},
    ROOT, TextEncoding,
    transaction::{CommitOptions, Transactable},
};
use std::{env, fs, path::PathBuf};

fn main() {
    let folder = PathBuf::from(env::args().nth(1).expect("the folder to write to"));
    for (kind, shape) in shapes() {
        fs::write(folder.join(format!("{kind}.change")), first_change(&shape))
            .expect("a folder that can be written to");
    }
}

type Shape = Vec<(&'static str, automerge::ObjType, Vec<&'static str>)>;

/// Each kind's containers, and the texts in them.
fn shapes() -> [(&'static str, Shape); 6] {
    let brief = vec!["who", "different", "for-whom", "have", "by-when"];
    let texts = |names: &[&'static str]| names.iter().map(|name| (*name, Text, Vec::new())).collect::<Shape>();
    let maps = |names: &[&'static str]| names.iter().map(|name| (*name, Map, Vec::new())).collect::<Shape>();
    let work = [
        texts(&["draft", "title", "focus", "client", "wants"]),
        vec![("brief", Map, brief)],
        maps(&["shared", "versions", "evidence"]),
    ]
    .concat();
    [
        ("learner", maps(&["spaces", "challenges", "events", "struck", "minutes"])),
        ("work", work),
        ("notes", maps(&["notes", "ratings"])),
        ("synthesis", texts(&["body"])),
        ("group", [texts(&["charter"]), maps(&["members"])].concat()),
        ("response", maps(&["answers"])),
    ]
}

fn first_change(shape: &Shape) -> Vec<u8> {
    let mut doc =
        AutoCommit::new_with_encoding(TextEncoding::Utf16CodeUnit).with_actor(ActorId::from(*b"naptime genesis1"));
    for (name, object, texts) in shape {
        let container = doc.put_object(ROOT, *name, *object).expect("a new document");
        for text in texts {
            doc.put_object(&container, *text, Text).expect("a new map");
        }
    }
    doc.commit_with(CommitOptions::default().with_time(0)).expect("operations to commit");
    doc.get_last_local_change().expect("the change just made").raw_bytes().to_vec()
}
