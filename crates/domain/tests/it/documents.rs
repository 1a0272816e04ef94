//! What people do to documents, alone and apart, as the table of merges in the product's design says.

use naptime_domain::{
    command::{
        BriefLine, Command, Deed, GroupCommand, LearnerCommand, NoteKind, NotesCommand, ProgressItem, TextField,
        WorkCommand,
    },
    document::{ChangeBytes, Descriptor, Document, Outcome, Refused, Source, Unacceptable},
    id::{ActorId, ChallengeId, CriterionId, EventId, LessonId, NoteId, PersonId, SpaceId, StepIndex, SubmissionId},
    limits::{NAME_UTF16_MAX, NOTES_MAX, TEXT_UTF16_MAX},
    submission::Anchor,
    text::TextDelta,
    time::Timestamp,
    view::{GroupView, LearnerView, NoteState, NotesView, SynthesisView, View, WorkView},
};

const NOON: Timestamp = Timestamp(1_790_000_000_000);
const ANA: PersonId = PersonId([0xa1; 32]);
const BEN: PersonId = PersonId([0xb2; 32]);
const ESSAY: SubmissionId = SubmissionId([0x5b; 32]);

fn actor(person: PersonId, nonce: u8) -> ActorId {
    ActorId::new(&person, [nonce; 8])
}

fn work() -> Descriptor {
    Descriptor::Work { challenge: ChallengeId::new("who").unwrap(), generation: 0 }
}

fn notes_of(author: PersonId) -> Descriptor {
    Descriptor::Notes { submission: ESSAY, author }
}

/// Two devices that begin the same document apart.
fn pair(descriptor: &Descriptor) -> (Document, Document) {
    let other = if matches!(descriptor, Descriptor::Synthesis { .. } | Descriptor::Group) { BEN } else { ANA };
    (Document::create(descriptor, actor(ANA, 1)), Document::create(descriptor, actor(other, 2)))
}

fn type_in(doc: &mut Document, field: TextField, at: u32, words: &str) {
    doc.edit_text(&field, &TextDelta::splice(at, 0, words)).unwrap();
}

fn bytes(changes: Vec<ChangeBytes>) -> Vec<Vec<u8>> {
    changes.into_iter().map(|change| change.bytes).collect()
}

/// Both get what the other has, and show the same.
fn meet(one: &mut Document, other: &mut Document) -> View {
    one.commit(NOON);
    other.commit(NOON);
    let (ours, theirs) = (one.changes_since(&other.heads()), other.changes_since(&one.heads()));
    other.merge_changes(&bytes(ours), Source::Stored, NOON).unwrap();
    one.merge_changes(&bytes(theirs), Source::Stored, NOON).unwrap();
    assert_eq!(one.heads(), other.heads());
    assert_eq!(one.view(), other.view());
    one.view().unwrap()
}

fn learner(view: View) -> LearnerView {
    let View::Learner(view) = view else { panic!("{view:?}") };
    view
}

fn notes(view: View) -> NotesView {
    let View::Notes(view) = view else { panic!("{view:?}") };
    view
}

fn group(view: View) -> GroupView {
    let View::Group(view) = view else { panic!("{view:?}") };
    view
}

fn work_view(view: View) -> WorkView {
    let View::Work(view) = view else { panic!("{view:?}") };
    view
}

fn step(index: u16) -> ProgressItem {
    ProgressItem::Step { lesson: LessonId::new("brief-in-five-lines").unwrap(), step: StepIndex(index) }
}

fn done(event: u8, index: u16) -> Command {
    Command::Learner(LearnerCommand::Record { event: EventId([event; 16]), deed: Deed::Done(step(index)) })
}

fn reopen(event: u8, index: u16) -> Command {
    Command::Learner(LearnerCommand::Record { event: EventId([event; 16]), deed: Deed::Reopened(step(index)) })
}

fn add(note: u8, body: &str) -> Command {
    Command::Notes(NotesCommand::Add {
        note: NoteId([note; 16]),
        kind: NoteKind::Warm,
        anchor: None,
        body: body.into(),
    })
}

