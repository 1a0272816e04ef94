//! The engine in a real browser, over a real database: what was shown as saved is there after it ends, in any tab.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use indexed_db_futures::database::Database;
use naptime::{
    engine::{Engine, Home},
    link::{BoxId, FromEngine, ToEngine, Trouble},
    platform::{
        clock, random,
        worker::{Before, StartedAs},
    },
};
use naptime_domain::{
    command::Whose,
    id::ChallengeId,
    text::{TextDelta, session::Outgoing},
};
use naptime_replica::{
    blob::{Look, blob_of},
    command::{Attachment, AttachmentKind, Command, Reply, TextTarget, WorkDeed, WorkId},
    replica::{LastRun, WriterId},
    view::{Topic, View, WorkView},
};
use wasm_bindgen_test::wasm_bindgen_test;

/// How long anything may take: a tab that waits for longer is stuck.
const PATIENCE_MS: i64 = 5_000;

#[wasm_bindgen_test]
async fn a_learner_who_began_is_there_after_a_restart() {
    let device = Device::new();
    let tab = device.open();
    tab.run(1, Command::Begin { name: "Ana".into() }).await;
    drop(tab);
    let name = device.open().profile_name().await;
    assert_eq!(name, "Ana");
}

#[wasm_bindgen_test]
async fn words_shown_as_saved_survive_an_engine_that_is_killed() {
    let device = Device::new();
    let tab = device.open();
    tab.start_work().await;
    tab.open_draft(1).await;
    tab.type_into(1, 1, 0, "half a thought 🌱");
    tab.saved(1, 1).await;
    drop(tab);
    assert_eq!(device.open().open_draft(1).await, "half a thought 🌱");
}

#[wasm_bindgen_test]
async fn the_next_engine_waits_for_one_that_takes_long_to_end_and_has_its_last_words() {
    let device = Device::new();
    let trapped = device.open();
    trapped.start_work().await;
    trapped.open_draft(1).await;
    trapped.type_into(1, 1, 0, "4 ");
    trapped.saved(1, 1).await;
    let last_run = LastRun::Trapped(trapped.writer);
    let next = device.open_as(Before::HadData, last_run);
    for (seq, word) in [(2, "3 "), (3, "2 "), (4, "1 ")] {
        // Shorter than the pause that closes a burst.
        clock::sleep(300).await;
        trapped.type_into(1, seq, 0, word);
        trapped.saved(1, seq).await;
    }
    drop(trapped);
    assert_eq!(next.open_draft(1).await, "1 2 3 4 ");
}

#[wasm_bindgen_test]
async fn what_one_tab_writes_the_other_shows() {
    let device = Device::new();
    let (one, other) = (device.open(), device.open());
    other.ready().await;
    one.start_work().await;
    assert_eq!(other.profile_name().await, "Ana");
    other.say(ToEngine::Watch(Topic::Work(WorkId::hers(challenge()))));
    one.open_draft(1).await;
    one.type_into(1, 1, 0, "seen in both");
    one.say(ToEngine::BlurText(1));
    other.draft_shows("seen in both").await;
}

#[wasm_bindgen_test]
async fn two_tabs_keep_a_hundred_edits() {
    let device = Device::new();
    let (one, other) = (device.open(), device.open());
    other.ready().await;
    one.start_work().await;
    other.hears_of_work().await;
    one.open_draft(1).await;
    other.open_draft(1).await;
    for seq in 1..=50 {
        one.type_into(1, seq, seq - 1, "a");
        other.type_into(1, seq, seq - 1, "b");
    }
    one.saved(1, 50).await;
    other.saved(1, 50).await;
    drop((one, other));
    let text = device.open().open_draft(2).await;
    assert_eq!((text.matches('a').count(), text.matches('b').count()), (50, 50), "{text}");
}

#[wasm_bindgen_test]
async fn a_photo_that_was_kept_is_there_after_the_engine_is_killed_and_in_the_other_tab() {
    let device = Device::new();
    let tab = device.open();
    tab.start_work().await;
    let content: Vec<u8> = (0..=u8::MAX).cycle().take(150_000).collect();
    let deed = WorkDeed::Attach(photo(&content));
    let reply = tab.run(3, Command::Work { work: WorkId::hers(challenge()), deed }).await;
    assert!(matches!(reply, Reply::Evidence(_)));
    drop(tab);
    let (one, other) = (device.open(), device.open());
    for tab in [one, other] {
        tab.ready().await;
        assert_eq!(tab.look_at(&content).await, Some(content.clone()));
        assert_eq!(tab.look_at(b"another").await, None);
    }
}

#[wasm_bindgen_test]
async fn a_database_that_is_gone_is_told_and_not_taken_for_a_first_visit() {
    let device = Device::new();
    let tab = device.open_as(Before::HadData, LastRun::Ended);
    tab.ready().await;
    // Said last, or the page would take being ready for the end of it.
    let trouble = tab.hear(|message| match message {
        FromEngine::Trouble(trouble) => Some(trouble),
        _ => None,
    });
    assert_eq!(trouble.await, Trouble::StorageLost);
}

