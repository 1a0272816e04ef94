//! Round trips and speed.
fn main() {}
