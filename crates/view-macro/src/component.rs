//! Components: a capitalised name is a function that leptos's `#[component]` has given a builder for its properties.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use rstml::node::{CustomNode, KeyedAttribute, NodeAttribute, NodeElement, NodeName};
use syn::spanned::Spanned;

use crate::{error, fragment};

/// Whether this is a component rather than an element.
pub fn is_component(element: &NodeElement<impl CustomNode>) -> bool {
    element.name().to_string().starts_with(char::is_uppercase)
}

/// The component's view.
pub fn call(element: &NodeElement<impl CustomNode>) -> TokenStream {
    let name = element.name();
    if let Some(block) = element.attributes().iter().find(|attribute| matches!(attribute, NodeAttribute::Block(_))) {
        return error(block, "a property has a name");
    }
    let is_other =
        |attribute: &&KeyedAttribute| matches!(attribute.key, NodeName::Punctuated(_)) && bound(attribute).is_none();
    if let Some(other) = named(element).find(is_other) {
        return error(&other.key, "a component takes properties, not attributes or events");
    }
    let properties = named(element).filter(|attribute| bound(attribute).is_none()).map(property);
    let children = children(element);
    let builder = quote_spanned!(name.span()=> ::naptime_view::component::component_props_builder(&#name));
    quote!(::naptime_view::component::show(#name, #builder #(#properties)* #children .build()))
}

fn named(element: &NodeElement<impl CustomNode>) -> impl Iterator<Item = &KeyedAttribute> {
    element.attributes().iter().filter_map(|attribute| match attribute {
        NodeAttribute::Attribute(attribute) => Some(attribute),
        NodeAttribute::Block(_) => None,
    })
}

fn property(attribute: &KeyedAttribute) -> TokenStream {
    let name = &attribute.key;
    match attribute.value() {
        Some(value) => quote_spanned!(name.span()=> .#name(#[allow(unused_braces)] { #value })),
        None => quote_spanned!(name.span()=> .#name(#name)),
    }
}

fn children(element: &NodeElement<impl CustomNode>) -> TokenStream {
    if element.children.is_empty() {
        return TokenStream::new();
    }
    let inside = fragment(&element.children);
    let names: Vec<_> = named(element).filter_map(bound).collect();
    match names.is_empty() {
        true => quote!(.children(::naptime_view::IntoChildren::into_children(move || #inside))),
        false => quote!(.children(move |#(#names),*| #inside)),
    }
}

/// The name that `let:name` gives to what the children are about.
fn bound(attribute: &KeyedAttribute) -> Option<Ident> {
    let NodeName::Punctuated(_) = &attribute.key else { return None };
    let name = attribute.key.to_string();
    let name = name.strip_prefix("let:")?.trim();
    Some(Ident::new(name, attribute.key.span()))
}
