//! The listening server: accepts sockets, gives each its limits, and stops without breaking anything off.

use crate::{
    app::{AppFiles, NoApp},
    http::{self, Shared},
    limits::Limits,
    log, nonce, private,
    sqlite::{self, SqliteStore},
    stream::Stalling,
};
use axum::{Router, body::Body, extract::Request};
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use naptime_relay::{
    nonce::Nonces,
    store::{LogStore, StoreError},
};
use std::{
    fs, io,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    pin::pin,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch},
    time,
};
use tower_service::Service as _;

pub use crate::app::overlay::Overlay;

/// How much of a request's headers is buffered: ten times what a browser sends.
const HEADER_BYTES_MAX: usize = 16 * 1024;

/// How a server is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The folder with the database; made, and what is above it, if it is not there.
    pub data: PathBuf,
    /// The folder with the built app, if it is to be served.
    pub app: Option<PathBuf>,
    /// What is served in place of the app's own files.
    pub over: Arc<Overlay>,
    /// Further origins pages may come from, as `https://naptime.example`, beside the host they ask for.
    pub origins: Vec<String>,
    /// Whether a proxy in front says where requests come from.
    pub proxy: Proxy,
    /// What becomes of the server's counts.
    pub figures: Figures,
    /// The limits.
    pub limits: Limits,
}

/// What becomes of the counts of requests and sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figures {
    /// Written to standard error each minute, for who runs a server.
    Written,
    /// Not written: somebody has the terminal to read other things in.
    Kept,
}

/// Whether the last entry of `X-Forwarded-For` is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proxy {
    /// Requests come straight from devices.
    None,
    /// A proxy adds the address it saw.
    Trusted,
}

/// Why a server did not start, in words for whoever started it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another program listens there.
    #[error("port in use: another program listens on {0}; stop it, or choose another with --listen")]
    PortInUse(SocketAddr),
    /// The address can't be listened on.
    #[error("can't listen on {address}: {reason}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        reason: io::ErrorKind,
    },
    /// The data folder can't be made, read or written.
    #[error("the data folder {folder} can't be used: {reason}; give one that can be written with --data")]
    DataFolder {
        /// The folder.
        folder: String,
        /// What the system said.
        reason: io::ErrorKind,
    },
    /// Another server works in the data folder.
    #[error("another naptime is using the data folder {0}")]
    DataInUse(String),
    /// The database can't be used.
    #[error("{file}: {reason}")]
    Store {
        /// The file.
        file: String,
        /// Why.
        reason: StoreError,
    },
    /// The app's folder can't be served.
    #[error("the app can't be served: {0}")]
    App(NoApp),
}

impl StartError {
    /// The exit code, as in `sysexits.h`.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Store { reason: StoreError::Damaged(_), .. } => 65,
            Self::App(_) => 66,
            Self::PortInUse(_) | Self::Listen { .. } => 69,
            Self::DataFolder { .. } | Self::Store { reason: StoreError::ReadOnly, .. } => 73,
            Self::DataInUse(_) | Self::Store { reason: StoreError::InUse, .. } => 75,
            Self::Store { reason: StoreError::Newer { .. }, .. } => 76,
            Self::Store { .. } => 74,
        }
    }
}

/// A server that listens and has not begun to answer.
pub struct Server<S = SqliteStore> {
    listener: TcpListener,
    shared: Arc<Shared<S>>,
    router: Router,
    figures: Figures,
    /// Held while the server lives, so that a second one refuses to start.
    _lock: fs::File,
}

/// One open socket's part of what is limited; the server waits for all of them when it stops.
pub(crate) struct Ticket {
    _permit: OwnedSemaphorePermit,
    _alive: mpsc::Sender<()>,
}

/// Where a request came from.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl Server {
    /// Checks everything there is to check and starts to listen.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let open = |folder| AppFiles::open(folder, Arc::clone(&config.over)).map(Arc::new);
        let app = config.app.as_deref().map(open).transpose().map_err(StartError::App)?;
        let listener = TcpListener::bind(config.listen).await.map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => StartError::PortInUse(config.listen),
            reason => StartError::Listen { address: config.listen, reason },
        })?;
        let folder = config.data.clone();
        let opened = tokio::task::spawn_blocking(move || open_data(&folder)).await;
        let (lock, nonces, store) = opened.map_err(|_| data_folder(&config.data, io::ErrorKind::Other))??;
        let shared = Arc::new(Shared::new(store, nonces, app, &config));
        let router = http::router(Arc::clone(&shared));
        Ok(Self { listener, shared, router, figures: config.figures, _lock: lock })
    }
}

