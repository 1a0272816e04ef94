//! The recovery words, offered once: this device remembers that she has seen them, or does not want to.

use naptime::platform::local::LocalText;

/// Says that the offer was taken or declined.
const SETTLED: LocalText = LocalText("naptime.words-offered");

/// Whether there is nothing to offer any more.
pub fn is_settled() -> bool {
    SETTLED.get().is_some()
}

/// She has seen her words, or does not want to.
pub fn settle() {
    // Without localStorage the offer is made again.
    SETTLED.set("1").ok();
}
