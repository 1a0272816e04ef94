//! Buttons, on texts with the selection between ‹ and ›.

use super::*;

const BUTTONS: [Button; 6] =
    [Button::Heading, Button::List, Button::Quote, Button::Strong, Button::Emphasis, Button::Link];

/// A text with a selection in it; a caret is one sign, `|`.
fn selected(given: &str) -> (String, Range<u32>) {
    let units = |part: &str| part.encode_utf16().count() as u32;
    if let Some((before, after)) = given.split_once('|') {
        return ([before, after].concat(), units(before)..units(before));
    }
    let (before, rest) = given.split_once('‹').unwrap();
    let (inside, after) = rest.split_once('›').unwrap();
    ([before, inside, after].concat(), units(before)..units(before) + units(inside))
}

fn shown(text: &str, selection: &Range<u32>) -> String {
    let whole = text.encode_utf16().count() as u32;
    let (before, after) = (slice(text, 0..selection.start), slice(text, selection.end..whole));
    match selection.is_empty() {
        true => [&before, "|", &after].concat(),
        false => [&before, "‹", &slice(text, selection.clone()), "›", &after].concat(),
    }
}

fn apply(text: &str, edits: &[Edit]) -> String {
    let (mut after, mut at) = (String::new(), 0);
    for edit in edits {
        after.push_str(&slice(text, at..edit.at));
        after.push_str(&edit.insert);
        at = edit.at + edit.delete;
    }
    after.push_str(&slice(text, at..text.encode_utf16().count() as u32));
    after
}

fn after(given: &str, button: Button) -> String {
    let (text, selection) = selected(given);
    let pressed = press(&text, selection, button).unwrap();
    shown(&apply(&text, &pressed.edits), &pressed.selection)
}

#[test]
fn a_button_adds_its_marks_and_takes_them_off_again() {
    use Button::*;
    let cases = [
        (Strong, "a ‹b 🌱› c", "a **‹b 🌱›** c"),
        (Strong, "a **‹b 🌱›** c", "a ‹b 🌱› c"),
        (Strong, "a ‹**b**› c", "a ‹b› c"),
        (Strong, "a‹ b ›c", "a‹ **b** ›c"),
        (Strong, "wo|rd", "**wo|rd**"),
        (Strong, "**wo|rd**", "wo|rd"),
        (Strong, "word|", "**word|**"),
        (Strong, "|word", "**|word**"),
        (Strong, "don't| go.", "**don't|** go."),
        (Strong, "**two wo|rds**", "two wo|rds"),
        (Strong, "a | b", "a **|** b"),
        (Strong, "|", "**|**"),
        (Strong, "‹one\ntwo›", "**‹one**\n**two›**"),
        (Strong, "**‹one**\n**two›**", "‹one\ntwo›"),
        (Strong, "**‹one**\ntwo›", "**‹one**\n**two›**"),
        (Strong, "‹- one\n- two›", "‹- **one**\n- **two›**"),
        (Strong, "‹two **words** here›", "**‹two words here›**"),
        (Strong, "**ab‹c** d›ef", "**ab‹c d›**ef"),
        (Strong, "*a ‹b›*", "*a **‹b›***"),
        (Strong, "*a **‹b›***", "*a ‹b›*"),
        (Emphasis, "‹a›", "*‹a›*"),
        (Emphasis, "***‹a›***", "**‹a›**"),
        (Strong, "***‹a›***", "*‹a›*"),
        (Heading, "Ro|sa", "## Ro|sa"),
        (Heading, "## Ro|sa", "Ro|sa"),
        (Heading, "# Ro|sa", "Ro|sa"),
        (Heading, "- Ro|sa", "## Ro|sa"),
        (List, "‹one\n\ntwo›\n", "- ‹one\n\n- two›\n"),
        (List, "- ‹one\n- two›", "‹one\ntwo›"),
        (List, "‹one\n- two›", "- ‹one\n- two›"),
        (List, "1. one|", "one|"),
        (List, "one\n|", "one\n- |"),
        (List, "one\n|\ntwo", "one\n- |\ntwo"),
        (List, "‹one\n›two", "- ‹one\n›two"),
        (Quote, "|", "> |"),
        (Quote, "🌱\n|said", "🌱\n> |said"),
        (Quote, "> sa|id", "sa|id"),
        (Link, "see ‹Rosa› now", "see [Rosa](‹https://›) now"),
        (Link, "see Ro|sa now", "see [Rosa](‹https://›) now"),
        (Link, "see |", "see |"),
        (Link, "|", "|"),
        (Link, "‹https://a.example›", "[|](https://a.example)"),
        (Link, "see [Ro|sa](https://a.example)", "see Ro|sa"),
    ];
    for (button, given, expected) in cases {
        assert_eq!(after(given, button), expected, "{button:?} on {given:?}");
    }
}

#[test]
fn a_selection_that_does_not_fit_does_nothing() {
    for button in BUTTONS {
        assert_eq!(press("🌱", 1..1, button), None);
        assert_eq!(press("🌱", 0..3, button), None);
    }
}

#[test]
fn a_new_line_goes_on_with_the_list_and_an_empty_item_ends_it() {
    let cases = [
        ("- one\n|", Some("- one\n- |")),
        ("  * 🌱\n|", Some("  * 🌱\n  * |")),
        ("9) one\n|", Some("9) one\n10) |")),
        ("> said\n|", Some("> said\n> |")),
        ("- one\n- \n|", Some("- one\n\n|")),
        ("# one\n|", None),
        ("one\n|", None),
        ("- one|", None),
        ("|", None),
    ];
    for (given, expected) in cases {
        let (text, caret) = selected(given);
        let pressed = next_line(&text, caret.start);
        let shown = pressed.map(|pressed| shown(&apply(&text, &pressed.edits), &pressed.selection));
        assert_eq!(shown.as_deref(), expected, "{given:?}");
    }
}

/// Nothing but marks; a link's address comes and goes with its own.
fn is_marks(text: &str) -> bool {
    let is_mark = |c: char| " *_#>-+•[]()0123456789.".contains(c);
    text.chars().all(is_mark) || text.starts_with("](https://")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_button_touches_a_word(source in marked_up(), from in 0..60_u32, length in 0..30_u32, number in 0..6_usize) {
        let button = *BUTTONS.get(number).unwrap();
        let Some(pressed) = press(&source, from..from + length, button) else { return Ok(()) };
        let after = apply(&source, &pressed.edits);
        for edit in &pressed.edits {
            let gone = slice(&source, edit.at..edit.at + edit.delete);
            prop_assert!(is_marks(&edit.insert) && is_marks(&gone), "{:?} for {gone:?}", edit.insert);
        }
        // The selection fits: cutting a character in two would panic here.
        shown(&after, &pressed.selection);
    }

    #[test]
    fn pressing_twice_leaves_plain_words_as_they_were(
        words in "[a-z🌱é界]{1,6}( [a-z🌱é界]{1,6}){0,3}", number in 0..5_usize
    ) {
        let button = *BUTTONS.get(number).unwrap();
        let whole = 0..words.encode_utf16().count() as u32;
        let once = press(&words, whole, button).unwrap();
        let dressed = apply(&words, &once.edits);
        let twice = press(&dressed, once.selection, button).unwrap();
        prop_assert_eq!(apply(&dressed, &twice.edits), words);
    }
}
