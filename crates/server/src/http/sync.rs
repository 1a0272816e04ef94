//! `POST /v1/sync`: one request is a whole sync.

use super::{
    Shared,
    failure::{self, MEDIA_TYPE, Refused},
    origin,
};
use crate::{host::now, server::Peer};
use axum::{
    body::{Body, Bytes},
    extract::{Extension, Request, State},
    http::{HeaderMap, HeaderValue, Method, Response, header},
};
use http_body_util::BodyExt;
use naptime_relay::{Refusal, store::LogStore};
use naptime_replica::wire::ServerMessage;
use std::{net::IpAddr, sync::Arc, sync::atomic::Ordering, time::Duration};
use tokio::time::timeout;

/// How long a large body waits for others to be read.
const WAIT_FOR_ROOM: Duration = Duration::from_secs(5);

/// Answers a sync.
pub(super) async fn answer<S: LogStore>(
    State(shared): State<Arc<Shared<S>>>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Response<Body> {
    let answered = sync(&shared, peer, request).await;
    respond(&shared, answered)
}

async fn sync<S: LogStore>(shared: &Shared<S>, peer: Peer, request: Request) -> Result<ServerMessage, Refused> {
    let (address, body) = read_request(shared, peer, request).await?;
    Ok(ServerMessage::Answer(shared.relay.sync(body, address, now()).await?))
}

/// An answer, or why there is none.
pub(super) fn respond<S>(shared: &Shared<S>, answered: Result<ServerMessage, Refused>) -> Response<Body> {
    match answered {
        Ok(answer) => {
            let mut response = Response::new(Body::from(answer.to_bytes()));
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
            response
        }
        Err(refused) => {
            shared.count(&refused);
            failure::response(&refused)
        }
    }
}

/// Where a signed request comes from, and its body.
pub(super) async fn read_request<S: LogStore>(
    shared: &Shared<S>,
    peer: Peer,
    request: Request,
) -> Result<(IpAddr, Bytes), Refused> {
    let headers = request.headers();
    if request.method() != Method::POST {
        return Err(Refused::WrongMethod);
    }
    if origin::is_foreign(headers, &shared.origins) {
        return Err(Refused::ForeignOrigin);
    }
    // A form or an image on another page can't say this, so a browser asks us first, and we say no.
    if headers.get(header::CONTENT_TYPE).is_none_or(|said| said != MEDIA_TYPE) {
        return Err(Refused::WrongType);
    }
    let address = shared.address(peer, headers);
    shared.admit(address)?;
    Ok((address, read_body(shared, request).await?))
}

async fn read_body<S>(shared: &Shared<S>, request: Request) -> Result<Bytes, Refused> {
    let max = shared.limits.request_bytes_max;
    let said = said_length(request.headers());
    if said.is_some_and(|said| said > max) {
        return Err(Refusal::TooLong { max }.into());
    }
    let is_small = said.is_some_and(|said| said <= shared.limits.small_body_bytes);
    let _room = if is_small {
        None
    } else {
        let room = timeout(WAIT_FOR_ROOM, shared.large_bodies.acquire()).await;
        Some(room.map_err(|_| Refusal::Busy)?.map_err(|_| Refusal::Busy)?)
    };
    let collected = collect(request.into_body(), max, shared.limits.body_stall_timeout);
    timeout(shared.limits.body_timeout, collected).await.map_err(|_| Refused::TooSlow)?
}

async fn collect(mut body: Body, max: usize, stall: Duration) -> Result<Bytes, Refused> {
    let mut bytes = Vec::new();
    while let Some(frame) = timeout(stall, body.frame()).await.map_err(|_| Refused::TooSlow)? {
        // The socket broke off: nobody will read the answer.
        let frame = frame.map_err(|_| Refused::TooSlow)?;
        if let Some(data) = frame.data_ref() {
            if bytes.len() + data.len() > max {
                return Err(Refusal::TooLong { max }.into());
            }
            bytes.extend_from_slice(data);
        }
    }
    Ok(bytes.into())
}

fn said_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

impl<S> Shared<S> {
    /// Counts a refusal.
    pub(super) fn count(&self, refused: &Refused) {
        let counter = match refused {
            Refused::ByRelay(Refusal::TooOften(_)) => &self.counters.rate_limited,
            _ => &self.counters.failures,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }
}
