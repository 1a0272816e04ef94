//! Storage that is full, damaged or gone.

use naptime_domain::id::SubmissionId;
use naptime_replica::{
    command::{Command, Refusal, TextTarget},
    cursor::ChunkId,
    record::Class,
    replica::Input,
    view::{Attention, SyncState},
};
use naptime_simulator::{Group, challenge, work};
use sha2::{Digest, Sha256};

fn draft() -> TextTarget {
    TextTarget::WorkDraft { work: work() }
}

#[test]
fn a_full_storage_keeps_words_in_memory_and_stores_them_later() {
    let mut group = Group::of(["ana", "ben"]);
    let target = group.charter();
    group.device("ana").set_storage_full(true);
    let id = group.device("ana").open(target);
    group.device("ana").write_on(id, "We meet on Tuesdays. ");
    group.pass_ms(20_000);
    assert!(!group.device("ana").was_shown_saved("We meet on Tuesdays. "));
    assert_eq!(group.device("ana").sync().state, SyncState::Attention(Attention::StorageFull));
    assert_eq!(group.device("ben").group().unwrap().charter, "", "nothing is sent before it is stored");
    let renamed = Command::SetName { name: "Anna".into() };
    assert_eq!(group.device("ana").try_run(renamed), Err(Refusal::NotStored));
    let charter = group.charter();
    group.device("ben").write(charter, "Bring bread. ");
    group.pass_ms(5_000);
    assert!(group.device("ana").box_text(id).unwrap().contains("Bring bread. "), "others' words still come in");
    group.device("ana").set_storage_full(false);
    group.run_until_quiet();
    assert!(group.device("ana").was_shown_saved("We meet on Tuesdays. "));
    let view = group.device("ben").group().unwrap();
    assert!(view.charter.contains("We meet on Tuesdays. "));
    assert!(view.members.iter().any(|member| member.name.as_deref() == Some("Anna")), "it was kept all the same");
    group.assert_same_everywhere();
}

#[test]
fn a_dead_tabs_unsent_work_is_sent_at_the_next_start() {
    let mut group = Group::of(["ana", "ben"]);
    group.cut_off("ana");
    let submission = group.device("ana").share("Written in a tunnel.");
    group.device("ana").kill();
    group.pass_ms(60_000);
    assert_eq!(group.device("ana").sync().waiting, 1);
    group.reconnect();
    group.run_until_quiet();
    assert_eq!(group.device("ben").submission(submission).unwrap().text, "Written in a tunnel.");
    group.assert_same_everywhere();
}

#[test]
fn a_damaged_record_of_the_log_is_counted_and_fetched_again() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.run_until_quiet();
    let records = group.device("ben").count(Class::Log);
    group.device("ben").damage(Class::Log, 0);
    group.run_until_quiet();
    assert_eq!(group.device("ben").sync().set_aside, 1);
    assert_eq!(group.device("ben").count(Class::Log), records, "the same record came again and took its place");
    assert_eq!(group.device("ben").submission(submission).unwrap().text, "A draft.");
    group.device("ben").kill();
    group.run_until_quiet();
    assert_eq!(group.device("ben").sync().set_aside, 0, "nothing is wrong any more");
    group.assert_same_everywhere();
}

#[test]
fn words_alone_bring_everything_back() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.device("ben").note_when_seen(submission, "good");
    group.run_until_quiet();
    let words = group.device("ana").words();
    group.device("ana").wipe();
    group.pass_ms(10_000);
    assert_eq!(group.device("ana").try_run(Command::SetName { name: "x".into() }), Err(Refusal::NotBegun));
    group.device("ana").run(Command::Restore { words: words.clone() });
    group.run_until_quiet();
    assert_eq!(group.device("ana").work().unwrap().draft, "A draft.");
    assert_eq!(group.device("ana").notes(submission), ["good"]);
    assert_eq!(group.device("ana").words(), words);
    group.device("ana").note(submission, "thank you");
    group.run_until_quiet();
    assert_eq!(group.device("ben").notes(submission), ["good", "thank you"]);
    assert_eq!(group.device("ben").group().unwrap().members.len(), 2, "a new device is not a new person");
    group.assert_same_everywhere();
}

