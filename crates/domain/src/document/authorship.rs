//! Who has written in a document.

use super::{Document, genesis};
use crate::{
    id::{ActorId, PersonTag},
    order::gather,
};
use std::collections::BTreeSet;

impl Document {
    /// Whose changes it holds, the open burst included.
    pub(super) fn authors(&self) -> BTreeSet<PersonTag> {
        let first = self.first_actor();
        let admitted = self.ledger.actors().filter(|actor| **actor != first).map(ActorId::tag);
        gather(admitted.chain(self.burst_author()))
    }

    /// Whose change is the latest, the open burst included.
    pub(super) fn last_author(&self) -> Option<PersonTag> {
        let last = || self.ledger.last_actor().filter(|actor| *actor != self.first_actor());
        self.burst_author().or_else(|| last().map(|actor| actor.tag()))
    }

    fn burst_author(&self) -> Option<PersonTag> {
        self.has_open_burst().then_some(self.actor.tag())
    }

    /// Nobody: the first change is the same everywhere.
    fn first_actor(&self) -> ActorId {
        genesis::change(self.descriptor.kind()).actor
    }
}
