//! `GET /v1/live`: the same requests and answers over a WebSocket, and news as it comes.
//!
//! One task for each socket reads, answers and writes in turn, so at most one message is in memory; what came meanwhile
//! is a set of spaces to look at. A reader that takes nothing for a while is dropped and asks again when it is back.

mod places;

pub(super) use places::Places;

use super::{Shared, failure, origin};
use crate::{
    hub::{Heard, Listener},
    server::{Peer, Ticket},
    service::{Position, Refusal},
    store::LogStore,
};
use axum::{
    body::{Body, Bytes},
    extract::{
        Extension, FromRequestParts, Request, State, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket, close_code},
    },
    http::Response,
    response::IntoResponse,
};
use naptime_domain::id::SpaceId;
use naptime_replica::wire::{Requester, ServerMessage};
use places::DevicePlace;
use std::{
    collections::{BTreeSet, HashMap},
    net::IpAddr,
    sync::{Arc, atomic::Ordering},
};
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until};

/// Tungstenite allocates 128 KiB for each socket unless it is told otherwise.
const BUFFER_BYTES: usize = 4 * 1024;

/// Pings that may go by unanswered.
const SILENT_PINGS_MAX: u32 = 2;

/// Opens a live socket.
pub(super) async fn answer<S: LogStore>(
    State(shared): State<Arc<Shared<S>>>,
    Extension(peer): Extension<Peer>,
    Extension(ticket): Extension<Arc<Ticket>>,
    request: Request,
) -> Response<Body> {
    let (mut parts, _) = request.into_parts();
    let address = shared.address(peer, &parts.headers);
    let admitted = if origin::is_foreign(&parts.headers, &shared.origins) {
        Err(Refusal::ForeignOrigin)
    } else {
        shared.admit(address).and_then(|()| shared.live.take())
    };
    let place = match admitted {
        Ok(place) => place,
        Err(refusal) => {
            shared.count(&refusal);
            return failure::response(&refusal);
        }
    };
    let upgrade = match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade,
        Err(refused) => return refused.into_response(),
    };
    let max = shared.limits.request_bytes_max;
    let upgrade = upgrade.read_buffer_size(BUFFER_BYTES).write_buffer_size(BUFFER_BYTES);
    upgrade.max_message_size(max).max_frame_size(max).on_upgrade(move |socket| async move {
        shared.counters.live_opened.fetch_add(1, Ordering::Relaxed);
        let listener = shared.hub.listener();
        let live = Live { shared, address, socket, listener, who: None, positions: HashMap::new() };
        live.run().await;
        drop((place, ticket));
    })
}

struct Live<S> {
    shared: Arc<Shared<S>>,
    address: IpAddr,
    socket: WebSocket,
    listener: Listener,
    who: Option<(Requester, DevicePlace)>,
    /// Where the device stands in the spaces it listens to.
    positions: HashMap<SpaceId, Position>,
}

/// Why a socket is closed.
enum End {
    /// The other side is gone, or takes nothing.
    Gone,
    /// The server stops.
    Stopping,
    /// It said nothing in time.
    Silent,
    /// It was told why.
    Refused,
}

impl<S: LogStore> Live<S> {
    async fn run(mut self) {
        let end = match self.serve().await {
            Ok(never) => match never {},
            Err(end) => end,
        };
        let (code, reason) = match end {
            End::Gone => return,
            End::Stopping => (close_code::AWAY, "the server stops"),
            End::Silent => (close_code::POLICY, "nothing came in time"),
            End::Refused => (close_code::POLICY, "refused"),
        };
        let frame = CloseFrame { code, reason: reason.into() };
        // It may be gone already.
        drop(self.socket.send(Message::Close(Some(frame))).await);
    }

