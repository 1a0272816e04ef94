//! Plays stories by the thousand: `--seeds 5000 [--from N] [--threads N]`; prints every seed that fails, and a last line.
//!
//! `--seeds 1 --from N` tells one story step by step.

use naptime_simulator::{play, play_told};
use std::{
    panic,
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Instant,
};

fn main() {
    let (seeds, from, threads) = (argument("--seeds", 500), argument("--from", 0), argument("--threads", 2));
    let (next, failed, started) = (AtomicU64::new(from), AtomicU64::new(0), Instant::now());
    if seeds == 1 {
        return play_told(from, true);
    }
    // Of many stories only the failures are told, in one line each.
    panic::set_hook(Box::new(|_| {}));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| run(&next, from + seeds, &failed));
        }
    });
    let failed = failed.into_inner();
    let ms = started.elapsed().as_millis() as u64 / seeds.max(1);
    println!("{} ms a seed on {threads} threads", ms * threads);
    println!("{} passed, {failed} failed", seeds - failed);
    if failed > 0 {
        std::process::exit(1);
    }
}

fn run(next: &AtomicU64, end: u64, failed: &AtomicU64) {
    loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed >= end {
            return;
        }
        if let Err(why) = panic::catch_unwind(|| play(seed)) {
            failed.fetch_add(1, Ordering::Relaxed);
            let why = why.downcast_ref::<String>().cloned().unwrap_or_else(|| "without a reason".to_owned());
            println!("seed {seed}: {}", why.chars().take(1_500).collect::<String>());
        }
    }
}

fn argument(name: &str, default: u64) -> u64 {
    let arguments: Vec<String> = std::env::args().collect();
    let place = arguments.iter().position(|argument| argument == name);
    place.and_then(|place| arguments.get(place + 1)?.parse().ok()).unwrap_or(default)
}
