//! A world made for telling one story in a test: people in a group, by name.

use super::{Weather, World, typist::Words};
use crate::{
    command::{Command, Refusal, Reply, TextTarget},
    keys::{DeviceKeys, RecoveryEntropy},
    record::{Class, Record},
    replica::{Input, LastRun},
    view::{GroupView, SubmissionView, SyncState, SyncView, Topic, View, WorkView},
};
use naptime_domain::{
    command::NoteKind,
    id::{ChallengeId, SpaceId, SubmissionId},
};

/// People in one group, each with a device, and the server between them. Nothing goes wrong unless it is told to.
pub struct Group {
    /// Everything else.
    pub world: World,
    space: SpaceId,
}

/// One device, to do things with.
pub struct Hand<'g> {
    world: &'g mut World,
    tab: usize,
    space: SpaceId,
}

impl Group {
    /// The first makes the group, the others join it by her link; then all are quiet.
    pub fn of<const N: usize>(names: [&str; N]) -> Self {
        let mut group = Self::of_strangers(names);
        let mut names = names.into_iter();
        let Some(first) = names.next() else { return group };
        group.space = match group.device(first).run(Command::CreateGroup { name: "Bakery".into() }) {
            Reply::Group(space) => space,
            other => panic!("not a group: {other:?}"),
        };
        let link = group.device(first).invite(12);
        group.run_until_quiet();
        for name in names {
            group.device(name).run(Command::Join { link: link.clone() });
        }
        group.run_until_quiet();
        group
    }

    /// Each has begun on her device; there is no group yet.
    pub fn of_strangers<const N: usize>(names: [&str; N]) -> Self {
        let mut group = Self { world: World::new(7, Weather::fair()), space: SpaceId([0; 16]) };
        for name in names {
            group.new_device(name);
            group.device(name).run(Command::Begin { name: name.to_owned() });
        }
        group.run_until_quiet();
        group
    }

    /// An empty device with an empty tab, held by somebody. Later mentions of the name mean this one.
    pub fn new_device(&mut self, name: &str) {
        let machine = self.world.add_machine(name);
        self.world.add_tab(machine);
    }

    /// Another tab on somebody's device. Later mentions of the name mean this one.
    pub fn new_tab(&mut self, name: &str) {
        let tab = self.tab(name);
        let machine = self.world.tabs[tab].machine;
        self.world.add_tab(machine);
    }

    /// The first tab on somebody's device stops doing anything, and stays where it is.
    pub fn freeze_first_tab(&mut self, name: &str) {
        let tab = (0..self.world.tabs.len()).find(|tab| self.world.machine_of(*tab).owner == name);
        tab.into_iter().for_each(|tab| self.world.freeze(tab));
    }

    /// The group's space.
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// The group's charter.
    pub fn charter(&self) -> TextTarget {
        TextTarget::Charter { group: self.space }
    }

    /// Tells stories about another group from now on.
    pub fn set_space(&mut self, space: SpaceId) {
        self.space = space;
    }

    fn tab(&self, name: &str) -> usize {
        match (0..self.world.tabs.len()).rev().find(|tab| self.world.machine_of(*tab).owner == name) {
            Some(tab) => tab,
            None => panic!("nobody is called {name}"),
        }
    }

    /// Somebody's device.
    pub fn device(&mut self, name: &str) -> Hand<'_> {
        let tab = self.tab(name);
        Hand { world: &mut self.world, tab, space: self.space }
    }

    /// Somebody has no network.
    pub fn cut_off(&mut self, name: &str) {
        let tab = self.tab(name);
        let machine = self.world.tabs[tab].machine;
        self.world.machines[machine].is_cut_off = true;
        self.world.disconnect(tab);
        self.world.input(tab, Input::NetworkDown);
    }

    /// Everybody has a network, and the server is up.
    pub fn reconnect(&mut self) {
        self.world.reconnect();
    }

    /// Somebody has a network again; no socket is open yet.
    pub fn reconnect_only(&mut self, name: &str) {
        let tab = self.tab(name);
        let machine = self.world.tabs[tab].machine;
        self.world.machines[machine].is_cut_off = false;
        self.world.input(tab, Input::NetworkUp);
    }

    /// Nobody reaches the server.
    pub fn stop_server(&mut self) {
        self.world.server_is_down = true;
        (0..self.world.tabs.len()).for_each(|tab| self.world.disconnect(tab));
    }

    /// Lets time pass until nothing is left to do.
    pub fn run_until_quiet(&mut self) {
        self.world.run_until_quiet();
    }

    /// Lets some time pass.
    pub fn pass_ms(&mut self, ms: u64) {
        self.world.pass_ms(ms);
    }

    /// Every device shows the same; nothing that was shown saved is lost; nothing is there twice.
    pub fn assert_same_everywhere(&mut self) {
        self.world.check();
    }

    /// Keeps a backup of the server as it is.
    pub fn back_up(&self) -> Backup {
        Backup(self.world.server.clone())
    }

    /// Puts a backup in the place of the server.
    pub fn restore(&mut self, backup: &Backup) {
        self.world.server.roll_back(&backup.0);
        for tab in 0..self.world.tabs.len() {
            self.world.disconnect(tab);
            self.world.connect(tab);
        }
    }

    /// The server loses everything.
    pub fn lose_server(&mut self) {
        let nothing = Backup(super::server::Server::default());
        self.restore(&nothing);
    }

    /// Requests so far, and the bytes that went to the server and came from it.
    pub fn traffic(&self) -> (u64, u64, u64) {
        let server = &self.world.server;
        (server.requests, server.bytes_in, server.bytes_out)
    }

    /// How many chunks some device knows to be acknowledged and the server does not have.
    pub fn lost_chunks(&self) -> usize {
        self.world.lost_chunks().len()
    }
}

