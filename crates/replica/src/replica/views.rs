//! What screens are shown: computed for what changed and is watched, told only when it is another.

use super::{Replica, effect::Effect, submissions::Shown, turn::Turn};
use crate::view::{
    GroupView, InviteView, MemberView, MilestoneDone, NoteView, ProfileView, StepDone, SubmissionSummary,
    SubmissionView, Topic, View, WorkView,
};
use naptime_domain::{
    command::ProgressItem,
    document::Descriptor,
    id::{ChallengeId, PersonId, SpaceId, SubmissionId},
    time::Timestamp,
    view as domain,
};
use std::collections::{BTreeMap, BTreeSet};

/// Most topics watched at once besides the standing ones: a page shows one screen and keeps a few alive.
const WATCHED_MAX: usize = 64;

/// Which topics are watched, which are to be computed anew, and what was last told.
#[derive(Default)]
pub(super) struct Views {
    watched: BTreeMap<Topic, u32>,
    dirty: BTreeSet<Topic>,
    told: BTreeMap<Topic, View>,
}

impl Views {
    /// The topics that are told without being asked for.
    const STANDING: [Topic; 3] = [Topic::Profile, Topic::Groups, Topic::Sync];

    fn watch(&mut self, topic: Topic) {
        if self.watched.len() >= WATCHED_MAX && !self.watched.contains_key(&topic) {
            return;
        }
        *self.watched.entry(topic.clone()).or_default() += 1;
        self.told.remove(&topic);
        self.dirty.insert(topic);
    }

    fn unwatch(&mut self, topic: &Topic) {
        let Some(watchers) = self.watched.get_mut(topic) else { return };
        *watchers -= 1;
        if *watchers == 0 {
            self.watched.remove(topic);
            if !Self::STANDING.contains(topic) {
                self.told.remove(topic);
            }
        }
    }

    /// A document changed: what shows it is computed anew.
    pub(super) fn document_changed(&mut self, descriptor: &Descriptor) {
        match descriptor {
            Descriptor::Work { challenge, .. } => {
                let is_of = |topic: &&Topic| matches!(topic, Topic::Version(of, _) if of == challenge);
                self.dirty.extend(self.watched.keys().filter(is_of).cloned());
                self.dirty.insert(Topic::Work(challenge.clone()));
            }
            Descriptor::Synthesis { submission } => {
                self.dirty.insert(Topic::Submission(*submission));
            }
            Descriptor::Learner | Descriptor::NotesDraft { .. } | Descriptor::Notes { .. } | Descriptor::Group => {
                self.everything_changed();
            }
        }
    }

    /// A submission came or was made.
    pub(super) fn submission_changed(&mut self) {
        self.everything_changed();
    }

    /// Names, members and counts stand in every view.
    pub(super) fn everything_changed(&mut self) {
        self.dirty.extend(Self::STANDING);
        self.dirty.extend(self.watched.keys().cloned());
    }

    fn is_watched(&self, topic: &Topic) -> bool {
        Self::STANDING.contains(topic) || self.watched.contains_key(topic)
    }
}

impl Replica {
    pub(super) fn watch(&mut self, topic: Topic) {
        self.views.watch(topic);
    }

    pub(super) fn unwatch(&mut self, topic: &Topic) {
        self.views.unwatch(topic);
    }

    /// Tells every view that is watched and has become another.
    pub(super) fn tell_views(&mut self, turn: &mut Turn<'_>) {
        self.views.dirty.insert(Topic::Sync);
        for topic in std::mem::take(&mut self.views.dirty) {
            if !self.views.is_watched(&topic) {
                continue;
            }
            let view = self.view(&topic, turn.now);
            if self.views.told.get(&topic) != Some(&view) {
                self.views.told.insert(topic, view.clone());
                turn.emit(Effect::View(view));
            }
        }
    }

    /// What a topic shows now.
    pub(super) fn view(&mut self, topic: &Topic, now: Timestamp) -> View {
        match topic {
            Topic::Profile => View::Profile(self.profile_view()),
            Topic::Groups => View::Groups(self.groups_view(now)),
            Topic::Sync => View::Sync(self.sync_view(now)),
            Topic::Version(challenge, version) => {
                View::Version(challenge.clone(), *version, self.version_text(challenge, version))
            }
            Topic::Work(challenge) => View::Work(challenge.clone(), self.work_view(challenge)),
            Topic::Submission(submission) => View::Submission(*submission, self.submission_view(submission)),
        }
    }

    fn profile_view(&mut self) -> Option<ProfileView> {
        let (person, _) = self.me().ok()?;
        let learner = self.learner().cloned().unwrap_or_default();
        let (mut steps_done, mut milestones_done) = (Vec::new(), Vec::new());
        for (item, at) in learner.done {
            match item {
                ProgressItem::Step { lesson, step } => steps_done.push(StepDone { lesson, step, at }),
                ProgressItem::Milestone { challenge, milestone } => {
                    milestones_done.push(MilestoneDone { challenge, milestone, at });
                }
            }
        }
        Some(ProfileView {
            person,
            name: learner.name.shown().cloned().unwrap_or_default(),
            challenges: learner.challenges.iter().map(|known| known.challenge.clone()).collect(),
            progress: learner.challenges,
            steps_done,
            milestones_done,
            baseline: learner.baseline,
            days: learner.days,
        })
    }

    fn groups_view(&mut self, now: Timestamp) -> Vec<GroupView> {
        self.group_ids().into_iter().map(|group| self.group_view(group, now)).collect()
    }