#[test]
fn a_device_too_many_is_told_that_it_shares_nothing() {
    let mut group = Group::of(["ana", "ben"]);
    let words = group.device("ana").words();
    let told = SyncState::Attention(Attention::TooManyDevices);
    for devices in 2..=9 {
        group.device("ana").wipe();
        group.pass_ms(10_000);
        group.device("ana").run(Command::Restore { words: words.clone() });
        group.pass_ms(60_000);
        assert_eq!(group.device("ana").sync().state == told, devices > 8, "with {devices} devices");
    }
}

#[test]
fn words_the_server_has_never_heard_of_begin_afresh() {
    let mut group = Group::of_strangers(["ana"]);
    group.cut_off("ana");
    group.new_device("zoe");
    group.cut_off("zoe");
    group.device("zoe").run(Command::Begin { name: "zoe".into() });
    let words = group.device("zoe").words();
    group.device("zoe").wipe();
    group.pass_ms(10_000);
    group.reconnect();
    group.device("zoe").run(Command::Restore { words });
    group.run_until_quiet();
    group.device("zoe").draft("A new start.");
    group.run_until_quiet();
    assert_eq!(group.device("zoe").sync().waiting_personal, 0);
}

#[test]
fn a_phone_whose_last_writes_are_gone_gets_them_back_from_the_server() {
    let mut group = Group::of(["ana", "ben"]);
    group.device("ana").draft("Before. ");
    group.run_until_quiet();
    let disk = group.device("ana").disk();
    let submission = group.device("ana").share("After. ");
    group.device("ben").note_when_seen(submission, "good");
    group.run_until_quiet();
    group.device("ana").fall_back_to(&disk);
    group.run_until_quiet();
    assert_eq!(group.device("ana").work().unwrap().draft, "Before. After. ");
    assert_eq!(group.device("ana").notes(submission), ["good"]);
    group.device("ana").write(draft(), "And on. ");
    group.run_until_quiet();
    group.assert_same_everywhere();
}

#[test]
fn a_phone_whose_last_writes_are_gone_and_were_not_sent_goes_on_from_what_it_has() {
    let mut group = Group::of(["ana", "ben"]);
    let charter = group.charter();
    group.device("ana").write(charter.clone(), "Before. ");
    group.run_until_quiet();
    let disk = group.device("ana").disk();
    group.cut_off("ana");
    group.device("ana").write(charter.clone(), "Lost. ");
    group.device("ana").fall_back_to(&disk);
    group.pass_ms(10_000);
    group.device("ana").write(charter.clone(), "Written anew. ");
    group.reconnect();
    group.device("ben").write(charter, "Theirs. ");
    group.run_until_quiet();
    let text = group.device("ben").group().unwrap().charter;
    assert!(["Before. ", "Written anew. ", "Theirs. "].iter().all(|words| text.contains(words)), "{text}");
    group.world.check_same_everywhere();
}

#[test]
fn two_devices_of_one_person_show_the_same() {
    let mut group = Group::of(["ana", "ben"]);
    let words = group.device("ben").words();
    group.new_device("ben");
    group.device("ben").run(Command::Restore { words });
    group.run_until_quiet();
    group.device("ben").draft("On the tablet.");
    group.run_until_quiet();
    group.assert_same_everywhere();
    assert!(group.device("ben").group().is_some());
}

/// Ben's engine dies whenever it takes this chunk: says how often it died before he could go on.
fn die_of(group: &mut Group, deadly: &ChunkId) -> usize {
    for deaths in 1..=5 {
        group.device("ben").trap_at_once();
        let mut before = group.device("ben").marked_chunks();
        let mut dies = || {
            group.pass_ms(1);
            let marked = group.device("ben").marked_chunks();
            let is_new = marked != before;
            before = marked;
            is_new && before.contains(deadly)
        };
        if !(0..2_000).any(|_| dies()) {
            return deaths;
        }
    }
    panic!("the page has given up");
}

#[test]
fn a_chunk_that_killed_an_engine_is_set_aside_and_the_rest_goes_on() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.run_until_quiet();
    group.cut_off("ben");
    group.device("ana").write(TextTarget::Synthesis { submission }, "the deadly chunk ");
    group.run_until_quiet();
    let deadly = ChunkId(Sha256::digest(group.chunks().last().unwrap()).into());
    group.reconnect();
    while !group.device("ben").marked_chunks().contains(&deadly) {
        group.pass_ms(1);
    }
    assert!(die_of(&mut group, &deadly) <= 3);
    group.run_until_quiet();
    assert_eq!(group.device("ben").sync().set_aside, 1);
    assert_eq!(group.device("ben").submission(submission).unwrap().synthesis, "");
    group.device("ana").note(submission, "and this comes in");
    group.run_until_quiet();
    assert_eq!(group.device("ben").notes(submission), ["and this comes in"]);
}

