//! Writes an export file with a draft of 5,000 changes, and beside it the words that open it: `long_work FILE`.
#![allow(clippy::expect_used, reason = "a tool for the developer who asks for it")]

use naptime_domain::id::ChallengeId;
use naptime_replica::command::{Command, TextTarget, WorkId};
use naptime_simulator::Group;
use std::{env, fs, path::PathBuf};

const CHANGES: usize = 5_000;
/// The first of the built-in programme.
const CHALLENGE: &str = "who-are-we-talking-to";

fn main() {
    let file = PathBuf::from(env::args_os().nth(1).expect("the file to write"));
    let challenge = ChallengeId::new(CHALLENGE).expect("a course id");
    let mut group = Group::of_strangers(["ana"]);
    let mut ana = group.device("ana");
    ana.run(Command::StartChallenge { challenge: challenge.clone(), edition: None });
    let work = WorkId::hers(challenge);
    for change in 0..CHANGES {
        ana.write(TextTarget::WorkDraft { work: work.clone() }, &format!("{change} "));
    }
    group.run_until_quiet();
    let mut ana = group.device("ana");
    fs::write(&file, ana.export()).expect("the export file");
    fs::write(file.with_added_extension("words"), ana.words()).expect("the words");
}
