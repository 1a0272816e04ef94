//! The typed messages between the page and the engine; nothing else crosses.
//!
//! Postcard, transferred as bytes: from the page message by message, from the engine all that comes of one step.

use naptime_domain::{
    command::Whose,
    id::BlobId,
    text::session::{Acknowledged, Outgoing, Patch, Seen},
};
use naptime_replica::{
    blob::Look,
    command::{Command, Refusal, Reply, TextTarget},
    export::LeftOut,
    view::{Topic, View},
};
use serde::{Deserialize, Serialize};

/// A request's number, chosen by the page and repeated in the answer.
pub type RequestId = u32;

/// An open text box's number, chosen by the page.
pub type BoxId = u32;

/// One opening of one box, named by the engine.
pub type SessionId = u32;

/// From the page to the engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToEngine {
    /// The learner did something; answered by [`FromEngine::Done`].
    Run {
        /// Repeated in the answer.
        request: RequestId,
        /// What she did.
        command: Command,
    },
    /// A screen wants to be told of a topic, now and whenever it changes.
    Watch(Topic),
    /// A screen no longer wants to be told.
    Unwatch(Topic),
    /// A text box opened; answered by [`FromEngine::TextOpened`].
    OpenText {
        /// The box.
        id: BoxId,
        /// What it edits.
        target: TextTarget,
        /// The session that [`FromEngine::TextOpened`] named, if the box was open before and goes on.
        resumes: Option<SessionId>,
    },
    /// The learner typed.
    EditText {
        /// The box.
        id: BoxId,
        /// What she typed, and after which patch.
        edit: Outgoing,
    },
    /// The box applied a patch.
    SeenText {
        /// The box.
        id: BoxId,
        /// Which patch.
        seen: Seen,
    },
    /// The box has heard that it is open, and that its edits up to this one are stored.
    HeardText {
        /// The box.
        id: BoxId,
        /// The last edit it knows to be stored; 0 if there is none.
        seq: u32,
    },
    /// The box lost the focus: its burst closes.
    BlurText(BoxId),
    /// The box is gone.
    CloseText(BoxId),
    /// The page was hidden or is about to go: every burst closes.
    Hidden,
    /// The page is shown again: a good moment to sync.
    Shown,
    /// The browser says whether there is a network.
    Network(Network),
    /// The learner asked to try again.
    SyncNow,
    /// Everything as one file; answered by [`FromEngine::Exported`].
    Export(RequestId),
    /// Takes in a file made by [`ToEngine::Export`]; the person must be the same. Answered by [`FromEngine::Done`].
    Import {
        /// Repeated in the answer.
        request: RequestId,
        /// The file.
        file: Vec<u8>,
        /// The recovery words, when nobody lives on this device yet.
        words: Option<String>,
    },
    /// Somebody wants to see a photo or file; answered by [`FromEngine::BlobContent`]. One that is not here is fetched.
    LookAtBlob {
        /// Repeated in the answer.
        request: RequestId,
        /// In whose work it is named.
        whose: Whose,
        /// Which.
        blob: BlobId,
        /// How much of it.
        look: Look,
    },
    /// The twelve recovery words, to show; answered by [`FromEngine::Words`].
    Words(RequestId),
    /// Facts about this device without content; answered by [`FromEngine::Diagnosed`].
    Diagnose(RequestId),
    /// Makes the engine panic, to prove that it is restarted. Compiled into test builds alone.
    #[cfg(feature = "faults")]
    Panic,
}

impl ToEngine {
    /// Whether this can wait until the page is drawn. A box that is opened is mostly one that a screen has beside what she
    /// reads; once she touches it, somebody waits.
    #[must_use]
    pub fn can_wait(&self) -> bool {
        matches!(
            self,
            Self::Watch(_)
                | Self::Unwatch(_)
                | Self::OpenText { .. }
                | Self::CloseText(_)
                | Self::Network(_)
                | Self::Shown
        )
    }
}

/// What the browser says about the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Network {
    /// It may be reachable.
    Up,
    /// It surely is not.
    Down,
}

/// From the engine to the page.
#[allow(clippy::large_enum_variant, reason = "a few at a time, and only until they are written")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromEngine {
    /// The engine has read what this device holds; the three standing views follow.
    Ready,
    /// A watched topic's current state.
    View(View),
    /// A box's text; a new session begins on both sides.
    TextOpened {
        /// The box.
        id: BoxId,
        /// The text now.
        text: String,
        /// The last edit of the session it resumes that is in the text; 0 if there is none.
        applied_seq: u32,
        /// This session, to be named if the box is opened again.
        session: SessionId,
    },
    /// The engine took an edit of a box.
    TextAcknowledged {
        /// The box.
        id: BoxId,
        /// Which edit.
        acknowledged: Acknowledged,
    },
    /// Others changed the text of a box.
    TextPatch {
        /// The box.
        id: BoxId,
        /// What to apply.
        patch: Patch,
    },
    /// The box's target does not exist (any more).
    TextGone(BoxId),
    /// The session is out of step: the box opens anew and keeps what was typed.
    TextOutOfStep(BoxId),
    /// Words that were typed into a box found no room: a patch takes them out of it.
    TextRefused {
        /// The box.
        id: BoxId,
        /// The words, so that they can be kept elsewhere.
        words: String,
    },
    /// Everything the box sent up to this edit is stored on this device.
    TextSaved {
        /// The box.
        id: BoxId,
        /// The last stored edit's sequence number.
        seq: u32,
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
        /// The file; none when it could not be made.
        file: Option<Vec<u8>>,
        /// What is on this device and found no room in it.
        left_out: LeftOut,
    },
    /// A photo or file that somebody wanted to look at.
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
    /// The engine cannot go on as it is.
    Trouble(Trouble),
}

/// Why the engine cannot go on as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// The browser's storage cannot be opened.
    NoStorage {
        /// The browser's own words, for diagnostics.
        detail: String,
    },
    /// The storage was made by a newer version of the app: nothing is touched.
    NewerData,
    /// Data that was here before is gone, as after an eviction: her words or a file bring it back.
    StorageLost,
    /// The keys that open this device's data cannot be used.
    NoKeys {
        /// The browser's own words, for diagnostics.
        detail: String,
    },
}
