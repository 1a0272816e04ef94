//! Requests to the server this app came from.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, Request, RequestCache, RequestInit, RequestRedirect, Response};

use super::{BrowserError, clock::Timer, js};

/// How long until an answer begins, beside the time the request itself takes.
const FIRST_BYTE_MS_MAX: i64 = 30_000;
/// The slowest connection that is waited for, in bytes a millisecond: half of 2G's.
const BYTES_PER_MS: usize = 2;
/// How long an answer may take once it has begun: the largest on 2G, with a margin.
const ANSWER_MS_MAX: i64 = 300_000;

/// Why a request brought nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// There was no contact, or none in time.
    Unreachable,
    /// Someone answered, with another status than 200.
    Refused {
        /// The status.
        status: u16,
    },
}

/// What someone answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The media type, as given.
    pub media_type: String,
    /// The body.
    pub body: Vec<u8>,
}

/// Fetches a file of the app, from this device's copy where there is one.
///
/// # Errors
///
/// See [`FetchError`].
pub async fn get_bytes(url: &str) -> Result<Vec<u8>, FetchError> {
    let answer = send(url, &RequestInit::new(), FIRST_BYTE_MS_MAX).await;
    match answer.map_err(|_| FetchError::Unreachable)? {
        Answer { status: 200, body, .. } => Ok(body),
        Answer { status, .. } => Err(FetchError::Refused { status }),
    }
}

/// Posts bytes and waits for an answer of whatever kind.
///
/// # Errors
///
/// When nobody answered in time.
pub async fn post_bytes(url: &str, media_type: &str, body: &[u8]) -> Result<Answer, BrowserError> {
    let headers = Headers::new()?;
    headers.set("content-type", media_type)?;
    headers.set("accept", media_type)?;
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_headers(&headers);
    options.set_body(&Uint8Array::from(body));
    options.set_cache(RequestCache::NoStore);
    // A captive portal redirects to itself: that is no server of ours.
    options.set_redirect(RequestRedirect::Error);
    let upload_ms = i64::try_from(body.len() / BYTES_PER_MS).unwrap_or(ANSWER_MS_MAX);
    send(url, &options, FIRST_BYTE_MS_MAX + upload_ms).await
}

async fn send(url: &str, options: &RequestInit, first_byte_ms_max: i64) -> Result<Answer, BrowserError> {
    let abort = AbortController::new()?;
    options.set_signal(Some(&abort.signal()));
    let request = Request::new_with_str_and_init(url, options)?;
    let abort_late = abort.clone();
    let timer = Timer::after(first_byte_ms_max, move || abort.abort());
    let response = js::call_and_wait(&js_sys::global(), "fetch", &[request.into()]).await?;
    let response: Response = response.dyn_into()?;
    drop(timer);
    let timer = Timer::after(ANSWER_MS_MAX, move || abort_late.abort());
    let body = JsFuture::from(response.array_buffer()?).await?;
    drop(timer);
    Ok(Answer {
        status: response.status(),
        media_type: response.headers().get("content-type")?.unwrap_or_default(),
        body: Uint8Array::new(&body).to_vec(),
    })
}
