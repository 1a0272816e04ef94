//! What the browser's own cryptography does for us: the key that wraps this device's secrets where they are stored, whose bytes
//! it never gives out, and digests of the page's files.

use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CryptoKey;

use super::{BrowserError, js, random};

/// AES-GCM's nonce, random for each wrapping: a device wraps a few hundred secrets in its life.
const NONCE_BYTES: usize = 12;

/// A non-extractable AES-GCM key of this device.
#[derive(Clone, Debug)]
pub struct AtRestKey(CryptoKey);

impl AtRestKey {
    /// Makes a new key.
    ///
    /// # Errors
    ///
    /// When the browser has no WebCrypto for this page.
    pub async fn generate() -> Result<Self, BrowserError> {
        let algorithm = Object::new();
        js::set(&algorithm, "name", &"AES-GCM".into());
        js::set(&algorithm, "length", &256.into());
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        let arguments = [algorithm.into(), JsValue::FALSE, uses.into()];
        let key = js::call_and_wait(&subtle(), "generateKey", &arguments).await?;
        Self::from_js(key).ok_or_else(|| BrowserError::unsupported("CryptoKey"))
    }

    pub(super) fn from_js(key: JsValue) -> Option<Self> {
        key.dyn_into().ok().map(Self)
    }

    pub(super) fn to_js(&self) -> JsValue {
        self.0.clone().into()
    }

    /// Wraps a secret; it opens only under the same name.
    ///
    /// # Errors
    ///
    /// When the key cannot be used.
    pub async fn wrap(&self, name: &[u8], secret: &[u8]) -> Result<Vec<u8>, BrowserError> {
        let nonce: [u8; NONCE_BYTES] = random::bytes();
        let sealed = self.run("encrypt", &nonce, name, secret).await?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Unwraps what [`Self::wrap`] made under the same name.
    ///
    /// # Errors
    ///
    /// When the bytes were damaged, or belong to another name or key.
    pub async fn unwrap(&self, name: &[u8], wrapped: &[u8]) -> Result<Vec<u8>, BrowserError> {
        let (nonce, sealed) = wrapped
            .split_at_checked(NONCE_BYTES)
            .ok_or_else(|| BrowserError::new("OperationError", "too short for a wrapped secret"))?;
        self.run("decrypt", nonce, name, sealed).await
    }

    async fn run(&self, what: &str, nonce: &[u8], name: &[u8], input: &[u8]) -> Result<Vec<u8>, BrowserError> {
        let algorithm = Object::new();
        js::set(&algorithm, "name", &"AES-GCM".into());
        js::set(&algorithm, "iv", &Uint8Array::from(nonce));
        js::set(&algorithm, "additionalData", &Uint8Array::from(name));
        let arguments = [algorithm.into(), self.to_js(), Uint8Array::from(input).into()];
        let output = js::call_and_wait(&subtle(), what, &arguments).await?;
        js::bytes_of(&output).ok_or_else(|| BrowserError::unsupported(what))
    }
}

/// The SHA-256 of some bytes.
///
/// # Errors
///
/// When the browser has no WebCrypto for this page.
pub async fn sha256(bytes: &[u8]) -> Result<[u8; 32], BrowserError> {
    let digest = js::call_and_wait(&subtle(), "digest", &["SHA-256".into(), Uint8Array::from(bytes).into()]).await?;
    let digest = js::bytes_of(&digest).and_then(|bytes| bytes.try_into().ok());
    digest.ok_or_else(|| BrowserError::unsupported("digest"))
}

fn subtle() -> JsValue {
    js::get(&js::get(&js_sys::global(), "crypto"), "subtle")
}
