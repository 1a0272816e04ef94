//! Work on many things at once, as far as the machine has cores for it.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use anyhow::{Result, anyhow};

/// Each item's result, in the order of the items; the first that failed is the error. Who has done one takes the next, so the
/// longest come first.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> Result<R> + Sync) -> Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let take_turns = || -> Vec<(usize, Result<R>)> {
        let turns = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        turns.map_while(|turn| items.get(turn).map(|item| (turn, work(item)))).collect()
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let done = thread::scope(|scope| {
        let threads: Vec<_> = (0..cores.min(items.len())).map(|_| scope.spawn(take_turns)).collect();
        let joined = threads.into_iter().map(|thread| thread.join().map_err(|_| anyhow!("a thread panicked")));
        joined.collect::<Result<Vec<_>>>()
    })?;
    let mut done: Vec<_> = done.into_iter().flatten().collect();
    done.sort_by_key(|(turn, _)| *turn);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_their_items() {
        let items: Vec<u32> = (0..100).collect();
        assert_eq!(map(&items, |item| Ok(*item)).unwrap(), items);
    }

    #[test]
    fn the_first_that_failed_is_the_error() {
        let error =
            map(&[1, 2, 3], |item| if *item == 1 { Ok(()) } else { Err(anyhow!("{item} failed")) }).unwrap_err();
        assert_eq!(error.to_string(), "2 failed");
    }
}
