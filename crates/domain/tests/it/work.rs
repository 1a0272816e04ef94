//! What a learner keeps and gathers in a work, on two devices, and what is there when they meet.

use naptime_domain::{
    command::{Amount, Command, TextField, WorkCommand},
    document::{Descriptor, Document, Outcome, Refused, Source, Unreadable},
    evidence::{ClientAnswer, Evidence},
    id::{ActorId, ChallengeId, EvidenceId, PersonId, VersionId},
    limits::EVIDENCE_UTF16_MAX,
    text::{Fate, TextDelta, compare, diff_words, utf16},
    time::Timestamp,
    view::{View, WorkView},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const NOON: Timestamp = Timestamp(1_790_000_000_000);
const ANA: PersonId = PersonId([0xa1; 32]);

fn device(nonce: u8) -> Document {
    let about = Descriptor::Work { challenge: ChallengeId::new("who").unwrap(), generation: 0 };
    Document::create(&about, ActorId::new(&ANA, [nonce; 8]))
}

fn type_in(doc: &mut Document, at: u32, words: &str) {
    doc.edit_text(&TextField::Draft, &TextDelta::splice(at, 0, words)).unwrap();
}

fn run(doc: &mut Document, command: WorkCommand) -> Result<Outcome, Refused> {
    doc.run(&Command::Work(command), NOON)
}

fn keep(doc: &mut Document, version: u8, restores: Option<u8>) {
    doc.commit(NOON);
    let (version, restores) = (VersionId([version; 16]), restores.map(|id| VersionId([id; 16])));
    run(doc, WorkCommand::KeepVersion { version, name: String::new(), restores }).unwrap();
    doc.commit(NOON);
}

fn kept(doc: &Document, version: u8) -> Result<String, Refused> {
    doc.text_of_version(&VersionId([version; 16]))
}

/// As little as possible is edited, so that what others write meanwhile stays.
fn restore(doc: &mut Document, version: u8) {
    let (now, then) = (draft(doc), kept(doc, version).unwrap());
    doc.edit_text(&TextField::Draft, &diff_words(&now, &then)).unwrap();
}

fn draft(doc: &Document) -> String {
    doc.text(&TextField::Draft).unwrap()
}

fn view(doc: &Document) -> WorkView {
    match doc.view().unwrap() {
        View::Work(view) => view,
        other => panic!("{other:?}"),
    }
}

/// Both get what the other has, and show the same.
fn meet(one: &mut Document, other: &mut Document) -> WorkView {
    one.commit(NOON);
    other.commit(NOON);
    let news = |from: &mut Document, to: &Document| {
        from.changes_since(&to.heads()).into_iter().map(|change| change.bytes).collect::<Vec<_>>()
    };
    let (ours, theirs) = (news(one, other), news(other, one));
    other.merge_changes(&ours, Source::SignedBy(ANA), NOON).unwrap();
    one.merge_changes(&theirs, Source::SignedBy(ANA), NOON).unwrap();
    assert_eq!(one.view(), other.view());
    view(one)
}

#[test]
fn a_version_is_the_draft_as_it_was_whatever_came_after() {
    let mut doc = device(1);
    type_in(&mut doc, 0, "Fewer cakes 🍰 left.");
    keep(&mut doc, 1, None);
    type_in(&mut doc, 0, "Much ");
    keep(&mut doc, 2, None);
    doc.edit_text(&TextField::Draft, &TextDelta::splice(0, utf16::len(&draft(&doc)), "")).unwrap();
    doc.commit(NOON);
    assert_eq!(kept(&doc, 1).unwrap(), "Fewer cakes 🍰 left.");
    assert_eq!(kept(&doc, 2).unwrap(), "Much Fewer cakes 🍰 left.");
    let opened = Document::load(doc.descriptor(), &doc.save().unwrap(), ActorId::new(&ANA, [9; 8])).unwrap();
    assert_eq!(kept(&opened, 2).unwrap(), "Much Fewer cakes 🍰 left.");
    let name = |name: &str| WorkCommand::NameVersion { version: VersionId([2; 16]), name: name.into() };
    run(&mut doc, name(" For Marta ")).unwrap();
    assert_eq!(view(&doc).versions[1].name.shown().map(String::as_str), Some("For Marta"));
    assert_eq!(run(&mut doc, name(&"x".repeat(81))), Err(Refused::NameTooLong { utf16_max: 80 }));
}

#[test]
fn what_others_write_while_a_version_is_brought_back_stays() {
    let (mut phone, mut tablet) = (device(1), device(2));
    type_in(&mut phone, 0, "We open at eight. We close at six.");
    keep(&mut phone, 1, None);
    phone.edit_text(&TextField::Draft, &TextDelta::splice(11, 5, "never")).unwrap();
    meet(&mut phone, &mut tablet);
    restore(&mut phone, 1);
    keep(&mut phone, 2, Some(1));
    type_in(&mut tablet, 34, " Come in!");
    let met = meet(&mut phone, &mut tablet);
    assert_eq!(met.draft, "We open at eight. We close at six. Come in!");
    assert_eq!(
        met.versions.iter().map(|version| version.restores).collect::<Vec<_>>(),
        [None, Some(VersionId([1; 16]))]
    );
    assert_eq!(kept(&tablet, 2).unwrap(), "We open at eight. We close at six.");
}

#[test]
fn a_version_that_cannot_be_is_refused() {
    let mut doc = device(1);
    let version = VersionId([1; 16]);
    let new = || WorkCommand::KeepVersion { version, name: String::new(), restores: None };
    type_in(&mut doc, 0, "typed");
    assert_eq!(run(&mut doc, new()), Err(Refused::OpenBurst));
    doc.commit(NOON);
    assert_eq!(run(&mut doc, new()), Ok(Outcome::Changed));
    doc.commit(NOON);
    assert_eq!(run(&mut doc, new()), Err(Refused::IdTaken));
    let unknown = WorkCommand::NameVersion { version: VersionId([7; 16]), name: String::new() };
    assert_eq!(run(&mut doc, unknown), Err(Refused::UnknownVersion));
    assert_eq!(kept(&doc, 7), Err(Refused::UnknownVersion));
    let learner = Document::create(&Descriptor::Learner, ActorId::new(&ANA, [1; 8]));
    assert!(matches!(kept(&learner, 1), Err(Refused::Unreadable(Unreadable::UnknownShape { .. }))));
}

fn evidence(id: u8) -> EvidenceId {
    EvidenceId([id; 16])
}

fn reply(answer: ClientAnswer) -> Evidence {
    Evidence::Reply { recommendation: "Bake less on Saturday".into(), answer, why: "The freezer is full".into() }
}

fn number(value: i64) -> Evidence {
    Evidence::Number { value: Amount(value), unit: "cakes".into(), source: "Her till".into() }
}

#[test]
fn evidence_gathered_apart_is_all_there_and_edits_made_apart_are_both_shown() {
    let (mut phone, mut tablet) = (device(1), device(2));
    run(&mut phone, WorkCommand::AddEvidence { evidence: evidence(1), what: number(300) }).unwrap();
    run(&mut tablet, WorkCommand::AddEvidence { evidence: evidence(2), what: reply(ClientAnswer::Waiting) }).unwrap();
    assert_eq!(meet(&mut phone, &mut tablet).evidence.len(), 2);
    run(&mut phone, WorkCommand::EditEvidence { evidence: evidence(1), what: number(400) }).unwrap();
    run(&mut tablet, WorkCommand::EditEvidence { evidence: evidence(1), what: number(500) }).unwrap();
    run(&mut phone, WorkCommand::EditEvidence { evidence: evidence(2), what: reply(ClientAnswer::Taken) }).unwrap();
    let met = meet(&mut phone, &mut tablet);
    assert_eq!(met.evidence[0].what.values, [number(400), number(500)]);
    assert_eq!(met.evidence[1].what.values, [reply(ClientAnswer::Taken)]);
    run(&mut phone, WorkCommand::EditEvidence { evidence: evidence(1), what: number(500) }).unwrap();
    assert_eq!(meet(&mut phone, &mut tablet).evidence[0].what.values, [number(500)]);
}

#[test]
fn what_is_put_away_on_one_device_is_away_edited_or_not_and_comes_back() {
    let (mut phone, mut tablet) = (device(1), device(2));
    run(&mut phone, WorkCommand::AddEvidence { evidence: evidence(1), what: number(300) }).unwrap();
    meet(&mut phone, &mut tablet);
    let put_away = |is_away| WorkCommand::PutAwayEvidence { evidence: evidence(1), is_away };
    run(&mut phone, put_away(true)).unwrap();
    run(&mut tablet, WorkCommand::EditEvidence { evidence: evidence(1), what: number(301) }).unwrap();
    let met = meet(&mut phone, &mut tablet);
    assert!(met.evidence[0].is_put_away);
    assert_eq!(met.evidence[0].what.values, [number(301)]);
    run(&mut tablet, put_away(false)).unwrap();
    assert!(!meet(&mut phone, &mut tablet).evidence[0].is_put_away);
    assert_eq!(run(&mut tablet, put_away(false)), Ok(Outcome::AlreadySo));
}

#[test]
fn evidence_that_cannot_be_is_refused() {
    let mut doc = device(1);
    let add = |what| WorkCommand::AddEvidence { evidence: evidence(1), what };
    let long = Evidence::Link { url: "x".repeat(EVIDENCE_UTF16_MAX + 1), about: String::new() };
    assert_eq!(run(&mut doc, add(long)), Err(Refused::TextTooLong { utf16_max: EVIDENCE_UTF16_MAX }));
    run(&mut doc, add(number(1))).unwrap();
    assert_eq!(run(&mut doc, add(number(1))), Err(Refused::IdTaken));
    let edit = WorkCommand::EditEvidence { evidence: evidence(2), what: number(1) };
    assert_eq!(run(&mut doc, edit), Err(Refused::UnknownEvidence));
}

#[test]
fn a_comparison_reads_by_paragraph() {
    let told = |old: &str, new: &str| {
        let mark = |fate| match fate {
            Fate::Kept => ' ',
            Fate::Added => '+',
            Fate::Removed => '-',
        };
        let runs = |paragraph: &naptime_domain::text::Paragraph| {
            paragraph.runs.iter().map(|run| format!("{}{:?}", mark(run.fate), run.text)).collect::<String>()
        };
        compare(old, new).iter().map(runs).collect::<Vec<_>>()
    };
    assert_eq!(told("", ""), Vec::<String>::new());
    assert_eq!(told("One.\nTwo 🍰 three.", "One.\nTwo 🍰 three."), [r#" "One.\n""#, r#" "Two 🍰 three.""#]);
    assert_eq!(told("a cat sat\nend\n", "a dog sat\nend\n"), [r#" "a "-"cat "+"dog " "sat\n""#, r#" "end\n""#]);
    assert_eq!(told("one\ntwo\n", "one\n\nnew one\n\ntwo\n").len(), 5);
    let last_word = told("at night.\n\nend", "early.\n\nend");
    assert_eq!(last_word, [r#"-"at night."+"early." "\n""#, r#" "\n""#, r#" "end""#], "it stays one paragraph");
    assert_eq!(told("His brakes fail.", "His brakes fail. She asks."), [r#" "His brakes fail."+" She asks.""#]);
    assert_eq!(told("three.\nend", "three. Four.\nend"), [r#" "three."+" Four." "\n""#, r#" "end""#]);
    assert!(!compare("same\nold", "same\nnew")[0].is_changed() && compare("same\nold", "same\nnew")[1].is_changed());
}

#[derive(Clone, Debug)]
enum Move {
    Type(usize, u16, String),
    Cut(usize, u16, u16),
    Keep(usize),
    Restore(usize, u8),
    Meet,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let (device, place) = (0..2_usize, any::<u16>());
    let one = prop_oneof![
        4 => (device.clone(), place, "[a-c é🌱\n]{1,6}").prop_map(|(at, place, text)| Move::Type(at, place, text)),
        2 => (device.clone(), place, 0..9_u16).prop_map(|(at, place, length)| Move::Cut(at, place, length)),
        2 => device.clone().prop_map(Move::Keep),
        2 => (device, any::<u8>()).prop_map(|(at, version)| Move::Restore(at, version)),
        1 => Just(Move::Meet),
    ];
    proptest::collection::vec(one, 0..40)
}

/// A place between two characters, in UTF-16 units.
fn place(text: &str, at: u16) -> u32 {
    let count = text.chars().count() + 1;
    text.chars().take(usize::from(at) % count).map(|c| c.len_utf16() as u32).sum()
}

/// Two devices, and what each version said when it was kept.
struct Kept {
    docs: [Document; 2],
    texts: BTreeMap<u8, String>,
}

impl Kept {
    fn step(&mut self, step: &Move) {
        let next = self.texts.len() as u8 + 1;
        match step {
            Move::Type(at, to, text) => {
                let doc = &mut self.docs[*at];
                type_in(doc, place(&draft(doc), *to), text);
            }
            Move::Cut(at, from, length) => {
                let doc = &mut self.docs[*at];
                let (text, to) = (draft(doc), from.wrapping_add(*length));
                let (from, to) = (place(&text, *from), place(&text, to));
                doc.edit_text(&TextField::Draft, &TextDelta::splice(from.min(to), from.abs_diff(to), "")).unwrap();
            }
            Move::Keep(at) => {
                let doc = &mut self.docs[*at];
                keep(doc, next, None);
                self.texts.insert(next, draft(doc));
            }
            Move::Restore(at, version) => {
                let doc = &mut self.docs[*at];
                let known: Vec<u8> = (1..next).filter(|version| kept(doc, *version).is_ok()).collect();
                let Some(version) = known.get(usize::from(*version) % known.len().max(1)) else { return };
                restore(doc, *version);
                assert_eq!(draft(doc), self.texts[version], "what is brought back is what was kept");
                keep(doc, next, Some(*version));
                self.texts.insert(next, draft(doc));
            }
            Move::Meet => {
                let [one, other] = &mut self.docs;
                meet(one, other);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_version_says_for_ever_and_on_every_device_what_it_said_when_it_was_kept(moves in moves()) {
        let mut devices = Kept { docs: [device(1), device(2)], texts: BTreeMap::new() };
        moves.iter().for_each(|step| devices.step(step));
        devices.step(&Move::Meet);
        for doc in &devices.docs {
            for (version, text) in &devices.texts {
                prop_assert_eq!(&kept(doc, *version).unwrap(), text);
            }
        }
    }

    #[test]
    fn words_typed_on_one_device_outlive_whatever_is_brought_back_on_the_other(before in "[a-c \n]{0,30}", after in "[a-c \n]{0,30}", at in any::<u16>()) {
        let (mut phone, mut tablet) = (device(1), device(2));
        type_in(&mut phone, 0, &before);
        keep(&mut phone, 1, None);
        phone.edit_text(&TextField::Draft, &diff_words(&before, &after)).unwrap();
        meet(&mut phone, &mut tablet);
        restore(&mut phone, 1);
        type_in(&mut tablet, place(&after, at), "🌱");
        let met = meet(&mut phone, &mut tablet).draft;
        prop_assert_eq!(met.replace('🌱', ""), before);
        prop_assert!(met.contains('🌱'));
    }

    #[test]
    fn a_comparison_holds_both_texts(old in "[a-b é🌱\n]{0,40}", new in "[a-b é🌱\n]{0,40}") {
        let paragraphs = compare(&old, &new);
        let without = |left_out: Fate| {
            let runs = paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
            runs.filter(|run| run.fate != left_out).map(|run| run.text.as_str()).collect::<String>()
        };
        prop_assert_eq!(without(Fate::Added), old);
        prop_assert_eq!(without(Fate::Removed), new);
    }
}
