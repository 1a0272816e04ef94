//! What screens show: every signal that holds document data, written here and nowhere else.

mod entries;

use naptime::link::{FromEngine, Trouble};
use naptime_domain::id::{ChallengeId, SubmissionId, VersionId};
use naptime_replica::{
    command::WorkId,
    view::{GroupView, ProfileView, SubmissionSummary, SubmissionView, SyncState, SyncView, Topic, View, WorkView},
};
use naptime_view::prelude::*;

use self::entries::{forget_entry, known, set_entry};
use super::{cache, forms, text_box::forget_histories};

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

/// For whom what waits, or was confirmed last, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// For herself: a sealed copy of her own.
    Herself,
    /// For a group, and she is the only one yet in one of hers.
    GroupToCome,
    /// For groups that others are in.
    Group,
}

/// A version, and the work it is of.
pub type OfWork = (WorkId, VersionId);

/// Her own work on a challenge as it was when she had begun afresh so often.
type Round = (ChallengeId, u32);

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
    audience: Memo<Audience>,
    works: RwSignal<Vec<(WorkId, Option<WorkView>)>>,
    rounds: RwSignal<Vec<(Round, Option<WorkView>)>>,
    versions: RwSignal<Vec<(OfWork, Option<String>)>>,
    submissions: RwSignal<Vec<(SubmissionId, Option<SubmissionView>)>>,
}

impl Store {
    /// A store with what the last start showed, so that the first screen waits for nothing.
    pub fn from_cache(has_unsaved: ReadSignal<bool>, is_waiting: ReadSignal<bool>) -> Self {
        let (person, groups) = match cache::read_views() {
            Some((profile, groups)) => (Person::Known(profile), groups),
            None => (Person::Unknown, Vec::new()),
        };
        // Before the engine has spoken nothing is claimed.
        let sync = RwSignal::new(SyncView { state: SyncState::Writing, ..SyncView::default() });
        let sync_is_group = RwSignal::new(false);
        let groups = RwSignal::new(groups);
        let audience = move |_: Option<&Audience>| match sync_is_group.get() {
            false => Audience::Herself,
            true if groups.with(|groups| groups.iter().any(is_lonely)) => Audience::GroupToCome,
            true => Audience::Group,
        };
        Self {
            health: RwSignal::new(Health::Starting),
            person: RwSignal::new(person),
            groups,
            sync,
            honest_sync: Memo::new(move |_| sync.get().beside(has_unsaved.get() || is_waiting.get())),
            sync_is_group,
            audience: Memo::new(audience),
            works: RwSignal::default(),
            rounds: RwSignal::default(),
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
            View::Round(challenge, round, work) => set_entry(self.rounds, (challenge, round), work),
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
        set_if_new(self.sync, SyncView { last_shared_at: cache::last_shared(sync.last_shared_at), ..sync });
    }

    /// Writes what the next start shows first.
    fn keep(self) {
        match self.person.get_untracked() {
            Person::Known(profile) => {
                if cache::turn_to(&profile.person) {
                    forget_histories();
                    forms::forget_all();
                }
                cache::write_views(&profile, &self.groups.get_untracked());
            }
            // After a lost database the half-written forms are the last that is left of hers: she may come back.
            Person::Nobody => cache::forget_views(),
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

    /// For whom what was confirmed last, or waits now, is.
    pub fn audience(self) -> Memo<Audience> {
        self.audience
    }

    /// Whether somebody else is in one of her groups. Tracks.
    pub fn has_company(self) -> bool {
        self.groups.with(|groups| !groups.iter().all(is_lonely))
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

    /// The draft as a version of a work has it. Tracks.
    pub fn version(self, of: &OfWork) -> Known<String> {
        self.versions.with(|versions| known(versions, of))
    }

    /// Her work as she had it before she began afresh. Tracks.
    pub fn round(self, id: &ChallengeId, round: u32) -> Known<WorkView> {
        self.rounds.with(|rounds| known(rounds, &(id.clone(), round)))
    }

    /// A submission. Tracks.
    pub fn submission(self, id: &SubmissionId) -> Known<SubmissionView> {
        self.submissions.with(|submissions| known(submissions, id))
    }

    /// Forgets a view that nobody watches any more: it would grow old.
    pub fn forget(self, topic: &Topic) {
        match topic {
            Topic::Work(id) => forget_entry(self.works, id),
            Topic::Version(work, version) => forget_entry(self.versions, &(work.clone(), *version)),
            Topic::Round(id, round) => forget_entry(self.rounds, &(id.clone(), *round)),
            Topic::Submission(id) => forget_entry(self.submissions, id),
            Topic::Profile | Topic::Groups | Topic::Sync => {}
        }
    }
}

/// Nobody else is in it. Of one that she is still joining, nobody knows yet.
pub fn is_lonely(group: &GroupView) -> bool {
    !group.joining && group.members.iter().all(|member| member.is_me)
}

fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
