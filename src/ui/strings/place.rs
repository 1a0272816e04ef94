//! Words of where she was.

use super::join;

section! {
    PlaceWords {
        left_off: "You left off here",
        writing: "You were writing your draft",
        at_work: "You were at your draft",
    } filled {
        fn reading(title: &str) => join(&["You were reading “", title, "”"]);
        fn reading_step(number: u32, title: &str) => join(&["You were reading step ", &number.to_string(), " of “", title, "”"]);
        fn looking_at(title: &str) => join(&["You were looking at “", title, "”"]);
        fn out_for(title: &str) => join(&["You were out for “", title, "”"]);
    }
}
