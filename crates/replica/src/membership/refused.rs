//! Why an entry is not taken into a membership log.

use crate::{codec::Malformed, wire::EntryCode};

/// Why an entry is not taken. The log is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MembershipRefused {
    /// The bytes are not an entry.
    #[error("not an entry: {0}")]
    Malformed(#[from] Malformed),
    /// Belongs to another space, or would create one under a name that is not its own.
    #[error("belongs to another space")]
    OtherSpace,
    /// Does not follow the last entry: somebody else was quicker, or some are missing.
    #[error("does not follow the last entry")]
    NotNext,
    /// The log does not begin with the creation of the space, or has another one later.
    #[error("the log begins with the creation of the space, and only there")]
    NotABeginning,
    /// Not signed by the device it names.
    #[error("the signature is wrong")]
    WrongSignature,
    /// The certificate is not signed by the person's root key, or is for another device.
    #[error("the device is not certified")]
    NotCertified,
    /// Made by a device that is no member's.
    #[error("made by somebody who is not a member")]
    NotAMember,
    /// A personal space stays with one person.
    #[error("a personal space is one person's")]
    Personal,
    /// There is no such invitation in this log.
    #[error("no such invitation")]
    UnknownInvite,
    /// There is such an invitation already.
    #[error("this invitation is there already")]
    InviteExists,
    /// Opens for nobody or for more people than a group takes.
    #[error("an invitation is for one to {max} people")]
    InviteUses {
        /// The most.
        max: u16,
    },
    /// Nobody can join with it any more.
    #[error("the invitation is closed: {0}")]
    InviteClosed(InviteClosed),
    /// Not proved by the invitation's key.
    #[error("the proof is not of this invitation")]
    WrongProof,
    /// Gives a role that its maker does not have.
    #[error("nobody gives a role she does not have")]
    RoleTooHigh,
    /// The person is a member already.
    #[error("already a member")]
    AlreadyMember,
    /// The device is in the log already.
    #[error("this device is there already")]
    DeviceExists,
    /// The group is full.
    #[error("a group has at most {max} members")]
    TooManyMembers {
        /// The limit.
        max: usize,
    },
    /// The person has no room for another device.
    #[error("a person has at most {max} devices")]
    TooManyDevices {
        /// The limit.
        max: usize,
    },
    /// The log is full.
    #[error("a membership log has at most {max} entries")]
    TooManyEntries {
        /// The limit.
        max: u32,
    },
}

/// Why nobody can join with an invitation any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InviteClosed {
    /// A member withdrew it.
    #[error("withdrawn")]
    Revoked,
    /// As many people as it was for have joined with it.
    #[error("used up")]
    UsedUp,
    /// Its time is over.
    #[error("expired")]
    Expired,
}

impl MembershipRefused {
    /// How the server tells a client.
    pub fn code(&self) -> EntryCode {
        match self {
            Self::Malformed(Malformed::Newer) => EntryCode::Newer,
            Self::Malformed(_) => EntryCode::Malformed,
            Self::OtherSpace | Self::NotABeginning | Self::Personal => EntryCode::NotAllowedHere,
            Self::NotNext => EntryCode::NotNext,
            Self::WrongSignature | Self::WrongProof | Self::NotCertified => EntryCode::WrongSignature,
            Self::NotAMember => EntryCode::NotAMember,
            Self::UnknownInvite => EntryCode::UnknownInvite,
            Self::InviteExists | Self::InviteUses { .. } | Self::RoleTooHigh => EntryCode::NotAllowed,
            Self::InviteClosed(InviteClosed::Revoked) => EntryCode::InviteRevoked,
            Self::InviteClosed(InviteClosed::UsedUp) => EntryCode::InviteUsedUp,
            Self::InviteClosed(InviteClosed::Expired) => EntryCode::InviteExpired,
            Self::AlreadyMember | Self::DeviceExists => EntryCode::AlreadyThere,
            Self::TooManyMembers { .. } => EntryCode::GroupFull,
            Self::TooManyDevices { .. } | Self::TooManyEntries { .. } => EntryCode::LimitReached,
        }
    }
}
