//! Packing: the same course gives the same bytes, whoever packs it and wherever.

use super::programme::{PROGRAMME, Written};
use super::{Finding, Findings};
use crate::model::{Around, FileHash, FileRef, Index};
use crate::package::{AROUND, INDEX, Package};
use crate::read::{self, Kind, Unreadable};
use serde::Serialize;
use std::collections::BTreeSet;

/// Why a folder was not packed.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// There are things to mend first.
    #[error("there is something to mend before this course can be packed:\n{}", list(.0))]
    Findings(Vec<Finding>),
    /// The packed course would be refused by its readers.
    #[error("the packed course would not open: {0}")]
    Unreadable(#[from] Unreadable),
    /// A value could not be encoded.
    #[error("the course could not be encoded: {0}")]
    Encode(#[from] postcard::Error),
}

fn list(findings: &[Finding]) -> String {
    findings.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n")
}

/// Puts the files of a package together, and opens them again to be sure.
pub(super) fn assemble(written: Written) -> Result<Package, PackError> {
    let Written { programme, challenges, around, media } = written;
    let mut files = Vec::new();
    let mut summaries = Vec::new();
    for challenge in &challenges {
        let bytes = encode(Kind::Challenge, challenge)?;
        summaries.push(challenge.summary(FileRef::of(&bytes)));
        files.push((format!("challenges/{}.pack", challenge.id), bytes));
    }
    let around_file = if around == Around::default() {
        None
    } else {
        let bytes = encode(Kind::Around, &around)?;
        let file = FileRef::of(&bytes);
        files.push((AROUND.to_owned(), bytes));
        Some(file)
    };
    let used: BTreeSet<_> = read::figures(&challenges, &around).map(|figure| figure.file.hash).collect();
    files.extend(media.into_iter().filter(|(_, bytes)| used.contains(&FileHash::of(bytes))));
    let index = Index { programme, challenges: summaries, around: around_file };
    files.push((INDEX.to_owned(), encode(Kind::Index, &index)?));
    let package = Package::new(files)?;
    read::whole(&package)?;
    Ok(package)
}

/// Adds findings when the course is sound in its parts and still cannot be packed.
pub(super) fn check(written: Written, findings: &mut Findings) {
    for challenge in &written.challenges {
        let size = encode(Kind::Challenge, challenge).map_or(0, |bytes| bytes.len());
        if size > Kind::Challenge.bytes_max() {
            findings.error(
                &format!("challenges/{}/challenge.md", challenge.id),
                1,
                format!("this challenge packs to {} KB", size / 1024),
                format!("Split it: one challenge has at most {} KB.", Kind::Challenge.bytes_max() / 1024),
            );
        }
    }
    if findings.has_errors() {
        return;
    }
    if let Err(error) = assemble(written) {
        findings.error(
            PROGRAMME,
            1,
            error.to_string(),
            "Take something out: nuggets, gatherings, pictures or challenges. It is far larger than a course is.",
        );
    }
}

pub(super) fn encode<T: Serialize>(kind: Kind, value: &T) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_extend(value, kind.header().to_vec())
}
