//! An invitation: the secret behind a link, and the part of the link that carries it.
//!
//! Fragment: base64url without padding of version (1) | space (16) | secret (32) | checksum (4), and perhaps a [`Greeting`]
//! behind it. The fragment of a URL is never sent to a server. HKDF-SHA256 makes two secrets from the one in the link: an
//! Ed25519 key, whose public half names the invitation in the membership log and which proves that one holds the link; and
//! the key under which the log holds the space's epoch key, so that joining needs nobody else online.

mod greeting;

pub use self::greeting::Greeting;
use crate::{
    codec::public_bytes,
    keys::{DeviceId, EpochKey},
    seal::{self, InviteSealedKey, WrongKey},
    signature::{Purpose, Signature, WrongSignature},
};
use base64ct::{Base64UrlUnpadded, Encoding};
use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use naptime_domain::id::{PersonId, SpaceId};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

public_bytes! {
    /// An invitation, by its Ed25519 public key.
    InviteKey, 32;
}

const VERSION: u8 = 1;
const BODY_LEN: usize = 1 + SpaceId::LEN + 32;
const LEN: usize = BODY_LEN + CHECKSUM_LEN;
const CHECKSUM_LEN: usize = 4;

/// Longest text that is looked at: any link with a fragment of ours is far shorter.
const TEXT_BYTES_MAX: usize = 4_096;

/// Why a text is not an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnInvite {
    /// Nothing stands after the `#`, or nothing at all.
    #[error("there is no invitation in it")]
    Empty,
    /// Other characters or another length than an invitation has: another link, or one cut short.
    #[error("not an invitation, or one cut short")]
    OtherText,
    /// A character is wrong or two are swapped.
    #[error("the invitation was damaged on its way")]
    Damaged,
    /// Made by a newer version of the app.
    #[error("made by a newer version")]
    Newer,
}

/// What a link opens: one space, for whoever holds the secret.
#[derive(Clone)]
pub struct Invitation {
    space: SpaceId,
    secret: Zeroizing<[u8; 32]>,
    key: SigningKey,
}

impl Invitation {
    /// A fresh invitation to a space. It opens nothing before its key is in the membership log.
    pub fn generate(space: SpaceId, rng: &mut dyn CryptoRng) -> Self {
        let mut secret = Zeroizing::new([0; 32]);
        rng.fill_bytes(secret.as_mut_slice());
        Self::new(space, secret)
    }

    fn new(space: SpaceId, secret: Zeroizing<[u8; 32]>) -> Self {
        let key = SigningKey::from_bytes(&derive(&secret, b"signing"));
        Self { space, secret, key }
    }

    /// Reads a whole link, or the part after its `#`, with any white space around it.
    pub fn parse(text: &str) -> Result<Self, NotAnInvite> {
        let body = read_body(text)?;
        match body.last_chunk() {
            Some(secret) => Ok(Self::new(space_in(&body)?, Zeroizing::new(*secret))),
            None => Err(NotAnInvite::OtherText),
        }
    }

    /// The space that [`Self::parse`] would open. Makes no keys, so that a page may look at a link while it is pasted.
    pub fn space_of(text: &str) -> Result<SpaceId, NotAnInvite> {
        space_in(&read_body(text)?)
    }

