//! Receipts: empty entries that stay in the journal for edits a page may not know to be stored, should this engine end.
//!
//! A page that has not heard of an edit sends it again to the next engine. That one knows of the edit by the journal; once
//! the burst is closed and the journal gone, by the receipt. What was said to a page is not what it has heard: it may be
//! busy, and what it had not heard by the end of an engine it never hears.

use super::{
    Replica,
    input::{BoxId, SessionId},
    turn::Turn,
};
use crate::record::{JournalRecord, Record};
use naptime_domain::{id::DocumentId, text::TextDelta};

/// The receipts that this engine has left, and those it found.
#[derive(Default)]
pub(super) struct Receipts {
    needed: Vec<Receipt>,
    /// The keys of those that nobody will ask for.
    spent: Vec<Vec<u8>>,
}

struct Receipt {
    session: SessionId,
    seq: u32,
    key: Vec<u8>,
}

impl Receipts {
    /// An engine before this one left it: it goes once its page has heard from this one.
    pub(super) fn found(&mut self, receipt: &JournalRecord, key: Vec<u8>) {
        self.needed.push(Receipt { session: receipt.box_id, seq: receipt.box_seq, key });
    }

    /// The page knows all there is to know of a session up to an edit.
    fn spend(&mut self, session: SessionId, seq: u32) {
        let spent = self.needed.extract_if(.., |receipt| receipt.session == session && receipt.seq <= seq);
        self.spent.extend(spent.map(|receipt| receipt.key));
    }
}

impl Replica {
    /// The journal of a document goes: what stands in its place for boxes that may not know that they are saved.
    pub(super) fn leave_receipts(&mut self, document: &DocumentId, turn: &mut Turn<'_>) {
        let Some((space, descriptor)) = self.documents.get(document).map(|slot| (slot.space, slot.descriptor.clone()))
        else {
            return;
        };
        for (session, seq, field) in self.boxes.unheard(document) {
            self.journal_seq += 1;
            let record = Record::Journal(JournalRecord {
                writer: self.writer,
                sequence: self.journal_seq,
                space,
                descriptor: descriptor.clone(),
                field,
                delta: TextDelta::new(),
                base_heads: Vec::new(),
                at: turn.now,
                box_id: session,
                box_seq: seq,
            })
            .to_stored();
            self.receipts.needed.push(Receipt { session, seq, key: record.key.clone() });
            turn.put(record);
        }
    }

    /// A page has heard that its box is open, and that its edits up to this one are stored.
    pub(super) fn heard_text(&mut self, id: BoxId, seq: u32) {
        let Some(open) = self.boxes.get(id) else { return };
        open.heard = seq.max(open.heard);
        self.receipts.spend(open.id, open.heard);
        // A page that knows its session does not ask for the one before.
        if let Some(before) = open.resumes.take() {
            self.receipts.spend(before, u32::MAX);
        }
    }

    /// Deletes the receipts that nobody will ask for, once something else is written anyway.
    pub(super) fn delete_receipts(&mut self, turn: &mut Turn<'_>) {
        if !turn.writing.is_empty() {
            turn.writing.batch.delete.append(&mut self.receipts.spent);
        }
    }
}