    async fn serve(&mut self) -> Result<std::convert::Infallible, End> {
        let limits = self.shared.limits.clone();
        let hello = sleep_until(Instant::now() + limits.hello_timeout);
        tokio::pin!(hello);
        let mut ping = interval_at(Instant::now() + limits.ping_interval, limits.ping_interval);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut silent_pings = 0;
        loop {
            tokio::select! {
                () = &mut hello, if self.who.is_none() => return Err(End::Silent),
                received = self.socket.recv() => {
                    silent_pings = 0;
                    self.received(received).await?;
                }
                heard = self.listener.hear() => match heard {
                    Heard::Stop => return Err(End::Stopping),
                    Heard::Grown(spaces) => self.push(spaces).await?,
                },
                _ = ping.tick() => {
                    if silent_pings >= SILENT_PINGS_MAX {
                        return Err(End::Gone);
                    }
                    silent_pings += 1;
                    self.send(Message::Ping(Bytes::new())).await?;
                }
            }
        }
    }

    async fn received(&mut self, received: Option<Result<Message, axum::Error>>) -> Result<(), End> {
        match received {
            Some(Ok(Message::Binary(bytes))) => match self.answer(bytes).await {
                Ok(answer) => self.say(&answer).await,
                Err(refusal) => self.refuse(&refusal).await,
            },
            Some(Ok(Message::Text(_))) => self.refuse(&Refusal::WrongType).await,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
            Some(Ok(Message::Close(_))) | None => Err(End::Gone),
            Some(Err(error)) if is_too_long(&error) => {
                self.refuse(&Refusal::TooLong { max: self.shared.limits.request_bytes_max }).await
            }
            Some(Err(_)) => Err(End::Gone),
        }
    }

    async fn answer(&mut self, bytes: Bytes) -> Result<ServerMessage, Refusal> {
        self.shared.admit(self.address)?;
        let admitted = self.shared.service.admit(bytes).await?;
        let requester = admitted.requester;
        match &self.who {
            Some((who, _)) if *who == requester => {}
            // One socket, one device: what it listens to was allowed to that one.
            Some(_) => return Err(Refusal::WrongSignature),
            None => self.who = Some((requester, self.shared.live.take_for(requester.device)?)),
        }
        // Before anything is read, so that nothing falls between.
        for sync in admitted.request.spaces.iter().filter(|sync| sync.want) {
            self.listener.listen(sync.space).map_err(|_| Refusal::Busy)?;
        }
        let (answer, positions) = self.shared.service.answer(admitted, self.address).await?;
        self.positions.extend(positions);
        Ok(ServerMessage::Answer(answer))
    }

    /// Sends what is new in some spaces, an answer's worth at a time.
    async fn push(&mut self, spaces: BTreeSet<SpaceId>) -> Result<(), End> {
        let Some((requester, _)) = &self.who else { return Ok(()) };
        let requester = *requester;
        for space in spaces {
            while let Some(position) = self.positions.get(&space).copied() {
                match self.shared.service.news(&requester, space, position).await {
                    Ok(Some((answer, position))) => {
                        let more = answer.more;
                        self.positions.insert(space, position);
                        let news = self.shared.service.in_answer(0, vec![answer]);
                        self.say(&ServerMessage::Answer(news)).await?;
                        if !more {
                            break;
                        }
                    }
                    // A hint that came to nothing; the device asks again when it likes.
                    Ok(None) | Err(_) => break,
                }
            }
        }
        Ok(())
    }

    async fn refuse(&mut self, refusal: &Refusal) -> Result<(), End> {
        self.shared.count(refusal);
        self.say(&ServerMessage::Failure(failure::failure(refusal))).await?;
        if failure::is_passing(refusal) { Ok(()) } else { Err(End::Refused) }
    }

    async fn say(&mut self, message: &ServerMessage) -> Result<(), End> {
        self.send(Message::Binary(message.to_bytes().into())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        let started = Instant::now();
        let sent = self.socket.send(message).await;
        // The socket underneath fails when its reader takes nothing for that long.
        if sent.is_err() && started.elapsed() >= self.shared.limits.write_stall_timeout {
            self.shared.counters.live_slow.fetch_add(1, Ordering::Relaxed);
        }
        sent.map_err(|_| End::Gone)
    }
}

fn is_too_long(error: &axum::Error) -> bool {
    let inner = std::error::Error::source(error).and_then(|inner| inner.downcast_ref());
    matches!(inner, Some(tungstenite::Error::Capacity(_)))
}
