//! The shape of an element, as `view!` writes it: a line for each thing, beginning with a mark that says what it is.

/// One thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// An element begins.
    Open(&'static str),
    /// The one that was begun last ends.
    Close,
    /// An attribute that never changes.
    Attribute(&'static str, &'static str),
    /// Words that never change.
    Text(&'static str),
    /// A gap.
    Slot(Gap),
}

/// What a gap is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// An attribute's value.
    Attribute(&'static str),
    /// A property's value.
    Property(&'static str),
    /// A listener.
    Event(&'static str),
    /// Whoever wants to know the element.
    Node,
    /// What stands inside.
    Child,
}

/// Reads a shape.
pub fn lines(shape: &'static str) -> impl Iterator<Item = Line> {
    shape.split('\n').map(|line| {
        let (mark, rest) = line.split_at_checked(1).unwrap_or_default();
        match mark {
            "<" => Line::Open(rest),
            "=" => {
                let (name, value) = rest.split_once(' ').unwrap_or((rest, ""));
                Line::Attribute(name, value)
            }
            "\"" => Line::Text(rest),
            "?" => Line::Slot(Gap::Attribute(rest)),
            "." => Line::Slot(Gap::Property(rest)),
            "@" => Line::Slot(Gap::Event(rest)),
            "#" => Line::Slot(Gap::Node),
            "$" => Line::Slot(Gap::Child),
            _ => Line::Close,
        }
    })
}
