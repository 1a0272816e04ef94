//! Versions and evidence of a work on two devices that are apart.

use super::learning::{apart, phone_and_tablet};
use naptime_domain::{
    command::{Amount, ChallengeTurn, Deed},
    evidence::{BlobRef, ClientAnswer, Evidence},
    id::{BlobId, EvidenceId, VersionId},
    limits::ENTRIES_MAX,
};
use naptime_replica::{
    command::{Command, Refusal, Reply, TextTarget, WorkDeed, WorkId},
    view::{Topic, View, WorkView},
};
use naptime_simulator::{Group, Hand, challenge, work};

fn draft() -> TextTarget {
    TextTarget::WorkDraft { work: work() }
}

fn on_work(deed: WorkDeed) -> Command {
    Command::Work { work: work(), deed }
}

fn keep(hand: &mut Hand<'_>, name: &str) -> VersionId {
    match hand.run(on_work(WorkDeed::KeepVersion { name: name.into() })) {
        Reply::Version(version) => version,
        other => panic!("not a version: {other:?}"),
    }
}

fn restore(hand: &mut Hand<'_>, version: VersionId) -> VersionId {
    match hand.run(on_work(WorkDeed::RestoreVersion { version })) {
        Reply::Version(version) => version,
        other => panic!("not a version: {other:?}"),
    }
}

fn add(hand: &mut Hand<'_>, what: Evidence) -> EvidenceId {
    match hand.run(on_work(WorkDeed::AddEvidence(what))) {
        Reply::Evidence(evidence) => evidence,
        other => panic!("not evidence: {other:?}"),
    }
}

fn text(hand: &mut Hand<'_>, version: VersionId) -> Option<String> {
    match hand.look(&Topic::Version(work(), version)) {
        View::Version(_, _, text) => text,
        other => panic!("{other:?}"),
    }
}

fn together(group: &mut Group) -> WorkView {
    group.reconnect();
    group.run_until_quiet();
    group.world.check_same_everywhere();
    let shown = group.device("phone").work().unwrap();
    assert_eq!(Some(&shown), group.device("tablet").work().as_ref());
    shown
}

#[test]
fn a_version_kept_on_the_phone_is_brought_back_on_the_tablet_beside_what_the_phone_writes_meanwhile() {
    let mut group = phone_and_tablet();
    group.device("phone").write(draft(), "We open at eight. ");
    let first = keep(&mut group.device("phone"), "Before the visit");
    group.device("phone").write(draft(), "We never close. ");
    together(&mut group);
    apart(&mut group);
    let open = group.device("tablet").open(draft());
    let second = restore(&mut group.device("tablet"), first);
    group.pass_ms(100);
    assert_eq!(group.device("tablet").box_text(open).as_deref(), Some("We open at eight. "), "the open box follows");
    group.device("phone").write(draft(), "Come in! ");
    let shown = together(&mut group);
    assert_eq!(shown.draft, "We open at eight. Come in! ");
    assert_eq!(shown.versions.len(), 3, "what stood there was kept first");
    assert_eq!(shown.versions[0].name.shown().map(String::as_str), Some("Before the visit"));
    let restored = shown.versions.iter().find(|version| version.id == second).unwrap();
    assert_eq!(restored.restores, Some(first));
    let unnamed = shown.versions.iter().find(|version| version.id != first && version.id != second).unwrap().id;
    for name in ["phone", "tablet"] {
        let hand = &mut group.device(name);
        assert_eq!(text(hand, first).as_deref(), Some("We open at eight. "));
        assert_eq!(text(hand, second).as_deref(), Some("We open at eight. "));
        assert_eq!(text(hand, unnamed).as_deref(), Some("We open at eight. We never close. "));
    }
}

#[test]
fn what_is_brought_back_is_the_newest_version_and_what_stood_there_the_one_before() {
    let mut group = phone_and_tablet();
    for round in 0..8 {
        group.device("phone").write(draft(), "One. ");
        let first = keep(&mut group.device("phone"), "");
        group.pass_ms(1_000);
        let phone = &mut group.device("phone");
        phone.write(draft(), "Two. ");
        let before = phone.work().unwrap().draft;
        let restored = restore(phone, first);
        let versions: Vec<VersionId> = phone.work().unwrap().versions.iter().map(|version| version.id).collect();
        assert_eq!(versions.last(), Some(&restored), "round {round}");
        assert_eq!(text(phone, versions[versions.len() - 2]), Some(before), "round {round}");
        group.pass_ms(1_000);
    }
}

#[test]
fn what_is_shared_is_kept_as_a_version_under_its_title_once() {
    let mut group = Group::of(["ana", "ben"]);
    let ana = &mut group.device("ana");
    ana.share("Open at eight.");
    let shown = ana.work().unwrap();
    assert_eq!(shown.versions.len(), 1);
    assert_eq!(shown.versions[0].name.shown().map(String::as_str), Some("First try"));
    assert_eq!(text(ana, shown.versions[0].id).as_deref(), Some("Open at eight."));
    let group = ana.group().unwrap().id;
    let again = Command::Share { work: work(), group, title: "Once more".into() };
    ana.run(again);
    assert_eq!(ana.work().unwrap().versions.len(), 1, "it says the same");
}

