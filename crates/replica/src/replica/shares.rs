//! How much of a group's words each member has this device hold: a few bytes that inflate to millions must not fill it.
//!
//! Counted chunk by chunk along the log, whose order is the same for everybody: so all devices take the same, and leave out
//! the same. What was left out stays in the log; another start counts anew and comes to the same end.

use super::log;
use naptime_domain::id::PersonId;
use std::collections::{BTreeMap, BTreeSet};

/// Most bytes of a space's opened chunks: three times as much as sealed text makes, for twice what a log may be.
const HELD_BYTES_MAX: usize = 2 * log::BYTES_MAX;
/// What each member may have held whatever the others did: more than one of twelve writes in a year.
const OWN_BYTES: usize = 4 * 1024 * 1024;

/// What the members of a space have this device hold.
#[derive(Default)]
pub(super) struct Shares {
    bytes: BTreeMap<PersonId, usize>,
    total: usize,
    /// Those of whom something was left out: all that follows may rest on it.
    spent: BTreeSet<PersonId>,
}

impl Shares {
    /// All of it, in bytes.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// Counts something that is held.
    pub(super) fn count(&mut self, author: PersonId, bytes: usize) {
        *self.bytes.entry(author).or_default() += bytes;
        self.total += bytes;
    }

    /// Whether there is room for something; from the first time that there is none, nothing more of its author is taken.
    pub(super) fn has_room(&mut self, author: PersonId, bytes: usize) -> bool {
        // Devices that add at once don't know of each other: more is taken than is added.
        let fits = !self.is_spent(&author) && self.fits(&author, bytes, HELD_BYTES_MAX + HELD_BYTES_MAX / 4);
        if !fits {
            self.spent.insert(author);
        }
        fits
    }

    /// Whether something of this author was left out.
    pub(super) fn is_spent(&self, author: &PersonId) -> bool {
        self.spent.contains(author)
    }

    /// Whether a member is to add nothing more, so that the others take all she adds.
    pub(super) fn is_full_for(&self, author: &PersonId) -> bool {
        !self.fits(author, 0, HELD_BYTES_MAX)
    }

    /// Nobody takes more than she leaves to the others; but a little is always hers.
    fn fits(&self, author: &PersonId, more: usize, bytes_max: usize) -> bool {
        let own = self.bytes.get(author).copied().unwrap_or_default() + more;
        own <= OWN_BYTES || own + self.total + more <= bytes_max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: usize = 1024 * 1024;

    fn person(number: u8) -> PersonId {
        PersonId([number; 32])
    }

    fn take(shares: &mut Shares, author: PersonId, bytes: usize) -> bool {
        let has_room = shares.has_room(author, bytes);
        if has_room {
            shares.count(author, bytes);
        }
        has_room
    }

    #[test]
    fn one_who_floods_is_heard_no_more_and_holds_nobody_up() {
        let mut shares = Shares::default();
        let taken = (0..1_000).filter(|_| take(&mut shares, person(1), MIB)).count();
        assert_eq!(taken, 80, "half of all there is");
        assert!(!take(&mut shares, person(1), 1), "what follows may rest on what was left out");
        assert!((0..40).all(|_| take(&mut shares, person(2), MIB)), "another goes on");
    }

    #[test]
    fn however_many_flood_the_others_have_a_share_and_all_of_it_is_bounded() {
        let mut shares = Shares::default();
        for number in 1..12 {
            while take(&mut shares, person(number), MIB) {}
        }
        assert!((0..4).all(|_| take(&mut shares, person(12), MIB)));
        assert!(shares.total() <= 160 * MIB + 12 * OWN_BYTES, "{}", shares.total());
    }

    #[test]
    fn who_adds_stops_before_others_stop_taking() {
        let mut shares = Shares::default();
        while !shares.is_full_for(&person(1)) {
            shares.count(person(1), MIB);
        }
        assert!(take(&mut shares, person(1), MIB), "what her other device added meanwhile is taken");
    }
}
