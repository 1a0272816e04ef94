//! The algebra of text edits, on texts with characters of one and two UTF-16 units.

use naptime_domain::text::{Bias, Side, TextDelta, TextOp, commute, diff, diff_words, transform, utf16};
use proptest::prelude::*;

fn word() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![Just('a'), Just('é'), Just('🌱'), Just('界'), Just('\u{301}'), Just('\n')],
        0..6,
    )
    .prop_map(String::from_iter)
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(word(), 0..5).prop_map(|words| words.concat())
}

/// An edit that fits a text, from a recipe of cuts.
fn edit(text: &str, recipe: &[(u8, u8, String)]) -> TextDelta {
    let mut chars = text.chars();
    let mut units = |count: u8| chars.by_ref().take(count as usize).map(|c| c.len_utf16() as u32).sum();
    let mut ops = Vec::new();
    for (keep, cut, insert) in recipe {
        ops.push(TextOp::Retain(units(*keep)));
        ops.push(TextOp::Delete(units(*cut)));
        ops.push(TextOp::Insert(insert.clone()));
    }
    ops.into()
}

fn recipe() -> impl Strategy<Value = Vec<(u8, u8, String)>> {
    proptest::collection::vec((0..5_u8, 0..3_u8, word()), 0..5)
}

fn inserted(delta: &TextDelta) -> String {
    delta.splices().into_iter().map(|(_, _, insert)| insert).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_edits_in_either_order_give_the_same_text(text in text(), a in recipe(), b in recipe(), left in any::<bool>()) {
        let (a, b) = (edit(&text, &a), edit(&text, &b));
        let side = if left { Side::Left } else { Side::Right };
        let (a_after, b_after) = transform(&a, &b, side);
        let through_a = b_after.apply(&a.apply(&text).unwrap()).unwrap();
        let through_b = a_after.apply(&b.apply(&text).unwrap()).unwrap();
        prop_assert_eq!(&through_a, &through_b);
        prop_assert_eq!(a.compose(&b_after).apply(&text).unwrap(), through_a);
    }

    #[test]
    fn two_edits_in_a_row_made_in_the_other_order_give_the_same_text_of_the_same_words(
        text in text(), first in recipe(), next in recipe()
    ) {
        let first = edit(&text, &first);
        let between = first.apply(&text).unwrap();
        let next = edit(&between, &next);
        let (next_before, first_behind) = commute(&first, &next);
        let between_others = next_before.apply(&text).unwrap();
        prop_assert_eq!(first_behind.apply(&between_others).unwrap(), next.apply(&between).unwrap());
        prop_assert_eq!(inserted(&next_before), inserted(&next));
        prop_assert!(utf16::len(&inserted(&first_behind)) <= utf16::len(&inserted(&first)));
    }

    #[test]
    fn composed_edits_do_what_they_do_in_a_row_however_they_are_grouped(
        text in text(), a in recipe(), b in recipe(), c in recipe()
    ) {
        let a = edit(&text, &a);
        let one = a.apply(&text).unwrap();
        let b = edit(&one, &b);
        let two = b.apply(&one).unwrap();
        let c = edit(&two, &c);
        let three = c.apply(&two).unwrap();
        prop_assert_eq!(a.compose(&b).apply(&text).unwrap(), two);
        prop_assert_eq!(a.compose(&b).compose(&c).apply(&text).unwrap(), three.clone());
        prop_assert_eq!(a.compose(&b.compose(&c)).apply(&text).unwrap(), three);
        prop_assert_eq!(a.compose(&b).compose(&c), a.compose(&b.compose(&c)));
        prop_assert_eq!(a.compose(&TextDelta::new()), a.clone());
        prop_assert_eq!(TextDelta::new().compose(&a), a);
    }

    #[test]
    fn a_difference_leads_from_one_text_to_the_other(old in text(), new in text()) {
        let delta = diff(&old, &new);
        prop_assert_eq!(delta.apply(&old).unwrap(), new.clone());
        prop_assert!(delta.splices().len() <= 1);
        prop_assert_eq!(i64::from(utf16::len(&old)) + delta.growth(), i64::from(utf16::len(&new)));
        prop_assert!(delta.reach() <= u64::from(utf16::len(&old)));
    }

    #[test]
    fn a_difference_by_words_leads_from_one_text_to_the_other(old in text(), new in text()) {
        prop_assert_eq!(diff_words(&old, &new).apply(&old).unwrap(), new);
    }

    #[test]
    fn splices_in_a_row_do_what_the_edit_does(text in text(), a in recipe()) {
        let delta = edit(&text, &a);
        let mut spliced = text.clone();
        for (at, delete, insert) in delta.splices() {
            spliced = TextDelta::splice(at, delete, insert).apply(&spliced).unwrap();
        }
        prop_assert_eq!(delta.apply(&text).unwrap(), spliced);
    }

    #[test]
    fn an_edit_is_normal_however_it_arrives(text in text(), a in recipe()) {
        let delta = edit(&text, &a);
        let bytes = postcard::to_allocvec(&delta).unwrap();
        prop_assert_eq!(postcard::from_bytes::<TextDelta>(&bytes).unwrap(), delta.clone());
        prop_assert_ne!(delta.ops().last().map(|op| matches!(op, TextOp::Retain(_))), Some(true));
    }

    #[test]
    fn a_position_stays_with_the_characters_around_it(text in text(), a in recipe(), at in 0..40_u32) {
        let at = at.min(utf16::len(&text));
        prop_assume!(utf16::byte_index(&text, at).is_some());
        let delta = edit(&text, &a);
        let after = delta.apply(&text).unwrap();
        let (before, behind) = (delta.map_position(at, Bias::Before), delta.map_position(at, Bias::After));
        prop_assert!(before <= behind);
        prop_assert!(utf16::byte_index(&after, before).is_some() && utf16::byte_index(&after, behind).is_some());
        let marker = TextDelta::splice(at, 0, "|");
        let marked = transform(&marker, &delta, Side::Left).0.apply(&after).unwrap();
        prop_assert_eq!(utf16::slice(&marked, before..before + 1), Some("|"));
    }

    #[test]
    fn edits_that_do_not_fit_are_refused_and_never_panic(text in text(), ops in proptest::collection::vec(
        prop_oneof![any::<u32>().prop_map(TextOp::Retain), (0..4_u32).prop_map(TextOp::Retain),
            any::<u32>().prop_map(TextOp::Delete), (0..4_u32).prop_map(TextOp::Delete), word().prop_map(TextOp::Insert)], 0..6)
    ) {
        let delta = TextDelta::from(ops);
        if let Ok(after) = delta.apply(&text) {
            prop_assert_eq!(i64::from(utf16::len(&text)) + delta.growth(), i64::from(utf16::len(&after)));
        }
        let other = TextDelta::splice(1, 1, "x");
        transform(&delta, &other, Side::Left);
        delta.compose(&other);
        other.compose(&delta);
        delta.splices();
        delta.map_position(3, Bias::After);
    }
}

