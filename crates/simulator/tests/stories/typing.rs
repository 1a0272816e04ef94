//! Text boxes: what is typed, what is saved, what others see of it.

use naptime_domain::{
    limits::TEXT_UTF16_MAX,
    text::{
        TextDelta,
        session::{Outgoing, Seen},
    },
};
use naptime_replica::{
    command::{Command, TextTarget},
    record::Class,
    replica::Input,
    view::{Attention, SyncState, SyncView},
};
use naptime_simulator::{Group, challenge, work};

fn draft() -> TextTarget {
    TextTarget::WorkDraft { work: work() }
}

#[test]
fn a_killed_device_loses_nothing_that_was_shown_saved() {
    let mut group = Group::of_strangers(["ana"]);
    group.cut_off("ana");
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let id = group.device("ana").open(draft());
    group.device("ana").write_on(id, "Ten quiet minutes. 🌱 ");
    group.pass_ms(20);
    assert!(group.device("ana").was_shown_saved("Ten quiet minutes. 🌱 "));
    group.device("ana").kill();
    group.pass_ms(10_000);
    assert_eq!(group.device("ana").work().unwrap().draft, "Ten quiet minutes. 🌱 ");
    assert_eq!(group.device("ana").count(Class::LocalChange), 3, "name, challenge, and the draft once");
    group.device("ana").kill();
    group.pass_ms(10_000);
    assert_eq!(group.device("ana").work().unwrap().draft, "Ten quiet minutes. 🌱 ", "a journal is replayed once");
}

#[test]
fn a_pause_closes_a_burst_into_one_change_and_empties_the_journal() {
    let mut group = Group::of_strangers(["ana"]);
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let before = group.device("ana").count(Class::LocalChange);
    let id = group.device("ana").open(draft());
    for word in ["one ", "two ", "three "] {
        group.device("ana").write_on(id, word);
        group.pass_ms(100);
    }
    assert_eq!(group.device("ana").count(Class::LocalChange), before);
    assert_eq!(group.device("ana").count(Class::Journal), 3);
    group.pass_ms(1_500);
    assert_eq!(group.device("ana").count(Class::LocalChange), before + 1);
    assert_eq!(group.device("ana").count(Class::Journal), 0);
    assert_eq!(group.device("ana").work().unwrap().draft, "one two three ");
}

#[test]
fn a_page_that_is_hidden_closes_its_bursts() {
    let mut group = Group::of_strangers(["ana"]);
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let id = group.device("ana").open(draft());
    group.device("ana").write_on(id, "half a ");
    group.pass_ms(5);
    group.device("ana").input(Input::Hidden);
    group.pass_ms(5);
    assert_eq!(group.device("ana").count(Class::Journal), 0);
    assert_eq!(group.device("ana").work().unwrap().draft, "half a ");
}

#[test]
fn a_peer_sees_what_is_typed_within_a_second_while_both_write() {
    let mut group = Group::of(["ana", "ben"]);
    let target = group.charter();
    let ana = group.device("ana").open(target.clone());
    let ben = group.device("ben").open(target);
    for turn in 0..20 {
        group.device("ana").write_on(ana, &format!("ana {turn} "));
        group.device("ben").write_on(ben, &format!("ben {turn} "));
        group.pass_ms(400);
        // The first words wait for a pause, for nobody knew yet that the other writes, too.
        if turn > 6 {
            let last = format!("ana {} ", turn - 1);
            assert!(group.device("ben").box_text(ben).unwrap().contains(&last), "{last} is not there after 800 ms");
        }
    }
    group.run_until_quiet();
    assert_eq!(group.device("ana").box_text(ana), group.device("ben").box_text(ben));
    group.assert_same_everywhere();
}

#[test]
fn an_engine_that_ends_under_an_open_box_neither_loses_nor_doubles_words() {
    let mut group = Group::of_strangers(["ana"]);
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let id = group.device("ana").open(draft());
    for turn in 0..10 {
        group.device("ana").write_on(id, &format!("{turn}, "));
        group.pass_ms(turn);
        group.device("ana").restart_engine();
        group.device("ana").write_on(id, &format!("{turn}! "));
        group.pass_ms(10_000);
    }
    group.run_until_quiet();
    let text: String = (0..10).map(|turn| format!("{turn}, {turn}! ")).collect();
    assert_eq!(group.device("ana").box_text(id).unwrap(), text);
    assert_eq!(group.device("ana").work().unwrap().draft, text);
}

