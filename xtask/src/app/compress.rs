//! `.br` and `.gz` twins beside each file worth it; the server picks one by what the browser accepts.

use std::{io::Write, path::PathBuf, thread};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

use super::{
    names::{extension, short_hash},
    site::Site,
};
use crate::{parallel, workspace};

const COMPRESSIBLE: [&str; 10] = ["css", "html", "js", "json", "manifest", "pack", "svg", "txt", "wasm", "webmanifest"];
/// Below this the header of the answer weighs more.
const SIZE_MIN: usize = 256;

type Twin = (String, Vec<u8>);

/// Adds the twins of all files.
pub fn add_twins(site: &mut Site) -> Result<()> {
    let worth_it = |path: &str, bytes: &[u8]| COMPRESSIBLE.contains(&extension(path)) && bytes.len() >= SIZE_MIN;
    let mut files: Vec<_> = site.files.iter().filter(|(path, bytes)| worth_it(path, bytes)).collect();
    files.sort_by_key(|(_, bytes)| std::cmp::Reverse(bytes.len()));
    let made = parallel::map(&files, |(path, bytes)| -> Result<Vec<Twin>> {
        let mut made = Vec::new();
        for encoding in [Encoding::Brotli, Encoding::Gzip] {
            let twin = encoding.cached(bytes).with_context(|| format!("compressing {path}"))?;
            if twin.len() < bytes.len() {
                made.push((format!("{path}.{}", encoding.extension()), twin));
            }
        }
        Ok(made)
    })?;
    site.files.extend(made.into_iter().flatten());
    Ok(())
}

#[derive(Clone, Copy)]
enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    fn cached(self, bytes: &[u8]) -> Result<Vec<u8>> {
        let kept: PathBuf =
            workspace::scratch().join("twins").join(format!("{}.{}", short_hash(bytes), self.extension()));
        if let Ok(twin) = std::fs::read(&kept) {
            return Ok(twin);
        }
        let twin = self.encode(bytes)?;
        // Moved into place: a build that is stopped leaves no half of a twin, and two equal files may come here at once.
        let partial = kept.with_extension(format!("{}-{:?}", self.extension(), thread::current().id()));
        workspace::write(&partial, &twin)?;
        std::fs::rename(&partial, &kept)?;
        Ok(twin)
    }

    fn encode(self, mut bytes: &[u8]) -> Result<Vec<u8>> {
        let mut twin = Vec::new();
        match self {
            Self::Brotli => {
                let params =
                    BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: bytes.len(), ..Default::default() };
                brotli::BrotliCompress(&mut bytes, &mut twin, &params)?;
            }
            Self::Gzip => {
                let mut encoder = GzEncoder::new(&mut twin, Compression::best());
                encoder.write_all(bytes)?;
                encoder.finish()?;
            }
        }
        Ok(twin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_shrink_text() {
        let text = "words and words and more words ".repeat(100);
        for encoding in [Encoding::Brotli, Encoding::Gzip] {
            let twin = encoding.encode(text.as_bytes()).unwrap();
            assert!(twin.len() < text.len() / 5, "{} bytes", twin.len());
        }
    }
}
