//! A learner's own document, shared by her devices only.
//!
//! `name: str; spaces: { <SpaceId>: str }; challenges: { <ChallengeId>: time }; events: { <EventId>: bytes }`
//!
//! An event never changes once it is there, so it is one value: CBOR of [`Event`].

use super::{
    Outcome, Refused, Unreadable,
    fields::{choice, container, earliest, label, name, put, room, scalars, strings},
};
use crate::{
    command::{LearnerCommand, ProgressItem},
    id::EventId,
    limits::{ENTRIES_MAX, EVENTS_MAX},
    time::Timestamp,
    view::LearnerView,
};
use automerge::{AutoCommit, ROOT, ReadDoc, ScalarValue};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// Something that happened to an item of progress.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
struct Event {
    #[n(0)]
    item: ProgressItem,
    #[n(1)]
    at: Timestamp,
    /// What this event reopens, or none of them if it says that the item is done.
    ///
    /// By name, so that what another device did at the same time stays done, whatever the clocks say.
    #[n(2)]
    reopens: Vec<EventId>,
}

pub(super) fn run(doc: &mut AutoCommit, command: &LearnerCommand, now: Timestamp) -> Result<Outcome, Refused> {
    match command {
        LearnerCommand::Rename { name: wanted } => {
            let wanted = name(wanted)?;
            put_string(doc, &ROOT, "name", wanted)
        }
        LearnerCommand::JoinSpace { space, label: wanted } => {
            let (spaces, key, wanted) = (container(doc, "spaces")?, space.to_string(), label(wanted)?);
            if strings(doc, &spaces, &key).values.is_empty() {
                room(doc, &spaces, ENTRIES_MAX)?;
            }
            put_string(doc, &spaces, &key, wanted)
        }
        LearnerCommand::StartChallenge { challenge } => {
            let challenges = container(doc, "challenges")?;
            put_time(doc, &challenges, challenge.as_str(), now)
        }
        LearnerCommand::MarkDone { event, item } => {
            if !open_events(doc, item)?.is_empty() {
                return Ok(Outcome::AlreadySo);
            }
            add_event(doc, event, &Event { item: item.clone(), at: now, reopens: Vec::new() })
        }
        LearnerCommand::Reopen { event, item } => {
            let reopens = open_events(doc, item)?;
            if reopens.is_empty() {
                return Ok(Outcome::AlreadySo);
            }
            add_event(doc, event, &Event { item: item.clone(), at: now, reopens })
        }
    }
}

pub(super) fn view(doc: &AutoCommit) -> Result<LearnerView, Unreadable> {
    let (spaces, challenges) = (container(doc, "spaces")?, container(doc, "challenges")?);
    let space = |key: String| Some((key.parse().ok()?, strings(doc, &spaces, &key)));
    let challenge = |key: String| Some((key.parse().ok()?, earliest(doc, &challenges, &key)?));
    let mut done: BTreeMap<ProgressItem, Timestamp> = BTreeMap::new();
    for event in standing(&events(doc)?).into_values() {
        done.entry(event.item.clone()).and_modify(|at| *at = event.at.min(*at)).or_insert(event.at);
    }
    Ok(LearnerView {
        name: strings(doc, &ROOT, "name"),
        spaces: doc.keys(&spaces).filter_map(space).collect(),
        challenges: doc.keys(&challenges).filter_map(challenge).collect(),
        done,
    })
}

/// Puts a string; says so if it is there already and nobody disputes it.
pub(super) fn put_string(
    doc: &mut AutoCommit,
    map: &automerge::ObjId,
    key: &str,
    wanted: &str,
) -> Result<Outcome, Refused> {
    if strings(doc, map, key).values.as_slice() == [wanted] {
        return Ok(Outcome::AlreadySo);
    }
    put(doc, map, key, ScalarValue::Str(wanted.into()))?;
    Ok(Outcome::Changed)
}

/// Puts the time at which something happened first.
pub(super) fn put_time(
    doc: &mut AutoCommit,
    map: &automerge::ObjId,
    key: &str,
    now: Timestamp,
) -> Result<Outcome, Refused> {
    if earliest(doc, map, key).is_some() {
        return Ok(Outcome::AlreadySo);
    }
    room(doc, map, ENTRIES_MAX)?;
    put(doc, map, key, ScalarValue::Timestamp(now.0))?;
    Ok(Outcome::Changed)
}

fn events(doc: &AutoCommit) -> Result<BTreeMap<EventId, Event>, Unreadable> {
    let events = container(doc, "events")?;
    let mut all = BTreeMap::new();
    for key in doc.keys(&events) {
        let Ok(id) = key.parse() else { continue };
        let Some(ScalarValue::Bytes(bytes)) = scalars(doc, &events, &key).into_iter().next() else { continue };
        let event = minicbor::decode(&bytes).map_err(|_| Unreadable::UnknownShape { what: "an event" })?;
        all.insert(id, event);
    }
    Ok(all)
}

/// The events that say done and are not reopened.
fn standing(events: &BTreeMap<EventId, Event>) -> BTreeMap<EventId, &Event> {
    let reopened: BTreeSet<&EventId> = events.values().flat_map(|event| &event.reopens).collect();
    events
        .iter()
        .filter(|(id, event)| event.reopens.is_empty() && !reopened.contains(id))
        .map(|(id, event)| (*id, event))
        .collect()
}

fn open_events(doc: &AutoCommit, item: &ProgressItem) -> Result<Vec<EventId>, Unreadable> {
    let events = events(doc)?;
    let ids = standing(&events).into_iter().filter(|(_, event)| event.item == *item).map(|(id, _)| id);
    Ok(choice(ids).values)
}

fn add_event(doc: &mut AutoCommit, id: &EventId, event: &Event) -> Result<Outcome, Refused> {
    let (events, key) = (container(doc, "events")?, id.to_string());
    if !scalars(doc, &events, &key).is_empty() {
        return Err(Refused::IdTaken);
    }
    room(doc, &events, EVENTS_MAX)?;
    let bytes = minicbor::to_vec(event).map_err(|_| Unreadable::UnknownShape { what: "an event" })?;
    put(doc, &events, &key, ScalarValue::Bytes(bytes))?;
    Ok(Outcome::Changed)
}
