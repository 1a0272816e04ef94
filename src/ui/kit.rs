//! Components that show and tell, and know nothing of learners: each a native element with our looks.

mod button;
mod choice_group;
mod copying;
mod empty_state;
mod field;
mod fold;
mod icon;
mod notice;
mod progress;
mod screen;
mod sheet;
mod sync_badge;
mod tab_bar;
mod toast;

pub use button::{Button, ButtonKind, LinkButton};
pub use choice_group::{Choice, ChoiceGroup};
pub use copying::Copying;
pub use empty_state::EmptyState;
pub use field::{Area, AreaKind, ErrorText, Field, FieldKind, full, until_changed};
pub use fold::Fold;
pub use icon::{Icon, IconName};
pub use notice::{Notice, Tone};
pub use progress::Progress;
pub use screen::{Action, RowLink, Screen, TitleSize};
pub use sheet::Sheet;
pub use sync_badge::{SyncBadge, attention_words};
pub use tab_bar::TabBar;
pub use toast::{Toast, ToastSlot};
