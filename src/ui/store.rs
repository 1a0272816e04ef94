//! What screens show: every signal that holds document data, written here and nowhere else.

use naptime::link::{FromEngine, Trouble};
use naptime_domain::id::{SubmissionId, VersionId};
use naptime_replica::{
    command::WorkId,
    view::{GroupView, ProfileView, SubmissionSummary, SubmissionView, SyncState, SyncView, Topic, View, WorkView},
};
use naptime_view::prelude::*;

use super::{cache, text_box::forget_histories};

/// Who lives on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    /// The engine has not said yet.
    Unknown,
    /// Nobody has begun here.
    Nobody,
    /// She has.
    Known(ProfileView),
}

/// How the engine is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// It is starting.
    Starting,
    /// It answers.
    Ready,
    /// It cannot go on as it is.
    Trouble(Trouble),
    /// It trapped at every start.
    Stopped {
        /// The browser's words, for diagnostics alone.
        detail: String,
    },
}

/// A document's view as this device has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// The engine has not said yet.
    Asking,
    /// It is not on this device.
    Missing,
    /// Here it is.
    Here(T),
}

impl<T> Known<T> {
    /// The view, if it is here.
    pub fn here(self) -> Option<T> {
        match self {
            Self::Here(view) => Some(view),
            Self::Asking | Self::Missing => None,
        }
    }
}

/// A version, and the work it is of.
type OfWork = (WorkId, VersionId);

/// All of it. Screens read; [`Store::receive`] writes.
#[derive(Clone, Copy)]
pub struct Store {
    health: RwSignal<Health>,
    person: RwSignal<Person>,
    groups: RwSignal<Vec<GroupView>>,
    sync: RwSignal<SyncView>,
    /// As the engine said, and no more than is true of what was typed since.
    honest_sync: Memo<SyncView>,
    sync_is_group: RwSignal<bool>,
    works: RwSignal<Vec<(WorkId, Option<WorkView>)>>,
    versions: RwSignal<Vec<(OfWork, Option<String>)>>,
    submissions: RwSignal<Vec<(SubmissionId, Option<SubmissionView>)>>,
}

impl Store {
    /// A store with what the last start showed, so that the first screen waits for nothing.
    pub fn from_cache(has_unsaved: ReadSignal<bool>) -> Self {
        let (person, groups) = match cache::read_views() {
            Some((profile, groups)) => (Person::Known(profile), groups),
            None => (Person::Unknown, Vec::new()),
        };
        let sync = RwSignal::new(SyncView::default());
        Self {
            health: RwSignal::new(Health::Starting),
            person: RwSignal::new(person),
            groups: RwSignal::new(groups),
            sync,
            honest_sync: Memo::new(move |_| sync.get().beside(has_unsaved.get())),
            sync_is_group: RwSignal::new(false),
            works: RwSignal::default(),
            versions: RwSignal::default(),
            submissions: RwSignal::default(),
        }
    }

    /// Takes in what the engine says of documents and of itself.
    pub fn receive(self, message: FromEngine) {
        match message {
            FromEngine::Ready => self.health.set(Health::Ready),
            FromEngine::Trouble(trouble) => self.health.set(Health::Trouble(trouble)),
            FromEngine::View(view) => self.show(view),
            _ => {}
        }
    }

    /// The engine could not be started at all.
    pub fn stopped(self, detail: String) {
        self.claim_nothing();
        self.health.set(Health::Stopped { detail });
    }

    /// A new engine runs.
    pub fn restarting(self) {
        self.claim_nothing();
        self.health.set(Health::Starting);
    }

    /// Nobody is there who could store what is typed now: what was said of earlier words no longer holds.
    fn claim_nothing(self) {
        self.sync.update(|sync| sync.state = SyncState::Writing);
    }

