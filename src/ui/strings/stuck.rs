//! Words of looking for help.

use super::count;

section! {
    StuckWords {
        title: "I’m stuck on…",
        link: "I’m stuck",
        label: "Say it in your own words",
        hint: "A few are enough: “nobody answers”, “photo”, “what to ask”.",
        others: "At this point of the path, others say",
        nugget: "Short help",
        nothing: "Nothing here speaks of that yet. A plainer word may find it, and there are other ways on.",
        more: "More answers",
        ladder: "Ways on, one after the other",
        try_it: "Try it",
        try_it_how: "Take three minutes and do it badly on purpose. What is wrong with it tells you what to ask.",
        lesson: "Take a lesson",
        lesson_how: "Look for it above, or take one from the path.",
        path: "See the path",
        web: "Search the web",
        web_how: "Name the thing, the kind of place, and the word “example”: opening hours sign bakery example.",
        peer: "Ask a peer",
        peer_how: "Half a page and one question is enough. Unfinished work gets the better answers.",
        share: "Share what I have",
        group: "Ask my group",
        find_group: "Make or join a group",
    } filled {
        fn found(number: u32) => match number {
            0 => "Nothing found".to_owned(),
            number => count(number, "answer", "answers"),
        };
    }
}
