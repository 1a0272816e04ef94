//! What a command says while it works: each step by name, and how long it took.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Runs one step, naming it before and timing it after.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("▸ {name}");
    let start = Instant::now();
    let result = work();
    let verdict = if result.is_ok() { "done" } else { "failed" };
    println!("  {verdict} in {}", seconds(start.elapsed()));
    result
}

/// Says something that needs no step of its own: what was skipped, and why.
pub fn note(text: &str) {
    println!("  {text}");
}

/// Prints an error with all of its causes.
pub fn failure(error: &anyhow::Error) {
    eprintln!("✗ {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
}

/// A duration as people read it: `0.3 s`, `4 min 12 s`.
pub fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

/// A size in the unit the budgets use: 1 KB is 1,000 bytes.
pub fn kilobytes(bytes: u64) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_durations_read_naturally() {
        assert_eq!(seconds(Duration::from_millis(340)), "0.3 s");
        assert_eq!(seconds(Duration::from_secs(252)), "4 min 12 s");
    }

    #[test]
    fn sizes_are_decimal_kilobytes() {
        assert_eq!(kilobytes(119_950), "119.9 KB");
    }
}
