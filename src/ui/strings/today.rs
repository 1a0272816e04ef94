//! Words of Today.

use super::{count, join};

section! {
    TodayWords {
        title: "Today",
        reading: "You were reading",
        writing: "You were writing",
        critiquing: "You were looking at",
        carry_on: "Carry on",
        next_title: "Next for you",
        first_title: "Your first challenge",
        read_brief: "Read the brief",
        challenge_title: "Your challenge",
        peers_title: "Your peers are waiting for",
        peers_none: "Nobody is waiting for you right now.",
        alone: "With a group, your work gets honest eyes. You can make one or join one at any time.",
        find_group: "Make or join a group",
        all_done: "You have read every lesson of this challenge. The work itself is what counts now.",
        open_work: "Open your draft",
        your_work: "Your draft",
        read_lesson: "Read it now",
    } filled {
        fn minutes_left(number: u16) => join(&[&count(u32::from(number), "minute", "minutes"), " left"]);
        fn lessons_done(done: u32, of: u32) => join(&[&done.to_string(), " of ", &count(of, "lesson", "lessons"), " read"]);
    }
}
