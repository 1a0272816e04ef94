//! A device without a screen: a real replica whose storage is this process and whose network is plain HTTP.

use anyhow::{Context, Result, anyhow, bail};
use naptime_domain::{
    text::{TextDelta, session::Outgoing, utf16},
    time::Timestamp,
};
use naptime_replica::{
    command::{Command, Reply, TextTarget},
    replica::{BoxId, Effect, Input, LastRun, Replica, RequestId, SendFailed},
};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use std::{
    collections::VecDeque,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::{SystemTime, UNIX_EPOCH},
};

/// How far ahead a device looks for something to do before it counts as quiet: longer than a burst, shorter than a poll.
const LOOK_AHEAD_MS: i64 = 5_000;
/// More turns than any step of the story takes; a device that needs them all is stuck.
const TURNS_MAX: usize = 200;

/// One learner's device.
pub struct Device {
    replica: Replica,
    rng: ChaCha20Rng,
    server: SocketAddr,
    now: Timestamp,
    wake_at: Option<Timestamp>,
    last_number: u32,
    /// The last outcome, opened text or words that came.
    said: Option<Effect>,
}

impl Device {
    /// A device on which nobody has begun.
    pub fn new(server: SocketAddr) -> Result<Self> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| anyhow!("no randomness: {error}"))?;
        let mut writer = [0; 8];
        writer.copy_from_slice(&seed[..8]);
        let mut device = Self {
            replica: Replica::new(writer),
            rng: ChaCha20Rng::from_seed(seed),
            server,
            now: clock()?,
            wake_at: None,
            last_number: 0,
            said: None,
        };
        device.give(Input::Started {
            records: Vec::new(),
            dead_writers: Vec::new(),
            last_run: LastRun::Ended,
            version: String::new(),
        });
        device.give(Input::Leading);
        device.give(Input::NetworkUp);
        Ok(device)
    }

    /// Does something; what it gives back is stored and, where there is a server to tell, told.
    pub fn run(&mut self, command: Command) -> Result<Reply> {
        let request = self.number();
        let what = format!("{command:?}");
        self.give(Input::Run { request, command });
        self.settle()?;
        match self.said.take() {
            Some(Effect::Done { outcome, .. }) => outcome.with_context(|| what),
            _ => bail!("no answer to {what}"),
        }
    }

    /// Writes at the end of a text.
    pub fn write(&mut self, target: TextTarget, words: &str) -> Result<()> {
        let id: BoxId = self.number();
        self.give(Input::OpenText { id, target, resumes: None });
        let Some(Effect::TextOpened { text, .. }) = self.said.take() else { bail!("the text did not open") };
        let delta = TextDelta::splice(utf16::len(&text), 0, words);
        self.give(Input::EditText { id, edit: Outgoing { seq: 1, base_revision: 0, delta } });
        self.give(Input::BlurText(id));
        self.give(Input::CloseText(id));
        self.settle()
    }

    /// Asks the server for what others did.
    pub fn sync(&mut self) -> Result<()> {
        self.give(Input::SyncNow);
        self.settle()
    }

    /// Her twelve words.
    pub fn words(&mut self) -> Result<String> {
        let request: RequestId = self.number();
        self.give(Input::Words(request));
        match self.said.take() {
            Some(Effect::Words { words: Some(words), .. }) => Ok(words),
            _ => bail!("nobody has begun"),
        }
    }

    fn number(&mut self) -> u32 {
        self.last_number += 1;
        self.last_number
    }

    /// Lets her clock run until nothing is due soon.
    fn settle(&mut self) -> Result<()> {
        for _ in 0..TURNS_MAX {
            match self.wake_at.take() {
                Some(at) if at.0 <= self.now.0 + LOOK_AHEAD_MS => {
                    self.now = self.now.max(at);
                    self.give(Input::Tick);
                }
                _ => return Ok(()),
            }
        }
        bail!("a device did not come to rest")
    }

    fn give(&mut self, input: Input) {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for effect in self.replica.handle(input, self.now, &mut self.rng) {
                match effect {
                    Effect::Persist { batch, .. } => inputs.push_back(Input::Persisted { batch }),
                    Effect::Send(request) => inputs.push_back(self.post(&request)),
                    Effect::WakeAt(at) => self.wake_at = Some(at),
                    said @ (Effect::Done { .. } | Effect::TextOpened { .. } | Effect::Words { .. }) => {
                        self.said = Some(said);
                    }
                    _ => {}
                }
            }
        }
    }

    fn post(&self, request: &[u8]) -> Input {
        match post(self.server, request) {
            Ok(answer) => Input::Answered(answer),
            Err(_) => Input::SendFailed(SendFailed::Unreachable),
        }
    }
}

fn clock() -> Result<Timestamp> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).context("reading the clock")?;
    Ok(Timestamp(i64::try_from(since.as_millis())?))
}

/// One request on a connection of its own; the body of the answer.
fn post(server: SocketAddr, request: &[u8]) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(server)?;
    write!(
        stream,
        "POST /v1/sync HTTP/1.1\r\nhost: {server}\r\nconnection: close\r\ncontent-type: application/cbor\r\ncontent-length: {}\r\n\r\n",
        request.len()
    )?;
    stream.write_all(request)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let head = answer.windows(4).position(|window| window == b"\r\n\r\n").context("half an answer")?;
    Ok(answer.split_off(head + 4))
}
