//! Memberships as they were last seen, so that a log of entries is verified once and not at every request.

use super::Relay;
use crate::{
    host::Host,
    store::{LogStore, MembershipTip, Room, StoreError},
};
use naptime_domain::id::SpaceId;
use naptime_replica::membership::{Membership, SignedEntry};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Memberships kept.
const KEPT_MAX: usize = 8_192;
/// Entries of all that are kept: about 200 bytes of memory each, so 50 MiB.
const KEPT_ENTRIES_MAX: u64 = 250_000;

/// Memberships by space. What is kept is only believed while the store's tip is the same.
#[derive(Default)]
pub(super) struct Memberships {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    by_space: HashMap<SpaceId, Arc<Membership>>,
    /// Of all of them.
    entries: u64,
}

impl Kept {
    fn keep(&mut self, membership: Arc<Membership>) {
        let entries = u64::from(membership.sequence());
        if self.by_space.len() >= KEPT_MAX || self.entries + entries > KEPT_ENTRIES_MAX {
            *self = Self::default();
        }
        self.entries += entries;
        if let Some(before) = self.by_space.insert(membership.space(), membership) {
            self.entries = self.entries.saturating_sub(before.sequence().into());
        }
    }
}

impl Memberships {
    /// Remembers a membership that was just stored.
    pub(super) fn keep(&self, membership: Arc<Membership>) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).keep(membership);
    }

    fn kept(&self, space: SpaceId) -> Option<Arc<Membership>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).by_space.get(&space).cloned()
    }
}

impl<S: LogStore, H: Host> Relay<S, H> {
    /// The membership of a space as it stands at the tip.
    pub(super) async fn membership(&self, space: SpaceId, tip: MembershipTip) -> Result<Arc<Membership>, StoreError> {
        let start = self.memberships.kept(space).unwrap_or_else(|| Arc::new(Membership::start(space)));
        if is_at(&start, tip) {
            return Ok(start);
        }
        let grown = match self.grown(start, tip).await? {
            Some(grown) => grown,
            // The kept one is not of this log: the file was exchanged underneath, or a write was undone.
            None => {
                let afresh = self.grown(Arc::new(Membership::start(space)), tip).await?;
                afresh.ok_or_else(|| StoreError::Damaged("entries of a space don't follow each other".into()))?
            }
        };
        self.memberships.keep(Arc::clone(&grown));
        Ok(grown)
    }

    async fn grown(&self, from: Arc<Membership>, tip: MembershipTip) -> Result<Option<Arc<Membership>>, StoreError> {
        let entries = self.store.entries(from.space(), from.sequence(), Room::ENDLESS).await?;
        let grown = self.host.aside(move || {
            let mut membership = Membership::clone(&from);
            for bytes in entries {
                if is_at(&membership, tip) {
                    break;
                }
                // Signatures were checked before they were stored; the chain of hashes is checked again.
                membership.replay(&SignedEntry::parse(&bytes).ok()?).ok()?;
            }
            is_at(&membership, tip).then(|| Arc::new(membership))
        });
        grown.await.ok_or_else(|| StoreError::Failed("reading a membership was broken off".into()))
    }
}

fn is_at(membership: &Membership, tip: MembershipTip) -> bool {
    membership.sequence() == tip.count && membership.head().0 == tip.head
}
