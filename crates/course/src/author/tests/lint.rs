//! Every lint, each with a folder that has just that one thing to mend.

use super::sample::{
    self, CHALLENGE, GATHERING, LESSON, NORMS, NUGGET, OTHER_LESSON, PICTURE, PROGRAMME, TUNING, with, with_file,
    without,
};
use crate::author::{Finding, Folder, NotCreated, Severity, create, lint, pack};
use std::path::Path;

fn only(folder: &Folder) -> Finding {
    let findings = lint(folder);
    match findings.as_slice() {
        [finding] => finding.clone(),
        _ => panic!("expected one finding, got {}:\n{}", findings.len(), shown(&findings)),
    }
}

fn shown(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}

/// One error, at this place, saying this. It also keeps the folder from being packed.
#[track_caller]
fn refuses(folder: &Folder, file: &str, line: usize, what: &str) {
    let finding = only(folder);
    assert_eq!((finding.file.as_str(), finding.line), (file, line), "{finding}");
    assert_eq!(finding.severity, Severity::Error, "{finding}");
    assert!(finding.what.contains(what), "{finding}");
    assert!(!finding.mend.is_empty(), "{finding}");
    pack(folder).unwrap_err();
}

/// One warning, at this place, saying this. It does not keep the folder from being packed.
#[track_caller]
fn warns(folder: &Folder, file: &str, line: usize, what: &str) {
    let finding = only(folder);
    assert_eq!((finding.file.as_str(), finding.line), (file, line), "{finding}");
    assert_eq!(finding.severity, Severity::Warning, "{finding}");
    assert!(finding.what.contains(what), "{finding}");
    pack(folder).unwrap();
}

#[test]
fn the_sample_has_nothing_to_mend() {
    assert_eq!(shown(&lint(&Folder::from_files(sample::files()))), "");
}

#[test]
fn all_findings_come_at_once_in_order_of_file_and_line() {
    let mut files = sample::files();
    for (path, old, new) in [
        (LESSON, "(2 min)", ""),
        (LESSON, "provider: A tea museum", "provider: \"\""),
        (LESSON, "![A pot with steam rising from its spout]", "![]"),
        (CHALLENGE, "[ask-who-drinks]", "[ask-who-drink]"),
        (TUNING, "minimum: 2", "minimum: 20"),
    ] {
        let text = String::from_utf8(files[path].clone()).unwrap().replacen(old, new, 1);
        files.insert(path.to_owned(), text.into_bytes());
    }
    let places: Vec<_> =
        lint(&Folder::from_files(files)).into_iter().map(|finding| (finding.file, finding.line)).collect();
    assert_eq!(
        places.iter().map(|(file, line)| (file.as_str(), *line)).collect::<Vec<_>>(),
        [(CHALLENGE, 26), (LESSON, 9), (LESSON, 16), (LESSON, 31), (TUNING, 22),]
    );
}

#[test]
fn a_finding_says_where_what_and_how_to_mend_it() {
    let finding = only(&with(LESSON, "(2 min)", "(20 min)").also(LESSON, "minutes: 5", "minutes: 23"));
    assert_eq!(
        finding.to_string(),
        "challenges/tea/lessons/warm-the-pot.md:16: error: the step “Why it matters” takes 20 minutes\n    \
         A step takes 1 to 12 minutes. Split it where she could be interrupted."
    );
}

/// Lets one test change two places.
pub(super) trait Also {
    fn also(self, path: &str, old: &str, new: &str) -> Folder;
}

impl Also for Folder {
    fn also(self, path: &str, old: &str, new: &str) -> Folder {
        let text = self.text(path, &mut crate::author::finding::Findings::default()).unwrap();
        assert!(text.contains(old), "{path} does not contain {old:?}");
        let changed = text.replacen(old, new, 1);
        let paths: Vec<_> = self.paths().map(str::to_owned).collect();
        Folder::from_files(paths.into_iter().map(|at| {
            let bytes = if at == path { changed.clone().into_bytes() } else { self.bytes(&at).unwrap().to_vec() };
            (at, bytes)
        }))
    }
}

// Ids

#[test]
fn an_unknown_lesson_is_found() {
    let folder = with(
        CHALLENGE,
        "    lessons:\n      - warm-the-pot\n",
        "    lessons:\n      - warm-the-pot\n      - warm-a-pot\n",
    );
    refuses(&folder, CHALLENGE, 37, "there is no lesson “warm-a-pot”");
}

