//! What an author says to her critics on two devices, and what is there when they meet.

use naptime_domain::{
    command::{Command, ResponseCommand},
    document::{Descriptor, Document, Outcome, Refused, Source},
    id::{ActorId, NoteId, PersonId, SubmissionId},
    limits::NOTE_UTF16_MAX,
    time::Timestamp,
    view::{ResponseView, View},
};

const NOON: Timestamp = Timestamp(1_790_000_000_000);
const ANA: PersonId = PersonId([0xa1; 32]);
const BEN: PersonId = PersonId([0xb2; 32]);
const NOTE: NoteId = NoteId([3; 16]);

fn about() -> Descriptor {
    Descriptor::Response { submission: SubmissionId([0x5b; 32]), author: ANA }
}

fn devices() -> [Document; 2] {
    [1, 2].map(|nonce| Document::create(&about(), ActorId::new(&ANA, [nonce; 8])))
}

fn run(doc: &mut Document, command: ResponseCommand) -> Outcome {
    doc.run(&Command::Response(command), NOON).unwrap()
}

fn answer(words: &str) -> ResponseCommand {
    ResponseCommand::Answer { note: NOTE, words: words.into() }
}

/// Both get what the other has, and show the same.
fn meet([phone, tablet]: &mut [Document; 2]) -> ResponseView {
    phone.commit(NOON);
    tablet.commit(NOON);
    let news = |from: &mut Document, to: &Document| {
        from.changes_since(&to.heads()).into_iter().map(|change| change.bytes).collect::<Vec<_>>()
    };
    let (ours, theirs) = (news(phone, tablet), news(tablet, phone));
    tablet.merge_changes(&ours, Source::SignedBy(ANA), NOON).unwrap();
    phone.merge_changes(&theirs, Source::SignedBy(ANA), NOON).unwrap();
    assert_eq!(phone.view(), tablet.view());
    let View::Response(view) = phone.view().unwrap() else { panic!("another kind") };
    view
}

fn answers(view: &ResponseView) -> Vec<&str> {
    view.answers.get(&NOTE).map(|choice| choice.values.iter().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn what_is_taken_back_on_one_device_is_taken_back_whatever_the_other_says_meanwhile() {
    let mut both = devices();
    assert!(!meet(&mut both).is_taken_back);
    assert_eq!(run(&mut both[0], ResponseCommand::ShowAgain), Outcome::AlreadySo);
    run(&mut both[0], ResponseCommand::TakeBack);
    assert!(meet(&mut both).is_taken_back);
    run(&mut both[0], ResponseCommand::ShowAgain);
    assert!(!meet(&mut both).is_taken_back, "a later word counts");
    run(&mut both[0], ResponseCommand::TakeBack);
    run(&mut both[0], ResponseCommand::ShowAgain);
    run(&mut both[1], ResponseCommand::TakeBack);
    assert!(meet(&mut both).is_taken_back, "of two said apart the most private counts");
    run(&mut both[1], ResponseCommand::ShowAgain);
    assert!(!meet(&mut both).is_taken_back);
}

#[test]
fn two_answers_given_apart_are_both_there_until_she_gives_another() {
    let mut both = devices();
    assert_eq!(run(&mut both[0], answer(" She is the baker. ")), Outcome::Changed);
    assert_eq!(run(&mut both[0], answer("She is the baker.")), Outcome::AlreadySo);
    run(&mut both[1], answer("Rosa 🍰"));
    assert_eq!(answers(&meet(&mut both)), ["Rosa 🍰", "She is the baker."]);
    run(&mut both[1], answer("Rosa, the baker."));
    assert_eq!(answers(&meet(&mut both)), ["Rosa, the baker."]);
}

#[test]
fn an_answer_has_a_limit_and_is_hers_alone() {
    let [mut phone, _] = devices();
    let too_long = Command::Response(answer(&"a".repeat(NOTE_UTF16_MAX + 1)));
    assert_eq!(phone.run(&too_long, NOON), Err(Refused::TextTooLong { utf16_max: NOTE_UTF16_MAX }));
    let mut of_ben = Document::create(&about(), ActorId::new(&BEN, [1; 8]));
    assert_eq!(of_ben.run(&Command::Response(answer("Me!")), NOON), Err(Refused::NotYours));
}
