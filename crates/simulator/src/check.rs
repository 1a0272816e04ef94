//! What must be true once everything is quiet.

use super::{World, machine::Machine, typist::Words};
use naptime_domain::{
    command::Whose,
    id::{DocumentId, SpaceId, SubmissionId},
};
use naptime_replica::{
    command::{TextTarget, WorkId},
    cursor::ChunkId,
    record::{Class, Record},
    view::{GroupView, SubmissionSummary, SubmissionView, Topic, View, WorkView},
};
use std::collections::{BTreeMap, BTreeSet};

impl World {
    /// Every device shows the same, nothing that was shown saved is lost, nothing is there twice.
    pub fn check(&mut self) {
        self.check_same_everywhere();
        self.check_joint_works();
        self.check_words();
        self.check_pieces();
        let lost = self.lost_chunks();
        assert!(lost.is_empty(), "the server acknowledged chunks it does not have: {lost:?}");
    }

    /// Chunks that some device knows to be acknowledged and the server does not have (any more).
    pub fn lost_chunks(&self) -> Vec<(SpaceId, ChunkId)> {
        let is_known = |(space, chunk): &(SpaceId, ChunkId)| {
            self.tabs.iter().filter_map(|tab| tab.replica.as_ref()).any(|replica| replica.holds_chunk(space, chunk))
        };
        self.server.lost_chunks().into_iter().filter(is_known).collect()
    }

    /// Devices of one person are equal in everything, members of a group in what the group sees.
    pub fn check_same_everywhere(&mut self) {
        let mut seen: BTreeMap<DocumentId, (usize, Vec<String>)> = BTreeMap::new();
        let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut groups: BTreeMap<SpaceId, (usize, GroupView)> = BTreeMap::new();
        let mut submissions: BTreeMap<SubmissionId, (usize, SubmissionView)> = BTreeMap::new();
        for tab in 0..self.tabs.len() {
            let owner = self.machine_of(tab).owner.clone();
            let heads = match &mut self.tabs[tab].replica {
                Some(replica) => replica.heads(),
                None => panic!("tab {tab} of {owner} is down"),
            };
            let (other, count) = counts.entry(owner.clone()).or_insert((tab, heads.len()));
            assert_eq!(*count, heads.len(), "tabs {other} and {tab} of {owner} hold another number of documents");
            for (document, heads) in heads {
                let heads: Vec<String> = heads.iter().map(|hash| hash.to_string()).collect();
                let (other, same) = seen.entry(document).or_insert((tab, heads.clone()));
                if *same != heads {
                    let (one, two) = (self.diagnose(*other), self.diagnose(tab));
                    panic!("tabs {other} and {tab} ({owner}) differ in {document:?}: {same:?} {heads:?}\n{one}\n{two}");
                }
            }
            for group in self.groups(tab) {
                for summary in &group.submissions {
                    let Some(view) = self.submission(tab, summary.id) else { panic!("listed and not there") };
                    let view = impersonal_submission(view);
                    let (other, same) = submissions.entry(summary.id).or_insert((tab, view.clone()));
                    assert_eq!(*same, view, "tabs {other} and {tab} ({owner}) show another submission");
                }
                let group = impersonal_group(group);
                let (other, same) = groups.entry(group.id).or_insert((tab, group.clone()));
                assert_eq!(*same, group, "tabs {other} and {tab} ({owner}) show another group");
            }
        }
    }

    /// Members see one work, with the same authors.
    fn check_joint_works(&mut self) {
        let typed = self.words.keys().filter_map(|(_, target)| target.work());
        let joint: BTreeSet<WorkId> = typed.filter(|work| work.whose != Whose::Hers).cloned().collect();
        for work in joint {
            let shown: Vec<WorkView> = (0..self.tabs.len()).filter_map(|tab| self.work(tab, &work)).collect();
            let shown: Vec<WorkView> = shown.into_iter().map(impersonal_work).collect();
            assert!(shown.windows(2).all(|two| two[0] == two[1]), "{work:?} is shown in several ways: {shown:?}");
        }
    }

    /// Every word that was shown saved is there once; no word is there twice.
    pub fn check_words(&mut self) {
        for ((owner, target), known) in self.words.clone() {
            for tab in 0..self.tabs.len() {
                let is_hers = owner.is_empty() || self.machine_of(tab).owner == owner;
                let Some(text) = self.text_of(tab, &target).filter(|_| is_hers) else { continue };
                self.check_text(tab, &target, &text, &known);
            }
            let is_anywhere =
                known.saved.is_empty() || (0..self.tabs.len()).any(|tab| self.text_of(tab, &target).is_some());
            assert!(is_anywhere, "saved words of {target:?} are nowhere");
        }
    }

