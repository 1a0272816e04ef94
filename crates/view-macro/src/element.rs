//! Elements, with everything inside them down to the next component, as one shape.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use rstml::node::{CustomNode, KeyedAttribute, Node, NodeAttribute, NodeElement, NodeName};
use syn::{Expr, Lit, spanned::Spanned};

use crate::{
    error,
    shape::{self, Shape},
};

/// An element as an expression of type `View`.
pub fn template(element: &NodeElement<impl CustomNode>) -> TokenStream {
    let mut shape = Shape::default();
    add(&mut shape, element, false);
    quote!(#shape)
}

fn add(shape: &mut Shape, element: &NodeElement<impl CustomNode>, is_in_svg: bool) {
    let tag = element.name();
    let name = tag.to_string();
    let is_svg = is_in_svg || name == "svg";
    let list = if is_svg { "svg" } else { "html" };
    shape.check(known(list, &name, tag.span()));
    shape.open(&name);
    for attribute in element.attributes() {
        match attribute {
            NodeAttribute::Attribute(attribute) => add_attribute(shape, attribute, is_svg),
            block => shape.check(error(block, "an attribute has a name")),
        }
    }
    for child in &element.children {
        add_child(shape, child, is_svg);
    }
    shape.close();
}

fn add_child(shape: &mut Shape, child: &Node<impl CustomNode>, is_in_svg: bool) {
    match child {
        Node::Element(element) if !crate::component::is_component(element) => add(shape, element, is_in_svg),
        Node::Text(text) if shape::fits(&text.value_string()) => shape.text(&text.value_string()),
        child => {
            if let Some(view) = crate::node(child) {
                shape.slot('$', "", quote!(::naptime_view::Slot::child(#view)));
            }
        }
    }
}

fn add_attribute(shape: &mut Shape, attribute: &KeyedAttribute, is_svg: bool) {
    let name = attribute.key.to_string();
    let key = attribute.key.span();
    let Some(value) = attribute.value() else {
        return shape.attribute(&name, "");
    };
    let braced = quote_spanned!(value.span()=> #[allow(unused_braces)] { #value });
    match name.split_once(':') {
        Some(("on", event)) => {
            let event = Ident::new(event, last_span(&attribute.key));
            let make = quote_spanned!(value.span()=> ::naptime_view::Slot::listener);
            shape.slot('@', &event.to_string(), quote!(#make(::naptime_view::ev::#event, #braced)));
        }
        Some(("prop", property)) => {
            let make = quote_spanned!(value.span()=> ::naptime_view::Slot::attribute);
            shape.slot('.', property, quote!(#make(#braced)));
        }
        Some(_) => shape.check(error(&attribute.key, "only on: and prop: can stand before a name")),
        None if name == "node_ref" => {
            let make = quote_spanned!(value.span()=> ::naptime_view::Slot::node);
            shape.slot('#', "", quote!(#make(#braced)));
        }
        None => {
            // leptos lists neither `class` nor the attributes of SVG.
            if !is_svg && name != "class" && !name.starts_with("data-") {
                shape.check(known("attr", &name.replace('-', "_"), key));
            }
            match words(value).filter(|words| shape::fits(words)) {
                Some(words) => shape.attribute(&name, &words),
                None => {
                    let make = quote_spanned!(value.span()=> ::naptime_view::Slot::attribute);
                    shape.slot('?', &name, quote!(#make(#braced)));
                }
            }
        }
    }
}

/// Has the compiler look a name up in one of leptos's lists.
fn known(list: &str, name: &str, span: Span) -> TokenStream {
    let (list, name) = (Ident::new(list, span), Ident::new_raw(name, span));
    quote_spanned!(span=> #[allow(unused_imports)] use ::naptime_view::#list::#name as _;)
}

fn words(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(words) => Some(words.value()),
            _ => None,
        },
        _ => None,
    }
}

/// Of `on:click`, where `click` stands.
fn last_span(name: &NodeName) -> Span {
    match name {
        NodeName::Punctuated(parts) => parts.last().map_or_else(|| name.span(), Spanned::span),
        name => name.span(),
    }
}
