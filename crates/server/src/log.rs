//! What the server says about itself: counts, sizes and codes, never content, ids or addresses.

use std::{
    fmt::{Display, Write as _},
    sync::atomic::{AtomicU64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

/// Writes one line to standard error: seconds since the epoch, what happened, and its figures.
pub fn event(what: &str, figures: &[(&str, &dyn Display)]) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let mut line = format!("{}.{:03} {what}", now.as_secs(), now.subsec_millis());
    for (name, value) in figures {
        // Writing to a String never fails.
        write!(line, " {name}={value}").unwrap_or_default();
    }
    eprintln!("{line}");
}

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// What happened since the last line about it.
        #[derive(Debug, Default)]
        pub struct Counters {
            $($(#[$doc])* pub $name: AtomicU64,)+
        }

        impl Counters {
            /// Writes one line with every figure that is not nought, and starts again; silent when nothing happened.
            pub fn report(&self) {
                let taken = [$((stringify!($name), self.$name.swap(0, Ordering::Relaxed)),)+];
                let figures: Vec<(&str, &dyn Display)> = taken
                    .iter()
                    .filter(|(_, count)| *count > 0)
                    .map(|(name, count)| (*name, count as &dyn Display))
                    .collect();
                if !figures.is_empty() {
                    event("minute", &figures);
                }
            }
        }
    };
}

counters! {
    /// Sockets accepted.
    connections,
    /// Sync requests answered, by either way.
    syncs,
    /// Sync requests answered with a failure.
    failures,
    /// Requests refused by a rate.
    rate_limited,
    /// Chunks taken in.
    chunks_in,
    /// Chunks given out.
    chunks_out,
    /// Pieces of blobs taken in.
    pieces_in,
    /// Pieces of blobs given out.
    pieces_out,
    /// Membership entries taken in.
    entries_in,
    /// Live sockets opened.
    live_opened,
    /// Live sockets closed because their reader was too slow.
    live_slow,
    /// Files of the app served.
    files,
}
