//! Words for what was not done: what happened, what is safe, what to do.

use super::{count, join};

section! {
    RefusalWords {
        not_begun: "Nobody has begun on this phone yet. Start with your name.",
        already_begun: "Somebody has already begun on this phone. Their words are safe; go to Today.",
        wrong_words: "All twelve are words that are given out, but not together. Compare each with your paper: the order counts.",
        not_an_invite: "This is not an invitation to a group here. Copy the whole link, with everything after the #, and paste it again.",
        invite_closed: "This invitation no longer opens the group: it has expired, was used up, or was closed. Ask whoever sent it for a new one.",
        already_member: "You are in this group already.",
        needs_connection: "Joining needs a connection once, and there is none now. Keep working: your link stays here, so join when you are online.",
        empty: "Write something first.",
        unknown: "This is not on this phone yet. It may come with the next connection.",
        not_yours: "Only the person who wrote it can do this.",
        nothing_to_share: "There is nothing to share yet. Write a few words first.",
        group_full: "This group is full. What you wrote is safe on this phone; make a new group to share it there.",
        document_full: "This has been written in and changed so often that it can take no more. All that is there is safe; copy what you need and go on in a new place.",
        too_much_evidence: "The evidence is more than can be shown at once. Put some of it away, then share again; it comes back with one tap.",
        not_stored: "This phone could not save it. Free some space, then try again. What was saved before is safe.",
        no_room: "There is no room for it on this phone. Your words are safe, and nothing else was changed. Free some space, then try again.",
        interrupted: "The app had to restart a part of itself. What was saved is safe; look whether this was done, and try again if not.",
    } filled {
        fn word_count(found: u32) => join(&[&count(found, "word stands", "words stand"), " here, and your paper has twelve."]);
        fn unknown_word(place: u32) => join(&["Look at word ", &place.to_string(), " again: there is none like it among the words that are given out."]);
        fn too_long(max: u32) => join(&["This is longer than ", &max.to_string(), " characters. Shorten it and try again; nothing is lost."]);
        fn too_big(megabytes: u32) => join(&["It is larger than ", &megabytes.to_string(), " MB, the most one may be. Choose a smaller one."]);
        fn too_many(max: u32) => join(&["There are already ", &max.to_string(), ", the most there can be."]);
    }
}
