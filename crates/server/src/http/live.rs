//! `GET /v1/live`: the same requests and answers over a WebSocket, and news as it comes.
//!
//! One task for each socket reads, answers and writes in turn, so at most one message is in memory; what came meanwhile
//! is a set of spaces to look at. A reader that takes nothing for a while is dropped and asks again when it is back.

use super::{
    Shared,
    failure::{self, Refused},
    origin,
};
use crate::{
    host::{Tokio, now},
    server::{Peer, Ticket},
};
use axum::{
    body::{Body, Bytes},
    extract::{
        Extension, FromRequestParts, Request, State, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket, close_code},
    },
    http::{HeaderMap, Response},
    response::IntoResponse,
};
use naptime_relay::{self as relay, Refusal, Stopping, store::LogStore};
use naptime_replica::wire::ServerMessage;
use std::{
    net::IpAddr,
    sync::{Arc, atomic::Ordering},
};
use tokio::{
    sync::OwnedSemaphorePermit,
    time::{Instant, MissedTickBehavior, interval_at, sleep_until},
};

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
    let place = match take_place(&shared, address, &parts.headers) {
        Ok(place) => place,
        Err(refused) => {
            shared.count(&refused);
            return failure::response(&refused);
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
        let live = relay::Live::new(Arc::clone(&shared.relay), address);
        Socket { shared, address, socket, live }.run().await;
        drop((place, ticket));
    })
}

/// One of all places for live sockets, given back when dropped.
fn take_place<S: LogStore>(
    shared: &Shared<S>,
    address: IpAddr,
    headers: &HeaderMap,
) -> Result<OwnedSemaphorePermit, Refused> {
    if origin::is_foreign(headers, &shared.origins) {
        return Err(Refused::ForeignOrigin);
    }
    shared.admit(address)?;
    Arc::clone(&shared.live).try_acquire_owned().map_err(|_| Refusal::Busy.into())
}

struct Socket<S> {
    shared: Arc<Shared<S>>,
    address: IpAddr,
    socket: WebSocket,
    live: relay::Live<S, Tokio>,
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

impl<S: LogStore> Socket<S> {
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
                () = &mut hello, if !self.live.is_known() => return Err(End::Silent),
                received = self.socket.recv() => {
                    silent_pings = 0;
                    self.received(received).await?;
                }
                heard = self.live.hear() => match heard {
                    Ok(()) => self.push().await?,
                    Err(Stopping) => return Err(End::Stopping),
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
                Err(refusal) => self.refuse(&refusal.into()).await,
            },
            Some(Ok(Message::Text(_))) => self.refuse(&Refused::WrongType).await,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
            Some(Ok(Message::Close(_))) | None => Err(End::Gone),
            Some(Err(error)) if is_too_long(&error) => {
                self.refuse(&Refusal::TooLong { max: self.shared.limits.request_bytes_max }.into()).await
            }
            Some(Err(_)) => Err(End::Gone),
        }
    }

    async fn answer(&mut self, bytes: Bytes) -> Result<ServerMessage, Refusal> {
        self.shared.admit(self.address)?;
        self.live.sync(bytes, now()).await.map(ServerMessage::Answer)
    }

    /// Sends what is new, an answer's worth at a time.
    async fn push(&mut self) -> Result<(), End> {
        while let Some(news) = self.live.news(now()).await {
            self.say(&ServerMessage::Answer(news)).await?;
        }
        Ok(())
    }

    async fn refuse(&mut self, refused: &Refused) -> Result<(), End> {
        self.shared.count(refused);
        self.say(&ServerMessage::Failure(refused.failure())).await?;
        if refused.is_passing() { Ok(()) } else { Err(End::Refused) }
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
