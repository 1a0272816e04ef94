//! A group's one work on a challenge: what two members begin and write apart, and what is there when they meet.

use automerge::{Change, ScalarValue, legacy::OpType};
use naptime_domain::{
    command::{Amount, ChallengeTurn, Command, Deed, LearnerCommand, TextField, Whose, WorkCommand},
    document::{ChangeBytes, Descriptor, Document, Source, Unacceptable},
    evidence::Evidence,
    id::{ActorId, ChallengeId, EventId, EvidenceId, PersonId, SpaceId, VersionId},
    text::TextDelta,
    time::Timestamp,
    view::{View, WorkView},
};

const NOON: Timestamp = Timestamp(1_790_000_000_000);
const ANA: PersonId = PersonId([0xa1; 32]);
const BEN: PersonId = PersonId([0xb2; 32]);
const GROUP: SpaceId = SpaceId([9; 16]);

fn who() -> ChallengeId {
    ChallengeId::new("who").unwrap()
}

fn joint() -> Descriptor {
    Descriptor::JointWork { challenge: who() }
}

fn begun_by(person: PersonId) -> Document {
    Document::create(&joint(), ActorId::new(&person, [1; 8]))
}

fn type_in(doc: &mut Document, at: u32, words: &str) {
    doc.edit_text(&TextField::Draft, &TextDelta::splice(at, 0, words)).unwrap();
}

fn news(from: &mut Document, to: &Document) -> Vec<Vec<u8>> {
    from.commit(NOON);
    from.changes_since(&to.heads()).into_iter().map(|change: ChangeBytes| change.bytes).collect()
}

/// Both get what the other has, each signed by its writer, and show the same.
fn meet(ana: &mut Document, ben: &mut Document) -> WorkView {
    let (hers, his) = (news(ana, ben), news(ben, ana));
    ben.merge_changes(&hers, Source::SignedBy(ANA), NOON).unwrap();
    ana.merge_changes(&his, Source::SignedBy(BEN), NOON).unwrap();
    assert_eq!((ana.heads(), ana.view()), (ben.heads(), ben.view()));
    view(ana)
}

