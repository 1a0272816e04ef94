//! The operations of a change, out of columns that were checked.
//!
//! What is read wrongly here is never taken: a change counts only if automerge writes the same bytes of what was read.

use super::{malformed, reader::Reader};
use crate::document::refused::Unacceptable;
use automerge::{
    ActorId, ObjType, ScalarValue,
    legacy::{ElementId, Key, ObjectId, Op, OpId, OpType},
};

/// The columns of a change, each by its kind, and whom their indexes of actors mean.
pub(super) struct Operations<'a> {
    actors: &'a [ActorId],
    object: Ids<'a>,
    element: Ids<'a>,
    key: Runs<'a, &'a [u8]>,
    inserts: Booleans<'a>,
    action: Runs<'a, u64>,
    value: Runs<'a, u64>,
    values: Reader<'a>,
    replaced: Runs<'a, u64>,
    replaced_id: Ids<'a>,
}

impl<'a> Operations<'a> {
    /// A column that is not there says nothing.
    pub(super) fn new(column: impl Fn(u64) -> Reader<'a>, actors: &'a [ActorId]) -> Self {
        let numbers = |kind| Runs::new(column(kind), Reader::unsigned);
        let steps = |kind| Counters::Steps(Runs::new(column(kind), Reader::signed), 0);
        Self {
            actors,
            object: Ids { actor: numbers(0x01), counter: Counters::Plain(numbers(0x02)) },
            element: Ids { actor: numbers(0x11), counter: steps(0x13) },
            key: Runs::new(column(0x15), Reader::sized),
            inserts: Booleans { column: column(0x34), is_set: true, left: 0 },
            action: numbers(0x42),
            value: numbers(0x56),
            values: column(0x57),
            replaced: numbers(0x70),
            replaced_id: Ids { actor: numbers(0x71), counter: steps(0x73) },
        }
    }

    pub(super) fn read(mut self) -> Result<Vec<Op>, Unacceptable> {
        let mut all = Vec::new();
        while let Some(action) = self.action.next()? {
            let obj = match self.object.next(self.actors)? {
                Some((counter, actor)) => ObjectId::Id(op_id(counter, actor)?),
                None => ObjectId::Root,
            };
            let (key, insert, value) = (self.key()?, self.inserts.next()?, self.value()?);
            let action = match action {
                0 => OpType::Make(ObjType::Map),
                1 => OpType::Put(value),
                3 => OpType::Delete,
                4 => OpType::Make(ObjType::Text),
                _ => return Err(malformed("an operation of another kind")),
            };
            let pred = (0..self.replaced.next()?.unwrap_or(0)).map(|_| self.replaced_id()).collect::<Result<_, _>>()?;
            all.push(Op { action, obj, key, pred, insert });
        }
        Ok(all)
    }

    fn key(&mut self) -> Result<Key, Unacceptable> {
        let (key, element) = (self.key.next()?, self.element.next(self.actors)?);
        Ok(match (key, element) {
            (Some(key), _) => Key::Map(text(key)?.into()),
            (None, Some((0, None))) => Key::Seq(ElementId::Head),
            (None, Some((counter, actor))) => Key::Seq(ElementId::Id(op_id(counter, actor)?)),
            (None, None) => return Err(malformed("an operation without a key")),
        })
    }

    fn value(&mut self) -> Result<ScalarValue, Unacceptable> {
        let kind = self.value.next()?.unwrap_or(0);
        let length = usize::try_from(kind >> 4).map_err(|_| malformed("a value without end"))?;
        let bytes = self.values.take(length)?;
        let mut reader = Reader::new(bytes);
        Ok(match kind & 0x0f {
            0 => ScalarValue::Null,
            1 => ScalarValue::Boolean(false),
            2 => ScalarValue::Boolean(true),
            3 => ScalarValue::Uint(reader.unsigned()?),
            4 => ScalarValue::Int(reader.signed()?),
            5 => ScalarValue::F64(f64::from_le_bytes(bytes.try_into().map_err(|_| malformed("a short value"))?)),
            6 => ScalarValue::Str(text(bytes)?.into()),
            7 => ScalarValue::Bytes(bytes.to_vec()),
            9 => ScalarValue::Timestamp(reader.signed()?),
            _ => return Err(malformed("a value of another kind")),
        })
    }

    fn replaced_id(&mut self) -> Result<OpId, Unacceptable> {
        let (counter, actor) = self.replaced_id.next(self.actors)?.ok_or(malformed("a predecessor that is missing"))?;
        op_id(counter, actor)
    }
}

fn op_id(counter: u64, actor: Option<&ActorId>) -> Result<OpId, Unacceptable> {
    match actor {
        Some(actor) if counter > 0 => Ok(OpId::new(counter, actor)),
        _ => Err(malformed("an operation that nobody did")),
    }
}

fn text(bytes: &[u8]) -> Result<&str, Unacceptable> {
    std::str::from_utf8(bytes).map_err(|_| malformed("a text that is none"))
}

