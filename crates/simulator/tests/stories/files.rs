//! Everything as one file, and back.

use naptime_replica::command::{Command, Refusal, Reply};
use naptime_simulator::Group;

#[test]
fn everything_comes_back_from_a_file_without_a_server() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.device("ben").note_when_seen(submission, "good");
    group.run_until_quiet();
    group.cut_off("ana");
    group.device("ana").note(submission, "not sent yet");
    let (file, words) = (group.device("ana").export(), group.device("ana").words());
    group.device("ana").wipe();
    group.pass_ms(10_000);
    assert_eq!(group.device("ana").import(file.clone(), None), Err(Refusal::NotBegun));
    group.device("ana").import(file.clone(), Some(&words)).unwrap();
    assert_eq!(group.device("ana").work().unwrap().draft, "A draft.");
    assert_eq!(group.device("ana").notes(submission), ["good", "not sent yet"]);
    group.reconnect();
    group.run_until_quiet();
    assert_eq!(group.device("ben").notes(submission), ["good", "not sent yet"]);
    group.device("ana").import(file, None).unwrap();
    group.run_until_quiet();
    group.assert_same_everywhere();
}

#[test]
fn a_file_opens_for_its_owner_only_and_only_whole() {
    let mut group = Group::of(["ana", "ben"]);
    group.device("ana").share("A draft.");
    let file = group.device("ana").export();
    let ben = group.device("ben").words();
    assert_eq!(group.device("ben").import(file.clone(), None), Err(Refusal::NotYours));
    group.new_device("nobody");
    assert_eq!(
        group.device("nobody").import(file.clone(), Some("three wrong words")),
        Err(Refusal::WordCount { found: 3 })
    );
    assert_eq!(group.device("nobody").import(file.clone(), Some(&ben)), Err(Refusal::WrongWords));
    let cut = file[..file.len() / 2].to_vec();
    assert!(group.device("ana").import(cut, None).is_err());
    assert!(group.device("nobody").try_run(Command::SetName { name: "x".into() }).is_err(), "nobody moved in");
}

#[test]
fn an_imported_file_refills_a_server_that_lost_everything() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.run_until_quiet();
    let (file, words) = (group.device("ana").export(), group.device("ana").words());
    group.device("ana").wipe();
    group.device("ben").wipe();
    group.lose_server();
    group.pass_ms(10_000);
    group.device("ana").import(file, Some(&words)).unwrap();
    group.run_until_quiet();
    assert_eq!(group.device("ana").submission(submission).unwrap().text, "A draft.");
    assert!(group.chunks().len() >= 3, "the group's log is on the server again");
    assert_eq!(group.device("ana").sync().waiting, 0);
}

#[test]
fn a_file_made_while_an_invitation_waited_does_not_part_its_owner_from_the_group() {
    let mut group = Group::of(["ana", "ben"]);
    group.cut_off("ana");
    group.device("ana").invite(3);
    let (file, words) = (group.device("ana").export(), group.device("ana").words());
    group.device("ben").invite(2);
    group.run_until_quiet();
    group.device("ana").wipe();
    group.reconnect();
    group.pass_ms(10_000);
    group.device("ana").import(file, Some(&words)).unwrap();
    group.run_until_quiet();
    let submission = group.device("ana").share("A draft.");
    group.run_until_quiet();
    assert_eq!(group.device("ben").submission(submission).unwrap().text, "A draft.");
    assert_eq!(group.device("ben").group().unwrap().invites.len(), 3, "hers was made anew behind Ben's");
    group.assert_same_everywhere();
}

#[test]
fn a_group_that_never_met_the_server_comes_back_from_a_file() {
    let mut group = Group::of_strangers(["ana", "ben"]);
    group.cut_off("ana");
    let Reply::Group(space) = group.device("ana").run(Command::CreateGroup { name: "Bakery".into() }) else { panic!() };
    group.set_space(space);
    let link = group.device("ana").invite(1);
    let submission = group.device("ana").share("A draft.");
    let (file, words) = (group.device("ana").export(), group.device("ana").words());
    group.device("ana").wipe();
    group.reconnect();
    group.pass_ms(10_000);
    group.device("ana").import(file, Some(&words)).unwrap();
    group.run_until_quiet();
    group.device("ben").run(Command::Join { link });
    group.run_until_quiet();
    assert_eq!(group.device("ben").submission(submission).unwrap().text, "A draft.");
    group.assert_same_everywhere();
}