#[test]
fn a_box_that_is_out_of_step_opens_anew_and_keeps_what_was_typed() {
    let mut group = Group::of_strangers(["ana"]);
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let id = group.device("ana").open(draft());
    group.device("ana").write_on(id, "Kept, ");
    group.pass_ms(3_000);
    let edit = Outgoing { seq: 9, base_revision: 0, delta: TextDelta::splice(0, 0, "of another session") };
    group.device("ana").input(Input::EditText { id, edit });
    group.pass_ms(50);
    group.device("ana").write_on(id, "and gone on with.");
    group.pass_ms(3_000);
    assert_eq!(group.device("ana").work().unwrap().draft, "Kept, and gone on with.");
    group.device("ana").input(Input::SeenText { id, seen: Seen { revision: 9 } });
    group.pass_ms(50);
    group.device("ana").write_on(id, " Twice.");
    group.pass_ms(3_000);
    assert_eq!(group.device("ana").work().unwrap().draft, "Kept, and gone on with. Twice.");
}

#[test]
fn words_that_find_no_room_are_given_back_to_her_page() {
    let mut group = Group::of_strangers(["ana"]);
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let target = TextTarget::WorkTitle { work: work() };
    let most = target.field().utf16_max();
    let id = group.device("ana").open(target);
    group.device("ana").write_on(id, &"a".repeat(most - 1));
    group.pass_ms(3_000);
    assert_eq!(group.device("ana").refused(), Vec::<String>::new());
    group.device("ana").write_on(id, "more than one");
    group.pass_ms(3_000);
    assert_eq!(group.device("ana").refused(), ["more than one"]);
    assert_eq!(group.device("ana").box_text(id).unwrap(), "a".repeat(most - 1));
    group.device("ana").write_on(id, "b");
    group.pass_ms(3_000);
    assert_eq!(group.device("ana").work().unwrap().title, "a".repeat(most - 1) + "b");
}

#[test]
fn words_whose_page_did_not_hear_that_they_are_saved_do_not_come_twice() {
    let mut group = Group::of_strangers(["ana"]);
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let id = group.device("ana").open(draft());
    group.device("ana").write_on(id, "Once. ");
    group.device("ana").keep_page_busy(30_000);
    // Stored, the burst closed, and the journal with it.
    group.pass_ms(3_000);
    group.device("ana").run(Command::SetName { name: "Anna".into() });
    group.device("ana").restart_engine();
    group.pass_ms(60_000);
    assert_eq!(group.device("ana").work().unwrap().draft, "Once. ");
    assert_eq!(group.device("ana").box_text(id).unwrap(), "Once. ");
}

#[test]
fn words_whose_page_did_not_hear_that_their_box_opened_anew_do_not_come_twice() {
    let mut group = Group::of_strangers(["ana"]);
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let id = group.device("ana").open(draft());
    group.device("ana").write_on(id, "Once. ");
    let edit = Outgoing { seq: 9, base_revision: 0, delta: TextDelta::splice(0, 0, "of another session") };
    group.device("ana").input(Input::EditText { id, edit });
    // The page hears that it is out of step and asks again; what it is answered it does not hear.
    group.pass_ms(0);
    group.device("ana").keep_page_busy(30_000);
    group.pass_ms(3_000);
    group.device("ana").run(Command::SetName { name: "Anna".into() });
    group.device("ana").restart_engine();
    group.pass_ms(60_000);
    assert_eq!(group.device("ana").work().unwrap().draft, "Once. ");
}

#[test]
fn words_whose_page_hears_of_them_days_later_do_not_come_twice() {
    let mut group = Group::of_strangers(["ana"]);
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let id = group.device("ana").open(draft());
    group.device("ana").write_on(id, "Once. ");
    group.device("ana").keep_page_busy(120_000);
    group.pass_ms(3_000);
    for days in 1..=3 {
        // Engines end while the clock jumps; none of them can say anything to the page before it is back.
        group.device("ana").set_clock(days * 86_400_000);
        group.device("ana").restart_engine();
        group.pass_ms(5_000);
        group.device("ana").run(Command::SetName { name: format!("Ana {days}") });
    }
    group.pass_ms(200_000);
    assert_eq!(group.device("ana").work().unwrap().draft, "Once. ");
    assert_eq!(group.device("ana").box_text(id).unwrap(), "Once. ");
}

