//! A story at random: who does what, what goes wrong, and when, all from one seed.

mod deeds;
mod end;
mod records;
mod works;

use super::{
    Weather, World,
    hand::edition,
    weather::{below, happens, pick},
};
use deeds::challenge;
use naptime_domain::{
    command::Amount,
    id::{ChallengeId, EvidenceId, LessonId, SpaceId, StepIndex, SubmissionId, VersionId},
};
use naptime_relay::store::Disk;
use naptime_replica::{
    command::{Command, Refusal, Reply, TextTarget, WorkId},
    replica::{Input, RequestId},
    view::{SyncState, Topic, View},
};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

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
    backup: Option<Disk>,
    /// The last number that anybody measured: each is there once.
    measured: i64,
}

struct Person {
    name: String,
    tabs: Vec<usize>,
    steps: u16,
    minutes_sent: u32,
    minutes_kept: u32,
    names: Vec<String>,
    names_kept: usize,
}

/// What a command that succeeded promises.
#[derive(Clone, Debug)]
enum Promise {
    Nothing,
    Step(LessonId, StepIndex),
    Measured(ChallengeId, Amount),
    Spent(u32),
    /// What the reply names is in this work.
    Work(WorkId),
    Version(WorkId, VersionId),
    Evidence(WorkId, EvidenceId),
    Started(ChallengeId),
    Shared(SubmissionId),
    Named(usize),
    Group(SpaceId),
    Photo(WorkId, u8),
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
            measured: 0,
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
                minutes_sent: 0,
                minutes_kept: 0,
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
        let work = WorkId::hers(challenge.clone());
        self.insist(tab, |_| Command::StartChallenge { challenge: challenge.clone(), edition: Some(edition()) });
        self.insist(tab, |play| {
            play.world.type_words(tab, TextTarget::WorkDraft { work: work.clone() }, 3);
            play.world.pass_ms(4_000);
            Command::Share { work: work.clone(), group, title: "A first try".into() }
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
            93..96 => [Input::Hidden, Input::Shown].into_iter().for_each(|input| self.world.input(tab, input)),
            96..98 => {
                let machine = self.world.tabs[tab].machine;
                self.world.machines[machine].clock_ms += [-86_400_000, 3_600_000][below(&mut self.rng, 2) as usize];
            }
            98 => self.ask_again(tab),
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

    /// Keeps a backup, or puts it back. Only while no membership moves: two histories of one membership are not joined again.
    fn roll_back(&mut self) {
        let is_settled = |world: &World, space| world.server.membership(space).is_some();
        match self.backup.take() {
            None if is_settled(&self.world, self.space) && self.everyone_is_in() => {
                self.backup = Some(self.world.server.back_up());
            }
            None => {}
            Some(backup) => {
                self.world.server.restore(&backup);
                self.world.reopen_sockets();
            }
        }
    }

    fn everyone_is_in(&self) -> bool {
        let devices: usize = self.world.machines.len();
        let membership = self.world.server.membership(self.space);
        let in_log =
            membership.map_or(0, |membership| membership.members().iter().map(|member| member.devices.len()).sum());
        in_log == devices && self.pending.is_empty()
    }
}
