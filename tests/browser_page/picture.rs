//! Photos in a real browser: made small and upright, and nothing left of what their file says besides.

use naptime::platform::picture;
use naptime_replica::blob::{BLOB_BYTES_MAX, THUMBNAIL_BYTES_MAX};
use wasm_bindgen_test::wasm_bindgen_test;

/// What only the file of a photo says.
const TELLTALES: [&[u8]; 3] = [b"Exif", b"KanarienCam", b"II*\0"];

#[wasm_bindgen_test]
async fn a_large_picture_is_made_small_twice() {
    let photo = picture::prepared(&bitmap(2_400, 1_600)).await.unwrap();
    assert_eq!((size(&photo.content), size(&photo.thumbnail)), ((1_600, 1_067), (240, 160)));
    assert!(photo.content.len() <= BLOB_BYTES_MAX && photo.thumbnail.len() <= THUMBNAIL_BYTES_MAX);
}

#[wasm_bindgen_test]
async fn a_small_picture_keeps_its_size() {
    let photo = picture::prepared(&bitmap(120, 40)).await.unwrap();
    assert_eq!((size(&photo.content), size(&photo.thumbnail)), ((120, 40), (120, 40)));
}

#[wasm_bindgen_test]
async fn a_photo_is_turned_upright_and_says_neither_place_nor_camera() {
    let plain = picture::prepared(&bitmap(1_200, 800)).await.unwrap().content;
    let taken = with_place(&plain);
    assert!(TELLTALES.iter().all(|telltale| has(&taken, telltale)), "the camera wrote it all");
    let photo = picture::prepared(&taken).await.unwrap();
    assert_eq!((size(&photo.content), size(&photo.thumbnail)), ((800, 1_200), (160, 240)));
    for kept in [&photo.content, &photo.thumbnail] {
        assert!(kept.starts_with(&[0xff, 0xd8]), "a JPEG");
        assert!(!TELLTALES.iter().any(|telltale| has(kept, telltale)));
        assert!(!has(kept, &[0xff, 0xe1]), "no segment for such words");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_picture_is_refused() {
    assert!(picture::prepared(b"no picture at all").await.is_err());
    assert!(picture::prepared(&[]).await.is_err());
    let mut cut = bitmap(40, 40);
    cut.truncate(20);
    assert!(picture::prepared(&cut).await.is_err());
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A Windows bitmap, which every browser reads: the plainest picture there is.
fn bitmap(width: u32, height: u32) -> Vec<u8> {
    let row = (width * 3).next_multiple_of(4);
    let mut bytes = b"BM".to_vec();
    for number in [54 + row * height, 0, 54, 40, width, height, 0x0018_0001, 0, row * height, 2_835, 2_835, 0, 0] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend((0..row * height).map(|at| (at / 7 % 251) as u8));
    bytes
}

/// Puts an EXIF segment behind the first marker: a camera, a turn to the right, and a place in London.
fn with_place(jpeg: &[u8]) -> Vec<u8> {
    let make = b"KanarienCam\0";
    let (make_at, gps_at) = (8 + 2 + 3 * 12 + 4, 8 + 2 + 3 * 12 + 4 + make.len() as u32);
    let latitude_at = gps_at + 2 + 2 * 12 + 4;
    let mut tiff = b"II*\0".to_vec();
    tiff.extend(8_u32.to_le_bytes());
    directory(&mut tiff, &[(0x010f, 2, make.len() as u32, make_at), (0x0112, 3, 1, 6), (0x8825, 4, 1, gps_at)]);
    tiff.extend(make);
    directory(&mut tiff, &[(0x0001, 2, 2, u32::from(b'N')), (0x0002, 5, 3, latitude_at)]);
    for number in [51_u32, 1, 30, 1, 26, 1] {
        tiff.extend(number.to_le_bytes());
    }
    let length = u16::try_from(2 + 6 + tiff.len()).unwrap();
    [&jpeg[..2], &[0xff, 0xe1], &length.to_be_bytes(), b"Exif\0\0", &tiff, &jpeg[2..]].concat()
}

/// Tag, type, count, and the value or where it stands.
fn directory(tiff: &mut Vec<u8>, entries: &[(u16, u16, u32, u32)]) {
    tiff.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
    for (tag, kind, count, value) in entries {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(count.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend(0_u32.to_le_bytes());
}

/// Width and height, as the frame header of a JPEG says.
fn size(jpeg: &[u8]) -> (u16, u16) {
    let mut rest = &jpeg[2..];
    loop {
        let (marker, length) = (rest[1], usize::from(u16::from_be_bytes([rest[2], rest[3]])));
        if matches!(marker, 0xc0..=0xc2) {
            let number = |at: usize| u16::from_be_bytes([rest[at], rest[at + 1]]);
            return (number(7), number(5));
        }
        rest = &rest[2 + length..];
    }
}
