//! Wasm files, as far as the build looks into them.

use anyhow::{Context, Result};

/// The kind of a function among what is imported and exported.
pub const FUNCTION: u8 = 0;
const TABLE: u8 = 1;
const MEMORY: u8 = 2;
/// What a file begins with, and its version.
const HEAD: usize = 8;

/// All sections of a file, each with its id, in order.
pub fn sections(file: &[u8]) -> Result<Vec<(u8, Reader<'_>)>> {
    let mut rest = Reader(file.get(HEAD..).context("not a wasm file")?);
    let mut sections = Vec::new();
    while !rest.0.is_empty() {
        sections.push((rest.byte()?, rest.sized()?));
    }
    Ok(sections)
}

/// A file of these sections.
pub fn file<'a>(sections: impl IntoIterator<Item = (u8, &'a [u8])>) -> Vec<u8> {
    let mut file = b"\0asm\x01\0\0\0".to_vec();
    for (id, section) in sections {
        file.push(id);
        put_sized(&mut file, section);
    }
    file
}

/// Writes a number in LEB128.
pub fn put_number(into: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

/// Writes a part behind its length.
pub fn put_sized(into: &mut Vec<u8>, part: &[u8]) {
    put_number(into, part.len() as u64);
    into.extend_from_slice(part);
}

/// What is left to read of a part of the file.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// One byte.
    pub fn byte(&mut self) -> Result<u8> {
        let (first, rest) = self.0.split_first().context("the wasm file ends too early")?;
        self.0 = rest;
        Ok(*first)
    }

    /// An unsigned number in LEB128.
    pub fn number(&mut self) -> Result<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        anyhow::bail!("a number in the wasm file doesn't end")
    }

    /// A part that is preceded by its length.
    pub fn sized(&mut self) -> Result<Reader<'a>> {
        let length = usize::try_from(self.number()?)?;
        let (part, rest) = self.0.split_at_checked(length).context("the wasm file ends too early")?;
        self.0 = rest;
        Ok(Reader(part))
    }

    /// What is imported, behind its names: its kind.
    pub fn external(&mut self) -> Result<u8> {
        let kind = self.byte()?;
        match kind {
            FUNCTION => {
                self.number()?;
            }
            TABLE => {
                self.byte()?;
                self.limits()?;
            }
            MEMORY => self.limits()?,
            // A global: its type and whether it changes. A tag: its attribute and type.
            _ => {
                self.byte()?;
                self.number()?;
            }
        }
        Ok(kind)
    }

    fn limits(&mut self) -> Result<()> {
        let has_maximum = self.byte()? & 1 == 1;
        self.number()?;
        if has_maximum {
            self.number()?;
        }
        Ok(())
    }
}
