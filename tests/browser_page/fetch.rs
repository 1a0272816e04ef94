//! Requests in a real browser: what is too long is broken off, what is refused is not read.

use js_sys::{Array, Uint8Array};
use naptime::platform::fetch::{FILE_BYTES_MAX, FetchError, get_bytes};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, Url};

/// An address under which so many bytes lie.
fn address(bytes: usize) -> String {
    let parts = Array::of1(&Uint8Array::new_with_length(u32::try_from(bytes).unwrap()));
    Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence(&parts).unwrap()).unwrap()
}

#[wasm_bindgen_test]
async fn a_file_comes_whole_up_to_the_largest_there_can_be() {
    for bytes in [0, 1, FILE_BYTES_MAX] {
        assert_eq!(get_bytes(&address(bytes)).await.map(|body| body.len()), Ok(bytes));
    }
}

#[wasm_bindgen_test]
async fn a_file_that_is_longer_than_any_can_be_is_not_taken() {
    assert_eq!(get_bytes(&address(FILE_BYTES_MAX + 1)).await, Err(FetchError::Unreachable));
}

#[wasm_bindgen_test]
async fn a_file_that_is_not_there_is_told_apart_from_no_contact() {
    assert_eq!(get_bytes("/nothing/of/the/kind").await, Err(FetchError::Refused { status: 404 }));
    assert_eq!(get_bytes("http://127.0.0.1:1/").await, Err(FetchError::Unreachable));
}
