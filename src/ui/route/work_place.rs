//! The screens of one work beside its draft: below the address of its challenge.

use naptime::evidence::Kind;
use naptime_domain::id::{EvidenceId, VersionId};
use naptime_replica::command::AttachmentKind;

use super::Route;

/// What a screen shows of a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkPlace {
    /// The versions that were kept.
    Versions,
    /// One of them.
    Version(VersionId),
    /// What the work rests on.
    Evidence,
    /// Something more that it rests on.
    NewEvidence(Kind),
    /// A photo or file more.
    NewAttachment(AttachmentKind),
    /// Something that it rests on, to be put otherwise.
    OneEvidence(EvidenceId),
}

impl WorkPlace {
    /// Reads what stands behind the challenge's address.
    pub fn parse(path: &str) -> Option<Self> {
        let (place, rest) = path.split_once('/').unwrap_or((path, ""));
        match (place, rest) {
            ("versions", "") => Some(Self::Versions),
            ("versions", id) => id.parse().ok().map(Self::Version),
            ("evidence", "") => Some(Self::Evidence),
            ("evidence", rest) => match rest.strip_prefix("new/") {
                Some("photo") => Some(Self::NewAttachment(AttachmentKind::Photo)),
                Some("file") => Some(Self::NewAttachment(AttachmentKind::File)),
                Some(kind) => Kind::named(kind).map(Self::NewEvidence),
                None => rest.parse().ok().map(Self::OneEvidence),
            },
            _ => None,
        }
    }

    /// What stands behind the challenge's address.
    pub fn path(self) -> String {
        match self {
            Self::Versions => "/versions".to_owned(),
            Self::Version(id) => ["/versions/", &id.to_string()].concat(),
            Self::Evidence => "/evidence".to_owned(),
            Self::NewAttachment(AttachmentKind::Photo) => "/evidence/new/photo".to_owned(),
            Self::NewAttachment(AttachmentKind::File) => "/evidence/new/file".to_owned(),
            Self::NewEvidence(kind) => ["/evidence/new/", kind.name()].concat(),
            Self::OneEvidence(id) => ["/evidence/", &id.to_string()].concat(),
        }
    }

    /// The place above it; a list of a work stands below the work itself.
    pub fn parent(self) -> Option<Self> {
        match self {
            Self::Versions | Self::Evidence => None,
            Self::Version(_) => Some(Self::Versions),
            Self::NewEvidence(_) | Self::NewAttachment(_) | Self::OneEvidence(_) => Some(Self::Evidence),
        }
    }
}

impl Route {
    /// A challenge's address, and perhaps a place below it.
    pub(super) fn parse_challenge(path: &str) -> Option<Self> {
        let Some((id, place)) = path.split_once('/') else { return path.parse().ok().map(Self::OneChallenge) };
        Some(Self::OfWork(id.parse().ok()?, WorkPlace::parse(place)?))
    }
}
