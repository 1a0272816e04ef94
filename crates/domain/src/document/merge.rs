//! Others' changes into a document: all checks before automerge sees anything, all of them or none.

use super::{
    ChangeBytes, Document, Merged, Source, TextMerged, Unacceptable,
    chunk::{PlainChange, malformed},
    fields::{field_at, without_returns},
    ledger::{Ledger, Mark, OpId},
};
use crate::{
    command::TextField,
    id::{ActorId, ChangeHash},
    limits::{DOCUMENT_OPS_MAX, WAITING_BYTES_MAX, WAITING_CHANGES_MAX},
    order::{gather, sort_by_key},
    text::{TextDelta, diff},
    time::Timestamp,
};
use automerge::{ObjId, Patch, PatchAction, Prop, ReadDoc};
use std::collections::{BTreeMap, BTreeSet};

/// From so many patches on, one text is compared as a whole: composing them one by one would take their square.
const PATCHES_PER_TEXT_MAX: usize = 400;

/// Changes that wait outside the document for those they depend on, so that the rules of the ledger are exact.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    changes: BTreeMap<ChangeHash, PlainChange>,
}

/// What one pass over changes would do.
#[derive(Default)]
struct Pass {
    admitted: Vec<PlainChange>,
    waiting: BTreeMap<ChangeHash, PlainChange>,
    refused: Vec<(ChangeHash, Unacceptable)>,
}

impl Waiting {
    fn op_count(&self) -> u64 {
        self.changes.values().map(PlainChange::op_count).sum()
    }

    /// The hashes that changes wait for and that do not wait themselves.
    pub(super) fn missing(&self, ledger: &Ledger) -> Vec<ChangeHash> {
        let missing = self.changes.values().flat_map(|change| ledger.missing(change));
        let missing: BTreeSet<_> = gather(missing.filter(|hash| !self.changes.contains_key(hash)));
        missing.into_iter().collect()
    }
}

impl Document {
    /// Merges others' changes: all of them or, on `Err`, none.
    ///
    /// A burst that is open is closed first, if there is anything to apply. Changes whose dependencies are not here wait,
    /// in bounds, and are applied once they came.
    pub fn merge_changes(
        &mut self,
        changes: &[Vec<u8>],
        source: Source,
        now: Timestamp,
    ) -> Result<Merged, Unacceptable> {
        let mut merged = Merged::default();
        let incoming = self.read_incoming(changes, source, &mut merged)?;
        let incoming_hashes: BTreeSet<_> = gather(incoming.iter().map(|change| change.hash));
        if self.has_open_burst() {
            let mark = self.ledger.begin();
            let trial = self.pass(incoming.clone(), &incoming_hashes);
            self.ledger.take_back(&mark);
            if !trial?.admitted.is_empty() {
                merged.closed = self.commit(now);
            }
        }
        let mark = self.ledger.begin();
        let passed = self.pass(incoming, &incoming_hashes);
        let applied = passed.and_then(|pass| Ok((self.apply(&pass.admitted, &mark)?, pass)));
        let (texts, pass) = applied.inspect_err(|_| self.ledger.take_back(&mark))?;
        self.ledger.keep();
        merged.texts = texts;
        merged.applied = pass.admitted.iter().map(|change| change.hash).collect();
        merged.waiting = pass.waiting.keys().filter(|hash| incoming_hashes.contains(hash)).copied().collect();
        merged.refused = pass.refused;
        self.waiting.changes = pass.waiting;
        Ok(merged)
    }

    /// Reads the bytes, leaves out what is known, and refuses what its source may not write.
    fn read_incoming(
        &self,
        changes: &[Vec<u8>],
        source: Source,
        merged: &mut Merged,
    ) -> Result<Vec<PlainChange>, Unacceptable> {
        let mut incoming: BTreeMap<ChangeHash, PlainChange> = BTreeMap::new();
        let mut room = self.room_for(source);
        for bytes in changes {
            let change = match source {
                Source::SignedBy(_) => PlainChange::read(bytes)?,
                Source::Stored => PlainChange::read_stored(bytes)?,
            };
            if self.ledger.has(&change.hash) || incoming.contains_key(&change.hash) {
                merged.duplicates.push(change.hash);
                continue;
            }
            self.check_author(change.actor, source)?;
            if change.op_count() == 0 {
                return Err(malformed("a change that does nothing"));
            }
            let max = DOCUMENT_OPS_MAX as usize;
            let too_much = Unacceptable::TooMuch { what: "operations in a document", max };
            room = room.checked_sub(change.op_count()).ok_or(too_much)?;
            incoming.insert(change.hash, change);
        }
        Ok(incoming.into_values().collect())
    }

    /// How many operations are taken: the numbers they have say nothing of those that stand side by side. What is stored was
    /// taken once.
    fn room_for(&self, source: Source) -> u64 {
        match source {
            Source::SignedBy(_) => DOCUMENT_OPS_MAX.saturating_sub(self.ledger.op_count() + self.waiting.op_count()),
            Source::Stored => u64::MAX,
        }
    }

    fn check_author(&self, actor: ActorId, source: Source) -> Result<(), Unacceptable> {
        let may_write = |person| self.descriptor.sole_author().is_none_or(|author| author == person);
        let is_fine = match source {
            Source::SignedBy(person) => actor.belongs_to(&person) && may_write(person),
            Source::Stored => self.descriptor.sole_author().is_none_or(|author| actor.belongs_to(&author)),
        };
        if is_fine { Ok(()) } else { Err(Unacceptable::WrongAuthor { actor }) }
    }

