//! Sockets that say nothing, too little or too slowly, and the honest one beside them.

use crate::harness::Running;
use naptime_server::limits::Limits;
use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

fn impatient() -> Limits {
    let soon = Duration::from_millis(400);
    Limits {
        header_timeout: soon,
        body_stall_timeout: soon,
        hello_timeout: soon,
        write_stall_timeout: soon,
        ..Limits::default()
    }
}

async fn opened(server: &Running, says: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(says).await.unwrap();
    stream
}

async fn closed(mut stream: TcpStream) -> Vec<u8> {
    let mut said = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut said)).await;
    drop(ended.expect("the server closes it"));
    said
}

#[test]
fn the_defaults_close_every_idle_socket_within_fifteen_seconds() {
    let limits = Limits::default();
    for timeout in [limits.header_timeout, limits.body_stall_timeout, limits.hello_timeout, limits.write_stall_timeout]
    {
        assert!(timeout <= Duration::from_secs(15));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_and_headerless_sockets_are_closed_and_an_honest_client_does_not_notice() {
    let server = Running::with(impatient()).await;
    let mut idle = Vec::new();
    for number in 0..300 {
        let says: &[u8] = match number % 3 {
            0 => b"",
            1 => b"GET /today HTTP/1.1\r\nhost: half a he",
            _ => b"GET /sw.js HTTP/1.1\r\nhost: x\r\n\r\n",
        };
        idle.push(opened(&server, says).await);
    }
    let mut slowest = Duration::ZERO;
    for _ in 0..100 {
        let asked = Instant::now();
        assert_eq!(server.get("/sw.js").await.status, 200);
        slowest = slowest.max(asked.elapsed());
    }
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
    for stream in idle {
        closed(stream).await;
    }
    server.stop().await;
}

#[tokio::test]
async fn headers_beyond_their_limit_are_refused() {
    let server = Running::start().await;
    let endless = format!("GET / HTTP/1.1\r\nhost: x\r\nx: {}", "y".repeat(64 * 1024));
    let said = closed(opened(&server, endless.as_bytes()).await).await;
    assert!(said.is_empty() || said.starts_with(b"HTTP/1.1 431"), "{}", String::from_utf8_lossy(&said));
    assert_eq!(server.get("/").await.status, 200);
    server.stop().await;
}
