//! What changes a document holds and how they follow on each other: exact rules for the next one.
//!
//! Every change that automerge makes names its actor's last change among its direct dependencies, and counts its
//! operations from one above the highest of theirs. So both can be checked from what is here, and a change that breaks
//! either is refused by everyone alike, whatever else they hold.

mod objects;

pub(super) use objects::OpId;

use super::{chunk::PlainChange, refused::Unacceptable};
use crate::{
    id::{ActorId, ChangeHash},
    order::sort_by,
};
use objects::{Objects, object_of};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The changes of one document in the order they were admitted.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    changes: Vec<Known>,
    by_hash: HashMap<ChangeHash, usize>,
    by_actor: BTreeMap<ActorId, Vec<usize>>,
    heads: BTreeSet<usize>,
    objects: Objects,
    /// What the changes since [`Self::begin`] made.
    staged: Objects,
}

#[derive(Clone, Debug)]
struct Known {
    hash: ChangeHash,
    actor: ActorId,
    start_op: u64,
    max_op: u64,
    deps: Vec<usize>,
    /// It rests on all changes admitted before this one, and maybe on others.
    prefix: usize,
    /// The texts it edits.
    texts: Vec<OpId>,
}

/// The changes that one change rests on.
struct Past {
    prefix: usize,
    others: HashSet<usize>,
}

impl Past {
    fn holds(&self, at: usize) -> bool {
        at < self.prefix || self.others.contains(&at)
    }
}

/// Where a ledger can be taken back to.
pub(super) struct Mark {
    count: usize,
    heads: BTreeSet<usize>,
}

impl Ledger {
    pub(super) fn len(&self) -> usize {
        self.changes.len()
    }

    pub(super) fn has(&self, hash: &ChangeHash) -> bool {
        self.by_hash.contains_key(hash)
    }

    pub(super) fn heads(&self) -> Vec<ChangeHash> {
        let mut heads: Vec<_> =
            self.heads.iter().filter_map(|at| self.changes.get(*at)).map(|known| known.hash).collect();
        sort_by(&mut heads, ChangeHash::cmp);
        heads
    }

    /// How many operations there are: as many as the last one's number, or more where some stand side by side.
    pub(super) fn op_count(&self) -> u64 {
        self.changes.iter().map(|known| known.max_op + 1 - known.start_op).sum()
    }

    /// Whose changes there are.
    pub(super) fn actors(&self) -> impl Iterator<Item = &ActorId> {
        self.by_actor.keys()
    }

    /// Who wrote the latest change. Of several that rest on none of each other, the one that counts furthest: the same for
    /// all who have these changes.
    pub(super) fn last_actor(&self) -> Option<ActorId> {
        let heads = self.heads.iter().filter_map(|at| self.changes.get(*at));
        heads.max_by_key(|known| (known.max_op, known.hash)).map(|known| known.actor)
    }

    /// Which of a change's dependencies are not here.
    pub(super) fn missing<'a>(&'a self, change: &'a PlainChange) -> impl Iterator<Item = ChangeHash> + 'a {
        change.deps.iter().copied().filter(|dep| !self.has(dep))
    }

    /// From here on changes can be taken back.
    pub(super) fn begin(&mut self) -> Mark {
        Mark { count: self.changes.len(), heads: self.heads.clone() }
    }

    /// Keeps what was admitted.
    pub(super) fn keep(&mut self) {
        let staged = std::mem::take(&mut self.staged);
        self.objects.extend(staged);
    }

    /// Takes back what was admitted since the mark.
    pub(super) fn take_back(&mut self, mark: &Mark) {
        self.staged = Objects::default();
        self.heads.clone_from(&mark.heads);
        for known in self.changes.drain(mark.count..) {
            self.by_hash.remove(&known.hash);
            let is_empty = self.by_actor.get_mut(&known.actor).is_some_and(|all| {
                all.retain(|at| *at < mark.count);
                all.is_empty()
            });
            if is_empty {
                self.by_actor.remove(&known.actor);
            }
        }
    }

    /// Admits a change of this device's own, or the first of all.
    pub(super) fn admit_own(&mut self, change: &PlainChange) {
        let deps = self.known_deps(change);
        let mut made = Objects::default();
        let mut texts = BTreeSet::new();
        for (id, op) in numbered_ops(change) {
            note_text(&op, &mut texts);
            made.add(id, &op);
        }
        self.objects.extend(made);
        self.push(change, deps, texts.into_iter().collect());
    }

    /// Admits another's change, all of whose dependencies are here; or says why not, and is as it was.
    pub(super) fn admit(&mut self, change: &PlainChange) -> Result<(), Unacceptable> {
        let deps = self.known_deps(change);
        self.check_place(change, &deps)?;
        let past = self.past(&deps);
        let (hash, mut made, mut texts) = (change.hash, Objects::default(), BTreeSet::new());
        for (id, op) in numbered_ops(change) {
            let layers = [&self.objects, &self.staged, &made];
            let mut is_past = |other: OpId| {
                (other.actor == id.actor && other.counter >= change.start_op && other.counter < id.counter)
                    || self.change_of(other).is_some_and(|at| past.holds(at))
            };
            objects::check(&op, &layers, &mut is_past).map_err(|why| Unacceptable::ForeignOperation { hash, why })?;
            note_text(&op, &mut texts);
            made.add(id, &op);
        }
        self.staged.extend(made);
        self.push(change, deps, texts.into_iter().collect());
        Ok(())
    }

