//! What a learner's own document says.

use super::Choice;
use crate::{
    command::{Amount, ProgressItem, Stage, Whose},
    id::{ChallengeId, EditionId, EventId, MeasureId, SpaceId, StatementId, TryOutId},
    time::{Day, Timestamp},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A learner's own document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LearnerView {
    /// What she is called.
    pub name: Choice<String>,
    /// The spaces she is in, and what she calls them.
    pub spaces: BTreeMap<SpaceId, Choice<String>>,
    /// The challenges she has taken on, the first first.
    pub challenges: Vec<ChallengeProgress>,
    /// What is done and not reopened since, and when first. Milestones of a challenge she has begun afresh are open again.
    pub done: BTreeMap<ProgressItem, Timestamp>,
    /// How she rated the baseline's statements. A statement is there twice if two devices rated it apart.
    pub baseline: Vec<StatementRating>,
    /// Her minutes in the app and out of it, the first day first, of the latest days that have any.
    pub days: Vec<DaySpent>,
}

/// How far she has come in a challenge, since she last began it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengeProgress {
    /// The challenge.
    pub challenge: ChallengeId,
    /// When she first took it on.
    pub started_at: Timestamp,
    /// How often she has begun it afresh.
    pub generation: u32,
    /// Where it stands.
    pub state: ChallengeState,
    /// Since when.
    pub state_at: Timestamp,
    /// Which work on it she goes on with.
    pub whose: Whose,
    /// The edition she goes on with, of two that were taken apart the later; none where she took the challenge before
    /// this was recorded.
    pub edition: Option<EditionId>,
    /// What its client said about it, in the order it was noted; see [`Self::client_agrees`].
    pub client_said: Vec<ClientSaid>,
    /// What she measured, in the order she did.
    pub measured: Vec<MeasureEntry>,
    /// Where she said its numbers should end, in the order she did; see [`Self::target`].
    pub targets: Vec<OwnTarget>,
    /// How confident she said she is, in the order she did.
    pub confidence: Vec<ConfidenceRating>,
    /// What she went and looked at, in the order she did.
    pub tried_out: Vec<TriedOut>,
}

/// Where a challenge stands. Of two that were said apart the first in this order counts: the one that is further.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ChallengeState {
    /// She is through.
    Finished,
    /// She is at it.
    Underway,
    /// She rests it.
    Paused,
    /// She does another in its place.
    SwappedFor(ChallengeId),
}

/// A word of the client about being worked for and written about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientSaid {
    /// Whether the client agreed.
    pub agrees: bool,
    /// When, by the clock of the device she noted it on.
    pub at: Timestamp,
    /// Whether no later word has taken its place.
    pub is_current: bool,
}

/// One measurement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureEntry {
    /// Its id.
    pub event: EventId,
    /// What was measured.
    pub measure: MeasureId,
    /// What came out.
    pub value: Amount,
    /// How or where, in her words.
    pub note: String,
    /// When.
    pub at: Timestamp,
    /// Whether she has struck it: it does not count.
    pub is_struck: bool,
}

/// Where she said a number should end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTarget {
    /// What is measured.
    pub measure: MeasureId,
    /// Where it should end.
    pub value: Amount,
    /// When she said so.
    pub at: Timestamp,
    /// Whether no later word has taken its place.
    pub is_current: bool,
}

/// One rating of her own confidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfidenceRating {
    /// At which point.
    pub stage: Stage,
    /// From 1, not at all.
    pub level: u8,
    /// When.
    pub at: Timestamp,
    /// Whether no later rating of the same point has taken its place.
    pub is_current: bool,
}

/// One look at the world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriedOut {
    /// Its id.
    pub event: EventId,
    /// What she tried.
    pub try_out: TryOutId,
    /// What she brought back.
    pub note: String,
    /// When.
    pub at: Timestamp,
    /// Whether she has struck it: it does not count.
    pub is_struck: bool,
}

/// How she rated a statement of the baseline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRating {
    /// The statement.
    pub statement: StatementId,
    /// At which point of the programme.
    pub stage: Stage,
    /// From 1, not at all.
    pub level: u8,
    /// When.
    pub at: Timestamp,
}

/// Her minutes of one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaySpent {
    /// The day.
    pub day: Day,
    /// In the app.
    pub inside: u32,
    /// Out of it.
    pub outside: u32,
}

impl LearnerView {
    /// How far she has come in a challenge; `None` if she has not taken it on.
    pub fn progress(&self, challenge: &ChallengeId) -> Option<&ChallengeProgress> {
        self.challenges.iter().find(|progress| progress.challenge == *challenge)
    }
}

impl ChallengeProgress {
    /// Where she wants a number to end; of two that were chosen apart, the later.
    pub fn target(&self, measure: &str) -> Option<Amount> {
        let mut current = self.targets.iter().filter(|target| target.is_current && target.measure.as_str() == measure);
        current.next_back().map(|target| target.value)
    }

    /// Whether the client agrees. What was taken back on any device is taken back.
    pub fn client_agrees(&self) -> bool {
        let mut current = self.client_said.iter().filter(|said| said.is_current).peekable();
        current.peek().is_some() && current.all(|said| said.agrees)
    }
}
