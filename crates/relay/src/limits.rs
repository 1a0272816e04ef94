//! The limits of the protocol, with where each number comes from; `docs/protocol.md` lists them for clients.

/// Limits of one relay. The defaults are what the protocol documents; tests and small machines ask for less.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Chunk bytes in one answer; the rest is announced by `more`. A minute on 2G.
    pub answer_bytes_max: usize,
    /// Sealed bytes one space may hold: thirty years of a busy group's words.
    pub space_bytes_max: u64,
    /// Sealed bytes of photos and files one space may hold: twice what one device keeps of them.
    pub pieces_bytes_max: u64,
    /// Live sockets of one device: tabs of one phone.
    pub live_per_device_max: usize,
    /// Requests of one device.
    pub device_rate: Rate,
    /// New spaces from one address.
    pub new_space_rate: Rate,
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
            answer_bytes_max: 1024 * 1024,
            space_bytes_max: 256 * 1024 * 1024,
            pieces_bytes_max: 256 * 1024 * 1024,
            live_per_device_max: 8,
            device_rate: Rate { burst: 120.0, per_second: 12.0 },
            new_space_rate: Rate { burst: 1_000.0, per_second: 0.5 },
        }
    }
}
