//! `view!`: markup becomes a shape, which is one string in the program, and the list of what fills its gaps.

mod component;
mod element;
mod shape;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use rstml::{
    Parser, ParserConfig,
    node::{CustomNode, Node},
};
use syn::spanned::Spanned;

/// Markup as a `View`, in the syntax of leptos's `view!`.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let parser = Parser::new(ParserConfig::default().recover_block(true));
    let (nodes, errors) = parser.parse_recoverable(tokens).split_vec();
    let errors = errors.into_iter().map(|error| error.emit_as_expr_tokens());
    let view = fragment(&nodes);
    quote!({ #(#errors;)* #view }).into()
}

/// A component: leptos's own `#[component]`, which gives a function a builder for its properties, without the types of
/// leptos's views. `view!` calls it.
#[proc_macro_attribute]
pub fn component(_: proc_macro::TokenStream, function: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let function = TokenStream::from(function);
    quote!(#[::leptos::component(transparent)] #function).into()
}

/// Several nodes side by side.
fn fragment(nodes: &[Node<impl CustomNode>]) -> TokenStream {
    let views: Vec<_> = nodes.iter().filter_map(node).collect();
    match views.as_slice() {
        [] => quote!(::naptime_view::View::nothing()),
        [one] => one.clone(),
        several => quote!(::naptime_view::View::several(::std::vec![#(#several),*])),
    }
}

/// One node as an expression of type `View`; a comment is none.
fn node(node: &Node<impl CustomNode>) -> Option<TokenStream> {
    let view = match node {
        Node::Element(element) if component::is_component(element) => component::call(element),
        Node::Element(element) => element::template(element),
        Node::Text(text) => {
            let words = &text.value;
            quote!(::naptime_view::IntoView::into_view(#words))
        }
        Node::Block(block) => {
            quote_spanned!(block.span()=> ::naptime_view::IntoView::into_view(#[allow(unused_braces)] #block))
        }
        Node::Fragment(fragment) => self::fragment(&fragment.children),
        Node::Comment(_) => return None,
        other => error(other, "put words in quotes"),
    };
    Some(view)
}

/// A compiler error at what it is about.
fn error(at: &impl Spanned, why: &str) -> TokenStream {
    let error = syn::Error::new(at.span(), why).into_compile_error();
    quote!({ #error })
}
