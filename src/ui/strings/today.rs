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
        own_time_none: "Even one minute will do. Write 1 or more.",
        own_time_long: "Eight hours is the most this can plan for. Write 480 or less.",
        something_else: "Something else",
        writing: "You were writing",
        critiquing: "You were looking at",
        carry_on: "Carry on",
        next_title: "Next for you",
        also: "Also there for you",
        was_out: "You were out for",
        go_out: "Away from the screen",
        any_time: "Any time will do",
        on_this_phone: "on this phone",
        outside: "out in the world",
        coming_title: "Your work is still to come",
        coming: "Nothing of yours is on this phone yet. The sealed copy comes as soon as there is a connection, and shows here by itself.",
        first_title: "Your first challenge",
        another_title: "There for you when you like",
        read_brief: "Read the brief",
        challenge_title: "Your challenge",
        challenges_title: "Your challenges",
        also_underway: "Also under way",
        offer: "If this phone is ever lost, twelve words bring your work back. Write them on paper when it is quiet; they are always under Me.",
        offer_take: "See where they are",
        offer_decline: "No, thank you",
        peers_title: "Waiting for your notes",
        peers_none: "Nothing is waiting for you right now.",
        alone: "With a group, your work gets honest eyes. You can make one or join one at any time.",
        alone_in_group: "Nobody else is in your group yet. Whoever gets the link from you can join.",
        invite: "Invite somebody",
        find_group: "Make or join a group",
        open_work: "Open your draft",
        your_work: "Your draft",
        read_lesson: "Read it now",
        give_critique: "Give a critique",
        go_and_look: "Go and look",
    } filled {
        fn reading_step(number: u32, of: u32) => match of {
            1 => "You were reading".to_owned(),
            _ => join(&["You were reading, step ", &number.to_string(), " of ", &of.to_string()]),
        };
        fn some_steps(number: u16, of: u16) => join(&[&number.to_string(), " of ", &count(u32::from(of), "step", "steps")]);
        fn some_steps_left(number: u16, of: u16) => join(&[&number.to_string(), " of the ", &of.to_string(), " steps left"]);
        fn waits(name: &str) => join(&[name, " would be glad of your eyes"]);
        fn costs(kilobytes: u32) => join(&["costs ", &kilobytes.to_string(), " kB of data"]);
        fn for_part(number: u32) => join(&["For part ", &number.to_string(), " of your challenge: "]);
        fn critiques_came(number: u32, title: &str) => join(&[&count(number, "critique has", "critiques have"), " arrived for “", title, "”"]);
        fn writes_together(group: &str) => join(&[group, " is doing a challenge together"]);
        fn one_joined(name: &str, group: &str) => join(&[name, " has joined ", group]);
        fn people_joined(number: u32, group: &str) => join(&[&count(number, "person has", "people have"), " joined ", group]);
        fn days_left(number: u16) => join(&[&count(u32::from(number), "day", "days"), " left"]);
        fn lessons_done(done: u32, of: u32) => join(&[&done.to_string(), " of ", &count(of, "lesson", "lessons"), " read"]);
    }
}
