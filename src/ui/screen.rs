//! One module per screen.

mod challenge;
mod critique;
mod group;
mod join;
mod lesson;
mod me;
mod missing;
mod opening;
mod rubric;
mod share;
mod start;
mod submission;
mod today;
mod trouble;
mod work;

pub use challenge::challenge;
pub use critique::critique;
pub use group::{group, groups};
pub use join::join;
pub use lesson::lesson;
pub use me::me;
pub use missing::missing;
pub use opening::opening;
pub use share::share;
pub use start::{FILE_BYTES_MAX, start};
pub use submission::submission;
pub use today::today;
pub use trouble::{repair, trouble};
pub use work::work;
