//! What a learner records of herself: progress, challenges taken up and put aside, measurements, minutes.

use super::{Replica, commands::learner, turn::Turn};
use crate::command::{Refusal, Reply};
use naptime_domain::{
    command::{ChallengeTurn, Command, Deed, LearnerCommand, Side, Whose},
    document::Descriptor,
    id::{ChallengeId, EventId},
    time::Day,
    view::ChallengeState,
};

impl Replica {
    /// Takes a challenge on. One that was put aside is taken up again where it was.
    pub(super) fn start_challenge(&mut self, challenge: ChallengeId, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        let commands = self.take_on(challenge, turn);
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

    /// Records something. What is swapped for is started in the same stroke; a group's work is gone on with by its members.
    pub(super) fn record(&mut self, deed: Deed, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        if let Deed::Chose { whose: Whose::Ours(group), .. } = &deed {
            self.known_group(group)?;
        }
        let mut commands = vec![recorded(deed.clone(), turn)];
        let Deed::Turned { challenge, turn: taken } = deed else { return self.change_learner(&commands, turn) };
        match taken {
            ChallengeTurn::SwappedFor(other) if other == challenge => Err(Refusal::Unknown),
            ChallengeTurn::SwappedFor(other) => {
                commands.extend(self.take_on(other, turn));
                self.change_learner(&commands, turn)
            }
            ChallengeTurn::Paused | ChallengeTurn::Resumed | ChallengeTurn::Finished | ChallengeTurn::Redone => {
                self.change_learner(&commands, turn)
            }
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