    fn group_view(&mut self, id: SpaceId, now: Timestamp) -> GroupView {
        let group = self.group(id);
        let mut names = group.name.values.clone();
        if names.is_empty() {
            // What she calls it stands in until the group's own words have come.
            let label = self.learner().and_then(|learner| learner.spaces.get(&id)?.shown().cloned());
            names.extend(label.filter(|label| !label.is_empty()));
        }
        let summaries = self.submissions.in_space(&id);
        GroupView {
            id,
            names,
            charter: group.charter.clone(),
            members: self
                .member_ids(&id)
                .into_iter()
                .map(|(person, role)| self.member_view(&group, person, role))
                .collect(),
            invites: self.invites_view(&id, now),
            submissions: summaries.iter().filter_map(|id| self.summary(id)).collect(),
            joining: self.is_joining(&id),
        }
    }

    fn invites_view(&self, group: &SpaceId, now: Timestamp) -> Vec<InviteView> {
        let Some(space) = self.spaces.get(group) else { return Vec::new() };
        space
            .open_invites(Timestamp(now.0.saturating_add(self.sync.clock_ahead_ms)))
            .map(|invite| InviteView { fragment: self.invitations.get(&invite.invite).cloned(), ..invite })
            .collect()
    }

    fn member_view(&self, group: &domain::GroupView, person: PersonId, is_facilitator: bool) -> MemberView {
        let is_me = self.me().is_ok_and(|(me, _)| me == person);
        MemberView { person, name: name_in(group, &person), is_me, is_facilitator }
    }

    fn group(&mut self, id: SpaceId) -> domain::GroupView {
        match self.documents.view(id, &Descriptor::Group) {
            Some(domain::View::Group(group)) => group.clone(),
            _ => domain::GroupView::default(),
        }
    }

    fn work_view(&mut self, challenge: &ChallengeId) -> Option<WorkView> {
        let (me, personal) = self.me().ok()?;
        let work = self.work(challenge)?;
        let submissions = self.submissions.of(&me, challenge);
        let blobs = self.blob_views(personal, &work.evidence);
        Some(WorkView {
            title: work.title,
            client: work.client,
            client_wants: work.client_wants,
            draft: work.draft,
            brief: work.brief.into_iter().collect(),
            focus: work.focus_question,
            versions: work.versions,
            evidence: work.evidence,
            blobs,
            submissions: submissions.iter().filter_map(|id| self.summary(id)).collect(),
        })
    }

    fn summary(&mut self, id: &SubmissionId) -> Option<SubmissionSummary> {
        let (me, _) = self.me().ok()?;
        let Shown { space, submission } = self.submissions.get(id)?.clone();
        let critics = self.critics(space, id);
        Some(SubmissionSummary {
            id: *id,
            group: space,
            author_name: name_in(&self.group(space), &submission.author),
            challenge: submission.challenge,
            author: submission.author,
            title: submission.title,
            shared_at: submission.shared_at,
            critics: u16::try_from(critics.len()).unwrap_or(u16::MAX),
            my_drafts: u16::try_from(self.drafts_on(id).len()).unwrap_or(u16::MAX),
            critiqued_by_me: critics.contains(&me),
        })
    }

    /// Whose shared notes on a submission are here.
    fn critics(&self, space: SpaceId, submission: &SubmissionId) -> Vec<PersonId> {
        let members = self.member_ids(&space);
        let has_notes = |person: &PersonId| {
            let descriptor = Descriptor::Notes { submission: *submission, author: *person };
            self.documents.is_begun(&descriptor.id(&space))
        };
        members.into_iter().map(|(person, _)| person).filter(has_notes).collect()
    }

    fn submission_view(&mut self, id: &SubmissionId) -> Option<SubmissionView> {
        let (me, _) = self.me().ok()?;
        let Shown { space, submission } = self.submissions.get(id)?.clone();
        let group = self.group(space);
        let mut notes = Vec::new();
        for critic in self.critics(space, id) {
            let descriptor = Descriptor::Notes { submission: *id, author: critic };
            let written = self.notes(space, &descriptor).map_or_else(Vec::new, |view| view.notes.clone());
            notes.extend(written.into_iter().map(|note| note_view(note, critic, name_in(&group, &critic))));
        }
        notes.sort_by_key(|note| (note.at, note.id));
        let my_name = name_in(&group, &me);
        let my_drafts = self.drafts_on(id).into_iter().map(|note| note_view(note, me, my_name.clone()));
        let mut my_drafts: Vec<NoteView> = my_drafts.collect();
        my_drafts.sort_by_key(|note| (note.at, note.id));
        let synthesis = match self.documents.view(space, &Descriptor::Synthesis { submission: *id }) {
            Some(domain::View::Synthesis(synthesis)) => synthesis.clone(),
            _ => domain::SynthesisView::default(),
        };
        let authors =
            self.member_ids(&space).into_iter().filter(|(person, _)| synthesis.authors.contains(&person.tag()));
        Some(SubmissionView {
            summary: self.summary(id)?,
            is_mine: submission.author == me,
            text: submission.text,
            focus: submission.focus_question,
            my_drafts,
            notes,
            synthesis: synthesis.body,
            synthesis_authors: authors.map(|(person, role)| self.member_view(&group, person, role)).collect(),
        })
    }
}

fn name_in(group: &domain::GroupView, person: &PersonId) -> Option<String> {
    group.members.get(person)?.shown().cloned()
}

fn note_view(note: domain::NoteView, critic: PersonId, critic_name: Option<String>) -> NoteView {
    NoteView {
        id: note.id,
        critic,
        critic_name,
        kind: note.kind,
        anchor: note.anchor,
        body: note.body,
        is_withdrawn: note.state == domain::NoteState::Withdrawn,
        at: note.at,
    }
}
