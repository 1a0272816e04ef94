//! Sealing: XChaCha20-Poly1305 under a shared key, HPKE (RFC 9180, base mode) to a person's box key.
//!
//! HPKE with X25519, HKDF-SHA256 and ChaCha20-Poly1305; a fresh key encapsulation each time, so nonces never repeat.
//! XChaCha20's nonce is 24 random bytes: with that many, drawing one twice is not a thing that happens.

use crate::{certificate::BoxKey, codec::public_bytes, keys::EpochKey};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::X25519HkdfSha256,
};
use rand_core::CryptoRng;
use std::fmt;
use zeroize::Zeroizing;

/// Length of a nonce, in bytes.
pub(crate) const NONCE_LEN: usize = 24;
/// By how many bytes a sealed text is longer than the text.
pub(crate) const TAG_LEN: usize = 16;

const WRAP_INFO: &[u8] = b"naptime epoch key 1";

public_bytes! {
    /// An epoch key wrapped to one person's box key: encapsulated key, ciphertext, tag.
    WrappedKey, 80;
    /// An epoch key sealed under the key of an invitation: nonce, ciphertext, tag.
    InviteSealedKey, 72;
}

/// What is sealed cannot be opened with this key, or is not what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot be opened with this key")]
pub struct WrongKey;

/// A person's X25519 secret.
#[derive(Clone)]
pub(crate) struct BoxSecret {
    secret: <X25519HkdfSha256 as Kem>::PrivateKey,
    public: BoxKey,
}

impl BoxSecret {
    pub(crate) fn derive(secret: &[u8; 32]) -> Self {
        let (secret, public) = X25519HkdfSha256::derive_keypair(secret);
        Self { secret, public: BoxKey(public.to_bytes().into()) }
    }

    pub(crate) fn public(&self) -> BoxKey {
        self.public
    }

    /// Opens a key that was wrapped to this secret's public half in the same context.
    pub(crate) fn unwrap_key(&self, wrapped: &WrappedKey, context: &[u8]) -> Result<EpochKey, WrongKey> {
        let (encapsulated, sealed) = wrapped.0.split_at(32);
        let encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| WrongKey)?;
        let key = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.secret,
            &encapsulated,
            WRAP_INFO,
            sealed,
            context,
        )
        .map(Zeroizing::new)
        .map_err(|_| WrongKey)?;
        key.as_slice().try_into().map(EpochKey::from_bytes).map_err(|_| WrongKey)
    }
}

impl fmt::Debug for BoxSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoxSecret").field("public", &self.public).finish_non_exhaustive()
    }
}

impl BoxKey {
    /// Wraps a key so that only the holder of this box key opens it, and only in the same context.
    pub(crate) fn wrap_key(
        &self,
        key: &EpochKey,
        context: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<WrappedKey, WrongKey> {
        let mut rng = rng;
        let public = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&self.0).map_err(|_| WrongKey)?;
        let (encapsulated, sealed) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &public,
            WRAP_INFO,
            key.as_bytes(),
            context,
            &mut rng,
        )
        .map_err(|_| WrongKey)?;
        let mut wrapped = encapsulated.to_bytes().to_vec();
        wrapped.extend_from_slice(&sealed);
        wrapped.try_into().map(WrappedKey).map_err(|_| WrongKey)
    }
}

/// Seals a text: nonce, ciphertext, tag. The associated data must be the same when it is opened.
pub(crate) fn seal(key: &[u8; 32], text: &[u8], associated: &[u8], rng: &mut dyn CryptoRng) -> Vec<u8> {
    let mut nonce = [0; NONCE_LEN];
    rng.fill_bytes(&mut nonce);
    let payload = Payload { msg: text, aad: associated };
    match XChaCha20Poly1305::new(key.into()).encrypt(&nonce.into(), payload) {
        Ok(ciphertext) => [nonce.as_slice(), &ciphertext].concat(),
        Err(_) => unreachable!("XChaCha20-Poly1305 seals up to 256 GiB"),
    }
}

/// Opens what [`seal`] made.
pub(crate) fn open(key: &[u8; 32], sealed: &[u8], associated: &[u8]) -> Result<Vec<u8>, WrongKey> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(WrongKey)?;
    let payload = Payload { msg: ciphertext, aad: associated };
    XChaCha20Poly1305::new(key.into()).decrypt(&(*nonce).into(), payload).map_err(|_| WrongKey)
}
