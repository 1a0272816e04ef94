//! Requests that are refused as a whole, each with its status and code.

use crate::{
    harness::{Response, Running},
    people::{DAY_MS, Device, answered, failed, now, post},
};
use naptime_domain::time::Timestamp;
use naptime_relay::{
    limits::{Limits, Rate},
    nonce::Nonces,
};
use naptime_replica::wire::FailureCode;
use naptime_server::limits;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const CBOR: (&str, &str) = ("content-type", "application/cbor");

async fn sync(server: &Running, headers: &[(&str, &str)], body: &[u8]) -> Response {
    server.send("POST", "/v1/sync", headers, body).await
}

#[tokio::test]
async fn a_first_request_is_given_a_nonce_and_the_second_is_answered() {
    let server = Running::start().await;
    let mut ana = Device::of(1);
    let bytes = ana.request(vec![]);
    let failure = failed(&post(server.address, &bytes).await, 401, FailureCode::NonceNeeded);
    ana.nonce = failure.nonce;
    let bytes = ana.request(vec![]);
    let answer = answered(&post(server.address, &bytes).await);
    assert!(!answer.nonce.is_empty() && (answer.server_time.0 - now().0).abs() < 60_000);
    server.stop().await;
}

#[tokio::test]
async fn a_nonce_of_last_season_or_another_server_is_exchanged() {
    let server = Running::start().await;
    let key = std::fs::read(server.folder.path().join("data/nonce.key")).unwrap().try_into().unwrap();
    let (own, other) = (Nonces::with_key(key), Nonces::with_key([1; 32]));
    let mut ana = Device::of(1);
    for (nonce, is_good) in [
        (own.fresh(Timestamp(now().0 - 89 * DAY_MS)).to_vec(), true),
        (own.fresh(Timestamp(now().0 - 91 * DAY_MS)).to_vec(), false),
        (own.fresh(Timestamp(now().0 + 2 * DAY_MS)).to_vec(), false),
        (other.fresh(now()).to_vec(), false),
        (vec![0; 64], false),
    ] {
        ana.nonce = nonce;
        let bytes = ana.request(vec![]);
        let response = post(server.address, &bytes).await;
        if is_good {
            answered(&response);
        } else {
            assert_eq!(failed(&response, 401, FailureCode::NonceNeeded).nonce.len(), 24);
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_request_changed_on_its_way_is_not_believed() {
    let server = Running::start().await;
    let mut ana = Device::of(1);
    ana.sync(server.address, vec![]).await;
    let good = ana.request(vec![]);
    let mut changed = good.clone();
    *changed.last_mut().unwrap() ^= 1;
    failed(&post(server.address, &changed).await, 401, FailureCode::WrongSignature);
    answered(&post(server.address, &good).await);
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_sync_is_refused_by_its_own_reason() {
    let server = Running::configured(|config| config.origins = vec!["https://app.example".into()]).await;
    let mut ana = Device::of(1);
    ana.sync(server.address, vec![]).await;
    let good = ana.request(vec![]);
    let own = format!("http://{}", server.address);
    for origin in [own.as_str(), "https://app.example"] {
        assert_eq!(sync(&server, &[CBOR, ("origin", origin)], &good).await.status, 200, "{origin}");
    }
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
        let response = sync(&server, &[CBOR, ("origin", origin)], &good).await;
        failed(&response, 403, FailureCode::ForeignOrigin);
        assert_eq!(response.header("access-control-allow-origin"), "");
    }
    failed(&sync(&server, &[("content-type", "text/plain")], &good).await, 415, FailureCode::Malformed);
    let response = server.send("GET", "/v1/sync", &[], b"").await;
    failed(&response, 405, FailureCode::Malformed);
    assert_eq!((response.header("allow"), response.header("cache-control")), ("POST", "no-store"));
    assert_eq!(response.header("x-content-type-options"), "nosniff");
    failed(&sync(&server, &[CBOR], b"").await, 400, FailureCode::Malformed);
    failed(&sync(&server, &[CBOR], b"<html>").await, 400, FailureCode::Malformed);
    server.stop().await;
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_before_it_is_read() {
    let server = Running::start().await;
    let huge = [CBOR, ("content-length", "1048577")];
    failed(&sync(&server, &huge, b"").await, 413, FailureCode::TooLong);
    // Without a length it is refused as soon as it is longer.
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head =
        b"POST /v1/sync HTTP/1.1\r\nhost: x\r\ncontent-type: application/cbor\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(head).await.unwrap();
    let piece = [b"10000\r\n".as_slice(), &[7; 0x10000], b"\r\n"].concat();
    for _ in 0..20 {
        if stream.write_all(&piece).await.is_err() {
            break;
        }
    }
    let mut said = vec![0; 12];
    stream.read_exact(&mut said).await.unwrap();
    assert_eq!(said, b"HTTP/1.1 413");
    server.stop().await;
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back_and_others_are_served() {
    let rate = Rate { burst: 3.0, per_second: 0.01 };
    let server = Running::relaying(Limits { device_rate: rate, ..Limits::default() }).await;
    let (mut ana, mut ben) = (Device::of(1), Device::of(2));
    for _ in 0..3 {
        ana.sync(server.address, vec![]).await;
    }
    let bytes = ana.request(vec![]);
    let response = post(server.address, &bytes).await;
    failed(&response, 429, FailureCode::TooOften);
    assert!(response.header("retry-after").parse::<u64>().unwrap() > 1);
    ben.sync(server.address, vec![]).await;
    server.stop().await;

    let server = Running::with(limits::Limits { address_rate: rate, ..limits::Limits::default() }).await;
    for _ in 0..3 {
        post(server.address, b"junk").await;
    }
    failed(&post(server.address, b"junk").await, 429, FailureCode::TooOften);
    assert_eq!(server.get("/").await.status, 200, "the app itself is still served");
    server.stop().await;
}

#[tokio::test]
async fn new_spaces_from_one_address_are_rationed() {
    let rate = Rate { burst: 1.0, per_second: 0.01 };
    let server = Running::relaying(Limits { new_space_rate: rate, ..Limits::default() }).await;
    let mut ana = Device::of(1);
    let mut copy = ana.create_group(server.address).await;
    let (entry, _) = naptime_replica::membership::Membership::create_group(&ana.person, &ana.keys, now(), &mut ana.rng);
    let mut another = crate::people::SpaceCopy::empty(entry.space()).ask();
    another.append_entries = vec![entry.bytes().to_vec()];
    let bytes = ana.request(vec![another]);
    failed(&post(server.address, &bytes).await, 429, FailureCode::TooOften);
    ana.catch_up(server.address, &mut copy).await;
    server.stop().await;
}

#[tokio::test]
async fn a_disk_that_is_nearly_full_takes_the_words_of_those_who_are_there_and_no_new_space() {
    let server = Running::start().await;
    let mut ana = Device::of(1);
    let copy = ana.create_group(server.address).await;
    let folder = server.stop().await;
    let limits = Limits { free_bytes_min: u64::MAX, ..Limits::default() };
    let data = folder.path().join("data");
    let server = Running::configured(|config| (config.limits.relay, config.data) = (limits, data)).await;
    let chunk = ana.chunk(&copy, "words");
    let pushed = ana.request(vec![copy.push(&[chunk])]);
    assert_eq!(post(server.address, &pushed).await.status, 200);
    let (entry, _) = naptime_replica::membership::Membership::create_group(&ana.person, &ana.keys, now(), &mut ana.rng);
    let mut another = crate::people::SpaceCopy::empty(entry.space()).ask();
    another.append_entries = vec![entry.bytes().to_vec()];
    let bytes = ana.request(vec![another]);
    failed(&post(server.address, &bytes).await, 507, FailureCode::Busy);
    server.stop().await;
}

#[tokio::test]
async fn what_one_address_brings_is_bounded_in_bytes() {
    let rate = Rate { burst: 100_000.0, per_second: 1.0 };
    let server = Running::relaying(Limits { address_bytes_rate: rate, ..Limits::default() }).await;
    let mut ana = Device::of(1);
    let copy = ana.create_group(server.address).await;
    let chunk = ana.chunk(&copy, &incompressible(140_000));
    let bytes = ana.request(vec![copy.push(&[chunk])]);
    failed(&post(server.address, &bytes).await, 429, FailureCode::TooOften);
    let chunk = ana.chunk(&copy, "words");
    let bytes = ana.request(vec![copy.push(&[chunk])]);
    assert_eq!(post(server.address, &bytes).await.status, 200, "a few words find room");
    server.stop().await;
}

fn incompressible(letters: u32) -> String {
    let mut state = 1_u32;
    let letter = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'!' + (state >> 24) as u8 % 94)
    };
    (0..letters).map(letter).collect()
}

#[test]
fn hostile_bytes_get_a_failure_and_hold_up_nobody() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Running::start());
    let mut ana = Device::of(1);
    let mut copy = runtime.block_on(ana.create_group(server.address));
    let chunk = ana.chunk(&copy, "words");
    let good = ana.request(vec![copy.push(&[chunk])]);
    let spoilt = (any::<prop::sample::Index>(), any::<u8>(), any::<prop::sample::Index>()).prop_map({
        let good = good.clone();
        move |(at, byte, end)| {
            let mut bytes = good.clone();
            let at = at.index(bytes.len());
            bytes[at] ^= byte;
            bytes.truncate(end.index(2 * bytes.len()));
            bytes
        }
    });
    let hostile = prop_oneof![prop::collection::vec(any::<u8>(), 1..400), spoilt];
    let mut runner = TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
    let ran = runner.run(&hostile, |bytes| {
        let response = runtime.block_on(post(server.address, &bytes));
        prop_assert!(matches!(response.status, 400 | 401) || bytes == good, "{}", response.status);
        Ok(())
    });
    ran.unwrap();
    runtime.block_on(async {
        ana.catch_up(server.address, &mut copy).await;
        server.stop().await;
    });
}
