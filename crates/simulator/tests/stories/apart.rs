//! What people do without each other, and what is there when they meet.

use naptime_domain::{
    command::{Deed, ProgressItem},
    submission::Anchor,
};
use naptime_replica::{
    command::{Command, Refusal, TextTarget},
    replica::Input,
    view::{Connection, SyncState},
};
use naptime_simulator::{Group, work};

#[test]
fn two_offline_notes_both_survive_a_merge() {
    let mut group = Group::of(["ana", "ben", "cleo"]);
    let submission = group.device("cleo").share("Who it is for, and why.");
    group.run_until_quiet();
    group.cut_off("ana");
    group.cut_off("ben");
    group.device("ana").note(submission, "the second line shows who it is for 🌱");
    group.device("ben").note(submission, "what does she worry about?");
    assert_eq!(group.device("cleo").notes(submission).len(), 0);
    group.reconnect();
    group.run_until_quiet();
    let both = ["the second line shows who it is for 🌱", "what does she worry about?"];
    for name in ["ana", "ben", "cleo"] {
        assert_eq!(group.device(name).notes(submission), both);
    }
    group.assert_same_everywhere();
}

#[test]
fn the_same_paragraph_edited_apart_keeps_the_words_of_both() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.device("ana").write(TextTarget::Synthesis { submission }, "It speaks to readers. ");
    group.run_until_quiet();
    group.cut_off("ana");
    group.cut_off("ben");
    group.device("ana").write(TextTarget::Synthesis { submission }, "The end is strong. ");
    group.device("ben").write(TextTarget::Synthesis { submission }, "The start is slow. ");
    group.reconnect();
    group.run_until_quiet();
    let view = group.device("ben").submission(submission).unwrap();
    assert!(view.synthesis.contains("The end is strong. ") && view.synthesis.contains("The start is slow. "));
    assert_eq!(view.synthesis_authors.len(), 2);
    group.assert_same_everywhere();
}

#[test]
fn a_note_is_private_until_it_is_shared_and_is_then_no_draft_any_more() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.run_until_quiet();
    group.device("ben").add_note(submission, "who is it for?");
    group.run_until_quiet();
    assert_eq!(group.device("ben").submission(submission).unwrap().my_drafts.len(), 1);
    assert!(group.device("ana").notes(submission).is_empty());
    group.device("ben").run(Command::ShareNotes { submission });
    group.run_until_quiet();
    let view = group.device("ben").submission(submission).unwrap();
    assert!(view.my_drafts.is_empty() && view.summary.critiqued_by_me);
    assert_eq!(group.device("ana").notes(submission), ["who is it for?"]);
    assert_eq!(group.device("ben").try_run(Command::ShareNotes { submission }), Err(Refusal::NothingToShare));
    let note = view.notes[0].id;
    group.device("ben").run(Command::WithdrawNote { submission, note });
    group.run_until_quiet();
    assert!(group.device("ana").submission(submission).unwrap().notes[0].is_withdrawn);
    group.assert_same_everywhere();
}

#[test]
fn a_note_points_into_the_submission_it_is_about_and_no_other() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft with words.");
    let other = group.device("ben").share("Another.");
    group.run_until_quiet();
    let add =
        |anchor| Command::AddNote { submission, kind: naptime_domain::command::NoteKind::Cool, anchor: Some(anchor) };
    let anchor = Anchor::new(other, "Another.", 0..3).unwrap();
    assert_eq!(group.device("ben").try_run(add(anchor)), Err(Refusal::Unknown));
    let anchor = Anchor::new(submission, "A draft with words.", 2..7).unwrap();
    group.device("ben").run(add(anchor.clone()));
    assert_eq!(group.device("ben").submission(submission).unwrap().my_drafts[0].anchor, Some(anchor));
}

/// A thousand a month.
const EDITS_A_DAY: u32 = 34;

#[test]
fn a_month_without_a_network_is_sent_in_one_go() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.run_until_quiet();
    group.cut_off("ana");
    for day in 0..30 {
        for name in ["ana", "ben"] {
            let id = group.device(name).open(TextTarget::Synthesis { submission });
            for edit in 0..EDITS_A_DAY {
                group.device(name).write_on(id, &format!("{name} {day}.{edit} "));
                group.pass_ms(100);
            }
            group.device(name).input(Input::CloseText(id));
        }
        group.pass_ms(86_400_000);
    }
    assert!(group.device("ana").sync().waiting >= 30);
    assert_eq!(group.device("ana").sync().state, SyncState::SavedHere);
    group.reconnect();
    group.run_until_quiet();
    assert_eq!(group.device("ana").sync().waiting, 0);
    assert_eq!(group.device("ana").sync().connection, Connection::Live);
    let text = group.device("ben").submission(submission).unwrap().synthesis;
    for (name, day) in (0..30).flat_map(|day| [("ana", day), ("ben", day)]) {
        let edits = (0..EDITS_A_DAY).map(|edit| format!("{name} {day}.{edit} "));
        assert!(edits.into_iter().all(|words| text.matches(&words).count() == 1), "{name} on day {day}");
    }
    group.assert_same_everywhere();
}

#[test]
fn two_names_given_apart_are_both_shown_until_one_is_chosen() {
    let mut group = Group::of(["ana", "ben"]);
    let space = group.space();
    group.cut_off("ben");
    group.device("ana").run(Command::RenameGroup { group: space, name: "Corner bakery".into() });
    group.device("ben").run(Command::RenameGroup { group: space, name: "Tuesday bakers".into() });
    group.reconnect();
    group.run_until_quiet();
    assert_eq!(group.device("ana").group().unwrap().names, ["Corner bakery", "Tuesday bakers"]);
    group.device("ben").run(Command::RenameGroup { group: space, name: "Corner bakery".into() });
    group.run_until_quiet();
    assert_eq!(group.device("ana").group().unwrap().names, ["Corner bakery"]);
    group.assert_same_everywhere();
}

#[test]
fn what_is_not_there_is_refused_and_changes_nothing() {
    let mut group = Group::of_strangers(["ana"]);
    let ana = &mut group.device("ana");
    assert_eq!(ana.try_run(Command::Begin { name: "Ana".into() }), Err(Refusal::AlreadyBegun));
    assert_eq!(ana.try_run(Command::SetName { name: "  ".into() }), Err(Refusal::Empty));
    assert_eq!(ana.try_run(Command::SetName { name: "a".repeat(81) }), Err(Refusal::TooLong { max: 80 }));
    let group_of_others = naptime_domain::id::SpaceId([9; 16]);
    let share = Command::Share { work: work(), group: group_of_others, title: "A".into() };
    assert_eq!(ana.try_run(share), Err(Refusal::Unknown));
    assert_eq!(ana.try_run(Command::Restore { words: "abandon ".repeat(12) }), Err(Refusal::AlreadyBegun));
    let lesson = naptime_domain::id::LessonId::new("stories").unwrap();
    let step = naptime_domain::id::StepIndex(2);
    let item = ProgressItem::Step { lesson, step };
    ana.run(Command::Record(Deed::Done(item.clone())));
    ana.run(Command::Record(Deed::Reopened(item)));
    assert!(ana.work().is_none());
    group.new_device("nobody");
    let nobody = &mut group.device("nobody");
    assert_eq!(nobody.try_run(Command::SetName { name: "x".into() }), Err(Refusal::NotBegun));
    assert_eq!(nobody.try_run(Command::Restore { words: "abandon ".repeat(12) }), Err(Refusal::WrongWords));
}
