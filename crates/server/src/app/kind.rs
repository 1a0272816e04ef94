//! What a file is, by its name: its type, and how long a browser may keep it.

/// The media type of a file.
pub(super) fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A file with a hash in its name never changes; every other is asked for again, which costs an answer without a body.
pub(super) fn caching(name: &str) -> &'static str {
    let file = name.rsplit('/').next().unwrap_or(name);
    if file.split(['-', '_', '.']).any(is_hash) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// Whether this is a compressed twin of another file.
pub(super) fn is_twin(name: &str) -> bool {
    name.ends_with(".br") || name.ends_with(".gz")
}

/// What the build puts into names: sixteen hexadecimal digits, lower case; a packed programme, all sixty-four.
fn is_hash(part: &str) -> bool {
    matches!(part.len(), 16 | 64) && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_a_whole_hash_is_kept_for_good() {
        for name in ["app-0123456789abcdef.js", "app-0123456789abcdef_bg.wasm", "lessons/x.00ff00ff00ff00ff.json"] {
            assert!(caching(name).contains("immutable"), "{name}");
        }
        assert!(caching(&format!("course/{}.pack", "0a".repeat(32))).contains("immutable"));
        for name in
            ["index.html", "sw.js", "app-0123456789abcde.js", "0123456789abcdef/x.js", "app-0123456789ABCDEF.js"]
        {
            assert_eq!(caching(name), "no-cache", "{name}");
        }
    }
}
