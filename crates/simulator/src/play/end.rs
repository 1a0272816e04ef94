//! How a story told at random ends: the weather clears, and every promise must have been kept.

use super::{Person, Play, Promise, deeds::photo};
use crate::Weather;
use naptime_domain::{command::Whose, view::ChallengeProgress};
use naptime_replica::{
    blob::{Look, blob_of},
    command::{Reply, WorkId},
    view::{Topic, View, WorkView},
};
use std::collections::BTreeMap;

impl Play {
    /// Looks which commands have ended.
    pub(super) fn collect(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        for (tab, run, request, promise) in pending {
            let outcome = self.world.tabs[tab].outcomes.get(&request).cloned();
            match outcome {
                Some(Ok(Reply::Submission(id))) => self.kept.push((tab, Promise::Shared(id))),
                Some(Ok(Reply::Group(space))) => self.kept.push((tab, Promise::Group(space))),
                Some(Ok(reply)) => {
                    let person = self.people.iter_mut().find(|person| person.tabs.contains(&tab));
                    match (&promise, person) {
                        (Promise::Named(name), Some(person)) => person.names_kept = person.names_kept.max(*name),
                        (Promise::Spent(minutes), Some(person)) => person.minutes_kept += minutes,
                        _ => {}
                    }
                    self.kept.push((tab, promised(promise, reply)));
                }
                Some(Err(_)) => {}
                None if self.world.tabs[tab].run == run => self.pending.push((tab, run, request, promise)),
                None => {}
            }
        }
    }

    /// The weather clears, everybody comes back, and all must be well.
    pub(super) fn end(&mut self) {
        self.world.weather = Weather { answer_bytes: self.world.weather.answer_bytes, ..Weather::fair() };
        self.world.machines.iter_mut().for_each(|machine| machine.is_full = false);
        self.world.reconnect();
        self.world.run_until_quiet();
        self.collect();
        self.world.check();
        for (tab, promise) in std::mem::take(&mut self.kept) {
            match promise {
                Promise::Photo(work, number) => self.check_photo(tab, &work, number),
                promise => self.check_promise(tab, &promise),
            }
        }
        self.check_names();
        self.check_minutes();
    }

    fn check_promise(&mut self, tab: usize, promise: &Promise) {
        let profile = match self.world.look(tab, &Topic::Profile) {
            View::Profile(Some(profile)) => profile,
            _ => panic!("nobody lives on tab {tab}"),
        };
        let has_edition = |progress: &ChallengeProgress| progress.edition.is_some();
        assert!(profile.progress.iter().all(has_edition), "tab {tab}: what was begun was taken as an edition");
        let is_kept = match promise {
            Promise::Nothing | Promise::Named(_) | Promise::Spent(_) | Promise::Work(_) | Promise::Photo(..) => true,
            Promise::Step(lesson, step) => {
                profile.steps_done.iter().any(|done| done.lesson == *lesson && done.step == *step)
            }
            Promise::Measured(challenge, value) => {
                let progress = profile.progress.iter().find(|progress| progress.challenge == *challenge);
                progress.is_some_and(|progress| progress.measured.iter().any(|entry| entry.value == *value))
            }
            Promise::Version(work, version) => {
                self.everywhere(tab, work, |shown| shown.versions.iter().any(|kept| kept.id == *version))
            }
            Promise::Evidence(work, evidence) => {
                self.everywhere(tab, work, |shown| shown.evidence.iter().any(|known| known.id == *evidence))
            }
            Promise::Started(challenge) => profile.challenges.contains(challenge),
            Promise::Shared(id) => self.first_tabs().into_iter().all(|tab| self.submissions(tab).contains(id)),
            Promise::Group(space) => self.world.groups(tab).iter().any(|group| group.id == *space),
        };
        assert!(is_kept, "tab {tab} was promised {promise:?}");
    }

    /// A photo that was said to be kept can be seen on each of her devices; one in a group's work by all of it.
    fn check_photo(&mut self, tab: usize, work: &WorkId, number: u8) {
        let is_hers = |person: &&Person| work.whose != Whose::Hers || person.tabs.contains(&tab);
        let tabs: Vec<usize> = self.people.iter().filter(is_hers).flat_map(|person| person.tabs.clone()).collect();
        for tab in tabs {
            assert!(self.sees_photo(tab, work, number), "photo {number} was kept and is not seen on tab {tab}");
        }
    }

    /// Looks for a photo again and again: what is elsewhere comes in its time.
    fn sees_photo(&mut self, tab: usize, work: &WorkId, number: u8) -> bool {
        let photo = photo(number);
        for _ in 0..10 {
            if self.world.look_at(tab, work.whose, blob_of(&photo), Look::Whole).is_some_and(|seen| seen == photo) {
                return true;
            }
            self.world.pass_ms(60_000);
            self.world.run_until_quiet();
        }
        false
    }

    fn first_tabs(&self) -> Vec<usize> {
        self.people.iter().filter_map(|person| person.tabs.first().copied()).collect()
    }

    /// Whether all who have a work see this in it.
    fn everywhere(&mut self, tab: usize, work: &WorkId, is_there: impl Fn(&WorkView) -> bool) -> bool {
        let tabs = if work.whose == Whose::Hers { vec![tab] } else { self.first_tabs() };
        tabs.into_iter().all(|tab| self.world.work(tab, work).is_some_and(|shown| is_there(&shown)))
    }

    /// No minute that was counted is lost, and none is counted twice.
    fn check_minutes(&mut self) {
        for person in 0..self.people.len() {
            let Person { ref tabs, minutes_kept, minutes_sent, .. } = self.people[person];
            let View::Profile(Some(profile)) = self.world.look(tabs[0], &Topic::Profile) else { panic!("nobody") };
            let shown: u32 = profile.days.iter().map(|day| day.inside + day.outside).sum();
            assert!((minutes_kept..=minutes_sent).contains(&shown), "{minutes_kept} <= {shown} <= {minutes_sent}");
        }
    }

    /// Her name is the last one that was stored, or one she gave later.
    fn check_names(&mut self) {
        let mut last: BTreeMap<usize, usize> = BTreeMap::new();
        for person in 0..self.people.len() {
            last.insert(person, self.people[person].names_kept);
        }
        for (person, kept) in last {
            let tab = self.people[person].tabs[0];
            let View::Profile(Some(profile)) = self.world.look(tab, &Topic::Profile) else { panic!("nobody") };
            let allowed = &self.people[person].names[kept..];
            assert!(allowed.contains(&profile.name), "{:?} is none of {allowed:?}", profile.name);
        }
    }
}

/// What a promise says once it is known what was made.
fn promised(promise: Promise, reply: Reply) -> Promise {
    match (promise, reply) {
        (Promise::Work(work), Reply::Version(version)) => Promise::Version(work, version),
        (Promise::Work(work), Reply::Evidence(evidence)) => Promise::Evidence(work, evidence),
        (promise, _) => promise,
    }
}
