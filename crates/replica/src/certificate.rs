//! A device's certificate: a person's root key says which device keys are hers.

use crate::{
    codec::public_bytes,
    keys::DeviceId,
    signature::{Purpose, Signature, WrongSignature},
};
use ed25519_dalek::SigningKey;
use minicbor::{Decode, Encode};
use naptime_domain::{id::PersonId, time::Timestamp};

public_bytes! {
    /// An X25519 public key, to which epoch keys are wrapped.
    BoxKey, 32;
}

/// "This device is mine", signed by a person's root key.
///
/// Decoding one does not check it: [`DeviceCertificate::verify`] does.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct DeviceCertificate {
    /// Who says so; also the key that signed.
    #[n(0)]
    pub person: PersonId,
    /// Which device.
    #[n(1)]
    pub device: DeviceId,
    /// When, by the clock of the device that made it.
    #[n(2)]
    pub issued_at: Timestamp,
    /// By the person's root key, over the three fields above.
    #[n(3)]
    pub signature: Signature,
}

impl DeviceCertificate {
    pub(crate) fn issue(root: &SigningKey, device: DeviceId, issued_at: Timestamp) -> Self {
        let person = PersonId(root.verifying_key().to_bytes());
        let signature = Signature::make(root, Purpose::Device, &[&person.0, &device.0, &issued_at.0.to_be_bytes()]);
        Self { person, device, issued_at, signature }
    }

    /// Whether the person's root key signed it.
    pub fn verify(&self) -> Result<(), WrongSignature> {
        let parts: [&[u8]; 3] = [&self.person.0, &self.device.0, &self.issued_at.0.to_be_bytes()];
        self.signature.verify(&self.person.0, Purpose::Device, &parts)
    }
}