#[test]
fn an_unknown_challenge_is_found() {
    refuses(&with(PROGRAMME, "[tea]", "[tea, coffee]"), PROGRAMME, 8, "there is no challenge “coffee”");
}

#[test]
fn an_unknown_protocol_is_found() {
    refuses(&with(CHALLENGE, "protocol: tuning", "protocol: tunning"), CHALLENGE, 29, "there is no protocol “tunning”");
}

#[test]
fn an_unknown_milestone_is_found() {
    refuses(&with(CHALLENGE, "serves: plan", "serves: plans"), CHALLENGE, 53, "there is no milestone “plans”");
}

#[test]
fn a_duplicate_id_is_found_with_both_lines() {
    refuses(
        &with(CHALLENGE, "id: names", "id: cups"),
        CHALLENGE,
        15,
        "two measures have the id “cups”, here and on line 9",
    );
    refuses(&with(TUNING, "id: warm", "id: ask"), TUNING, 18, "two steps have the id “ask”");
    refuses(&with(CHALLENGE, "- ask-who-drinks\n", "- warm-the-pot\n"), CHALLENGE, 37, "two entries of `lessons`");
    refuses(&with(PROGRAMME, "[tea]", "[tea, tea]"), PROGRAMME, 8, "two challenges");
}

#[test]
fn a_duplicate_step_is_found() {
    refuses(&with(LESSON, "{#do-it}", "{#why}"), LESSON, 33, "two steps of this lesson have the id “why”");
}

#[test]
fn a_lesson_id_used_by_two_challenges_is_found() {
    let mut files = sample::files();
    let challenge = String::from_utf8(files[CHALLENGE].clone()).unwrap();
    let challenge = challenge.replace("[ask-who-drinks]", "[warm-the-pot]").replace("      - ask-who-drinks\n", "");
    files.insert("challenges/more-tea/challenge.md".to_owned(), challenge.into_bytes());
    let lesson = String::from_utf8(files[LESSON].clone()).unwrap();
    files.insert("challenges/more-tea/lessons/warm-the-pot.md".to_owned(), lesson.into_bytes());
    let programme = String::from_utf8(files[PROGRAMME].clone()).unwrap().replace("[tea]", "[tea, more-tea]");
    files.insert(PROGRAMME.to_owned(), programme.into_bytes());
    refuses(
        &Folder::from_files(files),
        "challenges/more-tea/lessons/warm-the-pot.md",
        1,
        "two lessons have the same id",
    );
}

#[test]
fn an_id_that_could_not_be_a_file_name_is_found() {
    refuses(&with(CHALLENGE, "id: cups", "id: ../cups"), CHALLENGE, 9, "cannot be an id");
    refuses(&with(LESSON, "{#do-it}", "{#Do_it}"), LESSON, 33, "cannot be the id of a step");
    refuses(&with_file("nuggets/Cold_Tea.md", "---\n---\n"), "nuggets/Cold_Tea.md", 1, "cannot be an id");
}

#[test]
fn a_nugget_with_the_id_of_a_lesson_is_found() {
    let mut files = sample::files();
    let nugget = files[NUGGET].clone();
    files.insert("nuggets/warm-the-pot.md".to_owned(), nugget);
    refuses(&Folder::from_files(files), "nuggets/warm-the-pot.md", 1, "two lessons have the same id");
}

#[test]
fn a_gathering_whose_name_cannot_be_an_id_is_found() {
    let mut files = sample::files();
    let gathering = files.remove(GATHERING).unwrap();
    files.insert("gatherings/Kick off.md".to_owned(), gathering);
    refuses(&Folder::from_files(files), "gatherings/Kick off.md", 1, "cannot be an id");
}

// The path

#[test]
fn a_milestone_that_no_lesson_serves_is_found() {
    let folder = with(CHALLENGE, "lessons: [ask-who-drinks]", "lessons: []");
    refuses(&folder, CHALLENGE, 23, "no lesson serves the milestone “Plan it”");
}

#[test]
fn a_lesson_that_no_milestone_needs_is_found() {
    let folder = with(CHALLENGE, "      - warm-the-pot\n", "");
    refuses(&folder, LESSON, 1, "no milestone needs this lesson");
}

#[test]
fn a_milestone_that_ends_in_two_things_is_found() {
    let folder = with(CHALLENGE, "      days: 3\n", "      days: 3\n    client_review: true\n");
    refuses(&folder, CHALLENGE, 32, "a milestone ends in one thing");
}

