//! What the learner does, on its way to the engine, and the answers on their way back to whoever asked.

mod attempt;

use naptime::{
    link::{FromEngine, RequestId, ToEngine},
    platform::engine_host::EngineHost,
};
use naptime_replica::{
    command::{Command, Refusal, Reply},
    export::LeftOut,
    view::Topic,
};
use naptime_view::prelude::*;

pub use self::attempt::Attempt;
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
    /// An export file, if it could be made, and what found no room in it.
    File(Option<Vec<u8>>, LeftOut),
    /// A photo or file, if it is on this device.
    Blob(Option<Vec<u8>>),
    Words(Option<String>),
    Text(String),
}

type Waiting = Box<dyn FnOnce(Answer)>;

/// Sends to the engine and keeps who waits for what.
#[derive(Clone, Copy)]
pub struct Dispatch {
    inner: StoredValue<Inner, LocalStorage>,
    is_waiting: RwSignal<bool>,
}

#[derive(Default)]
struct Inner {
    host: Option<EngineHost>,
    next_request: RequestId,
    /// A handful at a time: a list is smaller than a map, in memory and in the program.
    waiting: Vec<Asked>,
    /// Topics and how many screens watch each.
    watched: Vec<(Topic, u32)>,
    /// No engine runs, and none will by itself.
    is_stopped: bool,
}

/// What has no answer yet.
struct Asked {
    request: RequestId,
    is_command: bool,
    then: Waiting,
}

impl Dispatch {
    pub fn new() -> Self {
        Self { inner: StoredValue::new_local(Inner::default()), is_waiting: RwSignal::new(false) }
    }

    /// From now on there is an engine to talk to.
    pub fn connect(self, host: EngineHost) {
        self.inner.update_value(|inner| inner.host = Some(host));
    }

    /// Whether a command has no answer yet: what it does may not be stored.
    pub fn is_waiting(self) -> ReadSignal<bool> {
        self.is_waiting.read_only()
    }

    /// Somebody waits for the engine: it starts, unless it has.
    pub fn wake(self) {
        if let Some(host) = self.host() {
            host.start();
        }
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
        let asked = self.inner.try_update_value(|inner| {
            let request = inner.next_request.wrapping_add(1);
            let message = message(request);
            let is_command = matches!(message, ToEngine::Run { .. });
            inner.next_request = request;
            inner.waiting.push(Asked { request, is_command, then });
            (message, is_command, inner.is_stopped)
        });
        let Some((message, is_command, is_stopped)) = asked else { return };
        if is_command {
            self.is_waiting.set(true);
        }
        match is_stopped {
            true => self.interrupt(),
            false => self.send(&message),
        }
    }

    /// Watches a topic for as long as the current owner lives.
    pub fn watch(self, store: Store, topic: Topic) {
        let is_first =
            self.inner.try_update_value(|inner| match inner.watched.iter_mut().find(|(other, _)| *other == topic) {
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
        let waiting = self.inner.try_update_value(|inner| {
            let at = inner.waiting.iter().position(|asked| asked.request == request)?;
            let then = inner.waiting.swap_remove(at).then;
            Some((then, inner.waiting.iter().any(|asked| asked.is_command)))
        });
        if let Some((then, is_waiting)) = waiting.flatten() {
            self.is_waiting.set(is_waiting);
            then(answer);
        }
    }

    /// A new engine runs and knows nothing of what was asked.
    pub fn restarted(self) {
        let topics = self.inner.try_update_value(|inner| {
            inner.is_stopped = false;
            inner.watched.iter().map(|(topic, _)| topic.clone()).collect::<Vec<_>>()
        });
        topics.into_iter().flatten().for_each(|topic| self.send(&ToEngine::Watch(topic)));
        self.interrupt();
    }

    /// No engine runs any more: nobody answers until it is [started again](Self::start_again).
    pub fn stopped(self) {
        self.inner.update_value(|inner| inner.is_stopped = true);
        self.interrupt();
    }

    /// Says to all who wait that nobody will answer.
    fn interrupt(self) {
        self.is_waiting.set(false);
        let waiting = self.inner.try_update_value(|inner| std::mem::take(&mut inner.waiting));
        for Asked { then, .. } in waiting.into_iter().flatten() {
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
        let is_last = self.inner.try_update_value(|inner| {
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
        self.inner.try_with_value(|inner| inner.host.clone()).flatten()
    }
}
