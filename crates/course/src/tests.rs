//! What tests of more than one module need.

pub(crate) mod shipped;
