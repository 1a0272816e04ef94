//! UI thread.
fn main() {}
