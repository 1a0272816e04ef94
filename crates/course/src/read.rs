//! Opening packages: bytes from outside are bounded, decoded strictly and checked before a screen sees them.

mod check;
mod error;
#[cfg(test)]
mod tests;
mod unpack;

#[cfg(feature = "author")]
pub(crate) use check::{PICTURE_EXTENSIONS, figures};
pub use error::Unreadable;
use unpack::Unpack;

use crate::model::{Around, Challenge, FORMAT, FileHash, Index};
use crate::package::{AROUND, INDEX, Package};

/// Largest index, in bytes. A challenge takes about 3 KB of it.
pub const INDEX_BYTES_MAX: usize = 128 * 1024;
/// Largest challenge, in bytes: ten times the text of a long one. In memory it may take fifty times as much at worst.
pub const CHALLENGE_BYTES_MAX: usize = 512 * 1024;
/// Largest file around the challenges, in bytes.
pub const AROUND_BYTES_MAX: usize = 512 * 1024;
/// Largest picture, in bytes: a few seconds on a slow connection.
pub const MEDIA_BYTES_MAX: usize = 200 * 1024;

/// Which of the packed files this is: the third byte of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Index = b'i' as isize,
    Challenge = b'c' as isize,
    Around = b'a' as isize,
}

impl Kind {
    /// The first bytes of such a file.
    #[cfg(feature = "author")]
    pub(crate) fn header(self) -> [u8; 4] {
        [b'N', b'C', self as u8, FORMAT]
    }

    pub(crate) fn bytes_max(self) -> usize {
        match self {
            Self::Index => INDEX_BYTES_MAX,
            Self::Challenge => CHALLENGE_BYTES_MAX,
            Self::Around => AROUND_BYTES_MAX,
        }
    }
}

/// Opens an index.
pub fn index(bytes: &[u8]) -> Result<Index, Unreadable> {
    let index: Index = decode(Kind::Index, bytes)?;
    check::index(&index)?;
    Ok(index)
}

/// Opens a challenge.
pub fn challenge(bytes: &[u8]) -> Result<Challenge, Unreadable> {
    let challenge: Challenge = decode(Kind::Challenge, bytes)?;
    check::challenge(&challenge)?;
    Ok(challenge)
}

/// Opens what stands around the challenges.
pub fn around(bytes: &[u8]) -> Result<Around, Unreadable> {
    let around: Around = decode(Kind::Around, bytes)?;
    check::around(&around)?;
    Ok(around)
}

/// Says whether fetched bytes are those of the file asked for.
pub fn verify(bytes: &[u8], expected: FileHash) -> Result<(), Unreadable> {
    if FileHash::of(bytes) == expected { Ok(()) } else { Err(Unreadable::OtherBytes) }
}

/// A programme with all its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// The index.
    pub index: Index,
    /// The challenges, in the order of the index.
    pub challenges: Vec<Challenge>,
    /// What stands around them.
    pub around: Around,
}

/// Opens every file of a package and checks that they belong together. For whoever takes in a package from elsewhere.
pub fn whole(package: &Package) -> Result<Course, Unreadable> {
    let open = |path: &str| package.file(path).ok_or_else(|| Unreadable::Missing { path: path.to_owned() });
    let index = index(open(INDEX)?)?;
    let around = match index.around {
        None => Around::default(),
        Some(file) => {
            let bytes = open(AROUND)?;
            verify(bytes, file.hash)?;
            around(bytes)?
        }
    };
    let challenges = index.challenges.iter().map(|summary| {
        let bytes = open(&format!("challenges/{}.pack", summary.id))?;
        verify(bytes, summary.file.hash)?;
        challenge(bytes)
    });
    let course = Course { challenges: challenges.collect::<Result<_, _>>()?, around, index };
    check::whole(&course, package)?;
    Ok(course)
}

fn decode<T: Unpack>(kind: Kind, bytes: &[u8]) -> Result<T, Unreadable> {
    if bytes.len() > kind.bytes_max() {
        return Err(Unreadable::TooLarge { bytes: bytes.len(), max: kind.bytes_max() });
    }
    let (header, body) = bytes.split_at_checked(4).ok_or(Unreadable::NotACourseFile)?;
    match header {
        [b'N', b'C', letter, format] if *letter == kind as u8 => match *format {
            FORMAT => {}
            newer if newer > FORMAT => return Err(Unreadable::Newer { format: newer }),
            _ => return Err(Unreadable::NotACourseFile),
        },
        _ => return Err(Unreadable::NotACourseFile),
    }
    unpack::whole(body).ok_or(Unreadable::Damaged)
}
