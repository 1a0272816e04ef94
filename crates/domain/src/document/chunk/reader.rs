//! A cursor over bytes that nobody vouches for.

use super::malformed;
use crate::document::refused::Unacceptable;

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    pub(super) fn is_done(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], Unacceptable> {
        let (taken, rest) = self.bytes.split_at_checked(length).ok_or(malformed("cut short"))?;
        self.bytes = rest;
        Ok(taken)
    }

    /// A length, and so many bytes.
    pub(super) fn sized(&mut self) -> Result<&'a [u8], Unacceptable> {
        let length = usize::try_from(self.unsigned()?).map_err(|_| malformed("bytes without end"))?;
        self.take(length)
    }

    /// A LEB128 number in its shortest spelling.
    pub(super) fn unsigned(&mut self) -> Result<u64, Unacceptable> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if (shift == 63 && bits > 1) || (byte == 0 && shift > 0) {
                return Err(malformed("a number that is spelled wrongly"));
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(malformed("a number that is too long"))
    }

    /// A signed LEB128 number.
    pub(super) fn signed(&mut self) -> Result<i64, Unacceptable> {
        let mut value = 0_i64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let is_negative = byte & 0x40 != 0;
                return Ok(if is_negative && shift + 7 < 64 { value | (-1_i64 << (shift + 7)) } else { value });
            }
        }
        Err(malformed("a number that is too long"))
    }

    /// A number of things, at most so many.
    pub(super) fn count(&mut self, max: usize, what: &'static str) -> Result<usize, Unacceptable> {
        let too_much = Unacceptable::TooMuch { what, max };
        usize::try_from(self.unsigned()?).ok().filter(|count| *count <= max).ok_or(too_much)
    }

    fn byte(&mut self) -> Result<u8, Unacceptable> {
        self.take(1)?.first().copied().ok_or(malformed("cut short"))
    }
}