#[test]
fn a_stored_chunk_that_kills_a_new_version_is_set_aside_before_the_page_gives_up() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.device("ben").note_when_seen(submission, "before");
    group.run_until_quiet();
    group.device("ana").write(TextTarget::Synthesis { submission }, "the deadly chunk ");
    group.run_until_quiet();
    let deadly = ChunkId(Sha256::digest(group.chunks().last().unwrap()).into());
    let deaths = die_of(&mut group, &deadly);
    assert!(deaths <= 4, "the page gives up after the fifth engine");
    group.run_until_quiet();
    for _ in 0..2 {
        assert_eq!(group.device("ben").sync().set_aside, 1);
        let view = group.device("ben").submission(submission).unwrap();
        assert_eq!((view.text.as_str(), view.synthesis.as_str()), ("A draft.", ""));
        assert_eq!(group.device("ben").notes(submission), ["before"]);
        assert_eq!(group.device("ben").sync().waiting, 0, "nothing is sent again");
        group.device("ben").reload();
        assert_eq!(group.device("ben").count(Class::Applying), 0, "a start after a good end writes no marker");
        group.run_until_quiet();
    }
    group.device("ben").note(submission, "after");
    group.run_until_quiet();
    assert_eq!(group.device("ana").notes(submission), ["after", "before"]);
}

#[test]
fn a_chunk_that_killed_a_version_is_tried_once_more_by_another() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.run_until_quiet();
    group.device("ana").write(TextTarget::Synthesis { submission }, "the deadly chunk ");
    group.run_until_quiet();
    let deadly = ChunkId(Sha256::digest(group.chunks().last().unwrap()).into());
    die_of(&mut group, &deadly);
    group.run_until_quiet();
    let shows = |group: &mut Group, set_aside, synthesis| {
        for _ in 0..2 {
            group.run_until_quiet();
            assert_eq!(group.device("ben").sync().set_aside, set_aside);
            assert_eq!(group.device("ben").submission(submission).unwrap().synthesis, synthesis);
            group.device("ben").reload();
        }
    };
    shows(&mut group, 1, "");
    // It dies of it, too, and of that alone.
    group.release("2");
    assert!(die_of(&mut group, &deadly) <= 2);
    shows(&mut group, 1, "");
    group.release("3");
    group.device("ben").reload();
    shows(&mut group, 0, "the deadly chunk ");
    // The version before does not take it back: it may have been opened in another tab.
    group.release("2");
    group.device("ben").reload();
    shows(&mut group, 1, "");
    group.release("3");
    group.device("ben").reload();
    shows(&mut group, 0, "the deadly chunk ");
    group.assert_same_everywhere();
}

#[test]
fn a_start_after_a_trap_that_nothing_stored_is_to_blame_for_brings_everything_back() {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.device("ben").note_when_seen(submission, "good");
    group.cut_off("ben");
    group.device("ben").note(submission, "and in a tunnel");
    let waiting = group.device("ben").sync().waiting;
    group.device("ben").trap();
    group.pass_ms(5_000);
    assert_eq!((group.device("ben").sync().set_aside, group.device("ben").sync().waiting), (0, waiting));
    group.reconnect();
    group.run_until_quiet();
    assert_eq!(group.device("ana").notes(submission), ["and in a tunnel", "good"]);
    assert_eq!(group.device("ben").count(Class::Applying), 0);
    group.assert_same_everywhere();
}

/// Ben has just marked a chunk that he is about to apply.
fn marked() -> (Group, SubmissionId) {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.run_until_quiet();
    group.cut_off("ben");
    group.device("ana").write(TextTarget::Synthesis { submission }, "harmless ");
    group.run_until_quiet();
    group.reconnect();
    while group.device("ben").count(Class::Applying) == 0 {
        group.pass_ms(1);
    }
    (group, submission)
}

#[test]
fn a_chunk_is_not_blamed_for_the_first_death_beside_it() {
    let (mut group, submission) = marked();
    group.device("ben").trap();
    group.run_until_quiet();
    assert_eq!(group.device("ben").sync().set_aside, 0);
    assert_eq!(group.device("ben").submission(submission).unwrap().synthesis, "harmless ");
}

