//! What screens show of a work.

use super::{BlobView, MemberView, SubmissionSummary};
use naptime_domain::{
    command::BriefLine,
    id::PersonId,
    view::{EvidenceView, VersionView},
};
use serde::{Deserialize, Serialize};

/// Her work on a challenge, or a group's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkView {
    /// The work's title.
    pub title: String,
    /// Who the client is.
    pub client: String,
    /// What the client wants.
    pub client_wants: String,
    /// The draft, as Markdown.
    pub draft: String,
    /// Each line of the client's brief.
    pub brief: Vec<(BriefLine, String)>,
    /// The question for her critics.
    pub focus: String,
    /// The versions of the draft that were kept, oldest first; see [`Topic::Version`](super::Topic::Version) for their text.
    pub versions: Vec<VersionView>,
    /// What it rests on, oldest first, what was put away included.
    pub evidence: Vec<EvidenceView>,
    /// Where the photos and files are that it names, and their small pictures.
    pub blobs: Vec<BlobView>,
    /// What was shared of it, newest first; of her own work also what she shared of a group's.
    pub submissions: Vec<SubmissionSummary>,
    /// Who has written in it, as far as they are in the group; nobody in her own work.
    pub authors: Vec<MemberView>,
    /// Who of them wrote last.
    pub last_author: Option<PersonId>,
}
