//! What a work rests on: pages, numbers, what people said, what the client answered, photos and files.

use crate::{command::Amount, id::BlobId};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// One thing that a work rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode)]
pub enum Evidence {
    /// A page on the web.
    #[n(0)]
    Link {
        /// Its address.
        #[n(0)]
        url: String,
        /// What is there.
        #[n(1)]
        about: String,
    },
    /// Something that was said.
    #[n(1)]
    Quote {
        /// The words.
        #[n(0)]
        words: String,
        /// Who said them, as far as she may tell.
        #[n(1)]
        said_by: String,
        /// Whether that person agreed to be quoted.
        #[n(2)]
        has_consent: bool,
    },
    /// Something that was counted.
    #[n(2)]
    Number {
        /// How much.
        #[n(0)]
        value: Amount,
        /// Of what.
        #[n(1)]
        unit: String,
        /// How it was counted, or where it stands.
        #[n(2)]
        source: String,
    },
    /// What the client said to one recommendation.
    #[n(3)]
    Reply {
        /// What was recommended.
        #[n(0)]
        recommendation: String,
        /// The answer.
        #[n(1)]
        answer: ClientAnswer,
        /// Why, in the client's words.
        #[n(2)]
        why: String,
    },
    /// A photo.
    #[n(4)]
    Photo {
        /// Where its bytes are.
        #[n(0)]
        blob: BlobRef,
        /// What it shows, for who cannot see it.
        #[n(1)]
        alt: String,
    },
    /// Any other file.
    #[n(5)]
    File {
        /// Where its bytes are.
        #[n(0)]
        blob: BlobRef,
        /// What is in it.
        #[n(1)]
        about: String,
    },
}

/// A client's answer to a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
pub enum ClientAnswer {
    /// None yet.
    #[n(0)]
    Waiting,
    /// It is done, or will be.
    #[n(1)]
    Taken,
    /// It is not.
    #[n(2)]
    Declined,
}

/// Bytes that are kept apart from documents, by the hash of their contents.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode)]
pub struct BlobRef {
    /// The bytes.
    #[n(0)]
    pub blob: BlobId,
    /// What it is called.
    #[n(1)]
    pub name: String,
    /// What kind of bytes: "image/webp".
    #[n(2)]
    pub media_type: String,
    /// How many.
    #[n(3)]
    pub bytes: u64,
    /// A small picture of it, if there is one.
    #[n(4)]
    pub thumbnail: Option<BlobId>,
}

impl Evidence {
    /// Its words, each part.
    pub fn parts(&self) -> [&str; 3] {
        match self {
            Self::Link { url, about } => [url, about, ""],
            Self::Quote { words, said_by, .. } => [words, said_by, ""],
            Self::Number { unit, source, .. } => [unit, source, ""],
            Self::Reply { recommendation, why, .. } => [recommendation, why, ""],
            Self::Photo { blob, alt: words } | Self::File { blob, about: words } => {
                [words, &blob.name, &blob.media_type]
            }
        }
    }
}
