//! What screens are shown: computed for what changed and is watched, told only when it is another.

mod critique;
mod sync;
mod work;

use super::{Replica, effect::Effect, submissions::Shown, turn::Turn};
use crate::view::{
    GroupView, InviteView, JointSummary, MemberView, MilestoneDone, ProfileView, StepDone, SubmissionSummary, Topic,
    View,
};
use naptime_domain::{
    command::{ProgressItem, Whose},
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
            Descriptor::Work { challenge, .. } | Descriptor::JointWork { challenge } => {
                let is_of = |topic: &&Topic| match topic {
                    Topic::Work(work) | Topic::Version(work, _) => work.challenge == *challenge,
                    Topic::Round(of, _) => of == challenge,
                    _ => false,
                };
                self.dirty.extend(self.watched.keys().filter(is_of).cloned());
                // Its group tells of the first words.
                if matches!(descriptor, Descriptor::JointWork { .. }) {
                    self.dirty.insert(Topic::Groups);
                }
            }
            Descriptor::Synthesis { submission } => {
                self.dirty.insert(Topic::Submission(*submission));
            }
            Descriptor::Learner
            | Descriptor::NotesDraft { .. }
            | Descriptor::Notes { .. }
            | Descriptor::Group
            | Descriptor::Response { .. } => self.everything_changed(),
        }
    }

    /// A submission came or was made.
    pub(super) fn submission_changed(&mut self) {
        self.everything_changed();
    }

    /// Where a photo or file is has changed: works show that.
    pub(super) fn blobs_changed(&mut self) {
        let has_blobs = |topic: &&Topic| matches!(topic, Topic::Work(_) | Topic::Round(..));
        self.dirty.extend(self.watched.keys().filter(has_blobs).cloned());
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
                self.want_small_pictures(&view);
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
            Topic::Version(work, version) => View::Version(work.clone(), *version, self.version_text(work, version)),
            Topic::Work(work) => View::Work(work.clone(), self.work_view(work)),
            Topic::Round(challenge, round) => {
                View::Round(challenge.clone(), *round, self.round_view(challenge, *round))
            }
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
        let shown = self.submissions.in_space(&id);
        let submissions = shown.iter().filter_map(|id| self.summary(id, &group)).collect();
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
            submissions,
            joint: self.joint(id),
            joining: self.is_joining(&id),
        }
    }

    fn joint(&mut self, group: SpaceId) -> Vec<JointSummary> {
        let all = self.documents.joint_works(group);
        let learner = self.learner();
        let goes_on_with = |challenge: &ChallengeId| {
            let progress = learner?.challenges.iter().find(|progress| progress.challenge == *challenge)?;
            Some(progress.whose)
        };
        let summary = |challenge: ChallengeId| JointSummary {
            is_hers: goes_on_with(&challenge) == Some(Whose::Ours(group)),
            challenge,
        };
        all.into_iter().map(summary).collect()
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

    /// What is listed of a submission, whose text may be long: it is looked at where it lies. `group` is the one that sees it.
    fn summary(&mut self, id: &SubmissionId, group: &domain::GroupView) -> Option<SubmissionSummary> {
        let (me, _) = self.me().ok()?;
        let critics = self.critics(self.submissions.get(id)?.space, id);
        let my_drafts = self.drafts_on(id).len();
        let is_taken_back = self.response(id).is_taken_back;
        let Shown { space, submission } = self.submissions.get(id)?;
        Some(SubmissionSummary {
            id: *id,
            group: *space,
            author_name: name_in(group, &submission.author),
            challenge: submission.challenge.clone(),
            author: submission.author,
            title: submission.title.clone(),
            shared_at: submission.shared_at,
            critics: u16::try_from(critics.len()).unwrap_or(u16::MAX),
            my_drafts: u16::try_from(my_drafts).unwrap_or(u16::MAX),
            critiqued_by_me: critics.contains(&me),
            is_taken_back,
        })
    }
}

fn name_in(group: &domain::GroupView, person: &PersonId) -> Option<String> {
    group.members.get(person)?.shown().cloned()
}
