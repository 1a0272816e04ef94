//! In which order records are taken in.

use crate::{membership::SignedEntry, record::Record};
use naptime_domain::{document::ChangeBytes, id::SpaceId};

/// The last rank of what makes up memberships; keys are known behind it.
pub(super) const ENTRIES_RANK: u8 = 4;

/// What rests on what: lower first.
pub(super) fn rank(record: &Record) -> (u8, SpaceId, u64) {
    let none = SpaceId([0; 16]);
    match record {
        Record::SetAside { space, .. } => (0, *space, 0),
        Record::Identity(identity) => (1, none, identity.certificate.issued_at.0.unsigned_abs()),
        Record::Invite { space, .. } => (2, *space, 0),
        Record::Entry { space, sequence, .. } => (3, *space, u64::from(*sequence)),
        Record::PlannedEntry { space, entry } => {
            let sequence = SignedEntry::parse(entry).map_or(0, |entry| entry.body().sequence);
            (ENTRIES_RANK, *space, u64::from(sequence))
        }
        Record::Log(log) => (5, log.space, log.offset),
        Record::LocalChange { space, change, .. } => (6, *space, ChangeBytes::order_of(change).unwrap_or(u64::MAX)),
        Record::LocalSubmission { space, .. } => (7, *space, 0),
        Record::ServerNonce { .. } => (8, none, 0),
        Record::Applying { .. } => (9, none, 0),
        Record::Journal(journal) => (10, none, journal.sequence),
        Record::SpaceSecret { .. } => (11, none, 0),
        Record::BlobPart(part) => (12, part.space, part.index.into()),
        Record::BlobShared { space, .. } => (13, *space, 0),
        Record::BlobPiece { .. } | Record::LooseBlob { .. } => (14, none, 0),
    }
}
