//! Undo and redo of one's own edits, while others edit too.

use naptime_domain::{
    text::{History, TextDelta, diff},
    time::Timestamp,
};
use proptest::prelude::*;

/// A text, its history, and a clock.
struct Desk {
    text: String,
    history: History,
    now: i64,
}

impl Desk {
    fn new(text: &str) -> Self {
        Self { text: text.to_owned(), history: History::new(), now: 0 }
    }

    fn become_after(&mut self, milliseconds: i64, text: &str) {
        self.now += milliseconds;
        let delta = diff(&self.text, text);
        self.history.typed(&self.text, &delta, Timestamp(self.now)).unwrap();
        self.text = text.to_owned();
    }

    fn others(&mut self, at: u32, delete: u32, insert: &str) {
        let delta = TextDelta::splice(at, delete, insert);
        self.history.others(&delta);
        self.text = delta.apply(&self.text).unwrap();
    }

    fn undo(&mut self) -> &str {
        if let Some(delta) = self.history.undo(&self.text) {
            self.text = delta.apply(&self.text).unwrap();
        }
        &self.text
    }

    fn redo(&mut self) -> &str {
        if let Some(delta) = self.history.redo(&self.text) {
            self.text = delta.apply(&self.text).unwrap();
        }
        &self.text
    }
}

#[test]
fn letters_typed_in_one_go_are_one_step() {
    let mut desk = Desk::new("");
    for text in ["R", "Ro", "Ros", "Rosa"] {
        desk.become_after(100, text);
    }
    desk.become_after(2_000, "Rosa b");
    assert_eq!(desk.undo(), "Rosa");
    assert_eq!(desk.undo(), "");
    assert!(!desk.history.can_undo());
    assert_eq!(desk.redo(), "Rosa");
    assert_eq!(desk.redo(), "Rosa b");
    assert!(!desk.history.can_redo());
}

#[test]
fn taking_letters_away_typing_elsewhere_and_a_new_line_are_steps_of_their_own() {
    let mut desk = Desk::new("Rosa");
    for text in ["Ros", "Ro", "Roo", "Roo\n", "Roo\nx", "yRoo\nx"] {
        desk.become_after(100, text);
    }
    for expected in ["Roo\nx", "Roo", "Ro", "Rosa"] {
        assert_eq!(desk.undo(), expected);
    }
}

#[test]
fn a_new_edit_ends_the_way_forward() {
    let mut desk = Desk::new("a");
    desk.become_after(0, "ab");
    desk.undo();
    desk.become_after(5_000, "ac");
    assert!(!desk.history.can_redo());
}

#[test]
fn undo_leaves_what_others_wrote_into_her_words() {
    let mut desk = Desk::new("");
    desk.become_after(0, "We bake at night.");
    desk.others(8, 0, "bread 🌱 ");
    assert_eq!(desk.text, "We bake bread 🌱 at night.");
    assert_eq!(desk.undo(), "bread 🌱 ");
    assert_eq!(desk.redo(), "We bake bread 🌱 at night.");
}

#[test]
fn what_others_took_away_is_neither_taken_twice_nor_brought_back() {
    let mut desk = Desk::new("");
    desk.become_after(0, "one ");
    desk.become_after(5_000, "one two ");
    desk.others(4, 4, "");
    assert_eq!(desk.undo(), "");
    assert_eq!(desk.redo(), "one ");
    assert!(!desk.history.can_redo());
}

#[test]
fn a_history_of_another_text_does_nothing() {
    let mut desk = Desk::new("a long text");
    desk.become_after(0, "a longer text");
    desk.text = "x".to_owned();
    assert_eq!(desk.undo(), "x");
    assert!(!desk.history.can_undo());
}

#[test]
fn a_history_has_an_end() {
    let mut desk = Desk::new("");
    for step in 0..500_i64 {
        let text = [&desk.text, "a"].concat();
        desk.become_after(5_000 + step, &text);
    }
    while desk.history.can_undo() {
        desk.undo();
    }
    assert_eq!(desk.text.len(), 300);
}

/// What happens: somebody inserts or takes away some characters, or she steps back or forward.
#[derive(Clone, Debug)]
enum Deed {
    Hers(u8, u8, u8),
    Theirs(u8, u8, u8),
    Undo,
    Redo,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => any::<(u8, u8, u8)>().prop_map(|(at, cut, add)| Deed::Hers(at, cut % 3, add % 4)),
        3 => any::<(u8, u8, u8)>().prop_map(|(at, cut, add)| Deed::Theirs(at, cut % 3, add % 4)),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ]
}

/// Hers are small letters, theirs are large ones and two units wide: 𝐀.
fn edit(text: &str, at: u8, cut: u8, add: u8, letter: &str) -> TextDelta {
    let characters: Vec<char> = text.chars().collect();
    let at = usize::from(at) % (characters.len() + 1);
    let units = |characters: &[char]| characters.iter().map(|c| c.len_utf16() as u32).sum::<u32>();
    let cut = units(characters.get(at..(at + usize::from(cut)).min(characters.len())).unwrap());
    TextDelta::splice(units(characters.get(..at).unwrap()), cut, &letter.repeat(usize::from(add)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_the_way_back_nothing_of_hers_and_everything_of_theirs_is_there(deeds in proptest::collection::vec(deed(), 0..40)) {
        let mut desk = Desk::new("");
        let (mut came, mut gone) = (0_usize, 0_usize);
        let theirs = |text: &str| text.chars().filter(|c| *c == '𝐀').count();
        for deed in deeds {
            desk.now += 300;
            match deed {
                // She takes away only what is hers here: that she may undo.
                Deed::Hers(at, _, add) => {
                    let delta = edit(&desk.text, at, 0, add, "a");
                    desk.history.typed(&desk.text, &delta, Timestamp(desk.now)).unwrap();
                    desk.text = delta.apply(&desk.text).unwrap();
                }
                Deed::Theirs(at, cut, add) => {
                    let delta = edit(&desk.text, at, cut, add, "𝐀");
                    let before = theirs(&desk.text);
                    desk.history.others(&delta);
                    desk.text = delta.apply(&desk.text).unwrap();
                    came += usize::from(add);
                    gone += before + usize::from(add) - theirs(&desk.text);
                }
                Deed::Undo => drop(desk.undo().len()),
                Deed::Redo => drop(desk.redo().len()),
            }
            prop_assert_eq!(theirs(&desk.text), came - gone);
        }
        while desk.history.can_undo() {
            desk.undo();
        }
        prop_assert_eq!(&desk.text, &"𝐀".repeat(came - gone));
    }

    #[test]
    fn alone_all_the_way_back_and_forward_again_are_the_two_ends(deeds in proptest::collection::vec(deed(), 0..40)) {
        let mut desk = Desk::new("seed 🌱");
        for deed in deeds {
            desk.now += 300;
            match deed {
                Deed::Hers(at, cut, add) | Deed::Theirs(at, cut, add) => {
                    let delta = edit(&desk.text, at, cut, add, "é");
                    desk.history.typed(&desk.text, &delta, Timestamp(desk.now)).unwrap();
                    desk.text = delta.apply(&desk.text).unwrap();
                }
                Deed::Undo => drop(desk.undo().len()),
                Deed::Redo => drop(desk.redo().len()),
            }
        }
        while desk.history.can_redo() {
            desk.redo();
        }
        let end = desk.text.clone();
        while desk.history.can_undo() {
            desk.undo();
        }
        prop_assert_eq!(&desk.text, "seed 🌱");
        while desk.history.can_redo() {
            desk.redo();
        }
        prop_assert_eq!(desk.text, end);
    }
}
