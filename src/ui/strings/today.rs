//! Words of Today.

use super::{count, join};

section! {
    TodayWords {
        title: "Today",
        how_long: "How long have you got?",
        min: "min",
        own_time: "Other",
        own_minutes: "Minutes",
        own_time_error: "Write a number of minutes, like 12.",
        something_else: "Something else",
        reading: "You were reading",
        writing: "You were writing",
        critiquing: "You were looking at",
        carry_on: "Carry on",
        next_title: "Next for you",
        also: "Also there for you",
        was_out: "You were out for",
        go_out: "Away from the screen",
        serves: "Serves",
        on_this_phone: "on this phone",
        outside: "out in the world",
        first_title: "Your first challenge",
        another_title: "There for you when you like",
        read_brief: "Read the brief",
        challenge_title: "Your challenge",
        peers_title: "Your peers are waiting for",
        peers_none: "Nobody is waiting for you right now.",
        alone: "With a group, your work gets honest eyes. You can make one or join one at any time.",
        find_group: "Make or join a group",
        open_work: "Open your draft",
        your_work: "Your draft",
        read_lesson: "Read it now",
        give_critique: "Give a critique",
        go_and_look: "Go and look",
    } filled {
        fn waits(name: &str) => join(&[name, " would be glad of your eyes"]);
        fn costs(kilobytes: u32) => join(&["costs ", &kilobytes.to_string(), " kB of data"]);
        fn days_left(number: u16) => join(&[&count(u32::from(number), "day", "days"), " left"]);
        fn lessons_done(done: u32, of: u32) => join(&[&done.to_string(), " of ", &count(of, "lesson", "lessons"), " read"]);
    }
}
