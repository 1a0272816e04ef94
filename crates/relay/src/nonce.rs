//! Nonces without memory: a time and its keyed hash, good for ninety days.

use hmac::{Hmac, KeyInit, Mac};
use naptime_domain::time::Timestamp;
use sha2::Sha256;

/// How long a nonce is good for: a phone that was away for a season still needs one trip.
pub const GOOD_FOR_MS: i64 = 90 * 24 * 60 * 60 * 1000;

/// How far ahead of the server's clock a nonce may be, for a clock that was set back.
const AHEAD_MS: i64 = 24 * 60 * 60 * 1000;

/// Bytes of a nonce: the time, and half a hash.
pub const LEN: usize = 24;

/// Makes nonces and knows its own again.
pub struct Nonces {
    key: [u8; 32],
}

/// Why a nonce is not accepted: the answer carries a fresh one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadNonce {
    /// None was given.
    Missing,
    /// It is not one of this server's.
    Foreign,
    /// It is older than ninety days.
    Old,
}

impl Nonces {
    /// With a given secret.
    pub fn with_key(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// A nonce of this moment.
    pub fn fresh(&self, now: Timestamp) -> [u8; LEN] {
        let mut nonce = [0; LEN];
        let (time, proof) = nonce.split_at_mut(8);
        time.copy_from_slice(&now.0.to_be_bytes());
        proof.copy_from_slice(&self.proof(time));
        nonce
    }

    /// Whether a nonce is one of ours and young enough.
    pub fn check(&self, nonce: &[u8], now: Timestamp) -> Result<(), BadNonce> {
        if nonce.is_empty() {
            return Err(BadNonce::Missing);
        }
        let (time, proof) = nonce.split_at_checked(8).ok_or(BadNonce::Foreign)?;
        let mac = self.mac(time);
        mac.verify_truncated_left(proof).map_err(|_| BadNonce::Foreign)?;
        // A truncation of another length would also verify.
        if nonce.len() != LEN {
            return Err(BadNonce::Foreign);
        }
        let at = i64::from_be_bytes(time.try_into().map_err(|_| BadNonce::Foreign)?);
        let age = now.0.saturating_sub(at);
        if (-AHEAD_MS..=GOOD_FOR_MS).contains(&age) { Ok(()) } else { Err(BadNonce::Old) }
    }

    fn proof(&self, time: &[u8]) -> [u8; LEN - 8] {
        let digest = self.mac(time).finalize().into_bytes();
        let mut proof = [0; LEN - 8];
        proof.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
        proof
    }

    fn mac(&self, time: &[u8]) -> Hmac<Sha256> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.key);
        let mut mac = mac.unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
        mac.update(b"naptime nonce");
        mac.update(time);
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn a_nonce_is_good_for_ninety_days_and_no_longer() {
        let nonces = Nonces::with_key([7; 32]);
        let nonce = nonces.fresh(NOW);
        assert_eq!(nonces.check(&nonce, NOW), Ok(()));
        assert_eq!(nonces.check(&nonce, Timestamp(NOW.0 + GOOD_FOR_MS)), Ok(()));
        assert_eq!(nonces.check(&nonce, Timestamp(NOW.0 + GOOD_FOR_MS + 1)), Err(BadNonce::Old));
    }

    #[test]
    fn only_the_servers_own_nonces_are_known_again() {
        let nonces = Nonces::with_key([7; 32]);
        let nonce = nonces.fresh(NOW);
        assert_eq!(Nonces::with_key([8; 32]).check(&nonce, NOW), Err(BadNonce::Foreign));
        assert_eq!(nonces.check(&[], NOW), Err(BadNonce::Missing));
        assert_eq!(nonces.check(&nonce[..9], NOW), Err(BadNonce::Foreign));
        for at in 0..LEN {
            let mut other = nonce;
            other[at] ^= 1;
            assert_eq!(nonces.check(&other, NOW), Err(BadNonce::Foreign), "byte {at}");
        }
    }
}
