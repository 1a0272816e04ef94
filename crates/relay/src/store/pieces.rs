//! Pieces of photos and files, which are kept beside the logs.

use super::StoreError;
use naptime_domain::id::SpaceId;
use std::future::Future;

/// A piece's name, which its members made.
pub type PieceHash = [u8; 32];

/// Keeps sealed pieces, space by space; understands none of them.
pub trait PieceStore: Send + Sync + 'static {
    /// Those of some pieces that are not there.
    fn lacking(
        &self,
        space: SpaceId,
        pieces: Vec<PieceHash>,
    ) -> impl Future<Output = Result<Vec<PieceHash>, StoreError>> + Send;

    /// A piece of a blob as it was put.
    fn piece(
        &self,
        space: SpaceId,
        piece: PieceHash,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>> + Send;

    /// Keeps a piece, if there is none of its name, and returns after it is on disk.
    fn put_piece(&self, piece: NewPiece) -> impl Future<Output = Result<Kept, StoreError>> + Send;
}

/// A piece of a blob to keep.
#[derive(Clone, Debug)]
pub struct NewPiece {
    /// The space, which must be there.
    pub space: SpaceId,
    /// Its name.
    pub name: PieceHash,
    /// The sealed piece.
    pub bytes: Vec<u8>,
    /// How many bytes of pieces the space may hold with it.
    pub pieces_bytes_max: u64,
}

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// One of its name is on disk: this, or an earlier one.
    Kept,
    /// Nothing was stored: the space would hold too many bytes of pieces.
    Full,
    /// Nothing was stored: nobody has created the space.
    NoSpace,
}
