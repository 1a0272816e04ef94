//! The keys of a person, a device and a space, all from twelve words or fresh randomness.
//!
//! HKDF-SHA256 makes three independent secrets from the recovery entropy: the Ed25519 root key, whose public half is the
//! person; the X25519 box key, to which epoch keys are wrapped; and the key of her export files.

use crate::{
    certificate::{BoxKey, DeviceCertificate},
    codec::public_bytes,
    seal::BoxSecret,
    signature::{Purpose, Signature},
};
use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use naptime_domain::{
    id::{PersonId, SpaceId},
    time::Timestamp,
};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

public_bytes! {
    /// A device, by its Ed25519 public key.
    DeviceId, 32;
}

/// Why words are no recovery words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongWords {
    /// There are not twelve.
    #[error("{found} words instead of twelve")]
    Count {
        /// How many there are.
        found: usize,
    },
    /// One of them is none of the list.
    #[error("word {place} is none of the list")]
    Unknown {
        /// Which, counted from 1.
        place: usize,
    },
    /// They are known words, and one of them is another than it was, or stands elsewhere.
    #[error("not the twelve recovery words")]
    Check,
}

/// The key is another than the one its certificate names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the device key and its certificate do not belong together")]
pub struct WrongDeviceKey;

macro_rules! secret_bytes {
    ($($(#[$doc:meta])* $name:ident, $len:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(Zeroizing<[u8; $len]>);

        impl $name {
            /// From bytes that were kept.
            pub fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(Zeroizing::new(bytes))
            }

            /// The bytes, to be kept where secrets are kept.
            pub fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// A fresh one.
            pub fn generate(rng: &mut dyn CryptoRng) -> Self {
                let mut bytes = Zeroizing::new([0; $len]);
                rng.fill_bytes(bytes.as_mut_slice());
                Self(bytes)
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(self.as_bytes())?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                d.bytes()?
                    .try_into()
                    .map(Self::from_bytes)
                    .map_err(|_| minicbor::decode::Error::message(concat!("not a ", stringify!($name))))
            }
        }

        /// Its name only.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(secret)"))
            }
        }
    )+};
}

secret_bytes! {
    /// What a person is made of: 128 random bits, shown as twelve words.
    RecoveryEntropy, 16;
    /// The symmetric key of one epoch of one space.
    EpochKey, 32;
    /// The seed of a device's signing key.
    SecretSeed, 32;
}

impl RecoveryEntropy {
    /// The entropy behind twelve English BIP39 words. Capitals, and whatever is no letter between them, are forgiven: they are
    /// shown and written down with numbers.
    pub fn from_words(words: &str) -> Result<Self, WrongWords> {
        // Twelve words of at most eight letters, with their numbers; more is not read.
        if words.len() > 1_024 {
            return Err(WrongWords::Check);
        }
        let mut plain = Zeroizing::new(String::with_capacity(words.len() + 1));
        let mut found = 0;
        for word in words.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
            found += 1;
            plain.push_str(word);
            plain.push(' ');
        }
        if found != 12 {
            return Err(WrongWords::Count { found });
        }
        plain.make_ascii_lowercase();
        let mnemonic = bip39::Mnemonic::parse_in_normalized(bip39::Language::English, plain.trim_end());
        let (entropy, len) = mnemonic.map_err(wrong)?.to_entropy_array();
        let entropy = Zeroizing::new(entropy);
        match entropy.first_chunk::<16>() {
            Some(bytes) if len == 16 => Ok(Self::from_bytes(*bytes)),
            _ => Err(WrongWords::Check),
        }
    }

    /// The twelve words, separated by single spaces.
    pub fn words(&self) -> Zeroizing<String> {
        let mut words = Zeroizing::new(String::with_capacity(128));
        match bip39::Mnemonic::from_entropy(self.as_bytes()) {
            Ok(mnemonic) => mnemonic.words().enumerate().for_each(|(place, word)| {
                if place > 0 {
                    words.push(' ');
                }
                words.push_str(word);
            }),
            Err(_) => unreachable!("BIP39 takes 16 bytes"),
        }
        words
    }

    /// The person's keys.
    pub fn person_keys(&self) -> PersonKeys {
        let hkdf = Hkdf::<Sha256>::new(Some(b"naptime person 1"), self.as_bytes());
        let derive = |info: &[u8]| {
            let mut key = Zeroizing::new([0; 32]);
            match hkdf.expand(info, key.as_mut_slice()) {
                Ok(()) => key,
                Err(_) => unreachable!("HKDF-SHA256 gives up to 8160 bytes"),
            }
        };
        let root = SigningKey::from_bytes(&derive(b"root"));
        PersonKeys {
            person: PersonId(root.verifying_key().to_bytes()),
            root,
            box_secret: BoxSecret::derive(&derive(b"box")),
            export: derive(b"export"),
        }
    }
}

