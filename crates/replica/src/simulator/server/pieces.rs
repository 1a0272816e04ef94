//! Pieces of blobs on the server: the first of each name is kept.

use super::{NONCE, Server};
use crate::{
    blob::PieceName,
    wire::{BlobAnswer, BlobAsk, BlobOutcome, BlobRequest, FailureCode, Requester, ServerMessage, SignedBlobRequest},
};
use naptime_domain::id::SpaceId;

impl Server {
    /// Answers a question about a blob.
    pub(in crate::simulator) fn answer_blob(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.requests += 1;
        self.bytes_in += bytes.len() as u64;
        let answer = self.try_answer_blob(bytes).unwrap_or_else(|code| self.failure(code)).to_bytes();
        self.bytes_out += answer.len() as u64;
        answer
    }

    fn try_answer_blob(&mut self, bytes: &[u8]) -> Result<ServerMessage, FailureCode> {
        let signed = SignedBlobRequest::parse(bytes).map_err(|_| FailureCode::Malformed)?;
        if !signed.request().nonce.starts_with(&NONCE) {
            return Err(FailureCode::NonceNeeded);
        }
        let requester = signed.verify().map_err(|_| FailureCode::WrongSignature)?;
        let BlobRequest { request, space, ask, .. } = signed.into_request();
        let outcome = self.piece_outcome(space, &requester, ask);
        Ok(ServerMessage::Blob(BlobAnswer { request, outcome }))
    }

    fn piece_outcome(&mut self, space: SpaceId, requester: &Requester, ask: BlobAsk) -> BlobOutcome {
        let is_member = self.spaces.get(&space).is_some_and(|log| log.membership.is_member_device(&requester.device));
        match ask {
            _ if !is_member => BlobOutcome::NotMember,
            BlobAsk::Lacking { names } => {
                let lacking = |name: &PieceName| !self.pieces.contains_key(&(space, *name));
                BlobOutcome::Lacking { names: names.into_iter().filter(lacking).collect() }
            }
            BlobAsk::Put { name, .. } if self.pieces.contains_key(&(space, name)) => BlobOutcome::Kept,
            BlobAsk::Put { .. } if self.pieces_max.is_some_and(|max| self.pieces.len() >= max) => BlobOutcome::Full,
            BlobAsk::Put { name, sealed } => {
                self.pieces.insert((space, name), sealed);
                BlobOutcome::Kept
            }
            BlobAsk::Get { name } => match self.pieces.get(&(space, name)) {
                Some(sealed) => BlobOutcome::Piece { sealed: sealed.clone() },
                None => BlobOutcome::NotHere,
            },
        }
    }

    /// How many pieces it has.
    pub(in crate::simulator) fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// Puts other bytes in the place of every piece, as a server that lies.
    pub(in crate::simulator) fn exchange_pieces(&mut self, exchange: impl Fn(&[u8]) -> Vec<u8>) {
        self.pieces.values_mut().for_each(|sealed| *sealed = exchange(sealed));
    }
}
