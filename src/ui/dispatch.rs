//! What the learner does, on its way to the engine, and the answers on their way back to whoever asked.

use naptime::{
    link::{FromEngine, RequestId, ToEngine},
    platform::engine_host::EngineHost,
};
use naptime_replica::{
    command::{Command, Refusal, Reply},
    view::Topic,
};
use naptime_view::prelude::*;

use super::store::Store;

/// Why a command has no reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It was refused; nothing changed.
    Refused(Refusal),
    /// The engine was restarted before it could answer.
    Interrupted,
}

/// What came back for a request.
pub enum Answer {
    Outcome(Result<Reply, Failure>),
    /// An export file, and how many photos and files found no room in it.
    File(Vec<u8>, u32),
    /// A photo or file, if it is on this device.
    Blob(Option<Vec<u8>>),
    Words(Option<String>),
    Text(String),
}

type Waiting = Box<dyn FnOnce(Answer)>;

/// Sends to the engine and keeps who waits for what.
#[derive(Clone, Copy)]
pub struct Dispatch(StoredValue<Inner, LocalStorage>);

#[derive(Default)]
struct Inner {
    host: Option<EngineHost>,
    next_request: RequestId,
    /// A handful at a time: a list is smaller than a map, in memory and in the program.
    waiting: Vec<(RequestId, Waiting)>,
    /// Topics and how many screens watch each.
    watched: Vec<(Topic, u32)>,
}

impl Dispatch {
    pub fn new() -> Self {
        Self(StoredValue::new_local(Inner::default()))
    }

    /// From now on there is an engine to talk to.
    pub fn connect(self, host: EngineHost) {
        self.0.update_value(|inner| inner.host = Some(host));
    }

    /// Tells the engine something that has no answer.
    pub fn send(self, message: &ToEngine) {
        if let Some(host) = self.host() {
            host.send(message);
        }
    }

    /// Does something whose outcome nobody waits for.
    pub fn run(self, command: Command) {
        self.ask(|request| ToEngine::Run { request, command }, Box::new(|_| {}));
    }

    /// Asks for something; `then` hears the answer, or an interrupted outcome.
    pub fn ask(self, message: impl FnOnce(RequestId) -> ToEngine, then: Waiting) {
        let request = self.0.try_update_value(|inner| {
            inner.next_request = inner.next_request.wrapping_add(1);
            inner.waiting.push((inner.next_request, then));
            inner.next_request
        });
        if let Some(request) = request {
            self.send(&message(request));
        }
    }

    /// Watches a topic for as long as the current owner lives.
    pub fn watch(self, store: Store, topic: Topic) {
        let is_first =
            self.0.try_update_value(|inner| match inner.watched.iter_mut().find(|(other, _)| *other == topic) {
                Some((_, count)) => {
                    *count += 1;
                    false
                }
                None => {
                    inner.watched.push((topic.clone(), 1));
                    true
                }
            });
        if is_first == Some(true) {
            self.send(&ToEngine::Watch(topic.clone()));
        }
        on_cleanup(move || self.unwatch(store, topic));
    }

    /// An answer came.
    pub fn receive(self, message: FromEngine) {
        let (request, answer) = match message {
            FromEngine::Done { request, outcome } => (request, Answer::Outcome(outcome.map_err(Failure::Refused))),
            FromEngine::Exported { request, file, left_out } => (request, Answer::File(file, left_out)),
            FromEngine::BlobContent { request, content } => (request, Answer::Blob(content)),
            FromEngine::Words { request, words } => (request, Answer::Words(words)),
            FromEngine::Diagnosed { request, text } => (request, Answer::Text(text)),
            _ => return,
        };
        let waiting = self.0.try_update_value(|inner| {
            let at = inner.waiting.iter().position(|(other, _)| *other == request)?;
            Some(inner.waiting.swap_remove(at).1)
        });
        let waiting = waiting.flatten();
        if let Some(then) = waiting {
            then(answer);
        }
    }

