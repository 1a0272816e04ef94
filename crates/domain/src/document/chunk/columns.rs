//! The columns of a change: each run counted, each index bounded, before anything is unrolled.

use super::{malformed, operations::Operations, reader::Reader};
use crate::{document::refused::Unacceptable, limits::CHANGE_OPS_MAX};
use automerge::{ActorId, legacy::Op};

/// Longest key of a map, in bytes: 32 bytes as hexadecimal digits, or a course's id.
const KEY_BYTES_MAX: usize = 64;

/// What each operation does.
const ACTIONS: u64 = 0x42;

/// The operations, once all columns are checked; the reader stands at their description and must end with the last of them.
pub(super) fn read(mut reader: Reader<'_>, actors: &[ActorId]) -> Result<Vec<Op>, Unacceptable> {
    let described = described(&mut reader)?;
    let (mut values, mut columns) = (Values::default(), Vec::with_capacity(described.len()));
    for (kind, length) in described {
        let column = Reader::new(reader.take(length)?);
        check_column(kind, column, actors.len() as u64, &mut values)?;
        columns.push((kind, column));
    }
    if !reader.is_done() || values.described != values.given {
        return Err(malformed("bytes that no column speaks of"));
    }
    let column =
        |kind| columns.iter().find(|(known, _)| *known == kind).map_or(Reader::new(&[]), |(_, column)| *column);
    Operations::new(column, actors).read()
}

/// How many operations there are, none of them unrolled; the reader stands at the columns' description.
pub(super) fn op_count(mut reader: Reader<'_>) -> Result<u64, Unacceptable> {
    let mut all = 0;
    for (kind, length) in described(&mut reader)? {
        let column = Reader::new(reader.take(length)?);
        if kind == ACTIONS {
            runs(column, Reader::unsigned, |_, times| {
                all += times;
                Ok(())
            })?;
        }
    }
    Ok(all)
}

/// The kind and length of each column.
fn described(reader: &mut Reader<'_>) -> Result<Vec<(u64, usize)>, Unacceptable> {
    let count = reader.count(16, "columns in a change")?;
    let mut described = Vec::with_capacity(count);
    for _ in 0..count {
        let (kind, length) = (reader.unsigned()?, reader.unsigned()?);
        let length = usize::try_from(length).map_err(|_| malformed("a column without end"))?;
        if described.last().is_some_and(|(last, _)| *last >= kind) {
            return Err(malformed("columns out of order"));
        }
        described.push((kind, length));
    }
    Ok(described)
}

/// How many bytes of values the operations speak of, and how many there are.
#[derive(Default)]
struct Values {
    described: u64,
    given: u64,
}

/// Kinds are those of the automerge format: a column's number, four bits, and its type.
fn check_column(kind: u64, column: Reader<'_>, actor_count: u64, values: &mut Values) -> Result<(), Unacceptable> {
    match kind {
        // Actors of objects, of elements and of predecessors.
        0x01 | 0x11 | 0x71 => runs(column, Reader::unsigned, |actor, _| {
            if actor < actor_count { Ok(()) } else { Err(malformed("an actor that is not listed")) }
        }),
        // Counters of objects.
        0x02 => runs(column, Reader::unsigned, |counter, _| in_u32(i128::from(counter))),
        // Counters of elements and of predecessors, each as the difference to the last.
        0x13 | 0x73 => {
            let mut counter = 0_i128;
            runs(column, Reader::signed, |step, times| {
                in_u32(counter + i128::from(step))?;
                counter += i128::from(step) * i128::from(times);
                in_u32(counter)
            })
        }
        // Keys of maps.
        0x15 => runs(column, key, |(), _| Ok(())),
        // Whether an operation inserts.
        0x34 => booleans(column),
        // What an operation does: make a map, put, delete, make a text. No command does anything else.
        ACTIONS => runs(column, Reader::unsigned, |action, _| match action {
            0 | 1 | 3 | 4 => Ok(()),
            _ => Err(malformed("an operation of another kind")),
        }),
        // How long each value is, and of which type.
        0x56 => runs(column, Reader::unsigned, |meta, times| {
            values.described = values.described.saturating_add((meta >> 4).saturating_mul(times));
            Ok(())
        }),
        // The values.
        0x57 => {
            values.given = column.rest().len() as u64;
            Ok(())
        }
        // How many predecessors each operation has.
        0x70 => {
            let mut all = 0_u64;
            runs(column, Reader::unsigned, |count, times| {
                all = all.saturating_add(count.saturating_mul(times));
                in_limit(all)
            })
        }
        _ => Err(malformed("a column of another kind")),
    }
}

/// Runs, literals and nulls: reads each value once, however often it counts.
fn runs<'a, T>(
    mut column: Reader<'a>,
    mut read: impl FnMut(&mut Reader<'a>) -> Result<T, Unacceptable>,
    mut check: impl FnMut(T, u64) -> Result<(), Unacceptable>,
) -> Result<(), Unacceptable> {
    let mut all = 0_u64;
    while !column.is_done() {
        let count = column.signed()?;
        let times = if count == 0 { column.unsigned()? } else { count.unsigned_abs() };
        all = all.saturating_add(times);
        in_limit(all)?;
        if count > 0 {
            check(read(&mut column)?, times)?;
        }
        for _ in count..0 {
            check(read(&mut column)?, 1)?;
        }
    }
    Ok(())
}

fn booleans(mut column: Reader<'_>) -> Result<(), Unacceptable> {
    let mut all = 0_u64;
    while !column.is_done() {
        all = all.saturating_add(column.unsigned()?);
        in_limit(all)?;
    }
    Ok(())
}

fn key(column: &mut Reader<'_>) -> Result<(), Unacceptable> {
    if column.sized()?.len() > KEY_BYTES_MAX {
        return Err(Unacceptable::TooMuch { what: "bytes in a key", max: KEY_BYTES_MAX });
    }
    Ok(())
}

fn in_limit(count: u64) -> Result<(), Unacceptable> {
    if count > CHANGE_OPS_MAX as u64 {
        return Err(Unacceptable::TooMuch { what: "operations in a change", max: CHANGE_OPS_MAX });
    }
    Ok(())
}

fn in_u32(counter: i128) -> Result<(), Unacceptable> {
    u32::try_from(counter).map(|_| ()).map_err(|_| malformed("a counter out of range"))
}
