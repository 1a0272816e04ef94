//! stub
pub(super) async fn answer<S>() {}
pub(super) struct Places;
impl Places { pub(super) fn new(_: &crate::limits::Limits) -> Self { Places } }
