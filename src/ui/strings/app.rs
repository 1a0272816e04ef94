//! Words of the frame around every screen.

use super::{count, join};

section! {
    AppWords {
        name: "Naptime",
        to_content: "Go to the content",
        places: "Places",
        today: "Today",
        challenge: "Challenge",
        critique: "Critique",
        me: "Me",
        close: "Close",
        back: "Back",
        opening: "Opening what is on this phone…",
        not_found_title: "Nothing lives here",
        not_found: "The address may have been cut short on its way to you. Nothing of yours is affected.",
        to_today: "Go to Today",
        new_version: "A new version is ready. Your words stay as they are.",
        take_new_version: "Use the new version",
        course_missing: "The course has not reached this phone yet. It comes with the first connection; everything you write works meanwhile.",
        course_unreadable: "The course on this phone cannot be read. It comes again with the next connection; your own words are not affected.",
        try_again: "Try again",
    } filled {
        fn all_of(names: &[&str]) => match names {
            [others @ .., last] if !others.is_empty() => join(&[&others.join(", "), " and ", last]),
            _ => names.concat(),
        };
        fn full(max: usize) => join(&["No more than ", &max.to_string(), " characters fit."]);
        fn minutes(number: u16) => count(u32::from(number), "minute", "minutes");
        fn short_minutes(number: u16) => join(&[&number.to_string(), " min"]);
        fn short_minutes_left(number: u16) => join(&[&number.to_string(), " min left"]);
        fn page_title(screen: &str) => join(&[screen, " · Naptime"]);
    }
}
