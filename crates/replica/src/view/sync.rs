//! How far a learner's words have travelled, as screens show it.

use naptime_domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How far her words have travelled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncView {
    /// What the small status shows.
    pub state: SyncState,
    /// Changes to shared spaces that the server has not confirmed.
    pub waiting: u32,
    /// Their approximate cost in bytes.
    pub waiting_bytes: u64,
    /// Changes to the personal space that the server has not confirmed.
    pub waiting_personal: u32,
    /// Photos and files, small pictures included, that the server does not have.
    pub waiting_blobs: u32,
    /// Their cost in bytes.
    pub waiting_blob_bytes: u64,
    /// When the server last confirmed something.
    pub last_shared_at: Option<Timestamp>,
    /// How this device reaches the server now.
    pub connection: Connection,
    /// Records and chunks that could not be read and are kept aside.
    pub set_aside: u32,
}

impl SyncView {
    /// What may be shown beside words, or something else she did, that are not known to be stored: no rung of the ladder is
    /// true of those.
    #[must_use]
    pub fn beside(mut self, has_unsaved: bool) -> Self {
        if has_unsaved && !matches!(self.state, SyncState::Attention(_)) {
            self.state = SyncState::Writing;
        }
        self
    }
}

/// The rungs of the save ladder, as one small status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SyncState {
    /// Nothing to tell.
    #[default]
    Quiet,
    /// Being written to this device. What is typed is not told so: see [`SyncView::beside`].
    Writing,
    /// Stored on this device and not yet on the server.
    SavedHere,
    /// On its way for more than a second.
    Sharing,
    /// The server has just confirmed everything.
    Shared,
    /// Something needs the learner.
    Attention(Attention),
}

/// What needs the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attention {
    /// This device's storage is full: words are in memory only.
    StorageFull,
    /// This device's storage failed: words are in memory only.
    StorageFailed,
    /// The server refused something for good.
    Refused,
    /// A group, or the safe copy, has as much as it can hold.
    SpaceFull,
    /// A person has as many devices as she can: this one reads, and shares nothing.
    TooManyDevices,
    /// The server's history is not the one seen before.
    ServerForked,
    /// Data of a newer version of the app: it is kept and not touched.
    UpdateNeeded,
}

/// How this device reaches the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Connection {
    /// The server cannot be reached now.
    #[default]
    Offline,
    /// The last request was answered.
    Online,
    /// A live socket is open.
    Live,
}
