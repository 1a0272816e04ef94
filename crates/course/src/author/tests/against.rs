//! A new edition against the sample: one change each, and what is said of it.

use super::lint::Also;
use super::sample::{
    self, CHALLENGE, GATHERING, LESSON, NUGGET, OTHER_LESSON, PROGRAMME, TUNING, with, with_file, without,
};
use crate::author::{Finding, Folder, Severity, against, pack};
use crate::read::{Course, whole};

fn course(folder: &Folder) -> Course {
    whole(&pack(folder).unwrap()).unwrap()
}

fn before() -> Course {
    course(&Folder::from_files(sample::files()))
}

fn shown(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}

/// One finding about this edition, of this severity, at this place, saying this.
#[track_caller]
fn says(folder: &Folder, severity: Severity, file: &str, line: usize, what: &str) {
    let findings = against(folder, &before()).unwrap();
    let [finding] = &findings[..] else { panic!("expected one finding, got:\n{}", shown(&findings)) };
    assert_eq!((finding.file.as_str(), finding.line, finding.severity), (file, line, severity), "{finding}");
    assert!(finding.what.contains(what), "{finding}");
    assert!(!finding.mend.is_empty(), "{finding}");
}

#[track_caller]
fn refuses(folder: &Folder, file: &str, line: usize, what: &str) {
    says(folder, Severity::Error, file, line, what);
}

#[track_caller]
fn warns(folder: &Folder, file: &str, line: usize, what: &str) {
    says(folder, Severity::Warning, file, line, what);
}

#[track_caller]
fn says_nothing(folder: &Folder) {
    assert_eq!(shown(&against(folder, &before()).unwrap()), "");
}

/// The sample with some text of one file left out.
fn without_text(path: &str, text: &str) -> Folder {
    with(path, text, "")
}

#[test]
fn the_same_edition_says_nothing() {
    says_nothing(&Folder::from_files(sample::files()));
}

#[test]
fn words_may_change_as_long_as_they_are_about_the_same() {
    says_nothing(&with(PROGRAMME, "edition: \"1\"", "edition: \"2\"").also(PROGRAMME, "title: Tea", "title: More tea"));
    says_nothing(&with(LESSON, "title: Warm the pot", "title: A pot that is warm"));
    says_nothing(&with(LESSON, "## Why it matters", "## Why we do it"));
    says_nothing(&with(CHALLENGE, "title: Cups finished", "title: Cups emptied"));
    says_nothing(&with(CHALLENGE, "target: 4", "target: 6"));
    says_nothing(&with(PROGRAMME, "a neighbour finishes", "a neighbour gladly finishes"));
    says_nothing(&with(
        CHALLENGE,
        "done_when: You know who comes.",
        "done_when: Everybody has answered the invitation.",
    ));
}

#[test]
fn additions_say_nothing() {
    let folder = with(
        CHALLENGE,
        "measures:\n",
        "measures:\n  - {id: pots, title: Pots, unit: pots, baseline: 0, target: 1, how: Count.}\n",
    );
    says_nothing(&folder);
    let step = "\n## Once more (1 min) {#again}\n\nAgain.\n";
    let folder = with_file(LESSON, [sample::files()[LESSON].clone(), step.into()].concat());
    says_nothing(&folder.also(LESSON, "minutes: 5", "minutes: 6"));
}

#[test]
fn another_programme_is_refused_with_one_finding() {
    refuses(
        &with(PROGRAMME, "id: tea-for-neighbours", "id: coffee"),
        PROGRAMME,
        1,
        "“tea-for-neighbours” is “coffee” now",
    );
}

#[test]
fn what_is_gone_is_worth_a_warning() {
    warns(
        &without_text(
            PROGRAMME,
            "baseline:\n  - id: can-make-tea\n    text: I can make tea that a neighbour finishes.\n",
        ),
        PROGRAMME,
        1,
        "the entry “can-make-tea” is gone",
    );
    warns(
        &without_text(PROGRAMME, "charter:\n  - id: when\n    text: When do we meet?\n"),
        PROGRAMME,
        1,
        "the entry “when” is gone",
    );
    let link = ", or [cold tea](../../../nuggets/cold-tea.md)";
    warns(&without(NUGGET).also(OTHER_LESSON, link, ""), NUGGET, 1, "the nugget “cold-tea” is gone");
    warns(&without(GATHERING), GATHERING, 1, "the gathering “kick-off” is gone");
    let measure = "  - id: names\n    title: Names known\n    unit: points\n    baseline: hers\n    target: 4\n    scale: 5\n    how: Ask each neighbour.\n";
    warns(&without_text(CHALLENGE, measure), CHALLENGE, 8, "the measure “names” is gone");
    let try_out = "try_outs:\n  - id: smell-a-shop\n    title: Smell a shop\n    minutes: 5\n    prompt: Which tea would you buy?\n    serves: plan\n";
    warns(&without_text(CHALLENGE, try_out), CHALLENGE, 1, "the try-out “smell-a-shop” is gone");
    let pour = "  - id: pour\n    title: Pour it\n    done_when: The pot is empty.\n    lessons:\n      - warm-the-pot\n      - ask-who-drinks\n    client_review: true\n";
    let folder = without_text(CHALLENGE, pour).also(CHALLENGE, "[ask-who-drinks]", "[ask-who-drinks, warm-the-pot]");
    warns(&folder, CHALLENGE, 22, "the milestone “pour” is gone");
    let step = "  - id: warm\n    title: What works\n    who: critics\n    writes: warm\n    minimum: 2\n    seen: after-own\n    minutes: 4\n";
    warns(&without_text(TUNING, step), TUNING, 8, "the step “warm” is gone");
}

