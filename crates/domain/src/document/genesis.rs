//! The first change of every document, byte for byte the same on every device.
//!
//! Two devices that each created a container would hold two under one key, and a merge would hide one of them.

use super::{chunk::PlainChange, descriptor::DocumentKind};

/// The bytes of a kind's first change. Written once, by `examples/genesis.rs`.
pub(super) fn bytes(kind: DocumentKind) -> &'static [u8] {
    match kind {
        DocumentKind::Learner => include_bytes!("genesis/learner.change"),
        DocumentKind::Work => include_bytes!("genesis/work.change"),
        DocumentKind::Notes | DocumentKind::NotesDraft => include_bytes!("genesis/notes.change"),
        DocumentKind::Synthesis => include_bytes!("genesis/synthesis.change"),
        DocumentKind::Group => include_bytes!("genesis/group.change"),
        DocumentKind::Response => include_bytes!("genesis/response.change"),
    }
}

/// A kind's first change.
pub(super) fn change(kind: DocumentKind) -> PlainChange {
    PlainChange::read(bytes(kind)).unwrap_or_else(|_| unreachable!("a test reads every first change that is built in"))
}
