//! The live socket: news as it comes, and those who misuse it.

use crate::{
    harness::Running,
    people::{Device, SpaceCopy},
};
use futures_util::{SinkExt, StreamExt};
use naptime_relay::limits::{self as relay, Rate};
use naptime_replica::wire::{Failure, FailureCode, ServerMessage, SpaceStatus, SpaceSync, SyncAnswer};
use naptime_server::limits::Limits;
use std::{net::SocketAddr, time::Duration};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{self, Message, client::IntoClientRequest},
};

type Socket = WebSocketStream<TcpStream>;

async fn open(address: SocketAddr, origin: Option<&str>) -> Result<Socket, tungstenite::Error> {
    let stream = TcpStream::connect(address).await.unwrap();
    open_on(stream, address, origin).await
}

async fn open_on(stream: TcpStream, address: SocketAddr, origin: Option<&str>) -> Result<Socket, tungstenite::Error> {
    let mut request = format!("ws://{address}/v1/live").into_client_request().unwrap();
    if let Some(origin) = origin {
        request.headers_mut().insert("origin", origin.parse().unwrap());
    }
    client_async(request, stream).await.map(|(socket, _)| socket)
}

/// The next message, or `None` when the socket is closed.
async fn next(socket: &mut Socket) -> Option<ServerMessage> {
    loop {
        match timeout(Duration::from_secs(5), socket.next()).await.expect("something comes or it is closed") {
            Some(Ok(Message::Binary(bytes))) => return Some(ServerMessage::parse(&bytes).unwrap()),
            Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
            Some(Ok(_)) => {}
        }
    }
}

async fn answer(socket: &mut Socket) -> SyncAnswer {
    match next(socket).await {
        Some(ServerMessage::Answer(answer)) => answer,
        other => panic!("{other:?}"),
    }
}

async fn failure(socket: &mut Socket) -> Failure {
    match next(socket).await {
        Some(ServerMessage::Failure(failure)) => failure,
        other => panic!("{other:?}"),
    }
}

/// Sends a request and takes its answer.
async fn ask(socket: &mut Socket, device: &mut Device, sync: SpaceSync) -> SyncAnswer {
    let bytes = device.request(vec![sync]);
    socket.send(Message::binary(bytes)).await.unwrap();
    let answer = answer(socket).await;
    device.nonce.clone_from(&answer.nonce);
    answer
}

/// Two members of a group, both with what there is.
async fn two(server: &Running) -> ((Device, SpaceCopy), (Device, SpaceCopy)) {
    let (mut ana, mut ben) = (Device::of(1), Device::of(2));
    let mut hers = ana.create_group(server.address).await;
    let invitation = ana.invite(server.address, &mut hers, 3).await;
    let his = ben.join(server.address, &invitation).await;
    ana.catch_up(server.address, &mut hers).await;
    ((ana, hers), (ben, his))
}

#[tokio::test]
async fn what_one_member_sends_by_either_way_reaches_the_other_at_once() {
    let server = Running::start().await;
    let ((mut ana, mut hers), (mut ben, mut his)) = two(&server).await;
    let mut socket = open(server.address, None).await.unwrap();
    hers.take(&ask(&mut socket, &mut ana, hers.ask()).await.spaces[0]);
    let chunk = ben.chunk(&his, "by post");
    let pushed = his.push(&[chunk]);
    ben.sync_one(server.address, &mut his, pushed).await;
    let news = answer(&mut socket).await;
    assert_eq!((news.request, news.spaces.len()), (0, 1));
    hers.take(&news.spaces[0]);
    let mut his_socket = open(server.address, Some(&format!("http://{}", server.address))).await.unwrap();
    let chunk = ben.chunk(&his, "live");
    his.take(&ask(&mut his_socket, &mut ben, his.push(&[chunk])).await.spaces[0]);
    hers.take(&answer(&mut socket).await.spaces[0]);
    assert_eq!(hers.words(), ["by post", "live"]);
    let chunk = ana.chunk(&hers, "back");
    let own = ask(&mut socket, &mut ana, hers.push(&[chunk])).await;
    hers.take(&own.spaces[0]);
    his.take(&answer(&mut his_socket).await.spaces[0]);
    assert_eq!(his.words(), ["back"]);
    assert_eq!(hers.cursor, his.cursor);
    assert!(timeout(Duration::from_millis(100), next(&mut socket)).await.is_err(), "her own chunk does not come back");
    server.stop().await;
}

