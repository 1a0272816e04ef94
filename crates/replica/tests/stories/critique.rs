//! What an author says to her critics: what she takes back, and what she answers.

use naptime_domain::id::SubmissionId;
use naptime_replica::{
    command::{Command, Refusal},
    simulator::Group,
};

const DRAFT: &str = "Rosa bakes at night.";

fn take_back(submission: SubmissionId, is_taken_back: bool) -> Command {
    Command::TakeBack { submission, is_taken_back }
}

/// What a device shows of it: whether it is taken back, its text, and how many notes.
fn seen(group: &mut Group, name: &str, submission: SubmissionId) -> (bool, String, usize) {
    let view = group.device(name).submission(submission).unwrap();
    (view.summary.is_taken_back, view.text, view.notes.len())
}

#[test]
fn what_its_author_takes_back_is_gone_for_the_group_and_what_was_said_about_it_stays() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share(DRAFT);
    group.run_until_quiet();
    group.cut_off("ben");
    group.device("ana").run(take_back(submission, true));
    group.device("ben").note(submission, "who is it for?");
    group.reconnect();
    group.run_until_quiet();
    assert_eq!(seen(&mut group, "ben", submission), (true, String::new(), 1));
    assert_eq!(seen(&mut group, "ana", submission), (true, DRAFT.to_owned(), 1), "she still has it");
    group.device("ana").run(take_back(submission, false));
    group.run_until_quiet();
    assert_eq!(seen(&mut group, "ben", submission), (false, DRAFT.to_owned(), 1));
    group.assert_same_everywhere();
}

#[test]
fn nobody_takes_back_or_answers_what_is_anothers() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share(DRAFT);
    group.run_until_quiet();
    group.device("ben").note(submission, "who is it for?");
    let note = group.device("ben").submission(submission).unwrap().notes[0].id;
    let ben = &mut group.device("ben");
    assert_eq!(ben.try_run(take_back(submission, true)), Err(Refusal::NotYours));
    let answer = Command::AnswerNote { submission, note, words: "For me.".into() };
    assert_eq!(ben.try_run(answer), Err(Refusal::NotYours));
    assert_eq!(ben.try_run(take_back(SubmissionId([9; 32]), true)), Err(Refusal::Unknown));
}

#[test]
fn an_answer_stands_under_its_note_also_when_the_note_is_withdrawn() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share(DRAFT);
    group.run_until_quiet();
    group.device("ben").note(submission, "who is it for?");
    group.run_until_quiet();
    let note = group.device("ana").submission(submission).unwrap().notes[0].id;
    group.cut_off("ana");
    group.device("ana").run(Command::AnswerNote { submission, note, words: "For her neighbours. 🌱".into() });
    group.device("ben").run(Command::WithdrawNote { submission, note });
    group.reconnect();
    group.run_until_quiet();
    let seen = group.device("ben").submission(submission).unwrap().notes.remove(0);
    assert_eq!((seen.is_withdrawn, seen.answers), (true, vec!["For her neighbours. 🌱".to_owned()]));
    group.device("ana").run(Command::AnswerNote { submission, note, words: " ".into() });
    group.run_until_quiet();
    assert!(group.device("ben").submission(submission).unwrap().notes[0].answers.is_empty(), "she has none any more");
    group.assert_same_everywhere();
}
