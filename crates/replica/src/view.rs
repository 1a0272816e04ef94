//! What screens show: plain data, computed from documents, compared by value.

mod blob;
mod critique;
mod sync;
mod work;

pub use blob::{BlobState, BlobView};
pub use critique::{NoteView, SubmissionView};
pub use sync::{Attention, Connection, SyncState, SyncView};
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
    /// Challenges that are done together here, by their id.
    pub joint: Vec<JointSummary>,
    /// Whether joining is still on its way to the server.
    pub joining: bool,
}

/// A challenge on which a group has begun to write together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointSummary {
    /// The challenge.
    pub challenge: ChallengeId,
    /// Whether it is the work that this device's learner goes on with.
    pub is_hers: bool,
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