    /// The texts that a change edits, and whether it was made without knowing all that the changes before a mark did to them.
    pub(super) fn texts_of(&self, hash: &ChangeHash, mark_count: usize) -> Vec<(OpId, bool)> {
        let Some(known) = self.by_hash.get(hash).and_then(|at| self.changes.get(*at)) else { return Vec::new() };
        let past = self.past(&known.deps);
        let unknown =
            || (past.prefix..mark_count).filter(|at| !past.others.contains(at)).filter_map(|at| self.changes.get(at));
        let is_apart = |text: &OpId| unknown().any(|other| other.texts.contains(text));
        known.texts.iter().map(|text| (*text, is_apart(text))).collect()
    }

    /// How many changes there were at a mark.
    pub(super) fn count_at(mark: &Mark) -> usize {
        mark.count
    }

    fn known_deps(&self, change: &PlainChange) -> Vec<usize> {
        change.deps.iter().filter_map(|dep| self.by_hash.get(dep)).copied().collect()
    }

    fn check_place(&self, change: &PlainChange, deps: &[usize]) -> Result<(), Unacceptable> {
        let (hash, actor) = (change.hash, change.actor);
        let own: &[usize] = self.by_actor.get(&actor).map_or(&[], Vec::as_slice);
        let follows = own.last().is_none_or(|last| deps.contains(last));
        if deps.is_empty() || change.seq != own.len() as u64 + 1 || !follows {
            return Err(Unacceptable::OutOfSequence { hash, actor });
        }
        let highest = deps.iter().filter_map(|at| self.changes.get(*at)).map(|known| known.max_op).max();
        let expected = highest.unwrap_or(0) + 1;
        if change.start_op != expected {
            return Err(Unacceptable::LeapingOps { hash, start_op: change.start_op, expected });
        }
        Ok(())
    }

    /// All changes that these rest on, themselves included.
    ///
    /// Where the newest rest on all before them, as they mostly do, there is nothing to walk.
    fn past(&self, deps: &[usize]) -> Past {
        let prefix = if self.heads.iter().all(|head| deps.contains(head)) {
            self.changes.len()
        } else {
            deps.iter().filter_map(|at| self.changes.get(*at)).map(|known| known.prefix).max().unwrap_or(0)
        };
        let mut others = HashSet::new();
        let mut to_visit: Vec<usize> = deps.to_vec();
        while let Some(at) = to_visit.pop() {
            if at >= prefix && others.insert(at) {
                to_visit.extend(self.changes.get(at).into_iter().flat_map(|known| &known.deps));
            }
        }
        Past { prefix, others }
    }

    fn change_of(&self, op: OpId) -> Option<usize> {
        let own = self.by_actor.get(&op.actor)?;
        let start_of = |at: &usize| self.changes.get(*at).map_or(u64::MAX, |known| known.start_op);
        let behind = own.partition_point(|at| start_of(at) <= op.counter);
        let at = *own.get(behind.checked_sub(1)?)?;
        self.changes.get(at).filter(|known| op.counter <= known.max_op).map(|_| at)
    }

    fn push(&mut self, change: &PlainChange, deps: Vec<usize>, texts: Vec<OpId>) {
        let at = self.changes.len();
        let is_on_all = self.heads.iter().all(|head| deps.contains(head));
        let prefix_of_deps = deps.iter().filter_map(|dep| self.changes.get(*dep)).map(|known| known.prefix).max();
        let prefix = if is_on_all { at + 1 } else { prefix_of_deps.unwrap_or(0) };
        deps.iter().for_each(|dep| {
            self.heads.remove(dep);
        });
        self.heads.insert(at);
        self.by_hash.insert(change.hash, at);
        self.by_actor.entry(change.actor).or_default().push(at);
        let (hash, actor) = (change.hash, change.actor);
        self.changes.push(Known {
            hash,
            actor,
            start_op: change.start_op,
            max_op: change.max_op(),
            deps,
            prefix,
            texts,
        });
    }
}

fn numbered_ops(change: &PlainChange) -> impl Iterator<Item = (OpId, automerge::legacy::Op)> {
    let (start, actor) = (change.start_op, change.actor);
    let ops = change.automerge.decode().operations;
    ops.into_iter().zip(start..).map(move |(op, counter)| (OpId { counter, actor }, op))
}

fn note_text(op: &automerge::legacy::Op, texts: &mut BTreeSet<OpId>) {
    if let (automerge::legacy::Key::Seq(_), Some(text)) = (&op.key, object_of(op)) {
        texts.insert(text);
    }
}