fn withdraw(note: u8) -> Command {
    Command::Notes(NotesCommand::Withdraw { note: NoteId([note; 16]) })
}

#[test]
fn a_document_begins_the_same_everywhere() {
    for descriptor in [
        Descriptor::Learner,
        work(),
        notes_of(ANA),
        Descriptor::NotesDraft { submission: ESSAY },
        Descriptor::Synthesis { submission: ESSAY },
        Descriptor::Group,
        Descriptor::Response { submission: ESSAY, author: ANA },
    ] {
        let (mut one, mut other) = pair(&descriptor);
        assert_eq!(one.heads(), other.heads());
        assert_eq!(one.change_count(), 1);
        meet(&mut one, &mut other);
    }
}

#[test]
fn what_a_learner_writes_offline_on_two_devices_is_all_there() {
    let (mut phone, mut tablet) = pair(&work());
    type_in(&mut phone, TextField::Draft, 0, "Fewer cakes left on Sunday. 🍰");
    type_in(&mut phone, TextField::Brief(BriefLine::Who), 0, "The baker");
    type_in(&mut tablet, TextField::FocusQuestion, 0, "Is the need clear?");
    type_in(&mut tablet, TextField::Brief(BriefLine::ByWhen), 0, "Friday");
    let view = work_view(meet(&mut phone, &mut tablet));
    assert_eq!(view.draft, "Fewer cakes left on Sunday. 🍰");
    assert_eq!(view.focus_question, "Is the need clear?");
    assert_eq!(view.brief[&BriefLine::Who], "The baker");
    assert_eq!(view.brief[&BriefLine::ByWhen], "Friday");
}

#[test]
fn two_who_edit_the_same_sentence_apart_both_stand_and_are_told() {
    let (mut ana, mut ben) = pair(&Descriptor::Synthesis { submission: ESSAY });
    type_in(&mut ana, TextField::Synthesis, 0, "The need is clear.");
    meet(&mut ana, &mut ben);
    type_in(&mut ana, TextField::Synthesis, 12, "very ");
    type_in(&mut ben, TextField::Synthesis, 17, " to us");
    let from_ben = ben.commit(NOON).unwrap();
    let merged = ana.merge_changes(&[from_ben.bytes], Source::SignedBy(BEN), NOON).unwrap();
    assert_eq!(ana.text(&TextField::Synthesis).unwrap(), "The need is very clear to us.");
    assert!(merged.closed.is_some(), "the open burst is closed before a merge");
    assert_eq!(merged.texts.len(), 1);
    assert!(merged.texts[0].is_apart);
    let View::Synthesis(view) = meet(&mut ana, &mut ben) else { panic!() };
    assert_eq!(
        view,
        SynthesisView { body: "The need is very clear to us.".into(), authors: [ANA.tag(), BEN.tag()].into() }
    );
}

#[test]
fn a_carriage_return_of_anothers_stands_for_a_space_in_texts_and_in_what_boxes_are_told() {
    let (mut ana, mut ben) = pair(&Descriptor::Synthesis { submission: ESSAY });
    type_in(&mut ben, TextField::Synthesis, 0, "One\r\ntwo");
    let from_ben = ben.commit(NOON).unwrap();
    let merged = ana.merge_changes(&[from_ben.bytes], Source::SignedBy(BEN), NOON).unwrap();
    let text = ana.text(&TextField::Synthesis).unwrap();
    assert_eq!((text.as_str(), merged.texts[0].delta.apply("").unwrap()), ("One \ntwo", text.clone()));
    type_in(&mut ana, TextField::Synthesis, 8, " three");
    let View::Synthesis(view) = meet(&mut ana, &mut ben) else { panic!() };
    assert_eq!(view.body, "One \ntwo three");
}

