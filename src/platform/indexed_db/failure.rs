//! Why an attempt on the database failed: what is worth another connection, and what is not.

use indexed_db_futures::error::{Error, OpenDbError};
use naptime_replica::storage::StorageError;
use wasm_bindgen::JsValue;

use crate::platform::BrowserError;

/// Why an attempt failed.
#[derive(Clone, Debug)]
pub enum Failure {
    /// The connection seems to be gone: a new one may do better.
    Disconnected(BrowserError),
    /// Another connection would say the same.
    Final(StorageError),
}

impl Failure {
    /// The connection was closed by the browser.
    pub fn closed() -> Self {
        Self::Disconnected(BrowserError::new("InvalidStateError", "the connection was closed"))
    }

    /// Nothing was heard of a transaction for too long.
    pub fn silent() -> Self {
        Self::Disconnected(BrowserError::new("TimeoutError", "the database did not answer"))
    }

    /// What it means once no further attempt is made.
    pub fn into_storage_error(self) -> StorageError {
        match self {
            Self::Disconnected(error) => StorageError::Failed { detail: error.to_string() },
            Self::Final(error) => error,
        }
    }
}

impl From<BrowserError> for Failure {
    fn from(error: BrowserError) -> Self {
        match error.name.as_str() {
            "QuotaExceededError" => Self::Final(StorageError::Full),
            "VersionError" => Self::Final(StorageError::Newer),
            // A connection that closes is told as the first two, a browser process that was lost as the third.
            "InvalidStateError" | "AbortError" | "UnknownError" => Self::Disconnected(error),
            _ => Self::Final(StorageError::Failed { detail: error.to_string() }),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::DomException(exception) => BrowserError::from(JsValue::from(exception)).into(),
            Error::Unknown(error) => BrowserError::from(JsValue::from(error)).into(),
            // The library's word for a transaction that was aborted without a reason.
            Error::MissingData(error) => BrowserError::new("AbortError", &error.to_string()).into(),
            Error::Serialisation(error) => BrowserError::new("DataError", &error.to_string()).into(),
        }
    }
}

impl From<OpenDbError> for Failure {
    fn from(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(error) => error.into(),
            other => Self::Final(StorageError::Failed { detail: other.to_string() }),
        }
    }
}
