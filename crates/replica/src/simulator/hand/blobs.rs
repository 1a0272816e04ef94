//! Photos in somebody's hand.

use super::{Hand, challenge};
use crate::{
    blob::blob_of,
    command::{Attachment, AttachmentKind, Command, WorkDeed},
    view::BlobState,
};

impl Hand<'_> {
    /// Adds a photo, which must succeed; returns once it is stored.
    pub fn attach(&mut self, content: &[u8]) {
        self.run(attach(content));
    }

    /// Looks at a blob; `None` if it is not here, or not what it should be.
    pub fn look_at(&mut self, content: &[u8]) -> Option<Vec<u8>> {
        self.world.look_at(self.tab, blob_of(content))
    }

    /// Where a blob is, as her work shows it.
    pub fn blob_state(&mut self, content: &[u8]) -> Option<BlobState> {
        let blob = blob_of(content);
        self.work()?.blobs.into_iter().find(|view| view.blob == blob).map(|view| view.state)
    }

    /// How many blobs were left out of her last file.
    pub fn left_out(&self) -> u32 {
        self.world.tabs[self.tab].left_out
    }
}

/// Adds a photo to the work that every story is about.
pub fn attach(content: &[u8]) -> Command {
    let attachment = Attachment {
        kind: AttachmentKind::Photo,
        name: "shelf.jpg".into(),
        media_type: "image/jpeg".into(),
        content: content.to_vec(),
        thumbnail: Some(small(content)),
        words: "An empty shelf".into(),
    };
    Command::Work { challenge: challenge(), deed: WorkDeed::Attach(attachment) }
}

/// The small picture of a photo in a story.
pub fn small(content: &[u8]) -> Vec<u8> {
    content.iter().take(1_000).map(|byte| !byte).collect()
}
