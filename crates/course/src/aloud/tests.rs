//! Where sentences end, and what is said of a step.

use super::*;
use crate::{model::WebUrl, tests::shipped::COURSE};

fn parts(line: &str) -> Vec<&str> {
    sentences(line).into_iter().map(|range| &line[range]).collect()
}

#[test]
fn a_sentence_ends_at_its_mark_and_takes_the_space_along() {
    assert_eq!(parts("Ask. Then wait! Did she answer? Yes"), ["Ask. ", "Then wait! ", "Did she answer? ", "Yes"]);
    assert_eq!(parts("One sentence"), ["One sentence"]);
}

#[test]
fn closing_quotes_and_brackets_stay_with_their_sentence() {
    assert_eq!(
        parts("“Why now?” She wrote it down. (Twice.) Then…"),
        ["“Why now?” ", "She wrote it down. ", "(Twice.) ", "Then…"]
    );
}

#[test]
fn a_mark_inside_a_sentence_does_not_end_it() {
    for line in
        ["at 3 p.m. on Sunday", "“Why?” she asked", "version 2.5 is out", "see example.org for more", "well… maybe"]
    {
        assert_eq!(parts(line), [line]);
    }
}

#[test]
fn scripts_without_spaces_have_sentences_too() {
    assert_eq!(parts("なぜ？彼女は書いた。終わり"), ["なぜ？", "彼女は書いた。", "終わり"]);
}

#[test]
fn a_line_without_words_has_no_sentence() {
    for line in ["", "  ", "\n"] {
        assert_eq!(parts(line), Vec::<&str>::new(), "{line:?}");
    }
}

#[test]
fn a_cut_line_keeps_its_dress_and_every_letter() {
    let to = crate::model::LinkTarget::Web(WebUrl::try_from("https://example.org".to_owned()).unwrap());
    let link = |text: &str| Inline::Link { text: text.to_owned(), to: to.clone() };
    let line = vec![
        Inline::Strong("Example. Pâte".to_owned()),
        Inline::Text(" 🌱 she said.".to_owned()),
        Inline::Break,
        link("Read on"),
    ];
    assert_eq!(
        cut(&line),
        [
            vec![Inline::Strong("Example. ".to_owned())],
            vec![Inline::Strong("Pâte".to_owned()), Inline::Text(" 🌱 she said.".to_owned()), Inline::Break],
            vec![link("Read on")],
        ]
    );
}

#[test]
fn a_script_is_the_title_the_text_and_the_prompt() {
    let lessons = COURSE.challenges.iter().flat_map(|challenge| &challenge.lessons);
    let steps: Vec<&Step> = lessons.flat_map(|lesson| &lesson.steps).collect();
    assert!(steps.len() > 100);
    for step in steps {
        let script = script(step);
        assert!(step.title.starts_with(script.first().unwrap()), "{script:?}");
        assert!(script.iter().all(|sentence| sentence.chars().any(char::is_alphanumeric)), "{script:?}");
        let longest = script.iter().map(|sentence| sentence.chars().count()).max().unwrap();
        assert!(longest < 400, "a voice loses its breath: {script:?}");
    }
}
