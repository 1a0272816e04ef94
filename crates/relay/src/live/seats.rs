//! How many live sockets one device may have.

use crate::refusal::Refusal;
use naptime_replica::keys::DeviceId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The seats there are.
pub(crate) struct Seats {
    taken: Arc<Mutex<HashMap<DeviceId, usize>>>,
    per_device_max: usize,
}

/// One of a device's seats, given back when dropped.
pub(super) struct Seat {
    taken: Arc<Mutex<HashMap<DeviceId, usize>>>,
    device: DeviceId,
}

impl Seats {
    /// All free.
    pub(crate) fn new(per_device_max: usize) -> Self {
        Self { taken: Arc::default(), per_device_max }
    }

    /// Takes one of a device's seats.
    pub(super) fn take(&self, device: DeviceId) -> Result<Seat, Refusal> {
        let mut taken = lock(&self.taken);
        let hers = taken.entry(device).or_default();
        if *hers >= self.per_device_max {
            return Err(Refusal::Busy);
        }
        *hers += 1;
        Ok(Seat { taken: Arc::clone(&self.taken), device })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        if let Some(hers) = taken.get_mut(&self.device) {
            *hers -= 1;
            if *hers == 0 {
                taken.remove(&self.device);
            }
        }
    }
}

fn lock(taken: &Mutex<HashMap<DeviceId, usize>>) -> MutexGuard<'_, HashMap<DeviceId, usize>> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}
