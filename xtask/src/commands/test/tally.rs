//! How many tests passed and failed, read from what cargo's test harness prints.

use std::ops::Add;

use anyhow::Result;

use crate::process::Program;

/// Tests that passed and tests that failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    /// A check that is one test, and passed.
    pub const PASSED: Self = Self { passed: 1, failed: 0 };
    /// A check that is one test, and failed; also a suite that broke before it could count.
    pub const FAILED: Self = Self { passed: 0, failed: 1 };

    /// Runs cargo's tests and sums up every `test result:` line.
    pub fn of_tests(program: Program) -> Result<Self> {
        let mut tally = Self::default();
        let succeeded = program.run_watched(|line| tally = tally + Self::in_line(line))?;
        // Nothing counted as failed, yet the program failed: it did not build, or died halfway.
        let broken = !succeeded && tally.failed == 0;
        Ok(if broken { tally + Self::FAILED } else { tally })
    }

    /// `test result: ok. 12 passed; 0 failed; 1 ignored; …` of cargo and of wasm-bindgen's runner.
    fn in_line(line: &str) -> Self {
        let Some((_, figures)) = line.split_once("test result: ") else { return Self::default() };
        let before = |word: &str| {
            let (front, _) = figures.split_once(word)?;
            front.trim_end().rsplit([' ', '.']).next()?.parse().ok()
        };
        Self { passed: before("passed").unwrap_or(0), failed: before("failed").unwrap_or(0) }
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_line_is_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(Tally::in_line(line), Tally { passed: 12, failed: 3 });
        assert_eq!(Tally::in_line("test merges::both_survive ... ok"), Tally::default());
    }

    #[test]
    fn a_run_that_dies_before_it_counts_has_failed() {
        let died = Program::new("sh").arg("-c").arg("echo 'test result: ok. 2 passed; 0 failed'; exit 101");
        assert_eq!(Tally::of_tests(died).unwrap(), Tally { passed: 2, failed: 1 });
    }
}
