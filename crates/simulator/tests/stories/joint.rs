//! A challenge done jointly: one work of the group, beside what each has for herself.

use naptime_domain::{
    command::{Amount, BriefLine, Deed, Whose},
    evidence::Evidence,
};
use naptime_replica::{
    command::{Command, Refusal, Reply, TextTarget, WorkDeed, WorkId},
    view::{JointSummary, Topic, View, WorkView},
};
use naptime_simulator::{Group, Hand, challenge, work};

/// Ana and Ben have taken the challenge on, and both go on with their group's work.
fn pair() -> Group {
    let mut group = Group::of(["ana", "ben"]);
    for name in ["ana", "ben"] {
        group.device(name).run(Command::StartChallenge { challenge: challenge(), edition: None });
        let whose = Whose::Ours(group.space());
        group.device(name).run(chose(whose));
    }
    group.run_until_quiet();
    group
}

fn chose(whose: Whose) -> Command {
    Command::Record(Deed::Chose { challenge: challenge(), whose })
}

fn draft(work: WorkId) -> TextTarget {
    TextTarget::WorkDraft { work }
}

fn copy(to: WorkId, from: Whose) -> Command {
    Command::Work { work: to, deed: WorkDeed::CopyFrom(from) }
}

fn together(group: &mut Group) -> WorkView {
    group.reconnect();
    group.run_until_quiet();
    group.assert_same_everywhere();
    group.device("ana").joint_work().unwrap()
}

