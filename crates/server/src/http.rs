//! What is answered where: `/v1/sync`, `/v1/live`, `/v1/blob`, `/v1/health`, and the app's files for everything else.

mod blob;
mod failure;
mod headers;
mod live;
mod origin;
mod sync;

use crate::{
    app::AppFiles,
    host::{self, Tokio},
    limits::Limits,
    log::Counters,
    server::{Config, Peer, Proxy},
};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use naptime_relay::{
    Refusal, Relay,
    nonce::Nonces,
    rate::{Buckets, one_address},
    store::LogStore,
};
use std::{net::IpAddr, sync::Arc, sync::atomic::Ordering};
use tokio::sync::Semaphore;

/// What every request can reach.
pub(crate) struct Shared<S> {
    pub(crate) limits: Limits,
    pub(crate) counters: Arc<Counters>,
    pub(crate) relay: Arc<Relay<S, Tokio>>,
    app: Option<Arc<AppFiles>>,
    origins: Vec<String>,
    proxy: Proxy,
    addresses: Buckets<IpAddr>,
    large_bodies: Semaphore,
    live: Arc<Semaphore>,
}

impl<S: LogStore> Shared<S> {
    pub(crate) fn new(store: S, nonces: Nonces, app: Option<Arc<AppFiles>>, config: &Config) -> Self {
        let (limits, counters) = (config.limits.clone(), Arc::new(Counters::default()));
        Self {
            relay: Arc::new(Relay::new(store, Tokio::new(Arc::clone(&counters)), nonces, &limits.relay)),
            addresses: Buckets::new(limits.address_rate),
            large_bodies: Semaphore::new(limits.large_bodies_max),
            live: Arc::new(Semaphore::new(limits.live_max)),
            origins: config.origins.clone(),
            proxy: config.proxy,
            app,
            limits,
            counters,
        }
    }

    /// Whether the address may ask once more.
    fn admit(&self, address: IpAddr) -> Result<(), Refusal> {
        self.addresses.take(address, host::now()).map_err(Refusal::TooOften)
    }

    /// Whose request this is, as far as limits go.
    fn address(&self, peer: Peer, headers: &HeaderMap) -> IpAddr {
        let forwarded = || {
            let all = headers.get_all("x-forwarded-for").into_iter().next_back()?;
            all.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
        };
        let told = if self.proxy == Proxy::Trusted { forwarded() } else { None };
        one_address(told.unwrap_or(peer.0))
    }
}

/// Every route, with the headers every answer has.
pub(crate) fn router<S: LogStore>(shared: Arc<Shared<S>>) -> Router {
    Router::new()
        .route("/v1/sync", any(sync::answer::<S>))
        .route("/v1/live", get(live::answer::<S>))
        .route("/v1/blob", any(blob::answer::<S>))
        .route("/v1/health", get(|| async { "well\n" }))
        .fallback(files::<S>)
        .layer(middleware::from_fn(add_headers))
        .with_state(shared)
}

async fn add_headers(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).cloned();
    let mut response = next.run(request).await;
    headers::add(response.headers_mut(), host.as_ref());
    response
}

async fn files<S: LogStore>(State(shared): State<Arc<Shared<S>>>, request: Request) -> Response {
    let Some(app) = &shared.app else {
        return (StatusCode::NOT_FOUND, "This server serves no app.\n").into_response();
    };
    shared.counters.files.fetch_add(1, Ordering::Relaxed);
    let answer = app.answer(request.method(), request.uri().path(), request.headers()).await;
    answer.map(Body::new)
}
