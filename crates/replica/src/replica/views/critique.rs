//! A submission as its group sees it, with the notes on it and what its author answered.

use super::{Replica, Shown, domain, name_in};
use crate::view::{NoteView, SubmissionView};
use naptime_domain::{
    document::Descriptor,
    id::{PersonId, SpaceId, SubmissionId},
    order::sort_by_key,
};

impl Replica {
    /// Whose shared notes on a submission are here.
    pub(super) fn critics(&self, space: SpaceId, submission: &SubmissionId) -> Vec<PersonId> {
        let members = self.member_ids(&space);
        let has_notes = |person: &PersonId| {
            let descriptor = Descriptor::Notes { submission: *submission, author: *person };
            self.documents.is_begun(&descriptor.id(&space))
        };
        members.into_iter().map(|(person, _)| person).filter(has_notes).collect()
    }

    pub(super) fn submission_view(&mut self, id: &SubmissionId) -> Option<SubmissionView> {
        let (me, _) = self.me().ok()?;
        let Shown { space, submission } = self.submissions.get(id)?.clone();
        let group = self.group(space);
        let mut notes = Vec::new();
        for critic in self.critics(space, id) {
            let descriptor = Descriptor::Notes { submission: *id, author: critic };
            let written = self.notes(space, &descriptor).map_or_else(Vec::new, |view| view.notes.clone());
            notes.extend(written.into_iter().map(|note| note_view(note, critic, name_in(&group, &critic))));
        }
        let mut response = self.response(id);
        for note in &mut notes {
            note.answers = response.answers.remove(&note.id).map(|choice| choice.values).unwrap_or_default();
            note.answers.retain(|answer| !answer.is_empty());
        }
        sort_by_key(&mut notes, |note| (note.at, note.id));
        let my_name = name_in(&group, &me);
        let my_drafts = self.drafts_on(id).into_iter().map(|note| note_view(note, me, my_name.clone()));
        let mut my_drafts: Vec<NoteView> = my_drafts.collect();
        sort_by_key(&mut my_drafts, |note| (note.at, note.id));
        let synthesis = match self.documents.view(space, &Descriptor::Synthesis { submission: *id }) {
            Some(domain::View::Synthesis(synthesis)) => synthesis.clone(),
            _ => domain::SynthesisView::default(),
        };
        Some(SubmissionView {
            summary: self.summary(id, &group)?,
            is_mine: submission.author == me,
            text: if response.is_taken_back && submission.author != me { String::new() } else { submission.text },
            focus: submission.focus_question,
            my_drafts,
            notes,
            synthesis: synthesis.body,
            synthesis_authors: self.members_among(space, &synthesis.authors),
        })
    }
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
        answers: Vec::new(),
        at: note.at,
    }
}
