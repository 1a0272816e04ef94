//! What a piece says, to whom, and what it does not say to the server.

use super::*;
use crate::tests::sample::rng;

fn key(seed: u64) -> EpochKey {
    EpochKey::generate(&mut rng(seed))
}

fn place(content: &[u8], index: u16) -> PiecePlace {
    PiecePlace { space: SpaceId([1; 16]), blob: blob_of(content), index }
}

fn photo(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|at| (at % 251) as u8).collect()
}

#[test]
fn the_pieces_of_a_blob_open_to_its_content() {
    for bytes in [1, 4_096, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES - 5, BLOB_BYTES_MAX] {
        let content = photo(bytes);
        let count = pieces_of(bytes as u32);
        let pieces: Vec<Piece> = (0..count)
            .map(|index| {
                let place = place(&content, index);
                place.open(&place.seal(&content, &key(1), &mut rng(2)).unwrap(), &key(1)).unwrap()
            })
            .collect();
        assert!(pieces.iter().all(|piece| piece.length as usize == bytes));
        assert_eq!(content_of(&blob_of(&content), pieces).unwrap(), content);
        assert_eq!(place(&content, count).seal(&content, &key(1), &mut rng(2)), None, "behind the end");
    }
}

#[test]
fn a_piece_opens_in_its_place_with_its_key_and_nowhere_else() {
    let content = photo(2 * PIECE_BYTES);
    let here = place(&content, 0);
    let sealed = here.seal(&content, &key(1), &mut rng(2)).unwrap();
    let others = [
        PiecePlace { index: 1, ..here },
        PiecePlace { space: SpaceId([2; 16]), ..here },
        PiecePlace { blob: BlobId([3; 32]), ..here },
    ];
    for other in others {
        assert_eq!(other.open(&sealed, &key(1)), Err(BlobRefused::WrongKey));
        assert_ne!(other.name(&key(1)), here.name(&key(1)));
    }
    assert_eq!(here.open(&sealed, &key(9)), Err(BlobRefused::WrongKey));
    let mut longer = sealed;
    longer.resize(SEALED_BYTES_MAX + 1, 0);
    assert_eq!(here.open(&longer, &key(1)), Err(BlobRefused::TooLong { max: SEALED_BYTES_MAX }));
}

#[test]
fn the_server_cannot_tell_that_two_people_keep_the_same_photo() {
    let content = photo(100);
    let here = place(&content, 0);
    assert_ne!(here.name(&key(1)), here.name(&key(2)));
    assert_eq!(here.name(&key(1)), here.name(&key(1)), "two devices of one person name it alike");
    let sealed = |bytes| place(&photo(bytes), 0).seal(&photo(bytes), &key(1), &mut rng(2)).unwrap().len();
    assert_eq!(sealed(1), sealed(4_096), "lengths show in steps alone");
    assert_eq!(sealed(4_097), sealed(8_192));
    assert_eq!(sealed(PIECE_BYTES), SEALED_BYTES_MAX);
}

#[test]
fn what_opens_and_is_no_piece_of_the_place_is_refused() {
    let content = photo(PIECE_BYTES + 10);
    let here = place(&content, 1);
    let lies: [(u32, usize, u8); 6] = [
        (PIECE_BYTES as u32 + 10, 4_096, 1),
        (PIECE_BYTES as u32 + 10, 8_192, 0),
        (PIECE_BYTES as u32 + 10, 10, 0),
        (PIECE_BYTES as u32, 4_096, 0),
        (0, 4_096, 0),
        (BLOB_BYTES_MAX as u32 + 1, PIECE_BYTES, 0),
    ];
    for (length, bytes, filling) in lies {
        let mut text = length.to_be_bytes().to_vec();
        text.resize(LENGTH_LEN + bytes, filling);
        let sealed = seal::seal(key(1).as_bytes(), &text, &here.associated(), &mut rng(3));
        assert_eq!(here.open(&sealed, &key(1)), Err(BlobRefused::NotAPiece), "{length} in {bytes} of {filling}");
    }
}

#[test]
fn pieces_of_another_content_are_refused_together() {
    let piece = Piece { length: 3, content: b"abc".to_vec() };
    assert_eq!(content_of(&BlobId([0; 32]), [piece]), Err(BlobRefused::OtherContent));
}
