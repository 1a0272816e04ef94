//! Which objects, texts' characters and map entries there are, so that an operation about anything else is refused.
//!
//! automerge asserts, and so panics, when an operation names an element that is not there.

use crate::id::ActorId;
use automerge::{
    ObjType, ScalarValue,
    legacy::{ElementId, Key, ObjectId, Op, OpId as AutomergeOpId, OpType},
};
use std::collections::HashMap;

/// An operation: its number, and who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::document) struct OpId {
    pub(in crate::document) counter: u64,
    pub(in crate::document) actor: ActorId,
}

/// The root, or the operation that made an object.
pub(super) type Object = Option<OpId>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Map,
    Text,
}

/// What some changes made.
#[derive(Clone, Debug, Default)]
pub(super) struct Objects {
    shapes: HashMap<OpId, Shape>,
    /// For each text and actor, the ranges of operations that inserted a character, in order, ends not included.
    characters: HashMap<(OpId, ActorId), Vec<(u64, u64)>>,
    /// For each key of a map, the scalars that were put there.
    scalars: HashMap<(Object, String), Vec<OpId>>,
}

impl Objects {
    /// Notes what an operation makes. It has been checked, or is this device's own.
    pub(super) fn add(&mut self, id: OpId, op: &Op) {
        let object = object_of(op);
        match (&op.action, &op.key) {
            (OpType::Make(ObjType::Text), _) => {
                self.shapes.insert(id, Shape::Text);
            }
            (OpType::Make(_), _) => {
                self.shapes.insert(id, Shape::Map);
            }
            (OpType::Put(_), Key::Seq(_)) if op.insert => {
                let Some(text) = object else { return };
                let ranges = self.characters.entry((text, id.actor)).or_default();
                match ranges.last_mut() {
                    Some((_, end)) if *end == id.counter => *end += 1,
                    _ => ranges.push((id.counter, id.counter + 1)),
                }
            }
            (OpType::Put(_), Key::Map(key)) => {
                self.scalars.entry((object, key.to_string())).or_default().push(id);
            }
            _ => {}
        }
    }

    /// Takes over what later changes made.
    pub(super) fn extend(&mut self, later: Self) {
        self.shapes.extend(later.shapes);
        for (key, ranges) in later.characters {
            self.characters.entry(key).or_default().extend(ranges);
        }
        for (key, ids) in later.scalars {
            self.scalars.entry(key).or_default().extend(ids);
        }
    }

    fn has_character(&self, text: OpId, id: OpId) -> bool {
        self.characters.get(&(text, id.actor)).is_some_and(|ranges| {
            let behind = ranges.partition_point(|(start, _)| *start <= id.counter);
            behind.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|(_, end)| id.counter < *end)
        })
    }

    fn has_scalar(&self, object: Object, key: &str, id: OpId) -> bool {
        self.scalars.get(&(object, key.to_owned())).is_some_and(|ids| ids.contains(&id))
    }
}

/// Says why no command does this operation, given all there is, in layers.
///
/// `is_past` tells whether the change can know an operation that another change did.
pub(super) fn check(
    op: &Op,
    layers: &[&Objects; 3],
    is_past: &mut dyn FnMut(OpId) -> bool,
) -> Result<(), &'static str> {
    let object = object_of(op);
    let shape = match object {
        None => Shape::Map,
        Some(id) if !is_past(id) => return Err("an object it cannot know"),
        Some(id) => layers.iter().find_map(|layer| layer.shapes.get(&id)).copied().ok_or("no such object")?,
    };
    match (shape, object) {
        (Shape::Text, Some(text)) => {
            let is_there = |id| layers.iter().any(|layer| layer.has_character(text, id));
            check_text(op, |id| is_past(id) && is_there(id))
        }
        _ => {
            check_map(op, object, |key, id| is_past(id) && layers.iter().any(|layer| layer.has_scalar(object, key, id)))
        }
    }
}

fn check_text(op: &Op, mut is_there: impl FnMut(OpId) -> bool) -> Result<(), &'static str> {
    let Key::Seq(element) = &op.key else { return Err("a key in a text") };
    let element = match element {
        ElementId::Head => None,
        ElementId::Id(id) => Some(op_id(id).filter(|id| is_there(*id)).ok_or("no such character")?),
    };
    match &op.action {
        OpType::Put(ScalarValue::Str(text)) if op.insert && op.pred.is_empty() => {
            if is_one_character(text) {
                Ok(())
            } else {
                Err("not one character")
            }
        }
        OpType::Delete if !op.insert && element.is_some() && op.pred.len() == 1 => {
            let replaced = op.pred.get(0).and_then(op_id);
            if replaced == element { Ok(()) } else { Err("deletes another character") }
        }
        _ => Err("something else than a character in a text"),
    }
}

fn check_map(op: &Op, object: Object, mut is_there: impl FnMut(&str, OpId) -> bool) -> Result<(), &'static str> {
    let Key::Map(key) = &op.key else { return Err("an element in a map") };
    match &op.action {
        _ if op.insert => Err("an insertion in a map"),
        OpType::Make(ObjType::Map | ObjType::Text) if object.is_some() && op.pred.is_empty() => Ok(()),
        OpType::Put(value) if is_plain(value) => {
            let all_there = op.pred.iter().all(|id| op_id(id).is_some_and(|id| is_there(key, id)));
            if all_there { Ok(()) } else { Err("replaces what is not a value there") }
        }
        _ => Err("something else than a value or a new object in a map"),
    }
}

fn is_one_character(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some() && chars.next().is_none()
}

fn is_plain(value: &ScalarValue) -> bool {
    !matches!(value, ScalarValue::Counter(_) | ScalarValue::Unknown { .. })
}

/// The object an operation is in.
pub(super) fn object_of(op: &Op) -> Object {
    match &op.obj {
        ObjectId::Root => None,
        // An actor of another length is not in any document: it becomes an object that nobody made.
        ObjectId::Id(id) => Some(op_id(id).unwrap_or(OpId { counter: 0, actor: ActorId([0; 16]) })),
    }
}

fn op_id(id: &AutomergeOpId) -> Option<OpId> {
    let actor = ActorId::try_from(id.actor().to_bytes()).ok()?;
    Some(OpId { counter: id.counter(), actor })
}
