//! Every limit of the server, with where its number comes from; `docs/protocol.md` lists them for clients.

use std::time::Duration;

const MIB: f64 = 1024.0 * 1024.0;

/// Limits of one server. The defaults are what the protocol documents; tests and small machines ask for less.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Largest body of a request and largest message on the live socket: four full chunks.
    pub request_bytes_max: usize,
    /// Bodies up to this size are read without a permit: a returning phone's request.
    pub small_body_bytes: usize,
    /// How many larger bodies are read at one moment: 64 MiB of memory at worst.
    pub large_bodies_max: usize,
    /// Chunk bytes in one answer; the rest is announced by `more`. A minute on 2G.
    pub answer_bytes_max: usize,
    /// Sealed bytes one space may hold: thirty years of a busy group's words.
    pub space_bytes_max: u64,
    /// Sealed bytes of photos and files one space may hold: twice what one device keeps of them.
    pub pieces_bytes_max: u64,
    /// Sockets open at one moment.
    pub connections_max: usize,
    /// Live sockets open at one moment.
    pub live_max: usize,
    /// Live sockets of one device: tabs of one phone.
    pub live_per_device_max: usize,
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
    /// Requests of one device.
    pub device_rate: Rate,
    /// Requests from one address: a class of phones behind one router comes back at once.
    pub address_rate: Rate,
    /// New spaces from one address.
    pub new_space_rate: Rate,
    /// Questions about photos and files of one device: beside words, so that none of those waits for them.
    pub blob_rate: Rate,
    /// Bytes brought from one address, of words and photos alike: a class that comes back from an excursion.
    pub address_bytes_rate: Rate,
    /// Room on the disk below which no new space is made, in bytes: what is left is for those that are there.
    pub free_bytes_min: u64,
}

/// A token bucket: how many at once, and how many a second after that.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// How many may come at once.
    pub burst: f64,
    /// How many a second in the long run.
    pub per_second: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            request_bytes_max: 1024 * 1024,
            small_body_bytes: 64 * 1024,
            large_bodies_max: 64,
            answer_bytes_max: 1024 * 1024,
            space_bytes_max: 256 * 1024 * 1024,
            pieces_bytes_max: 256 * 1024 * 1024,
            connections_max: 8_192,
            live_max: 4_096,
            live_per_device_max: 8,
            header_timeout: Duration::from_secs(12),
            body_stall_timeout: Duration::from_secs(12),
            body_timeout: Duration::from_secs(300),
            write_stall_timeout: Duration::from_secs(15),
            hello_timeout: Duration::from_secs(12),
            ping_interval: Duration::from_secs(25),
            shutdown_timeout: Duration::from_secs(10),
            device_rate: Rate { burst: 120.0, per_second: 12.0 },
            address_rate: Rate { burst: 2_000.0, per_second: 60.0 },
            new_space_rate: Rate { burst: 1_000.0, per_second: 0.5 },
            blob_rate: Rate { burst: 240.0, per_second: 12.0 },
            address_bytes_rate: Rate { burst: 512.0 * MIB, per_second: MIB / 4.0 },
            free_bytes_min: 256 * 1024 * 1024,
        }
    }
}
