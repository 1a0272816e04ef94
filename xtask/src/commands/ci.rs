//! `ci`: what a fresh machine does, every tool first, then every suite.

use anyhow::Result;
use pico_args::Arguments;

use super::{setup, test};

/// Installs, then tests.
pub fn run(arguments: Arguments) -> Result<()> {
    super::finish(arguments)?;
    setup::run(Arguments::from_vec(Vec::new()))?;
    test::run(Arguments::from_vec(Vec::new()))
}
