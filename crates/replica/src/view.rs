//! What screens show: plain data, computed from documents, compared by value.

mod critique;
mod work;

pub use critique::{NoteView, SubmissionView};
pub use work::WorkView;

use crate::command::WorkId;
use naptime_domain::id::{ChallengeId, LessonId, MilestoneId, PersonId, SpaceId, StepIndex, SubmissionId, VersionId};
use naptime_domain::time::Timestamp;
use naptime_domain::view::{ChallengeProgress, DaySpent, StatementRating};
use serde::{Deserialize, Serialize};

/// Something a screen can watch.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Topic {
    /// The learner herself; always watched.
    Profile,
    /// Her groups with what was shared in them; always watched.
    Groups,
    /// How far her words have travelled; always watched.
    Sync,
    /// Her work on one challenge, or a group's.
    Work(WorkId),
    /// The draft of a work as one of its versions has it.
    Version(WorkId, VersionId),
    /// Her own work on a challenge as she had it before she began afresh: the first time is 0.
    Round(ChallengeId, u32),
    /// One submission with its critique.
    Submission(SubmissionId),
}

/// The current state of a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum View {
    /// See [`Topic::Profile`]. `None` before anybody has begun here.
    Profile(Option<ProfileView>),
    /// See [`Topic::Groups`].
    Groups(Vec<GroupView>),
    /// See [`Topic::Sync`].
    Sync(SyncView),
    /// See [`Topic::Work`]. `None` before the challenge was started, or outside the group.
    Work(WorkId, Option<WorkView>),
    /// See [`Topic::Version`]. `None` when it is not on this device.
    Version(WorkId, VersionId, Option<String>),
    /// See [`Topic::Round`]. `None` if she has not begun it that often.
    Round(ChallengeId, u32, Option<WorkView>),
    /// See [`Topic::Submission`]. `None` when it is not on this device.
    Submission(SubmissionId, Option<SubmissionView>),
}

/// The learner herself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileView {
    /// Her public identity.
    pub person: PersonId,
    /// The name peers see.
    pub name: String,
    /// Challenges she has started, oldest first.
    pub challenges: Vec<ChallengeId>,
    /// How far she has come in each of them, in the same order.
    pub progress: Vec<ChallengeProgress>,
    /// Steps she has done and not opened again.
    pub steps_done: Vec<StepDone>,
    /// Milestones she has reached and not opened again, since she last began their challenge.
    pub milestones_done: Vec<MilestoneDone>,
    /// How she rated the baseline's statements.
    pub baseline: Vec<StatementRating>,
    /// Her minutes in the app and out of it, of her latest days.
    pub days: Vec<DaySpent>,
}

/// A step that is done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StepDone {
    /// The lesson.
    pub lesson: LessonId,
    /// The step's place in it, from 0.
    pub step: StepIndex,
    /// When she said so, by her device's clock.
    pub at: Timestamp,
}

/// A milestone that is reached.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MilestoneDone {
    /// The challenge.
    pub challenge: ChallengeId,
    /// The milestone.
    pub milestone: MilestoneId,
    /// When she said so, by her device's clock.
    pub at: Timestamp,
}

/// One line of a group's list of shared work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionSummary {
    /// The submission.
    pub id: SubmissionId,
    /// The group that sees it.
    pub group: SpaceId,
    /// The challenge it answers.
    pub challenge: ChallengeId,
    /// Who made it.
    pub author: PersonId,
    /// Her name, if it has arrived.
    pub author_name: Option<String>,
    /// Its title.
    pub title: String,
    /// When it was shared, by its author's clock.
    pub shared_at: Timestamp,
    /// Critics whose shared notes have arrived.
    pub critics: u16,
    /// Private notes of mine that are not shared yet.
    pub my_drafts: u16,
    /// Whether I have shared notes on it.
    pub critiqued_by_me: bool,
    /// Whether its author has taken it back.
    pub is_taken_back: bool,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupView {
    /// Its space.
    pub id: SpaceId,
    /// Its name; two names set apart are both here, the one shown first.
    pub names: Vec<String>,
    /// Its charter.
    pub charter: String,
    /// Its members in the order they joined.
    pub members: Vec<MemberView>,
    /// Open invitations.
    pub invites: Vec<InviteView>,
    /// What was shared, newest first.
    pub submissions: Vec<SubmissionSummary>,
    /// Whether joining is still on its way to the server.
    pub joining: bool,
}

/// One member of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    /// Who.
    pub person: PersonId,
    /// Her name, if it has arrived.
    pub name: Option<String>,
    /// Whether it is this device's learner.
    pub is_me: bool,
    /// Whether she may invite and remove.
    pub is_facilitator: bool,
}

/// One open invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteView {
    /// Its public key, which names it.
    pub invite: [u8; 32],
    /// How many more people may join with it.
    pub uses_left: u16,
    /// When it closes.
    pub expires_at: Timestamp,
    /// The link's fragment, on the device that made it.
    pub fragment: Option<String>,
}

/// How far her words have travelled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncView {
    /// What the small status shows.
    pub state: SyncState,
    /// Changes to shared spaces that the server has not confirmed.
    pub waiting: u32,
    /// Their approximate cost in bytes.
    pub waiting_bytes: u64,
    /// Changes to the personal space that the server has not confirmed.
    pub waiting_personal: u32,
    /// When the server last confirmed something.
    pub last_shared_at: Option<Timestamp>,
    /// How this device reaches the server now.
    pub connection: Connection,
    /// Records and chunks that could not be read and are kept aside.
    pub set_aside: u32,
}

impl SyncView {
    /// What may be shown beside words, or something else she did, that are not known to be stored: no rung of the ladder is
    /// true of those.
    #[must_use]
    pub fn beside(mut self, has_unsaved: bool) -> Self {
        if has_unsaved && !matches!(self.state, SyncState::Attention(_)) {
            self.state = SyncState::Writing;
        }
        self
    }
}

/// The rungs of the save ladder, as one small status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SyncState {
    /// Nothing to tell.
    #[default]
    Quiet,
    /// Being written to this device. What is typed is not told so: see [`SyncView::beside`].
    Writing,
    /// Stored on this device and not yet on the server.
    SavedHere,
    /// On its way for more than a second.
    Sharing,
    /// The server has just confirmed everything.
    Shared,
    /// Something needs the learner.
    Attention(Attention),
}

/// What needs the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attention {
    /// This device's storage is full: words are in memory only.
    StorageFull,
    /// This device's storage failed: words are in memory only.
    StorageFailed,
    /// The server refused something for good.
    Refused,
    /// A group, or the safe copy, has as much as it can hold.
    SpaceFull,
    /// A person has as many devices as she can: this one reads, and shares nothing.
    TooManyDevices,
    /// The server's history is not the one seen before.
    ServerForked,
    /// Data of a newer version of the app: it is kept and not touched.
    UpdateNeeded,
}

/// How this device reaches the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Connection {
    /// The server cannot be reached now.
    #[default]
    Offline,
    /// The last request was answered.
    Online,
    /// A live socket is open.
    Live,
}
