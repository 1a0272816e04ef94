//! Words of what is done away from the screen.

use super::{count, join};

section! {
    OutsideWords {
        title: "Go and look",
        missing: "This is not part of the challenge you are at now.",
        lead: "Go when it suits you. Naptime remembers that you are out, also when the phone goes dark.",
        go: "I am off",
        note: "What did you see?",
        note_hint: "A word or two is enough. It stays with you.",
        back: "I am back, keep this",
        kept: "Kept, here and under “What it rests on”.",
        go_again: "Go again",
        seen: "What you saw outside",
        did_not_go: "I did not go after all",
        put_back: "Put back. It is here whenever it suits you.",
        put_back_words: "Put back, and your words with it. It is here whenever it suits you.",
        struck: "Put back, does not count",
        unstrike: "I did go",
        even: "A good balance.",
        little: "A little outside already.",
        nothing: "Nothing outside yet.",
        tipped: "A look outside would do the work good.",
        private: "Only you see this.",
    } filled {
        fn about(number: u16) => join(&["About ", &count(u32::from(number), "minute", "minutes"), ", out in the world"]);
        fn done(when: &str) => join(&["Done on ", when]);
        fn since(when: &str) => join(&["You went out on ", when, "."]);
        fn balance(inside: u32, outside: u32) => join(&["These weeks: ", &inside.to_string(), " min in the app, ", &outside.to_string(), " min outside."]);
    }
}