#[test]
fn a_challenge_without_its_parts_is_found() {
    refuses(&with(CHALLENGE, "output: A pot of tea that is finished\n", ""), CHALLENGE, 1, "`output` is missing");
    refuses(
        &with(CHALLENGE, "difference: They know each other's names.", "difference: \" \""),
        CHALLENGE,
        7,
        "`difference` is empty",
    );
    let folder =
        with(CHALLENGE, "Make a pot of tea for **four** neighbours.\n\n## What you make\n\n1. A list\n2. A pot\n", "");
    refuses(&folder, CHALLENGE, 55, "the brief is missing");
}

#[test]
fn a_measure_that_is_no_number_is_found() {
    refuses(&with(CHALLENGE, "target: 4", "target: many"), CHALLENGE, 13, "`target` is “many”");
    refuses(&with(CHALLENGE, "target: 4", "target: -1"), CHALLENGE, 13, "`target` is “-1”");
}

// Minutes

#[test]
fn missing_minutes_of_a_lesson_are_found() {
    refuses(&with(LESSON, "minutes: 5\n", ""), LESSON, 1, "`minutes` is missing");
}

#[test]
fn missing_minutes_of_a_step_are_found() {
    let folder = with(OTHER_LESSON, "## Ask (3 min)", "## Ask");
    refuses(&folder, OTHER_LESSON, 8, "the step “Ask” does not say how long it takes");
}

#[test]
fn minutes_that_are_not_the_sum_are_found() {
    refuses(&with(LESSON, "minutes: 5", "minutes: 6"), LESSON, 3, "`minutes` is 6, and the steps take 5");
}

#[test]
fn a_step_over_twelve_minutes_is_found() {
    let folder = with(LESSON, "(3 min)", "(13 min)").also(LESSON, "minutes: 5", "minutes: 15");
    refuses(&folder, LESSON, 33, "takes 13 minutes");
}

#[test]
fn a_step_with_more_words_than_minutes_is_worth_a_warning() {
    let folder = with(LESSON, "- Boil water.\n", &format!("- Boil {}water.\n", "more ".repeat(600)));
    warns(&folder, LESSON, 33, "words for 3 min");
}

// Text

#[test]
fn text_before_the_first_step_is_found() {
    refuses(&with(LESSON, "## Why it", "Hello.\n\n## Why it"), LESSON, 16, "text before the first step");
}

#[test]
fn a_step_without_text_is_found() {
    let folder = with(NUGGET, "Call it iced tea.\n", "");
    refuses(&folder, NUGGET, 7, "the step “Add ice” says nothing");
}

#[test]
fn missing_alt_text_is_found() {
    let folder = with(LESSON, "![A pot with steam rising from its spout]", "![]");
    refuses(&folder, LESSON, 31, "has no words in its place");
}

#[test]
fn a_missing_picture_is_found() {
    refuses(&with(LESSON, "media/pot.svg", "media/pots.svg"), LESSON, 31, "there is no picture");
}

#[test]
fn dead_internal_links_are_found() {
    refuses(&with(OTHER_LESSON, "(warm-the-pot.md)", "(warm-a-pot.md)"), OTHER_LESSON, 10, "leads nowhere");
    refuses(&with(OTHER_LESSON, "(warm-the-pot.md)", "(../../../../../etc/passwd)"), OTHER_LESSON, 10, "leads nowhere");
    refuses(&with(OTHER_LESSON, "(warm-the-pot.md)", "(../../../media/pot.svg)"), OTHER_LESSON, 10, "leads nowhere");
}

#[test]
fn a_link_that_is_a_script_is_found() {
    refuses(&with(LESSON, "(https://example.org/heat)", "(javascript:alert(1))"), LESSON, 20, "not an address");
    refuses(&with(LESSON, "url: https://example.org/leaves", "url: data:text/html,x"), LESSON, 13, "not a web address");
}

#[test]
fn raw_html_is_found_and_a_comment_is_not() {
    refuses(&with(LESSON, "Nobody finishes", "<b>Nobody finishes"), LESSON, 20, "raw HTML");
    refuses(
        &with(LESSON, "> My grandmother said: warm it twice.", "<script>alert(1)</script>"),
        LESSON,
        27,
        "raw HTML",
    );
    refuses(&with(LESSON, "<!-- Ask Ben whether", "<!-- --><img src=x onerror=alert(1)> <!--"), LESSON, 35, "raw HTML");
}

