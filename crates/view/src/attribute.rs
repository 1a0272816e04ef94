//! Values of attributes and properties, fixed or following signals.

use std::borrow::Cow;

use js_sys::Reflect;
use leptos::reactive::effect::RenderEffect;
use web_sys::Element;

use crate::view::Slot;

/// What an attribute says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// It is not there; a property is false.
    Absent,
    /// It is there and says nothing; a property is true.
    Present,
    /// It says this.
    Text(Cow<'static, str>),
}

/// A value, or what gives one whenever its signals have changed.
pub enum Attribute {
    /// The same as long as it is shown.
    Still(Value),
    /// What its signals say.
    Live(Box<dyn Fn() -> Value>),
}

/// What can be a value.
pub trait IntoValue {
    /// Makes it one.
    fn into_value(self) -> Value;
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        if self { Value::Present } else { Value::Absent }
    }
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Value::Text(Cow::Borrowed(self))
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(Cow::Owned(self))
    }
}

impl<V: IntoValue> IntoValue for Option<V> {
    fn into_value(self) -> Value {
        self.map_or(Value::Absent, IntoValue::into_value)
    }
}

/// What can stand behind an attribute's `=`.
pub trait IntoAttribute {
    /// Makes it fill a gap in a shape.
    fn into_slot(self) -> Slot;
}

macro_rules! still {
    ($($value:ty)+) => {
        $(impl IntoAttribute for $value {
            #[inline(never)]
            fn into_slot(self) -> Slot {
                Slot::value(Attribute::Still(self.into_value()))
            }
        })+
    };
}

still!(bool &'static str String Option<&'static str> Option<String>);

impl<F, V> IntoAttribute for F
where
    F: Fn() -> V + 'static,
    V: IntoValue,
{
    fn into_slot(self) -> Slot {
        live(Box::new(move || self().into_value()))
    }
}

#[inline(never)]
fn live(value: Box<dyn Fn() -> Value>) -> Slot {
    Slot::value(Attribute::Live(value))
}

/// Where values go.
#[derive(Clone)]
pub enum Target {
    /// An attribute of that name.
    Attribute(Element, &'static str),
    /// A property of that name.
    Property(Element, &'static str),
}

impl Target {
    fn set(&self, value: &Value) {
        // Throws only for names no attribute can have; ours are written in the program.
        match (self, value) {
            (Self::Attribute(element, name), Value::Absent) => element.remove_attribute(name).ok(),
            (Self::Attribute(element, name), Value::Present) => element.set_attribute(name, "").ok(),
            (Self::Attribute(element, name), Value::Text(text)) => element.set_attribute(name, text).ok(),
            (Self::Property(element, name), value) => {
                let value = match value {
                    Value::Text(text) => text.as_ref().into(),
                    value => (*value == Value::Present).into(),
                };
                Reflect::set(element, &(*name).into(), &value).ok().map(drop)
            }
        };
    }

    fn change(&self, from: Option<Value>, to: Value) -> Value {
        if from.as_ref().unwrap_or(&Value::Absent) != &to {
            self.set(&to);
        }
        to
    }
}

/// An attribute or a property of an element that is shown.
pub struct MountedAttribute {
    target: Target,
    now: Now,
}

enum Now {
    Still(Value),
    Live(RenderEffect<Value>),
}

impl MountedAttribute {
    /// Sets it on a new element.
    pub fn build(target: Target, attribute: Attribute) -> Self {
        Self { now: follow(&target, attribute, None), target }
    }

    /// Goes on with another value.
    pub fn patch(&mut self, attribute: Attribute) {
        let shown = match &self.now {
            Now::Still(value) => Some(value.clone()),
            Now::Live(effect) => effect.take_value(),
        };
        self.now = follow(&self.target, attribute, shown);
    }
}

fn follow(target: &Target, attribute: Attribute, shown: Option<Value>) -> Now {
    match attribute {
        Attribute::Still(value) => Now::Still(target.change(shown, value)),
        Attribute::Live(value) => {
            let target = target.clone();
            Now::Live(RenderEffect::new_with_value(move |shown| target.change(shown, value()), shown))
        }
    }
}
