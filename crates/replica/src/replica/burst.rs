//! Bursts: what is typed into a document gathers in one open change, journaled edit by edit, and is closed in good time.

use naptime_domain::{id::ChangeHash, time::Timestamp};

/// A pause this long closes a burst: about the time to look up from the keys.
pub(super) const PAUSE_MS: i64 = 1_000;

/// How long someone may type without a pause before peers get it.
pub(super) const SHARED_MS_MAX: i64 = 5_000;

/// How long someone may type without a pause before the safe copy gets it.
pub(super) const PERSONAL_MS_MAX: i64 = 30_000;

/// How long someone may type without a pause while nobody can get it.
///
/// Few changes are what makes a return cheap: each costs about as much as fifty letters.
pub(super) const OFFLINE_MS_MAX: i64 = 120_000;

/// How often a burst closes while a peer writes in the same document: quick enough to look alive.
pub(super) const LIVE_MS: i64 = 120;

/// How long after her last change a peer counts as writing.
const PEER_MS: i64 = 10_000;

/// Edits that no change holds yet.
#[derive(Clone, Debug)]
pub(super) struct Burst {
    pub began_at: Timestamp,
    pub edited_at: Timestamp,
    /// The newest changes when it began: what a journal is replayed upon.
    pub base_heads: Vec<ChangeHash>,
    /// The journal's records, deleted when it closes.
    pub journal: Vec<Vec<u8>>,
}

/// How urgently others wait for what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// The document is only hers.
    Personal,
    /// The server cannot be reached.
    Offline,
    /// Peers read it at some time.
    Shared,
    /// A peer is writing in it now.
    Live,
}

impl Burst {
    /// When it is to be closed if nothing more is typed. At once if the clock was set back meanwhile.
    pub(super) fn due_at(&self, pace: Pace, now: Timestamp) -> Timestamp {
        if now < self.edited_at {
            return now;
        }
        let longest = match pace {
            Pace::Personal => PERSONAL_MS_MAX,
            Pace::Offline => OFFLINE_MS_MAX,
            Pace::Shared => SHARED_MS_MAX,
            Pace::Live => LIVE_MS,
        };
        Timestamp((self.edited_at.0 + PAUSE_MS).min(self.began_at.0 + longest))
    }
}

/// Whether a peer who last wrote at a moment counts as writing: not if the clock was set back since.
pub(super) fn is_writing(at: Timestamp, now: Timestamp) -> bool {
    (0..PEER_MS).contains(&(now.0 - at.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_counts_as_writing_for_a_while_and_not_because_the_clock_was_set_back() {
        let at = Timestamp(1_790_000_000_000);
        assert!(is_writing(at, at));
        assert!(is_writing(at, Timestamp(at.0 + PEER_MS - 1)));
        assert!(!is_writing(at, Timestamp(at.0 + PEER_MS)));
        assert!(!is_writing(at, Timestamp(at.0 - 1)));
    }
}
