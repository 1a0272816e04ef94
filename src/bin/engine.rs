//! The engine's program: the whole life of the learner's data on this device, in a worker of its own.

#[cfg(target_arch = "wasm32")]
fn main() {
    if let Err(error) = naptime::engine::run() {
        // Nobody but a developer can meet this: the page only ever starts it as a worker.
        panic!("{error}");
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
