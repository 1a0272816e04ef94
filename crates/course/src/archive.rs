//! A package as one file: a zip that any tool can open, in which every entry is stored as it is.
//!
//! The entries are the files a server hands out, named as [`crate::package`] says, so unpacking one with any tool into the
//! folder `course/` of the app puts it there. Nothing in the file depends on a clock, a disk or a version of a compressor:
//! the same package is the same bytes, and [`open`] takes no others. Texts are compressed where they are sent.

mod crc;
#[cfg(test)]
mod tests;

use crate::package::{FILES_MAX, Package};
use crate::read::{self, Unreadable};
use std::collections::BTreeMap;

/// Largest file we open, in bytes: a hundred programmes of the size of the built-in one, and all their pictures.
pub const ARCHIVE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Most entries: the files of a package, its manifest, and `current`.
const ENTRIES_MAX: usize = FILES_MAX + 2;
/// Longest name of an entry: a hash and the longest ending.
const NAME_BYTES_MAX: usize = 80;

const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
const CENTRAL_HEADER: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
/// What a reader must know to open an entry: version 1.0, plain.
const VERSION: u16 = 10;
/// The first day a zip can name, at midnight: the time of every entry.
const TIME_AND_DATE: [u16; 2] = [0, 0x0021];

/// Why a file was not opened as a package. Nothing was kept of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPackage {
    /// It is larger than any package.
    #[error("this file has {bytes} bytes and a packed programme has at most {ARCHIVE_BYTES_MAX}; it was not opened")]
    TooLarge {
        /// How large it is.
        bytes: usize,
    },
    /// It is something else.
    #[error("this is not a packed programme; `naptime course pack` makes one")]
    NotAZip,
    /// An entry is compressed or encrypted: it could be of any size.
    #[error(
        "{name} in this zip is compressed or encrypted, and a packed programme stores its files as they are; it was not opened"
    )]
    NotStored {
        /// The entry.
        name: String,
    },
    /// An entry is named in a way that could lead out of its folder, or twice.
    #[error("this zip has a file with a name we don't accept, “{name}”; it was not opened")]
    StrangeName {
        /// The name, shortened.
        name: String,
    },
    /// It lists more files than a package has.
    #[error("this zip has more than {ENTRIES_MAX} files; it was not opened")]
    TooManyEntries,
    /// The package in it can't be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// It holds a package and is not as we write it: something was added, or another tool made it.
    #[error("this zip was changed after it was packed; ask for it as it came out of `naptime course pack`")]
    Changed,
}

/// Writes a package as one file.
pub fn write(package: &Package) -> Vec<u8> {
    let (mut out, mut directory, mut entries) = (Vec::new(), Vec::new(), 0);
    for (name, bytes) in package.stored() {
        let (offset, facts) = (size(out.len()), facts(&name, &bytes));
        out.extend_from_slice(LOCAL_HEADER);
        out.extend_from_slice(&facts);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(&bytes);
        directory.extend_from_slice(CENTRAL_HEADER);
        put(&mut directory, [VERSION]);
        directory.extend_from_slice(&facts);
        // No comment, the first disk, a file without attributes.
        put(&mut directory, [0; 5]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
        entries += 1;
    }
    let start = size(out.len());
    out.extend_from_slice(&directory);
    out.extend_from_slice(END);
    put(&mut out, [0, 0, entries, entries]);
    out.extend_from_slice(&size(directory.len()).to_le_bytes());
    out.extend_from_slice(&start.to_le_bytes());
    put(&mut out, [0]);
    out
}

/// Opens a package from one file, and everything in it. For whoever takes one in from elsewhere.
pub fn open(bytes: &[u8]) -> Result<Package, NotAPackage> {
    if bytes.len() > ARCHIVE_BYTES_MAX {
        return Err(NotAPackage::TooLarge { bytes: bytes.len() });
    }
    let entries = entries(bytes)?;
    let package = Package::from_stored(|name| entries.get(name).copied())?;
    read::whole(&package)?;
    // The directory at the end may say anything else: only what we would write is believed.
    if write(&package) == bytes { Ok(package) } else { Err(NotAPackage::Changed) }
}

/// What both headers say of an entry: stored, when, its checksum, its size twice, its name's length, nothing more.
fn facts(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut facts = Vec::new();
    put(&mut facts, [VERSION, 0, 0]);
    put(&mut facts, TIME_AND_DATE);
    for number in [crc::of(bytes), size(bytes.len()), size(bytes.len())] {
        facts.extend_from_slice(&number.to_le_bytes());
    }
    put(&mut facts, [u16::try_from(name.len()).unwrap_or(u16::MAX), 0]);
    facts
}

fn put<const N: usize>(out: &mut Vec<u8>, numbers: [u16; N]) {
    numbers.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
}

/// Sizes in a zip have 32 bits. A package's limits keep it far below; one beyond would not open again.
fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// Names and contents, from the header before each. Copies nothing: no entry is larger than the file.
fn entries(bytes: &[u8]) -> Result<BTreeMap<&str, &[u8]>, NotAPackage> {
    let mut entries = BTreeMap::new();
    let mut rest = bytes;
    while let Some(after) = rest.strip_prefix(LOCAL_HEADER) {
        let (Entry { name, contents }, after) = entry(after)?;
        if entries.len() == ENTRIES_MAX {
            return Err(NotAPackage::TooManyEntries);
        }
        if entries.insert(name, contents).is_some() {
            return Err(NotAPackage::StrangeName { name: name.to_owned() });
        }
        rest = after;
    }
    if entries.is_empty() { Err(NotAPackage::NotAZip) } else { Ok(entries) }
}

struct Entry<'a> {
    name: &'a str,
    contents: &'a [u8],
}

/// One entry and what follows it.
fn entry(header: &[u8]) -> Result<(Entry<'_>, &[u8]), NotAPackage> {
    let (facts, rest) = header.split_at_checked(26).ok_or(NotAPackage::NotAZip)?;
    let number = |at: usize, bytes: usize| {
        let bytes = facts.get(at..at + bytes).unwrap_or_default();
        bytes.iter().rev().fold(0_usize, |number, byte| number << 8 | usize::from(*byte))
    };
    let (flags, method, stored, name_bytes, extra_bytes) =
        (number(2, 2), number(4, 2), number(14, 4), number(22, 2), number(24, 2));
    let (name, rest) = rest.split_at_checked(name_bytes).ok_or(NotAPackage::NotAZip)?;
    let name = plain_name(name)?;
    if flags != 0 || method != 0 {
        return Err(NotAPackage::NotStored { name: name.to_owned() });
    }
    let (_, rest) = rest.split_at_checked(extra_bytes).ok_or(NotAPackage::NotAZip)?;
    let (contents, rest) = rest.split_at_checked(stored).ok_or(NotAPackage::NotAZip)?;
    Ok((Entry { name, contents }, rest))
}

/// Stored names have no folders: small letters, digits, and a dot that doesn't lead.
fn plain_name(name: &[u8]) -> Result<&str, NotAPackage> {
    let plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'.';
    let strange =
        || NotAPackage::StrangeName { name: String::from_utf8_lossy(name).chars().take(NAME_BYTES_MAX).collect() };
    let fits = name.len() <= NAME_BYTES_MAX && name.first().is_some_and(|first| *first != b'.');
    let text = str::from_utf8(name).ok().filter(|_| fits && name.iter().all(plain));
    text.ok_or_else(strange)
}
