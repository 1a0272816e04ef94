//! What people record of themselves in a story told at random.

use super::{Play, Promise, deeds::challenge};
use crate::hand::edition;
use crate::weather::{below, pick};
use naptime_domain::{
    command::{Amount, ChallengeTurn, Deed, ProgressItem, Side, Stage, Whose},
    id::{ChallengeId, EventId, MeasureId, MilestoneId, TryOutId},
    time::Day,
};
use naptime_replica::{
    command::Command,
    view::{Topic, View},
};

impl Play {
    pub(super) fn record(&mut self, person: usize, tab: usize, challenge: ChallengeId) -> (Command, Promise) {
        let deed = match below(&mut self.rng, 10) {
            0 | 1 => return self.measure(challenge),
            2 | 3 if self.is_first_on_its_machine(tab) => return self.spend_time(person),
            4 => match self.recorded(tab, &challenge) {
                Some(event) => {
                    let is_struck = below(&mut self.rng, 2) == 0;
                    return (Command::Strike { event, is_struck }, Promise::Nothing);
                }
                None => return self.measure(challenge),
            },
            5 => return (self.turn(challenge), Promise::Nothing),
            6 => {
                let whose = [Whose::Hers, Whose::Ours(self.space)][below(&mut self.rng, 2) as usize];
                Deed::Chose { challenge, whose }
            }
            7 => Deed::ClientSaid { challenge, agrees: below(&mut self.rng, 2) == 0 },
            8 => Deed::TriedOut { challenge, try_out: word(TryOutId::new("pages")), note: "Three.".into() },
            _ => self.milestone_or_rating(challenge),
        };
        (Command::Record(deed), Promise::Nothing)
    }

    /// Begun afresh is only a challenge that nobody writes in: what she wrote would be out of sight. What she begins, she
    /// takes as the edition there is.
    fn turn(&mut self, challenge: ChallengeId) -> Command {
        let took = Deed::Took { challenge: orchard(), edition: edition() };
        let turns = [ChallengeTurn::Paused, ChallengeTurn::Resumed, ChallengeTurn::Finished];
        let turned = match below(&mut self.rng, 5) {
            3 => Deed::Turned { challenge, turn: ChallengeTurn::SwappedFor(orchard()) },
            4 => Deed::Turned { challenge: orchard(), turn: ChallengeTurn::Redone },
            turn => return Command::Record(Deed::Turned { challenge, turn: turns[turn as usize].clone() }),
        };
        Command::RecordAll(vec![turned, took])
    }

    fn milestone_or_rating(&mut self, challenge: ChallengeId) -> Deed {
        let item = ProgressItem::Milestone { challenge: challenge.clone(), milestone: word(MilestoneId::new("m1")) };
        match below(&mut self.rng, 3) {
            0 => Deed::Done(item),
            1 => Deed::Reopened(item),
            _ => Deed::RatedConfidence { challenge, stage: Stage::Start, level: 1 + below(&mut self.rng, 10) as u8 },
        }
    }

    fn measure(&mut self, challenge: ChallengeId) -> (Command, Promise) {
        self.measured += 1;
        let (measure, value) = (word(MeasureId::new("cakes")), Amount(self.measured));
        let deed = Deed::Measured { challenge: challenge.clone(), measure, value, note: String::new() };
        (Command::Record(deed), Promise::Measured(challenge, value))
    }

    fn spend_time(&mut self, person: usize) -> (Command, Promise) {
        let minutes = 1 + below(&mut self.rng, 9) as u16;
        let side = [Side::Inside, Side::Outside][below(&mut self.rng, 2) as usize];
        let day = Day(20_717 + below(&mut self.rng, 3) as u32);
        self.people[person].minutes_sent += u32::from(minutes);
        (Command::SpendTime { day, side, minutes }, Promise::Spent(u32::from(minutes)))
    }

    /// The tabs of one device count on the same counter.
    fn is_first_on_its_machine(&self, tab: usize) -> bool {
        let machine = self.world.tabs[tab].machine;
        self.world.tabs.iter().position(|other| other.machine == machine) == Some(tab)
    }

    fn recorded(&mut self, tab: usize, challenge: &ChallengeId) -> Option<EventId> {
        let View::Profile(Some(profile)) = self.world.look(tab, &Topic::Profile) else { return None };
        let progress = profile.progress.iter().find(|progress| progress.challenge == *challenge)?;
        pick(&mut self.rng, &progress.measured).map(|entry| entry.event)
    }
}

fn orchard() -> ChallengeId {
    challenge(2)
}

fn word<T, E: std::fmt::Display>(id: Result<T, E>) -> T {
    match id {
        Ok(id) => id,
        Err(error) => panic!("{error}"),
    }
}
