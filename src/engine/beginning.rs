//! One person to a browser: whoever begins here, or is brought back, does so while no other tab makes one.

use naptime_replica::{
    command::Command,
    replica::{Input, RequestId},
    storage::ReplicaStorage,
};
use wasm_bindgen_futures::spawn_local;

use super::{Feed, Parts, records::stored};
use crate::platform::locks::Claim;

/// Ends the name of the lock that is held from before a person is made until she is stored.
const BEGINNING: &str = "-beginning";

/// The request of an input that may make a person on this device.
pub(super) fn request_of(input: &Input) -> Option<RequestId> {
    match input {
        Input::Run { request, command: Command::Begin { .. } | Command::Restore { .. } }
        | Input::Import { request, words: Some(_), .. } => Some(*request),
        _ => None,
    }
}

impl Parts {
    /// Hands such an input on once it is this tab's turn, and after whatever other tabs have stored by then.
    pub(super) fn take_alone(&self, request: RequestId, input: Input) {
        let (feed, waiting) = (self.records.feed(), input.clone());
        let granted = move || spawn_local(take_last(feed, waiting));
        match Claim::on(&[&self.home.name, BEGINNING].concat(), granted) {
            Ok(claim) => self.beginning.borrow_mut().push((request, claim)),
            // Without locks, two tabs that begin in the same moment are not told apart.
            Err(_) => self.take(input),
        }
    }

    /// It is done, or refused: the next tab may.
    pub(super) fn has_begun(&self, request: RequestId) {
        self.beginning.borrow_mut().retain(|(other, _)| *other != request);
    }
}

/// Where the database is not open yet, everything is still to be read, and the input waits for that.
async fn take_last(feed: Feed, input: Input) {
    let database = feed.0.upgrade().and_then(|parts| parts.records.database());
    if let Some(database) = database {
        // What cannot be read now is read, or set aside, at the next start.
        let found = database.load().await.unwrap_or_default();
        feed.take(Input::StoredElsewhere(found.into_iter().filter_map(stored).collect()));
    }
    feed.take(input);
}
