//! Typing: a box's edit goes into its document's open burst and into the journal; a burst closes into one change.

use super::{
    Replica,
    burst::{Burst, Pace, is_writing},
    effect::Effect,
    input::{BoxId, SessionId},
    turn::Turn,
};
use crate::{
    command::TextTarget,
    record::{JournalRecord, Record},
    view::Connection,
};
use naptime_domain::{
    command::TextField,
    document::{Descriptor, Refused},
    id::{DocumentId, SpaceId},
    text::{
        TextDelta, diff,
        session::{Outgoing, Seen},
    },
    time::Timestamp,
};

/// An edit of more parts than a journal's record may have is closed into a change at once: what piled up while the storage
/// was full, say.
const JOURNALED_OPS_MAX: usize = 4_000;

/// Where a text is.
pub(super) struct Place {
    pub space: SpaceId,
    pub descriptor: Descriptor,
    pub field: TextField,
}

impl Replica {
    pub(super) fn open_text(
        &mut self,
        id: BoxId,
        target: &TextTarget,
        resumes: Option<SessionId>,
        turn: &mut Turn<'_>,
    ) {
        self.close_text(id, turn);
        if resumes.is_some_and(|session| self.recovery.hold(id, target, session)) {
            return;
        }
        if self.try_open_text(id, target, resumes, turn).is_none() {
            turn.emit(Effect::TextGone(id));
        }
    }

    fn try_open_text(
        &mut self,
        id: BoxId,
        target: &TextTarget,
        resumes: Option<SessionId>,
        turn: &mut Turn<'_>,
    ) -> Option<()> {
        let Place { space, descriptor, field } = self.place_of(target)?;
        let document = self.documents.slot(space, &descriptor).ok()?.id;
        let text = self.documents.open(&document)?.text(&field).ok()?;
        let session = SessionId::from_be_bytes(turn.random());
        self.boxes.open(id, session, resumes, (document, field))?;
        let applied_seq = resumes.map_or(0, |session| self.boxes.applied_seq(session));
        turn.emit(Effect::TextOpened { id, text, applied_seq, session });
        Some(())
    }

    pub(super) fn edit_text(&mut self, id: BoxId, edit: Outgoing, turn: &mut Turn<'_>) {
        if self.try_edit_text(id, edit, turn).is_none() {
            self.out_of_step(id, turn);
        }
    }

    /// The box says what its session does not allow: it is to begin another, and keeps what it shows.
    fn out_of_step(&mut self, id: BoxId, turn: &mut Turn<'_>) {
        self.close_text(id, turn);
        self.boxes.out_of_step(id);
        turn.emit(Effect::TextOutOfStep(id));
    }

    fn try_edit_text(&mut self, id: BoxId, edit: Outgoing, turn: &mut Turn<'_>) -> Option<()> {
        let open = self.boxes.get(id)?;
        let (document, field) = (open.document, open.field);
        let seq = edit.seq;
        let delta = open.session.incoming(edit).ok()?;
        if delta.is_empty() {
            let mark = self.storage.mark(turn);
            self.boxes.get(id)?.took(mark, seq);
            return Some(());
        }
        let mut edited = self.documents.open(&document)?.edit_text(&field, &delta);
        if edited == Err(Refused::OpenBurst) {
            self.close_burst(&document, turn);
            edited = self.documents.open(&document)?.edit_text(&field, &delta);
        }
        if edited.is_err() {
            return self.refuse_edit(id, &delta, seq, turn);
        }
        let base_heads = self.documents.open(&document)?.heads();
        self.journal(id, seq, document, &delta, base_heads, turn)?;
        if delta.ops().len() > JOURNALED_OPS_MAX {
            self.close_burst(&document, turn);
        }
        self.boxes.get(id)?.took(self.storage.mark(turn), seq);
        self.boxes.edited_elsewhere(&document, &field, &delta, Some(id));
        Some(())
    }

    /// A text that would grow past its limit, or a document that is full: the box is told to take the edit back.
    fn refuse_edit(&mut self, id: BoxId, delta: &TextDelta, seq: u32, turn: &mut Turn<'_>) -> Option<()> {
        let (document, field) = self.boxes.get(id).map(|open| (open.document, open.field))?;
        let kept = self.documents.open(&document)?.text(&field).ok()?;
        let typed = delta.apply(&kept).ok()?;
        let words: Vec<_> = delta.splices().into_iter().map(|(_, _, insert)| insert).collect();
        if delta.growth() > 0 {
            turn.emit(Effect::TextRefused { id, words: words.join("\n") });
        }
        let open = self.boxes.get(id)?;
        open.took(self.storage.mark(turn), seq);
        open.correct(&diff(&typed, &kept));
        Some(())
    }

