//! What a learner records of herself on two devices, and what is there when they meet.

use naptime_domain::{
    command::{Amount, ChallengeTurn, Command, Deed, LearnerCommand, ProgressItem, Side, Stage},
    document::{Descriptor, Document, Outcome, Refused, Source},
    id::{
        ActorId, ChallengeId, DeviceTag, EditionId, EventId, MeasureId, MilestoneId, PersonId, StatementId, TryOutId,
    },
    limits::{DAY_MINUTES_MAX, DAYS_SHOWN, REMARK_UTF16_MAX},
    time::{Day, Timestamp},
    view::{ChallengeProgress, ChallengeState, LearnerView, View},
};

const NOON: Timestamp = Timestamp(1_790_000_000_000);
const ANA: PersonId = PersonId([0xa1; 32]);

/// Two devices on which she has taken the same challenge on.
struct Devices {
    phone: Document,
    tablet: Document,
    next: u8,
}

impl Devices {
    fn new() -> Self {
        let begin = |nonce| Document::create(&Descriptor::Learner, ActorId::new(&ANA, [nonce; 8]));
        let mut devices = Self { phone: begin(1), tablet: begin(2), next: 0 };
        devices.phone.run(&start(), NOON).unwrap();
        devices.meet();
        devices
    }

    fn on_phone(&mut self, deed: Deed) -> EventId {
        record(&mut self.phone, &mut self.next, deed)
    }

    fn on_tablet(&mut self, deed: Deed) -> EventId {
        record(&mut self.tablet, &mut self.next, deed)
    }

    /// Both get what the other has, and show the same.
    fn meet(&mut self) -> LearnerView {
        let (phone, tablet) = (&mut self.phone, &mut self.tablet);
        phone.commit(NOON);
        tablet.commit(NOON);
        let news = |from: &mut Document, to: &Document| {
            from.changes_since(&to.heads()).into_iter().map(|change| change.bytes).collect::<Vec<_>>()
        };
        let (ours, theirs) = (news(phone, tablet), news(tablet, phone));
        tablet.merge_changes(&ours, Source::SignedBy(ANA), NOON).unwrap();
        phone.merge_changes(&theirs, Source::SignedBy(ANA), NOON).unwrap();
        assert_eq!(phone.view(), tablet.view());
        view(phone)
    }

    fn met(&mut self) -> ChallengeProgress {
        self.meet().progress(&who()).unwrap().clone()
    }
}

fn view(doc: &Document) -> LearnerView {
    match doc.view().unwrap() {
        View::Learner(view) => view,
        other => panic!("{other:?}"),
    }
}

/// Each event happens a second after the one before.
fn record(doc: &mut Document, next: &mut u8, deed: Deed) -> EventId {
    *next += 1;
    let event = EventId([*next; 16]);
    let at = Timestamp(NOON.0 + i64::from(*next) * 1_000);
    assert_eq!(doc.run(&Command::Learner(LearnerCommand::Record { event, deed }), at), Ok(Outcome::Changed));
    event
}

fn who() -> ChallengeId {
    ChallengeId::new("who").unwrap()
}

fn start() -> Command {
    Command::Learner(LearnerCommand::StartChallenge { challenge: who() })
}

fn turn(turn: ChallengeTurn) -> Deed {
    Deed::Turned { challenge: who(), turn }
}

fn measured(value: i64) -> Deed {
    let measure = MeasureId::new("conversations").unwrap();
    Deed::Measured { challenge: who(), measure, value: Amount(value), note: "asked at the door".into() }
}

fn confident(stage: Stage, level: u8) -> Deed {
    Deed::RatedConfidence { challenge: who(), stage, level }
}

fn agrees(agrees: bool) -> Deed {
    Deed::ClientSaid { challenge: who(), agrees }
}

fn took(edition: u8) -> Deed {
    Deed::Took { challenge: who(), edition: EditionId([edition; 32]) }
}

fn milestone() -> ProgressItem {
    ProgressItem::Milestone { challenge: who(), milestone: MilestoneId::new("listen").unwrap() }
}

fn tried_out() -> Deed {
    let try_out = TryOutId::new("three-pages").unwrap();
    Deed::TriedOut { challenge: who(), try_out, note: "Two of three hide their hours.".into() }
}

