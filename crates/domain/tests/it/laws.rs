//! What holds of every change that people make, however they meet: the ledger's rules are exact because of it.

use automerge::Change;
use naptime_domain::{
    command::{Command, NoteKind, NotesCommand, TextField},
    document::{Descriptor, Document, Refused, Source},
    id::{ActorId, ChallengeId, NoteId, PersonId, SubmissionId},
    limits::{CHANGE_DEPS_MAX, TEXT_UTF16_MAX},
    text::TextDelta,
    time::Timestamp,
};
use proptest::prelude::*;
use std::collections::HashMap;

const ANA: PersonId = PersonId([0xa1; 32]);

#[derive(Clone, Debug)]
enum Step {
    Insert(usize, u16),
    Delete(usize, u16),
    Note(usize),
    Commit(usize),
    Meet(usize, usize),
    Restart(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let device = 0..3_usize;
    let step = prop_oneof![
        4 => (device.clone(), any::<u16>()).prop_map(|(device, at)| Step::Insert(device, at)),
        2 => (device.clone(), any::<u16>()).prop_map(|(device, at)| Step::Delete(device, at)),
        1 => device.clone().prop_map(Step::Note),
        2 => device.clone().prop_map(Step::Commit),
        3 => (device.clone(), device.clone()).prop_map(|(to, from)| Step::Meet(to, from)),
        1 => device.prop_map(Step::Restart),
    ];
    proptest::collection::vec(step, 0..40)
}

struct Devices {
    docs: Vec<Document>,
    next: u8,
}

impl Devices {
    fn new() -> Self {
        let about = Descriptor::NotesDraft { submission: SubmissionId([1; 32]) };
        let mut first = Document::create(&about, ActorId::new(&ANA, [0; 8]));
        first.run(&note(0), Timestamp(0)).unwrap();
        let change = first.commit(Timestamp(0)).unwrap();
        let docs = (1..4).map(|nonce| {
            let mut doc = Document::create(&about, ActorId::new(&ANA, [nonce; 8]));
            doc.merge_changes(std::slice::from_ref(&change.bytes), Source::Stored, Timestamp(0)).unwrap();
            doc
        });
        Self { docs: docs.collect(), next: 4 }
    }

    fn step(&mut self, step: &Step) {
        self.next += 1;
        let field = TextField::NoteBody(NoteId([0; 16]));
        match *step {
            Step::Insert(device, at) => {
                let doc = &mut self.docs[device];
                let before = doc.text(&field).unwrap();
                let delta = TextDelta::splice(place(&before, at), 0, "é🌱");
                doc.edit_text(&field, &delta).unwrap();
                assert_eq!(doc.text(&field).unwrap(), delta.apply(&before).unwrap());
            }
            Step::Delete(device, at) => {
                let doc = &mut self.docs[device];
                let text = doc.text(&field).unwrap();
                let from = place(&text, at);
                let to = place(&text, at.wrapping_add(3));
                doc.edit_text(&field, &TextDelta::splice(from.min(to), from.abs_diff(to), "")).unwrap();
            }
            Step::Note(device) => {
                self.docs[device].run(&note(self.next), Timestamp(0)).unwrap();
            }
            Step::Commit(device) => {
                self.docs[device].commit(Timestamp(0));
            }
            Step::Meet(to, from) => self.meet(to, from),
            Step::Restart(device) => {
                let doc = &mut self.docs[device];
                doc.commit(Timestamp(0));
                let actor = ActorId::new(&ANA, [self.next; 8]);
                *doc = Document::load(doc.descriptor(), &doc.save().unwrap(), actor).unwrap();
            }
        }
    }

