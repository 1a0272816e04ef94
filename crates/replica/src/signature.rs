//! Ed25519 signatures, each made for one purpose and worthless for any other.

use crate::codec::public_bytes;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};

public_bytes! {
    /// An Ed25519 signature.
    Signature, 64;
}

/// The signature is not of this key, for this purpose, over these bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature is wrong")]
pub struct WrongSignature;

/// What a signature is for. Its label stands before the signed bytes; no label begins another, since each ends in a zero.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// By a person's root key: this device is hers.
    Device,
    /// By a device: this entry of a membership log.
    Entry,
    /// By an invite key: this person may join.
    Join,
    /// By a device: this chunk.
    Chunk,
    /// By a device: this request.
    Sync,
    /// By an invite key: whoever asks holds the invitation.
    InviteAccess,
    /// By a device: this request about blobs.
    Blob,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Device => b"naptime device 1\0",
            Self::Entry => b"naptime membership entry 1\0",
            Self::Join => b"naptime join 1\0",
            Self::Chunk => b"naptime chunk 1\0",
            Self::Sync => b"naptime sync 1\0",
            Self::InviteAccess => b"naptime invite access 1\0",
            Self::Blob => b"naptime blob 1\0",
        }
    }

    /// Only the last part may have a length that varies, so that no two messages read the same.
    fn message(self, parts: &[&[u8]]) -> Vec<u8> {
        let mut message = self.label().to_vec();
        parts.iter().for_each(|part| message.extend_from_slice(part));
        message
    }
}

impl Signature {
    pub(crate) fn make(key: &SigningKey, purpose: Purpose, parts: &[&[u8]]) -> Self {
        Self(key.sign(&purpose.message(parts)).to_bytes())
    }

    /// Strict: weak keys and second spellings of a signature are refused, so all devices agree on every signature.
    pub(crate) fn verify(&self, public: &[u8; 32], purpose: Purpose, parts: &[&[u8]]) -> Result<(), WrongSignature> {
        let signature = ed25519_dalek::Signature::from_bytes(&self.0);
        VerifyingKey::from_bytes(public)
            .and_then(|key| key.verify_strict(&purpose.message(parts), &signature))
            .map_err(|_| WrongSignature)
    }
}
