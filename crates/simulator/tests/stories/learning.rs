//! What a learner records of herself on two devices that are apart.

use naptime_domain::{
    command::{Amount, ChallengeTurn, Deed, ProgressItem, Side, Stage},
    id::{ChallengeId, EditionId, MeasureId, MilestoneId},
    time::Day,
    view::ChallengeState,
};
use naptime_replica::{
    command::{Command, Refusal, TextTarget},
    record::Class,
    view::{ProfileView, Topic, View},
};
use naptime_simulator::{Group, Hand, challenge, work};

/// Ana's phone and her tablet; she has taken the challenge on, and both know it.
pub fn phone_and_tablet() -> Group {
    let mut group = Group::of_strangers(["phone"]);
    let words = group.device("phone").words();
    group.device("phone").run(Command::StartChallenge { challenge: challenge(), edition: None });
    group.new_device("tablet");
    group.device("tablet").run(Command::Restore { words });
    group.run_until_quiet();
    group
}

fn profile(hand: &mut Hand<'_>) -> ProfileView {
    match hand.look(&Topic::Profile) {
        View::Profile(Some(profile)) => profile,
        other => panic!("{other:?}"),
    }
}

pub fn apart(group: &mut Group) {
    group.cut_off("phone");
    group.cut_off("tablet");
}

fn together(group: &mut Group) -> ProfileView {
    group.reconnect();
    group.run_until_quiet();
    group.world.check_same_everywhere();
    let shown = profile(&mut group.device("phone"));
    assert_eq!(shown, profile(&mut group.device("tablet")));
    shown
}

fn turned(turn: ChallengeTurn) -> Command {
    Command::Record(Deed::Turned { challenge: challenge(), turn })
}

#[test]
fn a_target_she_chose_on_the_phone_is_on_the_tablet() {
    let mut group = phone_and_tablet();
    let measure = MeasureId::new("spent").unwrap();
    group.device("phone").run(Command::Record(Deed::SetTarget {
        challenge: challenge(),
        measure,
        value: Amount(1_250),
    }));
    assert_eq!(together(&mut group).progress[0].target("spent"), Some(Amount(1_250)));
}

fn measured(value: i64) -> Command {
    let measure = MeasureId::new("conversations").unwrap();
    Command::Record(Deed::Measured { challenge: challenge(), measure, value: Amount(value), note: String::new() })
}

#[test]
fn what_she_measures_and_counts_apart_is_all_there() {
    let mut group = phone_and_tablet();
    apart(&mut group);
    let spend = |minutes| Command::SpendTime { day: Day(20_717), side: Side::Inside, minutes };
    group.device("phone").run(measured(300));
    group.device("phone").run(spend(7));
    group.device("tablet").run(measured(400));
    group.device("tablet").run(spend(5));
    group.device("tablet").run(Command::Record(Deed::RatedConfidence {
        challenge: challenge(),
        stage: Stage::Start,
        level: 2,
    }));
    let shown = together(&mut group);
    let progress = &shown.progress[0];
    let mut values: Vec<i64> = progress.measured.iter().map(|entry| entry.value.0).collect();
    values.sort_unstable();
    assert_eq!((values.as_slice(), shown.days[0].inside), ([300, 400].as_slice(), 12));
    assert_eq!(progress.confidence[0].level, 2);
    let event = progress.measured[0].event;
    group.device("phone").run(Command::Strike { event, is_struck: true });
    assert!(together(&mut group).progress[0].measured[0].is_struck);
}

#[test]
fn a_milestone_done_on_the_phone_and_undone_on_the_tablet_is_a_history() {
    let mut group = phone_and_tablet();
    let milestone = MilestoneId::new("listen").unwrap();
    let item = ProgressItem::Milestone { challenge: challenge(), milestone };
    group.device("phone").run(Command::Record(Deed::Done(item.clone())));
    assert_eq!(together(&mut group).milestones_done.len(), 1);
    apart(&mut group);
    group.device("tablet").run(Command::Record(Deed::Reopened(item.clone())));
    group.device("phone").run(measured(100));
    assert!(together(&mut group).milestones_done.is_empty());
    apart(&mut group);
    group.device("tablet").run(Command::Record(Deed::Done(item.clone())));
    group.device("phone").run(Command::Record(Deed::Done(item)));
    assert_eq!(together(&mut group).milestones_done.len(), 1);
}