#[tokio::test]
async fn a_new_member_is_news_and_a_stranger_hears_none() {
    let server = Running::start().await;
    let ((mut ana, mut hers), _) = two(&server).await;
    let (mut cleo, mut eve) = (Device::of(3), Device::of(66));
    let invitation = ana.invite(server.address, &mut hers, 1).await;
    let mut socket = open(server.address, None).await.unwrap();
    ask(&mut socket, &mut ana, hers.ask()).await;
    eve.sync(server.address, vec![]).await;
    let mut spying = open(server.address, None).await.unwrap();
    let spied = ask(&mut spying, &mut eve, SpaceCopy::empty(hers.space).ask()).await;
    assert_eq!(spied.spaces[0].status, SpaceStatus::NotMember);
    cleo.join(server.address, &invitation).await;
    hers.take(&answer(&mut socket).await.spaces[0]);
    assert_eq!(hers.log.members().len(), 3);
    assert!(timeout(Duration::from_millis(200), next(&mut spying)).await.is_err());
    server.stop().await;
}

#[tokio::test]
async fn a_live_request_without_a_nonce_gets_one_and_may_be_sent_again() {
    let server = Running::start().await;
    let mut ana = Device::of(1);
    let mut socket = open(server.address, None).await.unwrap();
    let bytes = ana.request(vec![]);
    socket.send(Message::binary(bytes)).await.unwrap();
    let failure = failure(&mut socket).await;
    assert_eq!(failure.code, FailureCode::NonceNeeded);
    ana.nonce = failure.nonce;
    let bytes = ana.request(vec![]);
    socket.send(Message::binary(bytes)).await.unwrap();
    answer(&mut socket).await;
    server.stop().await;
}

#[tokio::test]
async fn pages_of_another_origin_cannot_open_one() {
    let server = Running::start().await;
    let refused = open(server.address, Some("https://evil.example")).await;
    let Err(tungstenite::Error::Http(response)) = refused else { panic!("{refused:?}") };
    assert_eq!(response.status(), 403);
    server.stop().await;
}

#[tokio::test]
async fn hostile_messages_get_a_failure_and_end_only_their_own_socket() {
    let server = Running::start().await;
    let ((mut ana, mut hers), (mut ben, mut his)) = two(&server).await;
    let mut honest = open(server.address, None).await.unwrap();
    ask(&mut honest, &mut ana, hers.ask()).await;
    let automerge_panics = vec![0x42, 0, 0, 1, 0, 3, 1, 0, 0, 0];
    let mut changed = ben.request(vec![his.ask()]);
    *changed.last_mut().unwrap() ^= 1;
    for (message, code) in [
        (Message::binary(automerge_panics), FailureCode::Malformed),
        (Message::binary(vec![]), FailureCode::Malformed),
        (Message::text("hello"), FailureCode::Malformed),
        (Message::binary(changed), FailureCode::WrongSignature),
        (Message::binary(vec![0x9f; 1024 * 1024 + 1]), FailureCode::TooLong),
    ] {
        let mut socket = open(server.address, None).await.unwrap();
        socket.send(message).await.unwrap();
        assert_eq!(failure(&mut socket).await.code, code);
        assert_eq!(next(&mut socket).await, None, "and it is closed");
    }
    let chunk = ben.chunk(&his, "unmoved");
    let pushed = his.push(&[chunk]);
    ben.sync_one(server.address, &mut his, pushed).await;
    hers.take(&answer(&mut honest).await.spaces[0]);
    assert_eq!(hers.words(), ["unmoved"]);
    server.stop().await;
}

#[tokio::test]
async fn one_socket_is_for_one_device() {
    let server = Running::start().await;
    let ((mut ana, hers), (mut ben, his)) = two(&server).await;
    let mut socket = open(server.address, None).await.unwrap();
    ask(&mut socket, &mut ana, hers.ask()).await;
    let bytes = ben.request(vec![his.ask()]);
    socket.send(Message::binary(bytes)).await.unwrap();
    assert_eq!(failure(&mut socket).await.code, FailureCode::WrongSignature);
    assert_eq!(next(&mut socket).await, None);
    server.stop().await;
}

