//! What people do in a story told at random.

use super::super::hand::attach;
use super::super::weather::{below, happens, pick};
use super::{Play, Promise};
use crate::command::{Command, StepMark, TextTarget};
use naptime_domain::{
    command::NoteKind,
    id::{ChallengeId, LessonId, StepIndex, SubmissionId},
    submission::Anchor,
};

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

    pub(super) fn command(&mut self, person: usize, tab: usize) {
        if !self.world.tabs[tab].is_up() {
            return;
        }
        let submissions = self.submissions(tab);
        let submission = pick(&mut self.rng, &submissions).copied();
        let group = self.space;
        let challenge = challenge(below(&mut self.rng, 2));
        let is_first = self.people[person].tabs.first() == Some(&tab);
        let (command, promise) = match (below(&mut self.rng, 13), submission) {
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
            (11, _) => {
                let number = below(&mut self.rng, 4) as u8;
                (attach(&photo(number)), Promise::Photo(number))
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
}

pub(super) fn challenge(number: u64) -> ChallengeId {
    match ChallengeId::new(["bakery", "garden"][number as usize % 2]) {
        Ok(id) => id,
        Err(error) => panic!("{error}"),
    }
}

/// A photo of two pieces; each number is another.
pub(super) fn photo(number: u8) -> Vec<u8> {
    vec![number; crate::blob::PIECE_BYTES + 5_000]
}

pub(super) fn lesson() -> LessonId {
    match LessonId::new("stories") {
        Ok(id) => id,
        Err(error) => panic!("{error}"),
    }
}
