//! Photos and files: stored whole or not at all, sent piece by piece, the same everywhere.

use super::learning::{apart, phone_and_tablet};
use naptime_domain::{
    evidence::{BlobRef, Evidence},
    id::ChallengeId,
    limits::ENTRIES_MAX,
};
use naptime_replica::{
    blob::{BLOB_BYTES_MAX, PIECE_BYTES, SEALED_BYTES_MAX, blob_of},
    command::{Command, Refusal, Reply, TextTarget, WorkDeed, WorkId},
    export::LeftOut,
    record::Class,
    replica::Input,
    view::{Attention, BlobState, SyncState, Topic},
};
use naptime_simulator::{Group, attach, small, work};

/// A photo of three and a half pieces; each number is another.
fn photo(number: u8) -> Vec<u8> {
    (0..3 * PIECE_BYTES + 30_000).map(|at| (at % 253) as u8 ^ number).collect()
}

fn states(group: &mut Group, who: &str, content: &[u8]) -> [Option<BlobState>; 2] {
    let mut device = group.device(who);
    [device.blob_state(content), device.blob_state(&small(content))]
}

fn open_work(group: &mut Group, who: &str) {
    group.device(who).input(Input::Watch(Topic::Work(work())));
}

/// Lets the server be asked again for what it did not have.
fn settle(group: &mut Group) {
    group.run_until_quiet();
    group.pass_ms(30_000);
    group.run_until_quiet();
}

#[test]
fn a_photo_is_only_here_until_the_server_has_it_and_elsewhere_until_it_is_looked_at() {
    let mut group = phone_and_tablet();
    group.cut_off("phone");
    group.device("phone").attach(&photo(1));
    assert_eq!(states(&mut group, "phone", &photo(1)), [Some(BlobState::OnlyHere); 2]);
    assert_eq!(group.device("phone").look_at(&photo(1)), Some(photo(1)));
    group.reconnect();
    group.run_until_quiet();
    assert_eq!(states(&mut group, "phone", &photo(1)), [Some(BlobState::Shared); 2]);
    assert_eq!(group.pieces(), 5);
    // She opens her work on the tablet, which brings the small picture.
    open_work(&mut group, "tablet");
    settle(&mut group);
    let elsewhere = BlobState::Elsewhere { here: 0, of: 4 };
    assert_eq!(states(&mut group, "tablet", &photo(1)), [Some(elsewhere), Some(BlobState::Shared)]);
    assert_eq!(group.device("tablet").look_at(&photo(1)), None, "it is fetched now");
    settle(&mut group);
    assert_eq!(group.device("tablet").look_at(&photo(1)), Some(photo(1)));
    assert_eq!(group.device("tablet").look_at(&small(&photo(1))), Some(small(&photo(1))));
}

#[test]
fn the_evidence_says_what_the_photo_is() {
    let mut group = phone_and_tablet();
    group.device("phone").attach(&photo(1));
    let work = group.device("phone").work().unwrap();
    let Some(Evidence::Photo { blob, alt }) = work.evidence[0].what.shown() else { panic!("no photo") };
    assert_eq!((alt.as_str(), blob.bytes), ("An empty shelf", photo(1).len() as u64));
    assert_eq!(work.blobs[0].bytes_left, photo(1).len() as u64);
}

#[test]
fn an_upload_that_is_broken_off_goes_on_where_it_was() {
    let mut group = phone_and_tablet();
    group.device("phone").attach(&photo(1));
    for _ in 0..40 {
        group.pass_ms(60);
        group.device("phone").kill();
        group.pass_ms(4_000);
    }
    settle(&mut group);
    assert_eq!(states(&mut group, "phone", &photo(1)), [Some(BlobState::Shared); 2]);
    let (_, bytes_in, _) = group.traffic();
    assert!(bytes_in < 2 * photo(1).len() as u64, "pieces that had arrived were not sent again: {bytes_in}");
}

#[test]
fn a_kill_at_any_moment_while_a_photo_is_added_leaves_it_whole_or_nothing() {
    for moment in 0..14 {
        let mut group = phone_and_tablet();
        let request = group.device("phone").start(attach(work(), &photo(1)));
        group.pass_ms(moment);
        let was_told = group.device("phone").outcome(request).is_some();
        group.device("phone").kill();
        group.pass_ms(10_000);
        let is_named = !group.device("phone").work().unwrap().evidence.is_empty();
        assert!(is_named || !was_told, "{moment}: what was said to be kept is kept");
        let expected = if is_named { 5 } else { 0 };
        let device = group.device("phone");
        let counts = [Class::BlobPart, Class::BlobPiece, Class::LooseBlob].map(|class| device.count(class));
        assert_eq!(counts, [expected, expected, 0], "{moment}");
        settle(&mut group);
        assert_eq!(group.device("phone").look_at(&photo(1)).is_some(), is_named);
    }
}

