//! How many live sockets there may be, in all and for one device.

use crate::{limits::Limits, service::Refusal};
use naptime_replica::keys::DeviceId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The places there are.
pub(in crate::http) struct Places {
    all: Arc<Semaphore>,
    by_device: Arc<Mutex<HashMap<DeviceId, usize>>>,
    per_device_max: usize,
}

/// One of all places, given back when dropped.
pub(super) struct Place(#[expect(dead_code, reason = "held until dropped")] OwnedSemaphorePermit);

/// One of a device's places, given back when dropped.
pub(super) struct DevicePlace {
    by_device: Arc<Mutex<HashMap<DeviceId, usize>>>,
    device: DeviceId,
}

impl Places {
    /// All free.
    pub(in crate::http) fn new(limits: &Limits) -> Self {
        Self {
            all: Arc::new(Semaphore::new(limits.live_max)),
            by_device: Arc::default(),
            per_device_max: limits.live_per_device_max,
        }
    }

    /// Takes one of all places.
    pub(super) fn take(&self) -> Result<Place, Refusal> {
        Arc::clone(&self.all).try_acquire_owned().map(Place).map_err(|_| Refusal::Busy)
    }

    /// Takes one of a device's places.
    pub(super) fn take_for(&self, device: DeviceId) -> Result<DevicePlace, Refusal> {
        let mut by_device = lock(&self.by_device);
        let taken = by_device.entry(device).or_default();
        if *taken >= self.per_device_max {
            return Err(Refusal::Busy);
        }
        *taken += 1;
        Ok(DevicePlace { by_device: Arc::clone(&self.by_device), device })
    }
}

impl Drop for DevicePlace {
    fn drop(&mut self) {
        let mut by_device = lock(&self.by_device);
        if let Some(taken) = by_device.get_mut(&self.device) {
            *taken -= 1;
            if *taken == 0 {
                by_device.remove(&self.device);
            }
        }
    }
}

fn lock(by_device: &Mutex<HashMap<DeviceId, usize>>) -> MutexGuard<'_, HashMap<DeviceId, usize>> {
    by_device.lock().unwrap_or_else(PoisonError::into_inner)
}
