//! Words of the challenge.

use super::{count, join};

section! {
    ChallengeWords {
        title: "Challenge",
        you_make: "At the end",
        brief: "What it is, and why",
        goal: "The goal",
        measures: "How you will know",
        path: "The path",
        path_lead: "Take a lesson when the work asks for it; none of them is in your way.",
        good: "What good looks like",
        start: "Take this challenge",
        write: "Open your draft",
        done_when: "Done when",
        ends_in_client: "Ends with the client’s answer",
        you_measure: "not known yet",
        client: "Your client",
        client_lead: "For your own eyes. Nobody in your group sees it.",
        client_lead_ours: "Your group reads and writes this, too. Whether they agree, each of you keeps for herself.",
        client_who: "Who they are",
        client_who_hint: "A name, and how to reach them.",
        client_wants: "What they want",
        client_wants_hint: "In their words. Your brief shows it.",
        evidence: "Quotes and pages behind the numbers",
        client_answers: "What they answered to your recommendations",
        consent: "Their consent",
        consent_hint: "Ask them: may I work for you, and show what comes of it? Write down here that they said yes.",
        agrees: "They agree",
        took_back: "They took it back",
        number: "Number",
        number_note: "How or where, if you like",
        number_missing: "Write a number, like 3 or 4.5.",
        number_counted: "These are counted one by one: write a whole number, like 3.",
        own_target: "Your target",
        own_target_hint: "You choose it, best with the client.",
        keep_target: "Keep this target",
        take_target: "Choose a target",
        change_target: "Choose another target",
        keep_number: "Keep this number",
        when: "When",
        strike: "Strike",
        struck: "struck, does not count",
        unstrike: "Count it again",
        part_reached: " · reached",
        reach: "I have reached this",
        reopen: "Open it again",
        try_out: "Go and look, outside the app",
        confidence: "How confident are you?",
        confidence_lead: "Only you see this, and nothing is made of it. Look back at the end.",
        not_at_all: "Not at all",
        very: "Very",
        at_start: "At the start",
        on_the_way: "On the way",
        at_end: "At the end",
        all: "All challenges",
        underway: "Under way",
        paused: "Resting",
        swapped: "Swapped",
        finished: "Done",
        go_on: "Go on with this one",
        swap: "Swap my challenge for this one",
        swap_done: "Your other challenge rests, and keeps its draft. It is under “All challenges”.",
        is_finished: "You are through with this challenge. Everything in it stays here, and what comes next is on Today.",
        is_paused: "This challenge rests, with everything in it. “Go on with this one” takes it up again.",
        is_swapped: "You do another challenge in place of this one. Everything stays as it is, and “Go on with this one” takes it up again.",
        beside: "Your other challenge is under way, too. Both are on Today.",
        turn: "Rest, finish, begin again",
        pause: "Let it rest",
        pause_hint: "A challenge that rests asks nothing of you. Everything stays as it is.",
        finish: "I am through",
        redo: "Begin it again",
        redo_hint: "You begin with an empty draft, no numbers, and every part of the path open. What you wrote before stays here to read, under “Earlier rounds”. What you shared stays with your group.",
        rounds: "Earlier rounds",
        rounds_lead: "What you wrote before you began again. You can read it, and copy from it.",
        round_empty: "The draft was empty.",
        copy_round: "Copy this draft",
        redo_sure: "Yes, begin again",
        redone: "Begun again. What you wrote is under “Earlier rounds”.",
        redo_not: "No, leave it",
        newer: "There is a newer edition of this challenge. You go on with the one you began with until you are through, unless you take the newer one now.",
        newer_at_end: "This challenge has a newer edition by now. What you wrote, measured and reached stays when you take it.",
        take_newer: "Take the newer edition",
        took_newer: "You go on with the newer edition now. What you wrote, measured and reached is still here.",
        back_to_before: "Back to the one before",
        other_edition: "You go on with another edition of this challenge. It is not on this phone, so you see the one that is.",
        take_other: "Go on with the one here",
        not_yet: "Not yet",
        nearly: "Nearly",
        meets: "Meets it",
        read: "Read",
    } filled {
        fn week(number: u8) => join(&["Week ", &number.to_string()]);
        fn milestone(number: u32) => join(&["Part ", &number.to_string()]);
        fn ends_in_critique(critics: u8) => join(&["Ends with a critique by ", &count(u32::from(critics), "peer", "peers")]);
        fn start_and_target(start: &str, target: &str, scale: Option<u32>, unit: &str) => join(&["Start: ", start, ". Target: ", target, &of_scale(scale), ". Counted: ", unit, "."]);
        fn start_and_own_target(start: &str, unit: &str) => join(&["Start: ", start, ". Target: you choose it with the client. Counted: ", unit, "."]);
        fn number_of(unit: &str) => join(&["How many ", unit, "?"]);
        fn amount_of(unit: &str) => join(&["Your number, ", unit]);
        fn number_rated(top: u32) => join(&["This is a rating: write a number up to ", &top.to_string(), "."]);
        fn stands(number: &str, target: Option<String>) => match target {
            Some(target) => join(&["Now ", number, ", target ", &target]),
            None => join(&["Now ", number]),
        };
        fn target_only(target: &str) => join(&["Target ", target]);
        fn round(number: u32) => join(&["Round ", &number.to_string()]);
        fn now(number: &str) => join(&["Now ", number]);
        fn target_line(target: &str) => join(&[" · the dashed line is the target, ", target]);
        fn agreed(day: &str) => join(&["They agreed on ", day, "."]);
        fn reached(day: &str) => join(&["Reached on ", day]);
        fn confidence_at(stage: &str) => join(&[stage, ", from 1 to 5"]);
        fn after(milestone: &str) => join(&["After “", milestone, "”"]);
        fn of_five(level: u8) => join(&[&level.to_string(), " of 5"]);
    }
}

fn of_scale(scale: Option<u32>) -> String {
    scale.map(|scale| join(&[" of ", &scale.to_string()])).unwrap_or_default()
}