#[test]
fn what_a_page_hears_of_the_session_before_says_nothing_of_the_next() {
    let mut group = Group::of_strangers(["ana"]);
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let id = group.device("ana").open(draft());
    group.device("ana").write_on(id, "One. ");
    group.device("ana").keep_page_busy(1_000);
    group.pass_ms(10);
    // That the first edit is saved is on its way to the page, which has asked for its text anew.
    group.device("ana").ask_again(id);
    group.pass_ms(2_000);
    group.device("ana").write_on(id, "Two. ");
    group.device("ana").keep_page_busy(30_000);
    group.pass_ms(3_000);
    group.device("ana").restart_engine();
    group.pass_ms(60_000);
    assert_eq!(group.device("ana").work().unwrap().draft, "One. Two. ");
}

#[test]
fn an_edit_too_long_for_the_journal_does_not_come_twice() {
    let mut group = Group::of_strangers(["ana"]);
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let id = group.device("ana").open(draft());
    group.device("ana").write_on(id, &"a".repeat(10_000));
    group.pass_ms(3_000);
    let parts = (0..2_500).fold(TextDelta::new(), |all, at| all.compose(&TextDelta::splice(2 * at, 0, "b")));
    assert!(parts.ops().len() > 4_000);
    group.device("ana").edit(id, &parts);
    group.device("ana").keep_page_busy(30_000);
    group.pass_ms(100);
    group.device("ana").restart_engine();
    group.pass_ms(60_000);
    assert_eq!(group.device("ana").work().unwrap().draft.matches('b').count(), 2_500);
}

#[test]
fn no_rung_of_the_ladder_is_claimed_beside_words_that_are_not_stored() {
    let view = |state| SyncView { state, waiting: 3, ..SyncView::default() };
    for state in [SyncState::Quiet, SyncState::Writing, SyncState::SavedHere, SyncState::Sharing, SyncState::Shared] {
        assert_eq!(view(state).beside(true), view(SyncState::Writing));
        assert_eq!(view(state).beside(false), view(state));
    }
    let full = view(SyncState::Attention(Attention::StorageFull));
    assert_eq!(full.clone().beside(true), full, "what needs her is said all the same");
}

#[test]
fn two_tabs_keep_what_both_wrote_and_see_it_within_a_second() {
    let mut group = Group::of_strangers(["ana"]);
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let first = group.device("ana").open(draft());
    group.device("ana").write_on(first, "one tab ");
    group.pass_ms(1_500);
    group.new_tab("ana");
    group.pass_ms(500);
    group.device("ana").write(draft(), "the other tab ");
    group.pass_ms(1_000);
    group.run_until_quiet();
    assert_eq!(group.device("ana").work().unwrap().draft, "one tab the other tab ");
    group.assert_same_everywhere();
}

#[test]
fn a_text_that_would_grow_too_long_stays_as_it_was_in_box_and_document() {
    let mut group = Group::of_strangers(["ana"]);
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let target = TextTarget::WorkTitle { work: work() };
    let id = group.device("ana").open(target);
    group.device("ana").write_on(id, "A title");
    group.pass_ms(50);
    group.device("ana").write_on(id, &"x".repeat(TEXT_UTF16_MAX));
    group.pass_ms(5_000);
    assert_eq!(group.device("ana").box_text(id).unwrap(), "A title");
    assert_eq!(group.device("ana").work().unwrap().title, "A title");
}

#[test]
fn a_box_on_something_that_is_not_there_does_not_open() {
    let mut group = Group::of_strangers(["ana"]);
    let target = TextTarget::WorkDraft { work: work() };
    group.device("ana").input(Input::OpenText { id: 1, target, resumes: None });
    group.pass_ms(50);
    assert_eq!(group.device("ana").box_text(1), None);
}
