//! How a story told at random ends: the weather clears, and every promise must have been kept.

use super::super::Weather;
use super::{Play, Promise, deeds::photo};
use crate::{
    blob::blob_of,
    command::Reply,
    view::{Topic, View},
};
use std::collections::{BTreeMap, BTreeSet};

impl Play {
    /// Looks which commands have ended.
    pub(super) fn collect(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        for (tab, run, request, promise) in pending {
            let outcome = self.world.tabs[tab].outcomes.get(&request).cloned();
            match outcome {
                Some(Ok(Reply::Submission(id))) => self.kept.push((tab, Promise::Shared(id))),
                Some(Ok(Reply::Group(space))) => self.kept.push((tab, Promise::Group(space))),
                Some(Ok(_)) => {
                    if let (Promise::Named(name), Some(person)) =
                        (&promise, self.people.iter_mut().find(|person| person.tabs.contains(&tab)))
                    {
                        person.names_kept = person.names_kept.max(*name);
                    }
                    self.kept.push((tab, promise));
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
                Promise::Photo(number) => self.check_photo(tab, number),
                promise => self.check_promise(tab, &promise),
            }
        }
        self.check_names();
    }

    fn check_promise(&mut self, tab: usize, promise: &Promise) {
        let profile = match self.world.look(tab, &Topic::Profile) {
            View::Profile(Some(profile)) => profile,
            _ => panic!("nobody lives on tab {tab}"),
        };
        let is_kept = match promise {
            Promise::Nothing | Promise::Named(_) | Promise::Photo(_) => true,
            Promise::Step(lesson, step) => {
                profile.steps_done.iter().any(|done| done.lesson == *lesson && done.step == *step)
            }
            Promise::Started(challenge) => profile.challenges.contains(challenge),
            Promise::Shared(id) => {
                let people: BTreeSet<usize> =
                    self.people.iter().filter_map(|person| person.tabs.first().copied()).collect();
                people.into_iter().all(|tab| self.submissions(tab).contains(id))
            }
            Promise::Group(space) => self.world.groups(tab).iter().any(|group| group.id == *space),
        };
        assert!(is_kept, "tab {tab} was promised {promise:?}");
    }

    /// A photo that was said to be kept can be seen on each of her devices.
    fn check_photo(&mut self, tab: usize, number: u8) {
        let photo = photo(number);
        let hers = self.people.iter().find(|person| person.tabs.contains(&tab)).map(|person| person.tabs.clone());
        for tab in hers.unwrap_or_default() {
            let mut seen = None;
            for _ in 0..10 {
                seen = self.world.look_at(tab, blob_of(&photo));
                if seen.is_some() {
                    break;
                }
                self.world.pass_ms(60_000);
                self.world.run_until_quiet();
            }
            assert!(seen == Some(photo.clone()), "photo {number} was kept and is not seen on tab {tab}");
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
