//! Writes one document of each kind as this version of the schema makes it: `cargo run -p naptime-domain --example golden -- <folder>`.
//!
//! The files in `tests/golden` came from here, once for each schema version, and are never written again: every later
//! build must open them and show the same. For a new schema version, write new files beside the old ones: `VERSION` says
//! which.
#![allow(clippy::expect_used, reason = "a tool for the developer who asks for it")]

use naptime_domain::{
    command::{
        Amount, BriefLine, ChallengeTurn, Command, Deed, GroupCommand, LearnerCommand, NoteKind, NotesCommand,
        ProgressItem, ResponseCommand, Side, Stage, TextField, WorkCommand,
    },
    document::{Descriptor, Document},
    evidence::{BlobRef, ClientAnswer, Evidence},
    id::{
        ActorId, BlobId, ChallengeId, CriterionId, DeviceTag, EditionId, EventId, EvidenceId, LessonId, MeasureId,
        MilestoneId, NoteId, PersonId, SpaceId, StatementId, StepIndex, SubmissionId, TryOutId, VersionId,
    },
    submission::{Anchor, Submission},
    text::TextDelta,
    time::{Day, Timestamp},
};
use std::{env, fs, path::PathBuf};

/// The version these files are of. 2 has own targets, joint works, and what an author says to her critics. 3 has the
/// edition a learner goes on with.
const VERSION: u32 = 3;
const ANA: PersonId = PersonId([0xa1; 32]);
const ESSAY: SubmissionId = SubmissionId([0x5b; 32]);
const NOTE: NoteId = NoteId([3; 16]);

fn main() {
    let folder = PathBuf::from(env::args().nth(1).expect("the folder to write to"));
    let challenge = ChallengeId::new("who").expect("a course id");
    let learner = learner_commands(&challenge);
    let work = work_commands();
    let group = [
        Command::Group(GroupCommand::Rename { name: "Tuesday bakers".into() }),
        Command::Group(GroupCommand::NameMember { person: ANA, name: "Ana 🌱".into() }),
    ];
    let texts =
        [TextField::Draft, TextField::Title, TextField::FocusQuestion, TextField::Client, TextField::ClientWants];
    let texts: Vec<_> = texts.into_iter().chain(BriefLine::ALL.map(TextField::Brief)).collect();
    write(&folder, "learner", &Descriptor::Learner, &learner, &[]);
    write(&folder, "work", &Descriptor::Work { challenge: challenge.clone(), generation: 0 }, &work, &texts);
    write(&folder, "joint-work", &Descriptor::JointWork { challenge }, &work, &texts);
    write(
        &folder,
        "notes",
        &Descriptor::Notes { submission: ESSAY, author: ANA },
        &notes_commands(),
        &[TextField::NoteBody(NOTE)],
    );
    write(&folder, "notes-draft", &Descriptor::NotesDraft { submission: ESSAY }, &notes_commands(), &[]);
    write(&folder, "synthesis", &Descriptor::Synthesis { submission: ESSAY }, &[], &[TextField::Synthesis]);
    write(&folder, "group", &Descriptor::Group, &group, &[TextField::Charter]);
    write(&folder, "response", &Descriptor::Response { submission: ESSAY, author: ANA }, &response_commands(), &[]);
    let submission = submission();
    fs::write(folder.join("submission-1.cbor"), submission.encode().expect("a sound submission"))
        .expect("a folder to write to");
    fs::write(folder.join("submission-1.id"), format!("{}\n", submission.id().expect("a sound submission")))
        .expect("a folder to write to");
}

