//! Other tabs of the same browser: what was stored there is news here.

use naptime_replica::record::StoredRecord;

use super::Feed;
use crate::platform::channel::Channel;

/// The channel on which engines tell each other the keys of what they have stored. The records themselves are read from
/// storage, so that only what is stored is ever believed. Without a channel they learn of it at their next start.
pub(super) struct Tabs(Option<Channel>);

impl Tabs {
    pub(super) fn join(name: &str, feed: Feed) -> Self {
        let heard = move |message: Vec<u8>| {
            let parts = feed.0.upgrade();
            // A tab of another version may speak otherwise.
            if let (Some(parts), Ok(keys)) = (parts, postcard::from_bytes::<Vec<Vec<u8>>>(&message)) {
                parts.records.take_in(keys);
            }
        };
        Self(Channel::join(name, heard).ok())
    }

    /// Tells the keys of what has just been stored.
    pub(super) fn announce(&self, records: &[StoredRecord]) {
        let keys: Vec<&[u8]> = records.iter().map(|record| record.key.as_slice()).collect();
        if let (Some(channel), Ok(message)) = (&self.0, postcard::to_allocvec(&keys)) {
            // Who does not hear it reads it at the next start.
            channel.tell(&message).ok();
        }
    }
}
