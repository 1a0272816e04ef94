//! A learner's work on one challenge: draft, brief and what she has shown of it.
//!
//! `title, draft, focus, client: Text; brief: { <line>: Text }; shared: { <SubmissionId>: time }`

use super::{
    Outcome, Refused, Unreadable,
    fields::{brief_line, container, earliest, text},
    learner::put_time,
};
use crate::{
    command::{BriefLine, WorkCommand},
    time::Timestamp,
    view::WorkView,
};
use automerge::{AutoCommit, ReadDoc};

pub(super) fn run(doc: &mut AutoCommit, command: &WorkCommand, now: Timestamp) -> Result<Outcome, Refused> {
    let WorkCommand::RecordShared { submission } = command;
    let shared = container(doc, "shared")?;
    put_time(doc, &shared, &submission.to_string(), now)
}

pub(super) fn view(doc: &AutoCommit) -> Result<WorkView, Unreadable> {
    let (brief, shared) = (container(doc, "brief")?, container(doc, "shared")?);
    let line = |line| Ok((line, text(doc, &brief_line(doc, &brief, line)?)?));
    let submission = |key: String| Some((key.parse().ok()?, earliest(doc, &shared, &key)?));
    Ok(WorkView {
        title: text(doc, &container(doc, "title")?)?,
        draft: text(doc, &container(doc, "draft")?)?,
        focus_question: text(doc, &container(doc, "focus")?)?,
        client: text(doc, &container(doc, "client")?)?,
        brief: BriefLine::ALL.into_iter().map(line).collect::<Result<_, Unreadable>>()?,
        shared: doc.keys(&shared).filter_map(submission).collect(),
    })
}
