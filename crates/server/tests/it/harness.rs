//! A server on a loopback port, and the plainest of HTTP clients.

use naptime_server::{
    limits::Limits,
    server::{Config, Figures, Proxy, Server},
};
use std::{collections::BTreeMap, fs, net::SocketAddr, path::Path, sync::Arc};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::oneshot,
    task::JoinHandle,
};

/// A running server; its folders go when it does.
pub struct Running {
    pub address: SocketAddr,
    pub folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    ended: JoinHandle<()>,
}

impl Running {
    pub async fn start() -> Self {
        Self::with(Limits::default()).await
    }

    pub async fn with(limits: Limits) -> Self {
        Self::configured(|config| config.limits = limits).await
    }

    pub async fn relaying(limits: naptime_relay::limits::Limits) -> Self {
        Self::with(Limits { relay: limits, ..Limits::default() }).await
    }

    pub async fn configured(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        make_app(&folder.path().join("app"));
        let mut config = config(folder.path());
        change(&mut config);
        let server = Server::start(config).await.unwrap();
        let address = server.address().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let ended = tokio::spawn(async move {
            server.run(async { drop(stopped.await) }).await.unwrap();
        });
        Self { address, folder, stop: Some(stop), ended }
    }

    pub async fn stop(mut self) -> TempDir {
        drop(self.stop.take());
        (&mut self.ended).await.unwrap();
        self.folder
    }

    pub async fn get(&self, path: &str) -> Response {
        self.send("GET", path, &[], b"").await
    }

    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
        send(self.address, method, path, headers, body).await
    }
}

pub fn config(folder: &Path) -> Config {
    Config {
        listen: ([127, 0, 0, 1], 0).into(),
        data: folder.join("data"),
        app: Some(folder.join("app")),
        over: Arc::default(),
        origins: vec![],
        proxy: Proxy::None,
        figures: Figures::Written,
        limits: Limits::default(),
    }
}

/// A small app, as the build leaves it.
pub fn make_app(folder: &Path) {
    fs::create_dir_all(folder.join("icons")).unwrap();
    let files: [(&str, &[u8]); 9] = [
        ("index.html", b"<!doctype html><title>Naptime</title>"),
        ("sw.js", b"// service worker"),
        ("app.webmanifest", b"{}"),
        ("app-0123456789abcdef.js", b"plain js"),
        ("app-0123456789abcdef.js.br", b"brotli js"),
        ("app-0123456789abcdef.js.gz", b"gzip js"),
        ("app-0123456789abcdef_bg.wasm", b"\0asm"),
        ("icons/icon.svg", b"<svg/>"),
        (".secret", b"not for anyone"),
    ];
    files.iter().for_each(|(name, bytes)| fs::write(folder.join(name), bytes).unwrap());
}

#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Response {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// One request on a connection of its own.
pub async fn send(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
    let names = |name: &str| headers.iter().any(|(given, _)| given.eq_ignore_ascii_case(name));
    if !names("host") {
        head += &format!("host: {address}\r\n");
    }
    if !body.is_empty() && !names("content-length") {
        head += &format!("content-length: {}\r\n", body.len());
    }
    headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
    stream.write_all(format!("{head}\r\n").as_bytes()).await.unwrap();
    // A server that refuses by the head alone may close before the body was sent.
    drop(stream.write_all(body).await);
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer).await);
    parse(&answer)
}

fn parse(answer: &[u8]) -> Response {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("a whole head");
    let head = std::str::from_utf8(&answer[..end]).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.map(|line| line.split_once(": ").unwrap()).map(|(name, value)| (name.into(), value.into()));
    Response { status, headers: headers.collect(), body: answer[end + 4..].to_vec() }
}
