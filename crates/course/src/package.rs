//! A package as files: a manifest of file hashes, and names that follow from the contents alone.
//!
//! A package is stored as
//!
//! ```text
//! current                 the package's hash on the first line, then its manifest
//! <package>.manifest      the manifest: `<hash>  <path>` a line, sorted by path, as `sha256sum` writes it
//! <hash>.pack             a file of the package: the index, a challenge, or what stands around them
//! <hash>.svg, .png, …     a picture
//! ```
//!
//! Everything but `current` is named by its contents and never changes, so a learner can stay on an older edition
//! until her challenge ends while the newer one lies beside it.

use crate::model::{FileHash, FileRef, PackageHash};
use crate::read::Unreadable;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt::Write};

/// Name of the one file that is replaced by the next edition.
pub const CURRENT: &str = "current";
/// Path of the index in the manifest.
pub const INDEX: &str = "index.pack";
/// Path of what stands around the challenges in the manifest.
pub const AROUND: &str = "around.pack";

/// Most files in one package: 40 programmes of the size of the built-in one.
pub const FILES_MAX: usize = 2_000;
/// Largest manifest, in bytes: [`FILES_MAX`] lines of 128.
pub const MANIFEST_BYTES_MAX: usize = 256 * 1024;

impl FileHash {
    /// The hash of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The name of a packed file with this hash.
    pub fn pack_name(&self) -> String {
        self.name("pack")
    }

    /// The name under which a file with this hash is stored.
    pub fn name(&self, extension: &str) -> String {
        format!("{self}.{extension}")
    }
}

impl PackageHash {
    /// The name of this package's manifest.
    pub fn manifest_name(&self) -> String {
        format!("{self}.manifest")
    }
}

impl FileRef {
    /// Describes some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { hash: FileHash::of(bytes), bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX) }
    }
}

/// Which files a package has: paths and hashes, in order of their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    files: BTreeMap<String, FileHash>,
}

impl Manifest {
    /// Lists files. Fails when a path is not one we would write.
    pub fn new(files: impl IntoIterator<Item = (String, FileHash)>) -> Result<Self, Unreadable> {
        // One by one: collecting sorts them first, and the page would carry that sort for this list alone.
        let files = files.into_iter().fold(BTreeMap::new(), |mut files, (path, hash)| {
            files.insert(path, hash);
            files
        });
        if files.len() > FILES_MAX {
            return Err(Unreadable::TooManyFiles { max: FILES_MAX });
        }
        match files.keys().find(|path| !is_path(path)) {
            Some(path) => Err(Unreadable::StrangePath { path: path.chars().take(80).collect() }),
            None => Ok(Self { files }),
        }
    }

    /// The hash that names the package.
    pub fn hash(&self) -> PackageHash {
        PackageHash(FileHash::of(self.text().as_bytes()).0)
    }

    /// The hash of the file at a path.
    pub fn file(&self, path: &str) -> Option<FileHash> {
        self.files.get(path).copied()
    }

    /// Paths and hashes in order.
    pub fn files(&self) -> impl Iterator<Item = (&str, FileHash)> {
        self.files.iter().map(|(path, hash)| (path.as_str(), *hash))
    }

    /// The manifest as it is stored and hashed.
    pub fn text(&self) -> String {
        self.files.iter().fold(String::new(), |mut text, (path, hash)| {
            // Writing to a String cannot fail.
            writeln!(text, "{hash}  {path}").unwrap_or_default();
            text
        })
    }

    /// Reads a manifest, and only exactly as [`text`](Self::text) writes it: two spellings would be two names.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unreadable> {
        if bytes.len() > MANIFEST_BYTES_MAX {
            return Err(Unreadable::TooLarge { bytes: bytes.len(), max: MANIFEST_BYTES_MAX });
        }
        let text = str::from_utf8(bytes).map_err(|_| Unreadable::NotAManifest)?;
        let files: Option<Vec<_>> = text.lines().map(parse_line).collect();
        let manifest = Self::new(files.ok_or(Unreadable::NotAManifest)?)?;
        if manifest.text() == text { Ok(manifest) } else { Err(Unreadable::NotAManifest) }
    }
}

fn parse_line(line: &str) -> Option<(String, FileHash)> {
    let (hash, path) = line.split_once("  ")?;
    Some((path.to_owned(), hash.parse().ok()?))
}

/// Where a stored file of that path lies: `<hash>.<its ending>`.
pub fn stored_name(path: &str, hash: FileHash) -> String {
    hash.name(path.rsplit_once('.').map_or("pack", |(_, extension)| extension))
}

