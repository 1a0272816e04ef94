//! The app as a browser gets it: types, encodings, caching, routes, and nothing that is not the app's.

use crate::harness::{Response, Running};
use std::fs;

fn assert_strict(response: &Response) {
    let policy = response.header("content-security-policy");
    for part in
        ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "frame-ancestors 'none'", "form-action 'none'"]
    {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    assert!(!policy.contains("unsafe-inline"));
    assert_eq!(response.header("x-content-type-options"), "nosniff");
    assert_eq!(response.header("referrer-policy"), "no-referrer");
    assert_eq!(response.header("cross-origin-opener-policy"), "same-origin");
    assert_eq!(response.header("cross-origin-resource-policy"), "same-origin");
    assert!(response.header("permissions-policy").contains("geolocation=()"));
    assert_ne!(response.header("cache-control"), "");
}

#[tokio::test]
async fn every_route_of_the_app_is_its_page_which_says_where_nothing_lives_and_unknown_files_are_not_found() {
    let server = Running::start().await;
    for path in ["/", "/today", "/lesson/quiet-start", "/group/00ff/", "/join", "/start?from=home"] {
        let page = server.get(path).await;
        assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"), "{path}");
        assert_eq!(page.header("cache-control"), "no-cache");
        assert!(page.body.ends_with(b"<title>Naptime</title>"));
        assert_strict(&page);
    }
    for (path, body) in [
        ("/app-fedcba9876543210.js", "There is nothing here.\n"),
        ("/v1/nowhere", "There is nothing here.\n"),
        ("/course/current", "There is nothing here.\n"),
        ("/nowhere", "<!doctype html><title>Naptime</title>"),
        ("/no/where/", "<!doctype html><title>Naptime</title>"),
        ("/icons", "<!doctype html><title>Naptime</title>"),
    ] {
        let page = server.get(path).await;
        assert_eq!((page.status, String::from_utf8_lossy(&page.body).as_ref()), (404, body), "{path}");
        assert_eq!(page.header("cache-control"), "no-store");
        assert_strict(&page);
    }
    server.stop().await;
}

#[tokio::test]
async fn a_browser_gets_the_smallest_twin_it_takes_and_the_right_type() {
    let server = Running::start().await;
    let path = "/app-0123456789abcdef.js";
    let asked = [
        ("gzip, deflate, br, zstd", "br", "brotli js"),
        ("gzip", "gzip", "gzip js"),
        ("br;q=0, gzip;q=0.1", "gzip", "gzip js"),
        ("identity", "", "plain js"),
    ];
    for (accepted, encoding, body) in asked {
        let file = server.send("GET", path, &[("accept-encoding", accepted)], b"").await;
        assert_eq!((file.status, file.header("content-encoding")), (200, encoding), "{accepted}");
        assert_eq!(file.body, body.as_bytes());
        assert_eq!(file.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(file.header("vary"), "accept-encoding");
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
    }
    let wasm = server.get("/app-0123456789abcdef_bg.wasm").await;
    assert_eq!((wasm.header("content-type"), wasm.body.as_slice()), ("application/wasm", b"\0asm".as_slice()));
    let manifest = server.get("/app.webmanifest").await;
    assert_eq!(manifest.header("content-type"), "application/manifest+json");
    assert_eq!(server.get("/sw.js").await.header("cache-control"), "no-cache");
    assert_eq!(server.get("/icons/icon.svg").await.header("content-type"), "image/svg+xml");
    server.stop().await;
}

#[tokio::test]
async fn what_a_browser_has_is_not_sent_again_until_it_changed() {
    let server = Running::start().await;
    let first = server.get("/").await;
    let tag = first.header("etag").to_owned();
    let again = server.send("GET", "/today", &[("if-none-match", &tag)], b"").await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(again.header("etag"), tag);
    assert_strict(&again);
    let weak = format!("\"other\", W/{tag}");
    assert_eq!(server.send("GET", "/", &[("if-none-match", &weak)], b"").await.status, 304);
    fs::write(server.folder.path().join("app/index.html"), "a new build").unwrap();
    let changed = server.send("GET", "/", &[("if-none-match", &tag)], b"").await;
    assert_eq!((changed.status, changed.body.as_slice()), (200, b"a new build".as_slice()));
    server.stop().await;
}

#[tokio::test]
async fn a_head_has_the_same_headers_and_other_methods_are_refused() {
    let server = Running::start().await;
    let (get, head) = (server.get("/sw.js").await, server.send("HEAD", "/sw.js", &[], b"").await);
    assert_eq!((head.status, head.body.len()), (200, 0));
    for name in ["content-length", "content-type", "etag", "cache-control"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
    let put = server.send("PUT", "/sw.js", &[], b"mine now").await;
    assert_eq!((put.status, put.header("allow")), (405, "GET, HEAD"));
    assert_strict(&put);
    server.stop().await;
}

#[tokio::test]
async fn nothing_but_the_apps_own_files_can_be_reached() {
    let server = Running::start().await;
    let root = server.folder.path();
    fs::write(root.join("outside.txt"), "outside").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(root.join("outside.txt"), root.join("app/link.txt")).unwrap();
    let hostile = [
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/icons/../../outside.txt",
        "/link.txt",
        "/.secret",
        "/./sw.js",
        "//etc/passwd",
        "/icons//icon.svg",
        "/..\\outside.txt",
        "/today/../../outside.txt",
        "/sw.js%00.html",
        "/app-0123456789abcdef.js.br",
        "/../data/nonce.key",
        "/data/naptime.sqlite",
    ];
    for path in hostile {
        let answer = server.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.windows(7).any(|window| window == b"outside"));
    }
    server.stop().await;
}

#[tokio::test]
async fn a_server_without_an_app_says_so_and_is_well() {
    let server = Running::configured(|config| config.app = None).await;
    assert_eq!(server.get("/").await.status, 404);
    let health = server.get("/v1/health").await;
    assert_eq!((health.status, health.body.as_slice()), (200, b"well\n".as_slice()));
    assert_strict(&health);
    server.stop().await;
}
