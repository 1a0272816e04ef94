//! Links between the files of a course.

use super::Folder;
use super::form::shown;
use crate::model::{ChallengeId, LinkTarget, WebUrl};

/// What can be linked to: the files of the challenges the programme lists, nuggets and protocols.
pub(super) struct Known<'a> {
    pub folder: &'a Folder,
    pub challenges: Vec<ChallengeId>,
}

/// Why a link leads nowhere, and how to mend it.
pub(super) struct DeadLink {
    pub what: String,
    pub mend: &'static str,
}

impl Known<'_> {
    /// Where a link in `file` leads.
    pub(super) fn resolve(&self, file: &str, to: &str) -> Result<LinkTarget, DeadLink> {
        if to.contains(':') {
            return WebUrl::try_from(to.to_owned()).map(LinkTarget::Web).map_err(|_| DeadLink {
                what: format!("“{}” is not an address we can open", shown(to)),
                mend: "Links lead to https:// addresses or to files of this course.",
            });
        }
        let dead = || DeadLink {
            what: format!("the link to “{}” leads nowhere", shown(to)),
            mend: "Link to a file of this course by its path from here, like ../lessons/three-questions.md.",
        };
        let path = join(file, to).filter(|path| self.folder.has(path)).ok_or_else(dead)?;
        self.target(&path).ok_or_else(dead)
    }

    fn target(&self, path: &str) -> Option<LinkTarget> {
        let parts: Vec<_> = path.split('/').collect();
        match parts.as_slice() {
            ["challenges", challenge, "challenge.md"] => {
                let id: ChallengeId = challenge.parse().ok()?;
                self.challenges.contains(&id).then_some(LinkTarget::Challenge(id))
            }
            ["challenges", challenge, "lessons", lesson] => {
                let listed = self.challenges.iter().any(|id| id.as_str() == *challenge);
                let id = lesson.strip_suffix(".md")?.parse().ok()?;
                listed.then_some(LinkTarget::Lesson(id))
            }
            ["nuggets", nugget] => Some(LinkTarget::Nugget(nugget.strip_suffix(".md")?.parse().ok()?)),
            ["protocols", protocol] if *protocol != "norms.yaml" => {
                Some(LinkTarget::Protocol(protocol.strip_suffix(".yaml")?.parse().ok()?))
            }
            _ => None,
        }
    }
}

/// The path that a relative link in a file means, if it stays inside the course.
pub(super) fn join(file: &str, to: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "" => return None,
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