#[tokio::test]
async fn live_sockets_of_one_device_are_few() {
    let server = Running::relaying(relay::Limits { live_per_device_max: 1, ..relay::Limits::default() }).await;
    let mut ana = Device::of(1);
    let copy = ana.create_group(server.address).await;
    let mut first = open(server.address, None).await.unwrap();
    ask(&mut first, &mut ana, copy.ask()).await;
    let mut second = open(server.address, None).await.unwrap();
    let bytes = ana.request(vec![copy.ask()]);
    second.send(Message::binary(bytes)).await.unwrap();
    assert_eq!(failure(&mut second).await.code, FailureCode::Busy);
    server.stop().await;
}

#[tokio::test]
async fn a_socket_that_never_says_who_it_is_or_never_answers_a_ping_is_closed() {
    let soon = Duration::from_millis(150);
    let server = Running::with(Limits { hello_timeout: soon, ..Limits::default() }).await;
    let mut silent = open(server.address, None).await.unwrap();
    assert_eq!(next(&mut silent).await, None);
    server.stop().await;

    let server = Running::with(Limits { ping_interval: soon, ..Limits::default() }).await;
    let mut ana = Device::of(1);
    let copy = ana.create_group(server.address).await;
    let mut awake = open(server.address, None).await.unwrap();
    ask(&mut awake, &mut ana, copy.ask()).await;
    assert!(timeout(6 * soon, next(&mut awake)).await.is_err(), "who answers pings stays");
    let mut half_open = open(server.address, None).await.unwrap();
    ask(&mut half_open, &mut ana, copy.ask()).await;
    // Not polled, the client answers no ping.
    tokio::time::sleep(6 * soon).await;
    assert_eq!(next(&mut half_open).await, None);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_is_dropped_and_the_others_hear_everything() {
    let patience = Duration::from_millis(500);
    let endless = Rate { burst: 1e6, per_second: 1e6 };
    let relay = relay::Limits { device_rate: endless, ..relay::Limits::default() };
    let limits = Limits { relay, write_stall_timeout: patience, ..Limits::default() };
    let server = Running::with(limits).await;
    let ((mut ana, mut hers), (mut ben, mut his)) = two(&server).await;
    let small = TcpSocket::new_v4().unwrap();
    small.set_recv_buffer_size(4_096).unwrap();
    let stream = small.connect(server.address).await.unwrap();
    let mut slow = open_on(stream, server.address, None).await.unwrap();
    ask(&mut slow, &mut ana, hers.ask()).await;
    let (mut again, mut copy) = (Device::another_of(1, 11), SpaceCopy::empty(hers.space));
    again.catch_up(server.address, &mut copy).await;
    let mut quick = open(server.address, None).await.unwrap();
    ask(&mut quick, &mut again, copy.ask()).await;
    let reading = tokio::spawn(async move {
        while copy.cursor.offset < 64 {
            copy.take(&answer(&mut quick).await.spaces[0]);
        }
        copy
    });
    let noise: String = (0..40_000_u32).map(|n| format!("{:x}", n.wrapping_mul(2_654_435_761))).collect();
    for number in 0..64 {
        let chunk = ben.chunk(&his, &format!("{number} {noise}"));
        let pushed = his.push(&[chunk]);
        ben.sync_one(server.address, &mut his, pushed).await;
    }
    let copy = reading.await.unwrap();
    assert_eq!(copy.cursor, his.cursor);
    // The slow one finds its socket broken off before it has seen all, and catches up by asking.
    tokio::time::sleep(3 * patience).await;
    let mut seen = 0;
    while let Some(message) = next(&mut slow).await {
        let ServerMessage::Answer(news) = message else { panic!("{message:?}") };
        seen += news.spaces[0].chunks.len();
        hers.take(&news.spaces[0]);
    }
    assert!(seen < 64, "{seen} of 64 were buffered");
    ana.catch_up(server.address, &mut hers).await;
    assert_eq!(hers.cursor, his.cursor);
    server.stop().await;
}

#[tokio::test]
async fn a_stopping_server_says_good_bye_on_live_sockets() {
    let server = Running::start().await;
    let mut ana = Device::of(1);
    let copy = ana.create_group(server.address).await;
    let mut socket = open(server.address, None).await.unwrap();
    ask(&mut socket, &mut ana, copy.ask()).await;
    let stopping = tokio::spawn(server.stop());
    let said = timeout(Duration::from_secs(5), socket.next()).await.unwrap();
    let Some(Ok(Message::Close(Some(frame)))) = said else { panic!("{said:?}") };
    assert_eq!(u16::from(frame.code), 1001);
    drop(socket);
    stopping.await.unwrap();
}
