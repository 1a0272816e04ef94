//! The browser behind small types: nothing beyond this module sees a `JsValue`.

pub mod boot;
pub mod channel;
pub mod clock;
pub mod crypto;
pub mod engine_host;
mod error;
pub mod events;
pub mod fetch;
pub mod files;
pub mod history;
pub mod indexed_db;
pub mod install;
mod js;
pub mod keep;
pub mod local;
pub mod locks;
pub mod page;
pub mod picture;
pub mod random;
pub mod scroll;
pub mod service_worker;
pub mod share;
pub mod socket;
pub mod theme;
pub mod voice;
pub mod worker;

pub use error::BrowserError;
