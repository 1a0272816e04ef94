//! Bytes that nobody honest would send: refused in bounded work, the same way by everyone, and the document goes on.

use automerge::{
    Change, ExpandedChange, ObjType, ScalarValue,
    legacy::{ElementId, Key, ObjectId, OpId, OpType},
};
use naptime_domain::{
    command::{Command, NoteKind, NotesCommand, TextField},
    document::{ChangeBytes, Descriptor, Document, Merged, Source, Unacceptable},
    id::{ActorId, NoteId, PersonId, SubmissionId},
    limits::{CHANGE_BYTES_MAX, DOCUMENT_OPS_MAX, TEXT_UTF16_MAX, WAITING_CHANGES_MAX},
    text::TextDelta,
    time::Timestamp,
};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::{num::NonZeroU64, time::Instant};

const NOON: Timestamp = Timestamp(1_790_000_000_000);
const ANA: PersonId = PersonId([0xa1; 32]);
const BEN: PersonId = PersonId([0xb2; 32]);
const ESSAY: SubmissionId = SubmissionId([0x5b; 32]);

fn synthesis() -> Descriptor {
    Descriptor::Synthesis { submission: ESSAY }
}

fn append(doc: &mut Document, words: &str) -> Vec<u8> {
    let end = doc.text(&TextField::Synthesis).unwrap().encode_utf16().count() as u32;
    doc.edit_text(&TextField::Synthesis, &TextDelta::splice(end, 0, words)).unwrap();
    doc.commit(NOON).unwrap().bytes
}

/// A victim with some text, and Ben's next change to it.
fn victim_and_change() -> (Document, Vec<u8>) {
    let mut ben = Document::create(&synthesis(), ActorId::new(&BEN, [2; 8]));
    let mut victim = Document::create(&synthesis(), ActorId::new(&ANA, [1; 8]));
    let first = append(&mut ben, "The need 🌱 is clear.");
    victim.merge_changes(&[first], Source::SignedBy(BEN), NOON).unwrap();
    let second = append(&mut victim, " Who pays?");
    ben.merge_changes(&[second], Source::SignedBy(ANA), NOON).unwrap();
    ben.edit_text(&TextField::Synthesis, &TextDelta::splice(4, 4, "worry")).unwrap();
    let change = append(&mut ben, " Not yet.");
    (victim, change)
}

fn offer(doc: &mut Document, bytes: &[u8]) -> Result<Merged, Unacceptable> {
    doc.merge_changes(&[bytes.to_vec()], Source::SignedBy(BEN), NOON)
}

/// The document can be read, written, saved and merged, whatever was offered to it.
fn assert_goes_on(doc: &mut Document) {
    append(doc, " And on.");
    doc.view().unwrap();
    let snapshot = doc.save().unwrap();
    let opened = Document::load(&synthesis(), &snapshot, ActorId::new(&ANA, [7; 8])).unwrap();
    assert_eq!(opened.view(), doc.view());
    let mut copy = Document::create(&synthesis(), ActorId::new(&ANA, [8; 8]));
    let changes: Vec<_> = doc.changes_since(&[]).into_iter().map(|change| change.bytes).collect();
    copy.merge_changes(&changes, Source::Stored, NOON).unwrap();
    assert_eq!(copy.view(), doc.view());
}

fn taken_apart(bytes: &[u8]) -> ExpandedChange {
    Change::from_bytes(bytes.to_vec()).unwrap().decode()
}

fn put_together(change: ExpandedChange) -> Vec<u8> {
    Change::from(change).raw_bytes().to_vec()
}

fn forged(bytes: &[u8], change: impl FnOnce(&mut ExpandedChange)) -> Vec<u8> {
    let mut expanded = taken_apart(bytes);
    change(&mut expanded);
    put_together(expanded)
}

/// A chunk of any type around any body, with the checksum that fits.
fn chunk(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut hashed = vec![kind];
    let mut length = body.len() as u64;
    loop {
        let byte = (length & 0x7f) as u8;
        length >>= 7;
        hashed.push(if length == 0 { byte } else { byte | 0x80 });
        if length == 0 {
            break;
        }
    }
    hashed.extend_from_slice(body);
    let checksum = Sha256::digest(&hashed);
    [&[0x85, 0x6f, 0x4a, 0x83][..], &checksum[..4], &hashed].concat()
}

