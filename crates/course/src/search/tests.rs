//! What is found, in which order, and how it is shown.

use super::*;
use crate::{
    model::{Block, Inline},
    tests::shipped::COURSE,
};

fn lesson(id: &str, title: &str, needs: &[&str], steps: &[(&str, &str)]) -> Lesson {
    let step = |(title, text): &(&str, &str)| Step {
        id: "step".parse().unwrap(),
        title: (*title).to_owned(),
        minutes: 2,
        blocks: vec![Block::Paragraph(vec![Inline::Text((*text).to_owned())])],
        apply_it: None,
    };
    Lesson {
        id: id.parse().unwrap(),
        title: title.to_owned(),
        needs: needs.iter().map(|need| (*need).to_owned()).collect(),
        serves: Vec::new(),
        steps: steps.iter().map(step).collect(),
        resources: Vec::new(),
    }
}

fn search(lessons: Vec<Lesson>) -> Search {
    let mut challenge = COURSE.challenges.first().unwrap().clone();
    challenge.lessons = lessons;
    Search::new([&challenge], [])
}

fn three() -> Search {
    search(vec![
        lesson("ask", "Three questions", &["I don’t know what to ask"], &[("Begin", "A baker told a story.")]),
        lesson(
            "listen",
            "Listening in public",
            &["Nobody has time"],
            &[("Where", "Stand at the counter."), ("What", "Write down the questions they ask.")],
        ),
        lesson("photo", "Light and frame", &["My photos are dark"], &[("Light", "Turn to the window.")]),
    ])
}

fn ids(hits: &[Hit]) -> Vec<&str> {
    let id = |hit: &'_ Hit| match &hit.place {
        Place::Lesson { lesson, .. } => lesson.as_str().to_owned().leak() as &str,
        Place::Nugget(nugget) => nugget.as_str().to_owned().leak(),
    };
    hits.iter().map(id).collect()
}

fn marked(text: &Marked) -> String {
    text.pieces()
        .iter()
        .map(|(piece, is_marked)| if *is_marked { format!("[{piece}]") } else { (*piece).to_owned() })
        .collect()
}

#[test]
fn a_need_comes_before_a_word_in_the_text() {
    let hits = three().find("ask", 10);
    assert_eq!(ids(&hits), ["ask", "listen"]);
    assert_eq!(marked(hits[0].excerpt.as_ref().unwrap()), "I don’t know what to [ask]");
    assert_eq!(hits[1].place, Place::Lesson { lesson: "listen".parse().unwrap(), step: Some(1) });
}

#[test]
fn the_beginning_of_a_word_is_enough() {
    let hits = three().find("ques", 10);
    assert_eq!(ids(&hits), ["ask", "listen"]);
    assert_eq!(marked(&hits[0].title), "Three [questions]");
    assert_eq!(hits[0].excerpt, None, "the title says it already");
}

#[test]
fn every_other_piece_is_marked() {
    let hits = three().find("three questions", 1);
    assert_eq!(hits[0].title.pieces(), [("", false), ("Three", true), (" ", false), ("questions", true), ("", false)]);
    let title = Marked { text: "Light".to_owned(), marks: Vec::new() };
    assert_eq!(title.pieces(), [("Light", false)]);
}

#[test]
fn a_word_and_longer_ones_that_begin_with_it_are_all_meant() {
    let search = search(vec![
        lesson("longer", "Photographs", &[], &[("One", "Two.")]),
        lesson("whole", "A photo", &[], &[("One", "Two.")]),
        lesson("other", "Photons", &[], &[("One", "Two.")]),
        lesson("none", "Phones", &[], &[("One", "Two.")]),
    ]);
    assert_eq!(ids(&search.find("photo", 10)), ["whole", "longer", "other"]);
    assert_eq!(ids(&search.find("photos", 10)), ["whole"], "many of one");
    assert_eq!(ids(&search.find("photo ", 10)), ["whole", "longer", "other"]);
    assert_eq!(ids(&search.find("photo two", 10)).first(), Some(&"whole"));
}

#[test]
fn a_word_with_another_behind_it_is_no_beginning() {
    let search = search(vec![
        lesson("inside", "It is in it", &["Is it in it?"], &[("In", "It is.")]),
        lesson("ask", "Three questions", &["I don’t know what to ask"], &[("Begin", "A story.")]),
    ]);
    assert_eq!(ids(&search.find("I ask", 10)), ["ask"]);
    assert_eq!(search.find("i", 10).len(), 2, "she may go on to type “in”");
}

#[test]
fn a_slip_is_forgiven_in_longer_words_only() {
    assert_eq!(ids(&three().find("qeustions", 10)), ["ask", "listen"]);
    assert_eq!(ids(&three().find("phoot", 10)), ["photo"]);
    assert_eq!(ids(&three().find("akk", 10)), Vec::<&str>::new());
}

#[test]
fn more_words_bring_the_lesson_that_has_them_all_to_the_top() {
    assert_eq!(ids(&three().find("questions", 10)), ["ask", "listen"]);
    assert_eq!(ids(&three().find("questions counter", 1)), ["listen"]);
    assert_eq!(ids(&three().find("questions zeppelin", 10)), ["ask", "listen"], "an unknown word is passed over");
}

#[test]
fn little_words_around_unknown_ones_find_nothing() {
    let all = Search::new(&COURSE.challenges, &COURSE.around.nuggets);
    assert_eq!(ids(&all.find("my toddler is feverish", 8)), Vec::<&str>::new());
    assert!(!all.find("my client is silent", 8).is_empty());
    assert!(!all.find("rosa has no time for an interview", 8).is_empty());
}