/// A person's secrets. The root key only certifies devices; it signs nothing else.
#[derive(Clone)]
pub struct PersonKeys {
    person: PersonId,
    root: SigningKey,
    box_secret: BoxSecret,
    export: Zeroizing<[u8; 32]>,
}

impl PersonKeys {
    /// Who.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The public half of her box key.
    pub fn box_key(&self) -> BoxKey {
        self.box_secret.public()
    }

    /// Her personal space.
    pub fn personal_space(&self) -> SpaceId {
        personal_space(&self.person)
    }

    /// A fresh device of hers.
    pub fn new_device(&self, at: Timestamp, rng: &mut dyn CryptoRng) -> DeviceKeys {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut_slice());
        let key = SigningKey::from_bytes(&seed);
        let certificate = DeviceCertificate::issue(&self.root, DeviceId(key.verifying_key().to_bytes()), at);
        DeviceKeys { key, certificate }
    }

    #[cfg(test)]
    pub(crate) fn root_for_tests(&self) -> SigningKey {
        self.root.clone()
    }

    pub(crate) fn box_secret(&self) -> &BoxSecret {
        &self.box_secret
    }

    pub(crate) fn export_key(&self) -> &[u8; 32] {
        &self.export
    }
}

/// Whose keys they are.
impl fmt::Debug for PersonKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonKeys").field("person", &self.person).finish_non_exhaustive()
    }
}

/// A device's signing key with the certificate that says whose it is.
#[derive(Clone)]
pub struct DeviceKeys {
    key: SigningKey,
    certificate: DeviceCertificate,
}

impl DeviceKeys {
    /// From a seed and a certificate that were kept.
    pub fn from_seed(seed: &[u8; 32], certificate: DeviceCertificate) -> Result<Self, WrongDeviceKey> {
        let key = SigningKey::from_bytes(seed);
        if key.verifying_key().to_bytes() != certificate.device.0 || certificate.verify().is_err() {
            return Err(WrongDeviceKey);
        }
        Ok(Self { key, certificate })
    }

    /// The seed, to be kept where secrets are kept.
    pub fn seed(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Which device.
    pub fn device(&self) -> DeviceId {
        self.certificate.device
    }

    /// Whose device.
    pub fn person(&self) -> PersonId {
        self.certificate.person
    }

    /// Its certificate.
    pub fn certificate(&self) -> &DeviceCertificate {
        &self.certificate
    }

    pub(crate) fn sign(&self, purpose: Purpose, parts: &[&[u8]]) -> Signature {
        Signature::make(&self.key, purpose, parts)
    }
}

/// Which device of whom.
impl fmt::Debug for DeviceKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceKeys").field("certificate", &self.certificate).finish_non_exhaustive()
    }
}

/// The personal space of a person: known from her id alone, so nobody else can take it.
pub fn personal_space(person: &PersonId) -> SpaceId {
    let digest: [u8; 32] =
        Sha256::new().chain_update(b"naptime personal space 1\0").chain_update(person.0).finalize().into();
    let mut space = [0; 16];
    space.copy_from_slice(&digest[..16]);
    SpaceId(space)
}

