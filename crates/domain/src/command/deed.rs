//! What a learner records of herself: each a fact of one moment, kept as it is and never changed.

use crate::id::{ChallengeId, EditionId, LessonId, MeasureId, MilestoneId, SpaceId, StatementId, StepIndex, TryOutId};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// Something a learner has done or says, at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum Deed {
    /// She has done something.
    #[n(0)]
    Done(#[n(0)] ProgressItem),
    /// She takes up again what was done: every time it was done that her device knows of.
    #[n(1)]
    Reopened(#[n(0)] ProgressItem),
    /// She goes on with a challenge otherwise than before.
    #[n(2)]
    Turned {
        /// The challenge.
        #[n(0)]
        challenge: ChallengeId,
        /// How.
        #[n(1)]
        turn: ChallengeTurn,
    },
    /// She has measured how far a challenge has come.
    #[n(3)]
    Measured {
        /// The challenge.
        #[n(0)]
        challenge: ChallengeId,
        /// What was measured.
        #[n(1)]
        measure: MeasureId,
        /// What came out.
        #[n(2)]
        value: Amount,
        /// How or where, in her words; may be empty.
        #[n(3)]
        note: String,
    },
    /// She says how confident she is.
    #[n(4)]
    RatedConfidence {
        /// In which challenge.
        #[n(0)]
        challenge: ChallengeId,
        /// At which point of it.
        #[n(1)]
        stage: Stage,
        /// From 1, not at all.
        #[n(2)]
        level: u8,
    },
    /// The client of a challenge agrees to be worked for and written about, or takes that back.
    #[n(5)]
    ClientSaid {
        /// The challenge.
        #[n(0)]
        challenge: ChallengeId,
        /// Whether the client agrees.
        #[n(1)]
        agrees: bool,
    },
    /// She went and looked.
    #[n(6)]
    TriedOut {
        /// The challenge it belongs to.
        #[n(0)]
        challenge: ChallengeId,
        /// What she tried.
        #[n(1)]
        try_out: TryOutId,
        /// What she brought back, in her words; may be empty.
        #[n(2)]
        note: String,
    },
    /// She rates a statement of the baseline.
    #[n(7)]
    RatedStatement {
        /// The statement.
        #[n(0)]
        statement: StatementId,
        /// At which point of the programme.
        #[n(1)]
        stage: Stage,
        /// From 1, not at all.
        #[n(2)]
        level: u8,
    },
    /// She chooses where a number should end.
    #[n(8)]
    SetTarget {
        /// The challenge.
        #[n(0)]
        challenge: ChallengeId,
        /// What is measured.
        #[n(1)]
        measure: MeasureId,
        /// Where it should end.
        #[n(2)]
        value: Amount,
    },
    /// She chooses which work on a challenge is the one she goes on with.
    #[n(9)]
    Chose {
        /// The challenge.
        #[n(0)]
        challenge: ChallengeId,
        /// Whose.
        #[n(1)]
        whose: Whose,
    },
    /// She goes on with a challenge as one edition has it, whatever newer ones there are.
    #[n(10)]
    Took {
        /// The challenge.
        #[n(0)]
        challenge: ChallengeId,
        /// The edition.
        #[n(1)]
        edition: EditionId,
    },
}

/// What can be done and reopened.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode)]
pub enum ProgressItem {
    /// A step of a lesson.
    #[n(0)]
    Step {
        /// The lesson.
        #[n(0)]
        lesson: LessonId,
        /// The step.
        #[n(1)]
        step: StepIndex,
    },
    /// A milestone of a challenge.
    #[n(1)]
    Milestone {
        /// The challenge.
        #[n(0)]
        challenge: ChallengeId,
        /// The milestone.
        #[n(1)]
        milestone: MilestoneId,
    },
}

/// How a learner goes on with a challenge she has started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum ChallengeTurn {
    /// She rests it.
    #[n(0)]
    Paused,
    /// She goes on, whatever it was.
    #[n(1)]
    Resumed,
    /// She does another in its place.
    #[n(2)]
    SwappedFor(#[n(0)] ChallengeId),
    /// She is through.
    #[n(3)]
    Finished,
    /// She begins it afresh: with an empty work, no milestone reached and nothing measured. What was, is kept.
    #[n(4)]
    Redone,
}

/// Whose a work is. Of two that were chosen apart the first in this order counts: the more private one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode)]
pub enum Whose {
    /// Hers alone, in her personal space.
    #[default]
    #[n(0)]
    Hers,
    /// A group's: one work, which all its members write and read.
    #[n(1)]
    Ours(#[n(0)] SpaceId),
}

/// A point of a challenge, or of the whole programme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode)]
pub enum Stage {
    /// Before anything.
    #[n(0)]
    Start,
    /// At a milestone.
    #[n(1)]
    Milestone(#[n(0)] MilestoneId),
    /// After all.
    #[n(2)]
    End,
}

/// A number with two decimals, exact: 3.50 is 350 hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode)]
#[serde(transparent)]
#[cbor(transparent)]
pub struct Amount(#[n(0)] pub i64);

impl Deed {
    /// The challenge it belongs to, if one.
    pub fn challenge(&self) -> Option<&ChallengeId> {
        match self {
            Self::Done(item) | Self::Reopened(item) => match item {
                ProgressItem::Step { .. } => None,
                ProgressItem::Milestone { challenge, .. } => Some(challenge),
            },
            Self::Turned { challenge, .. }
            | Self::Measured { challenge, .. }
            | Self::RatedConfidence { challenge, .. }
            | Self::ClientSaid { challenge, .. }
            | Self::TriedOut { challenge, .. }
            | Self::SetTarget { challenge, .. }
            | Self::Chose { challenge, .. }
            | Self::Took { challenge, .. } => Some(challenge),
            Self::RatedStatement { .. } => None,
        }
    }

    /// Whether the newer of the two takes the other's place; what is measured and tried out stands beside what was before.
    pub fn is_about_the_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Done(item) | Self::Reopened(item), Self::Done(known) | Self::Reopened(known)) => item == known,
            (Self::Turned { challenge, .. }, Self::Turned { challenge: known, .. })
            | (Self::ClientSaid { challenge, .. }, Self::ClientSaid { challenge: known, .. })
            | (Self::Chose { challenge, .. }, Self::Chose { challenge: known, .. })
            | (Self::Took { challenge, .. }, Self::Took { challenge: known, .. }) => challenge == known,
            (
                Self::RatedConfidence { challenge, stage, .. },
                Self::RatedConfidence { challenge: known, stage: at, .. },
            ) => challenge == known && stage == at,
            (
                Self::RatedStatement { statement, stage, .. },
                Self::RatedStatement { statement: known, stage: at, .. },
            ) => statement == known && stage == at,
            (Self::SetTarget { challenge, measure, .. }, Self::SetTarget { challenge: known, measure: other, .. }) => {
                challenge == known && measure == other
            }
            _ => false,
        }
    }
}
