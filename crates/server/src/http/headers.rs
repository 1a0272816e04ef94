//! The headers on every answer: what a page may load, and that nobody frames or sniffs it.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Headers that don't depend on the request.
const FIXED: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("permissions-policy"),
        // Only names that browsers know: they log each other one, on every page.
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Adds what every answer has. The host is the request's own.
pub(super) fn add(headers: &mut HeaderMap, host: Option<&HeaderValue>) {
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, policy(host));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// `connect-src 'self'` leaves out the live socket in browsers that are a few years old, so it is named.
fn policy(host: Option<&HeaderValue>) -> HeaderValue {
    let live = host.and_then(|host| host.to_str().ok()).filter(|host| is_host(host));
    let live = live.map_or(String::new(), |host| format!(" ws://{host} wss://{host}"));
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'{live}; \
         style-src 'self'; img-src 'self' data: blob:; font-src 'none'; manifest-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// Only what a host can be made of goes into the policy.
fn is_host(host: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']');
    !host.is_empty() && host.len() <= 255 && host.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strange_host_adds_nothing_to_the_policy() {
        let named = policy(Some(&HeaderValue::from_static("naptime.example:8443")));
        assert!(named.to_str().unwrap().contains("connect-src 'self' ws://naptime.example:8443 wss://"));
        for strange in ["x; script-src *", "*", "", "a b"] {
            assert_eq!(policy(Some(&HeaderValue::from_static(strange))), policy(None), "{strange}");
        }
    }
}