/// The body of a chunk: behind magic, checksum, type and length.
fn body(bytes: &[u8]) -> &[u8] {
    let length_bytes = bytes[9..].iter().take_while(|byte| **byte & 0x80 != 0).count() + 1;
    &bytes[9 + length_bytes..]
}

#[test]
fn an_honest_change_put_together_again_is_the_same_change() {
    let (mut victim, change) = victim_and_change();
    assert_eq!(put_together(taken_apart(&change)), change);
    assert_eq!(chunk(1, body(&change)), change);
    assert_eq!(offer(&mut victim, &change).unwrap().applied.len(), 1);
    assert_goes_on(&mut victim);
}

#[test]
fn operations_that_count_on_from_anywhere_else_are_refused() {
    let (mut victim, change) = victim_and_change();
    let honest = taken_apart(&change).start_op.get();
    for start_op in [1, honest - 1, honest + 1, honest + 1_000, u64::from(u32::MAX) - 1, u64::from(u32::MAX)] {
        let bytes = forged(&change, |change| change.start_op = NonZeroU64::new(start_op).unwrap());
        let refused = offer(&mut victim, &bytes);
        match refused {
            Err(Unacceptable::LeapingOps { expected, .. }) => assert_eq!(expected, honest),
            Err(Unacceptable::TooMuch { .. }) => assert!(start_op > DOCUMENT_OPS_MAX),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(offer(&mut victim, &change).unwrap().applied.len(), 1, "and the honest one is taken");
    assert_goes_on(&mut victim);
}

#[test]
fn another_change_with_an_actors_number_is_refused_and_the_actor_is_not_locked_out() {
    let (mut victim, change) = victim_and_change();
    offer(&mut victim, &change).unwrap();
    let twin = forged(&change, |change| change.time += 1);
    assert!(matches!(offer(&mut victim, &twin), Err(Unacceptable::OutOfSequence { .. })));
    for seq in [0, 1, 4, u64::MAX] {
        assert!(offer(&mut victim, &forged(&change, |change| change.seq = seq)).is_err());
    }
    let mut ben = Document::create(&synthesis(), ActorId::new(&BEN, [3; 8]));
    let all: Vec<_> = victim.changes_since(&[]).into_iter().map(|change| change.bytes).collect();
    ben.merge_changes(&all, Source::Stored, NOON).unwrap();
    let next = append(&mut ben, " Ben writes on.");
    assert_eq!(offer(&mut victim, &next).unwrap().applied.len(), 1);
    assert_goes_on(&mut victim);
}

#[test]
fn a_change_that_skips_its_actors_last_one_is_refused() {
    let (mut victim, change) = victim_and_change();
    let first = taken_apart(&change).deps[0];
    offer(&mut victim, &change).unwrap();
    let skipping = forged(&change, |change| {
        change.seq = 3;
        change.deps = vec![first];
    });
    assert!(matches!(offer(&mut victim, &skipping), Err(Unacceptable::OutOfSequence { .. })));
    assert_goes_on(&mut victim);
}

#[test]
fn a_compressed_change_is_refused_before_it_is_inflated() {
    let (mut victim, _) = victim_and_change();
    let mut ben = Document::create(&synthesis(), ActorId::new(&BEN, [4; 8]));
    let honest = append(&mut ben, &"0".repeat(90_000));
    let compressed = Change::from_bytes(honest.clone()).unwrap().bytes().to_vec();
    assert!(compressed.len() * 20 < honest.len());
    assert_eq!(offer(&mut victim, &compressed), Err(Unacceptable::Malformed { why: "not an uncompressed change" }));
    assert_goes_on(&mut victim);
}

#[test]
fn two_changes_in_one_or_a_byte_behind_one_are_refused() {
    let (mut victim, change) = victim_and_change();
    for bytes in [
        [&change[..], &change[..]].concat(),
        [&change[..], &[0]].concat(),
        change[..change.len() - 1].to_vec(),
        Vec::new(),
    ] {
        assert!(matches!(offer(&mut victim, &bytes), Err(Unacceptable::Malformed { .. })));
    }
    assert!(matches!(offer(&mut victim, &vec![0; CHANGE_BYTES_MAX + 1]), Err(Unacceptable::TooMuch { .. })));
    assert_goes_on(&mut victim);
}

#[test]
fn a_run_of_a_billion_operations_in_a_hundred_bytes_is_refused_at_once() {
    let (mut victim, change) = victim_and_change();
    let expanded = taken_apart(&change);
    let mut bomb = vec![1];
    bomb.extend_from_slice(&expanded.deps[0].0);
    bomb.push(16);
    bomb.extend_from_slice(expanded.actor_id.to_bytes());
    bomb.extend_from_slice(&[3, 40, 0, 0, 0]);
    let run = [0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 1];
    // Keys, actions and values' lengths of 2^40 operations that each put nothing under the key "a".
    bomb.extend_from_slice(&[4, 0x15, 8, 0x34, 6, 0x42, 7, 0x56, 7]);
    bomb.extend_from_slice(&[&run[..], b"a"].concat());
    bomb.extend_from_slice(&run[..6]);
    bomb.extend_from_slice(&run);
    bomb.extend_from_slice(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0]);
    let bomb = chunk(1, &bomb);
    let start = Instant::now();
    assert!(matches!(offer(&mut victim, &bomb), Err(Unacceptable::TooMuch { .. })));
    assert!(start.elapsed().as_millis() < 500, "nothing is unrolled");
    assert_goes_on(&mut victim);
}

#[test]
fn operations_on_what_is_not_there_are_refused() {
    let (mut victim, change) = victim_and_change();
    let ben = taken_apart(&change).actor_id;
    let nowhere = OpId::new(3, &ben);
    let stranger = OpId::new(5, &automerge::ActorId::from([9; 16]));
    let far = OpId::new(u64::from(u32::MAX) - 7, &ben);
    type Forgery = Box<dyn Fn(&mut ExpandedChange)>;
    let forgeries: Vec<Forgery> = vec![
        Box::new(move |change| change.operations[0].key = Key::Seq(ElementId::Id(stranger.clone()))),
        Box::new(move |change| change.operations[0].key = Key::Seq(ElementId::Id(far.clone()))),
        Box::new(move |change| change.operations[0].obj = ObjectId::Id(nowhere.clone())),
        Box::new(|change| change.operations[0].obj = ObjectId::Root),
        Box::new(|change| change.operations[0].key = Key::Map("body".into())),
        Box::new(|change| change.operations[0].action = OpType::Increment(5)),
        Box::new(|change| change.operations[0].action = OpType::Make(ObjType::List)),
        Box::new(|change| change.operations[0].action = OpType::Put(ScalarValue::counter(1))),
        Box::new(|change| change.operations.last_mut().unwrap().action = OpType::Put("two".into())),
        Box::new(|change| change.operations.last_mut().unwrap().action = OpType::Put("".into())),
        Box::new(|change| change.operations.last_mut().unwrap().insert = false),
        Box::new(|change| change.extra_bytes = vec![1]),
        Box::new(|change| change.message = Some("hello".into())),
        Box::new(|change| change.operations.clear()),
        Box::new(|change| {
            // A second container beside that of the first change.
            change.operations.truncate(1);
            let op = &mut change.operations[0];
            (op.obj, op.key, op.insert) = (ObjectId::Root, Key::Map("body".into()), false);
            (op.action, op.pred) = (OpType::Make(ObjType::Text), Vec::new().into());
        }),
        Box::new(|change| {
            // A value in the place of the container.
            change.operations.truncate(1);
            let body = match &change.operations[0].obj {
                ObjectId::Id(id) => id.clone(),
                ObjectId::Root => unreachable!("Ben edits the text"),
            };
            let op = &mut change.operations[0];
            (op.obj, op.key, op.insert) = (ObjectId::Root, Key::Map("body".into()), false);
            (op.action, op.pred) = (OpType::Put("gone".into()), vec![body].into());
        }),
    ];
    for (number, forgery) in forgeries.iter().enumerate() {
        let refused = offer(&mut victim, &forged(&change, forgery));
        assert!(
            matches!(refused, Err(Unacceptable::ForeignOperation { .. } | Unacceptable::Malformed { .. })),
            "{number}: {refused:?}"
        );
    }
    assert_eq!(offer(&mut victim, &change).unwrap().applied.len(), 1);
    assert_goes_on(&mut victim);
}

#[test]
fn a_change_that_edits_what_it_cannot_know_is_refused_even_where_it_is() {
    let (mut victim, change) = victim_and_change();
    // Ana writes on; Ben's change names her new character, yet not the change that made it.
    let anas = taken_apart(&append(&mut victim, "!"));
    let her_character = OpId::new(anas.start_op.get(), &anas.actor_id);
    let knowing_too_much = forged(&change, |change| {
        change.operations.last_mut().unwrap().key = Key::Seq(ElementId::Id(her_character));
    });
    let refused = offer(&mut victim, &knowing_too_much);
    assert!(matches!(refused, Err(Unacceptable::ForeignOperation { .. })), "{refused:?}");
    assert_goes_on(&mut victim);
}

#[test]
fn operations_side_by_side_are_counted_together_before_they_fill_a_document() {
    let words = "a".repeat(TEXT_UTF16_MAX);
    let beside = |n: u8| append(&mut Document::create(&synthesis(), ActorId::new(&BEN, [n; 8])), &words);
    let count = u8::try_from(DOCUMENT_OPS_MAX / TEXT_UTF16_MAX as u64).unwrap() + 1;
    let all: Vec<_> = (1..=count).map(beside).collect();
    let (mut victim, _) = victim_and_change();
    let refused = victim.merge_changes(&all, Source::SignedBy(BEN), NOON);
    assert!(matches!(refused, Err(Unacceptable::TooMuch { .. })), "{refused:?}");
    assert_eq!(ChangeBytes::op_count_of(&all[0]), Some(TEXT_UTF16_MAX as u64));
    assert_goes_on(&mut victim);
}

#[test]
fn all_of_a_batch_is_taken_or_none() {
    let (mut victim, change) = victim_and_change();
    let (before, heads) = (victim.view().unwrap(), victim.heads());
    victim.edit_text(&TextField::Synthesis, &TextDelta::splice(0, 0, "Open: ")).unwrap();
    let mut ben = Document::create(&synthesis(), ActorId::new(&BEN, [5; 8]));
    let other = append(&mut ben, "fine");
    let bad = forged(&other, |change| change.start_op = NonZeroU64::new(99).unwrap());
    let refused = victim.merge_changes(&[change.clone(), bad], Source::SignedBy(BEN), NOON);
    assert!(matches!(refused, Err(Unacceptable::LeapingOps { .. })));
    assert!(victim.has_open_burst(), "the burst is not closed for nothing");
    assert_eq!(victim.heads(), heads);
    victim.edit_text(&TextField::Synthesis, &TextDelta::splice(0, 6, "")).unwrap();
    assert_eq!(victim.view().unwrap(), before);
    assert_eq!(victim.merge_changes(&[change, other], Source::SignedBy(BEN), NOON).unwrap().applied.len(), 2);
    assert_goes_on(&mut victim);
}

#[test]
fn what_waits_is_bounded_and_what_turns_out_bad_is_dropped_alone() {
    let (mut victim, change) = victim_and_change();
    let orphans: Vec<Vec<u8>> = (0..=WAITING_CHANGES_MAX)
        .map(|n| {
            forged(&change, |change| {
                change.deps = vec![automerge::ChangeHash([9; 32])];
                change.time = n as i64;
            })
        })
        .collect();
    assert_eq!(victim.merge_changes(&orphans, Source::SignedBy(BEN), NOON), Err(Unacceptable::WaitingFull));
    assert!(victim.missing().is_empty());

    let hash = automerge::ChangeHash(Change::from_bytes(change.clone()).unwrap().hash().0);
    let leaping = forged(&change, |change| {
        change.deps = vec![hash];
        change.seq += 1;
        change.start_op = NonZeroU64::new(5_000).unwrap();
    });
    assert_eq!(offer(&mut victim, &leaping).unwrap().waiting.len(), 1);
    let merged = offer(&mut victim, &change).unwrap();
    assert_eq!((merged.applied.len(), merged.refused.len()), (1, 1));
    assert!(matches!(merged.refused[0].1, Unacceptable::LeapingOps { .. }));
    assert!(victim.missing().is_empty());
    assert_goes_on(&mut victim);
}

#[test]
fn many_scattered_edits_are_merged_as_one_edit_of_the_text() {
    let mut ben = Document::create(&synthesis(), ActorId::new(&BEN, [2; 8]));
    let mut victim = Document::create(&synthesis(), ActorId::new(&ANA, [1; 8]));
    let first = append(&mut ben, &"ab".repeat(1_500));
    offer(&mut victim, &first).unwrap();
    for at in 0..600 {
        ben.edit_text(&TextField::Synthesis, &TextDelta::splice(3 * at + 1, 0, "x")).unwrap();
    }
    let scattered = ben.commit(NOON).unwrap();
    let before = victim.text(&TextField::Synthesis).unwrap();
    let merged = offer(&mut victim, &scattered.bytes).unwrap();
    let after = victim.text(&TextField::Synthesis).unwrap();
    assert_eq!(merged.texts[0].delta.apply(&before).unwrap(), after);
    assert_eq!(after, ben.text(&TextField::Synthesis).unwrap());
}

/// One way to change an honest change that still decodes.
#[derive(Clone, Debug)]
enum Forgery {
    StartOp(i64),
    Seq(i64),
    Time(i64),
    DropDeps,
    Object(prop::sample::Index, u64),
    Element(prop::sample::Index, u64),
    Predecessor(prop::sample::Index, u64),
    Action(prop::sample::Index, u8),
    Insert(prop::sample::Index),
    MapKey(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
    Double(prop::sample::Index),
    Drop(prop::sample::Index),
}

fn forgery() -> impl Strategy<Value = Forgery> {
    let at = || any::<prop::sample::Index>();
    let counter = || prop_oneof![0..60_u64, Just(u64::from(u32::MAX)), Just(u64::from(u32::MAX) + 1)];
    prop_oneof![
        (-30..30_i64).prop_map(Forgery::StartOp),
        (-3..3_i64).prop_map(Forgery::Seq),
        any::<i64>().prop_map(Forgery::Time),
        Just(Forgery::DropDeps),
        (at(), counter()).prop_map(|(at, to)| Forgery::Object(at, to)),
        (at(), counter()).prop_map(|(at, to)| Forgery::Element(at, to)),
        (at(), counter()).prop_map(|(at, to)| Forgery::Predecessor(at, to)),
        (at(), 0..9_u8).prop_map(|(at, to)| Forgery::Action(at, to)),
        at().prop_map(Forgery::Insert),
        at().prop_map(Forgery::MapKey),
        (at(), at()).prop_map(|(one, other)| Forgery::Swap(one, other)),
        at().prop_map(Forgery::Double),
        at().prop_map(Forgery::Drop),
    ]
}

fn forge(change: &mut ExpandedChange, forgery: &Forgery) {
    let actor = change.actor_id.clone();
    let count = change.operations.len();
    let id = |counter: u64| OpId::new(counter, &actor);
    if count == 0 {
        return;
    }
    match forgery {
        Forgery::StartOp(by) => {
            change.start_op = NonZeroU64::new(change.start_op.get().saturating_add_signed(*by).max(1)).unwrap();
        }
        Forgery::Seq(by) => change.seq = change.seq.saturating_add_signed(*by),
        Forgery::Time(at) => change.time = *at,
        Forgery::DropDeps => change.deps.clear(),
        Forgery::Object(at, to) => {
            change.operations[at.index(count)].obj = if *to == 0 { ObjectId::Root } else { ObjectId::Id(id(*to)) };
        }
        Forgery::Element(at, to) => {
            let element = if *to == 0 { ElementId::Head } else { ElementId::Id(id(*to)) };
            change.operations[at.index(count)].key = Key::Seq(element);
        }
        Forgery::Predecessor(at, to) => change.operations[at.index(count)].pred = vec![id(*to), id(to + 1)].into(),
        Forgery::Action(at, to) => {
            change.operations[at.index(count)].action = match to {
                0 => OpType::Make(ObjType::Map),
                1 => OpType::Make(ObjType::List),
                2 => OpType::Make(ObjType::Text),
                3 => OpType::Delete,
                4 => OpType::Increment(-1),
                5 => OpType::Put(ScalarValue::Null),
                6 => OpType::Put("🌱".into()),
                7 => OpType::MarkEnd(true),
                _ => OpType::Put(ScalarValue::Bytes(vec![0; 9])),
            };
        }
        Forgery::Insert(at) => {
            let op = &mut change.operations[at.index(count)];
            op.insert = !op.insert;
        }
        Forgery::MapKey(at) => change.operations[at.index(count)].key = Key::Map("body".into()),
        Forgery::Swap(one, other) => change.operations.swap(one.index(count), other.index(count)),
        Forgery::Double(at) => {
            let op = change.operations[at.index(count)].clone();
            change.operations.push(op);
        }
        Forgery::Drop(at) => {
            change.operations.remove(at.index(count));
        }
    }
}

/// Offers bytes to two replicas that hold the same: both must do the same and go on.
fn both_agree(bytes: &[u8]) {
    let (mut one, _) = victim_and_change();
    let mut other = one.clone();
    let (first, second) = (offer(&mut one, bytes), offer(&mut other, bytes));
    assert_eq!(first, second);
    if first.is_err() {
        assert_eq!(one.change_count(), 3);
    }
    assert_eq!(one.view(), other.view());
    assert_goes_on(&mut one);
}

/// 400 of each in every run; set `PROPTEST_CASES` for more.
fn cases() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn forged_operations_never_harm_a_document(forgeries in proptest::collection::vec(forgery(), 1..4)) {
        let (_, change) = victim_and_change();
        both_agree(&forged(&change, |change| forgeries.iter().for_each(|forgery| forge(change, forgery))));
    }

    #[test]
    fn mutated_bytes_with_a_checksum_that_fits_never_harm_a_document(
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..5)
    ) {
        let (_, change) = victim_and_change();
        let mut bytes = body(&change).to_vec();
        for (at, value, how) in edits {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = value,
                1 => bytes.insert(at, value),
                _ => {
                    bytes.remove(at);
                }
            }
        }
        both_agree(&chunk(1, &bytes));
    }

    #[test]
    fn bytes_of_no_kind_never_harm_a_document(bytes in proptest::collection::vec(any::<u8>(), 0..300), kind in any::<u8>()) {
        let (mut victim, _) = victim_and_change();
        prop_assert!(offer(&mut victim, &bytes).is_err());
        prop_assert!(offer(&mut victim, &chunk(kind, &bytes)).is_err());
        prop_assert!(offer(&mut victim, &chunk(1, &bytes)).is_err());
    }

    #[test]
    fn forged_notes_never_harm_a_document(forgeries in proptest::collection::vec(forgery(), 1..4)) {
        let about = Descriptor::Notes { submission: ESSAY, author: BEN };
        let mut ben = Document::create(&about, ActorId::new(&BEN, [2; 8]));
        let note = NoteId([1; 16]);
        let add = NotesCommand::Add { note, kind: NoteKind::Warm, anchor: None, body: "Warm 🌱".into() };
        ben.run(&Command::Notes(add), NOON).unwrap();
        let honest = ben.commit(NOON).unwrap().bytes;
        ben.run(&Command::Notes(NotesCommand::SetKind { note, kind: NoteKind::Cool }), NOON).unwrap();
        ben.edit_text(&TextField::NoteBody(note), &TextDelta::splice(0, 4, "Cool")).unwrap();
        let second = ben.commit(NOON).unwrap().bytes;
        for (before, change) in [(vec![], honest.clone()), (vec![honest], second)] {
            let mut reader = Document::create(&about, ActorId::new(&ANA, [1; 8]));
            reader.merge_changes(&before, Source::SignedBy(BEN), NOON).unwrap();
            let bytes = forged(&change, |change| forgeries.iter().for_each(|forgery| forge(change, forgery)));
            // Her own notes are hers to spoil: they may become unreadable, but nothing breaks.
            if offer(&mut reader, &bytes).is_ok() {
                reader.view().ok();
                reader.save().unwrap();
            }
        }
    }
}
