//! What the design relies on about automerge, and what it must be kept from, proven on the version we build with.

use automerge::{
    ActorId, AutoCommit, Automerge, AutomergeError, Change, ExpandedChange, LoadOptions, ObjType, ROOT, ReadDoc,
    TextEncoding,
    legacy::{ElementId, Key, Op, OpId, OpType},
    transaction::{CommitOptions, Transactable},
};
use std::{
    num::NonZeroU64,
    panic::{AssertUnwindSafe, catch_unwind},
};

fn doc(actor: u8) -> AutoCommit {
    AutoCommit::new_with_encoding(TextEncoding::Utf16CodeUnit).with_actor(ActorId::from([actor; 16]))
}

fn written(actor: u8, words: &str) -> (AutoCommit, automerge::ObjId) {
    let mut doc = doc(actor);
    let text = doc.put_object(ROOT, "text", ObjType::Text).unwrap();
    doc.splice_text(&text, 0, 0, words).unwrap();
    doc.commit();
    (doc, text)
}

/// The last change of a document, taken apart, changed and put together again with a checksum that fits.
fn forged(doc: &mut AutoCommit, change: impl FnOnce(&mut ExpandedChange)) -> Change {
    let mut expanded = doc.get_last_local_change().unwrap().decode();
    change(&mut expanded);
    Change::from(expanded)
}

/// Whether something panics, quietly.
fn panics(act: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(act)).is_err()
}

#[test]
fn positions_are_utf16_units_if_one_asks_for_them() {
    let (mut doc, text) = written(1, "é🌱");
    assert_eq!(doc.length(&text), 3);
    doc.splice_text(&text, 3, 0, "!").unwrap();
    doc.splice_text(&text, 1, 2, "界").unwrap();
    assert_eq!(doc.text(&text).unwrap(), "é界!");
}

#[test]
fn a_plain_load_counts_otherwise_so_the_encoding_is_always_given() {
    let (mut doc, text) = written(1, "🌱");
    let saved = doc.save();
    let options = || LoadOptions::new().text_encoding(TextEncoding::Utf16CodeUnit);
    assert_eq!(AutoCommit::load_with_options(&saved, options()).unwrap().length(&text), 2);
    let plain = AutoCommit::load(&saved).unwrap().length(&text);
    let by_feature = Automerge::new().text_encoding();
    assert_eq!(plain, if by_feature == TextEncoding::Utf16CodeUnit { 2 } else { 1 });
}

#[test]
fn containers_made_twice_hide_each_other_and_containers_of_one_first_change_do_not() {
    let (mut one, _) = written(1, "mine");
    let (mut other, _) = written(2, "yours");
    one.merge(&mut other).unwrap();
    let (_, shown) = one.get(ROOT, "text").unwrap().unwrap();
    assert!(["mine", "yours"].contains(&one.text(&shown).unwrap().as_str()), "one of them is hidden");

    let (mut one, text) = written(1, "");
    let mut other = one.fork().with_actor(ActorId::from([2; 16]));
    one.splice_text(&text, 0, 0, "mine").unwrap();
    other.splice_text(&text, 0, 0, "yours").unwrap();
    one.merge(&mut other).unwrap();
    assert_eq!(one.length(&text), 9);
}

#[test]
fn one_actor_and_number_with_two_contents_locks_the_actor_out() {
    let (mut base, text) = written(1, "base ");
    let mut twin = base.clone();
    base.splice_text(&text, 0, 0, "one ").unwrap();
    twin.splice_text(&text, 0, 0, "two ").unwrap();
    base.commit();
    twin.commit();
    assert!(matches!(base.merge(&mut twin), Err(AutomergeError::DuplicateSeqNumber(2, _))));
    twin.splice_text(&text, 0, 0, "three ").unwrap();
    twin.commit();
    assert!(base.merge(&mut twin).is_err(), "and all it writes from then on");
}

#[test]
fn a_leaping_start_op_is_accepted_and_later_edits_panic() {
    let (mut hostile, text) = written(1, "");
    let mut victim = hostile.fork().with_actor(ActorId::from([2; 16]));
    hostile.splice_text(&text, 0, 0, "x").unwrap();
    hostile.commit();
    let poison = forged(&mut hostile, |change| change.start_op = NonZeroU64::new(u64::from(u32::MAX) - 1).unwrap());
    victim.apply_changes([poison]).expect("automerge sees nothing wrong");
    let words = "some more words";
    assert!(panics(|| {
        victim.splice_text(&text, 0, 0, words).unwrap();
        victim.commit();
        victim.save();
    }));
}