    /// What stands after the link's `#`.
    pub fn fragment(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(LEN));
        bytes.push(VERSION);
        bytes.extend_from_slice(&self.space.0);
        bytes.extend_from_slice(self.secret.as_slice());
        let sum = checksum(&bytes);
        bytes.extend_from_slice(&sum);
        Zeroizing::new(Base64UrlUnpadded::encode_string(&bytes))
    }

    /// The space it opens.
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// The name under which the membership log knows it.
    pub fn key(&self) -> InviteKey {
        InviteKey(self.key.verifying_key().to_bytes())
    }

    /// Proof, for the server, that whoever asks holds the link.
    pub fn access(&self, nonce: &[u8]) -> InviteAccess {
        let signature = Signature::make(&self.key, Purpose::InviteAccess, &[&self.space.0, nonce]);
        InviteAccess { invite: self.key(), signature }
    }

    /// Proof, for all members, that a person who joins with this device holds the link.
    pub(crate) fn prove_join(&self, person: &PersonId, device: &DeviceId) -> Signature {
        Signature::make(&self.key, Purpose::Join, &[&self.space.0, &person.0, &device.0])
    }

    pub(crate) fn seal_key(&self, key: &EpochKey, epoch: u32, rng: &mut dyn CryptoRng) -> InviteSealedKey {
        let sealed = seal::seal(&derive(&self.secret, b"sealing"), key.as_bytes(), &self.context(epoch), rng);
        match sealed.try_into() {
            Ok(sealed) => InviteSealedKey(sealed),
            Err(_) => unreachable!("32 bytes seal to 72"),
        }
    }

    /// The epoch key that the membership log holds for whoever has the link.
    pub fn open_key(&self, sealed: &InviteSealedKey, epoch: u32) -> Result<EpochKey, WrongKey> {
        let key = seal::open(&derive(&self.secret, b"sealing"), &sealed.0, &self.context(epoch)).map(Zeroizing::new)?;
        key.as_slice().try_into().map(EpochKey::from_bytes).map_err(|_| WrongKey)
    }

    fn context(&self, epoch: u32) -> Vec<u8> {
        [self.space.0.as_slice(), &self.key().0, &epoch.to_be_bytes()].concat()
    }
}

/// Where it leads, not what opens it.
impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invitation").field("space", &self.space).field("key", &self.key()).finish_non_exhaustive()
    }
}

/// Proof that whoever asks a server holds an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct InviteAccess {
    /// Which invitation.
    #[n(0)]
    pub invite: InviteKey,
    /// By the invitation's key, over the space and the nonce of the request.
    #[n(1)]
    pub signature: Signature,
}

impl InviteAccess {
    /// Whether it was made for this space and this nonce. Whether the invitation is open, the membership tells.
    pub fn verify(&self, space: &SpaceId, nonce: &[u8]) -> Result<(), WrongSignature> {
        self.signature.verify(&self.invite.0, Purpose::InviteAccess, &[&space.0, nonce])
    }
}

fn derive(secret: &[u8; 32], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    match Hkdf::<Sha256>::new(Some(b"naptime invite 1"), secret).expand(info, key.as_mut_slice()) {
        Ok(()) => key,
        Err(_) => unreachable!("HKDF-SHA256 gives up to 8160 bytes"),
    }
}

/// Version, space and secret, once all of it is there and nothing in it was swapped.
fn space_in(body: &[u8]) -> Result<SpaceId, NotAnInvite> {
    let space = body.get(1..).and_then(|body| body.first_chunk());
    space.map(|space| SpaceId(*space)).ok_or(NotAnInvite::OtherText)
}

fn read_body(text: &str) -> Result<Zeroizing<Vec<u8>>, NotAnInvite> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(NotAnInvite::OtherText);
    }
    let text = text.trim();
    let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
    let (fragment, _) = greeting::split(fragment);
    if fragment.is_empty() {
        return Err(NotAnInvite::Empty);
    }
    let mut bytes = Zeroizing::new(Base64UrlUnpadded::decode_vec(fragment).map_err(|_| NotAnInvite::OtherText)?);
    match bytes.first() {
        Some(&VERSION) => {}
        Some(&newer) if newer > VERSION && newer < 16 => return Err(NotAnInvite::Newer),
        _ => return Err(NotAnInvite::OtherText),
    }
    if bytes.len() != LEN {
        return Err(NotAnInvite::OtherText);
    }
    let sum = bytes.split_off(BODY_LEN);
    if checksum(&bytes).as_slice() != sum { Err(NotAnInvite::Damaged) } else { Ok(bytes) }
}

/// Against slips of the hand, not against forgers: those have no secret.
fn checksum(body: &[u8]) -> [u8; CHECKSUM_LEN] {
    let digest: [u8; 32] = Sha256::new().chain_update(b"naptime invite 1\0").chain_update(body).finalize().into();
    let [a, b, c, d, ..] = digest;
    [a, b, c, d]
}

#[cfg(test)]
mod tests;