#[test]
fn a_kill_between_marker_and_chunk_sets_nothing_aside() {
    let (mut group, submission) = marked();
    group.device("ben").kill();
    group.run_until_quiet();
    assert_eq!(group.device("ben").sync().set_aside, 0);
    assert_eq!(group.device("ben").submission(submission).unwrap().synthesis, "harmless ");
    assert_eq!(group.device("ben").count(Class::Applying), 0);
}

/// Ben's first tab has just marked a chunk that it is about to apply; his second tab is idle.
fn marked_by_the_first_of_two_tabs() -> (Group, SubmissionId) {
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.new_tab("ben");
    group.run_until_quiet();
    group.cut_off("ben");
    group.device("ana").write(TextTarget::Synthesis { submission }, "harmless ");
    group.run_until_quiet();
    group.reconnect();
    let is_marked = (0..10_000).any(|_| {
        group.pass_ms(1);
        group.device("ben").count(Class::Applying) > 0
    });
    assert!(is_marked);
    (group, submission)
}

fn assert_nothing_is_set_aside(group: &mut Group, submission: SubmissionId) {
    group.run_until_quiet();
    for _ in 0..2 {
        assert_eq!(group.device("ben").sync().set_aside, 0);
        assert_eq!(group.device("ben").submission(submission).unwrap().synthesis, "harmless ");
        group.device("ben").reload();
        group.run_until_quiet();
    }
    assert_eq!(group.device("ben").count(Class::Applying), 0);
    group.assert_same_everywhere();
}

#[test]
fn a_tab_that_traps_condemns_nothing_that_another_is_applying() {
    let (mut group, submission) = marked_by_the_first_of_two_tabs();
    group.device("ben").trap();
    assert_nothing_is_set_aside(&mut group, submission);
}

#[test]
fn a_tab_that_traps_condemns_nothing_that_another_was_applying_when_it_was_closed() {
    let (mut group, submission) = marked_by_the_first_of_two_tabs();
    group.close_first_tab("ben");
    group.device("ben").trap();
    assert_nothing_is_set_aside(&mut group, submission);
}

#[test]
fn a_marker_stays_for_as_long_as_its_engine_lives() {
    let (mut group, _) = marked_by_the_first_of_two_tabs();
    group.freeze_first_tab("ben");
    group.device("ben").reload();
    group.pass_ms(1_000);
    assert_eq!(group.device("ben").count(Class::Applying), 1, "it may yet die of it");
}

#[test]
fn the_tab_that_leads_may_freeze_and_the_other_sends_all_the_same() {
    let mut group = Group::of(["ana", "ben"]);
    group.cut_off("ana");
    group.new_tab("ana");
    group.pass_ms(1_000);
    let space = group.space();
    // The frozen one keeps its lock and its socket, and does nothing.
    group.freeze_first_tab("ana");
    group.device("ana").run(Command::RenameGroup { group: space, name: "Corner".into() });
    group.reconnect();
    group.device("ana").input(Input::Following);
    group.pass_ms(15_000);
    assert_eq!(group.device("ben").group().unwrap().names, ["Corner"]);
    let _ = challenge();
}

#[test]
fn words_of_a_member_stay_where_her_entry_cannot_be_read_and_come_with_it_again() {
    let mut group = Group::of(["ana", "ben"]);
    let charter = group.charter();
    group.device("ben").write(charter, "Bring bread. ");
    group.run_until_quiet();
    group.cut_off("ana");
    group.device("ana").damage(Class::Entry, 1);
    group.run_until_quiet();
    group.reconnect();
    group.run_until_quiet();
    assert_eq!(group.device("ana").group().unwrap().charter, "Bring bread. ");
}

#[test]
fn whichever_entry_cannot_be_read_its_words_come_again_with_it() {
    let mut group = Group::of(["ana", "ben"]);
    let charter = group.charter();
    group.device("ana").write(charter.clone(), "Bring bread. ");
    group.device("ben").write(charter, "And butter. ");
    group.run_until_quiet();
    let (said, records) = (group.device("ana").group().unwrap().charter, group.device("ana").count(Class::Log));
    for entry in 0..group.device("ana").count(Class::Entry) {
        group.device("ana").damage(Class::Entry, entry);
        group.run_until_quiet();
        assert_eq!(group.device("ana").group().unwrap().charter, said, "entry {entry}");
        assert_eq!(group.device("ana").count(Class::Log), records, "each record came again and took its own place");
        group.assert_same_everywhere();
    }
}
