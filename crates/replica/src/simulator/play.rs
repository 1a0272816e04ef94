//! A story at random: who does what, what goes wrong, and when, all from one seed.

use super::{
    Weather, World,
    weather::{below, happens, pick},
};
use crate::{
    command::{Command, Refusal, Reply, StepMark, TextTarget},
    replica::{Input, RequestId},
    view::{SyncState, Topic, View},
};
use naptime_domain::{
    command::NoteKind,
    id::{ChallengeId, LessonId, SpaceId, StepIndex, SubmissionId},
    submission::Anchor,
};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;
use std::collections::{BTreeMap, BTreeSet};

/// Plays one story to its end and checks it. Panics if anything is not as it should be.
pub fn play(seed: u64) {
    play_told(seed, false);
}

/// The same, and tells every step on the standard error output.
pub fn play_told(seed: u64, is_told: bool) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x006e_6170_7469_6d65);
    let weather = Weather::random(&mut rng);
    if is_told {
        eprintln!("{weather:?}");
    }
    let mut play = Play::new(seed, weather, rng);
    play.world.is_told = is_told;
    play.gather();
    for _ in 0..play.length {
        play.act();
        let pause = [5, 100, 1_500, 20_000][below(&mut play.rng, 4) as usize];
        let pause = below(&mut play.rng, pause);
        play.world.pass_ms(pause);
        play.collect();
    }
    play.end();
}

struct Play {
    world: World,
    rng: ChaCha8Rng,
    length: u32,
    /// The first tab of each person, and all of them.
    people: Vec<Person>,
    space: SpaceId,
    /// Commands under way: tab, request, and what is to be true if they succeed.
    pending: Vec<(usize, u64, RequestId, Promise)>,
    kept: Vec<(usize, Promise)>,
    backup: Option<super::server::Server>,
}

struct Person {
    name: String,
    tabs: Vec<usize>,
    steps: u16,
    names: Vec<String>,
    names_kept: usize,
}

/// What a command that succeeded promises.
#[derive(Clone, Debug)]
enum Promise {
    Nothing,
    Step(LessonId, StepIndex),
    Started(ChallengeId),
    Shared(SubmissionId),
    Named(usize),
    Group(SpaceId),
}

impl Play {
    fn new(seed: u64, weather: Weather, mut rng: ChaCha8Rng) -> Self {
        let length = 15 + below(&mut rng, 40) as u32;
        Self {
            world: World::new(seed, weather),
            rng,
            length,
            people: Vec::new(),
            space: SpaceId([0; 16]),
            pending: Vec::new(),
            kept: Vec::new(),
            backup: None,
        }
    }

    /// Two to four people meet in a group; some have two tabs, some two devices.
    fn gather(&mut self) {
        let count = 2 + below(&mut self.rng, 3) as usize;
        for name in ["ana", "ben", "cleo", "dan"].into_iter().take(count) {
            let machine = self.world.add_machine(name);
            if name != "ana" && happens(&mut self.rng, 300) {
                self.world.machines[machine].clock_ms =
                    [-1_000_000_000_000, 900_000_000_000, 40_000][below(&mut self.rng, 3) as usize];
            }
            let tab = self.world.add_tab(machine);
            let person = Person {
                name: name.to_owned(),
                tabs: vec![tab],
                steps: 0,
                names: vec![name.to_owned()],
                names_kept: 0,
            };
            self.people.push(person);
            self.insist(tab, |_| Command::Begin { name: name.to_owned() });
        }
        let first = self.people[0].tabs[0];
        self.space = match self.insist(first, |_| Command::CreateGroup { name: "Bakery".into() }) {
            Reply::Group(space) => space,
            other => panic!("not a group: {other:?}"),
        };
        let space = self.space;
        let link = match self.insist(first, |_| Command::Invite { group: space, uses: 12, days: 30 }) {
            Reply::Invite(link) => link,
            other => panic!("not an invitation: {other:?}"),
        };
        for person in 1..self.people.len() {
            let tab = self.people[person].tabs[0];
            self.insist(tab, |_| Command::Join { link: link.clone() });
        }
        self.show_something(first);
        self.more_tabs_and_devices();
    }

    /// So that there is something to talk about in most stories.
    fn show_something(&mut self, tab: usize) {
        if happens(&mut self.rng, 200) {
            return;
        }
        let (challenge, group) = (challenge(0), self.space);
        self.insist(tab, |_| Command::StartChallenge { challenge: challenge.clone() });
        self.insist(tab, |play| {
            play.world.type_words(tab, TextTarget::WorkDraft { challenge: challenge.clone() }, 3);
            play.world.pass_ms(4_000);
            Command::Share { challenge: challenge.clone(), group, title: "A first try".into() }
        });
    }

