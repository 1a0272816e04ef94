//! One tab: an engine with its replica, the page in front of it, and what passes between the two.

use super::typist::Typist;
use naptime_replica::{
    command::{Refusal, Reply},
    export::LeftOut,
    record::Batch,
    replica::{Replica, RequestId, WriterId},
    view::{SyncState, Topic, View},
};
use std::collections::BTreeMap;

/// One tab.
#[derive(Default)]
pub(super) struct Tab {
    pub(super) machine: usize,
    /// How often its engine was started; what was meant for an earlier run is dropped.
    pub(super) run: u64,
    pub(super) writer: WriterId,
    pub(super) replica: Option<Replica>,
    pub(super) is_ready: bool,
    pub(super) is_live: bool,
    pub(super) timer: u64,
    /// When its page will have heard all that its engine said.
    pub(super) page_at_ms: u64,
    /// A batch that is being written.
    pub(super) writing: Option<Batch>,
    pub(super) requests: RequestId,
    pub(super) outcomes: BTreeMap<RequestId, Result<Reply, Refusal>>,
    pub(super) files: BTreeMap<RequestId, Option<Vec<u8>>>,
    /// How many blobs were left out of a file.
    pub(super) left_out: LeftOut,
    /// Blobs that were looked at.
    pub(super) contents: BTreeMap<RequestId, Option<Vec<u8>>>,
    pub(super) words: Option<String>,
    /// What found no room in a box.
    pub(super) refused: Vec<String>,
    pub(super) views: BTreeMap<Topic, View>,
    /// Every state the small status went through.
    pub(super) states: Vec<SyncState>,
    pub(super) typist: Typist,
}

impl Tab {
    pub(super) fn new(machine: usize) -> Self {
        Self { machine, ..Self::default() }
    }

    pub(super) fn is_up(&self) -> bool {
        self.replica.is_some()
    }

    pub(super) fn next_request(&mut self) -> RequestId {
        self.requests += 1;
        self.requests
    }

    pub(super) fn show(&mut self, view: View) {
        let topic = match &view {
            View::Profile(_) => Topic::Profile,
            View::Groups(_) => Topic::Groups,
            View::Sync(sync) => {
                if self.states.last() != Some(&sync.state) {
                    self.states.push(sync.state);
                }
                Topic::Sync
            }
            View::Work(challenge, _) => Topic::Work(challenge.clone()),
            View::Version(challenge, version, _) => Topic::Version(challenge.clone(), *version),
            View::Round(challenge, round, _) => Topic::Round(challenge.clone(), *round),
            View::Submission(submission, _) => Topic::Submission(*submission),
        };
        self.views.insert(topic, view);
    }
}
