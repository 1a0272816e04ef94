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

/// Something to show.
pub enum View {
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

/// What fills a gap in a shape.
pub enum Slot {
    /// The value of an attribute or of a property.
    Attribute(Attribute),
    /// What happens at an event.
    Listener(Handler),
    /// What stands inside.
    Child(View),
    /// Whoever wants to know the element.
    Node(Box<dyn FnOnce(&Element)>),
}

impl View {
    /// What `view!` makes of markup.
    #[must_use]
    pub fn element(shape: &'static str, slots: Box<[Slot]>) -> Self {
        Self::Element(shape, slots)
    }

    /// Views side by side.
    #[must_use]
    pub fn several(views: Vec<Self>) -> Self {
        if views.is_empty() { Self::Nothing } else { Self::Several(views) }
    }

    /// Itself: where branches have views of different markup, leptos wants them made alike.
    #[must_use]
    pub fn into_any(self) -> Self {
        self
    }
}

impl Slot {
    /// For an attribute or a property.
    pub fn attribute(value: impl IntoAttribute) -> Self {
        Self::Attribute(value.into_attribute())
    }

    /// For what stands inside.
    pub fn child(view: impl IntoView) -> Self {
        Self::Child(view.into_view())
    }

    /// For `on:`; `E` is one of leptos's events, which knows the type of what it tells.
    pub fn listener<E>(_: E, run: impl Fn(E::EventType) + 'static) -> Self
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        Self::Listener(Handler {
            owner: Owner::current(),
            run: Rc::new(move |event: Event| run(event.unchecked_into())),
        })
    }

    /// For `node_ref`.
    pub fn node<E>(node: NodeRef<E>) -> Self
    where
        E: ElementType,
        E::Output: JsCast + Clone + 'static,
    {
        Self::Node(Box::new(move |element| node.load(element)))
    }
}

/// What can stand between tags.
pub trait IntoView: Sized {
    /// Makes it a view.
    fn into_view(self) -> View;

    /// The same, by leptos's name.
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
        View::Nothing
    }
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        View::Text(Cow::Borrowed(self))
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        View::Text(Cow::Owned(self))
    }
}

impl<V: IntoView> IntoView for Option<V> {
    fn into_view(self) -> View {
        self.map_or(View::Nothing, IntoView::into_view)
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
        View::Several(vec![self.0.into_view(), self.1.into_view()])
    }
}

impl<F, V> IntoView for F
where
    F: Fn() -> V + 'static,
    V: IntoView,
{
    fn into_view(self) -> View {
        View::Live(Box::new(move || self().into_view()))
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