    fn more_tabs_and_devices(&mut self) {
        for person in 0..self.people.len() {
            if happens(&mut self.rng, 250) {
                let machine = self.world.tabs[self.people[person].tabs[0]].machine;
                let tab = self.world.add_tab(machine);
                self.people[person].tabs.push(tab);
            }
        }
        if happens(&mut self.rng, 250) {
            let person = below(&mut self.rng, self.people.len() as u64) as usize;
            let first = self.people[person].tabs[0];
            let Some(words) = self.words(first) else { return };
            let name = self.people[person].name.clone();
            let machine = self.world.add_machine(&name);
            let tab = self.world.add_tab(machine);
            self.people[person].tabs.push(tab);
            self.insist(tab, |_| Command::Restore { words: words.clone() });
        }
    }

    fn words(&mut self, tab: usize) -> Option<String> {
        for _ in 0..50 {
            self.world.input(tab, Input::Words(0));
            if self.world.tabs[tab].words.is_some() {
                return self.world.tabs[tab].words.clone();
            }
            self.world.pass_ms(1_000);
        }
        None
    }

    /// Does something again and again until it is done: people do.
    fn insist(&mut self, tab: usize, command: impl Fn(&mut Self) -> Command) -> Reply {
        for _ in 0..200 {
            let command = command(self);
            let request = self.world.run(tab, command.clone());
            let outcome = self.world.outcome(tab, request);
            match (outcome, &command) {
                (Some(Ok(reply)), _) => return reply,
                (Some(Err(Refusal::AlreadyBegun)), _) if self.is_stored(tab) => return Reply::Done,
                (Some(Err(Refusal::AlreadyMember)), _) if self.is_stored(tab) => return Reply::Done,
                (Some(Err(Refusal::AlreadyBegun | Refusal::AlreadyMember)), _) => {}
                (
                    Some(Err(
                        Refusal::NotStored | Refusal::NeedsConnection | Refusal::InviteClosed | Refusal::NotBegun,
                    ))
                    | None,
                    _,
                ) => {}
                (Some(Err(Refusal::NothingToShare | Refusal::Unknown)), Command::Share { .. }) => {}
                (Some(Err(Refusal::TooMany { max: 1 })), Command::Join { .. }) => {}
                (Some(Err(refusal)), command) => panic!("{command:?} was refused: {refusal}"),
            }
            self.world.pass_ms(2_000);
        }
        panic!("it never succeeds: {:?}", command(self))
    }

    fn is_stored(&mut self, tab: usize) -> bool {
        let View::Sync(sync) = self.world.look(tab, &Topic::Sync) else { return false };
        !matches!(sync.state, SyncState::Writing | SyncState::Attention(_))
    }

    fn any_tab(&mut self) -> (usize, usize) {
        let person = below(&mut self.rng, self.people.len() as u64) as usize;
        let tab = pick(&mut self.rng, &self.people[person].tabs).copied().unwrap_or_default();
        (person, tab)
    }

    fn act(&mut self) {
        let (person, tab) = self.any_tab();
        match below(&mut self.rng, 100) {
            0..40 => self.type_somewhere(person, tab),
            40..72 => self.command(person, tab),
            72..78 => self.world.kill(tab),
            78..81 => self.world.restart_engine(tab),
            81..88 => self.cut_off_or_back(tab),
            88..91 => {
                let machine = self.world.tabs[tab].machine;
                self.world.machines[machine].is_full ^= true;
            }
            91..93 => self.roll_back(),
            93..96 => {
                self.world.input(tab, Input::Hidden);
                self.world.input(tab, Input::Shown);
            }
            96..98 => {
                let machine = self.world.tabs[tab].machine;
                self.world.machines[machine].clock_ms += [-86_400_000, 3_600_000][below(&mut self.rng, 2) as usize];
            }
            _ => self.world.input(tab, Input::SyncNow),
        }
    }

