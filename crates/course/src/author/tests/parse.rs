//! What is written in a folder arrives in the model.

use super::sample::{self, LESSON};
use crate::author::{Folder, pack};
use crate::model::{
    ApplyIt, Block, BriefLine, Cost, EndsIn, GatheringKind, Inline, LinkTarget, List, Measured, NoteKind, Passage,
    ProtocolForm, Seen, Table, Who, WorkPart, Writes,
};
use crate::read::{Course, whole};

fn sample() -> Course {
    whole(&pack(&Folder::from_files(sample::files())).unwrap()).unwrap()
}

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

#[test]
fn a_programme_says_who_it_is_and_what_is_around_it() {
    let course = sample();
    let programme = &course.index.programme;
    assert_eq!(
        (programme.id.as_str(), programme.language.as_str(), programme.edition.as_str()),
        ("tea-for-neighbours", "en", "1")
    );
    assert_eq!(course.around.baseline[0].id.as_str(), "can-make-tea");
    assert_eq!(course.around.charter[0].text, "When do we meet?");
    assert_eq!(course.around.nuggets[0].situation, "The tea is cold and they are at the door");
    assert_eq!(course.around.nuggets[0].lesson.minutes(), 2);
    assert_eq!(course.around.gatherings[0].kind, GatheringKind::KickOff);
}

#[test]
fn a_challenge_keeps_its_measures_milestones_and_criteria() {
    let course = sample();
    let challenge = &course.challenges[0];
    assert_eq!(challenge.week, Some(1));
    assert_eq!(challenge.measures[0].target, Measured::Known(4));
    assert_eq!((challenge.measures[1].baseline, challenge.measures[1].scale), (Measured::Hers, Some(5)));
    let EndsIn::Critique(point) = &challenge.milestones[0].ends_in else { panic!("it ends in a critique") };
    assert_eq!((point.label.as_str(), point.protocol.as_str(), point.critics, point.days), ("A", "tuning", 2, 3));
    assert_eq!(challenge.milestones[1].ends_in, EndsIn::ClientReview);
    assert_eq!(challenge.rubric.criteria[0].nearly, "The pot is half full.");
    assert_eq!(challenge.achievement.as_ref().unwrap().modelled_on, None);
    assert_eq!(challenge.try_outs[0].serves.as_str(), "plan");
    assert_eq!(challenge.brief[1], Block::Heading(vec![text("What you make")]));
    assert_eq!(
        challenge.brief[2],
        Block::List(List { numbered: true, items: vec![vec![text("A list")], vec![text("A pot")]] })
    );
}

#[test]
fn lessons_stand_in_the_order_of_the_milestones_and_know_which_they_serve() {
    let course = sample();
    let served: Vec<_> = course.challenges[0]
        .lessons
        .iter()
        .map(|lesson| (lesson.id.as_str(), lesson.serves.iter().map(|id| id.as_str()).collect::<Vec<_>>()))
        .collect();
    assert_eq!(served, [("ask-who-drinks", vec!["plan", "pour"]), ("warm-the-pot", vec!["pour"])]);
}

#[test]
fn the_index_has_every_lesson_and_step_without_its_text() {
    let course = sample();
    let id = "warm-the-pot".parse().unwrap();
    let (challenge, lesson) = course.index.lesson(&id).unwrap();
    assert_eq!(challenge.id.as_str(), "tea");
    assert_eq!((lesson.title.as_str(), lesson.minutes()), ("Warm the pot", 5));
    let steps: Vec<_> = lesson.steps.iter().map(|step| (step.id.as_str(), step.title.as_str(), step.minutes)).collect();
    assert_eq!(steps, [("why", "Why it matters", 2), ("do-it", "Do it", 3)]);
}

#[test]
fn markdown_becomes_typed_blocks() {
    let course = sample();
    let blocks = &course.challenges[0].lessons[1].steps[0].blocks;
    let Inline::Link { to: LinkTarget::Web(url), .. } = &blocks_line(&blocks[0])[5] else {
        panic!("the paragraph has a link: {:?}", blocks[0])
    };
    assert_eq!(url.as_str(), "https://example.org/heat");
    assert_eq!(
        blocks_line(&blocks[0])[..4],
        [
            text("A cold pot takes the heat, and the tea is "),
            Inline::Code("lukewarm".to_owned()),
            text("."),
            Inline::Break,
        ]
    );
    assert_eq!(
        blocks[1],
        Block::Example(vec![
            Passage::Paragraph(vec![text("Ana filled the pot with tap water.")]),
            Passage::List(List {
                numbered: false,
                items: vec![vec![text("It was cold.")], vec![text("Nobody asked for more.")]]
            }),
        ])
    );
    assert_eq!(blocks[2], Block::Quote(vec![Passage::Paragraph(vec![text("My grandmother said: warm it twice.")])]));
    assert_eq!(blocks[3], Block::Heading(vec![text("A smaller heading")]));
    let Block::Figure(figure) = &blocks[4] else { panic!("it is a figure") };
    assert_eq!((figure.extension.as_str(), figure.caption.as_deref()), ("svg", Some("A warm pot")));
    assert_eq!(figure.alt, "A pot with steam rising from its spout");
}

