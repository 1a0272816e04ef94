//! Screens as plain data: leptos's signals and markup, without a type of its own for each element.
//!
//! `view!` makes a `View`. `mount` puts it into the document, and from then on each closure in it runs again when
//! a signal it reads has changed. What a closure gives then is laid over what it gave before: the same markup keeps its
//! nodes, and with them focus, carets and scroll.
#![cfg(target_arch = "wasm32")]

mod attribute;
pub mod component;
mod element;
mod keyed;
mod listener;
mod mount;
mod mounted;
mod shape;
mod view;

pub use leptos::{attr, ev, html, svg, task};
pub use naptime_view_macro::{component, view};

pub use self::{
    attribute::{IntoAttribute, IntoValue, Value},
    keyed::For,
    mount::{Mount, mount},
    view::{Children, ChildrenFn, CollectView, IntoChildren, IntoView, Slot, View},
};

/// What a screen needs.
pub mod prelude {
    pub use leptos::{
        prelude::{
            Callable, Callback, Effect, LocalStorage, Memo, NodeRef, Owner, ReadSignal, RwSignal, Signal, StoredValue,
            event_target_value, expect_context, on_cleanup, provide_context, untrack, use_context,
        },
        reactive::prelude::*,
    };

    pub use crate::{Children, ChildrenFn, CollectView, For, IntoView, View, View as AnyView, component, view};
}