    fn cut_off_or_back(&mut self, tab: usize) {
        let machine = self.world.tabs[tab].machine;
        let is_cut_off = !self.world.machines[machine].is_cut_off;
        self.world.machines[machine].is_cut_off = is_cut_off;
        for tab in 0..self.world.tabs.len() {
            if self.world.tabs[tab].machine == machine {
                self.world.disconnect(tab);
                // The browser does not always notice.
                if happens(&mut self.rng, 500) {
                    self.world.input(tab, if is_cut_off { Input::NetworkDown } else { Input::NetworkUp });
                }
                self.world.connect(tab);
            }
        }
    }

    /// Keeps a backup, or puts it back. Only while no membership moves: see the limits in the replica's `entries`.
    fn roll_back(&mut self) {
        let is_settled = |world: &World, space| world.server.membership(space).is_some();
        match self.backup.take() {
            None if is_settled(&self.world, self.space) && self.everyone_is_in() => {
                self.backup = Some(self.world.server.clone());
            }
            None => {}
            Some(backup) => {
                self.world.server.roll_back(&backup);
                for tab in 0..self.world.tabs.len() {
                    self.world.disconnect(tab);
                    self.world.connect(tab);
                }
            }
        }
    }

    fn everyone_is_in(&self) -> bool {
        let devices: usize = self.world.machines.len();
        let in_log = self
            .world
            .server
            .membership(self.space)
            .map_or(0, |membership| membership.members().iter().map(|member| member.devices.len()).sum());
        in_log == devices && self.pending.is_empty()
    }

    fn submissions(&mut self, tab: usize) -> Vec<SubmissionId> {
        if !self.world.tabs[tab].is_up() {
            return Vec::new();
        }
        self.world.groups(tab).into_iter().flat_map(|group| group.submissions).map(|summary| summary.id).collect()
    }

    fn type_somewhere(&mut self, person: usize, tab: usize) {
        if !self.world.tabs[tab].is_up() || !self.world.tabs[tab].is_ready {
            return;
        }
        let words = 2 + below(&mut self.rng, 24) as u32;
        let submissions = self.submissions(tab);
        let submission = pick(&mut self.rng, &submissions).copied();
        let challenge = challenge(below(&mut self.rng, 2));
        let target = match (below(&mut self.rng, 10), submission) {
            (0..3, _) => TextTarget::WorkDraft { challenge },
            (3, _) => TextTarget::WorkFocus { challenge },
            (4, _) | (5.., None) => TextTarget::Charter { group: self.space },
            (5..8, Some(submission)) => TextTarget::Synthesis { submission },
            (_, Some(submission)) => match self.draft_note(person, tab, submission) {
                Some(target) => target,
                None => TextTarget::Synthesis { submission },
            },
        };
        self.world.type_words(tab, target, words);
    }

    /// Only on her first tab: what is typed into a note on one device while it is shared on another is not shared.
    fn draft_note(&mut self, person: usize, tab: usize, submission: SubmissionId) -> Option<TextTarget> {
        let is_first = self.people[person].tabs.first() == Some(&tab);
        let view = self.world.submission(tab, submission).filter(|_| is_first)?;
        let note = pick(&mut self.rng, &view.my_drafts)?.id;
        Some(TextTarget::DraftNote { submission, note })
    }

    fn command(&mut self, person: usize, tab: usize) {
        if !self.world.tabs[tab].is_up() {
            return;
        }
        let submissions = self.submissions(tab);
        let submission = pick(&mut self.rng, &submissions).copied();
        let group = self.space;
        let challenge = challenge(below(&mut self.rng, 2));
        let is_first = self.people[person].tabs.first() == Some(&tab);
        let (command, promise) = match (below(&mut self.rng, 12), submission) {
            (0 | 1, _) => (Command::StartChallenge { challenge: challenge.clone() }, Promise::Started(challenge)),
            (2, _) => self.mark_step(person),
            (3, _) if is_first => self.rename(person),
            (4, _) => {
                (Command::RenameGroup { group, name: format!("Bakery {}", below(&mut self.rng, 9)) }, Promise::Nothing)
            }
            (5 | 6, _) => (Command::Share { challenge, group, title: "A try".into() }, Promise::Nothing),
            (7 | 8, Some(submission)) if is_first => {
                let anchor = Anchor { submission, from: 0, to: 1, quote: "w".into() };
                let anchor = happens(&mut self.rng, 300).then_some(anchor);
                (Command::AddNote { submission, kind: NoteKind::Question, anchor }, Promise::Nothing)
            }
            (9, Some(submission)) if is_first && !self.is_noting(person) => {
                (Command::ShareNotes { submission }, Promise::Nothing)
            }
            (10, _) => (Command::CreateGroup { name: "Garden".into() }, Promise::Nothing),
            _ => return,
        };
        let request = self.world.run(tab, command);
        let run = self.world.tabs[tab].run;
        self.pending.push((tab, run, request, promise));
    }

