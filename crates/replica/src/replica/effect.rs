//! Everything a replica asks its platform to do.

use super::input::{BoxId, RequestId, SessionId};
use crate::{
    command::{Refusal, Reply},
    export::LeftOut,
    record::{Batch, StoredRecord},
    view::View,
};
use naptime_domain::{
    text::session::{Acknowledged, Patch},
    time::Timestamp,
};

/// One thing to do. Effects are to be carried out in order; none needs to wait for another's end.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a handful live for one turn; none is stored")]
pub enum Effect {
    /// Store a batch, all or nothing, durably; answered by [`super::Input::Persisted`] or [`super::Input::NotPersisted`].
    ///
    /// There is one under way at a time.
    Persist {
        /// Its number, repeated in the answer.
        batch: u64,
        /// What to store.
        records: Batch,
    },
    /// Send a request to the server, over the live socket if it is open; answered by [`super::Input::Answered`] or
    /// [`super::Input::SendFailed`].
    ///
    /// There is one under way at a time, give or take one whose answer got lost.
    Send(Vec<u8>),
    /// Read these records, which are kept apart; answered by [`super::Input::PiecesRead`].
    ReadPieces {
        /// Its number, repeated in the answer.
        read: u64,
        /// Their keys.
        keys: Vec<Vec<u8>>,
    },
    /// Ask the server about a blob, by a request of its own and never over the live socket, where words would wait behind it;
    /// answered by [`super::Input::BlobAnswered`] or [`super::Input::BlobUnanswered`].
    AskBlob(Vec<u8>),
    /// Give [`super::Input::Tick`] at this moment. Replaces the moment asked for before.
    WakeAt(Timestamp),
    /// Everything the device holds has been read; the standing views follow.
    Ready,
    /// A watched topic's current state.
    View(View),
    /// A box's text; the session starts from number 0 on both sides.
    TextOpened {
        /// The box.
        id: BoxId,
        /// The text now.
        text: String,
        /// The last edit of the session it resumes that is in the text; 0 if there is none.
        applied_seq: u32,
        /// This session, to be named if the box is opened again because it was out of step or the engine ended.
        session: SessionId,
    },
    /// Others changed the text of a box.
    TextPatch {
        /// The box.
        id: BoxId,
        /// What to apply.
        patch: Patch,
    },
    /// The box's edit is in the document, and will be there after the engine is started again.
    TextAcknowledged {
        /// The box.
        id: BoxId,
        /// Which edit.
        acknowledged: Acknowledged,
    },
    /// Everything the box sent up to this edit is stored on this device; answered by [`super::Input::HeardText`].
    TextSaved {
        /// The box.
        id: BoxId,
        /// The last stored edit's number.
        seq: u32,
    },
    /// The box's target does not exist (any more).
    TextGone(BoxId),
    /// The box's session ended, for it was out of step: the box is to be opened again.
    TextOutOfStep(BoxId),
    /// Words that were typed into a box found no room: a patch takes them out of it.
    TextRefused {
        /// The box.
        id: BoxId,
        /// The words, so that they can be kept elsewhere.
        words: String,
    },
    /// A command's outcome, after it was stored.
    Done {
        /// The request's number.
        request: RequestId,
        /// What came of it.
        outcome: Result<Reply, Refusal>,
    },
    /// The export file.
    Exported {
        /// The request's number.
        request: RequestId,
        /// The file; none when nobody has begun, or it could not be made.
        file: Option<Vec<u8>>,
        /// What is on this device and found no room in it.
        left_out: LeftOut,
    },
    /// A blob that somebody wanted to look at.
    BlobContent {
        /// The request's number.
        request: RequestId,
        /// Its bytes; none when it is not on this device, or not what it should be.
        content: Option<Vec<u8>>,
    },
    /// The recovery words.
    Words {
        /// The request's number.
        request: RequestId,
        /// Twelve words, or none when nobody has begun.
        words: Option<String>,
    },
    /// Facts about this device without content.
    Diagnosed {
        /// The request's number.
        request: RequestId,
        /// Lines of plain text.
        text: String,
    },
    /// Tell the other tabs what was stored.
    Announce(Vec<StoredRecord>),
    /// The data was made by a newer version of the app: nothing is touched.
    NewerData,
}