#[test]
fn an_edit_that_knew_the_text_is_not_apart() {
    let (mut ana, mut ben) = pair(&Descriptor::Group);
    type_in(&mut ana, TextField::Charter, 0, "We answer.");
    meet(&mut ana, &mut ben);
    type_in(&mut ben, TextField::Charter, 10, " Always.");
    ana.run(&Command::Group(GroupCommand::Rename { name: "Monday".into() }), NOON).unwrap();
    ana.commit(NOON);
    let from_ben = ben.commit(NOON).unwrap();
    let merged = ana.merge_changes(&[from_ben.bytes], Source::SignedBy(BEN), NOON).unwrap();
    assert_eq!(merged.texts[0].delta, TextDelta::splice(10, 0, " Always."));
    assert!(!merged.texts[0].is_apart, "Ana wrote meanwhile, but not in the charter");
}

#[test]
fn a_withdrawn_note_is_a_state_and_the_more_private_state_wins() {
    let (mut phone, mut tablet) = pair(&notes_of(ANA));
    phone.run(&add(1, "The second line shows who it is for"), NOON).unwrap();
    meet(&mut phone, &mut tablet);
    phone.run(&withdraw(1), NOON).unwrap();
    type_in(&mut tablet, TextField::NoteBody(NoteId([1; 16])), 0, "I think: ");
    tablet
        .run(&Command::Notes(NotesCommand::MarkShared { note: NoteId([1; 16]), shared_as: NoteId([9; 16]) }), NOON)
        .unwrap();
    let view = notes(meet(&mut phone, &mut tablet));
    assert_eq!(view.notes[0].state, NoteState::Withdrawn);
    assert_eq!(view.notes[0].body, "I think: The second line shows who it is for");
    tablet.run(&Command::Notes(NotesCommand::Restore { note: NoteId([1; 16]) }), NOON).unwrap();
    assert_eq!(notes(meet(&mut phone, &mut tablet)).notes[0].state, NoteState::Open);
}

#[test]
fn two_offline_notes_both_survive_a_merge() {
    let (mut phone, mut tablet) = pair(&notes_of(ANA));
    phone.run(&add(1, "The second line shows who it is for 🌱"), NOON).unwrap();
    tablet.run(&add(2, "What does she worry about?"), NOON).unwrap();
    let view = notes(meet(&mut phone, &mut tablet));
    assert_eq!(
        view.notes.iter().map(|note| note.body.as_str()).collect::<Vec<_>>(),
        ["The second line shows who it is for 🌱", "What does she worry about?"]
    );
}

#[test]
fn a_note_keeps_its_anchor() {
    let mut doc = Document::create(&notes_of(ANA), actor(ANA, 1));
    let anchor = Anchor::new(ESSAY, "For 👩‍👩‍👧 who bake", 4..12).unwrap();
    let command = |anchor| {
        Command::Notes(NotesCommand::Add {
            note: NoteId([1; 16]),
            kind: NoteKind::Question,
            anchor: Some(anchor),
            body: String::new(),
        })
    };
    let elsewhere = Anchor { submission: SubmissionId([0; 32]), ..anchor.clone() };
    let long = Anchor { quote: "x".repeat(9), ..anchor.clone() };
    assert_eq!(doc.run(&command(elsewhere), NOON), Err(Refused::BadAnchor));
    assert_eq!(doc.run(&command(long), NOON), Err(Refused::BadAnchor));
    doc.run(&command(anchor.clone()), NOON).unwrap();
    let note = notes(doc.view().unwrap()).notes.remove(0);
    assert_eq!((note.anchor, note.kind, note.at), (Some(anchor), NoteKind::Question, NOON));
}

#[test]
fn progress_done_on_the_phone_and_reopened_on_the_tablet_is_two_events() {
    let (mut phone, mut tablet) = pair(&Descriptor::Learner);
    phone.run(&done(1, 0), NOON).unwrap();
    meet(&mut phone, &mut tablet);
    tablet.run(&reopen(2, 0), NOON).unwrap();
    assert!(learner(meet(&mut phone, &mut tablet)).done.is_empty());
    phone.run(&done(3, 0), NOON).unwrap();
    assert_eq!(learner(meet(&mut phone, &mut tablet)).done, [(step(0), NOON)].into());
}

