//! What stands around everything a device asks: the body's bytes, and whose they are.

use super::{NONCE_LEN_MAX, REQUEST_BYTES_MAX};
use crate::{
    certificate::DeviceCertificate,
    codec::{self, Format, Malformed},
    keys::{DeviceId, DeviceKeys},
    signature::{Purpose, Signature},
};
use minicbor::{Decode, Encode};
use naptime_domain::id::PersonId;

/// A request as it is sent: the body's bytes, and whose they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed<R> {
    request: R,
    envelope: Envelope,
}

/// Something that can be asked.
pub trait Asked: Format {
    /// What a device signs it for.
    const PURPOSE: Purpose;

    /// The last nonce the server gave.
    fn nonce(&self) -> &[u8];

    /// Whether it says what its format alone can't make sure of.
    fn check(&self) -> Result<(), WireRefused> {
        Ok(())
    }

    /// Signs it. Longer than [`REQUEST_BYTES_MAX`], it would be refused: see [`Signed::to_bytes`].
    fn sign(self, device: &DeviceKeys) -> Signed<Self> {
        let body = codec::to_bytes(&self);
        let signature = device.sign(Self::PURPOSE, &[&body]);
        Signed { request: self, envelope: Envelope { body, certificate: device.certificate().clone(), signature } }
    }
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requester {
    /// The person.
    pub person: PersonId,
    /// Her device.
    pub device: DeviceId,
}

/// Why a request is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireRefused {
    /// The bytes are not a request.
    #[error("not a request: {0}")]
    Malformed(#[from] Malformed),
    /// The nonce is longer than nonces are.
    #[error("the nonce is longer than {NONCE_LEN_MAX} bytes")]
    NonceTooLong,
    /// A space is there twice.
    #[error("a space is there twice")]
    SpaceTwice,
    /// The certificate or the signature is wrong.
    #[error("the signature is wrong")]
    WrongSignature,
}

#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
struct Envelope {
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    body: Vec<u8>,
    #[n(1)]
    certificate: DeviceCertificate,
    #[n(2)]
    signature: Signature,
}

impl<R: Asked> Signed<R> {
    /// Reads a request. Who signed it is checked by [`verify`](Self::verify), so that a server can look at the nonce first.
    pub fn parse(bytes: &[u8]) -> Result<Self, WireRefused> {
        let envelope: Envelope = codec::bare_from_bytes(bytes, REQUEST_BYTES_MAX)?;
        let request: R = codec::from_bytes(&envelope.body)?;
        request.check()?;
        if request.nonce().len() > NONCE_LEN_MAX {
            return Err(WireRefused::NonceTooLong);
        }
        Ok(Self { request, envelope })
    }

    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::bare_to_bytes(&self.envelope)
    }

    /// What is asked; not to be answered before it is verified.
    pub fn request(&self) -> &R {
        &self.request
    }

    /// What is asked, given away.
    pub fn into_request(self) -> R {
        self.request
    }

    /// Who says she asks; not to be believed before it is verified.
    pub fn claimed(&self) -> Requester {
        let DeviceCertificate { person, device, .. } = self.envelope.certificate;
        Requester { person, device }
    }

    /// Who asks, if her root key certified the device and the device signed the request.
    pub fn verify(&self) -> Result<Requester, WireRefused> {
        let Envelope { body, certificate, signature } = &self.envelope;
        certificate
            .verify()
            .and_then(|()| signature.verify(&certificate.device.0, R::PURPOSE, &[body]))
            .map_err(|_| WireRefused::WrongSignature)?;
        Ok(self.claimed())
    }
}
