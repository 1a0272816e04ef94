//! stub
pub(crate) enum Refusal { TooMany(std::time::Duration) }
