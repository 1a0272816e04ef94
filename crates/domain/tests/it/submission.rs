//! Frozen submissions and the anchors into them.

use naptime_domain::{
    evidence::Evidence,
    id::{ChallengeId, PersonId, SubmissionId},
    limits::{
        EVIDENCE_MAX, EVIDENCE_UTF16_MAX, NAME_UTF16_MAX, NOTE_UTF16_MAX, QUOTE_UTF16_MAX, SUBMISSION_BYTES_MAX,
        SUBMISSION_TEXT_BYTES_MAX, TEXT_UTF16_MAX,
    },
    submission::{Anchor, BadSubmission, Found, Submission},
    time::Timestamp,
};
use proptest::prelude::*;

fn submission() -> Submission {
    Submission {
        author: PersonId([0xa1; 32]),
        challenge: ChallengeId::new("who").unwrap(),
        title: "Who buys on Sunday".into(),
        text: "Fewer cakes left on Sunday. 🍰".into(),
        focus_question: "Is the need clear?".into(),
        evidence: vec![
            Evidence::Link { url: "https://example.org/prices".into(), about: "What bread costs".into() },
            Evidence::Quote { words: "I come after church.".into(), said_by: "A regular".into(), has_consent: true },
        ],
        shared_at: Timestamp(1_790_000_000_000),
        previous: Some(SubmissionId([7; 32])),
    }
}

#[test]
fn a_submission_has_one_spelling_and_one_id_for_good() {
    let bytes = submission().encode().unwrap();
    assert_eq!(Submission::decode(&bytes).unwrap(), submission());
    assert_eq!(Submission::id_of(&bytes), submission().id().unwrap());
    let golden = include_bytes!("../golden/submission-1.cbor");
    assert_eq!(bytes, golden, "every version reads and names what the first one wrote");
    assert_eq!(submission().id().unwrap().to_string(), include_str!("../golden/submission-1.id").trim());
}

#[test]
fn another_word_is_another_submission() {
    let other = Submission { text: "Fewer cakes left on Sunday.".into(), ..submission() };
    assert_ne!(other.id(), submission().id());
    assert_ne!(Submission { previous: None, ..submission() }.id(), submission().id());
}

#[test]
fn another_spelling_of_the_same_is_refused() {
    let bytes = submission().encode().unwrap();
    let mut longer_head = vec![0x98, bytes[0] & 0x1f];
    longer_head.extend_from_slice(&bytes[1..]);
    assert_eq!(Submission::decode(&longer_head), Err(BadSubmission::NotCanonical));
    let mut indefinite = vec![0x9f];
    indefinite.extend_from_slice(&bytes[1..]);
    indefinite.push(0xff);
    assert_eq!(Submission::decode(&indefinite), Err(BadSubmission::NotCanonical));
    assert_eq!(Submission::decode(&[&bytes[..], &[0]].concat()), Err(BadSubmission::NotCanonical));
    assert!(Submission::decode(&bytes[..bytes.len() - 1]).is_err());
}

#[test]
fn a_submission_keeps_its_limits_in_both_directions() {
    let too_long = Submission { text: "x".repeat(SUBMISSION_TEXT_BYTES_MAX + 1), ..submission() };
    let wordy = minicbor::to_vec(&too_long).unwrap();
    let refused = BadSubmission::TooLarge { what: "the text", bytes_max: SUBMISSION_TEXT_BYTES_MAX };
    assert_eq!(too_long.encode(), Err(refused));
    assert_eq!(Submission::decode(&wordy), Err(refused));
    let piece = Evidence::Quote { words: "w".into(), said_by: String::new(), has_consent: true };
    let proven = Submission { evidence: vec![piece; EVIDENCE_MAX + 1], ..submission() };
    assert_eq!(proven.encode(), Err(BadSubmission::TooMuchEvidence));
    assert_eq!(Submission { text: " \n".into(), ..submission() }.encode(), Err(BadSubmission::Empty));
    assert!(matches!(Submission::decode(&vec![0; SUBMISSION_BYTES_MAX + 1]), Err(BadSubmission::TooLarge { .. })));
    let long_piece = Evidence::Quote { words: "w".repeat(8_000), said_by: String::new(), has_consent: true };
    let proven = Submission { evidence: vec![long_piece.clone(); 12], ..submission() };
    assert_eq!(proven.encode(), Err(BadSubmission::EvidenceTooLarge));
    let largest =
        Submission { text: "x".repeat(SUBMISSION_TEXT_BYTES_MAX), evidence: vec![long_piece; 10], ..submission() };
    assert!(largest.encode().unwrap().len() <= SUBMISSION_BYTES_MAX);
}