#[test]
fn markdown_that_a_screen_cannot_show_is_found() {
    refuses(&with(LESSON, "- Boil water.\n", "- Boil water.\n  - Twice.\n"), LESSON, 38, "a list inside a list");
    refuses(&with(LESSON, "> My grandmother", "    indented\n\n> My grandmother"), LESSON, 27, "a block of code");
    refuses(&with(LESSON, "### A smaller", "# A smaller"), LESSON, 29, "a heading of this level");
    refuses(&with(LESSON, "**One** line.", "**One *line*.**"), LESSON, 40, "emphasis inside emphasis");
    refuses(&with(LESSON, "> My grandmother", "> > My grandmother"), LESSON, 27, "this inside a quote");
    refuses(&with(LESSON, "### A smaller heading", "***"), LESSON, 29, "a rule");
}

#[test]
fn an_apply_it_that_leads_nowhere_is_found() {
    refuses(&with(LESSON, "apply:draft", "apply:drafts"), LESSON, 40, "no part of her work");
    let folder = with(LESSON, ": Write when you will boil the water. **One** line.", "");
    refuses(&folder, LESSON, 40, "does not say what to do");
    let folder = with(LESSON, "**One** line.", "**One** line.\n\nAnd drink it.");
    refuses(&folder, LESSON, 42, "goes on after its apply: paragraph");
    let folder = with(CHALLENGE, "Make a pot", "[Now](apply:draft): Write.\n\nMake a pot");
    refuses(&folder, CHALLENGE, 56, "only a step of a lesson");
}

#[test]
fn a_lesson_that_asks_nothing_or_answers_nothing_is_worth_a_warning() {
    let folder = with(OTHER_LESSON, "[Now](apply:brief.who-for): Write who comes.\n", "");
    warns(&folder, OTHER_LESSON, 1, "changes nothing in her own work");
    let folder = with(OTHER_LESSON, "needs:\n  - I don't know what they like\n", "");
    warns(&folder, OTHER_LESSON, 1, "nobody will find this lesson");
}

// Resources and protocols

#[test]
fn a_resource_without_provider_licence_or_cost_is_found() {
    refuses(&with(LESSON, "    provider: A tea museum\n", ""), LESSON, 7, "`provider` is missing");
    refuses(&with(LESSON, "    licence: CC BY 4.0\n", ""), LESSON, 7, "`licence` is missing");
    refuses(&with(LESSON, "cost: free", "cost: cheap"), LESSON, 11, "`cost` is “cheap”");
}

#[test]
fn a_protocol_with_an_unknown_word_is_found() {
    refuses(&with(TUNING, "who: author", "who: teacher"), TUNING, 11, "`who` is “teacher”");
    refuses(&with(TUNING, "writes: warm", "writes: hot"), TUNING, 21, "`writes` is “hot”");
    refuses(&with(TUNING, "seen: after-own", "seen: never"), TUNING, 23, "`seen` is “never”");
    refuses(&with(TUNING, "minimum: 2", "minimum: 11"), TUNING, 22, "`minimum` is 11");
}

#[test]
fn protocols_without_norms_are_found() {
    refuses(&without(NORMS), NORMS, 1, "there are protocols but no norms");
}

#[test]
fn a_gathering_of_an_unknown_kind_is_found() {
    refuses(&with(GATHERING, "kind: kick-off", "kind: party"), GATHERING, 3, "`kind` is “party”");
}

// Files

#[test]
fn unreadable_yaml_is_found_with_its_line() {
    refuses(&with(PROGRAMME, "language: en", "language: [en"), PROGRAMME, 4, "this YAML could not be read");
    refuses(&with(LESSON, "minutes: 5", "minuets: 5"), LESSON, 3, "minuets");
    refuses(&with(LESSON, "minutes: 5", "minutes: soon"), LESSON, 3, "this YAML could not be read");
}

#[test]
fn yaml_that_unfolds_without_end_is_refused_at_once() {
    let bomb = (1..30).fold("a0: &a0 [x]\n".to_owned(), |bomb, level| {
        let before = vec![format!("*a{}", level - 1); 10].join(", ");
        format!("{bomb}a{level}: &a{level} [{before}]\n")
    });
    refuses(&with(PROGRAMME, "language: en\n", &format!("language: en\n{bomb}")), PROGRAMME, 5, "could not be read");
    refuses(&with(PROGRAMME, "[tea]", "&loop [tea, *loop]"), PROGRAMME, 8, "could not be read");
}

#[test]
fn a_programme_without_authors_or_challenges_is_found() {
    let folder = with_file(PROGRAMME, "id: tea\ntitle: Tea\nsummary: Tea\nlanguage: en\nedition: a\nlicence: b\n");
    let said = shown(&lint(&folder));
    assert!(said.contains("`authors` is missing") && said.contains("there are no challenges"), "{said}");
}