fn whose(hand: &mut Hand<'_>) -> Whose {
    match hand.look(&Topic::Profile) {
        View::Profile(Some(profile)) => profile.progress[0].whose,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_group_tells_what_is_written_together_and_who_is_not_in_it_yet() {
    let mut group = Group::of(["ana", "ben"]);
    group.device("ana").run(Command::StartChallenge { challenge: challenge(), edition: None });
    let ours = Whose::Ours(group.space());
    group.device("ana").run(chose(ours));
    group.run_until_quiet();
    assert_eq!(group.device("ben").group().unwrap().joint, [], "nobody has written a word");
    let joint = group.joint_work();
    group.device("ana").write(draft(joint), "We open at eight. ");
    group.run_until_quiet();
    let told = |is_hers| vec![JointSummary { challenge: challenge(), is_hers }];
    assert_eq!(group.device("ana").group().unwrap().joint, told(true));
    assert_eq!(group.device("ben").group().unwrap().joint, told(false));
}

#[test]
fn two_who_begin_and_write_it_apart_have_one_work_with_the_words_of_both() {
    let mut group = pair();
    let joint = group.joint_work();
    group.cut_off("ana");
    group.cut_off("ben");
    group.device("ana").write(draft(joint.clone()), "We open at eight. ");
    group.device("ben").write(draft(joint.clone()), "Marta bakes at four. ");
    group.device("ana").write(TextTarget::WorkTitle { work: joint }, "The bakery");
    let met = together(&mut group);
    assert!(met.draft.contains("We open at eight. ") && met.draft.contains("Marta bakes at four. "), "{}", met.draft);
    assert_eq!(met.title, "The bakery");
    let names: Vec<_> = met.authors.iter().map(|author| author.name.clone().unwrap()).collect();
    assert_eq!(names, ["ana", "ben"]);
    assert!(met.authors.iter().any(|author| Some(author.person) == met.last_author));
    assert_eq!(group.device("ana").work().unwrap().draft, "", "her own is another");
}

#[test]
fn an_open_box_follows_what_the_other_writes_in_the_same_paragraph() {
    let mut group = pair();
    let joint = group.joint_work();
    group.device("ana").write(draft(joint.clone()), "The need is clear. ");
    group.run_until_quiet();
    let open = group.device("ana").open(draft(joint.clone()));
    group.device("ben").write(draft(joint), "So is the price. ");
    group.pass_ms(5_000);
    let shown = group.device("ana").box_text(open);
    assert_eq!(shown.as_deref(), Some("The need is clear. So is the price. "));
    assert_eq!(together(&mut group).last_author, Some(group.device("ben").joint_work().unwrap().authors[1].person));
}

#[test]
fn what_she_wrote_alone_is_in_no_other_hands_until_she_copies_it_and_then_once() {
    let mut group = Group::of(["ana", "ben"]);
    group.device("ana").draft("My own words. ");
    let (joint, group_work) = (group.joint_work(), Whose::Ours(group.space()));
    group.device("ana").run(chose(group_work));
    group.device("ben").write(draft(joint.clone()), "Ben's beginning.");
    group.run_until_quiet();
    assert_eq!(group.device("ben").joint_work().unwrap().draft, "Ben's beginning.");
    let open = group.device("ben").open(draft(joint.clone()));
    for _ in 0..2 {
        group.device("ana").run(copy(joint.clone(), Whose::Hers));
    }
    assert_eq!(together(&mut group).draft, "Ben's beginning.\n\nMy own words.");
    assert_eq!(group.device("ben").box_text(open).as_deref(), Some("Ben's beginning.\n\nMy own words."));
    assert_eq!(group.device("ana").work().unwrap().draft, "My own words. ", "hers stays as it was");
}

#[test]
fn going_on_alone_takes_a_copy_and_keeps_what_she_had_as_a_version() {
    let mut group = Group::of(["ana", "ben"]);
    group.device("ana").draft("My own words. ");
    let (joint, group_work) = (group.joint_work(), Whose::Ours(group.space()));
    group.device("ana").run(chose(group_work));
    let wants = TextTarget::WorkBrief { work: joint.clone(), line: BriefLine::ByWhen };
    group.device("ben").write(wants, "By Sunday");
    group.device("ben").write(draft(joint.clone()), "What we found out.");
    group.run_until_quiet();
    let ana = &mut group.device("ana");
    ana.run(copy(work(), group_work));
    ana.run(chose(Whose::Hers));
    assert_eq!(whose(ana), Whose::Hers);
    let own = ana.work().unwrap();
    assert_eq!(own.draft, "What we found out.");
    assert!(own.brief.contains(&(BriefLine::ByWhen, "By Sunday".into())));
    let View::Version(_, _, before) = ana.look(&Topic::Version(work(), own.versions[0].id)) else { panic!() };
    assert_eq!(before.as_deref(), Some("My own words. "));
    ana.write(draft(work()), " And more.");
    group.run_until_quiet();
    assert_eq!(
        group.device("ben").joint_work().unwrap().draft,
        "What we found out.",
        "the group's goes on without her"
    );
    group.world.check_same_everywhere();
}

#[test]
fn versions_and_evidence_of_the_group_s_work_are_everybodys() {
    let mut group = pair();
    let joint = group.joint_work();
    group.device("ana").write(draft(joint.clone()), "A first page. ");
    let keep = WorkDeed::KeepVersion { name: "Before the visit".into() };
    let Reply::Version(version) = group.device("ana").run(Command::Work { work: joint.clone(), deed: keep }) else {
        panic!("not a version")
    };
    let what = Evidence::Number { value: Amount(300), unit: "cakes".into(), source: "The till".into() };
    group.device("ben").run(Command::Work { work: joint.clone(), deed: WorkDeed::AddEvidence(what.clone()) });
    group.run_until_quiet();
    let ben = &mut group.device("ben");
    ben.write(draft(joint.clone()), "Ben's page. ");
    ben.run(Command::Work { work: joint, deed: WorkDeed::RestoreVersion { version } });
    group.run_until_quiet();
    group.world.check_same_everywhere();
    let met = group.device("ana").joint_work().unwrap();
    assert_eq!(met.draft, "A first page. ");
    assert_eq!(met.versions.len(), 3);
    assert_eq!(met.evidence[0].what.shown(), Some(&what));
}

#[test]
fn who_shares_the_group_s_work_shows_it_to_that_group_alone() {
    let mut group = pair();
    let (joint, space) = (group.joint_work(), group.space());
    group.device("ben").write(draft(joint.clone()), "What we found out.");
    group.run_until_quiet();
    let share = |group| Command::Share { work: joint.clone(), group, title: "Ours".into() };
    let ana = &mut group.device("ana");
    let Reply::Group(other) = ana.run(Command::CreateGroup { name: "Garden".into() }) else { panic!("not a group") };
    assert_eq!(ana.try_run(share(other)), Err(Refusal::NotYours));
    let Reply::Submission(shown) = ana.run(share(space)) else { panic!("not a submission") };
    let met = together(&mut group);
    assert_eq!(met.submissions.iter().map(|shared| shared.id).collect::<Vec<_>>(), [shown]);
    let seen = group.device("ben").submission(shown).unwrap();
    assert_eq!((seen.text.as_str(), seen.is_mine), ("What we found out.", false), "Ben may critique it, too");
}

#[test]
fn a_work_of_a_group_she_is_not_in_is_not_there() {
    let mut group = Group::of_strangers(["ana"]);
    let ana = &mut group.device("ana");
    ana.run(Command::StartChallenge { challenge: challenge(), edition: None });
    let (others, nobodys) = (naptime_domain::id::SpaceId([9; 16]), Whose::Ours(naptime_domain::id::SpaceId([9; 16])));
    assert_eq!(ana.try_run(chose(nobodys)), Err(Refusal::Unknown));
    assert_eq!(ana.try_run(copy(WorkId::ours(challenge(), others), Whose::Hers)), Err(Refusal::Unknown));
    assert_eq!(ana.try_run(copy(work(), Whose::Hers)), Err(Refusal::Unknown), "it is the same work");
    let topic = Topic::Work(WorkId::ours(challenge(), others));
    assert_eq!(ana.look(&topic), View::Work(WorkId::ours(challenge(), others), None));
}
