//! A work as screens show it: what it says, who wrote it, and what was shown of it.

use super::Replica;
use crate::{
    command::WorkId,
    view::{MemberView, SubmissionSummary, WorkView},
};
use naptime_domain::{
    command::Whose,
    id::{ChallengeId, PersonId, PersonTag, SpaceId, SubmissionId},
    view as domain,
};
use std::collections::{BTreeMap, BTreeSet};

impl Replica {
    pub(super) fn work_view(&mut self, id: &WorkId) -> Option<WorkView> {
        let work = self.work(id)?;
        self.shown_work(id, work)
    }

    /// Her own work as she had it before she began its challenge afresh.
    pub(super) fn round_view(&mut self, challenge: &ChallengeId, round: u32) -> Option<WorkView> {
        let work = self.round(challenge, round)?;
        self.shown_work(&WorkId { challenge: challenge.clone(), whose: Whose::Hers }, work)
    }

    fn shown_work(&mut self, id: &WorkId, work: domain::WorkView) -> Option<WorkView> {
        let submissions = self.summaries(&self.shown_of(id, &work));
        let (authors, last_author) = match id.whose {
            Whose::Hers => (Vec::new(), None),
            Whose::Ours(group) => (self.members_among(group, &work.authors), work.last_author),
        };
        let blobs = self.blob_views(id.whose, &work.evidence);
        let last_author = authors.iter().map(|author| author.person).find(|person| Some(person.tag()) == last_author);
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
            submissions,
            authors,
            last_author,
        })
    }

    fn summaries(&mut self, shown: &[SubmissionId]) -> Vec<SubmissionSummary> {
        let mut groups = BTreeMap::new();
        let summary = |id: &SubmissionId| {
            let space = self.submissions.get(id)?.space;
            let group = groups.entry(space).or_insert_with(|| self.group(space));
            self.summary(id, group)
        };
        shown.iter().filter_map(summary).collect()
    }

    /// What was shown of a work, newest first: of hers whatever she showed on its challenge, of a group's what it says itself.
    pub(in crate::replica) fn shown_of(&self, id: &WorkId, work: &domain::WorkView) -> Vec<SubmissionId> {
        match (id.whose, self.me()) {
            (Whose::Hers, Ok((me, _))) => self.submissions.of(&me, &id.challenge),
            (Whose::Hers, Err(_)) => Vec::new(),
            (Whose::Ours(group), _) => {
                let all = self.submissions.in_space(&group).into_iter();
                all.filter(|shown| work.shared.contains_key(shown)).collect()
            }
        }
    }

    /// The members of a group whose tags these are.
    pub(super) fn members_among(&mut self, group: SpaceId, tags: &BTreeSet<PersonTag>) -> Vec<MemberView> {
        let names = self.group(group);
        let is_among = |(person, _): &(PersonId, bool)| tags.contains(&person.tag());
        let members = self.member_ids(&group).into_iter().filter(is_among);
        members.map(|(person, role)| self.member_view(&names, person, role)).collect()
    }
}
