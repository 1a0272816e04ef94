//! What is to be shown, before it is in the document.

use std::{borrow::Cow, rc::Rc};

use leptos::{
    ev::EventDescriptor,
    html::ElementType,
    prelude::{NodeRef, Owner},
    tachys::html::node_ref::NodeRefContainer,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::{
    attribute::{Attribute, IntoAttribute},
    keyed::Row,
    listener::Handler,
};

/// Something to show. One pointer: a screen is made by handing hundreds of these around, and each costs code.
pub struct View(Box<Kind>);

/// What a view is.
pub enum Kind {
    /// Nothing.
    Nothing,
    /// Words.
    Text(Cow<'static, str>),
    /// An element and all that is in it: its shape, and what fills the gaps of the shape, in order.
    Element(&'static str, Box<[Slot]>),
    /// Several views side by side, at least one.
    Several(Vec<View>),
    /// What changes with the signals that it reads.
    Live(Box<dyn Fn() -> View>),
    /// A list whose rows keep their nodes.
    Rows(Box<dyn FnMut() -> Vec<Row>>),
}

/// What fills a gap in a shape: one pointer, like a view.
pub struct Slot(Box<Filling>);

/// What a slot holds.
pub enum Filling {
    /// The value of an attribute or of a property.
    Attribute(Attribute),
    /// What happens at an event.
    Listener(Handler),
    /// What stands inside.
    Child(View),
    /// Whoever wants to know the element.
    Node(Box<dyn FnOnce(&Element)>),
}

// Never inlined: a call is a few bytes, and there are hundreds of them.
impl View {
    /// Shows nothing.
    #[inline(never)]
    #[must_use]
    pub fn nothing() -> Self {
        Self(Box::new(Kind::Nothing))
    }

    /// Shows words of the program.
    #[inline(never)]
    #[must_use]
    pub fn words(words: &'static str) -> Self {
        Self(Box::new(Kind::Text(Cow::Borrowed(words))))
    }

    /// Shows words of a document.
    #[inline(never)]
    #[must_use]
    pub fn text(words: String) -> Self {
        Self(Box::new(Kind::Text(Cow::Owned(words))))
    }

    /// What `view!` makes of markup.
    #[inline(never)]
    #[must_use]
    pub fn element(shape: &'static str, slots: Box<[Slot]>) -> Self {
        Self(Box::new(Kind::Element(shape, slots)))
    }

    /// Views side by side.
    #[inline(never)]
    #[must_use]
    pub fn several(views: Vec<Self>) -> Self {
        if views.is_empty() { Self::nothing() } else { Self(Box::new(Kind::Several(views))) }
    }

    /// What is shown anew when a signal that `run` reads has changed.
    #[inline(never)]
    #[must_use]
    pub fn live(run: Box<dyn Fn() -> Self>) -> Self {
        Self(Box::new(Kind::Live(run)))
    }

    pub(crate) fn rows(run: Box<dyn FnMut() -> Vec<Row>>) -> Self {
        Self(Box::new(Kind::Rows(run)))
    }

    pub(crate) fn into_kind(self) -> Kind {
        *self.0
    }
}

impl Slot {
    /// For an attribute or a property.
    pub fn attribute(value: impl IntoAttribute) -> Self {
        value.into_slot()
    }

    /// For what stands inside.
    #[inline(never)]
    #[must_use]
    pub fn child(view: View) -> Self {
        Self(Box::new(Filling::Child(view)))
    }

    /// For `on:`; `E` is one of leptos's events, which knows the type of what it tells.
    pub fn listener<E>(_: E, run: impl Fn(E::EventType) + 'static) -> Self
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        Self::handler(Box::new(move |event| run(event.unchecked_into())))
    }

    /// For `node_ref`.
    pub fn node<E>(node: NodeRef<E>) -> Self
    where
        E: ElementType,
        E::Output: JsCast + Clone + 'static,
    {
        Self(Box::new(Filling::Node(Box::new(move |element| node.load(element)))))
    }

    #[inline(never)]
    pub(crate) fn value(value: Attribute) -> Self {
        Self(Box::new(Filling::Attribute(value)))
    }

    #[inline(never)]
    fn handler(run: Box<dyn Fn(Event)>) -> Self {
        Self(Box::new(Filling::Listener(Handler { owner: Owner::current(), run: Rc::new(run) })))
    }

    pub(crate) fn into_filling(self) -> Filling {
        *self.0
    }
}

/// What can stand between tags.
pub trait IntoView: Sized {
    /// Makes it a view.
    fn into_view(self) -> View;

    /// The same, by leptos's name: there it makes views of different markup alike.
    fn into_any(self) -> View {
        self.into_view()
    }
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for () {
    fn into_view(self) -> View {
        View::nothing()
    }
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        View::words(self)
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        View::text(self)
    }
}

impl<V: IntoView> IntoView for Option<V> {
    fn into_view(self) -> View {
        match self {
            Some(view) => view.into_view(),
            None => View::nothing(),
        }
    }
}

impl<V: IntoView> IntoView for Vec<V> {
    fn into_view(self) -> View {
        self.collect_view()
    }
}

impl<V: IntoView, const N: usize> IntoView for [V; N] {
    fn into_view(self) -> View {
        self.collect_view()
    }
}

impl<A: IntoView, B: IntoView> IntoView for (A, B) {
    fn into_view(self) -> View {
        View::several(vec![self.0.into_view(), self.1.into_view()])
    }
}

impl<F, V> IntoView for F
where
    F: Fn() -> V + 'static,
    V: IntoView,
{
    fn into_view(self) -> View {
        View::live(Box::new(move || self().into_view()))
    }
}

/// For lists that are made once, or anew each time.
pub trait CollectView {
    /// All of them side by side.
    fn collect_view(self) -> View;
}

impl<I> CollectView for I
where
    I: IntoIterator,
    I::Item: IntoView,
{
    fn collect_view(self) -> View {
        View::several(self.into_iter().map(IntoView::into_view).collect())
    }
}

/// What stands between a component's tags.
pub type Children = Box<dyn FnOnce() -> View>;

/// The same, for a component that may show it more than once.
pub type ChildrenFn = Rc<dyn Fn() -> View>;

/// Makes what stands between a component's tags into what the component takes.
pub trait IntoChildren<F> {
    /// Makes it.
    fn into_children(children: F) -> Self;
}

impl<F: FnOnce() -> View + 'static> IntoChildren<F> for Children {
    fn into_children(children: F) -> Self {
        Box::new(children)
    }
}

impl<F: Fn() -> View + 'static> IntoChildren<F> for ChildrenFn {
    fn into_children(children: F) -> Self {
        Rc::new(children)
    }
}
