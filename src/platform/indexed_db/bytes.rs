//! Bytes as IndexedDB takes and gives them.

use indexed_db_futures::{
    error::SimpleValueError,
    primitive::{TryFromJs, TryToJs},
};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use crate::platform::js;

/// Bytes going in, as a key or as a value.
#[derive(Clone, Copy, Debug)]
pub struct In<'a>(pub &'a [u8]);

impl TryToJs for In<'_> {
    fn try_to_js(&self) -> indexed_db_futures::Result<JsValue> {
        Ok(Uint8Array::from(self.0).into())
    }
}

/// Bytes coming out; `None` where something else was stored.
#[derive(Clone, Debug)]
pub struct Out(pub Option<Vec<u8>>);

impl TryFromJs for Out {
    fn from_js(js: JsValue) -> Result<Self, SimpleValueError> {
        Ok(Self(js::bytes_of(&js)))
    }
}

/// Any value, as it is.
#[derive(Clone, Debug)]
pub struct Any(pub JsValue);

impl TryFromJs for Any {
    fn from_js(js: JsValue) -> Result<Self, SimpleValueError> {
        Ok(Self(js))
    }
}

impl TryToJs for Any {
    fn try_to_js(&self) -> indexed_db_futures::Result<JsValue> {
        Ok(self.0.clone())
    }
}
