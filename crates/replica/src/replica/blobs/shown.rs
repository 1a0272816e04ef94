//! What screens are shown of blobs: where each is, and what is still to be sent or fetched.

use super::{super::Replica, AtServer, Blob};
use crate::{
    blob::{self, Look, PIECE_BYTES},
    view::{BlobState, BlobView, View},
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
    /// What is to be shown of the blobs that evidence names.
    pub(in crate::replica) fn blob_views(&self, whose: Whose, evidence: &[EvidenceView]) -> Vec<BlobView> {
        let Some(space) = self.work_space(whose) else { return Vec::new() };
        let views = |reference: &BlobRef| {
            let thumbnail = reference.thumbnail.map(|thumbnail| self.blob_view(space, thumbnail, None));
            [Some(self.blob_view(space, reference.blob, Some(reference.bytes))), thumbnail].into_iter().flatten()
        };
        evidence.iter().flat_map(blob_refs).flat_map(views).collect()
    }

    /// The small pictures of a work that is shown are fetched; the rest when somebody looks at it.
    pub(in crate::replica) fn want_small_pictures(&mut self, view: &View) {
        let (whose, shown) = match view {
            View::Work(work, Some(shown)) => (work.whose, shown),
            View::Round(_, _, Some(shown)) => (Whose::Hers, shown),
            _ => return,
        };
        let Some(space) = self.work_space(whose) else { return };
        let seen = shown.evidence.iter().filter(|evidence| !evidence.is_put_away);
        for thumbnail in seen.flat_map(blob_refs).filter_map(|reference| reference.thumbnail) {
            self.blobs.want((space, thumbnail), Look::Small.bytes_max());
        }
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

fn blob_refs(evidence: &EvidenceView) -> impl Iterator<Item = &BlobRef> {
    evidence.what.values.iter().filter_map(blob_ref)
}

fn blob_ref(what: &Evidence) -> Option<&BlobRef> {
    match what {
        Evidence::Photo { blob, .. } | Evidence::File { blob, .. } => Some(blob),
        Evidence::Link { .. } | Evidence::Quote { .. } | Evidence::Number { .. } | Evidence::Reply { .. } => None,
    }
}