fn spend(day: u32, side: Side, device: u8, minutes: u16) -> Command {
    Command::Learner(LearnerCommand::SpendTime { day: Day(day), side, device: DeviceTag([device; 4]), minutes })
}

#[test]
fn what_she_measures_on_two_devices_is_all_there_and_what_is_struck_stays_in_sight() {
    let mut devices = Devices::new();
    let first = devices.on_phone(measured(100));
    devices.on_tablet(measured(100));
    assert_eq!(devices.met().measured.len(), 2, "the same number twice is two measurements");
    let strike = |is_struck| Command::Learner(LearnerCommand::Strike { event: first, is_struck });
    assert_eq!(devices.tablet.run(&strike(false), NOON), Ok(Outcome::AlreadySo));
    devices.tablet.run(&strike(true), NOON).unwrap();
    let struck: Vec<bool> = devices.met().measured.iter().map(|entry| entry.is_struck).collect();
    assert_eq!(struck, [true, false]);
    devices.phone.run(&strike(false), NOON).unwrap();
    assert!(!devices.met().measured[0].is_struck);
    devices.phone.run(&strike(true), NOON).unwrap();
    devices.meet();
    devices.phone.run(&strike(false), NOON).unwrap();
    devices.tablet.run(&strike(false), NOON).unwrap();
    devices.tablet.run(&strike(true), NOON).unwrap();
    assert!(devices.met().measured[0].is_struck, "struck on any device is struck");
    let entry = &devices.met().measured[0];
    assert_eq!((entry.value, entry.note.as_str()), (Amount(100), "asked at the door"));
}

#[test]
fn a_try_out_she_did_not_go_to_is_put_back_on_any_device_and_its_words_stay() {
    let mut devices = Devices::new();
    let first = devices.on_phone(tried_out());
    devices.meet();
    devices.on_tablet(tried_out());
    let strike = Command::Learner(LearnerCommand::Strike { event: first, is_struck: true });
    devices.phone.run(&strike, NOON).unwrap();
    let mut told: Vec<_> = devices.met().tried_out.iter().map(|it| (it.event == first, it.is_struck)).collect();
    told.sort_unstable();
    assert_eq!(told, [(false, false), (true, true)], "she went another time");
    assert!(devices.met().tried_out.iter().all(|it| it.note.starts_with("Two of three")));
}

#[test]
fn confidence_keeps_its_history_and_says_which_rating_counts() {
    let mut devices = Devices::new();
    devices.on_phone(confident(Stage::Start, 2));
    devices.meet();
    devices.on_tablet(confident(Stage::Start, 3));
    devices.on_phone(confident(Stage::End, 5));
    let told: Vec<_> = devices.met().confidence.iter().map(|it| (it.stage.clone(), it.level, it.is_current)).collect();
    assert_eq!(told, [(Stage::Start, 2, false), (Stage::Start, 3, true), (Stage::End, 5, true)]);
}

#[test]
fn her_own_target_is_the_last_one_she_chose_until_she_begins_afresh() {
    let mut devices = Devices::new();
    let own = |measure: &str, value| {
        let measure = MeasureId::new(measure).unwrap();
        Deed::SetTarget { challenge: who(), measure, value: Amount(value) }
    };
    devices.on_phone(own("spent", 2_000));
    devices.meet();
    devices.on_tablet(own("spent", 1_550));
    devices.on_phone(own("cost", 300));
    let progress = devices.met();
    assert_eq!((progress.target("spent"), progress.target("cost")), (Some(Amount(1_550)), Some(Amount(300))));
    assert_eq!((progress.targets.len(), progress.target("other")), (3, None));
    devices.on_phone(turn(ChallengeTurn::Redone));
    assert_eq!(devices.met().target("spent"), None);
}

#[test]
fn she_goes_on_with_the_edition_she_took_until_she_takes_another_whatever_becomes_of_the_challenge() {
    let mut devices = Devices::new();
    let edition = |devices: &mut Devices| devices.met().edition.map(|edition| edition.0[0]);
    assert_eq!(edition(&mut devices), None, "she took it before editions were recorded");
    devices.on_phone(took(1));
    let after = [turn(ChallengeTurn::Paused), turn(ChallengeTurn::Resumed), turn(ChallengeTurn::Finished)];
    for deed in after {
        devices.on_phone(deed);
        assert_eq!(edition(&mut devices), Some(1));
    }
    devices.on_tablet(Deed::Done(milestone()));
    devices.on_tablet(took(2));
    assert_eq!(edition(&mut devices), Some(2));
    assert!(devices.meet().done.contains_key(&milestone()), "what she reached stays");
    devices.on_phone(took(1));
    assert_eq!(edition(&mut devices), Some(1), "she may go back");
    devices.on_phone(turn(ChallengeTurn::Redone));
    assert_eq!(edition(&mut devices), None, "what is begun afresh has none before it");
}

