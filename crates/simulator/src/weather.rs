//! How often what goes wrong: chances in a thousand, and delays in milliseconds.

use rand_chacha::ChaCha8Rng;
use rand_core::Rng;
use std::ops::Range;

/// What a world does to its devices.
#[derive(Clone, Debug)]
pub struct Weather {
    /// How long a message takes one way.
    pub latency_ms: Range<u64>,
    /// How long a write takes.
    pub write_ms: Range<u64>,
    /// How long a page takes until it hears what its engine says. What it has not heard when the engine ends is lost.
    pub page_ms: Range<u64>,
    /// A request, an answer or news is lost.
    pub lost: u32,
    /// It comes twice.
    pub doubled: u32,
    /// A tab is killed between two effects.
    pub killed: u32,
    /// A write finds no room.
    pub full: u32,
    /// Pieces of photos cannot be read.
    pub unread: u32,
    /// Chunk bytes the server puts into one answer.
    pub answer_bytes: usize,
}

impl Weather {
    /// Nothing goes wrong.
    pub fn fair() -> Self {
        Self {
            latency_ms: 20..21,
            write_ms: 3..4,
            page_ms: 0..1,
            lost: 0,
            doubled: 0,
            killed: 0,
            full: 0,
            unread: 0,
            answer_bytes: 1024 * 1024,
        }
    }

    /// One out of many, some of them foul.
    pub fn random(rng: &mut ChaCha8Rng) -> Self {
        let slow = [50, 400, 3_000][below(rng, 3) as usize];
        Self {
            latency_ms: 5..slow,
            write_ms: 1..[10, 80, 400][below(rng, 3) as usize],
            page_ms: 0..[1, 30, 2_500][below(rng, 3) as usize],
            lost: [0, 20, 200][below(rng, 3) as usize],
            doubled: [0, 20, 150][below(rng, 3) as usize],
            killed: [0, 2, 8][below(rng, 3) as usize],
            full: [0, 0, 0, 30, 300][below(rng, 5) as usize],
            unread: [0, 0, 50, 300][below(rng, 4) as usize],
            answer_bytes: [1024 * 1024, 4_096, 700][below(rng, 3) as usize],
        }
    }
}

/// A number below a limit.
pub(super) fn below(rng: &mut ChaCha8Rng, limit: u64) -> u64 {
    // The bias of a remainder does not matter in a story.
    if limit == 0 { 0 } else { rng.next_u64() % limit }
}

/// A number in a range.
pub(super) fn within(rng: &mut ChaCha8Rng, range: &Range<u64>) -> u64 {
    range.start + below(rng, range.end - range.start)
}

/// Whether something with so many chances in a thousand happens.
pub(super) fn happens(rng: &mut ChaCha8Rng, chances: u32) -> bool {
    below(rng, 1_000) < u64::from(chances)
}

/// One of some.
pub(super) fn pick<'t, T>(rng: &mut ChaCha8Rng, all: &'t [T]) -> Option<&'t T> {
    all.get(below(rng, all.len() as u64) as usize)
}