/// Paths go down, in small plain letters: none can leave the folder they are unpacked into, on any system.
pub(crate) fn is_path(path: &str) -> bool {
    let is_part = |part: &str| {
        !part.starts_with('.')
            && !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.'))
    };
    path.len() <= 160 && path.contains('.') && path.split('/').all(is_part)
}

/// What the file [`CURRENT`] says: which package is the present edition, and its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// The package's name.
    pub package: PackageHash,
    /// Its files.
    pub manifest: Manifest,
}

impl Current {
    /// Names a manifest as the present edition.
    pub fn of(manifest: Manifest) -> Self {
        Self { package: manifest.hash(), manifest }
    }

    /// The file as it is stored.
    pub fn text(&self) -> String {
        format!("{}\n{}", self.package, self.manifest.text())
    }

    /// Reads the file, and checks that the name is that of the manifest.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unreadable> {
        let current = Self::parse_unchecked(bytes)?;
        if current.manifest.hash() == current.package { Ok(current) } else { Err(Unreadable::OtherBytes) }
    }

    /// Reads the file, for who has a digest of her own: the name has to be that of the manifest's text.
    pub fn parse_unchecked(bytes: &[u8]) -> Result<Self, Unreadable> {
        let end = bytes.iter().take(65).position(|byte| *byte == b'\n').ok_or(Unreadable::NotAManifest)?;
        let (name, rest) = bytes.split_at(end);
        let name = str::from_utf8(name).map_err(|_| Unreadable::NotAManifest)?;
        let package: PackageHash = name.parse().map_err(|_| Unreadable::NotAManifest)?;
        Ok(Self { package, manifest: Manifest::parse(rest.get(1..).unwrap_or_default())? })
    }

    /// The stored name of the index.
    pub fn index_name(&self) -> Result<String, Unreadable> {
        self.manifest.file(INDEX).map(|hash| hash.pack_name()).ok_or(Unreadable::Missing { path: INDEX.to_owned() })
    }
}

/// A whole package in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    files: BTreeMap<String, Vec<u8>>,
    manifest: Manifest,
}

/// One file of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageFile<'a> {
    /// Its path in the manifest: `challenges/who.pack`.
    pub path: &'a str,
    /// What its bytes hash to.
    pub hash: FileHash,
    /// Its contents.
    pub bytes: &'a [u8],
}

impl PackageFile<'_> {
    /// The name under which it is stored.
    pub fn stored_name(&self) -> String {
        stored_name(self.path, self.hash)
    }
}

impl Package {
    /// Puts files together. The order in which they come does not matter.
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Self, Unreadable> {
        let files: BTreeMap<_, _> = files.into_iter().collect();
        let manifest = Manifest::new(files.iter().map(|(path, bytes)| (path.clone(), FileHash::of(bytes))))?;
        Ok(Self { files, manifest })
    }

    /// Takes a package in from where it is stored: `read` gives the bytes under a name. Every file is what its name says.
    pub fn from_stored<B: Into<Vec<u8>>>(read: impl Fn(&str) -> Option<B>) -> Result<Self, Unreadable> {
        let read = |name: &str| read(name).map(Into::into).ok_or_else(|| Unreadable::Missing { path: name.to_owned() });
        let manifest = Current::parse(&read(CURRENT)?)?.manifest;
        let mut files = BTreeMap::new();
        for (path, hash) in manifest.files() {
            let bytes = read(&stored_name(path, hash))?;
            crate::read::verify(&bytes, hash)?;
            files.insert(path.to_owned(), bytes);
        }
        Ok(Self { files, manifest })
    }

    /// The package's name.
    pub fn hash(&self) -> PackageHash {
        self.manifest.hash()
    }

    /// Its manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Its files in order of their paths.
    pub fn files(&self) -> impl Iterator<Item = PackageFile<'_>> {
        self.files.iter().zip(self.manifest.files()).map(|((path, bytes), (_, hash))| PackageFile { path, hash, bytes })
    }

    /// The bytes of the file at a path.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Everything to store, as names and bytes: the files, the manifest, and last [`CURRENT`], so that a copy that
    /// stopped half-way still points at the edition before.
    pub fn stored(&self) -> Vec<(String, Vec<u8>)> {
        // One file may stand at two paths; it is stored once.
        let files: BTreeMap<_, _> = self.files().map(|file| (file.stored_name(), file.bytes.to_vec())).collect();
        let mut stored: Vec<_> = files.into_iter().collect();
        stored.push((self.hash().manifest_name(), self.manifest.text().into_bytes()));
        stored.push((CURRENT.to_owned(), Current::of(self.manifest.clone()).text().into_bytes()));
        stored
    }
}
