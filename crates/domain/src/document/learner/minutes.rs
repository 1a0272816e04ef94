//! Her minutes in the app and out of it: one count for each day, side and device, so that counting apart loses none.

use super::{Outcome, Refused, Unreadable, container, put, room, scalars};
use crate::{
    command::Side,
    id::DeviceTag,
    limits::{COUNTS_MAX, DAY_MINUTES_MAX, DAYS_SHOWN},
    time::Day,
    view::DaySpent,
};
use automerge::{AutoCommit, ObjId, ReadDoc, ScalarValue};
use std::collections::BTreeMap;

pub(super) fn key(day: Day, side: Side, device: &DeviceTag) -> String {
    let side = match side {
        Side::Inside => "in",
        Side::Outside => "out",
    };
    format!("{}.{side}.{device}", day.0)
}

/// Adds minutes to a count.
pub(super) fn add(doc: &mut AutoCommit, key: &str, minutes: u16) -> Result<Outcome, Refused> {
    let counts = container(doc, "minutes")?;
    let known = count(doc, &counts, key);
    let wanted = known.saturating_add(u32::from(minutes)).min(u32::from(DAY_MINUTES_MAX));
    if wanted == known {
        return Ok(Outcome::AlreadySo);
    }
    if known == 0 {
        room(doc, &counts, COUNTS_MAX)?;
    }
    put(doc, &counts, key, ScalarValue::Uint(wanted.into()))?;
    Ok(Outcome::Changed)
}

/// The latest days that have any minutes.
pub(super) fn view(doc: &AutoCommit) -> Result<Vec<DaySpent>, Unreadable> {
    let counts = container(doc, "minutes")?;
    let mut days: BTreeMap<Day, DaySpent> = BTreeMap::new();
    for key in doc.keys(&counts) {
        let mut parts = key.split('.');
        let Some(day) = parts.next().and_then(|day| day.parse().ok()).map(Day) else { continue };
        let spent = days.entry(day).or_insert(DaySpent { day, ..DaySpent::default() });
        let side = if parts.next() == Some("in") { &mut spent.inside } else { &mut spent.outside };
        *side = side.saturating_add(count(doc, &counts, &key));
    }
    let older = days.len().saturating_sub(DAYS_SHOWN);
    Ok(days.into_values().skip(older).collect())
}

/// Two engines of one device that counted at once: the longer time, for they ran side by side.
fn count(doc: &AutoCommit, counts: &ObjId, key: &str) -> u32 {
    let minutes = |value: ScalarValue| value.as_u64().and_then(|minutes| u32::try_from(minutes).ok());
    scalars(doc, counts, key).into_iter().filter_map(minutes).max().unwrap_or(0)
}
