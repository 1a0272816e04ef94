//! Reasons as numbers: a client that does not know one still knows that it was refused.

macro_rules! codes {
    ($(
        $(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $number:literal,)+ }
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A reason that a newer version knows.
            Other(u16),
        }

        impl From<u16> for $name {
            fn from(number: u16) -> Self {
                match number {
                    $($number => Self::$variant,)+
                    other => Self::Other(other),
                }
            }
        }

        impl From<$name> for u16 {
            fn from(code: $name) -> Self {
                match code {
                    $($name::$variant => $number,)+
                    $name::Other(other) => other,
                }
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.u16((*self).into())?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                d.u16().map(Self::from)
            }
        }
    )+};
}

codes! {
    /// Why a whole request was not answered.
    FailureCode {
        /// The bytes are not a request.
        Malformed = 1,
        /// The request is of a newer version than the server.
        Newer = 2,
        /// The nonce is missing or too old: ask again with the one in this answer.
        NonceNeeded = 3,
        /// The signature is wrong.
        WrongSignature = 4,
        /// The body is too long.
        TooLong = 5,
        /// Too many requests: wait and ask again.
        TooOften = 6,
        /// The server has too much to do: wait and ask again.
        Busy = 7,
        /// The server failed: wait and ask again.
        Internal = 8,
        // 9 was never sent, and is not to be used.
        /// A page of another origin asked.
        ForeignOrigin = 10,
    }

    /// Why the entries of a request were not appended.
    EntryCode {
        /// An entry is not one.
        Malformed = 1,
        /// An entry is of a newer version.
        Newer = 2,
        /// Does not follow the log's last entry.
        NotNext = 3,
        /// Not in this kind of space, or not at this place in the log.
        NotAllowedHere = 4,
        /// A signature, a certificate or a proof is wrong.
        WrongSignature = 5,
        /// Its maker is not a member.
        NotAMember = 6,
        /// No such invitation.
        UnknownInvite = 7,
        /// The invitation was withdrawn.
        InviteRevoked = 8,
        /// The invitation is used up.
        InviteUsedUp = 9,
        /// The invitation has expired.
        InviteExpired = 10,
        /// The person or the device is there already.
        AlreadyThere = 11,
        /// The group is full.
        GroupFull = 12,
        /// Another limit is reached.
        LimitReached = 13,
        /// Its maker may not do this.
        NotAllowed = 14,
    }

    /// Why a chunk was not appended.
    ChunkCode {
        /// The bytes are not a chunk.
        NotAChunk = 1,
        /// The chunk is of a newer version.
        Newer = 2,
        /// Too long.
        TooLong = 3,
        /// Belongs to another space.
        OtherSpace = 4,
        /// Names a membership that the server does not have.
        UnknownMembership = 5,
        /// Its author was not a member.
        NotAMember = 6,
        /// Sealed for another epoch: seal it again.
        OtherEpoch = 7,
        /// The signature is wrong.
        WrongSignature = 8,
        /// The space holds as much as a space may.
        SpaceFull = 9,
    }
}
