//! Requests and answers: who may have sent them, and what they may weigh.

use super::{
    ANSWER_BYTES_MAX, Asked, ChunkCode, EntryCode, FailureCode, REQUEST_BYTES_MAX, ServerMessage, SignedBlobRequest,
    SignedRequest, SyncRequest, WireRefused,
};
use crate::{
    codec::Malformed,
    tests::sample::{self, somebody},
};

#[test]
fn a_request_tells_who_asks_and_says_the_same_on_the_other_side() {
    let ana = somebody(1);
    let sent = sample::request().sign(&ana.device);
    let received = SignedRequest::parse(&sent.to_bytes()).unwrap();
    assert_eq!(received, sent);
    let requester = received.verify().unwrap();
    assert_eq!((requester.person, requester.device), (ana.keys.person(), ana.device.device()));
    assert_eq!(received.into_request(), sample::request());
}

#[test]
fn a_flipped_bit_anywhere_in_a_request_is_refused() {
    let request = SyncRequest { spaces: Vec::new(), ..sample::request() };
    let bytes = request.sign(&somebody(1).device).to_bytes();
    for bit in 0..bytes.len() * 8 {
        let mut bytes = bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(SignedRequest::parse(&bytes).and_then(|request| request.verify()).is_err(), "bit {bit}");
    }
}

#[test]
fn a_request_signed_by_a_device_that_is_not_certified_is_refused() {
    let (ana, eve) = (somebody(1), somebody(6));
    let hers = sample::request().sign(&ana.device).to_bytes();
    let his = sample::request().sign(&eve.device).to_bytes();
    // Ana's body and certificate with Eve's signature: the last 64 bytes.
    let mixed = [&hers[..hers.len() - 64], &his[his.len() - 64..]].concat();
    assert_eq!(SignedRequest::parse(&mixed).unwrap().verify(), Err(WireRefused::WrongSignature));
}

#[test]
fn a_request_beyond_its_limits_is_refused() {
    let device = somebody(1).device;
    let refused = |request: SyncRequest| SignedRequest::parse(&request.sign(&device).to_bytes()).unwrap_err();
    let request = sample::request();
    assert_eq!(refused(SyncRequest { nonce: vec![0; 65], ..request.clone() }), WireRefused::NonceTooLong);
    let twice = vec![request.spaces[0].clone(), request.spaces[0].clone()];
    assert_eq!(refused(SyncRequest { spaces: twice, ..request.clone() }), WireRefused::SpaceTwice);
    let mut space = request.spaces[1].clone();
    let many = (0..65_u8)
        .map(|n| {
            space.space.0[0] = n;
            space.clone()
        })
        .collect();
    assert_eq!(
        refused(SyncRequest { spaces: many, ..request.clone() }),
        WireRefused::Malformed(Malformed::NotThisFormat)
    );
    let mut full = request.spaces[1].clone();
    full.append = vec![Vec::new(); 257];
    assert_eq!(
        refused(SyncRequest { spaces: vec![full], ..request }),
        WireRefused::Malformed(Malformed::NotThisFormat)
    );
    assert_eq!(
        SignedRequest::parse(&vec![0; REQUEST_BYTES_MAX + 1]),
        Err(WireRefused::Malformed(Malformed::TooLong { max: REQUEST_BYTES_MAX }))
    );
    assert_eq!(ServerMessage::parse(&vec![0; ANSWER_BYTES_MAX + 1]), Err(Malformed::TooLong { max: ANSWER_BYTES_MAX }));
}

#[test]
fn what_is_signed_for_a_sync_is_no_question_about_a_blob_and_the_other_way_round() {
    let device = somebody(1).device;
    let blob = sample::blob_request().sign(&device);
    assert_eq!(SignedBlobRequest::parse(&blob.to_bytes()).unwrap().verify().map(|_| ()), Ok(()));
    assert!(SignedRequest::parse(&blob.to_bytes()).is_err());
    assert!(SignedBlobRequest::parse(&sample::request().sign(&device).to_bytes()).is_err());
}

#[test]
fn answers_and_failures_read_back() {
    for message in [sample::answer(), sample::failure(), sample::blob_answer()] {
        assert_eq!(ServerMessage::parse(&message.to_bytes()).unwrap(), message);
    }
}

#[test]
fn a_reason_that_is_not_known_is_kept_as_its_number() {
    for number in 0..40 {
        assert_eq!(u16::from(FailureCode::from(number)), number);
        assert_eq!(u16::from(EntryCode::from(number)), number);
        assert_eq!(u16::from(ChunkCode::from(number)), number);
    }
    assert_eq!(ChunkCode::from(900), ChunkCode::Other(900));
}

#[test]
fn a_quiet_sync_of_one_space_costs_less_than_half_a_kibibyte() {
    let mut request = sample::request();
    request.spaces.truncate(1);
    request.spaces[0].append.clear();
    request.spaces[0].append_entries.clear();
    let bytes = request.sign(&somebody(1).device).to_bytes();
    assert!(bytes.len() < 512, "{}", bytes.len());
}