#[test]
fn of_two_editions_taken_apart_the_later_counts_on_both_devices() {
    for phone_first in [true, false] {
        let mut devices = Devices::new();
        devices.on_phone(took(1));
        devices.meet();
        if phone_first {
            devices.on_phone(took(2));
            devices.on_tablet(took(3));
        } else {
            devices.on_tablet(took(3));
            devices.on_phone(took(2));
        }
        let later = if phone_first { 3 } else { 2 };
        assert_eq!(devices.met().edition, Some(EditionId([later; 32])));
        devices.on_phone(took(4));
        assert_eq!(devices.met().edition, Some(EditionId([4; 32])), "a later word settles it");
    }
}

#[test]
fn consent_taken_back_on_one_device_is_taken_back() {
    let mut devices = Devices::new();
    assert!(!devices.met().client_agrees());
    devices.on_phone(agrees(true));
    assert!(devices.met().client_agrees());
    devices.on_phone(agrees(false));
    devices.on_phone(agrees(true));
    devices.on_tablet(agrees(false));
    assert!(!devices.met().client_agrees(), "the more private of two that were said apart");
    devices.on_tablet(agrees(true));
    let progress = devices.met();
    assert!(progress.client_agrees());
    assert_eq!(progress.client_said.len(), 5);
}

#[test]
fn a_milestone_done_on_the_phone_and_reopened_on_the_tablet_is_a_history_not_a_fight() {
    let mut devices = Devices::new();
    devices.on_phone(Deed::Done(milestone()));
    assert!(devices.meet().done.contains_key(&milestone()));
    devices.on_tablet(Deed::Reopened(milestone()));
    devices.on_phone(measured(1));
    assert!(devices.meet().done.is_empty());
    devices.on_phone(Deed::Done(milestone()));
    assert!(devices.meet().done.contains_key(&milestone()));
}

#[test]
fn of_two_turns_taken_apart_the_one_that_is_further_counts() {
    use ChallengeTurn::{Finished, Paused, Redone, Resumed, SwappedFor};
    let other = ChallengeId::new("ask").unwrap();
    let table = [
        (Finished, Resumed, ChallengeState::Finished),
        (Resumed, SwappedFor(other.clone()), ChallengeState::Underway),
        (Finished, SwappedFor(other), ChallengeState::Finished),
        (Finished, Redone, ChallengeState::Underway),
    ];
    for (on_phone, on_tablet, shown) in table {
        let mut devices = Devices::new();
        devices.on_phone(turn(Paused));
        devices.meet();
        devices.on_phone(turn(on_phone));
        devices.on_tablet(turn(on_tablet));
        assert_eq!(devices.met().state, shown);
        let resume = LearnerCommand::Record { event: EventId([99; 16]), deed: turn(Resumed) };
        devices.phone.run(&Command::Learner(resume), NOON).unwrap();
        assert_eq!(devices.met().state, ChallengeState::Underway, "a later turn settles it");
    }
}

#[test]
fn what_is_begun_afresh_is_empty_and_counts_once_however_many_devices_did_it() {
    let mut devices = Devices::new();
    devices.on_phone(Deed::Done(milestone()));
    devices.on_phone(measured(5));
    devices.on_phone(agrees(true));
    devices.on_phone(confident(Stage::Start, 1));
    devices.on_phone(tried_out());
    devices.meet();
    devices.on_phone(turn(ChallengeTurn::Redone));
    devices.on_tablet(turn(ChallengeTurn::Redone));
    let progress = devices.met();
    assert_eq!((progress.generation, progress.state.clone()), (1, ChallengeState::Underway));
    assert!(progress.measured.is_empty() && progress.client_said.is_empty() && progress.confidence.is_empty());
    assert!(progress.tried_out.is_empty() && devices.meet().done.is_empty());
    devices.on_tablet(measured(7));
    devices.on_tablet(Deed::Done(milestone()));
    devices.on_tablet(confident(Stage::Start, 1));
    let progress = devices.met();
    assert_eq!((progress.measured.len(), progress.confidence.len(), devices.meet().done.len()), (1, 1, 1));
    devices.on_tablet(turn(ChallengeTurn::Redone));
    assert_eq!(devices.met().generation, 2);
}

