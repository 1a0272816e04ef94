//! `POST /v1/blob`: one question about the pieces of a blob, signed as a sync is.

use super::{
    Shared,
    failure::Refused,
    sync::{read_request, respond},
};
use crate::{host::now, server::Peer};
use axum::{
    body::Body,
    extract::{Extension, Request, State},
    http::Response,
};
use naptime_relay::store::LogStore;
use naptime_replica::wire::ServerMessage;
use std::sync::Arc;

/// Answers a question.
pub(super) async fn answer<S: LogStore>(
    State(shared): State<Arc<Shared<S>>>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Response<Body> {
    let answered = ask(&shared, peer, request).await;
    respond(&shared, answered)
}

async fn ask<S: LogStore>(shared: &Shared<S>, peer: Peer, request: Request) -> Result<ServerMessage, Refused> {
    let (address, body) = read_request(shared, peer, request).await?;
    Ok(ServerMessage::Blob(shared.relay.ask(body, address, now()).await?))
}