#[test]
fn whatever_the_boxes_take_can_be_shared_in_every_script() {
    for letter in ['a', 'é', 'Я', 'क', '字', '🍰'] {
        let full = |units: usize| letter.to_string().repeat(units / letter.len_utf16());
        let quote =
            Evidence::Quote { words: full(EVIDENCE_UTF16_MAX), said_by: full(EVIDENCE_UTF16_MAX), has_consent: true };
        let submission = Submission {
            title: full(NAME_UTF16_MAX),
            text: full(TEXT_UTF16_MAX),
            focus_question: full(NOTE_UTF16_MAX),
            evidence: vec![quote; 5],
            ..submission()
        };
        let bytes = submission.encode().unwrap();
        assert_eq!(Submission::decode(&bytes), Ok(submission), "{letter}");
    }
}

#[test]
fn an_anchor_finds_its_words_in_place_and_in_the_next_version() {
    let text = "One 🌱 two. Three two.";
    let anchor = Anchor::new(SubmissionId([1; 32]), text, 7..10).unwrap();
    assert_eq!(anchor.quote, "two");
    assert_eq!(anchor.resolve(text), Found::InPlace(7..10));
    assert_eq!(anchor.resolve("Zero. One 🌱 two. Three two."), Found::Moved(13..16));
    assert_eq!(anchor.resolve("Three two"), Found::Moved(6..9));
    assert_eq!(anchor.resolve("None of it"), Found::Gone);
    assert_eq!(anchor.resolve(""), Found::Gone);
}

#[test]
fn an_anchor_never_cuts_a_character_or_points_at_nothing() {
    let new = |range| Anchor::new(SubmissionId([1; 32]), "a🌱b", range);
    assert_eq!(new(1..3).unwrap().quote, "🌱");
    for range in [1..2, 2..3, 1..1, 3..9, 9..12] {
        assert_eq!(new(range), None);
    }
    #[allow(clippy::reversed_empty_ranges, reason = "what a broken selection may give")]
    let backwards = 3..1;
    assert_eq!(new(backwards), None);
}

#[test]
fn an_anchor_to_a_long_passage_quotes_its_beginning() {
    let text = "🌱".repeat(2_000);
    let anchor = Anchor::new(SubmissionId([1; 32]), &text, 0..4_000).unwrap();
    assert_eq!(anchor.quote.encode_utf16().count(), QUOTE_UTF16_MAX);
    assert_eq!(anchor.resolve(&text), Found::InPlace(0..4_000));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_are_a_submission_in_canonical_form_or_refused(
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 0..4)
    ) {
        let mut bytes = submission().encode().unwrap();
        for (at, value, inserts) in edits {
            let at = at.index(bytes.len());
            if inserts { bytes.insert(at, value) } else { bytes[at] = value }
        }
        if let Ok(read) = Submission::decode(&bytes) {
            prop_assert_eq!(read.encode().unwrap(), bytes);
        }
    }

    #[test]
    fn any_anchor_resolves_in_any_text(text in ".{0,40}", quote in ".{0,4}", from in 0..50_u32, to in any::<u32>()) {
        Anchor { submission: SubmissionId([0; 32]), from, to, quote }.resolve(&text);
    }
}