#[wasm_bindgen_test]
async fn a_database_of_a_newer_version_is_told_of_and_left_alone() {
    let device = Device::new();
    drop(Database::open(&device.0).with_version(9u32).await.unwrap());
    let tab = device.open();
    let trouble = tab.hear(|message| match message {
        FromEngine::Trouble(trouble) => Some(trouble),
        _ => None,
    });
    assert_eq!(trouble.await, Trouble::NewerData);
}

/// A device with a database of its own.
struct Device(String);

impl Device {
    fn new() -> Self {
        Self(format!("device {:x}", u128::from_le_bytes(random::bytes())))
    }

    fn open(&self) -> Tab {
        self.open_as(Before::Fresh, LastRun::Ended)
    }

    fn open_as(&self, before: Before, last_run: LastRun) -> Tab {
        let writer = random::bytes();
        let started_as = StartedAs { writer, before, last_run };
        let inbox = Inbox::default();
        let told = inbox.clone();
        let tell = Box::new(move |messages: Vec<_>| told.borrow_mut().extend(messages));
        let home = Home { name: self.0.clone(), version: "1".into(), started_as, tell };
        Tab { engine: Engine::start(home), writer, inbox }
    }
}

type Inbox = Rc<RefCell<VecDeque<FromEngine>>>;

/// A page that does no more than it is told. Dropping it kills its engine where it stands.
struct Tab {
    engine: Engine,
    writer: WriterId,
    inbox: Inbox,
}

impl Tab {
    fn say(&self, message: ToEngine) {
        self.engine.hear(message);
    }

    /// Waits for a message, past all others.
    async fn hear<T>(&self, mut wanted: impl FnMut(FromEngine) -> Option<T>) -> T {
        let began_ms = clock::uptime_ms();
        loop {
            while let Some(message) = self.take() {
                if let Some(found) = wanted(message) {
                    return found;
                }
            }
            let waited_ms = clock::uptime_ms() - began_ms;
            assert!(waited_ms < PATIENCE_MS as f64, "nothing of the kind was said in time");
            clock::sleep(5).await;
        }
    }

    fn take(&self) -> Option<FromEngine> {
        self.inbox.borrow_mut().pop_front()
    }

    async fn ready(&self) {
        self.hear(|message| matches!(message, FromEngine::Ready).then_some(())).await;
    }

    async fn run(&self, number: u32, command: Command) -> Reply {
        self.say(ToEngine::Run { request: number, command });
        let outcome = self.hear(|message| match message {
            FromEngine::Done { request, outcome } if request == number => Some(outcome),
            _ => None,
        });
        outcome.await.unwrap()
    }

    async fn start_work(&self) {
        self.run(1, Command::Begin { name: "Ana".into() }).await;
        self.run(2, Command::StartChallenge { challenge: challenge(), edition: None }).await;
    }

    async fn look_at(&self, content: &[u8]) -> Option<Vec<u8>> {
        let (whose, look) = (Whose::Hers, Look::Whole);
        self.say(ToEngine::LookAtBlob { request: 9, whose, blob: blob_of(content), look });
        self.hear(|message| match message {
            FromEngine::BlobContent { request: 9, content } => Some(content),
            _ => None,
        })
        .await
    }

    async fn profile_name(&self) -> String {
        self.hear(|message| match message {
            FromEngine::View(View::Profile(Some(profile))) => Some(profile.name),
            _ => None,
        })
        .await
    }

    async fn hears_of_work(&self) {
        self.hear(|message| match message {
            FromEngine::View(View::Profile(Some(profile))) if !profile.progress.is_empty() => Some(()),
            _ => None,
        })
        .await
    }

    async fn open_draft(&self, id: BoxId) -> String {
        let target = TextTarget::WorkDraft { work: WorkId::hers(challenge()) };
        self.say(ToEngine::OpenText { id, target, resumes: None });
        self.hear(|message| match message {
            FromEngine::TextOpened { text, .. } => Some(text),
            FromEngine::TextGone(_) => panic!("there is no such text"),
            _ => None,
        })
        .await
    }

    fn type_into(&self, id: BoxId, seq: u32, at: u32, text: &str) {
        let edit = Outgoing { seq, base_revision: 0, delta: TextDelta::splice(at, 0, text) };
        self.say(ToEngine::EditText { id, edit });
    }

    async fn saved(&self, wanted_id: BoxId, wanted_seq: u32) {
        self.hear(|message| match message {
            FromEngine::TextSaved { id, seq } if id == wanted_id && seq >= wanted_seq => Some(()),
            _ => None,
        })
        .await;
    }

    async fn draft_shows(&self, wanted: &str) {
        self.hear(|message| match message {
            FromEngine::View(View::Work(_, Some(WorkView { draft, .. }))) if draft == wanted => Some(()),
            _ => None,
        })
        .await;
    }
}

fn photo(content: &[u8]) -> Attachment {
    Attachment {
        kind: AttachmentKind::Photo,
        name: String::new(),
        media_type: "image/jpeg".into(),
        content: content.to_vec(),
        thumbnail: None,
        words: "An empty shelf".into(),
    }
}

fn challenge() -> ChallengeId {
    "first".parse().unwrap()
}