fn blocks_line(block: &Block) -> &[Inline] {
    match block {
        Block::Paragraph(line) => line,
        other => panic!("not a paragraph: {other:?}"),
    }
}

#[test]
fn links_between_files_become_ids_and_tables_keep_their_cells() {
    let course = sample();
    let blocks = &course.challenges[0].lessons[0].steps[0].blocks;
    let targets: Vec<_> = blocks_line(&blocks[0])
        .iter()
        .filter_map(|inline| match inline {
            Inline::Link { to, .. } => Some(to.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(
        targets,
        [LinkTarget::Lesson("warm-the-pot".parse().unwrap()), LinkTarget::Nugget("cold-tea".parse().unwrap())]
    );
    let Block::Table(Table { header, rows }) = &blocks[1] else { panic!("it is a table") };
    assert_eq!((header.len(), rows.len()), (2, 2));
    assert_eq!(rows[1], [vec![text("Ben")], vec![text("black")]]);
}

#[test]
fn a_step_ends_in_an_edit_to_her_own_work() {
    let course = sample();
    let [asking, warming] = course.challenges[0].lessons.as_slice() else { panic!("two lessons") };
    assert_eq!(
        asking.steps[0].apply_it,
        Some(ApplyIt { target: WorkPart::Brief(BriefLine::WhoFor), prompt: "Write who comes.".to_owned() })
    );
    assert_eq!(warming.steps[0].apply_it, None);
    assert_eq!(
        warming.steps[1].apply_it,
        Some(ApplyIt { target: WorkPart::Draft, prompt: "Write when you will boil the water. One line.".to_owned() })
    );
}

#[test]
fn a_resource_names_its_provider_licence_cost_and_size() {
    let course = sample();
    let resource = &course.challenges[0].lessons[1].resources[0];
    assert_eq!(
        (resource.provider.as_str(), resource.licence.as_str(), resource.cost, resource.bytes),
        ("A tea museum", "CC BY 4.0", Cost::Free, Some(120_000))
    );
}

#[test]
fn a_challenge_carries_the_protocols_it_names_and_the_light_ones_with_shared_norms_first() {
    let course = sample();
    let [quick, tuning] = course.challenges[0].protocols.as_slice() else { panic!("two protocols") };
    assert_eq!((quick.id.as_str(), quick.form), ("quick-look", ProtocolForm::QuickLook));
    let norms: Vec<_> = tuning.norms.norms.iter().map(|norm| norm.title.as_str()).collect();
    assert_eq!((norms, tuning.norms.when_vague.as_str()), (vec!["Kind", "One at a time"], "Which part?"));
    let [ask, warm] = tuning.steps.as_slice() else { panic!("two steps") };
    assert_eq!((ask.who, ask.writes, ask.minimum, ask.seen), (Who::Author, Writes::FocusQuestion, 1, Seen::WhenShared));
    assert_eq!(
        ask.guidance,
        [Block::Paragraph(vec![text("Ask "), Inline::Emphasis("one".to_owned()), text(" thing.")])]
    );
    assert_eq!((warm.writes, warm.minimum, warm.seen), (Writes::Notes(NoteKind::Warm), 2, Seen::AfterOwn));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let mut files = sample::files();
    for (path, bytes) in &mut files {
        if path != sample::PICTURE {
            let text = String::from_utf8(bytes.clone()).unwrap();
            *bytes = format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes();
        }
    }
    assert_eq!(pack(&Folder::from_files(files)).unwrap(), pack(&Folder::from_files(sample::files())).unwrap());
}

#[test]
fn emphasis_nested_twenty_thousand_deep_is_a_finding_and_not_a_crash() {
    let deep = "*a **b ".repeat(10_000) + &"c** d* ".repeat(10_000);
    let folder = sample::with(LESSON, "Nobody finishes it.", &deep);
    pack(&folder).unwrap_err();
}
