//! The limits of sockets and bodies, with where each number comes from; `docs/protocol.md` lists them for clients.

use naptime_relay::limits as relay;
use std::time::Duration;

/// Limits of one server. The defaults are what the protocol documents; tests and small machines ask for less.
#[derive(Clone, Debug)]
pub struct Limits {
    /// What the protocol itself limits.
    pub relay: relay::Limits,
    /// Largest body of a request and largest message on the live socket: four full chunks.
    pub request_bytes_max: usize,
    /// Bodies up to this size are read without a permit: a returning phone's request.
    pub small_body_bytes: usize,
    /// How many larger bodies are read at one moment: 64 MiB of memory at worst.
    pub large_bodies_max: usize,
    /// Sockets open at one moment.
    pub connections_max: usize,
    /// Live sockets open at one moment.
    pub live_max: usize,
    /// How long a socket may take to send a request's headers, idle keep-alive included.
    pub header_timeout: Duration,
    /// How long a body may stall between two pieces.
    pub body_stall_timeout: Duration,
    /// How long a whole body may take: 1 MiB on 2G.
    pub body_timeout: Duration,
    /// How long a reader may take none of what is written to it.
    pub write_stall_timeout: Duration,
    /// How long a live socket may take to send its first request.
    pub hello_timeout: Duration,
    /// How often a silent live socket is pinged; it is closed when two pings went by unanswered.
    pub ping_interval: Duration,
    /// How long a stopping server waits for requests under way.
    pub shutdown_timeout: Duration,
    /// Requests from one address: a class of phones behind one router comes back at once.
    pub address_rate: relay::Rate,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            relay: relay::Limits::default(),
            request_bytes_max: 1024 * 1024,
            small_body_bytes: 64 * 1024,
            large_bodies_max: 64,
            connections_max: 8_192,
            live_max: 4_096,
            header_timeout: Duration::from_secs(12),
            body_stall_timeout: Duration::from_secs(12),
            body_timeout: Duration::from_secs(300),
            write_stall_timeout: Duration::from_secs(15),
            hello_timeout: Duration::from_secs(12),
            ping_interval: Duration::from_secs(25),
            shutdown_timeout: Duration::from_secs(10),
            address_rate: relay::Rate { burst: 2_000.0, per_second: 60.0 },
        }
    }
}
