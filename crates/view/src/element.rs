//! An element in the document, with all that is in it.

use leptos::prelude::document;
use web_sys::{Element, Node};

use crate::{
    attribute::{MountedAttribute, Target},
    listener::MountedListener,
    mounted::{Mounted, Namespace},
    shape::{Gap, Line, lines},
    view::{Filling, Slot},
};

/// An element that was built from a shape; the gaps of the shape, as they are filled now.
pub struct MountedElement {
    shape: &'static str,
    /// The outermost of them.
    pub node: Element,
    parts: Vec<Part>,
}

enum Part {
    Attribute(MountedAttribute),
    Listener(MountedListener),
    Child(Mounted, Namespace),
    Node(Element),
}

impl MountedElement {
    /// Builds it, apart from the document.
    pub fn build(shape: &'static str, slots: Box<[Slot]>, namespace: Namespace) -> Self {
        let mut slots = slots.into_vec().into_iter();
        let mut parts = Vec::with_capacity(slots.len());
        // Elements that are begun and not yet ended, each with its namespace.
        let mut open: Vec<(Element, Namespace)> = Vec::new();
        for line in lines(shape) {
            if let Line::Open(tag) = line {
                let within = open.last().map_or(namespace, |(_, namespace)| *namespace);
                open.push(within.create(tag));
                continue;
            }
            let Some((element, within)) = open.last() else { continue };
            match line {
                Line::Open(_) => {}
                Line::Close if open.len() == 1 => break,
                Line::Close => {
                    let ended = element.clone();
                    open.pop();
                    if let Some((outer, _)) = open.last() {
                        append(outer, &ended);
                    }
                }
                // Throws only for names no attribute can have.
                Line::Attribute(name, value) => drop(element.set_attribute(name, value)),
                Line::Text(words) => append(element, &document().create_text_node(words)),
                Line::Slot(gap) => parts.extend(slots.next().and_then(|slot| fill(gap, slot, element, *within))),
            }
        }
        let Some((node, _)) = open.into_iter().next() else { unreachable!("a shape begins with an element") };
        Self { shape, node, parts }
    }

    /// Lays another of the same shape over it, or says that it has another shape.
    ///
    /// Shapes are compared by what they say, not by where they stand: compilers merge equal strings, or double them.
    pub fn patch(&mut self, shape: &'static str, slots: Box<[Slot]>) -> Result<(), Box<[Slot]>> {
        if self.shape != shape {
            return Err(slots);
        }
        for (part, slot) in self.parts.iter_mut().zip(slots.into_vec()) {
            match (part, slot.into_filling()) {
                (Part::Attribute(part), Filling::Attribute(value)) => part.patch(value),
                (Part::Listener(part), Filling::Listener(handler)) => part.patch(handler),
                (Part::Child(part, within), Filling::Child(view)) => part.patch(view, *within),
                (Part::Node(element), Filling::Node(tell)) => tell(element),
                _ => unreachable!("one shape has one kind of slot in each gap"),
            }
        }
        Ok(())
    }
}

fn fill(gap: Gap, slot: Slot, element: &Element, within: Namespace) -> Option<Part> {
    Some(match (gap, slot.into_filling()) {
        (Gap::Attribute(name), Filling::Attribute(value)) => {
            Part::Attribute(MountedAttribute::build(Target::Attribute(element.clone(), name), value))
        }
        (Gap::Property(name), Filling::Attribute(value)) => {
            Part::Attribute(MountedAttribute::build(Target::Property(element.clone(), name), value))
        }
        (Gap::Event(event), Filling::Listener(handler)) => {
            Part::Listener(MountedListener::build(element, event, handler))
        }
        (Gap::Child, Filling::Child(view)) => {
            let child = Mounted::build(view, within);
            child.insert(element, None);
            Part::Child(child, within)
        }
        (Gap::Node, Filling::Node(tell)) => {
            tell(element);
            Part::Node(element.clone())
        }
        _ => return None,
    })
}

fn append(parent: &Node, child: &Node) {
    // Throws only where a node would contain itself.
    parent.append_child(child).ok();
}