#[test]
fn a_file_without_front_matter_is_found() {
    refuses(&with(NUGGET, "---\ntitle", "title"), NUGGET, 1, "no front matter");
}

#[test]
fn a_file_that_is_not_utf_8_is_found_with_its_line() {
    refuses(&with_file(NUGGET, b"---\ntitle: Caf\xe9\n---\n".to_vec()), NUGGET, 2, "not UTF-8");
}

#[test]
fn an_oversized_or_active_picture_is_found() {
    let folder = with_file("media/big.png", vec![0; 201 * 1024]);
    refuses(&folder, "media/big.png", 1, "this picture has 201 KB");
    refuses(&with(PICTURE, "<circle", "\n<script>alert(1)</script><circle"), PICTURE, 2, "does more than draw");
    refuses(&with(PICTURE, "<circle", "<circle onload=alert(1)"), PICTURE, 1, "does more than draw");
    refuses(&with_file("media/film.mp4", vec![0]), "media/film.mp4", 1, "not a picture");
    refuses(&with_file("media/My Cup.png", vec![0]), "media/My Cup.png", 1, "not a picture");
}

#[test]
fn an_oversized_text_is_found() {
    refuses(&with_file(NUGGET, "a".repeat(300 * 1024)), NUGGET, 1, "longer than 256 KB");
}

#[test]
fn what_is_too_large_only_when_it_is_packed_is_found() {
    let body = "Ask again. ".repeat(20_000);
    let nugget = |id: &str| {
        let text = format!("---\ntitle: Long\nsituation: Long\nminutes: 12\n---\n\n## Read (12 min)\n\n{body}\n");
        (format!("nuggets/{id}.md"), text.into_bytes())
    };
    let folder = Folder::from_files(sample::files().into_iter().chain([nugget("one"), nugget("two"), nugget("three")]));
    let errors: Vec<_> = lint(&folder).into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    let [error] = &errors[..] else { panic!("{}", shown(&errors)) };
    assert_eq!(error.file, PROGRAMME);
    assert!(error.what.contains("would not open: this file has 6"), "{error}");

    let steps = |number: usize| format!("## Read {number} (12 min)\n\n{}\n\n", "Ask again. ".repeat(8_000));
    let long = |name: &str| {
        format!("---\ntitle: {name}\nminutes: 24\nneeds: [x]\n---\n\n{}{}[Now](apply:draft): Do.\n", steps(1), steps(2))
    };
    let folder = sample::files().into_iter().chain(
        [LESSON, OTHER_LESSON, "challenges/tea/lessons/third.md"]
            .map(|path| (path.to_owned(), long("Long").into_bytes())),
    );
    let folder = Folder::from_files(folder).also(CHALLENGE, "[ask-who-drinks]", "[ask-who-drinks, third]");
    let errors: Vec<_> = lint(&folder).into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    let [error] = &errors[..] else { panic!("{}", shown(&errors)) };
    assert!(error.file == CHALLENGE && error.what.contains("this challenge packs to"), "{error}");
}

#[test]
fn a_file_that_is_no_part_of_the_course_is_worth_a_warning() {
    warns(&with_file("challenges/tea/notes.txt", "hm"), "challenges/tea/notes.txt", 1, "not part of the course");
    warns(&with_file("challenges/cocoa/challenge.md", "hm"), "challenges/cocoa/challenge.md", 1, "not part");
}

#[test]
fn a_folder_that_is_no_course_is_one_finding() {
    let finding = only(&without(PROGRAMME));
    assert_eq!((finding.file.as_str(), finding.what.as_str()), (PROGRAMME, "there is no programme.yaml"));
    let missing = Folder::read(Path::new("/no/such/folder")).unwrap_err().to_string();
    assert!(missing.contains("/no/such/folder could not be read"), "{missing}");
}

#[test]
fn a_folder_with_far_too_much_in_it_is_refused() {
    let many = tempfile::tempdir().unwrap();
    (0..5_001).for_each(|number| drop(std::fs::File::create(many.path().join(format!("{number}.md"))).unwrap()));
    assert!(Folder::read(many.path()).unwrap_err().to_string().contains("more than 5000 files"));

    let deep = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(deep.path().join("a/".repeat(9))).unwrap();
    assert!(Folder::read(deep.path()).unwrap_err().to_string().contains("folders deep"));

    let large = tempfile::tempdir().unwrap();
    std::fs::File::create(large.path().join("film.mp4")).unwrap().set_len(5 * 1024 * 1024).unwrap();
    assert!(Folder::read(large.path()).unwrap_err().to_string().contains("larger than 4 MB"));
}

