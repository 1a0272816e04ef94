//! A learner's own document, shared by her devices only.
//!
//! `name: str; spaces: { <SpaceId>: str }; challenges: { <ChallengeId>: time }; events: { <EventId>: bytes };`
//! `struck: { <EventId>: bool }; minutes: { <day>.<side>.<DeviceTag>: uint }`

mod events;
mod minutes;

use super::{
    Outcome, Refused, Unreadable,
    fields::{container, earliest, label, name, put, room, scalars, strings},
};
use crate::{
    command::{ChallengeTurn, Deed, LearnerCommand, ProgressItem, Whose},
    id::{ChallengeId, EventId},
    limits::ENTRIES_MAX,
    order::{gather, sort_by},
    time::Timestamp,
    view::{
        ChallengeProgress, ChallengeState, ClientSaid, ConfidenceRating, LearnerView, MeasureEntry, OwnTarget,
        StatementRating, TriedOut,
    },
};
use automerge::{AutoCommit, ROOT, ReadDoc, ScalarValue};
use events::{Event, Events};
use std::collections::BTreeMap;

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
        LearnerCommand::Record { event, deed } => events::record(doc, event, deed, now),
        LearnerCommand::Strike { event, is_struck } => strike(doc, event, *is_struck),
        LearnerCommand::SpendTime { day, side, device, minutes } => {
            minutes::add(doc, &minutes::key(*day, *side, device), *minutes)
        }
    }
}

pub(super) fn view(doc: &AutoCommit) -> Result<LearnerView, Unreadable> {
    let (spaces, events) = (container(doc, "spaces")?, Events::read(doc)?);
    let space = |key: String| Some((key.parse().ok()?, strings(doc, &spaces, &key)));
    let mut done: BTreeMap<ProgressItem, Timestamp> = BTreeMap::new();
    for (_, event) in events.standing() {
        if let Deed::Done(item) = &event.deed
            && event.generation == events.generation_of(&event.deed)
        {
            done.entry(item.clone()).and_modify(|at| *at = event.at.min(*at)).or_insert(event.at);
        }
    }
    let rating = |event: &Event| match &event.deed {
        Deed::RatedStatement { statement, stage, level } => {
            Some(StatementRating { statement: statement.clone(), stage: stage.clone(), level: *level, at: event.at })
        }
        _ => None,
    };
    Ok(LearnerView {
        name: strings(doc, &ROOT, "name"),
        spaces: gather(doc.keys(&spaces).filter_map(space)),
        challenges: view_challenges(doc, &events)?,
        done,
        baseline: events.standing().filter_map(|(_, event)| rating(event)).collect(),
        days: minutes::view(doc)?,
    })
}

fn view_challenges(doc: &AutoCommit, events: &Events) -> Result<Vec<ChallengeProgress>, Unreadable> {
    let (challenges, struck) = (container(doc, "challenges")?, container(doc, "struck")?);
    let is_struck = |event: &EventId| scalars(doc, &struck, &event.to_string()).contains(&ScalarValue::Boolean(true));
    let mut all = Vec::new();
    for key in doc.keys(&challenges) {
        if let (Ok(challenge), Some(started_at)) = (key.parse(), earliest(doc, &challenges, &key)) {
            all.push(view_challenge(challenge, started_at, events, &is_struck));
        }
    }
    sort_by(&mut all, |one, other| (one.started_at, &one.challenge).cmp(&(other.started_at, &other.challenge)));
    Ok(all)
}

fn view_challenge(
    challenge: ChallengeId,
    started_at: Timestamp,
    events: &Events,
    is_struck: &dyn Fn(&EventId) -> bool,
) -> ChallengeProgress {
    let generation = events.generation(&challenge);
    let mut progress = ChallengeProgress {
        challenge,
        started_at,
        generation,
        state: ChallengeState::Underway,
        state_at: started_at,
        whose: Whose::Hers,
        edition: None,
        client_said: Vec::new(),
        measured: Vec::new(),
        targets: Vec::new(),
        confidence: Vec::new(),
        tried_out: Vec::new(),
    };
    let (mut state, mut whose) = (None, None);
    for (id, known) in events.in_time() {
        let (at, is_current) = (known.at, events.is_standing(id));
        if known.generation != generation || known.deed.challenge() != Some(&progress.challenge) {
            continue;
        }
        match known.deed.clone() {
            Deed::Turned { turn, .. } if is_current => state = state.into_iter().chain([(state_of(turn), at)]).min(),
            Deed::Chose { whose: chosen, .. } if is_current => whose = whose.into_iter().chain([chosen]).min(),
            Deed::Took { edition, .. } if is_current => progress.edition = Some(edition),
            Deed::ClientSaid { agrees, .. } => progress.client_said.push(ClientSaid { agrees, at, is_current }),
            Deed::Measured { measure, value, note, .. } => {
                progress.measured.push(MeasureEntry { event: *id, measure, value, note, at, is_struck: is_struck(id) });
            }
            Deed::SetTarget { measure, value, .. } => {
                progress.targets.push(OwnTarget { measure, value, at, is_current });
            }
            Deed::RatedConfidence { stage, level, .. } => {
                progress.confidence.push(ConfidenceRating { stage, level, at, is_current });
            }
            Deed::TriedOut { try_out, note, .. } => {
                progress.tried_out.push(TriedOut { event: *id, try_out, note, at, is_struck: is_struck(id) });
            }
            _ => {}
        }
    }
    (progress.state, progress.state_at) = state.unwrap_or((ChallengeState::Underway, started_at));
    progress.whose = whose.unwrap_or_default();
    progress
}

fn state_of(turn: ChallengeTurn) -> ChallengeState {
    match turn {
        ChallengeTurn::Finished => ChallengeState::Finished,
        ChallengeTurn::Resumed | ChallengeTurn::Redone => ChallengeState::Underway,
        ChallengeTurn::Paused => ChallengeState::Paused,
        ChallengeTurn::SwappedFor(other) => ChallengeState::SwappedFor(other),
    }
}

/// A state beside the event, for events never change: what is struck on any device is struck.
fn strike(doc: &mut AutoCommit, event: &EventId, is_struck: bool) -> Result<Outcome, Refused> {
    match Events::read(doc)?.get(event).map(|known| &known.deed) {
        Some(Deed::Measured { .. } | Deed::TriedOut { .. }) => {}
        _ => return Err(Refused::UnknownEvent),
    }
    let (struck, key) = (container(doc, "struck")?, event.to_string());
    match scalars(doc, &struck, &key).as_slice() {
        [] if !is_struck => return Ok(Outcome::AlreadySo),
        [ScalarValue::Boolean(known)] if *known == is_struck => return Ok(Outcome::AlreadySo),
        _ => {}
    }
    put(doc, &struck, &key, ScalarValue::Boolean(is_struck))?;
    Ok(Outcome::Changed)
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
