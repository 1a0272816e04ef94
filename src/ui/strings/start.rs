//! Words of the first half minute.

use super::join;

section! {
    StartWords {
        title: "Real work, in the minutes you have",
        lead: "You take on a challenge for a real organisation, learn what it asks for, and make it better with a few peers. It works without a network, and there is no account.",
        name_label: "What shall we call you?",
        name_hint: "Your group will see this. A first name is enough.",
        name_missing: "Write a name first. Any will do.",
        go_on: "Continue",
        coming: "The next question is on its way…",
        how_question: "How would you like to begin?",
        alone: "On my own for now",
        alone_hint: "Straight to the challenge. You can find a group later.",
        make: "Make a group",
        make_hint: "For you and up to five others. You get a link to send.",
        join: "Join with a link",
        join_hint: "Somebody sent you an invitation.",
        group_label: "What is your group called?",
        group_hint: "Only its members see the name.",
        group_missing: "Write a name for the group first.",
        make_group: "Make the group",
        link_label: "Paste the invitation link",
        link_hint: "It starts with the address of this app and has a # in it.",
        link_missing: "Paste the link from your invitation first.",
        join_group: "Join the group",
        restore_question: "I have used Naptime before",
        restore_title: "Bring your words back",
        restore_lead: "Your twelve recovery words open the sealed copy on the server. If you exported a file, add it too: then no network is needed.",
        restore_words: "Your twelve recovery words",
        restore_words_hint: "In their order. Numbers and commas between them do no harm.",
        restore_words_missing: "Write the twelve words first.",
        restore_file: "An export file, if you have one",
        restore: "Bring my words back",
        file_unreadable: "This file could not be read. Choose the file that ends in .naptime.",
    } filled {
        fn hello(name: &str) => join(&["Welcome, ", name]);
    }
}
