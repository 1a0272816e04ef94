//! Words of a work's versions.

use super::super::{count, join};

section! {
    VersionWords {
        title: "Versions",
        none: "Keep the draft as it stands, and whatever you write next, you can read it again, compare it and bring it back.",
        lead: "The newest first. A version stays as it was kept.",
        name: "A name, if you like",
        name_hint: "Like “Before Rosa read it”.",
        keep: "Keep a version",
        kept: "Kept. Write on as you like.",
        nothing: "There is nothing in your draft yet.",
        missing: "This version is not on this phone yet. It comes with the next connection.",
        earlier: "an earlier version",
        rename: "Call it something else",
        name_save: "Keep this name",
        named: "It has its new name.",
        compare: "Compare it with",
        just_read: "Nothing, I only read",
        draft: "My draft as it is now",
        signs: "Underlined words came in, struck ones went.",
        same: "Not a word is different.",
        added: "Added",
        removed: "Taken out",
        restore: "Bring this version back",
        restored: "Your draft is this version again. What it was before is kept too.",
        undo: "Undo",
        undone: "Your draft is as it was before.",
        is_draft: "Your draft says just this.",
        to_draft: "Open your draft",
    } filled {
        fn kept_some(number: u32) => match number {
            0 => "None kept yet".to_owned(),
            _ => count(number, "version kept", "versions kept"),
        };
        fn one_more(name: &str, number: u32) => join(&[name, " (", &number.to_string(), ")"]);
        fn as_of(when: &str) => join(&["As of ", when]);
        fn restored_from(name: &str) => join(&["restored from “", name, "”"]);
        fn to_draft_from(name: &str) => join(&["From “", name, "” to your draft"]);
        fn between(from: &str, to: &str) => join(&["From “", from, "” to “", to, "”"]);
        fn unchanged(number: u32) => join(&[&count(number, "paragraph", "paragraphs"), " unchanged"]);
    }
}