    fn meet(&mut self, to: usize, from: usize) {
        if to == from {
            return;
        }
        let have = self.docs[to].heads();
        let news: Vec<_> = self.docs[from].changes_since(&have).into_iter().map(|change| change.bytes).collect();
        let doc = &mut self.docs[to];
        let field = TextField::NoteBody(NoteId([0; 16]));
        let before = doc.text(&field).unwrap();
        let merged = doc.merge_changes(&news, Source::SignedBy(ANA), Timestamp(0)).unwrap();
        let edit = merged.texts.iter().find(|text| text.field == field).map(|text| text.delta.clone());
        let edited = edit.unwrap_or_default().apply(&before).unwrap();
        assert_eq!(edited, doc.text(&field).unwrap(), "the merge tells what it did to the text");
    }
}

fn note(id: u8) -> Command {
    let (note, body) = (NoteId([id; 16]), "界".repeat(9));
    Command::Notes(NotesCommand::Add { note, kind: NoteKind::Warm, anchor: None, body })
}

fn place(text: &str, at: u16) -> u32 {
    let places: Vec<u32> = text.char_indices().map(|(at, _)| text[..at].encode_utf16().count() as u32).collect();
    places.get(usize::from(at) % places.len().max(1)).copied().unwrap_or(0)
}

/// Every change counts on from its dependencies, and names its actor's last change among them.
fn assert_lawful(doc: &mut Document) {
    let changes: Vec<Change> =
        doc.changes_since(&[]).into_iter().map(|change| Change::from_bytes(change.bytes).unwrap()).collect();
    let by_hash: HashMap<_, _> = changes.iter().map(|change| (change.hash(), change)).collect();
    let by_seq: HashMap<_, _> =
        changes.iter().map(|change| ((change.actor_id(), change.seq()), change.hash())).collect();
    for change in &changes {
        let highest = change.deps().iter().map(|dep| by_hash[dep].max_op()).max().unwrap_or(0);
        assert_eq!(change.start_op().get(), highest + 1);
        if change.seq() > 1 {
            assert!(change.deps().contains(&by_seq[&(change.actor_id(), change.seq() - 1)]));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_change_counts_on_from_what_it_knows_and_devices_that_met_show_the_same(steps in steps()) {
        let mut devices = Devices::new();
        steps.iter().for_each(|step| devices.step(step));
        for (to, from) in [(0, 1), (0, 2), (1, 0), (2, 0)] {
            devices.docs[from].commit(Timestamp(0));
            devices.docs[to].commit(Timestamp(0));
            devices.meet(to, from);
        }
        let shown = devices.docs[0].view().unwrap();
        for doc in &mut devices.docs {
            prop_assert_eq!(doc.view().unwrap(), shown.clone());
            assert_lawful(doc);
        }
    }
}

fn work() -> Descriptor {
    Descriptor::Work { challenge: ChallengeId::new("first").unwrap(), generation: 0 }
}

#[test]
fn whatever_is_written_in_one_burst_others_take_and_so_does_the_next_start() {
    let mut doc = Document::create(&work(), ActorId::new(&ANA, [1; 8]));
    let (mut changes, mut length) = (Vec::new(), 0);
    for text in ["界", "é", "x"] {
        let replace = TextDelta::splice(0, length, &text.repeat(TEXT_UTF16_MAX));
        if doc.edit_text(&TextField::Draft, &replace) == Err(Refused::OpenBurst) {
            changes.extend(doc.commit(Timestamp(0)));
            doc.edit_text(&TextField::Draft, &replace).unwrap();
        }
        length = TEXT_UTF16_MAX as u32;
    }
    changes.extend(doc.commit(Timestamp(0)));
    let changes: Vec<Vec<u8>> = changes.into_iter().map(|change| change.bytes).collect();
    for source in [Source::SignedBy(ANA), Source::Stored] {
        let mut other = Document::create(&work(), ActorId::new(&ANA, [2; 8]));
        other.merge_changes(&changes, source, Timestamp(0)).unwrap();
        assert_eq!(other.heads(), doc.heads());
    }
}

#[test]
fn what_is_stored_is_read_again_whatever_the_limits_are_for_others() {
    let mut doc = Document::create(&work(), ActorId::new(&ANA, [1; 8]));
    let mut branches = Vec::new();
    for branch in 0..=CHANGE_DEPS_MAX {
        let nonce = u64::try_from(branch + 2).unwrap().to_be_bytes();
        let mut other = Document::create(&work(), ActorId::new(&ANA, nonce));
        other.edit_text(&TextField::Draft, &TextDelta::splice(0, 0, "x")).unwrap();
        branches.push(other.commit(Timestamp(0)).unwrap().bytes);
    }
    doc.merge_changes(&branches, Source::SignedBy(ANA), Timestamp(0)).unwrap();
    doc.edit_text(&TextField::Draft, &TextDelta::splice(0, 0, "y")).unwrap();
    branches.push(doc.commit(Timestamp(0)).unwrap().bytes);
    let mut after_restart = Document::create(&work(), ActorId::new(&ANA, [3; 8]));
    after_restart.merge_changes(&branches, Source::Stored, Timestamp(0)).unwrap();
    assert_eq!(after_restart.heads(), doc.heads());
}
