//! What screens are shown of blobs: where each is, and what is still to be sent or fetched.

use super::{super::Replica, AtServer, Blob};
use crate::{
    blob::{self, PIECE_BYTES, THUMBNAIL_BYTES_MAX},
    view::{BlobState, BlobView},
};
use naptime_domain::{
    command::Whose,
    evidence::{BlobRef, Evidence},
    id::{BlobId, SpaceId},
    view::EvidenceView,
};

impl Blob {
    fn state(&self, count: u16) -> BlobState {
        let here = u16::try_from(self.parts.len()).unwrap_or(u16::MAX);
        if self.is_refused {
            return BlobState::Unusable;
        }
        if !self.is_whole() {
            return BlobState::Elsewhere { here, of: count };
        }
        match &self.at_server {
            AtServer::HasAll => BlobState::Shared,
            AtServer::Lacks(lacking) if lacking.len() < usize::from(here) => BlobState::OnItsWay {
                sent: here.saturating_sub(u16::try_from(lacking.len()).unwrap_or(here)),
                of: here,
            },
            AtServer::Lacks(_) | AtServer::Unasked | AtServer::IsFull => BlobState::OnlyHere,
        }
    }
}

impl Replica {
    /// What is to be shown of the blobs that evidence names. Their small pictures are fetched; the rest when it is asked for.
    pub(in crate::replica) fn blob_views(&mut self, whose: Whose, evidence: &[EvidenceView]) -> Vec<BlobView> {
        let Some(space) = self.work_space(whose) else { return Vec::new() };
        let mut views: Vec<BlobView> = Vec::new();
        for piece in evidence {
            for reference in piece.what.values.iter().filter_map(blob_ref) {
                views.push(self.blob_view(space, reference.blob, Some(reference.bytes)));
                if let Some(thumbnail) = reference.thumbnail {
                    if !piece.is_put_away {
                        self.blobs.want((space, thumbnail), THUMBNAIL_BYTES_MAX);
                    }
                    views.push(self.blob_view(space, thumbnail, None));
                }
            }
        }
        views
    }

    fn blob_view(&self, space: SpaceId, id: BlobId, said: Option<u64>) -> BlobView {
        let none = Blob::default();
        let blob = self.blobs.get(&(space, id)).unwrap_or(&none);
        let length = blob.length().or_else(|| said.and_then(|bytes| u32::try_from(bytes).ok())).unwrap_or_default();
        let state = blob.state(blob::pieces_of(length));
        let done = match state {
            BlobState::OnItsWay { sent, .. } => sent,
            BlobState::Elsewhere { here, .. } => here,
            BlobState::Shared => u16::MAX,
            BlobState::OnlyHere | BlobState::Unusable => 0,
        };
        let bytes_left = u64::from(length).saturating_sub(u64::from(done) * PIECE_BYTES as u64);
        BlobView { blob: id, state, bytes_left }
    }
}

fn blob_ref(what: &Evidence) -> Option<&BlobRef> {
    match what {
        Evidence::Photo { blob, .. } | Evidence::File { blob, .. } => Some(blob),
        Evidence::Link { .. } | Evidence::Quote { .. } | Evidence::Number { .. } | Evidence::Reply { .. } => None,
    }
}