#[test]
fn a_full_storage_refuses_a_photo_and_endangers_no_word() {
    let mut group = phone_and_tablet();
    group.device("phone").set_storage_full(true);
    assert_eq!(group.device("phone").try_run(attach(work(), &photo(1))), Err(Refusal::NoRoom));
    group.device("phone").set_storage_full(false);
    assert_ne!(group.device("phone").sync().state, SyncState::Attention(Attention::StorageFull));
    group.device("phone").write(TextTarget::WorkDraft { work: work() }, "Still here.");
    assert!(group.device("phone").was_shown_saved("Still here."));
    assert!(group.device("phone").work().unwrap().evidence.is_empty());
    group.device("phone").attach(&photo(1));
}

#[test]
fn what_is_too_big_or_says_nothing_is_refused_before_anything_is_stored() {
    let mut group = phone_and_tablet();
    let phone = &mut group.device("phone");
    let too_big = Refusal::TooBig { max: BLOB_BYTES_MAX as u32 };
    assert_eq!(phone.try_run(attach(work(), &vec![1; BLOB_BYTES_MAX + 1])), Err(too_big));
    assert_eq!(phone.try_run(attach(work(), &[])), Err(Refusal::Empty));
    let Command::Work { work, deed: WorkDeed::Attach(mut mute) } = attach(work(), &photo(1)) else {
        panic!("not an attachment")
    };
    mute.words = "  ".into();
    let mute = Command::Work { work, deed: WorkDeed::Attach(mute) };
    assert_eq!(phone.try_run(mute), Err(Refusal::Empty));
    assert_eq!(phone.count(Class::BlobPiece), 0);
}

#[test]
fn a_server_that_lost_everything_gets_the_photos_back() {
    let mut group = phone_and_tablet();
    group.device("phone").attach(&photo(1));
    settle(&mut group);
    group.lose_server();
    settle(&mut group);
    assert_eq!(group.pieces(), 5);
    group.device("tablet").look_at(&photo(1));
    settle(&mut group);
    assert_eq!(group.device("tablet").look_at(&photo(1)), Some(photo(1)));
}

#[test]
fn a_server_that_was_rolled_back_gets_what_it_lacks() {
    let mut group = phone_and_tablet();
    group.device("phone").attach(&photo(1));
    settle(&mut group);
    let backup = group.back_up();
    group.device("phone").attach(&photo(2));
    settle(&mut group);
    group.restore(&backup);
    // A kill in the middle of sending again does not make it forget that it has to.
    group.pass_ms(200);
    group.device("phone").kill();
    settle(&mut group);
    assert_eq!(group.pieces(), 10);
}

#[test]
fn other_bytes_than_were_sealed_are_refused_and_never_shown() {
    let mut group = phone_and_tablet();
    apart(&mut group);
    group.device("phone").attach(&photo(1));
    group.reconnect_only("phone");
    group.pass_ms(120_000);
    assert_eq!(group.pieces(), 5);
    group.exchange_pieces(|sealed| sealed.iter().map(|byte| byte ^ 1).collect());
    group.reconnect();
    settle(&mut group);
    open_work(&mut group, "tablet");
    settle(&mut group);
    group.device("tablet").look_at(&photo(1));
    settle(&mut group);
    assert_eq!(states(&mut group, "tablet", &photo(1)), [Some(BlobState::Unusable); 2]);
    assert_eq!(group.device("tablet").count(Class::BlobPiece), 0);
    assert_eq!(group.device("phone").look_at(&photo(1)), Some(photo(1)), "her own is as it was");
}

#[test]
fn a_server_without_room_leaves_the_photo_where_it_is() {
    let mut group = phone_and_tablet();
    group.limit_pieces(Some(3 * SEALED_BYTES_MAX as u64));
    group.device("phone").attach(&photo(1));
    settle(&mut group);
    let state = group.device("phone").blob_state(&photo(1));
    assert_eq!((group.pieces(), state), (3, Some(BlobState::OnlyHere)));
    assert_eq!(group.device("phone").look_at(&photo(1)), Some(photo(1)));
    group.limit_pieces(None);
    group.device("phone").input(Input::SyncNow);
    settle(&mut group);
    assert_eq!(states(&mut group, "phone", &photo(1)), [Some(BlobState::Shared); 2]);
}

