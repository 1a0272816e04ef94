//! Words of doing a challenge together with a group.

use super::join;

section! {
    TogetherWords {
        title: "Together with your group",
        lead: "One draft that all of you write, also while apart. The group reads it as you write. Your steps, numbers and confidence stay yours alone.",
        has_words: "You have a draft of your own. It stays with you, and nobody else sees it. Shall its words be copied into the group’s draft, too?",
        copy_in: "Copy my words in",
        keep_back: "Keep them to myself",
        not_now: "Not now",
        alone: "Go on alone",
        alone_lead: "The group’s draft stays with the group. You can take its words along: they become your own draft, and what you had there is kept as a version.",
        with_copy: "Take the words along",
        without_copy: "Leave them here",
        stay: "Stay together",
        a_group: "your group",
    } filled {
        fn begin(group: &str) => join(&["Do it together with ", group]);
        fn underway(group: &str) => join(&["You do this together with ", group, "."]);
    }
}
