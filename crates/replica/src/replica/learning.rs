//! What a learner records of herself: progress, challenges taken up and put aside, measurements, minutes.

use super::{Replica, commands::learner, effect::Effect, turn::Turn};
use crate::command::{Refusal, Reply, StepMark};
use naptime_domain::{
    command::{ChallengeTurn, Command, Deed, LearnerCommand, ProgressItem, Side},
    document::Descriptor,
    id::{ChallengeId, EventId, LessonId, StepIndex},
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

    pub(super) fn mark_step(
        &mut self,
        lesson: LessonId,
        step: StepIndex,
        mark: StepMark,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let item = ProgressItem::Step { lesson, step };
        let deed = match mark {
            StepMark::Done => Deed::Done(item),
            StepMark::Reopened => Deed::Reopened(item),
        };
        self.record(deed, turn)
    }

    /// Records something. What is swapped for is started in the same stroke; what is begun afresh leaves its boxes behind.
    pub(super) fn record(&mut self, deed: Deed, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        let mut commands = vec![recorded(deed.clone(), turn)];
        let Deed::Turned { challenge, turn: taken } = deed else { return self.change_learner(&commands, turn) };
        match taken {
            ChallengeTurn::SwappedFor(other) if other == challenge => Err(Refusal::Unknown),
            ChallengeTurn::SwappedFor(other) => {
                commands.extend(self.take_on(other, turn));
                self.change_learner(&commands, turn)
            }
            ChallengeTurn::Redone => {
                let left = self.work_descriptor(&challenge);
                let reply = self.change_learner(&commands, turn)?;
                self.close_boxes_on(&left, turn);
                Ok(reply)
            }
            ChallengeTurn::Paused | ChallengeTurn::Resumed | ChallengeTurn::Finished => {
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

    /// What would be typed on there would be seen by nobody.
    fn close_boxes_on(&mut self, left: &Descriptor, turn: &mut Turn<'_>) {
        let Some(personal) = self.personal_space() else { return };
        for (id, _) in self.boxes.on(&left.id(&personal)) {
            self.close_text(id, turn);
            turn.emit(Effect::TextGone(id));
        }
    }
}

fn recorded(deed: Deed, turn: &mut Turn<'_>) -> Command {
    learner(LearnerCommand::Record { event: EventId(turn.random()), deed })
}