#[test]
fn a_lesson_a_step_and_a_protocol_that_are_gone_are_worth_a_warning() {
    let step = "## Why it matters (2 min) {#why}\n";
    let folder = with(LESSON, step, "").also(LESSON, "## Do it (3 min) {#do-it}\n", "");
    let folder = folder.also(LESSON, "A cold pot", "## Water first (5 min) {#water}\n\nA cold pot");
    let findings = shown(&against(&folder, &before()).unwrap());
    assert!(findings.contains("warning: the step “do-it” is gone"), "{findings}");

    let mut files = sample::files();
    files.remove(LESSON).unwrap();
    let folder = Folder::from_files(files).also(CHALLENGE, "      - warm-the-pot\n", "").also(
        OTHER_LESSON,
        "[how to warm the pot](warm-the-pot.md)",
        "warm the pot",
    );
    warns(&folder, LESSON, 1, "the lesson “warm-the-pot” is gone");

    let folder = without("protocols/quick-look.yaml");
    warns(&folder, "protocols/quick-look.yaml", 1, "the protocol “quick-look” is gone");
}

#[test]
fn a_challenge_that_is_gone_is_one_warning_without_all_that_was_in_it() {
    let mut files = sample::files();
    for (path, bytes) in sample::files() {
        if let Some(rest) = path.strip_prefix("challenges/tea/") {
            let text = String::from_utf8(files.remove(&path).unwrap()).unwrap();
            let text = text.replace("A pot of tea", "Bread").replace("Four neighbours drink tea", "Everybody bakes");
            let rest = rest.replace("warm-the-pot", "knead").replace("ask-who-drinks", "bake");
            files.insert(
                format!("challenges/bread/{rest}"),
                text.replace("warm-the-pot", "knead").replace("ask-who-drinks", "bake").into_bytes(),
            );
        } else {
            files.insert(path, bytes);
        }
    }
    let folder = Folder::from_files(files).also(PROGRAMME, "[tea]", "[bread]");
    let folder = folder.also("challenges/bread/challenge.md", "They know each other's names.", "Nobody waits.");
    let folder = folder.also("challenges/bread/challenge.md", "Make a pot of tea for **four** neighbours.", "Flour.");
    warns(&folder, PROGRAMME, 8, "the challenge “tea” is gone");
}

#[test]
fn a_new_id_for_the_same_thing_is_refused() {
    refuses(
        &with(CHALLENGE, "id: cups", "id: empty-cups"),
        CHALLENGE,
        9,
        "the measure “cups” has the id “empty-cups” now",
    );
    refuses(
        &with(CHALLENGE, "id: pour", "id: pouring"),
        CHALLENGE,
        32,
        "the milestone “pour” has the id “pouring” now",
    );
    refuses(
        &with(CHALLENGE, "id: finished", "id: done"),
        CHALLENGE,
        40,
        "the criterion “finished” has the id “done” now",
    );
    refuses(&with(CHALLENGE, "id: smell-a-shop", "id: shop"), CHALLENGE, 49, "the try-out “smell-a-shop”");
    refuses(&with(LESSON, "{#why}", "{#reason}"), LESSON, 16, "the step “why” has the id “reason” now");
    refuses(&with(TUNING, "id: ask", "id: asking"), TUNING, 9, "the step “ask” has the id “asking” now");
    refuses(&with(PROGRAMME, "id: can-make-tea", "id: tea"), PROGRAMME, 10, "the entry “can-make-tea”");
    let mut files = sample::files();
    let nugget = files.remove(NUGGET).unwrap();
    files.insert("nuggets/iced.md".to_owned(), nugget);
    let folder = Folder::from_files(files).also(OTHER_LESSON, "nuggets/cold-tea.md", "nuggets/iced.md");
    refuses(&folder, NUGGET, 1, "the nugget “cold-tea” has the id “iced” now");
}

#[test]
fn a_measure_in_another_unit_or_scale_or_with_another_kind_of_target_is_refused() {
    refuses(&with(CHALLENGE, "unit: cups", "unit: litres"), CHALLENGE, 9, "had the unit “cups” and now has “litres”");
    refuses(&with(CHALLENGE, "scale: 5", "scale: 10"), CHALLENGE, 15, "had the scale “5” and now has “10”");
    refuses(&without_text(CHALLENGE, "    scale: 5\n"), CHALLENGE, 15, "had the scale “5” and now has “none”");
    refuses(
        &with(CHALLENGE, "target: 4", "target: hers"),
        CHALLENGE,
        9,
        "had the target “a number” and now has “hers”",
    );
    says_nothing(&with(CHALLENGE, "unit: cups", "unit: Cups"));
}