#[test]
fn a_challenge_that_is_swapped_starts_the_other_and_can_be_taken_up_again() {
    let mut group = phone_and_tablet();
    let other = ChallengeId::new("survey").unwrap();
    group.device("phone").run(turned(ChallengeTurn::SwappedFor(other.clone())));
    let states = |shown: ProfileView| shown.progress.into_iter().map(|known| known.state).collect::<Vec<_>>();
    let swapped = together(&mut group);
    assert_eq!(swapped.challenges, [challenge(), other.clone()]);
    assert_eq!(states(swapped), [ChallengeState::SwappedFor(other), ChallengeState::Underway]);
    group.device("tablet").run(Command::StartChallenge { challenge: challenge(), edition: None });
    assert_eq!(states(together(&mut group)), [ChallengeState::Underway, ChallengeState::Underway]);
    let phone = &mut group.device("phone");
    assert_eq!(phone.try_run(turned(ChallengeTurn::SwappedFor(challenge()))), Err(Refusal::Unknown));
    let never = Deed::ClientSaid { challenge: ChallengeId::new("never").unwrap(), agrees: true };
    assert_eq!(phone.try_run(Command::Record(never)), Err(Refusal::Unknown));
}

#[test]
fn what_she_takes_on_and_its_edition_are_one_change_and_one_she_has_stays() {
    let mut group = phone_and_tablet();
    apart(&mut group);
    let edition = |number| Some(EditionId([number; 32]));
    let start = |edition| Command::StartChallenge { challenge: challenge(), edition };
    let took = |challenge, number| Deed::Took { challenge, edition: EditionId([number; 32]) };
    let turned = |turn| Deed::Turned { challenge: challenge(), turn };
    let other = ChallengeId::new("survey").unwrap();
    let swapped = vec![turned(ChallengeTurn::SwappedFor(other.clone())), took(other, 4)];
    let redone = vec![turned(ChallengeTurn::Redone), took(challenge(), 5)];
    let cases = [
        (start(edition(1)), 1, vec![edition(1)]),
        (start(edition(2)), 0, vec![edition(1)]),
        (Command::RecordAll(swapped), 1, vec![edition(1), edition(4)]),
        (start(edition(3)), 1, vec![edition(1), edition(4)]),
        (Command::RecordAll(redone), 1, vec![edition(5), edition(4)]),
    ];
    let phone = &mut group.device("phone");
    for (command, changes, editions) in cases {
        let before = phone.count(Class::LocalChange);
        phone.run(command);
        let shown: Vec<_> = profile(phone).progress.into_iter().map(|progress| progress.edition).collect();
        assert_eq!((phone.count(Class::LocalChange) - before, shown), (changes, editions));
    }
}

#[test]
fn a_challenge_begun_afresh_on_two_devices_has_one_empty_work() {
    let mut group = phone_and_tablet();
    let target = TextTarget::WorkDraft { work: work() };
    group.device("phone").write(target.clone(), "The first try.");
    group.run_until_quiet();
    apart(&mut group);
    let open = group.device("phone").open(target.clone());
    group.device("phone").run(turned(ChallengeTurn::Redone));
    assert!(group.device("phone").box_text(open).is_none(), "the box on the old work is closed");
    group.device("tablet").write(target.clone(), " More.");
    group.device("tablet").run(turned(ChallengeTurn::Redone));
    group.device("tablet").write(target, "The second try.");
    assert_eq!(together(&mut group).progress[0].generation, 1);
    assert_eq!(group.device("phone").work().unwrap().draft, "The second try.");
    let mut round = |number| match group.device("phone").look(&Topic::Round(challenge(), number)) {
        View::Round(_, _, work) => work.map(|work| work.draft),
        other => panic!("{other:?}"),
    };
    assert_eq!(round(0).as_deref(), Some("The first try. More."), "what she wrote before is there to read");
    assert_eq!((round(1).as_deref(), round(2)), (Some("The second try."), None));
}
