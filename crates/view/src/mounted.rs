//! What stands in the document: how it is put in, changed in place, and taken off.

use std::borrow::Cow;

use leptos::{prelude::document, reactive::effect::RenderEffect};
use web_sys::{Comment, Element, Node, Text};

use crate::{
    element::MountedElement,
    keyed::{self, MountedRows},
    view::{Kind, View},
};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Whose elements they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namespace {
    Html,
    Svg,
}

impl Namespace {
    /// A new element inside this namespace, and the namespace inside it.
    pub fn create(self, tag: &str) -> (Element, Self) {
        let namespace = if tag == "svg" { Self::Svg } else { self };
        let element = match namespace {
            Self::Html => document().create_element(tag),
            Self::Svg => document().create_element_ns(Some(SVG), tag),
        };
        let Ok(element) = element else { unreachable!("`view!` knows the names of elements") };
        (element, namespace)
    }
}

/// A view in the document. It always has at least one node there, so that something can be put in its place.
pub enum Mounted {
    Nothing(Comment),
    Text(Text, Cow<'static, str>),
    Element(MountedElement),
    Several(Vec<Mounted>),
    Live(RenderEffect<Mounted>),
    Rows(RenderEffect<MountedRows>),
}

impl Mounted {
    /// Builds it, apart from the document.
    pub fn build(view: View, namespace: Namespace) -> Self {
        Self::build_kind(view.into_kind(), namespace)
    }

    fn build_kind(kind: Kind, namespace: Namespace) -> Self {
        match kind {
            Kind::Nothing => Self::Nothing(document().create_comment("")),
            Kind::Text(words) => Self::Text(document().create_text_node(&words), words),
            Kind::Element(shape, slots) => Self::Element(MountedElement::build(shape, slots, namespace)),
            Kind::Several(views) => Self::Several(views.into_iter().map(|view| Self::build(view, namespace)).collect()),
            Kind::Live(run) => Self::follow(run, None, namespace),
            Kind::Rows(run) => Self::Rows(keyed::follow(run, namespace)),
        }
    }

    fn follow(run: Box<dyn Fn() -> View>, shown: Option<Self>, namespace: Namespace) -> Self {
        let show = move |shown: Option<Self>| match shown {
            None => Self::build(run(), namespace),
            Some(mut shown) => {
                shown.patch(run(), namespace);
                shown
            }
        };
        Self::Live(RenderEffect::new_with_value(show, shown))
    }

    /// Lays another view over it: where both are of one kind, the nodes stay.
    pub fn patch(&mut self, view: View, namespace: Namespace) {
        let kind = match (&mut *self, view.into_kind()) {
            (Self::Nothing(_), Kind::Nothing) => return,
            (Self::Text(node, shown), Kind::Text(words)) => {
                if *shown != words {
                    node.set_data(&words);
                    *shown = words;
                }
                return;
            }
            (Self::Element(element), Kind::Element(shape, slots)) => match element.patch(shape, slots) {
                Ok(()) => return,
                Err(slots) => Kind::Element(shape, slots),
            },
            (Self::Several(shown), Kind::Several(views)) => return patch_several(shown, views, namespace),
            (Self::Live(effect), Kind::Live(run)) => {
                let shown = effect.take_value();
                *self = Self::follow(run, shown, namespace);
                return;
            }
            (_, kind) => kind,
        };
        let new = Self::build_kind(kind, namespace);
        if let Some(parent) = self.first().parent_node() {
            new.insert(&parent, Some(&self.first()));
        }
        self.remove();
        *self = new;
    }

    /// Puts it into the document, or into something that will be there.
    pub fn insert(&self, parent: &Node, before: Option<&Node>) {
        self.each(&mut |node| {
            // Throws only where a node would contain itself.
            parent.insert_before(node, before).ok();
        });
    }

    /// Takes it off the document. Its listeners and effects end when it is dropped: taking off may still cause events.
    pub fn remove(&self) {
        self.each(&mut |node| {
            if let Some(parent) = node.parent_node() {
                // Throws only for nodes that are elsewhere.
                parent.remove_child(node).ok();
            }
        });
    }

    /// Its first node.
    pub fn first(&self) -> Node {
        let mut first = None;
        self.each(&mut |node| {
            first.get_or_insert_with(|| node.clone());
        });
        first.unwrap_or_else(|| unreachable!("everything that is shown has a node"))
    }

    /// What comes after its last node.
    pub fn next(&self) -> Option<Node> {
        let mut last = None;
        self.each(&mut |node| last = Some(node.clone()));
        last.and_then(|last| last.next_sibling())
    }

    /// Its outermost nodes in order.
    pub fn each(&self, visit: &mut dyn FnMut(&Node)) {
        match self {
            Self::Nothing(node) => visit(node),
            Self::Text(node, _) => visit(node),
            Self::Element(element) => visit(&element.node),
            Self::Several(several) => several.iter().for_each(|one| one.each(visit)),
            Self::Live(effect) => drop(effect.with_value_mut(|shown| shown.each(visit))),
            Self::Rows(effect) => drop(effect.with_value_mut(|rows| rows.each(visit))),
        }
    }
}

/// One by one: the first stays the first. More are put behind, fewer are taken off at the end.
fn patch_several(shown: &mut Vec<Mounted>, views: Vec<View>, namespace: Namespace) {
    let last = shown.split_off(views.len().min(shown.len()));
    last.iter().for_each(Mounted::remove);
    let mut views = views.into_iter();
    for (shown, view) in shown.iter_mut().zip(views.by_ref()) {
        shown.patch(view, namespace);
    }
    for view in views {
        let new = Mounted::build(view, namespace);
        if let Some(before) = shown.last()
            && let Some(parent) = before.first().parent_node()
        {
            new.insert(&parent, before.next().as_ref());
        }
        shown.push(new);
    }
}
