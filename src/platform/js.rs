//! Reading and calling what has no typed binding.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::BrowserError;

/// The value of a property; `undefined` where there is none.
pub(super) fn get(of: &impl AsRef<JsValue>, name: &str) -> JsValue {
    Reflect::get(of.as_ref(), &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// Sets a property of an object that was just made, which cannot fail.
pub(super) fn set(of: &impl AsRef<JsValue>, name: &str, value: &JsValue) {
    let is_set = Reflect::set(of.as_ref(), &JsValue::from_str(name), value);
    debug_assert!(is_set.is_ok(), "a plain object takes any property");
}

/// Calls a method by name.
pub(super) fn call(of: &impl AsRef<JsValue>, name: &str, arguments: &[JsValue]) -> Result<JsValue, BrowserError> {
    let method: Function = get(of, name).dyn_into().map_err(|_| BrowserError::unsupported(name))?;
    let list = Array::new();
    for argument in arguments {
        list.push(argument);
    }
    Ok(method.apply(of.as_ref(), &list)?)
}

/// Calls a method by name and waits for its promise.
pub(super) async fn call_and_wait(
    of: &impl AsRef<JsValue>,
    name: &str,
    arguments: &[JsValue],
) -> Result<JsValue, BrowserError> {
    let answer = call(of, name, arguments)?;
    Ok(JsFuture::from(Promise::resolve(&answer)).await?)
}

/// The bytes of an `ArrayBuffer` or a view on one.
pub(super) fn bytes_of(value: &JsValue) -> Option<Vec<u8>> {
    if let Some(view) = value.dyn_ref::<Uint8Array>() {
        return Some(view.to_vec());
    }
    value.is_instance_of::<js_sys::ArrayBuffer>().then(|| Uint8Array::new(value).to_vec())
}