#[test]
fn an_edit_in_the_middle_of_a_character_does_not_fit() {
    assert!(TextDelta::splice(1, 0, "x").apply("🌱").is_err());
    assert!(TextDelta::splice(0, 1, "").apply("🌱").is_err());
    assert_eq!(TextDelta::splice(2, 0, "x").apply("🌱").unwrap(), "🌱x");
}

#[test]
fn a_difference_never_cuts_a_pair_of_surrogates() {
    // 🌱 and 🌲 share their first UTF-16 unit.
    assert_eq!(diff("a🌱b", "a🌲b"), TextDelta::splice(1, 2, "🌲"));
    assert_eq!(diff("aaa", "aa"), TextDelta::splice(2, 1, ""));
    assert!(diff("same", "same").is_empty());
}

#[test]
fn a_difference_by_words_leaves_what_stood_on_both_sides() {
    assert_eq!(
        diff_words("a b c d", "a x b c y d"),
        [TextOp::Retain(2), TextOp::Insert("x ".into()), TextOp::Retain(4), TextOp::Insert("y ".into())]
            .into_iter()
            .collect()
    );
    let (old, new) = ("o ".repeat(3_000), "n ".repeat(3_000));
    assert_eq!(diff_words(&old, &new), TextDelta::splice(0, 6_000, &new));
}

#[test]
fn a_caret_goes_where_its_bias_says() {
    let insert = TextDelta::splice(3, 0, "xx");
    assert_eq!((insert.map_position(3, Bias::Before), insert.map_position(3, Bias::After)), (3, 5));
    assert_eq!((insert.map_position(2, Bias::After), insert.map_position(4, Bias::Before)), (2, 6));
    let replace = TextDelta::splice(1, 4, "new");
    assert_eq!(replace.map_position(9, Bias::Before), 8);
}
