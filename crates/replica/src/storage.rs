//! Where a device keeps its records: what any such place must do, and one that forgets, for tests.

#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
mod memory;

pub use memory::MemoryStorage;

use crate::{
    record::Batch,
    replica::{Found, NotPersisted},
};

/// A place for records.
///
/// The contract, checked by `conformance` on every implementation:
/// * [`append`](Self::append) stores all of a batch or nothing, and after `Ok` a reopened place returns it, even if the
///   program is killed next;
/// * a batch whose required records are not all there is [`StorageError::Lost`], unless everything it puts is there
///   already: then it was stored before and the answer got lost;
/// * storing a record twice keeps one; a secret one comes back as it was given;
/// * what cannot be read is reported as such, and hides nothing else;
/// * records that are kept apart ([`Class::is_apart`](crate::record::Class::is_apart)) come when their keys are asked for, and are
///   not loaded.
#[expect(async_fn_in_trait, reason = "every place is used by the one thread that opened it")]
pub trait ReplicaStorage {
    /// Every record that is not kept apart, in any order.
    async fn load(&self) -> Result<Vec<Found>, StorageError>;

    /// The records of these keys that are there.
    async fn read(&self, keys: &[Vec<u8>]) -> Result<Vec<Found>, StorageError>;

    /// Stores a batch.
    async fn append(&self, batch: &Batch) -> Result<(), StorageError>;
}

/// Why a place for records did not do what was asked. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// There is no room.
    #[error("there is no room")]
    Full,
    /// A required record is gone: someone else was first.
    #[error("a required record is gone")]
    Lost,
    /// A newer version of the app has taken the place over.
    #[error("it was made by a newer version of the app")]
    Newer,
    /// What was here before is gone, as after the browser cleared it.
    #[error("what was here before is gone")]
    Gone,
    /// The key that opens secrets cannot be used.
    #[error("the key cannot be used: {detail}")]
    NoKey {
        /// The platform's own words.
        detail: String,
    },
    /// Anything else.
    #[error("{detail}")]
    Failed {
        /// The platform's own words.
        detail: String,
    },
}

impl From<&StorageError> for NotPersisted {
    fn from(error: &StorageError) -> Self {
        match error {
            StorageError::Full => Self::Full,
            StorageError::Lost => Self::Lost,
            StorageError::Newer | StorageError::Gone | StorageError::NoKey { .. } | StorageError::Failed { .. } => {
                Self::Failed
            }
        }
    }
}
