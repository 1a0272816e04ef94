//! Words of the challenge and its lessons.

use super::{count, join};

section! {
    ChallengeWords {
        title: "Challenge",
        you_make: "At the end",
        goal: "The goal",
        measures: "How you will know",
        path: "The path",
        path_lead: "Lessons hang on the part of the work that needs them. Take one when you are stuck; none of them is in your way.",
        good: "What good looks like",
        start: "Take this challenge",
        write: "Open your draft",
        done_when: "Done when",
        ends_in_client: "Ends with the client's answer",
        you_measure: "you choose it with the client",
        not_yet: "Not yet",
        nearly: "Nearly",
        meets: "Meets it",
        read: "Read",
    } filled {
        fn week(number: u8) => join(&["Week ", &number.to_string()]);
        fn milestone(number: u32) => join(&["Part ", &number.to_string()]);
        fn ends_in_critique(label: &str, critics: u8) => join(&["Ends with critique ", label, " by ", &count(u32::from(critics), "peer", "peers")]);
        fn target(from: Option<u32>, to: Option<u32>, scale: Option<u32>, unit: &str) => target(from, to, scale, unit);
    }
}

section! {
    LessonWords {
        now: "Now, in your own work",
        done: "Done, next step",
        finish: "Done, back to my work",
        previous: "Step before",
        more: "Where to find more",
        free: "free",
        free_with_account: "free, needs an account",
        paid: "costs money",
        missing_title: "This lesson is not here",
        missing: "This lesson is not in the course on this phone.",
        to_challenge: "See the challenge",
        not_started: "Take the challenge first; then what you write here is kept with it.",
    } filled {
        fn step(number: u32, of: u32) => join(&["Step ", &number.to_string(), " of ", &of.to_string()]);
        fn resource(provider: &str, cost: &str) => join(&[provider, " · ", cost]);
    }
}

fn target(from: Option<u32>, to: Option<u32>, scale: Option<u32>, unit: &str) -> String {
    let mut text = match to {
        Some(to) => to.to_string(),
        None => return unit.to_owned(),
    };
    if let Some(scale) = scale {
        text.push_str(" of ");
        text.push_str(&scale.to_string());
    }
    text.push(' ');
    text.push_str(unit);
    if let Some(from) = from.filter(|from| *from > 0) {
        text.push_str(", up from ");
        text.push_str(&from.to_string());
    }
    text
}
