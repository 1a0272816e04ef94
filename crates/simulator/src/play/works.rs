//! What people do to works besides writing, in a story told at random: to their own and to the group's.

use super::{Play, Promise, deeds::challenge};
use crate::weather::{below, happens, pick};
use naptime_domain::{
    command::{Amount, Whose},
    evidence::Evidence,
};
use naptime_replica::{
    command::{Command, TextTarget, WorkDeed, WorkId},
    view::WorkView,
};

impl Play {
    /// Hers or the group's.
    pub(super) fn any_work(&mut self) -> WorkId {
        let challenge = challenge(below(&mut self.rng, 2));
        match happens(&mut self.rng, 500) {
            true => WorkId::ours(challenge, self.space),
            false => WorkId::hers(challenge),
        }
    }

    pub(super) fn work_deed(&mut self, person: usize, tab: usize) -> Option<(Command, Promise)> {
        let work = self.any_work();
        let shown = self.world.work(tab, &work)?;
        let deed = match below(&mut self.rng, 10) {
            0 | 1 => WorkDeed::KeepVersion { name: String::new() },
            2 => {
                let version = pick(&mut self.rng, &shown.versions)?.id;
                WorkDeed::NameVersion { version, name: format!("Try {}", below(&mut self.rng, 9)) }
            }
            3 | 4 => WorkDeed::AddEvidence(self.number()),
            5 => WorkDeed::EditEvidence { evidence: pick(&mut self.rng, &shown.evidence)?.id, what: self.number() },
            6 => {
                let evidence = pick(&mut self.rng, &shown.evidence)?.id;
                WorkDeed::PutAwayEvidence { evidence, is_away: below(&mut self.rng, 2) == 0 }
            }
            7 if work.whose != Whose::Hers => WorkDeed::CopyFrom(Whose::Hers),
            _ => self.restore(person, tab, &work, &shown)?,
        };
        Some((Command::Work { work: work.clone(), deed }, Promise::Work(work)))
    }

    fn number(&mut self) -> Evidence {
        let value = Amount(below(&mut self.rng, 100) as i64);
        Evidence::Number { value, unit: "cakes".into(), source: "The till".into() }
    }

    /// On one tab for each work: two who bring the same words back apart have them twice, as anybody would expect.
    fn restore(&mut self, person: usize, tab: usize, work: &WorkId, shown: &WorkView) -> Option<WorkDeed> {
        let (restorer, owner) = match work.whose {
            Whose::Hers => (self.people[person].tabs[0], self.people[person].name.clone()),
            Whose::Ours(_) => (self.people[0].tabs[0], String::new()),
        };
        if tab != restorer {
            return None;
        }
        let version = pick(&mut self.rng, &shown.versions)?.id;
        // What was typed since may be gone, and may come back.
        let known = self.world.words.entry((owner, TextTarget::WorkDraft { work: work.clone() })).or_default();
        known.struck.extend(known.typed.iter().cloned());
        known.saved.clear();
        Some(WorkDeed::RestoreVersion { version })
    }
}
