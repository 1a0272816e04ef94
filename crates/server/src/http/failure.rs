//! Why a whole request is not answered, as a status, a code and words.

use crate::service::Refusal;
use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
};
use naptime_replica::wire::{Failure, FailureCode, ServerMessage};

/// The media type of everything the protocol says.
pub(super) const MEDIA_TYPE: &str = "application/cbor";

/// The failure as the wire has it.
pub(super) fn failure(refusal: &Refusal) -> Failure {
    let nonce = match refusal {
        Refusal::NonceNeeded { fresh } => fresh.clone(),
        _ => Vec::new(),
    };
    Failure { code: terms(refusal).1, message: refusal.to_string(), nonce }
}

/// The failure as an answer over HTTP.
pub(super) fn response(refusal: &Refusal) -> Response<Body> {
    let body = ServerMessage::Failure(failure(refusal)).to_bytes();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = terms(refusal).0;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    match refusal {
        Refusal::TooOften(after) => {
            let seconds = after.as_secs().saturating_add(1);
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        // The rest of the body is not read, so the next request can't be found behind it.
        Refusal::TooLong { .. } | Refusal::TooSlow => {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        Refusal::WrongMethod => {
            headers.insert(header::ALLOW, HeaderValue::from_static("POST"));
        }
        _ => {}
    }
    response
}

/// Whether whoever asked may go on on the same live socket.
pub(super) fn is_passing(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NonceNeeded { .. } | Refusal::TooOften(_) | Refusal::Busy | Refusal::Disk | Refusal::Internal
    )
}

fn terms(refusal: &Refusal) -> (StatusCode, FailureCode) {
    match refusal {
        Refusal::Malformed(_) => (StatusCode::BAD_REQUEST, FailureCode::Malformed),
        Refusal::WrongMethod => (StatusCode::METHOD_NOT_ALLOWED, FailureCode::Malformed),
        Refusal::WrongType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, FailureCode::Malformed),
        Refusal::TooSlow => (StatusCode::REQUEST_TIMEOUT, FailureCode::Malformed),
        Refusal::Newer => (StatusCode::BAD_REQUEST, FailureCode::Newer),
        Refusal::NonceNeeded { .. } => (StatusCode::UNAUTHORIZED, FailureCode::NonceNeeded),
        Refusal::WrongSignature => (StatusCode::UNAUTHORIZED, FailureCode::WrongSignature),
        Refusal::ForeignOrigin => (StatusCode::FORBIDDEN, FailureCode::ForeignOrigin),
        Refusal::TooLong { .. } => (StatusCode::PAYLOAD_TOO_LARGE, FailureCode::TooLong),
        Refusal::TooOften(_) => (StatusCode::TOO_MANY_REQUESTS, FailureCode::TooOften),
        Refusal::Busy => (StatusCode::SERVICE_UNAVAILABLE, FailureCode::Busy),
        Refusal::Disk => (StatusCode::INSUFFICIENT_STORAGE, FailureCode::Busy),
        Refusal::Internal => (StatusCode::INTERNAL_SERVER_ERROR, FailureCode::Internal),
    }
}