#[test]
fn a_damaged_piece_is_fetched_again() {
    let mut group = phone_and_tablet();
    group.device("phone").attach(&photo(1));
    settle(&mut group);
    for _ in 0..5 {
        group.device("phone").damage(Class::BlobPiece, 0);
    }
    group.pass_ms(10_000);
    group.device("phone").look_at(&photo(1));
    group.device("phone").look_at(&small(&photo(1)));
    group.device("phone").look_at(&photo(1));
    settle(&mut group);
    assert_eq!(group.device("phone").look_at(&photo(1)), Some(photo(1)));
}

#[test]
fn a_file_brings_the_photos_that_are_on_the_device() {
    let mut group = phone_and_tablet();
    apart(&mut group);
    group.device("phone").attach(&photo(1));
    let (file, words) = (group.device("phone").export(), group.device("phone").words());
    assert_eq!(group.device("phone").left_out(), 0);
    group.device("phone").wipe();
    group.pass_ms(10_000);
    assert_eq!(group.device("phone").import(file, Some(&words)), Ok(Reply::TakenIn(LeftOut::default())));
    assert_eq!(group.device("phone").look_at(&photo(1)), Some(photo(1)));
    group.reconnect();
    settle(&mut group);
    assert_eq!(states(&mut group, "phone", &photo(1)), [Some(BlobState::Shared); 2]);
}

#[test]
fn two_tabs_see_the_same_photo_and_it_is_sent_once() {
    let mut group = phone_and_tablet();
    group.new_tab("phone");
    group.device("phone").attach(&photo(1));
    settle(&mut group);
    assert_eq!(states(&mut group, "phone", &photo(1)), [Some(BlobState::Shared); 2]);
    group.device("phone").attach(&photo(1));
    settle(&mut group);
    assert_eq!(group.device("phone").count(Class::BlobPiece), 5, "the same photo is kept once");
    assert_eq!(group.device("phone").work().unwrap().evidence.len(), 2);
}

#[test]
fn a_photo_in_the_groups_work_reaches_all_of_it_and_nobody_else() {
    let mut group = Group::of(["ana", "ben"]);
    let joint = group.joint_work();
    group.cut_off("ana");
    group.device("ana").run(attach(joint.clone(), &photo(1)));
    assert_eq!(group.device("ana").joint_blob_state(&photo(1)), Some(BlobState::OnlyHere));
    group.reconnect();
    settle(&mut group);
    assert_eq!(group.device("ana").joint_blob_state(&photo(1)), Some(BlobState::Shared));
    // Opening the work brings Ben the small picture; the whole comes when he looks at it.
    group.device("ben").input(Input::Watch(Topic::Work(joint)));
    settle(&mut group);
    assert_eq!(group.device("ben").joint_blob_state(&small(&photo(1))), Some(BlobState::Shared));
    assert_eq!(group.device("ben").joint_blob_state(&photo(1)), Some(BlobState::Elsewhere { here: 0, of: 4 }));
    group.device("ben").look_at_joint(&photo(1));
    settle(&mut group);
    assert_eq!(group.device("ben").look_at_joint(&photo(1)), Some(photo(1)));
    assert_eq!(group.device("ben").look_at(&photo(1)), None, "it is none of his own");
}

#[test]
fn the_same_photo_in_her_own_work_and_the_groups_is_sealed_for_each() {
    let mut group = Group::of(["ana", "ben"]);
    let joint = group.joint_work();
    group.device("ana").draft("Mine.");
    group.device("ana").attach(&photo(1));
    settle(&mut group);
    assert_eq!(group.pieces(), 5);
    group.device("ben").look_at_joint(&photo(1));
    settle(&mut group);
    assert_eq!(group.device("ben").look_at_joint(&photo(1)), None, "what is hers alone is not the group's");
    group.device("ana").run(attach(joint, &photo(1)));
    settle(&mut group);
    assert_eq!(group.pieces(), 10, "the server cannot tell that they are the same");
    group.device("ben").look_at_joint(&photo(1));
    settle(&mut group);
    assert_eq!(group.device("ben").look_at_joint(&photo(1)), Some(photo(1)));
}

#[test]
fn a_large_blob_that_a_member_names_as_a_small_picture_is_not_fetched_unasked() {
    let mut group = Group::of(["ana", "ben"]);
    let joint = group.joint_work();
    group.device("ana").run(attach(joint.clone(), &photo(1)));
    let blob = |content: &[u8], thumbnail: Option<&[u8]>| BlobRef {
        blob: blob_of(content),
        name: String::new(),
        media_type: "image/jpeg".into(),
        bytes: content.len() as u64,
        thumbnail: thumbnail.map(blob_of),
    };
    let lie = Evidence::Photo { blob: blob(b"another", Some(&photo(1))), alt: "Small, she says".into() };
    group.device("ana").run(Command::Work { work: joint.clone(), deed: WorkDeed::AddEvidence(lie) });
    settle(&mut group);
    group.device("ben").input(Input::Watch(Topic::Work(joint)));
    for _ in 0..3 {
        settle(&mut group);
        // As a page does that lists it.
        assert_eq!(group.device("ben").look_at_small_joint(&photo(1)), None);
    }
    settle(&mut group);
    let state = group.device("ben").joint_blob_state(&photo(1));
    assert_eq!(state, Some(BlobState::Elsewhere { here: 1, of: 4 }), "the first piece says how long it is");
    group.device("ben").look_at_joint(&photo(1));
    settle(&mut group);
    assert_eq!(group.device("ben").look_at_joint(&photo(1)), Some(photo(1)), "who wants the whole of it has it");
}

