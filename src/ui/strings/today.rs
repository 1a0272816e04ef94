//! Words of Today.

use super::{count, join};

section! {
    TodayWords {
        title: "Today",
        here_title: "You were here",
        carry_on: "Carry on",
        next_title: "Next for you",
        first_title: "Your first challenge",
        read_brief: "Read the brief",
        writing: "You were writing your draft.",
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
        fn reading(lesson: &str) => join(&["You were reading ", lesson]);
        fn critiquing(title: &str) => join(&["You were looking at ", title]);
        fn minutes_left(number: u16) => join(&[&count(u32::from(number), "minute", "minutes"), " left"]);
        fn lessons_done(done: u32, of: u32) => join(&[&done.to_string(), " of ", &count(of, "lesson", "lessons"), " read"]);
    }
}
