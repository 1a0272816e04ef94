//! What a learner records of herself: progress, challenges taken up and put aside, measurements, minutes.

use super::{Replica, commands::learner, turn::Turn};
use crate::command::{Refusal, Reply};
use naptime_domain::{
    command::{ChallengeTurn, Command, Deed, LearnerCommand, Side, Whose},
    document::Descriptor,
    id::{ChallengeId, EditionId, EventId},
    time::Day,
    view::ChallengeState,
};

impl Replica {
    /// Takes a challenge on. One that was put aside is taken up again where it was, and as the edition she has.
    pub(super) fn start_challenge(
        &mut self,
        challenge: ChallengeId,
        edition: Option<EditionId>,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let known = self.learner().and_then(|learner| learner.progress(&challenge));
        let edition = edition.filter(|_| known.is_none_or(|known| known.edition.is_none()));
        let mut commands = self.take_on(challenge.clone(), turn);
        commands.extend(edition.map(|edition| recorded(Deed::Took { challenge, edition }, turn)));
        self.change_learner(&commands, turn)
    }

    fn take_on(&mut self, challenge: ChallengeId, turn: &mut Turn<'_>) -> Vec<Command> {
        let progress = self.learner().and_then(|learner| learner.progress(&challenge));
        let is_aside = |state: &ChallengeState| matches!(state, ChallengeState::Paused | ChallengeState::SwappedFor(_));
        match progress.map(|known| is_aside(&known.state)) {
            None => vec![learner(LearnerCommand::StartChallenge { challenge })],
            Some(true) => vec![recorded(Deed::Turned { challenge, turn: ChallengeTurn::Resumed }, turn)],
            Some(false) => Vec::new(),
        }
    }

    /// Records something, or several things as one change.
    pub(super) fn record(&mut self, deeds: Vec<Deed>, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        let mut commands = Vec::new();
        for deed in deeds {
            let follows = self.what_follows(&deed, turn)?;
            commands.push(recorded(deed, turn));
            commands.extend(follows);
        }
        self.change_learner(&commands, turn)
    }

    /// What is swapped for is started in the same stroke; a group's work is gone on with by its members.
    fn what_follows(&mut self, deed: &Deed, turn: &mut Turn<'_>) -> Result<Vec<Command>, Refusal> {
        match deed {
            Deed::Chose { whose: Whose::Ours(group), .. } => self.known_group(group).map(|()| Vec::new()),
            Deed::Turned { challenge, turn: ChallengeTurn::SwappedFor(other) } if other == challenge => {
                Err(Refusal::Unknown)
            }
            Deed::Turned { turn: ChallengeTurn::SwappedFor(other), .. } => Ok(self.take_on(other.clone(), turn)),
            _ => Ok(Vec::new()),
        }
    }

    pub(super) fn strike(&mut self, event: EventId, is_struck: bool, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        self.change_learner(&[learner(LearnerCommand::Strike { event, is_struck })], turn)
    }

    pub(super) fn spend_time(
        &mut self,
        day: Day,
        side: Side,
        minutes: u16,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let device = self.device_tag()?;
        self.change_learner(&[learner(LearnerCommand::SpendTime { day, side, device, minutes })], turn)
    }

    fn change_learner(&mut self, commands: &[Command], turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        let (_, personal) = self.me()?;
        self.change_all(personal, &Descriptor::Learner, commands, turn)?;
        Ok(Reply::Done)
    }
}

fn recorded(deed: Deed, turn: &mut Turn<'_>) -> Command {
    learner(LearnerCommand::Record { event: EventId(turn.random()), deed })
}
