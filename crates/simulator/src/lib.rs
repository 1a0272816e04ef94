//! Many devices and a server in memory, under one seed: the same seed is the same story, word for word.
//!
//! How it differs from the world: time jumps from event to event; a device's storage is a map that is written in one
//! stroke, and so is the server's; requests carry no HTTP. The replica is the one that ships, and so is the server's side of
//! the protocol, with its signatures, nonces and rates.
//!
//! * [`World`] runs events in the order of their moments; [`Weather`] says how often what goes wrong;
//! * `server` is the relay on its disk, `machine` a device with its storage and tabs, `typist` a person at a text box;
//! * [`Group`] is a world made for telling one story in a test; [`play()`] a random one, checked at the end.

mod check;
mod group;
mod hand;
mod hostile;
mod lapse;
mod machine;
mod play;
mod server;
mod tab;
mod trap;
mod typist;
mod weather;
mod world;

pub use group::{Backup, Group};
pub use hand::{Hand, attach, challenge, small, work};
pub use hostile::Liar;
pub use lapse::Disk;
pub use play::{play, play_told};
pub use weather::Weather;
pub use world::World;
