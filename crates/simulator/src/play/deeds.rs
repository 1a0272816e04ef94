//! What people do in a story told at random.

use super::{Play, Promise};
use crate::hand::{attach, edition};
use crate::weather::{below, happens, pick};
use naptime_domain::{
    command::{Deed, NoteKind, ProgressItem},
    id::{ChallengeId, LessonId, StepIndex, SubmissionId},
    submission::Anchor,
};
use naptime_replica::command::{Command, TextTarget};

impl Play {
    pub(super) fn submissions(&mut self, tab: usize) -> Vec<SubmissionId> {
        if !self.world.tabs[tab].is_up() {
            return Vec::new();
        }
        self.world.groups(tab).into_iter().flat_map(|group| group.submissions).map(|summary| summary.id).collect()
    }

    pub(super) fn type_somewhere(&mut self, person: usize, tab: usize) {
        if !self.world.tabs[tab].is_up() || !self.world.tabs[tab].is_ready {
            return;
        }
        let words = 2 + below(&mut self.rng, 24) as u32;
        let submissions = self.submissions(tab);
        let submission = pick(&mut self.rng, &submissions).copied();
        let work = self.any_work();
        let target = match (below(&mut self.rng, 12), submission) {
            (0..5, _) => TextTarget::WorkDraft { work },
            (5, _) => TextTarget::WorkFocus { work },
            (6, _) | (7.., None) => TextTarget::Charter { group: self.space },
            (7..10, Some(submission)) => TextTarget::Synthesis { submission },
            (_, Some(submission)) => match self.draft_note(person, tab, submission) {
                Some(target) => target,
                None => TextTarget::Synthesis { submission },
            },
        };
        self.world.type_words(tab, target, words);
    }

    /// The page takes its boxes to be out of step.
    pub(super) fn ask_again(&mut self, tab: usize) {
        if self.world.tabs[tab].is_up() && self.world.tabs[tab].is_ready {
            let inputs = self.world.tabs[tab].typist.ask_again();
            self.world.inputs(tab, inputs);
        }
    }

    /// Only on her first tab: what is typed into a note on one device while it is shared on another is not shared.
    fn draft_note(&mut self, person: usize, tab: usize, submission: SubmissionId) -> Option<TextTarget> {
        let is_first = self.people[person].tabs.first() == Some(&tab);
        let view = self.world.submission(tab, submission).filter(|_| is_first)?;
        let note = pick(&mut self.rng, &view.my_drafts)?.id;
        Some(TextTarget::DraftNote { submission, note })
    }

    pub(super) fn command(&mut self, person: usize, tab: usize) {
        if !self.world.tabs[tab].is_up() {
            return;
        }
        let submissions = self.submissions(tab);
        let submission = pick(&mut self.rng, &submissions).copied();
        let group = self.space;
        let challenge = challenge(below(&mut self.rng, 2));
        let is_first = self.people[person].tabs.first() == Some(&tab);
        let (command, promise) = match (below(&mut self.rng, 19), submission) {
            (0 | 1, _) => {
                let edition = Some(edition());
                (Command::StartChallenge { challenge: challenge.clone(), edition }, Promise::Started(challenge))
            }
            (2, _) => self.do_step(person),
            (3, _) if is_first => self.rename(person),
            (4, _) => {
                (Command::RenameGroup { group, name: format!("Bakery {}", below(&mut self.rng, 9)) }, Promise::Nothing)
            }
            (5 | 6, _) => (Command::Share { work: self.any_work(), group, title: "A try".into() }, Promise::Nothing),
            (7 | 8, Some(submission)) if is_first => {
                let anchor = Anchor { submission, from: 0, to: 1, quote: "w".into() };
                let anchor = happens(&mut self.rng, 300).then_some(anchor);
                (Command::AddNote { submission, kind: NoteKind::Question, anchor }, Promise::Nothing)
            }
            (9, Some(submission)) if is_first => (Command::ShareNotes { submission }, Promise::Nothing),
            (10, _) => (Command::CreateGroup { name: "Garden".into() }, Promise::Nothing),
            (11..14, _) => self.record(person, tab, challenge),
            (18, _) => self.attach(),
            (14.., _) => match self.work_deed(person, tab) {
                Some(deed) => deed,
                None => return,
            },
            _ => return,
        };
        let request = self.world.run(tab, command);
        let run = self.world.tabs[tab].run;
        self.pending.push((tab, run, request, promise));
    }

    fn do_step(&mut self, person: usize) -> (Command, Promise) {
        let person = &mut self.people[person];
        person.steps += 1;
        let (lesson, step) = (lesson(), StepIndex(person.steps));
        let done = Deed::Done(ProgressItem::Step { lesson: lesson.clone(), step });
        (Command::Record(done), Promise::Step(lesson, step))
    }

    fn attach(&mut self) -> (Command, Promise) {
        let (work, number) = (self.any_work(), below(&mut self.rng, 4) as u8);
        (attach(work.clone(), &photo(number)), Promise::Photo(work, number))
    }

    fn rename(&mut self, person: usize) -> (Command, Promise) {
        let person = &mut self.people[person];
        let name = format!("{} {}", person.name, person.names.len());
        person.names.push(name.clone());
        (Command::SetName { name }, Promise::Named(person.names.len() - 1))
    }
}

pub(super) fn challenge(number: u64) -> ChallengeId {
    match ChallengeId::new(["bakery", "garden", "orchard"][number as usize % 3]) {
        Ok(id) => id,
        Err(error) => panic!("{error}"),
    }
}

/// A photo of two pieces; each number is another.
pub(super) fn photo(number: u8) -> Vec<u8> {
    vec![number; naptime_replica::blob::PIECE_BYTES + 5_000]
}

pub(super) fn lesson() -> LessonId {
    match LessonId::new("stories") {
        Ok(id) => id,
        Err(error) => panic!("{error}"),
    }
}