    fn is_noting(&self, person: usize) -> bool {
        let tabs = self.people[person].tabs.iter();
        tabs.flat_map(|tab| self.world.tabs[*tab].typist.open_boxes())
            .any(|(_, target)| matches!(target, TextTarget::DraftNote { .. }))
    }

    fn mark_step(&mut self, person: usize) -> (Command, Promise) {
        let person = &mut self.people[person];
        person.steps += 1;
        let (lesson, step) = (lesson(), StepIndex(person.steps));
        (Command::MarkStep { lesson: lesson.clone(), step, mark: StepMark::Done }, Promise::Step(lesson, step))
    }

    fn rename(&mut self, person: usize) -> (Command, Promise) {
        let person = &mut self.people[person];
        let name = format!("{} {}", person.name, person.names.len());
        person.names.push(name.clone());
        (Command::SetName { name }, Promise::Named(person.names.len() - 1))
    }

    /// Looks which commands have ended.
    fn collect(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        for (tab, run, request, promise) in pending {
            let outcome = self.world.tabs[tab].outcomes.get(&request).cloned();
            match outcome {
                Some(Ok(Reply::Submission(id))) => self.kept.push((tab, Promise::Shared(id))),
                Some(Ok(Reply::Group(space))) => self.kept.push((tab, Promise::Group(space))),
                Some(Ok(_)) => {
                    if let (Promise::Named(name), Some(person)) =
                        (&promise, self.people.iter_mut().find(|person| person.tabs.contains(&tab)))
                    {
                        person.names_kept = person.names_kept.max(*name);
                    }
                    self.kept.push((tab, promise));
                }
                Some(Err(_)) => {}
                None if self.world.tabs[tab].run == run => self.pending.push((tab, run, request, promise)),
                None => {}
            }
        }
    }

    /// The weather clears, everybody comes back, and all must be well.
    fn end(&mut self) {
        self.world.weather = Weather { answer_bytes: self.world.weather.answer_bytes, ..Weather::fair() };
        self.world.machines.iter_mut().for_each(|machine| machine.is_full = false);
        self.world.reconnect();
        self.world.run_until_quiet();
        self.collect();
        self.world.check();
        for (tab, promise) in std::mem::take(&mut self.kept) {
            self.check_promise(tab, &promise);
        }
        self.check_names();
    }

    fn check_promise(&mut self, tab: usize, promise: &Promise) {
        let profile = match self.world.look(tab, &Topic::Profile) {
            View::Profile(Some(profile)) => profile,
            _ => panic!("nobody lives on tab {tab}"),
        };
        let is_kept = match promise {
            Promise::Nothing | Promise::Named(_) => true,
            Promise::Step(lesson, step) => {
                profile.steps_done.iter().any(|done| done.lesson == *lesson && done.step == *step)
            }
            Promise::Started(challenge) => profile.challenges.contains(challenge),
            Promise::Shared(id) => {
                let people: BTreeSet<usize> =
                    self.people.iter().filter_map(|person| person.tabs.first().copied()).collect();
                people.into_iter().all(|tab| self.submissions(tab).contains(id))
            }
            Promise::Group(space) => self.world.groups(tab).iter().any(|group| group.id == *space),
        };
        assert!(is_kept, "tab {tab} was promised {promise:?}");
    }

    /// Her name is the last one that was stored, or one she gave later.
    fn check_names(&mut self) {
        let mut last: BTreeMap<usize, usize> = BTreeMap::new();
        for person in 0..self.people.len() {
            last.insert(person, self.people[person].names_kept);
        }
        for (person, kept) in last {
            let tab = self.people[person].tabs[0];
            let View::Profile(Some(profile)) = self.world.look(tab, &Topic::Profile) else { panic!("nobody") };
            let allowed = &self.people[person].names[kept..];
            assert!(allowed.contains(&profile.name), "{:?} is none of {allowed:?}", profile.name);
        }
    }
}

fn challenge(number: u64) -> ChallengeId {
    match ChallengeId::new(["bakery", "garden"][number as usize % 2]) {
        Ok(id) => id,
        Err(error) => panic!("{error}"),
    }
}

fn lesson() -> LessonId {
    match LessonId::new("stories") {
        Ok(id) => id,
        Err(error) => panic!("{error}"),
    }
}