#[test]
fn a_step_done_again_while_it_was_reopened_elsewhere_stays_done_whatever_the_clocks_say() {
    let (mut phone, mut tablet) = pair(&Descriptor::Learner);
    let long_ago = Timestamp(-5);
    phone.run(&done(1, 0), NOON).unwrap();
    meet(&mut phone, &mut tablet);
    phone.run(&reopen(2, 0), NOON).unwrap();
    phone.run(&done(3, 0), long_ago).unwrap();
    tablet.run(&reopen(4, 0), NOON).unwrap();
    assert_eq!(learner(meet(&mut phone, &mut tablet)).done, [(step(0), long_ago)].into());
}

#[test]
fn saying_the_same_again_changes_nothing() {
    let mut doc = Document::create(&Descriptor::Learner, actor(ANA, 1));
    let name = Command::Learner(LearnerCommand::Rename { name: " Ana ".into() });
    let start = Command::Learner(LearnerCommand::StartChallenge { challenge: ChallengeId::new("who").unwrap() });
    let join = Command::Learner(LearnerCommand::JoinSpace { space: SpaceId([7; 16]), label: String::new() });
    for command in [&name, &start, &join, &done(1, 0)] {
        assert_eq!(doc.run(command, NOON), Ok(Outcome::Changed));
        doc.commit(NOON).unwrap();
        assert_eq!(doc.run(command, Timestamp(0)), Ok(Outcome::AlreadySo));
        assert!(!doc.has_open_burst());
    }
    assert_eq!(doc.run(&reopen(1, 5), NOON), Ok(Outcome::AlreadySo));
    let view = learner(doc.view().unwrap());
    assert_eq!(view.name.shown().map(String::as_str), Some("Ana"));
    assert_eq!(view.challenges.iter().map(|taken| taken.started_at).collect::<Vec<_>>(), [NOON]);
    assert_eq!(view.spaces[&SpaceId([7; 16])].shown().map(String::as_str), Some(""));
}

#[test]
fn names_given_apart_are_all_kept_and_one_is_shown_everywhere() {
    let (mut ana, mut ben) = pair(&Descriptor::Group);
    ana.run(&Command::Group(GroupCommand::Rename { name: "Tuesday".into() }), NOON).unwrap();
    ben.run(&Command::Group(GroupCommand::Rename { name: "Bakers".into() }), NOON).unwrap();
    ben.run(&Command::Group(GroupCommand::NameMember { person: BEN, name: "Ben".into() }), NOON).unwrap();
    let view = group(meet(&mut ana, &mut ben));
    assert_eq!(view.name.values, ["Bakers", "Tuesday"]);
    assert!(view.name.is_disputed());
    assert_eq!(view.name.shown().map(String::as_str), Some("Bakers"));
    assert_eq!(view.members[&BEN].values, ["Ben"]);
    ana.run(&Command::Group(GroupCommand::Rename { name: "Tuesday".into() }), NOON).unwrap();
    assert_eq!(group(meet(&mut ana, &mut ben)).name.values, ["Tuesday"]);
}

#[test]
fn either_of_two_names_can_be_chosen_and_others_take_the_choice() {
    for chosen in ["Tuesday", "Bakers"] {
        let (mut ana, mut ben) = pair(&Descriptor::Group);
        ana.run(&Command::Group(GroupCommand::Rename { name: "Tuesday".into() }), NOON).unwrap();
        ben.run(&Command::Group(GroupCommand::Rename { name: "Bakers".into() }), NOON).unwrap();
        meet(&mut ana, &mut ben);
        // Of two values automerge shows one; putting that one again would be a deletion of the other.
        ana.run(&Command::Group(GroupCommand::Rename { name: chosen.into() }), NOON).unwrap();
        assert_eq!(group(meet(&mut ana, &mut ben)).name.values, [chosen]);
    }
}

