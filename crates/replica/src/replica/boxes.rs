//! Open text boxes: what each has sent, what it has yet to see, and what it may be told once it is stored.

use super::{
    effect::Effect,
    input::{BoxId, SessionId},
    storage::{Mark, Storage},
    turn::Turn,
};
use naptime_domain::{
    command::TextField,
    id::DocumentId,
    text::{
        TextDelta,
        session::{Acknowledged, EngineSession, Patch, Seen},
    },
};
use std::collections::{BTreeMap, VecDeque};

/// Most boxes open at once: a screen has at most a dozen, a page keeps a few screens alive.
pub(super) const BOXES_MAX: usize = 64;

/// The open boxes of this tab.
#[derive(Default)]
pub(super) struct Boxes {
    by_id: BTreeMap<BoxId, OpenBox>,
    /// The last edit of each session that was closed, or came back from a dead engine's journal.
    ended: BTreeMap<SessionId, u32>,
}

/// One open box.
pub(super) struct OpenBox {
    pub id: SessionId,
    pub document: DocumentId,
    pub field: TextField,
    pub session: EngineSession,
    /// What it is told, in order: an acknowledgement waits for storage, and patches wait behind it.
    outbound: VecDeque<Outbound>,
    /// Edits that are not stored yet.
    unsaved: VecDeque<(Mark, u32)>,
    /// The session before, until its page is known to have heard of this one.
    pub resumes: Option<SessionId>,
    /// The last edit that its page is known to know to be stored.
    pub heard: u32,
}

enum Outbound {
    Acknowledged(Mark, Acknowledged),
    Patch(Patch),
}

impl Boxes {
    pub(super) fn get(&mut self, id: BoxId) -> Option<&mut OpenBox> {
        self.by_id.get_mut(&id)
    }

    /// Opens a box with a fresh session; `None` if there are too many.
    pub(super) fn open(
        &mut self,
        id: BoxId,
        session: SessionId,
        resumes: Option<SessionId>,
        (document, field): (DocumentId, TextField),
    ) -> Option<()> {
        if self.by_id.len() >= BOXES_MAX && !self.by_id.contains_key(&id) {
            return None;
        }
        let (outbound, unsaved) = (VecDeque::new(), VecDeque::new());
        let engine_side = EngineSession::new();
        let open = OpenBox { id: session, document, field, session: engine_side, outbound, unsaved, resumes, heard: 0 };
        self.by_id.insert(id, open);
        Some(())
    }

    /// A dead engine's journal had this edit of a session.
    pub(super) fn recovered(&mut self, session: SessionId, seq: u32) {
        let last = self.ended.entry(session).or_default();
        *last = seq.max(*last);
    }

    /// The last edit of a session that is in the document.
    pub(super) fn applied_seq(&self, session: SessionId) -> u32 {
        self.ended.get(&session).copied().unwrap_or_default()
    }

    pub(super) fn close(&mut self, id: BoxId) {
        if let Some(open) = self.by_id.remove(&id) {
            self.ended.insert(open.id, open.session.seq());
        }
    }

    /// The boxes on a document, and which of its texts each edits.
    pub(super) fn on(&self, document: &DocumentId) -> Vec<(BoxId, TextField)> {
        let boxes = self.by_id.iter().filter(|(_, open)| open.document == *document);
        boxes.map(|(id, open)| (*id, open.field)).collect()
    }

    /// All boxes, and the document each is on.
    pub(super) fn all(&self) -> Vec<(BoxId, DocumentId)> {
        self.by_id.iter().map(|(id, open)| (*id, open.document)).collect()
    }

    /// Tells every box on a text but one of an edit that was made elsewhere.
    pub(super) fn edited_elsewhere(
        &mut self,
        document: &DocumentId,
        field: &TextField,
        delta: &TextDelta,
        except: Option<BoxId>,
    ) {
        for (id, open) in &mut self.by_id {
            if open.document == *document && open.field == *field && Some(*id) != except {
                let patch = open.session.outgoing(delta);
                open.outbound.extend(patch.map(Outbound::Patch));
            }
        }
    }

    /// The last edit of each box on a document whose page may not know that it is stored.
    pub(super) fn unheard(&self, document: &DocumentId) -> Vec<(SessionId, u32, TextField)> {
        let boxes = self.by_id.values().filter(|open| open.document == *document && open.heard < open.session.seq());
        boxes.map(|open| (open.id, open.session.seq(), open.field)).collect()
    }

    /// Says what may be said: acknowledgements of what is stored, patches behind them, and what is saved.
    ///
    /// While the storage fails, edits are acknowledged all the same, so that peers' words still come in; never as saved.
    pub(super) fn flush(&mut self, storage: &Storage, turn: &mut Turn<'_>) {
        let is_failing = storage.trouble().is_some();
        for (id, open) in &mut self.by_id {
            open.flush(*id, storage, is_failing, turn);
        }
    }
}

impl OpenBox {
    /// The box's edit was taken into the write with this mark.
    pub(super) fn took(&mut self, mark: Mark, seq: u32) {
        self.outbound.push_back(Outbound::Acknowledged(mark, Acknowledged { seq }));
        self.unsaved.push_back((mark, seq));
    }

    /// The document did otherwise than the box: it is told.
    pub(super) fn correct(&mut self, delta: &TextDelta) {
        let patch = self.session.outgoing(delta);
        self.outbound.extend(patch.map(Outbound::Patch));
    }

    /// The box has applied a patch; `None` if that cannot be.
    pub(super) fn seen(&mut self, seen: Seen) -> Option<()> {
        let patch = self.session.seen(seen).ok()?;
        self.outbound.extend(patch.map(Outbound::Patch));
        Some(())
    }

    fn flush(&mut self, id: BoxId, storage: &Storage, is_failing: bool, turn: &mut Turn<'_>) {
        while let Some(next) = self.outbound.pop_front_if(|next| match next {
            Outbound::Acknowledged(mark, _) => is_failing || storage.is_durable(*mark),
            Outbound::Patch(_) => true,
        }) {
            turn.emit(match next {
                Outbound::Acknowledged(_, acknowledged) => Effect::TextAcknowledged { id, acknowledged },
                Outbound::Patch(patch) => Effect::TextPatch { id, patch },
            });
        }
        let mut saved = None;
        while let Some((_, seq)) = self.unsaved.pop_front_if(|(mark, _)| storage.is_durable(*mark)) {
            saved = Some(seq);
        }
        if let Some(seq) = saved {
            turn.emit(Effect::TextSaved { id, seq });
        }
    }
}
