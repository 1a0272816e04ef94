//! The limits of the protocol, with where each number comes from; `docs/protocol.md` lists them for clients.

const MIB: f64 = 1024.0 * 1024.0;

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
    /// Syncs of one device.
    pub device_rate: Rate,
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
            answer_bytes_max: 1024 * 1024,
            space_bytes_max: 256 * 1024 * 1024,
            pieces_bytes_max: 256 * 1024 * 1024,
            live_per_device_max: 8,
            device_rate: Rate { burst: 120.0, per_second: 12.0 },
            new_space_rate: Rate { burst: 1_000.0, per_second: 0.5 },
            blob_rate: Rate { burst: 240.0, per_second: 12.0 },
            address_bytes_rate: Rate { burst: 512.0 * MIB, per_second: MIB / 4.0 },
            free_bytes_min: 256 * 1024 * 1024,
        }
    }
}
