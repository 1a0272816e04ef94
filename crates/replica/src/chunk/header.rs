//! What anybody can read of a chunk: fixed fields, so that a short chunk stays short.

use super::ChunkRefused;
use crate::{keys::DeviceId, membership::MembershipHash};
use naptime_domain::id::SpaceId;

/// Length of a header, in bytes.
pub const HEADER_LEN: usize = 1 + 1 + 16 + 4 + 32 + 32 + 8 + 8;

const VERSION: u8 = 1;

/// What anybody can read of a chunk. Numbers are big-endian, fields in this order, a version byte before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// How the payload was packed before it was sealed.
    pub codec: Codec,
    /// The space it belongs to.
    pub space: SpaceId,
    /// The epoch whose key seals it.
    pub epoch: u32,
    /// The membership its author knew.
    pub membership: MembershipHash,
    /// The device that wrote and signed it.
    pub device: DeviceId,
    /// The run of an engine that made it.
    pub writer: [u8; 8],
    /// How many chunks that run had made before.
    pub counter: u64,
}

/// How a payload is packed before it is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Codec {
    /// As it is.
    Raw = 0,
    /// Its length as four bytes, then the payload as one raw deflate stream.
    Deflate = 1,
}

impl Header {
    /// The header at the beginning of these bytes.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, ChunkRefused> {
        let mut rest = Reader(bytes);
        match rest.take::<1>()? {
            [VERSION] => {}
            [0] => return Err(ChunkRefused::NotAChunk),
            _ => return Err(ChunkRefused::Newer),
        }
        let codec = match rest.take::<1>()? {
            [0] => Codec::Raw,
            [1] => Codec::Deflate,
            _ => return Err(ChunkRefused::Newer),
        };
        Ok(Self {
            codec,
            space: SpaceId(rest.take()?),
            epoch: u32::from_be_bytes(rest.take()?),
            membership: MembershipHash(rest.take()?),
            device: DeviceId(rest.take()?),
            writer: rest.take()?,
            counter: u64::from_be_bytes(rest.take()?),
        })
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let fields: [&[u8]; 7] = [
            &[VERSION, self.codec as u8],
            &self.space.0,
            &self.epoch.to_be_bytes(),
            &self.membership.0,
            &self.device.0,
            &self.writer,
            &self.counter.to_be_bytes(),
        ];
        fields.concat()
    }
}

struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], ChunkRefused> {
        let (field, rest) = self.0.split_first_chunk::<N>().ok_or(ChunkRefused::NotAChunk)?;
        self.0 = rest;
        Ok(*field)
    }
}