#[test]
fn one_critic_who_rates_on_two_devices_is_asked_and_only_if_they_differ() {
    let (mut phone, mut tablet) = pair(&notes_of(ANA));
    let rate = |criterion: &str, level| {
        Command::Notes(NotesCommand::Rate { criterion: CriterionId::new(criterion).unwrap(), level })
    };
    phone.run(&rate("evidenced", 2), NOON).unwrap();
    phone.run(&rate("respectful", 3), NOON).unwrap();
    tablet.run(&rate("evidenced", 1), NOON).unwrap();
    tablet.run(&rate("respectful", 3), NOON).unwrap();
    let view = notes(meet(&mut phone, &mut tablet));
    assert_eq!(view.ratings[&CriterionId::new("evidenced").unwrap()].values, [1, 2]);
    assert!(!view.ratings[&CriterionId::new("respectful").unwrap()].is_disputed());
    assert_eq!(phone.run(&rate("evidenced", 200), NOON), Err(Refused::NoSuchLevel { max: 10 }));
}

#[test]
fn the_first_time_of_sharing_is_the_one_shown() {
    let (mut phone, mut tablet) = pair(&work());
    let shared = Command::Work(WorkCommand::RecordShared { submission: ESSAY });
    phone.run(&shared, NOON).unwrap();
    tablet.run(&shared, Timestamp(NOON.0 - 9)).unwrap();
    assert_eq!(work_view(meet(&mut phone, &mut tablet)).shared, [(ESSAY, Timestamp(NOON.0 - 9))].into());
}

#[test]
fn a_refused_command_leaves_the_document_as_it_was() {
    let mut doc = Document::create(&notes_of(ANA), actor(ANA, 1));
    doc.run(&add(1, "first"), NOON).unwrap();
    let before = doc.view().unwrap();
    let long = "x".repeat(4_001);
    let refusals = [
        (add(1, "again"), Refused::IdTaken),
        (add(2, &long), Refused::TextTooLong { utf16_max: 4_000 }),
        (withdraw(7), Refused::UnknownNote),
        (done(1, 0), Refused::OtherKind),
    ];
    for (command, why) in refusals {
        assert_eq!(doc.run(&command, NOON), Err(why));
        assert_eq!(doc.view().unwrap(), before);
    }
    assert!(doc.has_open_burst(), "what was accepted before is still in the burst");
}

#[test]
fn names_have_a_length_and_something_in_them() {
    let mut doc = Document::create(&Descriptor::Group, actor(ANA, 1));
    let rename = |name: String| Command::Group(GroupCommand::Rename { name });
    assert_eq!(doc.run(&rename(" \t".into()), NOON), Err(Refused::EmptyName));
    assert_eq!(doc.run(&rename("😀".repeat(41)), NOON), Err(Refused::NameTooLong { utf16_max: NAME_UTF16_MAX }));
    assert_eq!(doc.run(&rename("😀".repeat(40)), NOON), Ok(Outcome::Changed));
}

#[test]
fn there_is_room_for_so_many_notes() {
    let mut doc = Document::create(&notes_of(ANA), actor(ANA, 1));
    let add = |n: usize| {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&(n as u64).to_be_bytes());
        Command::Notes(NotesCommand::Add { note: NoteId(id), kind: NoteKind::Cool, anchor: None, body: String::new() })
    };
    (0..NOTES_MAX).for_each(|n| assert_eq!(doc.run(&add(n), NOON), Ok(Outcome::Changed)));
    assert_eq!(doc.run(&add(NOTES_MAX), NOON), Err(Refused::TooMany { max: NOTES_MAX }));
}

