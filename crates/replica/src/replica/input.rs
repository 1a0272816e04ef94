//! Everything that can happen to a replica.

use crate::{
    blob::Look,
    command::{Command, TextTarget},
    record::StoredRecord,
    view::Topic,
};
use naptime_domain::{
    command::Whose,
    id::BlobId,
    text::session::{Outgoing, Seen},
};

/// A request's number, chosen by the page and repeated in the answer.
pub type RequestId = u32;

/// An open text box's number, chosen by the page.
pub type BoxId = u32;

/// One opening of one box: random, so that what a dead engine took of it can be told.
pub type SessionId = u32;

/// One run of one engine: random, fresh at each start.
pub type WriterId = [u8; 8];

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Input {
    /// The platform has read what this device holds. Comes first, and once.
    Started {
        /// Every record.
        records: Vec<Found>,
        /// Writers whose journals or markers are here and who surely do not run any more.
        dead_writers: Vec<WriterId>,
        /// How the engine before this one ended.
        last_run: LastRun,
        /// Names the version of the app. What killed another one is tried once more.
        version: String,
    },
    /// The learner did something; answered by [`super::Effect::Done`].
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
    /// A text box opened; answered by [`super::Effect::TextOpened`] or [`super::Effect::TextGone`]. The first is answered by
    /// [`Input::HeardText`].
    OpenText {
        /// The box.
        id: BoxId,
        /// What it edits.
        target: TextTarget,
        /// The session that [`super::Effect::TextOpened`] named, if the box was open before and goes on.
        resumes: Option<SessionId>,
    },
    /// The learner typed; answered by [`super::Effect::TextAcknowledged`] and [`super::Effect::TextSaved`].
    EditText {
        /// The box.
        id: BoxId,
        /// What she typed.
        edit: Outgoing,
    },
    /// The box has applied a patch.
    SeenText {
        /// The box.
        id: BoxId,
        /// Which.
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
    /// The moment asked for by [`super::Effect::WakeAt`] has come. More often does no harm.
    Tick,
    /// The browser says that there is a network.
    NetworkUp,
    /// The browser says that there is none.
    NetworkDown,
    /// The learner asked to try again.
    SyncNow,
    /// This tab speaks for all: it holds the live socket, and syncs.
    Leading,
    /// Another tab speaks for all: this one syncs only what that one leaves lying.
    Following,
    /// A batch is stored, durably.
    Persisted {
        /// Which.
        batch: u64,
    },
    /// Nothing of a batch was stored.
    NotPersisted {
        /// Which.
        batch: u64,
        /// Why.
        why: NotPersisted,
    },
    /// The server answered, by either way: an answer or a failure, as it came.
    Answered(Vec<u8>),
    /// The server could not be asked, or answered with something else than its protocol.
    SendFailed(SendFailed),
    /// The server answered a question about a blob.
    BlobAnswered(Vec<u8>),
    /// The server could not be asked about a blob, or answered with something else than its protocol.
    BlobUnanswered,
    /// Records that are kept apart were read.
    PiecesRead {
        /// The number of [`super::Effect::ReadPieces`].
        read: u64,
        /// Those that are there; `None` if the storage could not be read just now.
        found: Option<Vec<Found>>,
    },
    /// Somebody wants to see a blob; answered by [`super::Effect::BlobContent`]. One that is not here is fetched.
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
    /// The live socket is open.
    LiveOpened,
    /// The live socket is closed.
    LiveClosed,
    /// Another tab stored these.
    StoredElsewhere(Vec<StoredRecord>),
    /// Everything as one file; answered by [`super::Effect::Exported`].
    Export(RequestId),
    /// Takes in a file made by [`Input::Export`]; answered by [`super::Effect::Done`].
    Import {
        /// Repeated in the answer.
        request: RequestId,
        /// The file.
        file: Vec<u8>,
        /// The recovery words, when nobody lives on this device yet.
        words: Option<String>,
    },
    /// The twelve recovery words, to show; answered by [`super::Effect::Words`].
    Words(RequestId),
    /// Facts about this device without content; answered by [`super::Effect::Diagnosed`].
    Diagnose(RequestId),
}

/// A record as the platform found it.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its key.
    pub key: Vec<u8>,
    /// Its bytes; `None` if they could not be read or unwrapped.
    pub bytes: Option<Vec<u8>>,
}

/// How the engine before this one ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LastRun {
    /// It was closed, killed or never there.
    #[default]
    Ended,
    /// It panicked: what this run of it was about to apply is suspect.
    Trapped(WriterId),
}

/// Why a batch was not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPersisted {
    /// There is no room.
    Full,
    /// The storage failed otherwise.
    Failed,
    /// A record the batch requires is gone: another tab was first. Not to be retried.
    Lost,
}

/// Why the server gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendFailed {
    /// There was no contact, it took too long, or something else than the server answered.
    Unreachable,
    /// The server refused with this status and without a readable reason.
    Refused(u16),
}