    /// No piece lies on a device that it has forgotten: it may be the only one there is.
    fn check_pieces(&self) {
        for Machine { owner, disk, .. } in &self.machines {
            let of = |class: Class| disk.iter().filter(move |(key, _)| Class::of(key) == Some(class));
            let named = of(Class::BlobPart).filter_map(|(key, bytes)| match Record::read(key, bytes) {
                Ok(Record::BlobPart(part)) => Some(part.piece_key()),
                _ => None,
            });
            let named: BTreeSet<Vec<u8>> = named.collect();
            let forgotten = of(Class::BlobPiece).filter(|(key, _)| !named.contains(*key)).count();
            assert_eq!(forgotten, 0, "pieces lie on a device of {owner} that forgot them");
        }
    }

    fn check_text(&self, tab: usize, target: &TextTarget, text: &str, known: &Words) {
        let owner = &self.machine_of(tab).owner;
        for word in &known.saved {
            assert!(
                text.contains(word.as_str()),
                "{word:?} was shown saved and is lost from {target:?} of {owner} (tab {tab}): {text:?}"
            );
        }
        for word in &known.typed {
            assert!(
                text.matches(word.as_str()).count() <= 1,
                "{word:?} stands twice in {target:?} of {owner} (tab {tab}): {text:?}"
            );
        }
    }

    fn diagnose(&self, tab: usize) -> String {
        self.tabs[tab].replica.as_ref().map_or_else(String::new, |replica| replica.diagnosis(self.now()))
    }

    pub(super) fn groups(&mut self, tab: usize) -> Vec<GroupView> {
        match self.look(tab, &Topic::Groups) {
            View::Groups(groups) => groups,
            _ => Vec::new(),
        }
    }

    pub(super) fn work(&mut self, tab: usize, work: &WorkId) -> Option<WorkView> {
        match self.look(tab, &Topic::Work(work.clone())) {
            View::Work(_, work) => work,
            _ => None,
        }
    }

    pub(super) fn submission(&mut self, tab: usize, id: SubmissionId) -> Option<SubmissionView> {
        match self.look(tab, &Topic::Submission(id)) {
            View::Submission(_, submission) => submission,
            _ => None,
        }
    }

    fn text_of(&mut self, tab: usize, target: &TextTarget) -> Option<String> {
        match target {
            TextTarget::WorkDraft { work }
            | TextTarget::WorkTitle { work }
            | TextTarget::WorkClient { work }
            | TextTarget::WorkWants { work }
            | TextTarget::WorkBrief { work, .. }
            | TextTarget::WorkFocus { work } => self.work(tab, work).map(|work| work_text(&work, target)),
            TextTarget::Synthesis { submission } => self.submission(tab, *submission).map(|view| view.synthesis),
            TextTarget::Charter { group } => {
                self.groups(tab).into_iter().find(|view| view.id == *group).map(|view| view.charter)
            }
            TextTarget::DraftNote { submission, note } => {
                let view = self.submission(tab, *submission)?;
                // A shared note has another id: her words are somewhere among what she wrote here.
                let me = view.my_drafts.iter().find(|draft| draft.id == *note).map(|draft| draft.body.clone());
                me.or_else(|| Some(view.notes.iter().map(|note| note.body.as_str()).collect::<Vec<_>>().join("\n")))
            }
        }
    }
}

fn work_text(work: &WorkView, target: &TextTarget) -> String {
    match target {
        TextTarget::WorkTitle { .. } => work.title.clone(),
        TextTarget::WorkClient { .. } => work.client.clone(),
        TextTarget::WorkWants { .. } => work.client_wants.clone(),
        TextTarget::WorkFocus { .. } => work.focus.clone(),
        TextTarget::WorkBrief { line, .. } => {
            work.brief.iter().find(|(other, _)| other == line).map(|(_, text)| text.clone()).unwrap_or_default()
        }
        _ => work.draft.clone(),
    }
}

/// What of a group is the same for all its members.
fn impersonal_group(mut group: GroupView) -> GroupView {
    group.members.iter_mut().for_each(|member| member.is_me = false);
    group.invites.iter_mut().for_each(|invite| invite.fragment = None);
    group.submissions.iter_mut().for_each(impersonal_summary);
    group.joint.iter_mut().for_each(|joint| joint.is_hers = false);
    group
}

fn impersonal_work(mut work: WorkView) -> WorkView {
    work.authors.iter_mut().for_each(|member| member.is_me = false);
    work.submissions.iter_mut().for_each(impersonal_summary);
    // A photo is here on one device and elsewhere on the next.
    work.blobs.clear();
    work
}

fn impersonal_summary(summary: &mut SubmissionSummary) {
    (summary.my_drafts, summary.critiqued_by_me) = (0, false);
}

fn impersonal_submission(mut view: SubmissionView) -> SubmissionView {
    view.is_mine = false;
    view.my_drafts.clear();
    impersonal_summary(&mut view.summary);
    view.synthesis_authors.iter_mut().for_each(|member| member.is_me = false);
    view
}
