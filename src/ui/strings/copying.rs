//! Words of copying a text.

section! {
    CopyingWords {
        copy: "Copy",
        copied: "Copied",
        by_hand: "This browser does not let the app copy. All of it is marked below: copy it by hand.",
        marked: "To copy by hand",
    }
}
