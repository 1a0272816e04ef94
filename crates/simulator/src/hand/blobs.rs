//! Photos in somebody's hand.

use super::{Hand, work};
use naptime_domain::command::Whose;
use naptime_replica::{
    blob::{Look, blob_of},
    command::{Attachment, AttachmentKind, Command, WorkDeed, WorkId},
    view::{BlobState, WorkView},
};

impl Hand<'_> {
    /// Adds a photo to her own work, which must succeed; returns once it is stored.
    pub fn attach(&mut self, content: &[u8]) {
        self.run(attach(work(), content));
    }

    /// Looks at a blob of her own work; `None` if it is not here, or not what it should be.
    pub fn look_at(&mut self, content: &[u8]) -> Option<Vec<u8>> {
        self.world.look_at(self.tab, Whose::Hers, blob_of(content), Look::Whole)
    }

    /// Looks at a blob of her group's work.
    pub fn look_at_joint(&mut self, content: &[u8]) -> Option<Vec<u8>> {
        self.world.look_at(self.tab, Whose::Ours(self.space), blob_of(content), Look::Whole)
    }

    /// Looks at a blob of her group's work that is named as a small picture, as a page does that lists it.
    pub fn look_at_small_joint(&mut self, content: &[u8]) -> Option<Vec<u8>> {
        self.world.look_at(self.tab, Whose::Ours(self.space), blob_of(content), Look::Small)
    }

    /// No piece of a photo can be read from now on, or again can.
    pub fn set_pieces_unreadable(&mut self, are_unreadable: bool) {
        let machine = self.world.tabs[self.tab].machine;
        self.world.machines[machine].is_unreadable = are_unreadable;
    }

    /// No photo finds room from now on, or again does; words do.
    pub fn set_full_of_photos(&mut self, is_full: bool) {
        let machine = self.world.tabs[self.tab].machine;
        self.world.machines[machine].is_full_of_photos = is_full;
    }

    /// Where a blob is, as her own work shows it.
    pub fn blob_state(&mut self, content: &[u8]) -> Option<BlobState> {
        state_in(&self.work()?, content)
    }

    /// Where a blob is, as her group's work shows it.
    pub fn joint_blob_state(&mut self, content: &[u8]) -> Option<BlobState> {
        state_in(&self.joint_work()?, content)
    }

    /// How many blobs were left out of her last file.
    pub fn left_out(&self) -> u32 {
        self.world.tabs[self.tab].left_out.blobs
    }
}

fn state_in(work: &WorkView, content: &[u8]) -> Option<BlobState> {
    let blob = blob_of(content);
    work.blobs.iter().find(|view| view.blob == blob).map(|view| view.state)
}

/// Adds a photo to a work.
pub fn attach(work: WorkId, content: &[u8]) -> Command {
    let attachment = Attachment {
        kind: AttachmentKind::Photo,
        name: "shelf.jpg".into(),
        media_type: "image/jpeg".into(),
        content: content.to_vec(),
        thumbnail: Some(small(content)),
        words: "An empty shelf".into(),
    };
    Command::Work { work, deed: WorkDeed::Attach(attachment) }
}

/// The small picture of a photo in a story.
pub fn small(content: &[u8]) -> Vec<u8> {
    content.iter().take(1_000).map(|byte| !byte).collect()
}
