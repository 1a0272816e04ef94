//! Files that leave the app and come back: export and restore.

use futures_channel::oneshot;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Event, File, FileList, HtmlAnchorElement, HtmlElement, HtmlInputElement, Url};

use super::{BrowserError, clock::Timer};

/// How long a saved file's address stays good: browsers read it after the tap that saved it.
const ADDRESS_MS: i64 = 60_000;

/// A file the learner chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenFile {
    /// Its name on her device.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Saves bytes as a file among the learner's downloads.
///
/// # Errors
///
/// When the browser refuses.
pub fn save(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), BrowserError> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = create("a")?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    let revoke = Timer::after(ADDRESS_MS, move || {
        Url::revoke_object_url(&address).ok();
    });
    core::mem::forget(revoke);
    Ok(())
}

/// Lets the learner choose a file of at most `bytes_max`; `None` when she thinks better of it.
///
/// Only works from a tap or a key press.
///
/// # Errors
///
/// When the file is too big (`QuotaExceededError`) or cannot be read.
pub async fn choose(accept: &str, bytes_max: u64) -> Result<Option<ChosenFile>, BrowserError> {
    let input: HtmlInputElement = create("input")?;
    input.set_type("file");
    input.set_accept(accept);
    let (done, wait) = oneshot::channel();
    let mut done = Some(done);
    let callback = Closure::<dyn FnMut(Event)>::new(move |_| {
        if let Some(done) = done.take() {
            done.send(()).ok();
        }
    });
    for event in ["change", "cancel"] {
        input.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref())?;
    }
    input.click();
    wait.await.ok();
    read_first(input.files(), bytes_max).await
}

/// Reads the file of an `<input type="file">` that has just changed.
///
/// # Errors
///
/// When the file is too big (`QuotaExceededError`) or cannot be read.
pub async fn chosen_in(changed: &Event, bytes_max: u64) -> Result<Option<ChosenFile>, BrowserError> {
    let input = changed.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    read_first(input.and_then(|input| input.files()), bytes_max).await
}

async fn read_first(files: Option<FileList>, bytes_max: u64) -> Result<Option<ChosenFile>, BrowserError> {
    match files.and_then(|files| files.get(0)) {
        Some(file) => read(&file, bytes_max).await.map(Some),
        None => Ok(None),
    }
}

async fn read(file: &File, bytes_max: u64) -> Result<ChosenFile, BrowserError> {
    if file.size() > bytes_max as f64 {
        return Err(BrowserError::new("QuotaExceededError", "the file is too big"));
    }
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(ChosenFile { name: file.name(), bytes: Uint8Array::new(&buffer).to_vec() })
}

fn create<T: JsCast + AsRef<HtmlElement>>(tag: &str) -> Result<T, BrowserError> {
    let document =
        web_sys::window().and_then(|window| window.document()).ok_or_else(|| BrowserError::unsupported("document"))?;
    document.create_element(tag)?.dyn_into().map_err(|_| BrowserError::unsupported(tag))
}
