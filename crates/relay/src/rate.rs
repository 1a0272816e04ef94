//! Token buckets, one for each device or address, in bounded memory.

use crate::limits::Rate;
use core::net::IpAddr;
use naptime_domain::time::Timestamp;
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Buckets kept; those that are full again are forgotten first. About 2 MiB.
const BUCKETS_MAX: usize = 20_000;

/// Buckets of one rate.
pub struct Buckets<K> {
    rate: Rate,
    by_key: Mutex<HashMap<K, Bucket>>,
}

#[derive(Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Timestamp,
}

impl<K: Eq + Hash> Buckets<K> {
    /// All buckets full.
    pub fn new(rate: Rate) -> Self {
        Self { rate, by_key: Mutex::new(HashMap::new()) }
    }

    /// Takes one token, or says after how long there will be one.
    pub fn take(&self, key: K, now: Timestamp) -> Result<(), Duration> {
        self.take_many(key, 1.0, now)
    }

    /// Takes as many tokens, or none and says after how long there will be so many. A clock that is set back costs what would
    /// have come in since the last token, one that is set forward fills the bucket.
    pub fn take_many(&self, key: K, tokens: f64, now: Timestamp) -> Result<(), Duration> {
        let mut by_key = self.by_key.lock().unwrap_or_else(PoisonError::into_inner);
        if by_key.len() >= BUCKETS_MAX && !by_key.contains_key(&key) {
            by_key.retain(|_, bucket| bucket.filled(self.rate, now) < self.rate.burst);
            if by_key.len() >= BUCKETS_MAX {
                // More keys than any honest crowd has: whoever is new waits, nobody's count is forgotten.
                return Err(Duration::from_secs(1));
            }
        }
        let bucket = by_key.entry(key).or_insert(Bucket { tokens: self.rate.burst, at: now });
        bucket.tokens = bucket.filled(self.rate, now);
        bucket.at = now;
        if bucket.tokens < tokens {
            return Err(Duration::from_secs_f64((tokens - bucket.tokens) / self.rate.per_second));
        }
        bucket.tokens -= tokens;
        Ok(())
    }
}

impl Bucket {
    fn filled(&self, rate: Rate, now: Timestamp) -> f64 {
        let since_ms = now.0.saturating_sub(self.at.0).max(0);
        (self.tokens + since_ms as f64 / 1_000.0 * rate.per_second).min(rate.burst)
    }
}

/// What counts as one address: an IPv6 customer has 64 bits of them.
pub fn one_address(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        four => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp(1_800_000_000_000);

    fn after_ms(ms: i64) -> Timestamp {
        Timestamp(START.0 + ms)
    }

    #[test]
    fn a_bucket_gives_its_burst_and_then_its_rate() {
        let buckets = Buckets::new(Rate { burst: 2.0, per_second: 4.0 });
        assert_eq!(buckets.take("ana", START), Ok(()));
        assert_eq!(buckets.take("ana", START), Ok(()));
        assert_eq!(buckets.take("ana", START), Err(Duration::from_millis(250)));
        assert_eq!(buckets.take("ben", START), Ok(()), "another's bucket is her own");
        assert_eq!(buckets.take("ana", after_ms(250)), Ok(()));
    }

    #[test]
    fn a_clock_that_is_set_back_keeps_nobody_waiting_until_it_has_caught_up() {
        let buckets = Buckets::new(Rate { burst: 1.0, per_second: 1.0 });
        assert_eq!(buckets.take("ana", START), Ok(()));
        assert_eq!(buckets.take("ana", after_ms(-3_600_000)), Err(Duration::from_secs(1)));
        assert_eq!(buckets.take("ana", after_ms(-3_599_000)), Ok(()));
    }

    #[test]
    fn what_does_not_fit_takes_nothing_and_waits_for_as_much_as_it_lacks() {
        let buckets = Buckets::new(Rate { burst: 10.0, per_second: 2.0 });
        assert_eq!(buckets.take_many("ana", 8.0, START), Ok(()));
        assert_eq!(buckets.take_many("ana", 4.0, START), Err(Duration::from_secs(1)));
        assert_eq!(buckets.take_many("ana", 2.0, START), Ok(()), "less fits");
    }

    #[test]
    fn a_crowd_of_keys_takes_bounded_memory_and_full_buckets_are_forgotten() {
        let buckets = Buckets::new(Rate { burst: 1.0, per_second: 1.0 });
        for key in 0..BUCKETS_MAX {
            assert_eq!(buckets.take(key, START), Ok(()));
        }
        assert!(buckets.take(BUCKETS_MAX, START).is_err());
        assert_eq!(buckets.take(BUCKETS_MAX, after_ms(2_000)), Ok(()));
        assert_eq!(buckets.by_key.lock().unwrap().len(), 1);
    }

    #[test]
    fn one_household_is_one_address() {
        let near: IpAddr = "2001:db8:1:2:3::4".parse().unwrap();
        assert_eq!(one_address(near), one_address("2001:db8:1:2:ffff::1".parse().unwrap()));
        assert_eq!(one_address("::ffff:192.0.2.1".parse().unwrap()), "192.0.2.1".parse::<IpAddr>().unwrap());
    }
}