    /// A new engine runs and knows nothing of what was asked.
    pub fn restarted(self) {
        let Some((waiting, topics)) = self.0.try_update_value(|inner| {
            let topics: Vec<Topic> = inner.watched.iter().map(|(topic, _)| topic.clone()).collect();
            (std::mem::take(&mut inner.waiting), topics)
        }) else {
            return;
        };
        topics.into_iter().for_each(|topic| self.send(&ToEngine::Watch(topic)));
        for (_, then) in waiting {
            then(Answer::Outcome(Err(Failure::Interrupted)));
        }
    }

    /// Starts the engine once more after it gave up.
    pub fn start_again(self) {
        if let Some(host) = self.host() {
            host.start_again();
        }
    }

    fn unwatch(self, store: Store, topic: Topic) {
        let is_last = self.0.try_update_value(|inner| {
            let Some(at) = inner.watched.iter().position(|(other, _)| *other == topic) else { return false };
            let Some((_, count)) = inner.watched.get_mut(at) else { return false };
            *count -= 1;
            let is_last = *count == 0;
            if is_last {
                inner.watched.swap_remove(at);
            }
            is_last
        });
        if is_last == Some(true) {
            self.send(&ToEngine::Unwatch(topic.clone()));
            store.forget(&topic);
        }
    }

    fn host(self) -> Option<EngineHost> {
        self.0.try_with_value(|inner| inner.host.clone()).flatten()
    }
}

/// A button's command: whether it is under way, and why it was not done, shown beside the field.
#[derive(Clone, Copy)]
pub struct Attempt {
    dispatch: Dispatch,
    is_running: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Attempt {
    pub fn new() -> Self {
        Self { dispatch: expect_context(), is_running: RwSignal::new(false), failure: RwSignal::new(None) }
    }

    /// Runs a command unless one is under way; `then` hears of success alone.
    pub fn run(self, command: Command, then: impl FnOnce(Reply) + 'static) {
        self.ask(
            |request| ToEngine::Run { request, command },
            |answer| {
                if let Answer::Outcome(Ok(reply)) = answer {
                    then(reply);
                }
            },
        );
    }

    /// As [`Self::run`]; `unless` hears of a failure first and says whether it has dealt with it.
    pub fn run_or(
        self,
        command: Command,
        then: impl FnOnce(Reply) + 'static,
        unless: impl FnOnce(&Failure) -> bool + 'static,
    ) {
        self.begin(
            |request| ToEngine::Run { request, command },
            Box::new(move |answer| match answer {
                Answer::Outcome(Ok(reply)) => then(reply),
                Answer::Outcome(Err(failure)) if !unless(&failure) => self.failed(failure),
                _ => {}
            }),
        );
    }

    /// Asks for something unless something is under way; `then` hears of success alone.
    pub fn ask(self, message: impl FnOnce(RequestId) -> ToEngine, then: impl FnOnce(Answer) + 'static) {
        self.begin(
            message,
            Box::new(move |answer| match answer {
                Answer::Outcome(Err(failure)) => self.failed(failure),
                answer => then(answer),
            }),
        );
    }

    fn begin(self, message: impl FnOnce(RequestId) -> ToEngine, then: Waiting) {
        if self.is_running.get_untracked() {
            return;
        }
        self.is_running.set(true);
        self.failure.set(None);
        self.dispatch.ask(
            message,
            Box::new(move |answer| {
                // The screen may be gone by now, and its signals with it.
                self.is_running.try_set(false);
                then(answer);
            }),
        );
    }

    fn failed(self, failure: Failure) {
        // As above.
        self.failure.try_set(Some(failure));
    }

    pub fn is_running(self) -> ReadSignal<bool> {
        self.is_running.read_only()
    }

    /// What to say beside the field. Tracks.
    pub fn words(self) -> Option<String> {
        self.failure.get().map(|failure| super::explain::failure(&failure))
    }

    /// Why it was not done. Tracks.
    pub fn failure(self) -> Option<Failure> {
        self.failure.get()
    }
}
