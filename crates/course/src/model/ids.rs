//! Names that stay the same from one version of a programme to the next, and hashes that never do.

use serde::Serialize;
use std::{fmt, str::FromStr};

/// Longest id we accept. Ids become file names, and 64 leaves room for every folder above them.
const ID_BYTES_MAX: usize = 64;

/// A text that cannot be an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id is 1 to 64 small letters, digits and single hyphens, and starts with a letter")]
pub struct NotAnId;

fn is_id(text: &str) -> bool {
    text.len() <= ID_BYTES_MAX
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(into = "String")]
        pub struct $name(String);

        impl $name {
            /// An id for what could not be read, until the whole of it is refused.
            pub(crate) fn stand_in() -> Self {
                Self("none".to_owned())
            }

            /// The id as it stands in file names and addresses.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                if is_id(text) { Ok(Self(text.to_owned())) } else { Err(NotAnId) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;

            fn try_from(text: String) -> Result<Self, NotAnId> {
                if is_id(&text) { Ok(Self(text)) } else { Err(NotAnId) }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A programme.
    ProgrammeId
    /// A challenge, unique in its programme.
    ChallengeId
    /// A milestone, unique in its challenge.
    MilestoneId
    /// A success measure, unique in its challenge.
    MeasureId
    /// A criterion, unique in its challenge.
    CriterionId
    /// A try-out outside the app, unique in its challenge.
    TryOutId
    /// A lesson, unique in its programme: a learner's progress hangs on it.
    LessonId
    /// A step, unique in its lesson.
    StepId
    /// A resource, unique in its lesson.
    ResourceId
    /// A nugget, unique in its programme.
    NuggetId
    /// A gathering, unique in its programme.
    GatheringId
    /// A baseline statement or a charter question, unique in its list.
    QuestionId
    /// A critique protocol, unique in its programme.
    ProtocolId
    /// A step of a protocol, unique in it.
    ProtocolStepId
}

/// The SHA-256 of a file's bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FileHash(pub [u8; 32]);

/// The SHA-256 of a package's manifest: the name of that edition of the programme, for good.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PackageHash(pub [u8; 32]);

/// A file of the package: its name, and what it costs to fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FileRef {
    /// What its bytes hash to.
    pub hash: FileHash,
    /// Its size, before the server compresses it.
    pub bytes: u32,
}

/// A text that is not 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 64 digits 0 to 9 and a to f")]
pub struct NotAHash;

macro_rules! hashes {
    ($($name:ident)*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = NotAHash;

            fn from_str(text: &str) -> Result<Self, NotAHash> {
                parse_hash(text).map(Self).ok_or(NotAHash)
            }
        }
    )*};
}

hashes! { FileHash PackageHash }

fn parse_hash(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut hash = [0; 32];
    for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = pair.iter().try_fold(0, |sum, digit| Some(sum << 4 | hex_digit(*digit)?))?;
    }
    Some(hash)
}

/// Small letters only, so that one hash has one name.
fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}