#[cfg(unix)]
#[test]
fn a_link_on_the_disk_is_no_part_of_the_course_wherever_it_leads() {
    let dir = tempfile::tempdir().unwrap();
    create(&dir.path().join("signs"), None).unwrap();
    for (link, to) in [("signs/nuggets", "/etc"), ("signs/again", "."), ("signs/passwd.md", "/etc/passwd")] {
        std::os::unix::fs::symlink(to, dir.path().join(link)).unwrap();
    }
    assert_eq!(Folder::read(&dir.path().join("signs")).unwrap(), Folder::example());
}

#[test]
fn the_course_that_ships_has_nothing_to_mend() {
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../course");
    assert_eq!(shown(&lint(&Folder::read(&course).unwrap())), "");
}

// The authors' guide

const GUIDE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/authoring.md"));

#[test]
fn the_example_in_the_authors_guide_has_nothing_to_mend() {
    assert_eq!(Folder::example().paths().count(), 5);
    assert_eq!(shown(&lint(&Folder::example())), "");
    pack(&Folder::example()).unwrap();
}

#[test]
fn a_new_course_is_the_example_in_the_authors_guide() {
    let dir = tempfile::tempdir().unwrap();
    create(&dir.path().join("deep/signs"), None).unwrap();
    assert_eq!(Folder::read(&dir.path().join("deep/signs")).unwrap(), Folder::example());
}

#[test]
fn a_new_course_has_the_title_it_is_given_whatever_is_in_it() {
    for (title, id) in [
        ("Bread: for a \\ \"village\"", "bread-for-a-village"),
        ("null", "my-programme"),
        ("  # 12 ", "my-programme"),
        ("Хлеб", "my-programme"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        create(dir.path(), Some(title)).unwrap();
        let folder = Folder::read(dir.path()).unwrap();
        assert_eq!(shown(&lint(&folder)), "");
        let programme = crate::read::whole(&pack(&folder).unwrap()).unwrap().index.programme;
        assert_eq!((programme.title.as_str(), programme.id.as_str()), (title.trim(), id));
    }
}

#[test]
fn a_new_course_is_not_written_into_anything() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("mine"), "").unwrap();
    let said = create(dir.path(), None).unwrap_err().to_string();
    assert!(said.contains("is not empty"), "{said}");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    let said = create(&dir.path().join("mine"), None).unwrap_err().to_string();
    assert!(said.contains("could not be written"), "{said}");
    for title in [" ", "two\nlines"] {
        assert!(matches!(create(&dir.path().join("other"), Some(title)), Err(NotCreated::Title)));
    }
    assert!(!dir.path().join("other").exists());
}

/// The fields stand in `schema.rs`, one a line.
#[test]
fn the_authors_guide_knows_every_field() {
    let fields = include_str!("../schema.rs").lines().filter_map(|line| line.strip_prefix("    pub ")?.split_once(':'));
    let fields: std::collections::BTreeSet<_> = fields.map(|(field, _)| field).collect();
    assert!(fields.len() > 40, "{fields:?}");
    for field in fields {
        assert!(GUIDE.contains(&format!("`{field}`")), "docs/authoring.md does not mention `{field}`");
    }
}

#[test]
fn the_authors_guide_knows_the_limits() {
    let kilobytes = |bytes: usize| format!("{} KB |", bytes / 1024);
    for (what, limit) in [
        ("a text file", "256 KB |".to_owned()),
        ("a picture", kilobytes(crate::read::MEDIA_BYTES_MAX)),
        ("a packed challenge", kilobytes(crate::read::CHALLENGE_BYTES_MAX)),
        ("files in a package", "2,000 |".to_owned()),
        ("a packed file", format!("{} MB |", crate::archive::ARCHIVE_BYTES_MAX / 1024 / 1024)),
    ] {
        assert!(GUIDE.contains(&format!("| {what} | {limit}")), "docs/authoring.md: {what}: {limit}");
    }
    assert_eq!(crate::package::FILES_MAX, 2_000);
}

#[test]
fn the_authors_guide_knows_every_word_a_field_can_have() {
    for word in crate::author::words() {
        assert!(GUIDE.contains(&format!("`{word}`")), "docs/authoring.md does not mention `{word}`");
    }
}
