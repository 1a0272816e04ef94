//! Photos: made small, turned upright and drawn anew, so that nothing of the file is left but what one sees.
//!
//! Where and when a photo was taken, and with what, stands beside the picture in its file. What a canvas writes has none of that.

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, Event, HtmlInputElement, Url};

use super::{BrowserError, js};

/// The long side of a photo that is kept, in pixels: sharp on a phone held close, a few hundred kilobytes.
const PHOTO_SIDE: f64 = 1_600.0;
/// The long side of its small picture.
const THUMBNAIL_SIDE: f64 = 240.0;
/// Largest file that is decoded: photos of good cameras take a quarter of it.
const FILE_BYTES_MAX: f64 = 64.0 * 1024.0 * 1024.0;
/// What every browser can write.
pub const MEDIA_TYPE: &str = "image/jpeg";

/// A photo as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The photo.
    pub content: Vec<u8>,
    /// A small picture of it.
    pub thumbnail: Vec<u8>,
}

/// An address under which this page can show some bytes; it ends when dropped.
#[derive(Debug)]
pub struct Shown(String);

impl Shown {
    /// Bytes as a picture.
    ///
    /// # Errors
    ///
    /// When the browser refuses.
    pub fn picture(bytes: &[u8]) -> Result<Self, BrowserError> {
        let options = BlobPropertyBag::new();
        options.set_type(MEDIA_TYPE);
        let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options)?;
        Ok(Self(Url::create_object_url_with_blob(&blob)?))
    }

    /// The address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        Url::revoke_object_url(&self.0).ok();
    }
}

/// The photo of an `<input type="file">` that has just changed, made ready to be kept; `None` if none was chosen.
///
/// # Errors
///
/// When the file is too big (`QuotaExceededError`), or is no picture that this browser can read.
pub async fn chosen_in(changed: &Event) -> Result<Option<Photo>, BrowserError> {
    let input = changed.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) else { return Ok(None) };
    if file.size() > FILE_BYTES_MAX {
        return Err(BrowserError::new("QuotaExceededError", "the file is too big"));
    }
    drawn_anew(&file).await.map(Some)
}

/// As [`chosen_in`], for bytes that are here.
///
/// # Errors
///
/// When they are no picture that this browser can read.
pub async fn prepared(bytes: &[u8]) -> Result<Photo, BrowserError> {
    drawn_anew(&Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?).await
}

async fn drawn_anew(file: &Blob) -> Result<Photo, BrowserError> {
    let options = Object::new();
    js::set(&options, "imageOrientation", &JsValue::from_str("from-image"));
    let bitmap = js::call_and_wait(&js_sys::global(), "createImageBitmap", &[file.into(), options.into()]).await?;
    let content = drawn(&bitmap, PHOTO_SIDE, 0.82).await?;
    let thumbnail = drawn(&bitmap, THUMBNAIL_SIDE, 0.7).await?;
    // It would be let go of some time anyway.
    js::call(&bitmap, "close", &[]).ok();
    Ok(Photo { content, thumbnail })
}

async fn drawn(bitmap: &JsValue, side: f64, quality: f64) -> Result<Vec<u8>, BrowserError> {
    let length = |name| js::get(bitmap, name).as_f64().unwrap_or(1.0);
    let (width, height) = (length("width"), length("height"));
    let scale = (side / width.max(height)).min(1.0);
    let scaled = |length: f64| JsValue::from_f64((length * scale).round().max(1.0));
    let size = [scaled(width), scaled(height)];
    let maker: Function = js::get(&js_sys::global(), "OffscreenCanvas")
        .dyn_into()
        .map_err(|_| BrowserError::unsupported("OffscreenCanvas"))?;
    let canvas = Reflect::construct(&maker, &size.iter().collect::<Array>())?;
    let pen = js::call(&canvas, "getContext", &[JsValue::from_str("2d")])?;
    let [width, height] = size;
    let zero = JsValue::from_f64(0.0);
    js::set(&pen, "fillStyle", &JsValue::from_str("#fff"));
    js::call(&pen, "fillRect", &[zero.clone(), zero.clone(), width.clone(), height.clone()])?;
    js::set(&pen, "imageSmoothingQuality", &JsValue::from_str("high"));
    js::call(&pen, "drawImage", &[bitmap.clone(), zero.clone(), zero, width, height])?;
    let options = Object::new();
    js::set(&options, "type", &JsValue::from_str(MEDIA_TYPE));
    js::set(&options, "quality", &JsValue::from_f64(quality));
    let written = js::call_and_wait(&canvas, "convertToBlob", &[options.into()]).await?;
    let buffer = js::call_and_wait(&written, "arrayBuffer", &[]).await?;
    js::bytes_of(&buffer).ok_or_else(|| BrowserError::unsupported("convertToBlob"))
}