impl<S: LogStore> Server<S> {
    /// Where it listens: the real port when 0 was asked for.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until `stop` is done; then lets requests under way finish, closes sockets and tidies the store.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), StoreError> {
        let (counters, figures) = (Arc::clone(&self.shared.counters), self.figures);
        let report = || {
            if figures == Figures::Written {
                counters.report()
            }
        };
        let (alive, mut all_gone) = mpsc::channel::<()>(1);
        let (stopping, _) = watch::channel(());
        let permits = Arc::new(Semaphore::new(self.shared.limits.connections_max));
        let mut minute = time::interval(Duration::from_secs(60));
        let mut stop = pin!(stop);
        loop {
            let accepted = async {
                // When all permits are out, newcomers wait in the system's queue.
                let permit = Arc::clone(&permits).acquire_owned().await;
                (permit, self.listener.accept().await)
            };
            tokio::select! {
                () = &mut stop => break,
                _ = minute.tick() => report(),
                (permit, accepted) = accepted => match (permit, accepted) {
                    (Ok(permit), Ok((stream, peer))) => {
                        let ticket = Ticket { _permit: permit, _alive: alive.clone() };
                        self.serve(stream, peer.ip(), ticket, stopping.subscribe());
                    }
                    (_, Err(error)) => {
                        // Out of file descriptors, mostly: some will be closed soon.
                        log::event("accept failed", &[("kind", &error.kind())]);
                        time::sleep(Duration::from_millis(100)).await;
                    }
                    (Err(_), _) => break,
                },
            }
        }
        drop(self.listener);
        self.shared.relay.stop();
        stopping.send_replace(());
        drop(alive);
        let waited = time::timeout(self.shared.limits.shutdown_timeout, all_gone.recv()).await;
        if waited.is_err() {
            log::event("sockets broken off", &[]);
        }
        report();
        self.shared.relay.store().close().await
    }

    fn serve(&self, stream: TcpStream, peer: IpAddr, ticket: Ticket, mut stopping: watch::Receiver<()>) {
        self.shared.counters.connections.fetch_add(1, Ordering::Relaxed);
        let limits = &self.shared.limits;
        let mut builder = hyper::server::conn::http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(limits.header_timeout).max_buf_size(HEADER_BYTES_MAX);
        let stream = Stalling::new(stream, limits.write_stall_timeout);
        let (router, ticket) = (self.router.clone(), Arc::new(ticket));
        let service = hyper::service::service_fn(move |request: Request<Incoming>| {
            let (mut router, mut request) = (router.clone(), request.map(Body::new));
            request.extensions_mut().insert(Peer(peer));
            request.extensions_mut().insert(Arc::clone(&ticket));
            async move { router.call(request).await }
        });
        tokio::spawn(async move {
            let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service).with_upgrades());
            // How a socket ended is its owner's matter: it was broken off, timed out, or sent something else.
            tokio::select! {
                ended = connection.as_mut() => drop(ended),
                _ = stopping.changed() => {
                    connection.as_mut().graceful_shutdown();
                    drop(connection.await);
                }
            }
        });
    }
}

fn open_data(folder: &Path) -> Result<(fs::File, Nonces, SqliteStore), StartError> {
    let trouble = |error: io::Error| data_folder(folder, error.kind());
    private::make_folder(folder).map_err(trouble)?;
    let lock = fs::File::create(folder.join("lock")).map_err(trouble)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(fs::TryLockError::WouldBlock) => return Err(StartError::DataInUse(folder.display().to_string())),
        Err(fs::TryLockError::Error(error)) => return Err(trouble(error)),
    }
    let nonces = nonce::open(folder).map_err(trouble)?;
    let file = folder.join(sqlite::FILE_NAME).display().to_string();
    let store = SqliteStore::open(folder).map_err(|reason| StartError::Store { file, reason })?;
    Ok((lock, nonces, store))
}

fn data_folder(folder: &Path, reason: io::ErrorKind) -> StartError {
    StartError::DataFolder { folder: folder.display().to_string(), reason }
}
