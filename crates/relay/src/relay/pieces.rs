//! Pieces of blobs: who may ask about them, and what is kept and given.

use super::{Admitted, Relay};
use crate::{
    host::{Happened, Host},
    refusal::Refusal,
    store::{Kept, LogStore, NewPiece, StoreError},
};
use core::net::IpAddr;
use naptime_domain::{id::SpaceId, time::Timestamp};
use naptime_replica::{
    blob::PieceName,
    wire::{BlobAnswer, BlobAsk, BlobOutcome, BlobRequest, Requester},
};

impl<S: LogStore, H: Host> Relay<S, H> {
    pub(super) async fn answer_blob(
        &self,
        admitted: Admitted<BlobRequest>,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<BlobAnswer, Refusal> {
        let Admitted { requester, request: BlobRequest { request, space, ask, .. } } = admitted;
        if let BlobAsk::Put { sealed, .. } = &ask {
            self.count_bytes(address, sealed.len(), now)?;
        }
        let outcome = self.blob_outcome(&requester, space, ask).await.map_err(|error| self.store_failed(&error))?;
        Ok(BlobAnswer { request, outcome })
    }

    async fn blob_outcome(
        &self,
        requester: &Requester,
        space: SpaceId,
        ask: BlobAsk,
    ) -> Result<BlobOutcome, StoreError> {
        let Some(tip) = self.store.tip(space).await? else { return Ok(BlobOutcome::NotMember) };
        let membership = self.membership(space, tip.membership).await?;
        // A device that is yet to be added may read, as in a sync.
        let may_read = membership.member(&requester.person).is_some();
        let may_write = membership.is_member_device(&requester.device);
        match ask {
            BlobAsk::Lacking { names } if may_read => {
                let names = names.into_iter().map(|name| name.0).collect();
                let lacking = self.store.lacking(space, names).await?;
                Ok(BlobOutcome::Lacking { names: lacking.into_iter().map(PieceName).collect() })
            }
            BlobAsk::Get { name } if may_read => Ok(match self.store.piece(space, name.0).await? {
                Some(sealed) => {
                    self.host.hear(&Happened::PieceOut);
                    BlobOutcome::Piece { sealed }
                }
                None => BlobOutcome::NotHere,
            }),
            BlobAsk::Put { name, sealed } if may_write => self.put_piece(space, name, sealed).await,
            BlobAsk::Lacking { .. } | BlobAsk::Get { .. } | BlobAsk::Put { .. } => Ok(BlobOutcome::NotMember),
        }
    }

    async fn put_piece(&self, space: SpaceId, name: PieceName, bytes: Vec<u8>) -> Result<BlobOutcome, StoreError> {
        let pieces_bytes_max = self.limits.pieces_bytes_max;
        let kept = self.store.put_piece(NewPiece { space, name: name.0, bytes, pieces_bytes_max }).await?;
        Ok(match kept {
            Kept::Kept => {
                self.host.hear(&Happened::PieceIn);
                BlobOutcome::Kept
            }
            Kept::Full => BlobOutcome::Full,
            Kept::NoSpace => BlobOutcome::NotMember,
        })
    }
}