#[test]
fn a_server_that_lost_a_photo_and_nothing_of_its_log_gets_it_back() {
    let mut group = phone_and_tablet();
    group.device("phone").attach(&photo(1));
    let (mut backup, mut moments) = (None, 0);
    while group.pieces() < 5 && moments < 10_000 {
        backup = Some(group.back_up());
        group.pass_ms(20);
        moments += 1;
    }
    settle(&mut group);
    group.restore(&backup.unwrap());
    assert!(group.pieces() < 5);
    settle(&mut group);
    assert_eq!(group.pieces(), 5);
}

#[test]
fn a_photo_that_cannot_be_read_for_a_while_is_as_it_was_afterwards() {
    let mut group = phone_and_tablet();
    group.cut_off("phone");
    group.device("phone").attach(&photo(1));
    group.device("phone").set_pieces_unreadable(true);
    for _ in 0..20 {
        assert_eq!(group.device("phone").look_at(&photo(1)), None);
    }
    group.reconnect();
    group.pass_ms(120_000);
    assert_eq!(states(&mut group, "phone", &photo(1)), [Some(BlobState::OnlyHere); 2]);
    group.device("phone").set_pieces_unreadable(false);
    group.device("phone").kill();
    settle(&mut group);
    assert_eq!(group.device("phone").look_at(&photo(1)), Some(photo(1)));
    assert_eq!((states(&mut group, "phone", &photo(1)), group.pieces()), ([Some(BlobState::Shared); 2], 5));
}

#[test]
fn who_takes_in_a_file_is_told_which_photos_found_no_room() {
    let mut group = phone_and_tablet();
    apart(&mut group);
    group.device("phone").attach(&photo(1));
    group.device("phone").attach(&photo(2));
    let (file, words) = (group.device("phone").export(), group.device("phone").words());
    group.device("phone").wipe();
    group.pass_ms(10_000);
    group.device("phone").set_full_of_photos(true);
    let left_out = LeftOut { groups: 0, blobs: 4 };
    assert_eq!(group.device("phone").import(file.clone(), Some(&words)), Ok(Reply::TakenIn(left_out)));
    assert_eq!(group.device("phone").work().unwrap().evidence.len(), 2, "no word waits behind a photo");
    group.device("phone").set_full_of_photos(false);
    assert_eq!(group.device("phone").import(file, None), Ok(Reply::TakenIn(LeftOut::default())));
    assert_eq!(group.device("phone").look_at(&photo(2)), Some(photo(2)));
}

#[test]
fn a_photo_that_was_refused_in_one_work_and_kept_in_another_is_still_there_after_a_start() {
    let mut group = phone_and_tablet();
    apart(&mut group);
    let link = Evidence::Link { url: "https://example.org".into(), about: "Like this".into() };
    for _ in 0..ENTRIES_MAX {
        let deed = WorkDeed::AddEvidence(link.clone());
        group.device("phone").run(Command::Work { work: work(), deed });
    }
    let full = Err(Refusal::TooMany { max: ENTRIES_MAX as u32 });
    assert_eq!(group.device("phone").try_run(attach(work(), &photo(1))), full);
    let challenge = ChallengeId::new("garden").unwrap();
    group.device("phone").run(Command::StartChallenge { challenge: challenge.clone(), edition: None });
    group.device("phone").run(attach(WorkId::hers(challenge), &photo(1)));
    group.device("phone").kill();
    group.pass_ms(10_000);
    assert_eq!(group.device("phone").look_at(&photo(1)), Some(photo(1)));
}

#[test]
fn a_new_contact_asks_about_many_photos_at_once() {
    let mut group = phone_and_tablet();
    for number in 0..12 {
        group.device("phone").attach(&[&[number], &photo(number)[..2_000]].concat());
    }
    settle(&mut group);
    assert_eq!(group.pieces(), 24);
    let before = group.traffic().0;
    group.device("phone").kill();
    settle(&mut group);
    let asked = group.traffic().0 - before;
    assert!(asked < 12, "{asked} requests to ask about 24 blobs");
    assert_eq!(group.pieces(), 24);
}