#[test]
fn bringing_back_what_is_there_already_is_a_version_and_no_edit() {
    let mut group = phone_and_tablet();
    let phone = &mut group.device("phone");
    phone.write(draft(), "As it is.");
    let first = keep(phone, "");
    restore(phone, first);
    let shown = phone.work().unwrap();
    assert_eq!((shown.draft.as_str(), shown.versions.len()), ("As it is.", 2));
}

#[test]
fn what_is_typed_and_not_yet_a_change_is_in_the_version() {
    let mut group = phone_and_tablet();
    let phone = &mut group.device("phone");
    let open = phone.open(draft());
    phone.write_on(open, "Typed just now.");
    let version = keep(phone, "");
    assert_eq!(text(phone, version).as_deref(), Some("Typed just now."));
}

#[test]
fn evidence_and_versions_made_apart_are_all_there() {
    let mut group = phone_and_tablet();
    apart(&mut group);
    let number = Evidence::Number { value: Amount(1_200), unit: "cakes".into(), source: "Her till".into() };
    let blob = BlobRef {
        blob: BlobId([7; 32]),
        name: "shelf.webp".into(),
        media_type: "image/webp".into(),
        bytes: 40_000,
        thumbnail: None,
    };
    let phone = &mut group.device("phone");
    phone.write(draft(), "From the phone. ");
    keep(phone, "Phone");
    add(phone, number.clone());
    let tablet = &mut group.device("tablet");
    tablet.write(draft(), "From the tablet. ");
    keep(tablet, "Tablet");
    let reply = |answer| Evidence::Reply { recommendation: "Bake less".into(), answer, why: String::new() };
    let asked = add(tablet, reply(ClientAnswer::Waiting));
    add(tablet, Evidence::Photo { blob, alt: "An empty shelf".into() });
    let shown = together(&mut group);
    assert_eq!((shown.versions.len(), shown.evidence.len()), (2, 3));
    apart(&mut group);
    let answered = WorkDeed::EditEvidence { evidence: asked, what: reply(ClientAnswer::Taken) };
    group.device("phone").run(on_work(answered));
    group.device("tablet").run(on_work(WorkDeed::PutAwayEvidence { evidence: asked, is_away: true }));
    let shown = together(&mut group);
    let asked = shown.evidence.iter().find(|piece| piece.id == asked).unwrap();
    assert_eq!((asked.what.shown(), asked.is_put_away), (Some(&reply(ClientAnswer::Taken)), true));
    assert!(shown.evidence.iter().any(|piece| piece.what.shown() == Some(&number)));
}

#[test]
fn what_the_client_wants_is_typed_like_any_text() {
    let mut group = phone_and_tablet();
    let target = TextTarget::WorkWants { work: work() };
    group.device("phone").write(target, "Fewer cakes left.");
    assert_eq!(together(&mut group).client_wants, "Fewer cakes left.");
    group.assert_same_everywhere();
}

#[test]
fn a_work_that_is_not_there_is_not_worked_on() {
    let mut group = phone_and_tablet();
    let phone = &mut group.device("phone");
    let unknown = VersionId([9; 16]);
    assert_eq!(phone.try_run(on_work(WorkDeed::RestoreVersion { version: unknown })), Err(Refusal::Unknown));
    assert_eq!(text(phone, unknown), None);
    let never = WorkId::hers(naptime_domain::id::ChallengeId::new("never").unwrap());
    let deed = WorkDeed::KeepVersion { name: String::new() };
    assert_eq!(phone.try_run(Command::Work { work: never, deed }), Err(Refusal::Unknown));
}

#[test]
fn a_box_on_a_work_that_was_begun_afresh_elsewhere_is_closed() {
    let mut group = phone_and_tablet();
    let open = group.device("tablet").open(draft());
    group.device("tablet").write_on(open, "The first try.");
    let turned = Deed::Turned { challenge: challenge(), turn: ChallengeTurn::Redone };
    group.device("phone").run(Command::Record(turned));
    group.run_until_quiet();
    assert!(group.device("tablet").box_text(open).is_none());
    assert_eq!(together(&mut group).draft, "");
}

#[test]
fn bringing_a_version_back_is_refused_before_anything_is_done_where_no_version_can_be_kept_any_more() {
    let mut group = phone_and_tablet();
    apart(&mut group);
    let phone = &mut group.device("phone");
    phone.draft("The first.");
    let first = keep(phone, "");
    phone.write(draft(), " And more.");
    for _ in 1..ENTRIES_MAX {
        keep(phone, "");
    }
    let refused = phone.try_run(on_work(WorkDeed::RestoreVersion { version: first }));
    assert_eq!(refused, Err(Refusal::TooMany { max: ENTRIES_MAX as u32 }));
    assert_eq!(phone.work().unwrap().draft, "The first. And more.");
}
