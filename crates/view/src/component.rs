//! What `view!` calls for a component.

use leptos::{component::ComponentConstructor, prelude::untrack};

pub use leptos::component::component_props_builder;

use crate::view::{IntoView, View};

/// What a component shows. Only closures in it follow signals, not the component as a whole.
pub fn show<P, V: IntoView>(component: impl ComponentConstructor<P, V>, properties: P) -> View {
    untrack(|| component.construct(properties).into_view())
}
