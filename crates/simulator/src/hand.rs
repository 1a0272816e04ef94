//! One device in somebody's hand, to do things with in a story.

mod blobs;
mod files;

pub use blobs::{attach, small};

use super::{World, typist::Words};
use naptime_domain::{
    command::NoteKind,
    id::{ChallengeId, EditionId, SpaceId, SubmissionId},
    text::TextDelta,
};
use naptime_replica::{
    command::{Command, Refusal, Reply, TextTarget, WorkId},
    keys::{DeviceKeys, RecoveryEntropy},
    record::{Class, Record},
    replica::{Input, LastRun},
    view::{GroupView, SubmissionView, SyncState, SyncView, Topic, View, WorkView},
};

/// One device, to do things with.
pub struct Hand<'g> {
    pub(super) world: &'g mut World,
    pub(super) tab: usize,
    pub(super) space: SpaceId,
}

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

    /// Starts the challenge, as the edition there is.
    pub fn take_challenge(&mut self) {
        self.run(Command::StartChallenge { challenge: challenge(), edition: Some(edition()) });
    }

    /// Starts the challenge and types a draft.
    pub fn draft(&mut self, text: &str) {
        self.take_challenge();
        self.write(TextTarget::WorkDraft { work: work() }, text);
    }

    /// Starts the challenge, types a draft and shares it with the group.
    pub fn share(&mut self, text: &str) -> SubmissionId {
        self.draft(text);
        let group = self.space;
        match self.run(Command::Share { work: work(), group, title: "First try".into() }) {
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

    /// Changes an open box in several places at once.
    pub fn edit(&mut self, id: u32, delta: &TextDelta) {
        let input = self.world.tabs[self.tab].typist.change(id, delta);
        input.into_iter().for_each(|input| self.world.input(self.tab, input));
    }

    /// Her page is busy for some time: it hears nothing of its engine before.
    pub fn keep_page_busy(&mut self, ms: u64) {
        self.world.tabs[self.tab].page_at_ms = self.world.now().0 as u64 + ms;
    }

    /// What stands in an open box.
    pub fn box_text(&self, id: u32) -> Option<String> {
        self.world.tabs[self.tab].typist.text(id).map(str::to_owned)
    }

    /// What found no room in a box, as her page was told.
    pub fn refused(&self) -> Vec<String> {
        self.world.tabs[self.tab].refused.clone()
    }

    /// Whether some words were shown to be saved.
    pub fn was_shown_saved(&self, text: &str) -> bool {
        self.world.words.values().any(|known| known.saved.contains(text))
    }

    /// Her device is killed; it starts again some moments later.
    pub fn kill(&mut self) {
        self.world.kill(self.tab);
    }

    /// Her tab is closed and opened again at once.
    pub fn reload(&mut self) {
        self.world.stop_engine(self.tab);
        self.world.start(self.tab, LastRun::Ended);
    }

    /// The engine ends, the page lives on; another engine starts some moments later.
    pub fn restart_engine(&mut self) {
        self.world.restart_engine(self.tab);
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
    pub fn damage(&mut self, class: Class, number: usize) {
        let machine = self.world.tabs[self.tab].machine;
        assert!(self.world.machines[machine].damage(class, number), "there is no {class:?} {number}");
        self.world.kill(self.tab);
    }

    /// How many records of a class are stored.
    pub fn count(&self, class: Class) -> usize {
        self.world.machine_of(self.tab).count(class)
    }

    /// How many bytes of the group's opened chunks her device holds.
    pub fn held_bytes(&self) -> usize {
        let replica = self.world.tabs[self.tab].replica.as_ref();
        replica.map_or(0, |replica| replica.held_bytes(&self.space))
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
        self.world.work(self.tab, &work())
    }

    /// Her group's work.
    pub fn joint_work(&mut self) -> Option<WorkView> {
        self.world.work(self.tab, &WorkId::ours(challenge(), self.space))
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

/// The edition of it.
pub fn edition() -> EditionId {
    EditionId([0xed; 32])
}

/// The work of its own that everybody has on it.
pub fn work() -> WorkId {
    WorkId::hers(challenge())
}
