//! Words of the work and of sharing it.

mod evidence;
mod versions;

pub use evidence::EvidenceWords;
pub use versions::VersionWords;

use super::{count, join};

section! {
    WorkWords {
        title: "Your work",
        next_on_path: "Next on the path",
        read_lesson: "Read the lesson",
        private: "Only you see this. What you share is a copy of it.",
        ours: "Your group sees this as you write.",
        ours_offline: "Your group sees this when you are online again.",
        said: "What others said",
        said_where: "Show it in its place",
        brief: "The brief",
        brief_lead: "Five lines, agreed with the client.",
        name: "Title",
        name_hint: "A few words, so that your group finds it again.",
        draft: "Draft",
        draft_hint: "Write badly first. You can stop mid-word; it will be here.",
        focus: "What should your critics look at?",
        focus_hint: "One question gets better answers than “any thoughts?”",
        shared: "What you have shared",
        shared_ours: "Shown for critique",
        share: "Share with my group",
        share_ours: "Ask my group for a critique",
        not_started: "Your draft lives here once you have taken the challenge.",
        to_challenge: "See the challenge",
        gone: "This text is not on this phone.",
        refused: "There is no room for these words here, so they were taken back. Copy them if you need them elsewhere.",
        refused_seen: "I have them",
        brief_client: "Client",
        brief_who_for: "Who it is for",
        brief_different: "What would be different",
        brief_have: "What we have",
        brief_by_when: "By when",
        read: "Read it",
        write: "Go on writing",
        undo: "Undo",
        redo: "Redo",
        marks: "Headings, lists and the like",
        heading: "Heading",
        list: "List",
        quote: "Quote",
        bold: "Bold",
        link: "Link",
        link_of_what: "Mark the words that lead somewhere first. An address alone is a link as it is.",
    } filled {
        fn address(to: &str) => join(&[" (", to, ")"]);
        fn client_wants(text: &str) => join(&["Your client wants: ", text]);
        fn wrote_last(name: &str) => join(&[". ", name, " wrote last."]);
        fn take_already(text: &str) => join(&["Use “", text, "”"]);
        fn said_number(number: u32) => count(number, "note", "notes");
        fn said_of(title: &str, day: &str) => join(&["Of “", title, "”, as you shared it on ", day, "."]);
        fn brief_filled(done: u32, of: u32) => join(&[&done.to_string(), " of ", &count(of, "line", "lines")]);
    }
}

section! {
    ShareWords {
        title: "Share your draft",
        which_group: "With which group?",
        no_group: "You are not in a group yet. Make one or join one, then share.",
        find_group: "Make or join a group",
        title_label: "A title for the group’s list",
        title_hint: "So that they find it again.",
        title_missing: "Give it a title first.",
        group_missing: "Choose a group first.",
        exactly: "Exactly this will be shared",
        frozen: "This copy stays as it is. You can go on writing, and share again.",
        kept_back: "Your brief and everything else stay with you.",
        kept_back_ours: "The others can go on writing, too.",
        nothing: "There is nothing in your draft yet.",
        share: "Share with my group",
        to_work: "Open your draft",
        focus: "Your question",
    }
}
