//! What an author says to her critics: what she takes back, and what she answers.

use naptime_domain::{
    id::SubmissionId,
    text::{TextDelta, session::Outgoing},
};
use naptime_replica::{
    command::{Command, Refusal, Reply, TextTarget},
    replica::Input,
};
use naptime_simulator::{Group, work};

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

/// Types two words key by key: the first is on its way, the second waits for it in the box.
fn type_fast(group: &mut Group, name: &str, id: u32) {
    for word in ["Who is ", "it for?"] {
        group.device(name).write_on(id, word);
    }
}

/// Begins a note on what another has shown, and opens its box.
fn open_note(group: &mut Group, name: &str, submission: SubmissionId) -> u32 {
    group.device(name).add_note(submission, "");
    let note = group.device(name).submission(submission).unwrap().my_drafts[0].id;
    group.device(name).open(TextTarget::DraftNote { submission, note })
}

#[test]
fn what_is_typed_just_before_a_note_is_shared_is_shared_with_it() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share(DRAFT);
    group.run_until_quiet();
    let id = open_note(&mut group, "ben", submission);
    group.cut_off("ben");
    type_fast(&mut group, "ben", id);
    group.device("ben").run(Command::ShareNotes { submission });
    assert_eq!(group.device("ben").notes(submission), ["Who is it for?"]);
    group.reconnect();
    group.run_until_quiet();
    assert_eq!(group.device("ana").notes(submission), ["Who is it for?"]);
}

#[test]
fn what_is_typed_just_before_a_draft_is_shared_is_in_what_is_shown() {
    let mut group = Group::of(["ana", "ben"]);
    group.device("ana").draft("");
    let id = group.device("ana").open(TextTarget::WorkDraft { work: work() });
    type_fast(&mut group, "ana", id);
    let share = Command::Share { work: work(), group: group.space(), title: "First try".into() };
    let Reply::Submission(submission) = group.device("ana").run(share) else { panic!("not a submission") };
    group.run_until_quiet();
    assert_eq!(group.device("ben").submission(submission).unwrap().text, "Who is it for?");
}

#[test]
fn nothing_is_shared_while_a_page_opens_a_box_again_and_may_hold_words() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share(DRAFT);
    group.run_until_quiet();
    let id = open_note(&mut group, "ben", submission);
    let edit = Outgoing { seq: 9, base_revision: 0, delta: TextDelta::splice(0, 0, "of another session") };
    group.device("ben").input(Input::EditText { id, edit });
    type_fast(&mut group, "ben", id);
    let mut tries = (0..9).map(|_| group.device("ben").try_run(Command::ShareNotes { submission }));
    assert_eq!(tries.next(), Some(Err(Refusal::NotStored)));
    assert!(tries.any(|shared| shared.is_ok()));
    assert_eq!(group.device("ben").notes(submission), ["Who is it for?"]);
}
