//! Strict CBOR: one spelling of every value, nothing behind it, a limit before anything is allocated.
//!
//! Every format is the array `[version, body]`. A version or a variant that is not known is told apart from bytes that
//! are broken, so that a device with an older app keeps what it cannot read instead of calling it damaged.

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use std::convert::Infallible;

/// Why bytes from outside are not what they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Longer than the format allows; nothing of it was read.
    #[error("longer than {max} bytes")]
    TooLong {
        /// The limit in bytes.
        max: usize,
    },
    /// Written by a newer version of the app.
    #[error("made by a newer version")]
    Newer,
    /// Cut short, damaged, or not this format at all.
    #[error("not this format")]
    NotThisFormat,
    /// Readable, but not spelt the one way the format allows, or followed by more.
    #[error("not spelt the one allowed way")]
    NotCanonical,
}

/// A value with a version and a largest size.
pub trait Format: Encode<()> + for<'b> Decode<'b, ()> {
    /// The one version this build writes and reads.
    const VERSION: u8;
    /// The largest encoding that is read, in bytes.
    const BYTES_MAX: usize;
}

/// The value's bytes.
pub(crate) fn to_bytes<T: Format>(value: &T) -> Vec<u8> {
    bare_to_bytes(&Versioned { version: T::VERSION, value })
}

/// Bytes of a value that carries its version inside.
pub(crate) fn bare_to_bytes<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    let written: Result<_, encode::Error<Infallible>> = Encoder::new(&mut bytes).encode(value).map(|_| ());
    match written {
        Ok(()) => bytes,
        Err(_) => unreachable!("no encoder of ours refuses a value, and a Vec takes all bytes"),
    }
}

#[derive(Encode)]
struct Versioned<'v, T> {
    #[n(0)]
    version: u8,
    #[n(1)]
    value: &'v T,
}

/// The value whose bytes these are, all of them.
pub(crate) fn from_bytes<T: Format>(bytes: &[u8]) -> Result<T, Malformed> {
    if bytes.len() > T::BYTES_MAX {
        return Err(Malformed::TooLong { max: T::BYTES_MAX });
    }
    let mut decoder = Decoder::new(bytes);
    if decoder.array().map_err(malformed)? != Some(2) {
        return Err(Malformed::NotThisFormat);
    }
    match decoder.u8().map_err(malformed)? {
        version if version == T::VERSION => {}
        0 => return Err(Malformed::NotThisFormat),
        _ => return Err(Malformed::Newer),
    }
    let value: T = decoder.decode().map_err(malformed)?;
    // Other spellings of the same value would have other hashes, so only one is allowed: ours.
    if to_bytes(&value) == bytes { Ok(value) } else { Err(Malformed::NotCanonical) }
}

/// The value with its version inside whose bytes these are, all of them.
pub(crate) fn bare_from_bytes<T: Encode<()> + for<'b> Decode<'b, ()>>(
    bytes: &[u8],
    max: usize,
) -> Result<T, Malformed> {
    if bytes.len() > max {
        return Err(Malformed::TooLong { max });
    }
    let value: T = minicbor::decode(bytes).map_err(malformed)?;
    if bare_to_bytes(&value) == bytes { Ok(value) } else { Err(Malformed::NotCanonical) }
}

fn malformed(error: decode::Error) -> Malformed {
    if error.is_unknown_variant() { Malformed::Newer } else { Malformed::NotThisFormat }
}

/// Decodes an array of at most `MAX` elements; to be named in `#[cbor(decode_with)]`.
pub(crate) fn at_most<'b, const MAX: usize, Ctx, T: Decode<'b, Ctx>>(
    d: &mut Decoder<'b>,
    ctx: &mut Ctx,
) -> Result<Vec<T>, decode::Error> {
    let count = counted(d, MAX)?;
    // No capacity in advance: a count costs its sender one byte, a capacity costs us the elements' size.
    let mut items = Vec::new();
    for _ in 0..count {
        items.push(d.decode_with(ctx)?);
    }
    Ok(items)
}

/// The length of an array that has at most so many elements.
pub(crate) fn counted(d: &mut Decoder<'_>, max: usize) -> Result<usize, decode::Error> {
    let count = d.array()?.ok_or_else(|| decode::Error::message("an array without a length"))?;
    usize::try_from(count).ok().filter(|count| *count <= max).ok_or_else(|| decode::Error::message("too many elements"))
}

/// A list of byte strings, at most `MAX` of them; to be named in `#[cbor(decode_with)]`.
pub(crate) fn byte_strings<const MAX: usize, Ctx>(
    d: &mut Decoder<'_>,
    _: &mut Ctx,
) -> Result<Vec<Vec<u8>>, decode::Error> {
    let count = counted(d, MAX)?;
    let mut items = Vec::new();
    for _ in 0..count {
        items.push(d.bytes()?.to_vec());
    }
    Ok(items)
}

/// The other half of [`byte_strings`]; to be named in `#[cbor(encode_with)]`.
pub(crate) fn encode_byte_strings<Ctx, W: encode::Write>(
    items: &[Vec<u8>],
    e: &mut Encoder<W>,
    _: &mut Ctx,
) -> Result<(), encode::Error<W::Error>> {
    e.array(items.len() as u64)?;
    for item in items {
        e.bytes(item)?;
    }
    Ok(())
}

/// Newtypes of fixed bytes that anybody may see: byte strings in CBOR, the first four bytes in a log.
macro_rules! public_bytes {
    ($($(#[$doc:meta])* $name:ident, $len:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, "{}(", stringify!($name))?;
                self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))?;
                write!(f, "…)")
            }
        }

        impl<C> ::minicbor::Encode<C> for $name {
            fn encode<W: ::minicbor::encode::Write>(
                &self,
                e: &mut ::minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), ::minicbor::encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> ::minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut ::minicbor::Decoder<'b>, _: &mut C) -> Result<Self, ::minicbor::decode::Error> {
                d.bytes()?
                    .try_into()
                    .map(Self)
                    .map_err(|_| ::minicbor::decode::Error::message(concat!("not a ", stringify!($name))))
            }
        }
    )+};
}

pub(crate) use public_bytes;
