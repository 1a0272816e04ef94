//! One file with everything a person's device knows, that only her twelve words open.
//!
//! `NAPTIME` | version (1) | person (32) | how many sections (4) | sections | SHA-256 of all before (32).
//! A section: length (4) | nonce (24) | ciphertext with its tag, under the key that HKDF makes from the recovery entropy,
//! with everything up to the sections, the section's place and their count as associated data. So sections cannot be left out, moved
//! or taken from another file. Who it belongs to is all that a stranger learns, and how much there is.

mod section;

pub use section::{ExportedBlob, ExportedSpace, Section};
pub(crate) use section::{INVITES_MAX, UNSENT_MAX};

use crate::{
    codec::{self, Malformed},
    keys::PersonKeys,
    seal,
};
use naptime_domain::id::PersonId;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Largest export file, in bytes: what a phone can hold in memory twice, and room for a space that is full.
pub const EXPORT_BYTES_MAX: usize = 96 * 1024 * 1024;
/// Most sections: one for each space a person can be in, and a few more.
pub const SECTIONS_MAX: usize = 1_024;

const MAGIC: &[u8; 7] = b"NAPTIME";
const VERSION: u8 = 1;
const CHECKSUM_LEN: usize = 32;
const SECTION_OVERHEAD: usize = 4 + seal::NONCE_LEN + seal::TAG_LEN;

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportRefused {
    /// Larger than such a file may be.
    #[error("larger than {max} bytes")]
    TooLong {
        /// The limit in bytes.
        max: usize,
    },
    /// Not a file of ours.
    #[error("not an exported file")]
    NotAnExport,
    /// Made by a newer version of the app.
    #[error("made by a newer version")]
    Newer,
    /// Cut short or changed since it was made.
    #[error("the file is damaged")]
    Damaged,
    /// Another person's: the words are right, for somebody else.
    #[error("these words are not the ones of this file")]
    WrongWords,
    /// Opened, but a section is not one.
    #[error("a section is refused: {0}")]
    Section(Malformed),
}

/// What was exported does not fit into one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more than fits into one file of {EXPORT_BYTES_MAX} bytes")]
pub struct TooMuch;

/// What is on this device and found no room in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// How many groups.
    pub groups: u32,
    /// How many photos and files.
    pub blobs: u32,
}

/// Seals sections into one file.
pub fn write(sections: &[Section], person: &PersonKeys, rng: &mut dyn CryptoRng) -> Result<Vec<u8>, TooMuch> {
    if sections.len() > SECTIONS_MAX {
        return Err(TooMuch);
    }
    let mut file = prefix(&person.person(), sections.len());
    let prefix = file.clone();
    for (place, section) in sections.iter().enumerate() {
        let text = Zeroizing::new(codec::to_bytes(section));
        if file.len() + SECTION_OVERHEAD + text.len() + CHECKSUM_LEN > EXPORT_BYTES_MAX {
            return Err(TooMuch);
        }
        let sealed = seal::seal(person.export_key(), &text, &associated(&prefix, place), rng);
        let len = u32::try_from(sealed.len()).map_err(|_| TooMuch)?;
        file.extend_from_slice(&len.to_be_bytes());
        file.extend_from_slice(&sealed);
    }
    let checksum = Sha256::digest(&file);
    file.extend_from_slice(&checksum);
    Ok(file)
}

/// Opens a file with the keys that its person's words give.
pub fn read(file: &[u8], person: &PersonKeys) -> Result<Vec<Section>, ExportRefused> {
    let container = Container::read(file)?;
    if container.person != person.person() {
        return Err(ExportRefused::WrongWords);
    }
    let open = |(place, sealed): (usize, &&[u8])| {
        let text = seal::open(person.export_key(), sealed, &associated(container.prefix, place))
            .map(Zeroizing::new)
            .map_err(|_| ExportRefused::Damaged)?;
        codec::from_bytes(&text).map_err(ExportRefused::Section)
    };
    container.sections.iter().enumerate().map(open).collect()
}

fn prefix(person: &PersonId, sections: usize) -> Vec<u8> {
    let count = u32::try_from(sections).unwrap_or(u32::MAX);
    [MAGIC.as_slice(), &[VERSION], &person.0, &count.to_be_bytes()].concat()
}

fn associated(prefix: &[u8], place: usize) -> Vec<u8> {
    let place = u32::try_from(place).unwrap_or(u32::MAX);
    [prefix, &place.to_be_bytes()].concat()
}

/// A file taken apart, nothing opened.
struct Container<'f> {
    person: PersonId,
    prefix: &'f [u8],
    sections: Vec<&'f [u8]>,
}

impl<'f> Container<'f> {
    fn read(file: &'f [u8]) -> Result<Self, ExportRefused> {
        if file.len() > EXPORT_BYTES_MAX {
            return Err(ExportRefused::TooLong { max: EXPORT_BYTES_MAX });
        }
        let rest = file.strip_prefix(MAGIC).ok_or(ExportRefused::NotAnExport)?;
        match rest.first() {
            Some(&VERSION) => {}
            Some(&newer) if newer > VERSION => return Err(ExportRefused::Newer),
            _ => return Err(ExportRefused::NotAnExport),
        }
        let (body, checksum) = file.split_last_chunk::<CHECKSUM_LEN>().ok_or(ExportRefused::Damaged)?;
        if Sha256::digest(body).as_slice() != checksum {
            return Err(ExportRefused::Damaged);
        }
        Self::take_apart(body).ok_or(ExportRefused::Damaged)
    }

    fn take_apart(body: &'f [u8]) -> Option<Self> {
        let (prefix, mut rest) = body.split_at_checked(MAGIC.len() + 1 + PersonId::LEN + 4)?;
        let (person, count) = prefix.get(MAGIC.len() + 1..)?.split_first_chunk::<{ PersonId::LEN }>()?;
        let count = u32::from_be_bytes(count.try_into().ok()?) as usize;
        if count > SECTIONS_MAX {
            return None;
        }
        let mut sections = Vec::new();
        for _ in 0..count {
            let (len, behind) = rest.split_first_chunk::<4>()?;
            let (section, behind) = behind.split_at_checked(u32::from_be_bytes(*len) as usize)?;
            sections.push(section);
            rest = behind;
        }
        rest.is_empty().then_some(Self { person: PersonId(*person), prefix, sections })
    }
}

#[cfg(test)]
mod tests;