#[test]
fn minutes_counted_apart_add_up_by_day_and_side() {
    let mut devices = Devices::new();
    devices.phone.run(&spend(20_000, Side::Inside, 1, 7), NOON).unwrap();
    devices.phone.run(&spend(20_000, Side::Inside, 1, 3), NOON).unwrap();
    devices.tablet.run(&spend(20_000, Side::Inside, 2, 4), NOON).unwrap();
    devices.tablet.run(&spend(20_000, Side::Outside, 2, 30), NOON).unwrap();
    let days = devices.meet().days;
    assert_eq!((days.len(), days[0].inside, days[0].outside), (1, 14, 30));
    devices.phone.run(&spend(20_000, Side::Inside, 1, u16::MAX), NOON).unwrap();
    assert_eq!(devices.meet().days[0].inside, u32::from(DAY_MINUTES_MAX) + 4);
    assert_eq!(devices.phone.run(&spend(20_000, Side::Inside, 1, 1), NOON), Ok(Outcome::AlreadySo));
    for day in 0..40 {
        devices.phone.run(&spend(20_001 + day, Side::Outside, 1, 1), NOON).unwrap();
    }
    let days = devices.meet().days;
    assert_eq!((days.len(), days[0].day, days[DAYS_SHOWN - 1].day), (DAYS_SHOWN, Day(20_013), Day(20_040)));
}

#[test]
fn the_baseline_shows_the_last_rating_of_each_statement_and_stage() {
    let mut devices = Devices::new();
    let rate = |stage, level| Deed::RatedStatement { statement: StatementId::new("i-can-ask").unwrap(), stage, level };
    devices.on_phone(rate(Stage::Start, 1));
    devices.on_phone(rate(Stage::Start, 2));
    devices.on_phone(rate(Stage::End, 4));
    let told: Vec<_> = devices.meet().baseline.iter().map(|it| (it.stage.clone(), it.level)).collect();
    assert_eq!(told, [(Stage::Start, 2), (Stage::End, 4)]);
}

#[test]
fn what_says_nothing_new_changes_nothing_and_what_cannot_be_is_refused() {
    let mut devices = Devices::new();
    let phone = &mut devices.phone;
    let mut run = |event: u8, deed| {
        phone.run(&Command::Learner(LearnerCommand::Record { event: EventId([event; 16]), deed }), NOON)
    };
    assert_eq!(run(1, turn(ChallengeTurn::Resumed)), Ok(Outcome::AlreadySo), "nothing was paused");
    assert_eq!(run(1, turn(ChallengeTurn::Paused)), Ok(Outcome::Changed));
    assert_eq!(run(2, turn(ChallengeTurn::Paused)), Ok(Outcome::AlreadySo));
    assert_eq!(run(2, confident(Stage::Start, 3)), Ok(Outcome::Changed));
    assert_eq!(run(3, confident(Stage::Start, 3)), Ok(Outcome::AlreadySo));
    assert_eq!(run(2, measured(1)), Err(Refused::IdTaken));
    assert_eq!(run(3, confident(Stage::End, 0)), Err(Refused::NoSuchLevel { max: 10 }));
    let long = Deed::TriedOut {
        challenge: who(),
        try_out: TryOutId::new("three-pages").unwrap(),
        note: "x".repeat(REMARK_UTF16_MAX + 1),
    };
    assert_eq!(run(3, long), Err(Refused::TextTooLong { utf16_max: REMARK_UTF16_MAX }));
    let elsewhere = Deed::ClientSaid { challenge: ChallengeId::new("never").unwrap(), agrees: true };
    assert_eq!(run(3, elsewhere), Err(Refused::NotStarted));
    let strike = |event| Command::Learner(LearnerCommand::Strike { event: EventId([event; 16]), is_struck: true });
    assert_eq!(devices.phone.run(&strike(9), NOON), Err(Refused::UnknownEvent));
    assert_eq!(devices.phone.run(&strike(1), NOON), Err(Refused::UnknownEvent), "a turn cannot be struck");
}