#[test]
fn a_text_has_a_length_and_one_that_merging_made_too_long_can_be_shortened() {
    let (mut phone, mut tablet) = pair(&work());
    let most = "é".repeat(TEXT_UTF16_MAX);
    type_in(&mut phone, TextField::Draft, 0, &most);
    assert_eq!(
        phone.edit_text(&TextField::Draft, &TextDelta::splice(0, 0, "x")),
        Err(Refused::TextTooLong { utf16_max: TEXT_UTF16_MAX })
    );
    type_in(&mut tablet, TextField::Draft, 0, "and more");
    meet(&mut phone, &mut tablet);
    phone.edit_text(&TextField::Draft, &TextDelta::splice(0, 3, "x")).unwrap();
    assert_eq!(phone.text(&TextField::Draft).unwrap().chars().count(), TEXT_UTF16_MAX + 6);
}

#[test]
fn an_edit_that_does_not_fit_is_refused_whole() {
    let mut doc = Document::create(&work(), actor(ANA, 1));
    type_in(&mut doc, TextField::Draft, 0, "a😀b");
    for delta in [
        TextDelta::splice(2, 0, "x"),
        TextDelta::splice(0, 2, ""),
        TextDelta::splice(5, 0, "x"),
        TextDelta::splice(0, 9, ""),
    ] {
        assert!(matches!(doc.edit_text(&TextField::Draft, &delta), Err(Refused::DoesNotFit(_))));
    }
    assert_eq!(doc.edit_text(&TextField::Charter, &TextDelta::new()), Err(Refused::OtherKind));
    assert_eq!(doc.text(&TextField::NoteBody(NoteId([1; 16]))), Err(Refused::OtherKind));
    assert_eq!(doc.text(&TextField::Draft).unwrap(), "a😀b");
}

#[test]
fn anothers_notes_are_read_and_never_written() {
    let mut mine = Document::create(&notes_of(ANA), actor(ANA, 1));
    mine.run(&add(1, "kind"), NOON).unwrap();
    let change = mine.commit(NOON).unwrap();
    let mut read_by_ben = Document::create(&notes_of(ANA), actor(BEN, 1));
    read_by_ben.merge_changes(&[change.bytes], Source::SignedBy(ANA), NOON).unwrap();
    assert_eq!(notes(read_by_ben.view().unwrap()).notes[0].body, "kind");
    assert_eq!(read_by_ben.run(&withdraw(1), NOON), Err(Refused::NotYours));
    assert_eq!(
        read_by_ben.edit_text(&TextField::NoteBody(NoteId([1; 16])), &TextDelta::splice(0, 4, "")),
        Err(Refused::NotYours)
    );
}

#[test]
fn a_forged_note_is_refused_and_the_victim_writes_on() {
    let mut victim = Document::create(&notes_of(ANA), actor(ANA, 1));
    // Ben's own build does not stop him: his copy believes it is about his own notes.
    let mut forger = Document::create(&notes_of(BEN), actor(BEN, 1));
    forger.run(&add(1, "forged"), NOON).unwrap();
    let forged = forger.commit(NOON).unwrap();
    let signed_by_ben = victim.merge_changes(std::slice::from_ref(&forged.bytes), Source::SignedBy(BEN), NOON);
    let passed_off_as_ana = victim.merge_changes(std::slice::from_ref(&forged.bytes), Source::SignedBy(ANA), NOON);
    let wrong = Err(Unacceptable::WrongAuthor { actor: actor(BEN, 1) });
    assert_eq!((signed_by_ben, passed_off_as_ana), (wrong.clone(), wrong));
    victim.run(&add(1, "mine"), NOON).unwrap();
    assert_eq!(notes(victim.view().unwrap()).notes[0].body, "mine");
}

