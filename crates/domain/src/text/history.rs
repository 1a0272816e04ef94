//! What she did in one text, to be undone and done again: her own edits alone, whatever others do meanwhile.

use serde::{Deserialize, Serialize};

use super::{DoesNotFit, Side, TextDelta, TextOp, transform, utf16};
use crate::time::Timestamp;

/// Most steps back: an afternoon of sentences.
const STEPS_MAX: usize = 200;
/// Most that all steps together may bring back, in UTF-16 units: what is kept on the device has an end.
const UNITS_MAX: u64 = 50_000;
/// Typing without a longer pause is one step.
const BURST_MS: i64 = 1_000;

/// The steps back and the steps forward.
///
/// Each step is an edit of the text as the step above it leaves it; the uppermost, of the text as it is now. Edits of
/// others go down through both stacks, so a step never takes away or brings back anything but her own doing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    back: Vec<TextDelta>,
    forward: Vec<TextDelta>,
    #[serde(skip)]
    burst: Option<Burst>,
}

/// Typing that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Burst {
    is_insertion: bool,
    /// Where the next letter would be.
    at: u32,
    until: Timestamp,
}

impl History {
    /// Nothing done yet.
    pub const fn new() -> Self {
        Self { back: Vec::new(), forward: Vec::new(), burst: None }
    }

    /// She edited the text that was `before`. Letters typed in one go are one step.
    pub fn typed(&mut self, before: &str, delta: &TextDelta, now: Timestamp) -> Result<(), DoesNotFit> {
        let inverse = delta.invert(before)?;
        let burst = Burst::of(delta, now);
        let goes_on = burst.zip(self.burst).is_some_and(|((_, from), last)| last.goes_on(delta, from, now));
        self.burst = burst.map(|(burst, _)| burst);
        self.forward.clear();
        match self.back.pop() {
            Some(last) if goes_on => self.back.push(inverse.compose(&last)),
            last => self.back.extend(last.into_iter().chain([inverse])),
        }
        self.forget_the_oldest();
        Ok(())
    }

    /// Her next edit is a step of its own.
    pub fn pause(&mut self) {
        self.burst = None;
    }

    /// Somebody else edited the text.
    pub fn others(&mut self, delta: &TextDelta) {
        self.burst = None;
        for steps in [&mut self.back, &mut self.forward] {
            let mut theirs = delta.clone();
            for step in steps.iter_mut().rev() {
                (theirs, *step) = transform(&theirs, step, Side::Left);
            }
            // What others have taken away is not hers to take away any more.
            steps.retain(|step| !step.is_empty());
        }
    }

    /// Whether there is a step back.
    pub fn can_undo(&self) -> bool {
        !self.back.is_empty()
    }

    /// Whether there is a step forward.
    pub fn can_redo(&self) -> bool {
        !self.forward.is_empty()
    }

    /// Takes the last step back: the edit to make, of the text as it is.
    pub fn undo(&mut self, text: &str) -> Option<TextDelta> {
        self.burst = None;
        step(&mut self.back, &mut self.forward, text)
    }

    /// Takes the last step forward again.
    pub fn redo(&mut self, text: &str) -> Option<TextDelta> {
        self.burst = None;
        step(&mut self.forward, &mut self.back, text)
    }

    fn forget_the_oldest(&mut self) {
        let mut units = 0;
        let keeps = |step: &&TextDelta| {
            units += inserted(step);
            units <= UNITS_MAX
        };
        let kept = self.back.iter().rev().take(STEPS_MAX).take_while(keeps).count();
        self.back.drain(..self.back.len() - kept);
    }
}

/// A step that does not fit the text is of another one, and so are those below it.
fn step(from: &mut Vec<TextDelta>, to: &mut Vec<TextDelta>, text: &str) -> Option<TextDelta> {
    let delta = from.pop()?;
    match delta.invert(text) {
        Ok(inverse) => {
            to.push(inverse);
            Some(delta)
        }
        Err(DoesNotFit) => {
            from.clear();
            to.clear();
            None
        }
    }
}

fn inserted(delta: &TextDelta) -> u64 {
    delta.ops().iter().map(|op| if let TextOp::Insert(text) = op { u64::from(utf16::len(text)) } else { 0 }).sum()
}

impl Burst {
    /// What a single insertion or deletion begins, and where it begins; `None` for anything else.
    fn of(delta: &TextDelta, now: Timestamp) -> Option<(Self, u32)> {
        let (at, op) = match delta.ops() {
            [op] => (0, op),
            [TextOp::Retain(at), op] => (*at, op),
            _ => return None,
        };
        let until = Timestamp(now.0.saturating_add(BURST_MS));
        match op {
            TextOp::Insert(text) => Some((Self { is_insertion: true, at: at + utf16::len(text), until }, at)),
            TextOp::Delete(_) => Some((Self { is_insertion: false, at, until }, at)),
            TextOp::Retain(_) => None,
        }
    }

    /// Whether an edit that begins `from` there is more of the same. A new line is something new.
    fn goes_on(self, delta: &TextDelta, from: u32, now: Timestamp) -> bool {
        let in_time = now.0 <= self.until.0 && now.0 >= self.until.0 - BURST_MS;
        in_time
            && match delta.ops().last() {
                Some(TextOp::Insert(text)) => self.is_insertion && from == self.at && !text.contains('\n'),
                Some(TextOp::Delete(units)) => !self.is_insertion && (from == self.at || from + units == self.at),
                _ => false,
            }
    }
}

impl TextDelta {
    /// The edit that undoes this one in the text it leaves. `before` is the text it was made to.
    pub fn invert(&self, before: &str) -> Result<Self, DoesNotFit> {
        let (mut inverse, mut rest) = (Vec::with_capacity(self.ops().len()), before);
        for op in self.ops() {
            match op {
                TextOp::Insert(text) => inverse.push(TextOp::Delete(utf16::len(text))),
                TextOp::Retain(units) => {
                    rest = utf16::split(rest, *units).ok_or(DoesNotFit)?.1;
                    inverse.push(TextOp::Retain(*units));
                }
                TextOp::Delete(units) => {
                    let (gone, behind) = utf16::split(rest, *units).ok_or(DoesNotFit)?;
                    rest = behind;
                    inverse.push(TextOp::Insert(gone.to_owned()));
                }
            }
        }
        Ok(inverse.into())
    }
}
