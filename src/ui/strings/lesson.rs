//! Words of lessons and nuggets, and of having them read aloud.

use super::{count, join};

section! {
    LessonWords {
        now: "Now, in your own work",
        open_work: "Open it in your work",
        done: "Done, next step",
        next: "Next step",
        finish: "Done, back to my work",
        back_to_work: "Back to my work",
        previous: "Step before",
        is_done: "You have done this step.",
        reopen: "Not done after all",
        example: "Example",
        more: "Where to find more",
        free: "free",
        free_with_account: "free, needs an account",
        paid: "costs money",
        to_challenge: "See the challenge",
        not_started: "Take the challenge first; then what you write here is kept with it.",
    } filled {
        fn step(number: u32, of: u32) => join(&["Step ", &number.to_string(), " of ", &of.to_string()]);
        fn minutes_left(minutes: u16) => join(&[&count(u32::from(minutes), "minute", "minutes"), " left"]);
        fn resource(provider: &str, licence: &str, cost: &str) => join(&[provider, " · ", licence, " · ", cost]);
        fn size(kilobytes: u64) => match kilobytes {
            0..1_000 => join(&["about ", &kilobytes.max(1).to_string(), " KB"]),
            _ => join(&["about ", &(kilobytes / 1_000).to_string(), " MB"]),
        };
    }
}

section! {
    AloudWords {
        read: "Read aloud",
        go_on: "Go on reading aloud",
        pause: "Pause",
        next: "Done, read the next step",
        no_voice: "This browser has no voice to read with. On many phones the settings offer one, under “Text to speech”.",
        failed: "The voice has stopped. Another app may be using it; tap to go on where it was.",
    } filled {
        fn pace(pace: &str) => join(&["Pace ", pace]);
    }
}
