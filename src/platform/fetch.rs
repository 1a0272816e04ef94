//! Requests to the server this app came from.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{AbortController, Headers, Request, RequestCache, RequestInit, RequestRedirect, Response};

use super::{BrowserError, clock::Timer, js};

/// How long until an answer begins, beside the time the request itself takes.
const FIRST_BYTE_MS_MAX: i64 = 30_000;
/// The slowest connection that is waited for, in bytes a millisecond: half of 2G's.
const BYTES_PER_MS: usize = 2;
/// How long an answer may take once it has begun: the largest on 2G, with a margin.
const ANSWER_MS_MAX: i64 = 300_000;

/// Largest file of the app or the course that is fetched here, in bytes: twice the largest part of a programme.
pub const FILE_BYTES_MAX: usize = 2 * naptime_course::read::CHALLENGE_BYTES_MAX;

/// Why a request brought nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// There was no contact, or none in time, or more came than any file has.
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
    /// The body; empty if it is of another media type than was asked for.
    pub body: Vec<u8>,
}

/// Fetches a file of the app, from this device's copy where there is one.
///
/// # Errors
///
/// See [`FetchError`].
pub async fn get_bytes(url: &str) -> Result<Vec<u8>, FetchError> {
    get(url, &RequestInit::new()).await
}

/// As [`get_bytes`], for what the server may have no longer: the browser's own store is not asked without it.
///
/// # Errors
///
/// See [`FetchError`].
pub async fn get_bytes_if_there(url: &str) -> Result<Vec<u8>, FetchError> {
    let options = RequestInit::new();
    options.set_cache(RequestCache::NoCache);
    get(url, &options).await
}

async fn get(url: &str, options: &RequestInit) -> Result<Vec<u8>, FetchError> {
    let contact = Contact::make(url, options, FIRST_BYTE_MS_MAX).await;
    let contact = contact.map_err(|_| FetchError::Unreachable)?;
    match contact.response.status() {
        200 => contact.body(FILE_BYTES_MAX).await.map_err(|_| FetchError::Unreachable),
        status => Err(FetchError::Refused { status }),
    }
}

/// Posts bytes and waits for an answer, whose body is at most so long.
///
/// # Errors
///
/// When nobody answered in time, or at greater length.
pub async fn post_bytes(
    url: &str,
    media_type: &str,
    body: &[u8],
    answer_bytes_max: usize,
) -> Result<Answer, BrowserError> {
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
    let contact = Contact::make(url, &options, FIRST_BYTE_MS_MAX + upload_ms).await?;
    let status = contact.response.status();
    let answered_type = contact.response.headers().get("content-type")?.unwrap_or_default();
    // A captive portal's page is not worth its bytes.
    let body = if answered_type == media_type { contact.body(answer_bytes_max).await? } else { Vec::new() };
    Ok(Answer { status, media_type: answered_type, body })
}

/// An answer that has begun. Dropping it breaks the rest off.
struct Contact {
    response: Response,
    abort: AbortController,
}

impl Drop for Contact {
    fn drop(&mut self) {
        self.abort.abort();
    }
}

impl Contact {
    async fn make(url: &str, options: &RequestInit, first_byte_ms_max: i64) -> Result<Self, BrowserError> {
        let abort = AbortController::new()?;
        options.set_signal(Some(&abort.signal()));
        let request = Request::new_with_str_and_init(url, options)?;
        let late = abort.clone();
        let timer = Timer::after(first_byte_ms_max, move || late.abort());
        let response = js::call_and_wait(&js_sys::global(), "fetch", &[request.into()]).await?;
        drop(timer);
        Ok(Self { response: response.dyn_into()?, abort })
    }

    /// The body, if it comes in time and is no longer than this.
    async fn body(self, bytes_max: usize) -> Result<Vec<u8>, BrowserError> {
        let too_long = || BrowserError::new("QuotaExceededError", "the answer is longer than any can be");
        let declared = self.response.headers().get("content-length")?.and_then(|length| length.parse::<usize>().ok());
        if declared.is_some_and(|length| length > bytes_max) {
            return Err(too_long());
        }
        let late = self.abort.clone();
        let _timer = Timer::after(ANSWER_MS_MAX, move || late.abort());
        let stream = js::get(&self.response, "body");
        let mut bytes = Vec::new();
        // A browser gives no stream for an empty body.
        if stream.is_null() {
            return Ok(bytes);
        }
        let reader = js::call(&stream, "getReader", &[])?;
        loop {
            let part = js::call_and_wait(&reader, "read", &[]).await?;
            let Ok(part) = js::get(&part, "value").dyn_into::<Uint8Array>() else { return Ok(bytes) };
            if bytes.len() + part.length() as usize > bytes_max {
                return Err(too_long());
            }
            bytes.extend(part.to_vec());
        }
    }
}