#[test]
fn nothing_asked_or_nothing_known_finds_nothing() {
    for query in ["", "  … ", "zeppelin", "'"] {
        assert_eq!(three().find(query, 10), [], "{query:?}");
    }
    assert_eq!(Search::default().find("ask", 10), []);
}

#[test]
fn apostrophes_and_capitals_do_not_matter() {
    for query in ["Don't", "dont", "DON’T"] {
        let hits = three().find(query, 10);
        assert_eq!(marked(hits[0].excerpt.as_ref().unwrap()), "I [don’t] know what to ask");
    }
}

#[test]
fn a_word_with_a_hyphen_is_found_without_it_and_the_other_way_round() {
    let search = search(vec![
        lesson("post", "An e-mail she opens", &["Nobody opens my e-mails"], &[("Subject", "Short.")]),
        lesson("news", "The email list", &["Who may I write to?"], &[("Ask", "Ask first.")]),
        lesson("meet", "Five-minute talks", &["Nobody has time"], &[("Stand", "Stand by the door.")]),
    ]);
    for query in ["email", "e-mail", "E‑Mail", "emails", "e-mails", "ema", "e-ma"] {
        assert_eq!(ids(&search.find(query, 10)), ["post", "news"], "{query}");
    }
    assert_eq!(marked(&search.find("email", 1)[0].title), "An [e-mail] she opens");
    assert_eq!(marked(&search.find("mail", 1)[0].title), "An e-[mail] she opens", "its parts are words, too");
    assert_eq!(marked(&search.find("an e-mail e mail", 1)[0].title), "[An] [e-mail] she opens");
    for query in ["minute talks", "five-minute", "minute-talks"] {
        assert_eq!(ids(&search.find(query, 1)), ["meet"], "{query}: what nobody wrote in one is several words");
    }
}

#[test]
fn equally_good_answers_keep_the_order_of_the_path() {
    let same = |id| lesson(id, "Same", &["I am stuck"], &[("One", "Two.")]);
    let hits = search(vec![same("zebra"), same("apple"), same("mango")]).find("stuck", 2);
    assert_eq!(ids(&hits), ["zebra", "apple"]);
}

#[test]
fn a_long_line_is_cut_around_what_was_found() {
    let long = ["Word ".repeat(40), "🌱 pâtisserie ".to_owned(), "again ".repeat(40)].concat();
    let hits = search(vec![lesson("long", "Long", &[], &[("One", &long)])]).find("pâtisserie", 1);
    let shown = marked(hits[0].excerpt.as_ref().unwrap());
    assert!(shown.contains("🌱 [pâtisserie] again"), "{shown}");
    assert!(shown.starts_with("… Word") && shown.ends_with("again …"), "{shown}");
    assert!(shown.chars().count() <= 106, "{shown}");
}

#[test]
fn every_need_of_the_course_that_ships_finds_its_lesson_among_the_first() {
    let course = &*COURSE;
    let search = Search::new(&course.challenges, &course.around.nuggets);
    let lessons = course.challenges.iter().flat_map(|challenge| &challenge.lessons);
    let needs = lessons.flat_map(|lesson| lesson.needs.iter().map(move |need| (need, &lesson.id)));
    let missed: Vec<_> = needs
        .filter_map(|(need, id)| {
            let hits = search.find(need, 3);
            let at = hits.iter().position(|hit| matches!(&hit.place, Place::Lesson { lesson, .. } if lesson == id));
            (at != Some(0)).then_some((need, at))
        })
        .collect();
    assert!(missed.iter().all(|(_, at)| at.is_some()) && missed.len() <= 3, "{missed:?}");
}

#[test]
fn what_people_ask_the_course_that_ships_finds_what_helps() {
    let search = Search::new(&COURSE.challenges, &COURSE.around.nuggets);
    for (asked, helps) in [
        ("foto", "photo-consent-and-children"),
        ("fotos", "photo-consent-and-children"),
        ("photo", "photo-consent-and-children"),
        ("photos", "photo-consent-and-children"),
        ("fone", "listening-in-public"),
        ("critique hurts", "what-critique-changed"),
        ("reviews", "five-stars-from-us"),
        ("survay", "one-decision-five-questions"),
        ("she doesnt reply", "owner-is-silent"),
        ("bad review", "answer-a-bad-review"),
        ("what to ask", "three-questions"),
        ("afraid to share", "showing-unfinished-work"),
        ("children in the picture", "photo-consent-and-children"),
        ("persona", "needs-worries-words"),
        ("buyer persona", "needs-worries-words"),
        ("email", "consent-and-storage"),
        ("e-mail", "consent-and-storage"),
        ("interview", "three-questions"),
        ("questionnaire", "one-decision-five-questions"),
        ("privacy", "consent-and-storage"),
        ("facebook", "ten-seconds"),
        ("instagram", "three-themes"),
        ("ads", "cap-and-stop-rule"),
        ("budget", "cap-and-stop-rule"),
        ("I am shy", "showing-unfinished-work"),
    ] {
        assert_eq!(ids(&search.find(asked, 1)), [helps], "{asked}");
    }
    assert!(ids(&search.find("nobody answers", 3)).contains(&"owner-is-silent"), "or a survey, or an announcement");
    assert!(ids(&search.find("critique hurts", 3)).contains(&"a-note-that-stung"), "it has hurt her");
    assert!(ids(&search.find("foot", 1)).contains(&"audience-from-persona-and-survey"), "a foot stays one");
}
