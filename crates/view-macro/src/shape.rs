//! The shape of an element as lines, each of which begins with a mark that says what it is. `crates/view` reads them.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// What is known of an element when the program is built, and what fills its gaps when it runs.
#[derive(Default)]
pub struct Shape {
    lines: Vec<String>,
    slots: Vec<TokenStream>,
    checks: Vec<TokenStream>,
}

impl Shape {
    /// Begins an element.
    pub fn open(&mut self, tag: &str) {
        self.line('<', tag);
    }

    /// Ends the element that was begun last.
    pub fn close(&mut self) {
        self.line('>', "");
    }

    /// An attribute that never changes.
    pub fn attribute(&mut self, name: &str, value: &str) {
        self.line('=', &[name, " ", value].concat());
    }

    /// Words that never change.
    pub fn text(&mut self, words: &str) {
        self.line('"', words);
    }

    /// A gap, and the expression that fills it.
    pub fn slot(&mut self, mark: char, name: &str, value: TokenStream) {
        self.line(mark, name);
        self.slots.push(value);
    }

    /// Something the compiler looks up and the program never sees: an unknown name is an error where it stands.
    pub fn check(&mut self, check: TokenStream) {
        self.checks.push(check);
    }

    fn line(&mut self, mark: char, rest: &str) {
        self.lines.push([String::from(mark).as_str(), rest].concat());
    }
}

impl ToTokens for Shape {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (lines, slots, checks) = (self.lines.join("\n"), &self.slots, &self.checks);
        tokens.extend(quote!({
            #(#checks)*
            ::naptime_view::View::element(#lines, ::std::boxed::Box::new([#(#slots),*]))
        }));
    }
}

/// Whether a line can hold this.
pub fn fits(words: &str) -> bool {
    !words.contains('\n')
}
