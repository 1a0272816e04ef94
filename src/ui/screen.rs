//! One module per screen.

mod challenge;
mod critique;
mod group;
mod join;
mod lesson;
mod me;
mod missing;
mod nugget;
mod opening;
mod outside;
mod resource;
mod rubric;
mod share;
mod start;
mod stuck;
mod submission;
mod today;
mod trouble;
mod work;

pub use challenge::{challenge, one_challenge};
pub use critique::critique;
pub use group::{group, groups};
pub use join::join;
pub use lesson::lesson;
pub use me::me;
pub use missing::missing;
pub use nugget::nugget;
pub use opening::opening;
pub use outside::outside;
pub use share::share;
pub use start::{FILE_BYTES_MAX, start};
pub use stuck::stuck;
pub use submission::submission;
pub use today::today;
pub use trouble::{repair, trouble};
pub use work::{of_work, work};