fn view(doc: &Document) -> WorkView {
    match doc.view().unwrap() {
        View::Work(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_who_begin_it_apart_begin_one_work_and_both_beginnings_stay() {
    let (mut ana, mut ben) = (begun_by(ANA), begun_by(BEN));
    assert_eq!((joint().id(&GROUP), ana.heads()), (joint().id(&GROUP), ben.heads()));
    type_in(&mut ana, 0, "We open at eight. ");
    type_in(&mut ben, 0, "Marta bakes at four. ");
    let met = meet(&mut ana, &mut ben);
    assert!(met.draft.contains("We open at eight. ") && met.draft.contains("Marta bakes at four. "), "{}", met.draft);
    assert_eq!(met.authors, [ANA.tag(), BEN.tag()].into());
}

#[test]
fn it_is_another_document_in_each_group_and_for_each_challenge_and_none_of_hers() {
    let other = Descriptor::JointWork { challenge: ChallengeId::new("what").unwrap() };
    let hers = Descriptor::Work { challenge: who(), generation: 0 };
    let ids = [
        joint().id(&GROUP),
        joint().id(&SpaceId([8; 16])),
        other.id(&GROUP),
        hers.id(&GROUP),
        Descriptor::Group.id(&GROUP),
    ];
    let different: std::collections::BTreeSet<_> = ids.into_iter().collect();
    assert_eq!(different.len(), ids.len());
    assert!(!joint().is_personal() && joint().sole_author().is_none());
}

#[test]
fn two_edits_of_one_paragraph_are_both_kept() {
    let (mut ana, mut ben) = (begun_by(ANA), begun_by(BEN));
    type_in(&mut ana, 0, "The need is clear.");
    meet(&mut ana, &mut ben);
    type_in(&mut ana, 12, "very ");
    type_in(&mut ben, 17, " to us");
    assert_eq!(meet(&mut ana, &mut ben).draft, "The need is very clear to us.");
}

#[test]
fn versions_and_evidence_of_both_stand_side_by_side() {
    let (mut ana, mut ben) = (begun_by(ANA), begun_by(BEN));
    let number = |value| Evidence::Number { value: Amount(value), unit: "cakes".into(), source: "The till".into() };
    for (doc, id) in [(&mut ana, 1), (&mut ben, 2)] {
        type_in(doc, 0, "typed ");
        doc.commit(NOON);
        let (version, evidence) = (VersionId([id; 16]), EvidenceId([id; 16]));
        let kept = WorkCommand::KeepVersion { version, name: "Mine".into(), restores: None };
        doc.run(&Command::Work(kept), NOON).unwrap();
        doc.run(&Command::Work(WorkCommand::AddEvidence { evidence, what: number(i64::from(id)) }), NOON).unwrap();
    }
    let met = meet(&mut ana, &mut ben);
    assert_eq!(met.versions.iter().map(|kept| kept.id).collect::<Vec<_>>(), [1, 2].map(|id| VersionId([id; 16])));
    assert_eq!(met.evidence.len(), 2);
    assert_eq!(ben.text_of_version(&VersionId([1; 16])).unwrap(), "typed ");
}

#[test]
fn the_last_author_is_whose_change_rests_on_the_others() {
    let (mut ana, mut ben) = (begun_by(ANA), begun_by(BEN));
    assert_eq!(view(&ana), WorkView::empty());
    type_in(&mut ana, 0, "First. ");
    assert_eq!(view(&ana).last_author, Some(ANA.tag()), "what she is typing counts");
    meet(&mut ana, &mut ben);
    type_in(&mut ben, 0, "Second. ");
    assert_eq!(meet(&mut ana, &mut ben).last_author, Some(BEN.tag()));
    type_in(&mut ana, 0, "Third. ");
    assert_eq!(meet(&mut ana, &mut ben).last_author, Some(ANA.tag()));
}

#[test]
fn what_one_signs_another_cannot_have_written() {
    let (mut ana, mut ben) = (begun_by(ANA), begun_by(BEN));
    type_in(&mut ana, 0, "Mine. ");
    let forged = ben.merge_changes(&news(&mut ana, &ben), Source::SignedBy(BEN), NOON);
    assert!(matches!(forged, Err(Unacceptable::WrongAuthor { .. })), "{forged:?}");
}

#[test]
fn evidence_that_cannot_be_read_is_left_out_and_the_work_is_shown() {
    let (mut ana, mut ben) = (begun_by(ANA), begun_by(BEN));
    type_in(&mut ana, 0, "What we found out. ");
    let what = Evidence::Link { url: "https://example.org".into(), about: String::new() };
    let add = WorkCommand::AddEvidence { evidence: EvidenceId([1; 16]), what };
    ben.run(&Command::Work(add), NOON).unwrap();
    let honest = ben.commit(NOON).unwrap();
    let mut change = Change::from_bytes(honest.bytes).unwrap().decode();
    for op in &mut change.operations {
        if let OpType::Put(ScalarValue::Bytes(bytes)) = &mut op.action {
            *bytes = b"a kind of a later version".to_vec();
        }
    }
    change.hash = None;
    let bytes = Change::from(change).raw_bytes().to_vec();
    ana.merge_changes(&[bytes], Source::SignedBy(BEN), NOON).unwrap();
    let shown = view(&ana);
    assert_eq!((shown.draft.as_str(), shown.evidence), ("What we found out. ", Vec::new()));
}

/// A device on which she has taken the challenge on.
fn learner(nonce: u8) -> Document {
    let mut doc = Document::create(&Descriptor::Learner, ActorId::new(&ANA, [nonce; 8]));
    doc.run(&Command::Learner(LearnerCommand::StartChallenge { challenge: who() }), NOON).unwrap();
    doc.commit(NOON);
    doc
}

fn record(doc: &mut Document, id: u8, deed: Deed) {
    doc.run(&Command::Learner(LearnerCommand::Record { event: EventId([id; 16]), deed }), NOON).unwrap();
    doc.commit(NOON);
}

fn choose(doc: &mut Document, id: u8, whose: Whose) {
    record(doc, id, Deed::Chose { challenge: who(), whose });
}

fn whose(doc: &Document) -> Whose {
    match doc.view().unwrap() {
        View::Learner(learner) => learner.progress(&who()).unwrap().whose,
        other => panic!("{other:?}"),
    }
}

#[test]
fn she_works_alone_until_she_chooses_and_again_when_she_begins_afresh() {
    let mut doc = learner(1);
    assert_eq!(whose(&doc), Whose::Hers);
    choose(&mut doc, 1, Whose::Ours(GROUP));
    assert_eq!(whose(&doc), Whose::Ours(GROUP));
    choose(&mut doc, 2, Whose::Hers);
    assert_eq!(whose(&doc), Whose::Hers);
    choose(&mut doc, 3, Whose::Ours(GROUP));
    record(&mut doc, 4, Deed::Turned { challenge: who(), turn: ChallengeTurn::Redone });
    assert_eq!(whose(&doc), Whose::Hers);
}

#[test]
fn of_two_choices_made_apart_the_more_private_one_counts_until_she_chooses_again() {
    let (mut phone, mut tablet) = (learner(1), learner(2));
    choose(&mut phone, 1, Whose::Ours(GROUP));
    let first = news(&mut phone, &tablet);
    tablet.merge_changes(&first, Source::SignedBy(ANA), NOON).unwrap();
    choose(&mut phone, 2, Whose::Ours(SpaceId([8; 16])));
    choose(&mut tablet, 3, Whose::Hers);
    let apart = news(&mut phone, &tablet);
    tablet.merge_changes(&apart, Source::SignedBy(ANA), NOON).unwrap();
    assert_eq!(whose(&tablet), Whose::Hers);
    choose(&mut tablet, 4, Whose::Ours(GROUP));
    assert_eq!(whose(&tablet), Whose::Ours(GROUP));
}
