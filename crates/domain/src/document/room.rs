//! Room for what is written: others refuse what passes a limit, so it is not begun.

use super::{Document, Refused};
use crate::{
    limits::{BURST_OPS_MAX, CHANGE_OPS_MAX, DOCUMENT_OPS_MAX},
    text::{TextDelta, TextOp},
};
use automerge::transaction::Transactable;

impl Document {
    /// What others would refuse to read is not written: neither too much in one change, nor in all of them.
    pub(super) fn check_room(&self, ops: usize) -> Result<(), Refused> {
        self.check_room_within(DOCUMENT_OPS_MAX, ops)
    }

    fn check_room_within(&self, document_ops_max: u64, ops: usize) -> Result<(), Refused> {
        // What is open had room when it began, with as much as a change may have.
        if !self.has_open_burst() && self.ledger.op_count() + CHANGE_OPS_MAX as u64 > document_ops_max {
            return Err(Refused::Full);
        }
        if ops > CHANGE_OPS_MAX {
            return Err(Refused::TooMuchAtOnce { max: CHANGE_OPS_MAX });
        }
        match self.has_open_burst() && self.automerge.pending_ops() + ops > BURST_OPS_MAX {
            true => Err(Refused::OpenBurst),
            false => Ok(()),
        }
    }
}

/// How many operations an edit makes at most.
pub(super) fn op_count(delta: &TextDelta) -> usize {
    let count = |op: &TextOp| match op {
        TextOp::Retain(_) => 0,
        TextOp::Insert(text) => text.chars().count(),
        TextOp::Delete(units) => *units as usize,
    };
    delta.ops().iter().map(count).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        command::TextField,
        document::Descriptor,
        id::{ActorId, PersonId, SubmissionId},
        time::Timestamp,
    };

    #[test]
    fn a_document_is_full_once_a_change_might_pass_the_limit_and_not_before() -> Result<(), Refused> {
        let about = Descriptor::Synthesis { submission: SubmissionId([1; 32]) };
        let mut document = Document::create(&about, ActorId::new(&PersonId([1; 32]), [1; 8]));
        let max = document.ledger.op_count() + CHANGE_OPS_MAX as u64;
        assert_eq!(document.check_room_within(max, 1), Ok(()));
        document.edit_text(&TextField::Synthesis, &TextDelta::splice(0, 0, "x"))?;
        assert_eq!(document.check_room_within(max, 1), Ok(()), "what began in time has room");
        document.commit(Timestamp(0));
        assert_eq!(document.check_room_within(max, 1), Err(Refused::Full));
        assert!(document.check_room(CHANGE_OPS_MAX + 1).is_err());
        Ok(())
    }
}
