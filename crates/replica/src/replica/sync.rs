//! When to ask the server, and how long to wait after it did not answer. What is asked is in `request`, what came in `answer`.

use super::{Replica, effect::Effect, input::SendFailed, request::Sent, turn::Turn};
use crate::{
    view::{Attention, Connection},
    wire::{Failure, FailureCode},
};
use naptime_domain::{id::SpaceId, time::Timestamp};
use std::collections::BTreeSet;

/// The first and the longest wait after a failure: a lift, a tunnel.
const BACKOFF_MS: [i64; 2] = [500, 300_000];

/// How long an answer may take before it counts as lost: 1 MiB on 2G, and the server's own limit.
const ANSWER_MS_MAX: i64 = 300_000;

/// How often the server is asked while no live socket is open and the page is shown.
const POLL_MS: i64 = 60_000;

/// How long the tab that leads may leave something lying before another one sends it: a frozen tab keeps its lock.
const LEADER_MS_MAX: i64 = 10_000;

/// How this device and the server stand to each other.
#[derive(Default)]
pub(super) struct Sync {
    /// The last nonce the server gave.
    pub nonce: Vec<u8>,
    pub last_shared_at: Option<Timestamp>,
    pub attention: Option<Attention>,
    pub in_flight: Option<Sent>,
    requests: u32,
    link: Link,
    failures: u32,
    retry_at: Option<Timestamp>,
    is_answering: bool,
    network_is_down: bool,
    is_hidden: bool,
    is_leading: bool,
    /// Since when something waits that another tab ought to send.
    waiting_since: Option<Timestamp>,
    asked_at: Option<Timestamp>,
    /// Spaces that were left out of the last request for want of room.
    pub left_out: BTreeSet<SpaceId>,
}

/// Whether a live socket is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Link {
    #[default]
    Closed,
    Live,
}
