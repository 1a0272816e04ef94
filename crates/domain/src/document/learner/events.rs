//! The events of a learner: what she recorded, when, and which earlier events each takes the place of.
//!
//! An event never changes once it is there, so it is one value: CBOR of [`Event`].

use super::{Outcome, Refused, Unreadable, container, earliest, put, room, scalars};
use crate::{
    command::{ChallengeTurn, Deed, Whose},
    id::{ChallengeId, EventId},
    limits::{CONFIDENCE_MAX, EVENTS_MAX, REMARK_UTF16_MAX},
    order::sort_by_key,
    text::utf16,
    time::Timestamp,
};
use automerge::{AutoCommit, ReadDoc, ScalarValue};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// Something that was recorded.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
pub(super) struct Event {
    #[n(0)]
    pub(super) deed: Deed,
    #[n(1)]
    pub(super) at: Timestamp,
    /// The events whose place this one takes.
    ///
    /// By name, so that what another device did at the same time stands beside it, whatever the clocks say.
    #[n(2)]
    replaces: Vec<EventId>,
    /// How often its challenge had been begun afresh; 0 for what belongs to none.
    #[n(3)]
    pub(super) generation: u32,
}

/// All events of a document.
pub(super) struct Events {
    by_id: BTreeMap<EventId, Event>,
    replaced: BTreeSet<EventId>,
}

impl Events {
    pub(super) fn read(doc: &AutoCommit) -> Result<Self, Unreadable> {
        let events = container(doc, "events")?;
        let (mut by_id, mut replaced): (BTreeMap<EventId, Event>, _) = (BTreeMap::new(), BTreeSet::new());
        for key in doc.keys(&events) {
            let Ok(id) = key.parse() else { continue };
            let Some(ScalarValue::Bytes(bytes)) = scalars(doc, &events, &key).into_iter().next() else { continue };
            let event: Event = minicbor::decode(&bytes).map_err(|_| Unreadable::UnknownShape { what: "an event" })?;
            replaced.extend(event.replaces.iter().copied());
            by_id.insert(id, event);
        }
        Ok(Self { by_id, replaced })
    }

    pub(super) fn get(&self, id: &EventId) -> Option<&Event> {
        self.by_id.get(id)
    }

    /// Whether no event has taken its place.
    pub(super) fn is_standing(&self, id: &EventId) -> bool {
        !self.replaced.contains(id)
    }

    /// The events whose place none has taken.
    pub(super) fn standing(&self) -> impl Iterator<Item = (&EventId, &Event)> {
        self.by_id.iter().filter(|(id, _)| self.is_standing(id))
    }

    /// All of them as the clocks had it, for lists.
    pub(super) fn in_time(&self) -> Vec<(&EventId, &Event)> {
        let mut all: Vec<_> = self.by_id.iter().collect();
        sort_by_key(&mut all, |(id, event)| (event.at, **id));
        all
    }

    /// How often a challenge was begun afresh. Two devices that did so apart began the same one.
    pub(super) fn generation(&self, challenge: &ChallengeId) -> u32 {
        let redone = |event: &Event| match &event.deed {
            Deed::Turned { challenge: known, turn: ChallengeTurn::Redone } if known == challenge => event.generation,
            _ => 0,
        };
        self.by_id.values().map(redone).max().unwrap_or(0)
    }

    /// How often the challenge that a deed belongs to was begun afresh.
    pub(super) fn generation_of(&self, deed: &Deed) -> u32 {
        deed.challenge().map_or(0, |challenge| self.generation(challenge))
    }
}

/// Adds an event, unless it says what stands already.
pub(super) fn record(doc: &mut AutoCommit, id: &EventId, deed: &Deed, now: Timestamp) -> Result<Outcome, Refused> {
    check(doc, deed)?;
    let events = Events::read(doc)?;
    let is_redone = matches!(deed, Deed::Turned { turn: ChallengeTurn::Redone, .. });
    let is_turn = matches!(deed, Deed::Turned { .. });
    let generation = events.generation_of(deed) + u32::from(is_redone);
    let is_the_same =
        |event: &Event| event.deed.is_about_the_same_as(deed) && (is_turn || event.generation == generation);
    let known: Vec<(&EventId, &Event)> = events.standing().filter(|(_, event)| is_the_same(event)).collect();
    let says_so = |event: &Event| event.deed == *deed && event.generation == generation;
    let takes_back = matches!(
        deed,
        Deed::Reopened(_) | Deed::Turned { turn: ChallengeTurn::Resumed, .. } | Deed::Chose { whose: Whose::Hers, .. }
    );
    if known.iter().all(|(_, event)| says_so(event)) && (takes_back || !known.is_empty()) {
        return Ok(Outcome::AlreadySo);
    }
    if events.get(id).is_some() {
        return Err(Refused::IdTaken);
    }
    let replaces = known.into_iter().map(|(id, _)| *id).collect();
    add(doc, id, &Event { deed: deed.clone(), at: now, replaces, generation })
}

fn add(doc: &mut AutoCommit, id: &EventId, event: &Event) -> Result<Outcome, Refused> {
    let events = container(doc, "events")?;
    room(doc, &events, EVENTS_MAX)?;
    let bytes = minicbor::to_vec(event).map_err(|_| Unreadable::UnknownShape { what: "an event" })?;
    put(doc, &events, &id.to_string(), ScalarValue::Bytes(bytes))?;
    Ok(Outcome::Changed)
}

fn check(doc: &AutoCommit, deed: &Deed) -> Result<(), Refused> {
    match deed {
        Deed::Measured { note, .. } | Deed::TriedOut { note, .. } if utf16::len(note) as usize > REMARK_UTF16_MAX => {
            return Err(Refused::TextTooLong { utf16_max: REMARK_UTF16_MAX });
        }
        Deed::RatedConfidence { level, .. } | Deed::RatedStatement { level, .. }
            if !(1..=CONFIDENCE_MAX).contains(level) =>
        {
            return Err(Refused::NoSuchLevel { max: CONFIDENCE_MAX });
        }
        _ => {}
    }
    let challenges = container(doc, "challenges")?;
    match deed.challenge() {
        Some(challenge) if earliest(doc, &challenges, challenge.as_str()).is_none() => Err(Refused::NotStarted),
        _ => Ok(()),
    }
}
