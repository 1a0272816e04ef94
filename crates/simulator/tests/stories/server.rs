//! A server that forgets, lies, or is not one.

use naptime_domain::time::Timestamp;
use naptime_replica::{
    command::{Command, TextTarget},
    cursor::{ChunkId, Cursor},
    replica::Input,
    view::{Attention, Connection, SyncState},
    wire::{EntriesOutcome, LoggedChunk, ServerMessage, SpaceAnswer, SpaceStatus, SyncAnswer},
};
use naptime_simulator::Group;
use sha2::{Digest, Sha256};

#[test]
fn an_old_server_backup_is_noticed_and_refilled() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.run_until_quiet();
    let backup = group.back_up();
    group.device("ana").note(submission, "a note to myself");
    group.device("ben").note(submission, "what does she worry about?");
    group.device("ben").write(TextTarget::Synthesis { submission }, "Common words. ");
    group.run_until_quiet();
    group.restore(&backup);
    assert!(group.lost_chunks() > 0);
    group.run_until_quiet();
    let noticed = SyncState::Attention(Attention::ServerForked);
    assert!(["ana", "ben"].into_iter().any(|name| group.device(name).states().contains(&noticed)));
    assert_eq!(group.lost_chunks(), 0);
    assert_eq!(group.device("ana").sync().state, SyncState::Quiet, "there is nothing left to tell");
    assert_eq!(group.device("ana").notes(submission).len(), 2);
    group.assert_same_everywhere();
}

#[test]
fn a_backup_from_before_somebody_joined_lets_her_in_again() {
    let mut group = Group::of(["ana", "ben"]);
    let backup = group.back_up();
    let link = group.device("ana").invite(3);
    group.run_until_quiet();
    group.new_device("cleo");
    group.device("cleo").run(Command::Begin { name: "cleo".into() });
    group.device("cleo").run(Command::Join { link });
    let submission = group.device("cleo").share("A draft.");
    group.run_until_quiet();
    group.restore(&backup);
    group.run_until_quiet();
    assert_eq!(group.device("ana").group().unwrap().members.len(), 3);
    group.device("ben").note(submission, "welcome back");
    group.run_until_quiet();
    assert_eq!(group.device("cleo").notes(submission), ["welcome back"]);
    group.assert_same_everywhere();
}

#[test]
fn a_server_that_lost_everything_is_filled_again_by_its_members() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.device("ben").note_when_seen(submission, "good");
    group.run_until_quiet();
    group.lose_server();
    group.run_until_quiet();
    assert_eq!(group.lost_chunks(), 0);
    group.assert_same_everywhere();
    let link = group.device("ben").invite(1);
    group.run_until_quiet();
    group.new_device("cleo");
    group.device("cleo").run(Command::Begin { name: "cleo".into() });
    group.device("cleo").run(Command::Join { link });
    group.run_until_quiet();
    assert_eq!(group.device("cleo").notes(submission), ["good"]);
}

#[test]
fn a_login_page_instead_of_an_answer_is_no_connection() {
    let mut group = Group::of(["ana", "ben"]);
    group.stop_server();
    let space = group.space();
    group.device("ana").run(Command::RenameGroup { group: space, name: "Corner".into() });
    for _ in 0..50 {
        group.device("ana").input(Input::Answered(b"<!doctype html><title>Free wifi</title>".to_vec()));
        group.pass_ms(500);
    }
    assert_eq!(group.device("ana").sync().connection, Connection::Offline);
    assert_eq!(group.device("ana").sync().state, SyncState::SavedHere);
    group.reconnect();
    group.run_until_quiet();
    assert_eq!(group.device("ben").group().unwrap().names, ["Corner"]);
}

#[test]
fn someone_who_returns_needs_one_round_trip() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.run_until_quiet();
    group.cut_off("ana");
    group.device("ana").write(TextTarget::Synthesis { submission }, &"ten quiet minutes ".repeat(11));
    group.device("ben").write(TextTarget::Synthesis { submission }, "meanwhile ");
    group.device("ana").kill();
    group.pass_ms(60_000);
    let (requests, up, down) = group.traffic();
    group.reconnect_only("ana");
    group.pass_ms(60);
    let view = group.device("ana").submission(submission).unwrap();
    assert!(view.synthesis.contains("meanwhile ") && group.device("ana").sync().waiting == 0);
    let (requests_after, up_after, down_after) = group.traffic();
    assert_eq!(requests_after - requests, 1);
    assert!(up_after - up < 1_400, "{} bytes up for 198 letters", up_after - up);
    assert!(down_after - down < 1_200, "{} bytes down", down_after - down);
    group.run_until_quiet();
    group.assert_same_everywhere();
}

/// What the server would tell a listener of the group's chunks from an offset on.
fn news_from(group: &Group, offset: usize) -> Vec<u8> {
    let chunks = group.chunks();
    let after = |cursor: Cursor, chunk: &Vec<u8>| cursor.after(&ChunkId(Sha256::digest(chunk).into()));
    let cursor = chunks.iter().fold(Cursor::START, after);
    let logged = |(offset, bytes)| LoggedChunk { offset: offset as u64, bytes };
    let space = SpaceAnswer {
        space: group.space(),
        status: SpaceStatus::Ok,
        entries: Vec::new(),
        entries_outcome: EntriesOutcome::Accepted,
        acknowledged: Vec::new(),
        refused: Vec::new(),
        chunks: chunks.into_iter().enumerate().skip(offset).map(logged).collect(),
        cursor,
        more: false,
    };
    let answer = SyncAnswer { request: 0, nonce: Vec::new(), server_time: Timestamp(0), spaces: vec![space] };
    ServerMessage::Answer(answer).to_bytes()
}

#[test]
fn late_news_of_a_log_that_is_gone_hides_nothing_that_comes_after() {
    let mut group = Group::of(["ana", "ben", "cleo"]);
    ["ana", "cleo"].into_iter().for_each(|name| group.cut_off(name));
    let (backup, offset, charter) = (group.back_up(), group.chunks().len(), group.charter());
    group.device("ben").write(charter.clone(), "Gone with the server. ");
    group.run_until_quiet();
    let late = news_from(&group, offset);
    group.cut_off("ben");
    ["ana", "cleo"].into_iter().for_each(|name| group.reconnect_only(name));
    group.restore(&backup);
    group.run_until_quiet();
    group.device("ana").input(Input::Answered(late));
    group.pass_ms(1_000);
    group.device("cleo").write(charter, "Here to stay. ");
    group.run_until_quiet();
    assert!(group.device("ana").group().unwrap().charter.contains("Here to stay. "));
    group.reconnect();
    group.run_until_quiet();
    assert!(group.device("cleo").group().unwrap().charter.contains("Gone with the server. "));
    group.assert_same_everywhere();
}
