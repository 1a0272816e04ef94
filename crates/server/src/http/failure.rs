//! Why a whole request is not answered, as a status, a code and words.

use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
};
use naptime_relay::Refusal;
use naptime_replica::wire::{Failure, FailureCode, ServerMessage};

/// The media type of everything the protocol says.
pub(super) const MEDIA_TYPE: &str = "application/cbor";

/// Why a request is not answered: for how it came, or for what it says.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    /// A sync is a POST.
    #[error("a sync is a POST")]
    WrongMethod,
    /// The body is said to be something else.
    #[error("the body is not said to be application/cbor")]
    WrongType,
    /// The body did not come in time.
    #[error("the body did not come in time")]
    TooSlow,
    /// A page of another origin asks.
    #[error("pages of this origin may not sync here")]
    ForeignOrigin,
    /// The relay does not answer it.
    #[error(transparent)]
    ByRelay(#[from] Refusal),
}

impl Refused {
    /// As the wire has it.
    pub(super) fn failure(&self) -> Failure {
        let code = match self {
            Self::WrongMethod | Self::WrongType | Self::TooSlow => FailureCode::Malformed,
            Self::ForeignOrigin => FailureCode::ForeignOrigin,
            Self::ByRelay(refusal) => return refusal.failure(),
        };
        Failure { code, message: self.to_string(), nonce: Vec::new() }
    }

    /// Whether whoever asked may go on on the same live socket.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self, Self::ByRelay(refusal) if refusal.is_passing())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::ByRelay(refusal) => match refusal {
                Refusal::Malformed(_) | Refusal::Newer => StatusCode::BAD_REQUEST,
                Refusal::NonceNeeded { .. } | Refusal::WrongSignature => StatusCode::UNAUTHORIZED,
                Refusal::TooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
                Refusal::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
                Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
                Refusal::Disk => StatusCode::INSUFFICIENT_STORAGE,
                Refusal::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }
}

/// The failure as an answer over HTTP.
pub(super) fn response(refused: &Refused) -> Response<Body> {
    let body = ServerMessage::Failure(refused.failure()).to_bytes();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = refused.status();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    match refused {
        Refused::ByRelay(Refusal::TooOften(after)) => {
            let seconds = after.as_secs().saturating_add(1);
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        // The rest of the body is not read, so the next request can't be found behind it.
        Refused::ByRelay(Refusal::TooLong { .. }) | Refused::TooSlow => {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        Refused::WrongMethod => {
            headers.insert(header::ALLOW, HeaderValue::from_static("POST"));
        }
        _ => {}
    }
    response
}
