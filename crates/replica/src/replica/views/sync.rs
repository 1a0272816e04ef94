//! How far her words have travelled, as the small status shows it.

use super::super::{Replica, space::Space};
use crate::view::{Attention, SyncState, SyncView};
use naptime_domain::time::Timestamp;

/// From when on sending is told of.
const SHARING_MS: i64 = 1_000;

/// How long it is told that something was shared.
const SHARED_MS: i64 = 2_000;

impl Replica {
    pub(in crate::replica) fn sync_view(&self, now: Timestamp) -> SyncView {
        let personal = self.personal_space();
        let (mut waiting, mut waiting_bytes, mut waiting_personal) = (0, 0, 0);
        for space in self.spaces.values() {
            let count = space.outbox.len() + space.planned().len();
            if Some(space.id) == personal {
                waiting_personal += count;
            } else {
                waiting += count;
                waiting_bytes += space.outbox.bytes();
            }
        }
        let bursts = self.documents.bursts();
        waiting += bursts.shared;
        waiting_personal += bursts.personal;
        let (waiting_blobs, waiting_blob_bytes) = self.blobs.only_here();
        SyncView {
            state: self.sync_state(now, waiting, waiting_personal),
            waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
            waiting_bytes: waiting_bytes as u64,
            waiting_personal: u32::try_from(waiting_personal).unwrap_or(u32::MAX),
            waiting_blobs,
            waiting_blob_bytes,
            last_shared_at: self.sync.last_shared_at,
            connection: self.sync.connection(),
            set_aside: u32::try_from(self.set_aside.len())
                .unwrap_or(u32::MAX)
                .saturating_add(self.documents.unreadable),
        }
    }

    fn sync_state(&self, now: Timestamp, waiting: usize, waiting_personal: usize) -> SyncState {
        let newer = self.has_newer_data.then_some(Attention::UpdateNeeded);
        let refused = self.spaces.values().any(|space| space.outbox.has_refused()).then_some(Attention::Refused);
        let is_full = |space: &Space| self.me().is_ok_and(|(me, _)| space.is_full(&me));
        let full = self.spaces.values().any(is_full).then_some(Attention::SpaceFull);
        let shut_out = self.spaces.values().any(|space| self.is_shut_out(space)).then_some(Attention::TooManyDevices);
        let told = self.storage.trouble().or(newer).or(self.sync.attention).or(shut_out).or(refused).or(full);
        if let Some(attention) = told {
            return SyncState::Attention(attention);
        }
        let since = |at: Option<Timestamp>| at.map(|at| (now.0 - at.0).max(0));
        if self.storage.is_busy_beside_typing() {
            SyncState::Writing
        } else if waiting + waiting_personal > 0 {
            match since(self.sync.in_flight.as_ref().map(|sent| sent.at)) {
                Some(ms) if ms >= SHARING_MS => SyncState::Sharing,
                _ => SyncState::SavedHere,
            }
        } else {
            match since(self.sync.last_shared_at) {
                Some(ms) if ms < SHARED_MS => SyncState::Shared,
                _ => SyncState::Quiet,
            }
        }
    }

    /// When the small status becomes another although nothing happens.
    pub(in crate::replica) fn view_due_at(&self, now: Timestamp) -> Option<Timestamp> {
        let sharing = self.sync.in_flight.as_ref().map(|sent| Timestamp(sent.at.0 + SHARING_MS));
        let shared = self.sync.last_shared_at.map(|at| Timestamp(at.0 + SHARED_MS));
        [sharing, shared].into_iter().flatten().filter(|at| *at > now).min()
    }
}