    /// Admits to the ledger what can be, oldest first; the document is not touched.
    ///
    /// A change counts from above its dependencies, so by that number each comes after those it rests on.
    fn pass(
        &mut self,
        incoming: Vec<PlainChange>,
        incoming_hashes: &BTreeSet<ChangeHash>,
    ) -> Result<Pass, Unacceptable> {
        let waited = self.waiting.changes.values().filter(|change| !incoming_hashes.contains(&change.hash)).cloned();
        let mut all: Vec<PlainChange> = incoming.into_iter().chain(waited).collect();
        sort_by_key(&mut all, |change| (change.start_op, change.hash));
        let mut pass = Pass::default();
        for change in all {
            if self.ledger.missing(&change).next().is_some() {
                pass.waiting.insert(change.hash, change);
                continue;
            }
            match self.ledger.admit(&change) {
                Ok(()) => pass.admitted.push(change),
                Err(why) if incoming_hashes.contains(&change.hash) => return Err(why),
                Err(why) => pass.refused.push((change.hash, why)),
            }
        }
        let bytes: usize = pass.waiting.values().map(|change| change.automerge.raw_bytes().len()).sum();
        if pass.waiting.len() > WAITING_CHANGES_MAX || bytes > WAITING_BYTES_MAX {
            return Err(Unacceptable::WaitingFull);
        }
        Ok(pass)
    }

    fn apply(&mut self, admitted: &[PlainChange], mark: &Mark) -> Result<Vec<TextMerged>, Unacceptable> {
        if admitted.is_empty() {
            return Ok(Vec::new());
        }
        self.typed.clear();
        self.automerge.update_diff_cursor();
        let before = self.automerge.diff_cursor();
        let changes: Vec<_> = admitted.iter().map(|change| change.automerge.clone()).collect();
        let applied = self.automerge.apply_changes(changes);
        let patches = self.automerge.diff_incremental();
        self.automerge.reset_diff_cursor();
        applied.map_err(|_| malformed("automerge does not take it"))?;
        Ok(self.texts_of(patches, &before, admitted, mark))
    }

    /// What patches did to texts, each as one edit.
    fn texts_of(
        &self,
        patches: Vec<Patch>,
        before: &[automerge::ChangeHash],
        admitted: &[PlainChange],
        mark: &Mark,
    ) -> Vec<TextMerged> {
        let mut texts: BTreeMap<TextField, (ObjId, Vec<TextDelta>)> = BTreeMap::new();
        for patch in patches {
            let Some(field) = self.field_of(&patch) else { continue };
            let Some(delta) = delta_of(&patch.action) else { continue };
            texts.entry(field).or_insert_with(|| (patch.obj, Vec::new())).1.push(delta);
        }
        let apart = self.edited_apart(admitted, mark);
        let as_one = |(field, (object, deltas)): (TextField, (ObjId, Vec<TextDelta>))| TextMerged {
            field,
            delta: self.as_one(&object, &deltas, before),
            is_apart: op_id(&object).is_some_and(|text| apart.contains(&text)),
        };
        texts.into_iter().map(as_one).filter(|text| !text.delta.is_empty()).collect()
    }

    fn as_one(&self, object: &ObjId, deltas: &[TextDelta], before: &[automerge::ChangeHash]) -> TextDelta {
        if deltas.len() <= PATCHES_PER_TEXT_MAX {
            return deltas.iter().fold(TextDelta::new(), |all, delta| all.compose(delta));
        }
        let old = self.automerge.text_at(object, before).unwrap_or_default();
        let new = self.automerge.text(object).unwrap_or_default();
        diff(&without_returns(old), &without_returns(new))
    }

    fn edited_apart(&self, admitted: &[PlainChange], mark: &Mark) -> BTreeSet<OpId> {
        let texts = admitted.iter().flat_map(|change| self.ledger.texts_of(&change.hash, Ledger::count_at(mark)));
        gather(texts.filter(|(_, is_apart)| *is_apart).map(|(text, _)| text))
    }

    fn field_of(&self, patch: &Patch) -> Option<TextField> {
        let key = |(_, prop): &(ObjId, Prop)| match prop {
            Prop::Map(key) => Some(key.to_string()),
            Prop::Seq(_) => None,
        };
        let keys: Vec<String> = patch.path.iter().map(key).collect::<Option<_>>()?;
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        field_at(self.descriptor.kind(), &keys)
    }
}

/// The changes of a document that someone who has these heads does not have, as they are stored and sent.
pub(super) fn changes_since(doc: &mut automerge::AutoCommit, have: &[ChangeHash]) -> Vec<ChangeBytes> {
    let have: Vec<_> = have.iter().map(|hash| automerge::ChangeHash(hash.0)).collect();
    let as_bytes = |change: automerge::Change| ChangeBytes {
        hash: ChangeHash(change.hash().0),
        bytes: change.raw_bytes().to_vec(),
    };
    doc.get_changes(&have).into_iter().map(as_bytes).collect()
}

fn delta_of(action: &PatchAction) -> Option<TextDelta> {
    let at = |index: &usize| u32::try_from(*index).ok();
    match action {
        PatchAction::SpliceText { index, value, .. } => {
            Some(TextDelta::splice(at(index)?, 0, &without_returns(value.make_string())))
        }
        PatchAction::DeleteSeq { index, length } => Some(TextDelta::splice(at(index)?, at(length)?, "")),
        _ => None,
    }
}

fn op_id(object: &ObjId) -> Option<OpId> {
    match object {
        ObjId::Root => None,
        ObjId::Id(counter, actor, _) => {
            Some(OpId { counter: *counter, actor: ActorId::try_from(actor.to_bytes()).ok()? })
        }
    }
}