/// A copy of the server.
pub struct Backup(super::server::Server);

impl Hand<'_> {
    /// Does something, which must succeed; returns once it is stored.
    pub fn run(&mut self, command: Command) -> Reply {
        match self.try_run(command.clone()) {
            Ok(reply) => reply,
            Err(refusal) => panic!("{command:?} was refused: {refusal}"),
        }
    }

    /// Does something.
    pub fn try_run(&mut self, command: Command) -> Result<Reply, Refusal> {
        let request = self.world.run(self.tab, command);
        match self.world.outcome(self.tab, request) {
            Some(outcome) => outcome,
            None => panic!("no outcome: the device was killed"),
        }
    }

    /// Begins to do something; see [`Self::outcome`].
    pub fn start(&mut self, command: Command) -> u32 {
        self.world.run(self.tab, command)
    }

    /// What came of something, if anything has.
    pub fn outcome(&self, request: u32) -> Option<Result<Reply, Refusal>> {
        self.world.tabs[self.tab].outcomes.get(&request).cloned()
    }

    /// Writes a note and shares it, once the submission has arrived.
    pub fn note_when_seen(&mut self, submission: SubmissionId, body: &str) {
        self.world.run_until_quiet();
        self.note(submission, body);
    }

    /// Starts the challenge and types a draft.
    pub fn draft(&mut self, text: &str) {
        self.run(Command::StartChallenge { challenge: challenge() });
        self.write(TextTarget::WorkDraft { challenge: challenge() }, text);
    }

    /// Starts the challenge, types a draft and shares it with the group.
    pub fn share(&mut self, text: &str) -> SubmissionId {
        self.draft(text);
        let group = self.space;
        match self.run(Command::Share { challenge: challenge(), group, title: "First try".into() }) {
            Reply::Submission(id) => id,
            other => panic!("not a submission: {other:?}"),
        }
    }

    /// Adds a private note with some words.
    pub fn add_note(&mut self, submission: SubmissionId, body: &str) {
        let note = match self.run(Command::AddNote { submission, kind: NoteKind::Warm, anchor: None }) {
            Reply::Note(note) => note,
            other => panic!("not a note: {other:?}"),
        };
        self.write(TextTarget::DraftNote { submission, note }, body);
    }

    /// Writes a note and shares it.
    pub fn note(&mut self, submission: SubmissionId, body: &str) {
        self.add_note(submission, body);
        self.run(Command::ShareNotes { submission });
    }

    /// Makes an invitation.
    pub fn invite(&mut self, uses: u16) -> String {
        match self.run(Command::Invite { group: self.space, uses, days: 7 }) {
            Reply::Invite(fragment) => fragment,
            other => panic!("not an invitation: {other:?}"),
        }
    }

    /// Opens a box, writes at its end, waits until it is shown to be saved, and leaves.
    pub fn write(&mut self, target: TextTarget, text: &str) {
        let id = self.open(target);
        self.write_on(id, text);
        self.world.pass_ms(50);
        self.world.input(self.tab, Input::BlurText(id));
        let input = self.world.tabs[self.tab].typist.close(id);
        input.into_iter().for_each(|input| self.world.input(self.tab, input));
        self.world.pass_ms(50);
    }

    /// Opens a box.
    pub fn open(&mut self, target: TextTarget) -> u32 {
        let (id, input) = self.world.tabs[self.tab].typist.open(target, 0);
        self.world.input(self.tab, input);
        self.world.pass_ms(10);
        assert!(self.box_text(id).is_some(), "the box did not open");
        id
    }

    /// Types at the end of an open box.
    pub fn write_on(&mut self, id: u32, text: &str) {
        let Some(key) = self.world.words_key(self.tab, id) else { panic!("the box is gone") };
        let known: &mut Words = self.world.words.entry(key).or_default();
        let input = self.world.tabs[self.tab].typist.write(id, text, known);
        input.into_iter().for_each(|input| self.world.input(self.tab, input));
    }

    /// What stands in an open box.
    pub fn box_text(&self, id: u32) -> Option<String> {
        self.world.tabs[self.tab].typist.text(id).map(str::to_owned)
    }

    /// Whether some words were shown to be saved.
    pub fn was_shown_saved(&self, text: &str) -> bool {
        self.world.words.values().any(|known| known.saved.contains(text))
    }

    /// Her device is killed; it starts again some moments later.
    pub fn kill(&mut self) {
        self.world.kill(self.tab);
    }

    /// The engine ends, the page lives on; another engine starts some moments later.
    pub fn restart_engine(&mut self) {
        self.world.restart_engine(self.tab);
    }

    /// The engine traps and is started again at once.
    pub fn trap(&mut self) {
        self.world.stop_engine(self.tab);
        self.world.start(self.tab, LastRun::Trapped);
    }

    /// No write finds room from now on, or again does.
    pub fn set_storage_full(&mut self, is_full: bool) {
        let machine = self.world.tabs[self.tab].machine;
        self.world.machines[machine].is_full = is_full;
    }

    /// By how much her clock is ahead.
    pub fn set_clock(&mut self, ahead_ms: i64) {
        let machine = self.world.tabs[self.tab].machine;
        self.world.machines[machine].clock_ms = ahead_ms;
    }

    /// Her browser throws everything away; the tab starts again from nothing.
    pub fn wipe(&mut self) {
        let machine = self.world.tabs[self.tab].machine;
        self.world.machines[machine].wipe();
        self.world.kill(self.tab);
    }

    /// One record of a class is damaged; the tab starts again.
    pub fn damage(&mut self, class: Class) {
        let machine = self.world.tabs[self.tab].machine;
        assert!(self.world.machines[machine].damage(class), "there is no {class:?}");
        self.world.kill(self.tab);
    }

    /// How many records of a class are stored.
    pub fn count(&self, class: Class) -> usize {
        self.world.machine_of(self.tab).count(class)
    }

    /// Another tab's announcement, a button of the page, and whatever else has no name here.
    pub fn input(&mut self, input: Input) {
        self.world.input(self.tab, input);
    }

    /// What only her device knows.
    pub(super) fn secrets(&self) -> (RecoveryEntropy, DeviceKeys) {
        let found = self.world.machine_of(self.tab).read();
        let identity = found.into_iter().find_map(|found| match Record::read(&found.key, &found.bytes?) {
            Ok(Record::Identity(identity)) => Some(identity),
            _ => None,
        });
        match identity.map(|identity| (identity.entropy.clone(), identity.device_keys())) {
            Some((entropy, Ok(device))) => (entropy, device),
            _ => panic!("nobody lives here"),
        }
    }

    /// Her twelve words.
    pub fn words(&mut self) -> String {
        self.world.input(self.tab, Input::Words(0));
        match &self.world.tabs[self.tab].words {
            Some(words) => words.clone(),
            None => panic!("nobody lives here"),
        }
    }

    /// Everything as one file.
    pub fn export(&mut self) -> Vec<u8> {
        let request = self.world.tabs[self.tab].next_request();
        self.world.input(self.tab, Input::Export(request));
        match self.world.tabs[self.tab].files.get(&request) {
            Some(Some(file)) => file.clone(),
            _ => panic!("no file"),
        }
    }

    /// Takes in a file.
    pub fn import(&mut self, file: Vec<u8>, words: Option<&str>) -> Result<Reply, Refusal> {
        let request = self.world.tabs[self.tab].next_request();
        self.world.input(self.tab, Input::Import { request, file, words: words.map(str::to_owned) });
        match self.world.outcome(self.tab, request) {
            Some(outcome) => outcome,
            None => panic!("no outcome"),
        }
    }

    /// The group as she sees it; `None` if she does not.
    pub fn group(&mut self) -> Option<GroupView> {
        let space = self.space;
        self.world.groups(self.tab).into_iter().find(|group| group.id == space)
    }

    /// A submission as she sees it.
    pub fn submission(&mut self, id: SubmissionId) -> Option<SubmissionView> {
        self.world.submission(self.tab, id)
    }

    /// Her work.
    pub fn work(&mut self) -> Option<WorkView> {
        match self.world.look(self.tab, &Topic::Work(challenge())) {
            View::Work(_, work) => work,
            _ => None,
        }
    }

    /// Any view.
    pub fn look(&mut self, topic: &Topic) -> View {
        self.world.look(self.tab, topic)
    }

    /// How far her words have travelled.
    pub fn sync(&mut self) -> SyncView {
        match self.world.look(self.tab, &Topic::Sync) {
            View::Sync(sync) => sync,
            _ => SyncView::default(),
        }
    }

    /// Every state her small status went through so far.
    pub fn states(&self) -> Vec<SyncState> {
        self.world.tabs[self.tab].states.clone()
    }

    /// The bodies of the shared notes on a submission that were not withdrawn, sorted.
    pub fn notes(&mut self, id: SubmissionId) -> Vec<String> {
        let Some(view) = self.submission(id) else { return Vec::new() };
        let mut bodies: Vec<String> =
            view.notes.into_iter().filter(|note| !note.is_withdrawn).map(|note| note.body).collect();
        bodies.sort();
        bodies
    }
}

/// The challenge that every story is about.
pub fn challenge() -> ChallengeId {
    match ChallengeId::new("bakery") {
        Ok(id) => id,
        Err(error) => panic!("{error}"),
    }
}