    fn journal(
        &mut self,
        id: BoxId,
        box_seq: u32,
        document: DocumentId,
        delta: &TextDelta,
        heads: Vec<naptime_domain::id::ChangeHash>,
        turn: &mut Turn<'_>,
    ) -> Option<()> {
        let (field, session) = self.boxes.get(id).map(|open| (open.field, open.id))?;
        let now = turn.now;
        let slot = self.documents.get(&document)?;
        let burst = slot.burst.get_or_insert_with(|| Burst {
            began_at: now,
            edited_at: now,
            base_heads: heads,
            journal: Vec::new(),
        });
        burst.edited_at = now;
        if delta.ops().len() > JOURNALED_OPS_MAX {
            return Some(());
        }
        self.journal_seq += 1;
        let record = Record::Journal(JournalRecord {
            writer: self.writer,
            sequence: self.journal_seq,
            box_id: session,
            box_seq,
            space: slot.space,
            descriptor: slot.descriptor.clone(),
            field,
            delta: delta.clone(),
            base_heads: burst.base_heads.clone(),
            at: now,
        })
        .to_stored();
        burst.journal.push(record.key.clone());
        turn.put(record);
        Some(())
    }

    pub(super) fn seen_text(&mut self, id: BoxId, seen: Seen, turn: &mut Turn<'_>) {
        if self.boxes.get(id).is_some_and(|open| open.seen(seen).is_none()) {
            self.out_of_step(id, turn);
        }
    }

    pub(super) fn blur_text(&mut self, id: BoxId, turn: &mut Turn<'_>) {
        if let Some(document) = self.boxes.get(id).map(|open| open.document) {
            self.close_burst(&document, turn);
        }
    }

    /// The box is gone, and nobody will ask what became of its words.
    pub(super) fn drop_text(&mut self, id: BoxId, turn: &mut Turn<'_>) {
        self.heard_text(id, u32::MAX);
        self.close_text(id, turn);
    }

    pub(super) fn close_text(&mut self, id: BoxId, turn: &mut Turn<'_>) {
        self.recovery.release(id);
        if let Some(document) = self.boxes.get(id).map(|open| open.document) {
            self.close_burst(&document, turn);
        }
        self.boxes.close(id);
    }

    /// Closes a document's burst into one change, and in the same stroke deletes its journal.
    pub(super) fn close_burst(&mut self, document: &DocumentId, turn: &mut Turn<'_>) {
        let Some(burst) = self.documents.get(document).and_then(|slot| slot.burst.take()) else { return };
        let change = self.documents.open(document).and_then(|open| open.commit(turn.now));
        if let Some(change) = change {
            self.store_change(document, change, turn);
        }
        burst.journal.into_iter().for_each(|key| turn.delete(key));
        self.leave_receipts(document, turn);
    }

    pub(super) fn close_every_burst(&mut self, turn: &mut Turn<'_>) {
        for document in self.documents.in_burst() {
            self.close_burst(&document, turn);
        }
    }

    /// Closes the bursts whose moment has come, and says when the next one is due.
    pub(super) fn close_due_bursts(&mut self, turn: &mut Turn<'_>) -> Option<Timestamp> {
        let mut next = None;
        for document in self.documents.in_burst() {
            let Some(due_at) = self.due_at(&document, turn.now) else { continue };
            if due_at <= turn.now {
                self.close_burst(&document, turn);
            } else {
                next = Some(next.map_or(due_at, |next: Timestamp| next.min(due_at)));
            }
        }
        next
    }

    fn due_at(&mut self, document: &DocumentId, now: Timestamp) -> Option<Timestamp> {
        let (is_live, is_reached) = (self.sync.is_live(), self.sync.connection() != Connection::Offline);
        let slot = self.documents.get(document)?;
        let peer_writes = slot.peer_wrote_at.is_some_and(|at| is_writing(at, now));
        let pace = match (is_reached, slot.descriptor.is_personal()) {
            (true, _) if is_live && peer_writes => Pace::Live,
            (true, false) => Pace::Shared,
            (true, true) => Pace::Personal,
            (false, _) => Pace::Offline,
        };
        Some(slot.burst.as_ref()?.due_at(pace, now))
    }

    /// Where a target is; `None` if it does not exist on this device.
    fn place_of(&mut self, target: &TextTarget) -> Option<Place> {
        let (space, descriptor) = match target {
            TextTarget::DraftNote { submission, note } => {
                let is_open = self.drafts_on(submission).iter().any(|draft| draft.id == *note);
                let place = (self.personal_space()?, Descriptor::NotesDraft { submission: *submission });
                is_open.then_some(place)?
            }
            TextTarget::Synthesis { submission } => {
                let space = self.submissions.get(submission)?.space;
                (space, Descriptor::Synthesis { submission: *submission })
            }
            TextTarget::Charter { group } => self.is_group(group).then_some((*group, Descriptor::Group))?,
            _ => self.work_place(target.work()?)?,
        };
        Some(Place { space, descriptor, field: target.field() })
    }
}