#[test]
fn an_insertion_after_a_character_that_is_not_there_panics() {
    let (mut hostile, text) = written(1, "a");
    let mut victim = hostile.fork().with_actor(ActorId::from([2; 16]));
    hostile.splice_text(&text, 1, 0, "b").unwrap();
    hostile.commit();
    let nowhere = OpId::new(77, &ActorId::from([1; 16]));
    let poison = forged(&mut hostile, |change| change.operations[0].key = Key::Seq(ElementId::Id(nowhere)));
    let poison = catch_unwind(AssertUnwindSafe(|| victim.apply_changes([poison])));
    assert!(poison.is_err(), "a debug build or a release, it is an assertion");
}

#[test]
fn a_compressed_change_of_a_few_kilobytes_inflates_to_megabytes() {
    let mut doc = doc(1);
    doc.put(ROOT, "bomb", "0".repeat(4_000_000)).unwrap();
    doc.commit();
    let mut bomb = doc.get_last_local_change().unwrap();
    let compressed = bomb.bytes().to_vec();
    assert!(compressed.len() < 8_000, "{}", compressed.len());
    assert_eq!(Change::from_bytes(compressed).unwrap().raw_bytes().len(), bomb.raw_bytes().len());
    assert!(bomb.raw_bytes().len() > 4_000_000);
}

#[test]
fn one_change_for_a_burst_is_a_small_part_of_one_for_each_key() {
    let words = "Fewer cakes left on Sunday: that is a goal you can count. ".repeat(4);
    let size = |keys_per_change: usize| {
        let (mut doc, text) = written(1, "");
        let before = doc.get_heads();
        for (at, key) in words.chars().enumerate() {
            doc.splice_text(&text, at, 0, &key.to_string()).unwrap();
            if (at + 1) % keys_per_change == 0 {
                doc.commit();
            }
        }
        doc.commit();
        doc.get_changes(&before).iter().map(|change| change.raw_bytes().len()).sum::<usize>()
    };
    let (keys, bursts) = (size(1), size(20));
    assert!(keys > 10 * bursts, "{keys} bytes by key, {bursts} by burst");
    assert!(keys / words.len() > 90, "about 100 bytes a key before they are sealed");
}

#[test]
fn a_text_has_one_operation_for_each_character_and_deletes_name_it() {
    let (mut doc, text) = written(1, "");
    doc.splice_text(&text, 0, 0, "e\u{301}👩‍👧").unwrap();
    doc.splice_text(&text, 0, 1, "").unwrap();
    doc.commit();
    let ops: Vec<Op> = doc.get_last_local_change().unwrap().decode().operations;
    let inserted: Vec<_> = ops.iter().filter(|op| op.insert).filter_map(Op::primitive_value).collect();
    assert_eq!(inserted.len(), 5, "e, an accent, two people and what joins them");
    let deleted = ops.iter().find(|op| op.action == OpType::Delete).unwrap();
    assert_eq!(deleted.key.to_opid(), deleted.pred.get(0).cloned());
}

#[test]
fn writing_at_old_heads_renames_an_actor_whose_words_are_not_in_them() {
    let (mut doc, text) = written(1, "a");
    let old = doc.get_heads();
    doc.splice_text(&text, 1, 0, "b").unwrap();
    doc.commit();
    doc.isolate(&old);
    doc.splice_text(&text, 1, 0, "c").unwrap();
    doc.commit();
    let actors: Vec<_> = doc.get_changes(&[]).iter().map(|change| change.actor_id().clone()).collect();
    assert_eq!(actors.len(), 3);
    assert_ne!(actors[2], ActorId::from([1; 16]));
}

#[test]
fn an_incremental_load_says_nothing_of_a_damaged_change() {
    let (mut doc, text) = written(1, "one");
    let first = doc.save_incremental();
    doc.splice_text(&text, 3, 0, " two").unwrap();
    let mut second = doc.save_incremental();
    let last = second.len() - 1;
    second[last] ^= 1;
    let mut loaded = AutoCommit::new_with_encoding(TextEncoding::Utf16CodeUnit);
    loaded.load_incremental(&[first, second].concat()).expect("no word of it");
    assert!(loaded.get_changes(&[]).len() < 2);
}

#[test]
fn an_empty_burst_makes_no_change_and_one_taken_back_leaves_no_gap_in_numbers() {
    let (mut doc, text) = written(1, "a");
    assert_eq!(doc.commit(), None);
    doc.splice_text(&text, 1, 0, "gone").unwrap();
    doc.rollback();
    let next = doc.get_last_local_change().unwrap().max_op() + 1;
    doc.splice_text(&text, 1, 0, "b").unwrap();
    doc.commit_with(CommitOptions::default().with_time(5)).unwrap();
    let change = doc.get_last_local_change().unwrap();
    assert_eq!((change.start_op().get(), change.seq(), change.timestamp()), (next, 2, 5));
}