#[test]
fn changes_may_come_twice_and_in_any_order() {
    let mut writer = Document::create(&work(), actor(ANA, 1));
    let mut changes = Vec::new();
    for word in ["one ", "two ", "three "] {
        let end = writer.text(&TextField::Draft).unwrap().len() as u32;
        type_in(&mut writer, TextField::Draft, end, word);
        changes.push(writer.commit(NOON).unwrap());
    }
    let mut reader = Document::create(&work(), actor(ANA, 2));
    let early = reader.merge_changes(&[changes[2].bytes.clone()], Source::SignedBy(ANA), NOON).unwrap();
    assert_eq!((early.waiting, early.applied), (vec![changes[2].hash], vec![]));
    assert_eq!(reader.missing(), [changes[1].hash]);
    assert_eq!(reader.change_count(), 1);
    let rest = reader
        .merge_changes(&[changes[1].bytes.clone(), changes[0].bytes.clone()], Source::SignedBy(ANA), NOON)
        .unwrap();
    assert_eq!(rest.applied, [changes[0].hash, changes[1].hash, changes[2].hash]);
    assert_eq!(reader.text(&TextField::Draft).unwrap(), "one two three ");
    let again = reader.merge_changes(&bytes(changes.clone()), Source::SignedBy(ANA), NOON).unwrap();
    assert_eq!(again.duplicates.len(), 3);
    assert!(reader.missing().is_empty());
}

#[test]
fn a_snapshot_opens_as_the_same_document_without_the_open_burst() {
    let mut doc = Document::create(&work(), actor(ANA, 1));
    type_in(&mut doc, TextField::Draft, 0, "kept 🌱");
    doc.commit(NOON);
    let view = doc.view().unwrap();
    type_in(&mut doc, TextField::Draft, 0, "not yet ");
    let snapshot = doc.save().unwrap();
    let mut opened = Document::load(&work(), &snapshot, actor(ANA, 2)).unwrap();
    assert_eq!(opened.heads(), doc.heads());
    assert_eq!(opened.view().unwrap(), view);
    type_in(&mut opened, TextField::Draft, 7, " and on");
    doc.commit(NOON);
    assert_eq!(work_view(meet(&mut opened, &mut doc)).draft, "not yet kept 🌱 and on");
    assert!(Document::load(&Descriptor::Group, &snapshot, actor(ANA, 2)).is_err());
    let mut damaged = snapshot;
    damaged[60] ^= 1;
    assert!(Document::load(&work(), &damaged, actor(ANA, 2)).is_err());
}

#[test]
fn a_dead_engines_burst_is_run_again_where_it_began() {
    let mut doc = Document::create(&work(), actor(ANA, 1));
    type_in(&mut doc, TextField::Draft, 0, "ground");
    doc.commit(NOON);
    let began = doc.heads();
    type_in(&mut doc, TextField::Draft, 0, "higher ");
    doc.commit(NOON);
    let mut then = doc.at(&began, actor(ANA, 9)).unwrap();
    type_in(&mut then, TextField::Draft, 6, " floor");
    let recovered = then.commit(NOON).unwrap();
    doc.merge_changes(&[recovered.bytes], Source::Stored, NOON).unwrap();
    assert_eq!(doc.text(&TextField::Draft).unwrap(), "higher ground floor");
}

#[test]
fn an_id_is_what_a_document_is_about_in_its_space() {
    let (here, there) = (SpaceId([1; 16]), SpaceId([2; 16]));
    let all = [
        Descriptor::Learner,
        work(),
        Descriptor::Work { challenge: ChallengeId::new("who").unwrap(), generation: 1 },
        Descriptor::Work { challenge: ChallengeId::new("ask").unwrap(), generation: 0 },
        notes_of(ANA),
        notes_of(BEN),
        Descriptor::NotesDraft { submission: ESSAY },
        Descriptor::Synthesis { submission: ESSAY },
        Descriptor::Group,
        Descriptor::Response { submission: ESSAY, author: ANA },
        Descriptor::Response { submission: ESSAY, author: BEN },
    ];
    let ids: std::collections::BTreeSet<_> = all.iter().flat_map(|about| [about.id(&here), about.id(&there)]).collect();
    assert_eq!(ids.len(), 2 * all.len());
    for about in all {
        assert_eq!(minicbor::decode::<Descriptor>(&minicbor::to_vec(&about).unwrap()).unwrap(), about);
        assert_eq!(postcard::from_bytes::<Descriptor>(&postcard::to_allocvec(&about).unwrap()).unwrap(), about);
    }
}
