//! A group: its name, its charter and what its members are called. Who is a member is in the space's log, not here.
//!
//! `name: str; charter: Text; members: { <PersonId>: str }`

use super::{
    Outcome, Refused, Unreadable,
    fields::{container, name, room, strings, text},
    learner::put_string,
};
use crate::{command::GroupCommand, limits::MEMBERS_MAX, order::gather, view::GroupView};
use automerge::{AutoCommit, ROOT, ReadDoc};

pub(super) fn run(doc: &mut AutoCommit, command: &GroupCommand) -> Result<Outcome, Refused> {
    match command {
        GroupCommand::Rename { name: wanted } => put_string(doc, &ROOT, "name", name(wanted)?),
        GroupCommand::NameMember { person, name: wanted } => {
            let (members, key, wanted) = (container(doc, "members")?, person.to_string(), name(wanted)?);
            if strings(doc, &members, &key).values.is_empty() {
                room(doc, &members, MEMBERS_MAX)?;
            }
            put_string(doc, &members, &key, wanted)
        }
    }
}

pub(super) fn view(doc: &AutoCommit) -> Result<GroupView, Unreadable> {
    let members = container(doc, "members")?;
    let member = |key: String| Some((key.parse().ok()?, strings(doc, &members, &key)));
    Ok(GroupView {
        name: strings(doc, &ROOT, "name"),
        charter: text(doc, &container(doc, "charter")?)?,
        members: gather(doc.keys(&members).filter_map(member)),
    })
}