#[test]
fn a_new_id_for_what_changed_leaves_only_a_warning() {
    let folder = with(CHALLENGE, "unit: cups", "unit: litres").also(CHALLENGE, "id: cups", "id: litres");
    warns(&folder, CHALLENGE, 8, "the measure “cups” is gone");
    let folder = with(TUNING, "writes: warm", "writes: cool").also(TUNING, "id: warm", "id: cool");
    warns(&folder, TUNING, 8, "the step “warm” is gone");
}

#[test]
fn a_milestone_with_another_end_is_refused() {
    refuses(&without_text(CHALLENGE, "    client_review: true\n"), CHALLENGE, 32, "had the end “client review”");
}

#[test]
fn a_protocol_of_another_form_and_a_step_that_asks_another_or_for_something_else_are_refused() {
    refuses(
        &with(TUNING, "form: in-depth", "form: gallery"),
        TUNING,
        1,
        "the protocol “tuning” had the form “in-depth”",
    );
    refuses(&with(TUNING, "who: critics", "who: everyone"), TUNING, 18, "had `who` “critics” and now has “everyone”");
    refuses(&with(TUNING, "writes: warm", "writes: cool"), TUNING, 18, "had `writes` “warm” and now has “cool”");
}

#[test]
fn an_id_under_which_something_else_is_written_is_refused() {
    let folder = with(CHALLENGE, "title: It was finished", "title: It was shared")
        .also(CHALLENGE, "not_yet: The pot is full.", "not_yet: You drank alone.")
        .also(CHALLENGE, "nearly: The pot is half full.", "nearly: One neighbour came.")
        .also(CHALLENGE, "    meets: The pot is empty.", "    meets: Four of them came.");
    refuses(&folder, CHALLENGE, 40, "the criterion “finished” was “It was finished” and is something else now");
    let folder = with(PROGRAMME, "I can make tea that a neighbour finishes.", "I know whom to ask for help.");
    refuses(&folder, PROGRAMME, 10, "the entry “can-make-tea”");
    let folder = with(NUGGET, "iced tea", "punch");
    assert_eq!(shown(&against(&folder, &before()).unwrap()), "");
}

#[test]
fn a_step_that_moved_to_another_lesson_is_refused() {
    let text = String::from_utf8(sample::files()[LESSON].clone()).unwrap();
    let (first, step) = text.split_once("## Do it").unwrap();
    let mut files = sample::files();
    files.insert(LESSON.to_owned(), format!("{first}\n[Now](apply:draft): Write.\n").into_bytes());
    let other = String::from_utf8(files[OTHER_LESSON].clone()).unwrap();
    files.insert(OTHER_LESSON.to_owned(), format!("{other}\n## Do it{step}").into_bytes());
    let folder = Folder::from_files(files).also(LESSON, "minutes: 5", "minutes: 2");
    let folder = folder.also(OTHER_LESSON, "minutes: 3", "minutes: 6");
    refuses(&folder, LESSON, 1, "the step “do-it” is in the lesson “ask-who-drinks” now");
}

#[test]
fn a_step_put_before_others_is_worth_one_warning() {
    let step = "## First (1 min) {#first}\n\nBreathe.\n\n## Why it matters";
    let folder = with(LESSON, "## Why it matters", step).also(LESSON, "minutes: 5", "minutes: 6");
    warns(&folder, LESSON, 20, "the step “why” was number 1 and is number 2 now");
    let folder = with(OTHER_LESSON, "## Ask", "## First (1 min)\n\nBreathe.\n\n## Ask").also(
        OTHER_LESSON,
        "minutes: 3",
        "minutes: 4",
    );
    warns(&folder, OTHER_LESSON, 12, "the step “ask” was number 1 and is number 2 now");
}

#[test]
fn a_lesson_that_moved_to_another_challenge_is_the_same_lesson() {
    let mut files = sample::files();
    let challenge = String::from_utf8(files[CHALLENGE].clone()).unwrap();
    let stays = challenge.replace("      - warm-the-pot\n", "");
    let moves = challenge.replace("[ask-who-drinks]", "[warm-the-pot]").replace("      - ask-who-drinks\n", "");
    files.insert(CHALLENGE.to_owned(), stays.into_bytes());
    files.insert("challenges/more-tea/challenge.md".to_owned(), moves.into_bytes());
    let lesson = files.remove(LESSON).unwrap();
    files.insert("challenges/more-tea/lessons/warm-the-pot.md".to_owned(), lesson);
    let folder = Folder::from_files(files).also(PROGRAMME, "[tea]", "[tea, more-tea]").also(
        OTHER_LESSON,
        "(warm-the-pot.md)",
        "(../../more-tea/lessons/warm-the-pot.md)",
    );
    says_nothing(&folder);
}