fn wrong(why: bip39::Error) -> WrongWords {
    match why {
        bip39::Error::UnknownWord(index) => WrongWords::Unknown { place: index + 1 },
        _ => WrongWords::Check,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample::{NOON, rng, somebody};

    /// BIP39's own test vector for sixteen bytes of 0x7f.
    const WORDS: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";

    #[test]
    fn twelve_words_are_the_entropy_and_the_entropy_is_twelve_words() {
        let entropy = RecoveryEntropy::from_bytes([0x7f; 16]);
        assert_eq!(entropy.words().as_str(), WORDS);
        assert_eq!(RecoveryEntropy::from_words(WORDS), Ok(entropy));
    }

    #[test]
    fn words_are_read_as_they_are_shown_and_written_down() {
        let spaced = format!("  {}\n", WORDS.replace(' ', " \n ").to_uppercase());
        let numbered: String = WORDS.split(' ').zip(1..).map(|(word, place)| format!("{place}. {word}\n")).collect();
        for typed in [spaced, numbered, WORDS.replace(' ', ", "), WORDS.replace(' ', "-")] {
            assert_eq!(RecoveryEntropy::from_words(&typed), RecoveryEntropy::from_words(WORDS), "{typed}");
        }
    }

    #[test]
    fn other_words_too_few_too_many_or_in_another_order_are_refused() {
        let longest = "abandon ".repeat(23) + "art";
        let count = |found| WrongWords::Count { found };
        for (words, why) in [
            ("", count(0)),
            ("legal winner thank year wave sausage worth useful legal winner thank", count(11)),
            ("legal winner thank year wave sausage worth useful legal winner thank thank", WrongWords::Check),
            ("legal winner thank year wave sausage worth useful winner legal thank yellow", WrongWords::Check),
            (
                "légal winner thank year wave sausage worth useful legal winner thank yellow",
                WrongWords::Unknown { place: 1 },
            ),
            (
                "legal winner thank year wave musle worth useful legal winner thank yellow",
                WrongWords::Unknown { place: 6 },
            ),
            (&longest, count(24)),
            (&"legal ".repeat(10_000), WrongWords::Check),
        ] {
            assert_eq!(RecoveryEntropy::from_words(words), Err(why), "{words:.60}");
        }
    }

    #[test]
    fn the_same_words_give_the_same_person_and_another_device_each_time() {
        let entropy = RecoveryEntropy::from_bytes([0x7f; 16]);
        let (first, again) = (entropy.person_keys(), entropy.person_keys());
        assert_eq!((first.person(), first.box_key()), (again.person(), again.box_key()));
        assert_ne!(first.person(), somebody(1).keys.person());
        assert_ne!(first.person().0, first.box_key().0);
        let mut rng = rng(1);
        assert_ne!(first.new_device(NOON, &mut rng).device(), again.new_device(NOON, &mut rng).device());
    }

    #[test]
    fn a_device_comes_back_from_its_seed_and_certificate_and_from_no_others() {
        let (ana, ben) = (somebody(1), somebody(2));
        let certificate = ana.device.certificate();
        let back = DeviceKeys::from_seed(ana.device.seed(), certificate.clone()).unwrap();
        assert_eq!((back.device(), back.person()), (ana.device.device(), ana.keys.person()));
        assert!(DeviceKeys::from_seed(ben.device.seed(), certificate.clone()).is_err());
        let backdated = DeviceCertificate { issued_at: Timestamp(0), ..certificate.clone() };
        assert!(backdated.verify().is_err());
        assert!(DeviceKeys::from_seed(ana.device.seed(), backdated).is_err());
    }

    #[test]
    fn a_wrapped_key_opens_for_its_person_in_its_context_only() {
        let (ana, ben) = (somebody(1), somebody(2));
        let key = EpochKey::generate(&mut rng(4));
        let wrapped = ana.keys.box_key().wrap_key(&key, b"here", &mut rng(5)).unwrap();
        assert_eq!(ana.keys.box_secret().unwrap_key(&wrapped, b"here"), Ok(key));
        assert!(ana.keys.box_secret().unwrap_key(&wrapped, b"there").is_err());
        assert!(ben.keys.box_secret().unwrap_key(&wrapped, b"here").is_err());
        let mut broken = wrapped;
        broken.0[40] ^= 1;
        assert!(ana.keys.box_secret().unwrap_key(&broken, b"here").is_err());
        // A box key of low order, to which everybody would know the secret.
        assert!(BoxKey([0; 32]).wrap_key(&EpochKey::generate(&mut rng(4)), b"here", &mut rng(5)).is_err());
    }
}