    fn show(self, view: View) {
        match view {
            View::Profile(profile) => {
                set_if_new(self.person, profile.map_or(Person::Nobody, Person::Known));
                self.keep();
            }
            View::Groups(groups) => {
                set_if_new(self.groups, groups);
                self.keep();
            }
            View::Sync(sync) => self.show_sync(sync),
            View::Work(id, work) => set_entry(self.works, id, work),
            View::Version(work, version, text) => set_entry(self.versions, (work, version), text),
            View::Submission(id, submission) => set_entry(self.submissions, id, submission),
        }
    }

    /// "Shared with your group" is only true of what waited for a group.
    fn show_sync(self, sync: SyncView) {
        match sync.state {
            SyncState::Shared => {}
            SyncState::Quiet => set_if_new(self.sync_is_group, false),
            _ if sync.waiting > 0 => set_if_new(self.sync_is_group, true),
            _ => {}
        }
        set_if_new(self.sync, sync);
    }

    /// Writes what the next start shows first.
    fn keep(self) {
        match self.person.get_untracked() {
            Person::Known(profile) => cache::write_views(&profile, &self.groups.get_untracked()),
            Person::Nobody => {
                cache::forget_views();
                forget_histories();
            }
            Person::Unknown => {}
        }
    }

    pub fn health(self) -> ReadSignal<Health> {
        self.health.read_only()
    }

    pub fn person(self) -> ReadSignal<Person> {
        self.person.read_only()
    }

    pub fn groups(self) -> ReadSignal<Vec<GroupView>> {
        self.groups.read_only()
    }

    pub fn sync(self) -> Memo<SyncView> {
        self.honest_sync
    }

    /// Whether what was confirmed last, or waits now, is for a group.
    pub fn sync_is_group(self) -> ReadSignal<bool> {
        self.sync_is_group.read_only()
    }

    /// The learner, if somebody has begun here. Tracks.
    pub fn profile(self) -> Option<ProfileView> {
        match self.person.get() {
            Person::Known(profile) => Some(profile),
            Person::Unknown | Person::Nobody => None,
        }
    }

    /// As [`Self::profile`], for what is built once. Does not track.
    pub fn profile_now(self) -> Option<ProfileView> {
        untrack(|| self.profile())
    }

    /// Everything shared in all groups, newest first within each group. Tracks.
    pub fn shared(self) -> Vec<SubmissionSummary> {
        self.groups.with(|groups| groups.iter().flat_map(|group| group.submissions.iter().cloned()).collect())
    }

    /// A work. Tracks.
    pub fn work(self, id: &WorkId) -> Known<WorkView> {
        self.works.with(|works| known(works, id))
    }

    /// A submission. Tracks.
    pub fn submission(self, id: &SubmissionId) -> Known<SubmissionView> {
        self.submissions.with(|submissions| known(submissions, id))
    }

    /// Forgets a view that nobody watches any more: it would grow old.
    pub fn forget(self, topic: &Topic) {
        match topic {
            Topic::Work(id) => self.works.update(|works| works.retain(|(other, _)| other != id)),
            Topic::Version(work, version) => {
                self.versions.update(|all| all.retain(|((of, other), _)| of != work || other != version));
            }
            Topic::Submission(id) => {
                self.submissions.update(|submissions| submissions.retain(|(other, _)| other != id))
            }
            Topic::Profile | Topic::Groups | Topic::Sync => {}
        }
    }
}

fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}

fn set_entry<K, V>(signal: RwSignal<Vec<(K, V)>>, key: K, value: V)
where
    K: PartialEq + Send + Sync + 'static,
    V: PartialEq + Send + Sync + 'static,
{
    let entry = (key, value);
    if signal.with_untracked(|entries| entries.contains(&entry)) {
        return;
    }
    signal.update(|entries| {
        entries.retain(|(key, _)| *key != entry.0);
        entries.push(entry);
    });
}

fn known<K: PartialEq, V: Clone>(entries: &[(K, Option<V>)], id: &K) -> Known<V> {
    match entries.iter().find(|(key, _)| key == id) {
        Some((_, Some(view))) => Known::Here(view.clone()),
        Some((_, None)) => Known::Missing,
        None => Known::Asking,
    }
}