fn submission() -> Submission {
    Submission {
        author: ANA,
        challenge: ChallengeId::new("who").expect("a course id"),
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

fn learner_commands(challenge: &ChallengeId) -> Vec<Command> {
    let lesson = LessonId::new("brief-in-five-lines").expect("a course id");
    let step = |index| ProgressItem::Step { lesson: lesson.clone(), step: StepIndex(index) };
    let milestone = ProgressItem::Milestone {
        challenge: challenge.clone(),
        milestone: MilestoneId::new("m1").expect("a course id"),
    };
    let measure = MeasureId::new("conversations").expect("a course id");
    let own = Deed::SetTarget { challenge: challenge.clone(), measure: measure.clone(), value: Amount(1_250) };
    let try_out = TryOutId::new("three-pages").expect("a course id");
    let statement = StatementId::new("i-can-ask").expect("a course id");
    let (event, device) = (|id| EventId([id; 16]), DeviceTag([0xd0; 4]));
    let record = |id, deed| LearnerCommand::Record { event: event(id), deed };
    [
        LearnerCommand::Rename { name: "Ana 🌱".into() },
        LearnerCommand::JoinSpace { space: SpaceId([9; 16]), label: "Tuesday".into() },
        LearnerCommand::StartChallenge { challenge: challenge.clone() },
        record(1, Deed::Done(step(0))),
        record(2, Deed::Done(step(1))),
        record(3, Deed::Reopened(step(0))),
        record(4, Deed::Done(milestone)),
        record(5, Deed::Turned { challenge: challenge.clone(), turn: ChallengeTurn::Paused }),
        record(6, Deed::Turned { challenge: challenge.clone(), turn: ChallengeTurn::Redone }),
        record(
            7,
            Deed::Measured { challenge: challenge.clone(), measure, value: Amount(350), note: "By hand 🍰".into() },
        ),
        record(8, Deed::RatedConfidence { challenge: challenge.clone(), stage: Stage::Start, level: 2 }),
        record(9, Deed::ClientSaid { challenge: challenge.clone(), agrees: true }),
        record(10, Deed::TriedOut { challenge: challenge.clone(), try_out, note: "Three pages.".into() }),
        record(11, Deed::RatedStatement { statement, stage: Stage::End, level: 5 }),
        record(12, own),
        record(13, Deed::Took { challenge: challenge.clone(), edition: EditionId([0xed; 32]) }),
        LearnerCommand::Strike { event: event(7), is_struck: true },
        LearnerCommand::SpendTime { day: Day(20_717), side: Side::Outside, device, minutes: 12 },
    ]
    .map(Command::Learner)
    .to_vec()
}

fn work_commands() -> Vec<Command> {
    let (version, evidence) = (VersionId([0xe1; 16]), |id| EvidenceId([id; 16]));
    let blob = BlobRef {
        blob: BlobId([0xb1; 32]),
        name: "shelf.webp".into(),
        media_type: "image/webp".into(),
        bytes: 48_211,
        thumbnail: Some(BlobId([0xb2; 32])),
    };
    let all = submission().evidence.into_iter().chain([
        Evidence::Number { value: Amount(1_250), unit: "cakes".into(), source: "Her till, Sunday 🍰".into() },
        Evidence::Reply { recommendation: "Bake less".into(), answer: ClientAnswer::Declined, why: "Habit".into() },
        Evidence::Photo { blob: blob.clone(), alt: "An empty shelf".into() },
        Evidence::File { blob, about: "The shelf again".into() },
    ]);
    let added = all.zip(1..).map(|(what, id)| WorkCommand::AddEvidence { evidence: evidence(id), what });
    let link = Evidence::Link { url: "https://example.org/bread".into(), about: "What bread costs now".into() };
    let later = [
        WorkCommand::RecordShared { submission: ESSAY },
        WorkCommand::EditEvidence { evidence: evidence(1), what: link },
        WorkCommand::PutAwayEvidence { evidence: evidence(2), is_away: true },
        WorkCommand::KeepVersion { version, name: String::new(), restores: Some(VersionId([0xe0; 16])) },
        WorkCommand::NameVersion { version, name: "Before Sunday".into() },
    ];
    added.chain(later).map(Command::Work).collect()
}

fn response_commands() -> Vec<Command> {
    let answer = ResponseCommand::Answer { note: NOTE, words: "She is the baker 🍰.".into() };
    [ResponseCommand::TakeBack, ResponseCommand::ShowAgain, answer].map(Command::Response).to_vec()
}

fn notes_commands() -> Vec<Command> {
    let anchor = Anchor::new(ESSAY, "For whom? 🍰 For her.", 4..12);
    let (other, shared_as) = (NoteId([4; 16]), NoteId([5; 16]));
    [
        NotesCommand::Add { note: NOTE, kind: NoteKind::Question, anchor, body: "Who is she? ".into() },
        NotesCommand::Add { note: other, kind: NoteKind::Warm, anchor: None, body: "The second line.".into() },
        NotesCommand::Add { note: NoteId([6; 16]), kind: NoteKind::Cool, anchor: None, body: String::new() },
        NotesCommand::SetKind { note: NOTE, kind: NoteKind::Suggestion },
        NotesCommand::MarkShared { note: other, shared_as },
        NotesCommand::Withdraw { note: NoteId([6; 16]) },
        NotesCommand::Rate { criterion: CriterionId::new("evidenced").expect("a course id"), level: 2 },
    ]
    .map(Command::Notes)
    .to_vec()
}

/// Runs the commands, types into the texts, and writes the snapshot, the changes and what is shown.
fn write(folder: &std::path::Path, kind: &str, about: &Descriptor, commands: &[Command], texts: &[TextField]) {
    let mut doc = Document::create(about, ActorId::new(&ANA, [1; 8]));
    let now = Timestamp(1_790_000_000_000);
    for command in commands {
        doc.run(command, now).expect("a command the document takes");
        // A version is kept between two bursts.
        doc.commit(now);
    }
    for field in texts {
        doc.edit_text(field, &TextDelta::splice(0, 0, &format!("{field:?} 🍰 one."))).expect("a text with room");
        doc.commit(now);
        doc.edit_text(field, &TextDelta::splice(0, 1, "Ü")).expect("a text with room");
    }
    doc.commit(now);
    let changes: Vec<_> = doc.changes_since(&[]).into_iter().map(|change| change.bytes).collect();
    let write = |end: &str, bytes: &[u8]| {
        fs::write(folder.join(format!("{kind}-{VERSION}.{end}")), bytes).expect("a folder to write to")
    };
    write("about", &minicbor::to_vec(about).expect("a descriptor"));
    write("snapshot", &doc.save().expect("a document to save"));
    write("changes", &minicbor::to_vec(minicbor_bytes(&changes)).expect("bytes"));
    write("view", format!("{:#?}\n", doc.view().expect("a document to show")).as_bytes());
}

fn minicbor_bytes(changes: &[Vec<u8>]) -> Vec<&minicbor::bytes::ByteSlice> {
    changes.iter().map(|change| change.as_slice().into()).collect()
}
