//! Why a package was not opened, in words for whoever tried.

/// A file or package that was not opened. Nothing was kept of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is larger than any file we write.
    #[error("this file has {bytes} bytes and a course file has at most {max}; it was not opened")]
    TooLarge {
        /// How large it is.
        bytes: usize,
        /// How large it may be.
        max: usize,
    },
    /// The package lists more files than we take.
    #[error("this package lists more than {max} files; it was not opened")]
    TooManyFiles {
        /// How many it may list.
        max: usize,
    },
    /// The package names a file in a way that could lead out of its folder.
    #[error("this package has a file with a name we don't accept, “{path}”; it was not opened")]
    StrangePath {
        /// The name, shortened.
        path: String,
    },
    /// It is something else.
    #[error("this is not a file of a course; check where it came from")]
    NotACourseFile,
    /// It is not a manifest as we write it.
    #[error("this is not the list of files of a course; check where it came from")]
    NotAManifest,
    /// A later version of the app wrote it.
    #[error("this course was packed for a newer version of Naptime (format {format}); update the app to open it")]
    Newer {
        /// The format it has.
        format: u8,
    },
    /// It begins well and then makes no sense.
    #[error("this course file is damaged; fetch it again")]
    Damaged,
    /// It can be decoded but says something that cannot be.
    #[error("this course file contradicts itself: {0}; ask whoever packed it for a new one")]
    Untrue(&'static str),
    /// The bytes are not those the name promised.
    #[error("this is not the file that was asked for; fetch it again")]
    OtherBytes,
    /// A file is missing from the package.
    #[error("the package lacks {path}; fetch it again")]
    Missing {
        /// Its path.
        path: String,
    },
}