/// Ids of operations: a column of counters and one of actors.
struct Ids<'a> {
    actor: Runs<'a, u64>,
    counter: Counters<'a>,
}

impl<'a> Ids<'a> {
    fn next<'b>(&mut self, actors: &'b [ActorId]) -> Result<Option<(u64, Option<&'b ActorId>)>, Unacceptable> {
        let (actor, counter) = (self.actor.next()?, self.counter.next()?);
        let actor = actor.and_then(|actor| actors.get(usize::try_from(actor).ok()?));
        Ok(counter.map(|counter| (counter, actor)))
    }
}

enum Counters<'a> {
    Plain(Runs<'a, u64>),
    /// Each as the difference to the last.
    Steps(Runs<'a, i64>, u64),
}

impl Counters<'_> {
    fn next(&mut self) -> Result<Option<u64>, Unacceptable> {
        match self {
            Self::Plain(counters) => counters.next(),
            Self::Steps(steps, last) => {
                let Some(step) = steps.next()? else { return Ok(None) };
                *last = last.checked_add_signed(step).ok_or(malformed("a counter out of range"))?;
                Ok(Some(*last))
            }
        }
    }
}

/// Runs, literals and nulls, one by one. Behind its end a column has nulls.
struct Runs<'a, T> {
    column: Reader<'a>,
    read: fn(&mut Reader<'a>) -> Result<T, Unacceptable>,
    run: Run<T>,
    left: u64,
}

enum Run<T> {
    Same(Option<T>),
    Literal,
}

impl<'a, T: Copy> Runs<'a, T> {
    fn new(column: Reader<'a>, read: fn(&mut Reader<'a>) -> Result<T, Unacceptable>) -> Self {
        Self { column, read, run: Run::Same(None), left: 0 }
    }

    fn next(&mut self) -> Result<Option<T>, Unacceptable> {
        if self.left == 0 {
            if self.column.is_done() {
                return Ok(None);
            }
            let count = self.column.signed()?;
            self.left = if count == 0 { self.column.unsigned()? } else { count.unsigned_abs() };
            self.run = match count {
                0 => Run::Same(None),
                1.. => Run::Same(Some((self.read)(&mut self.column)?)),
                _ => Run::Literal,
            };
        }
        self.left = self.left.checked_sub(1).ok_or(malformed("a run of nothing"))?;
        match &self.run {
            Run::Same(value) => Ok(*value),
            Run::Literal => (self.read)(&mut self.column).map(Some),
        }
    }
}

/// How many are not set, how many then are, and so on.
struct Booleans<'a> {
    column: Reader<'a>,
    is_set: bool,
    left: u64,
}

impl Booleans<'_> {
    fn next(&mut self) -> Result<bool, Unacceptable> {
        while self.left == 0 {
            if self.column.is_done() {
                return Ok(false);
            }
            self.left = self.column.unsigned()?;
            self.is_set = !self.is_set;
        }
        self.left -= 1;
        Ok(self.is_set)
    }
}

#[cfg(test)]
mod tests {
    use super::super::PlainChange;
    use automerge::{ActorId, AutoCommit, ObjType, ROOT, ScalarValue, transaction::Transactable};

    #[test]
    fn operations_are_read_as_automerge_reads_them() {
        let mut ana = AutoCommit::new().with_actor(ActorId::from([1; 16]));
        let values = [
            ScalarValue::Null,
            ScalarValue::Boolean(false),
            ScalarValue::Boolean(true),
            ScalarValue::Uint(u64::MAX),
            ScalarValue::Int(i64::MIN),
            ScalarValue::F64(1.5),
            ScalarValue::Str("wörds".into()),
            ScalarValue::Bytes(vec![0, 255]),
            ScalarValue::Timestamp(-1),
        ];
        for (at, value) in values.into_iter().enumerate() {
            ana.put(ROOT, at.to_string(), value).unwrap();
        }
        let (map, text) = (ana.put_object(ROOT, "map", ObjType::Map), ana.put_object(ROOT, "text", ObjType::Text));
        let (map, text) = (map.unwrap(), text.unwrap());
        ana.splice_text(&text, 0, 0, "two words").unwrap();
        ana.commit();
        let mut ben = ana.fork().with_actor(ActorId::from([2; 16]));
        for (doc, word) in [(&mut ana, "hers"), (&mut ben, "his")] {
            doc.put(&map, "whose", word).unwrap();
            doc.splice_text(&text, 3, 4, word).unwrap();
            doc.commit();
        }
        ana.merge(&mut ben).unwrap();
        ana.put(&map, "whose", "both").unwrap();
        ana.splice_text(&text, 0, 3, "").unwrap();
        ana.commit();
        for theirs in ana.get_changes(&[]) {
            let ours = PlainChange::read_stored(theirs.raw_bytes()).unwrap();
            assert_eq!(ours.automerge.decode(), theirs.decode());
        }
    }
}
