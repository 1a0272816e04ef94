//! Facts about this device for whoever helps: counts and states, no names, no words, no ids that lead to a person.

use super::Replica;
use crate::view::SyncView;
use naptime_domain::time::Timestamp;

impl Replica {
    /// The facts, a line for each.
    pub fn diagnosis(&self, now: Timestamp) -> String {
        let SyncView {
            state,
            waiting,
            waiting_bytes,
            waiting_personal,
            waiting_blobs,
            waiting_blob_bytes,
            connection,
            set_aside,
            ..
        } = self.sync_view(now);
        let mut lines = vec![
            format!("state: {state:?}, connection: {connection:?}"),
            format!("waiting: {waiting} shared ({waiting_bytes} bytes), {waiting_personal} personal"),
            format!("photos and files only here: {waiting_blobs} ({waiting_blob_bytes} bytes)"),
            format!("set aside: {set_aside}, condemned: {}", self.condemned.len()),
            format!("documents: {}, submissions: {}", self.documents.len(), self.submissions.iter().count()),
        ];
        for (place, space) in self.spaces.values().enumerate() {
            let kind = if self.personal_space() == Some(space.id) { "personal" } else { "group" };
            let (chunks, bytes) = space.log.size();
            lines.push(format!(
                "space {place} ({kind}): {} entries, {} planned, {} members, offset {}, {chunks} chunks of {bytes} bytes, {} waiting{}",
                space.membership().sequence(),
                space.planned().len(),
                space.members().count(),
                space.log.cursor().offset,
                space.outbox.len(),
                if space.is_halted() { ", halted" } else { "" },
            ));
        }
        lines.join("\n")
    }
}
