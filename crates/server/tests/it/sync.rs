//! A whole sync in one request: what comes of what is brought, and what is new.

use crate::{
    harness::Running,
    people::{DAY_MS, Device, SpaceCopy, answered, now, post},
};
use naptime_domain::{id::SpaceId, time::Timestamp};
use naptime_relay::limits::Limits;
use naptime_replica::{
    cursor::{Cursor, LogChain},
    membership::{Membership, SignedEntry},
    wire::{Access, ChunkCode, EntriesOutcome, EntryCode, SpaceStatus, SpaceSync},
};

const CANARY: &str = "what she dares to say: kanarienvogel";

#[tokio::test]
async fn two_people_share_a_group_and_the_server_can_read_none_of_it() {
    let server = Running::start().await;
    let (mut ana, mut ben) = (Device::of(1), Device::of(2));
    let mut hers = ana.create_group(server.address).await;
    let invitation = ana.invite(server.address, &mut hers, 1).await;
    let mut his = ben.join(server.address, &invitation).await;
    let chunk = ana.chunk(&hers, CANARY);
    let pushed = hers.push(&[chunk]);
    let answer = ana.sync_one(server.address, &mut hers, pushed).await;
    assert_eq!((answer.acknowledged.len(), answer.chunks.len()), (1, 0), "acknowledged, not sent back");
    let chunk = ben.chunk(&his, "his answer");
    let pushed = his.push(&[chunk]);
    let answer = ben.sync_one(server.address, &mut his, pushed).await;
    assert_eq!((answer.acknowledged.len(), answer.chunks.len()), (1, 1), "one trip both ways");
    ana.catch_up(server.address, &mut hers).await;
    assert_eq!(his.words(), [CANARY]);
    assert_eq!(hers.words(), ["his answer"]);
    assert_eq!((hers.cursor, hers.log.head()), (his.cursor, his.log.head()));

    let folder = server.stop().await;
    let secret = invitation.fragment();
    for file in std::fs::read_dir(folder.path().join("data")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for canary in [CANARY.as_bytes(), b"kanarienvogel", b"his answer", secret.as_bytes()] {
            assert!(!bytes.windows(canary.len()).any(|window| window == canary));
        }
    }
}

#[tokio::test]
async fn a_retry_is_acknowledged_with_its_old_offset_and_stored_once() {
    let server = Running::start().await;
    let mut ana = Device::of(1);
    let mut copy = ana.create_group(server.address).await;
    let chunks = [ana.chunk(&copy, "one"), ana.chunk(&copy, "two")];
    let lost = copy.push(&chunks);
    let first = ana.sync(server.address, vec![lost.clone()]).await.spaces.remove(0);
    let again = ana.sync_one(server.address, &mut copy, lost).await;
    assert_eq!(again.acknowledged, first.acknowledged);
    assert_eq!(again.cursor, first.cursor);
    assert_eq!(copy.cursor.offset, 2);
    server.stop().await;
}

#[tokio::test]
async fn the_very_same_bytes_sent_twice_are_answered_twice_and_stored_once() {
    let server = Running::start().await;
    let mut ana = Device::of(1);
    let copy = ana.create_group(server.address).await;
    let chunk = ana.chunk(&copy, "one");
    let bytes = ana.request(vec![copy.push(&[chunk])]);
    let (first, second) = (post(server.address, &bytes).await, post(server.address, &bytes).await);
    assert_eq!(answered(&first).spaces, answered(&second).spaces);
    server.stop().await;
}

#[tokio::test]
async fn of_two_entries_made_at_the_same_moment_one_is_a_conflict_and_made_anew() {
    let server = Running::start().await;
    let (mut ana, mut ben) = (Device::of(1), Device::of(2));
    let mut hers = ana.create_group(server.address).await;
    let invitation = ana.invite(server.address, &mut hers, 2).await;
    let mut his = ben.join(server.address, &invitation).await;
    let (_, late) = ana.invitation(&hers, 1, Timestamp(now().0 + DAY_MS));
    let answer = hers.bring(&mut ana, server.address, vec![late], EntriesOutcome::Conflict).await;
    assert_eq!(answer.status, SpaceStatus::Ok);
    assert_eq!(hers.log.head(), his.log.head(), "the conflict brought what was missing");
    let (_, anew) = ana.invitation(&hers, 1, Timestamp(now().0 + DAY_MS));
    hers.bring(&mut ana, server.address, vec![anew.clone()], EntriesOutcome::Accepted).await;
    ben.catch_up(server.address, &mut his).await;
    assert_eq!(his.log.head(), anew.hash());
    server.stop().await;
}

#[tokio::test]
async fn an_entry_whose_answer_was_lost_is_accepted_again() {
    let server = Running::start().await;
    let mut ana = Device::of(1);
    let mut copy = ana.create_group(server.address).await;
    let (_, entry) = ana.invitation(&copy, 1, Timestamp(now().0 + DAY_MS));
    let lost = SpaceSync { append_entries: vec![entry.bytes().to_vec()], ..copy.ask() };
    ana.sync(server.address, vec![lost]).await;
    copy.bring(&mut ana, server.address, vec![entry.clone()], EntriesOutcome::Accepted).await;
    assert_eq!(copy.log.head(), entry.hash());
    server.stop().await;
}

#[tokio::test]
async fn a_stranger_reads_nothing_writes_nothing_and_learns_nothing() {
    let server = Running::start().await;
    let (mut ana, mut eve) = (Device::of(1), Device::of(66));
    let mut copy = ana.create_group(server.address).await;
    let chunk = ana.chunk(&copy, "private");
    let pushed = copy.push(&[chunk]);
    ana.sync_one(server.address, &mut copy, pushed).await;
    let mut stolen = SpaceCopy::empty(copy.space);
    stolen.key.clone_from(&copy.key);
    let forged = eve.chunk_at(&stolen, copy.log.head(), "forged");
    let (_, entry) = eve.invitation(&copy, 1, Timestamp(now().0 + DAY_MS));
    let asked = [
        stolen.ask(),
        copy.ask(),
        copy.push(std::slice::from_ref(&forged)),
        SpaceSync { append_entries: vec![entry.bytes().to_vec()], ..copy.ask() },
    ];
    for sync in asked {
        let brings = sync.append.len();
        let answer = eve.sync(server.address, vec![sync]).await.spaces.remove(0);
        assert_eq!(answer.status, SpaceStatus::NotMember);
        assert_eq!((answer.entries.len(), answer.chunks.len(), answer.acknowledged.len()), (0, 0, 0));
        assert!(answer.refused.iter().all(|refused| refused.code == ChunkCode::NotAMember));
        assert_eq!(answer.refused.len(), brings);
    }
    // Nor can a member be made to carry what a stranger signed.
    let answer = ana.sync(server.address, vec![copy.push(&[forged])]).await.spaces.remove(0);
    assert_eq!(answer.refused[0].code, ChunkCode::NotAMember);
    let nowhere = SpaceCopy::empty(SpaceId([9; 16]));
    let answer = eve.sync(server.address, vec![nowhere.ask()]).await.spaces.remove(0);
    assert_eq!(answer.status, SpaceStatus::Unknown);
    server.stop().await;
}

#[tokio::test]
async fn a_chunk_that_is_not_one_is_refused_and_those_beside_it_are_stored() {
    let server = Running::start().await;
    let mut ana = Device::of(1);
    let mut copy = ana.create_group(server.address).await;
    let other = ana.create_group(server.address).await;
    let good = ana.chunk(&copy, "good");
    let mut broken = ana.chunk(&copy, "broken");
    *broken.last_mut().unwrap() ^= 1;
    let ahead = ana.chunk_at(&copy, naptime_replica::membership::MembershipHash([9; 32]), "ahead");
    let elsewhere = ana.chunk(&other, "elsewhere");
    let brought = [broken, b"\0 no chunk".to_vec(), good, elsewhere, ahead, vec![1; 300_000]];
    let pushed = copy.push(&brought);
    let answer = ana.sync_one(server.address, &mut copy, pushed).await;
    assert_eq!(answer.acknowledged.len(), 1);
    let codes: Vec<ChunkCode> = answer.refused.iter().map(|refused| refused.code).collect();
    let expected = [
        ChunkCode::WrongSignature,
        ChunkCode::NotAChunk,
        ChunkCode::OtherSpace,
        ChunkCode::UnknownMembership,
        ChunkCode::TooLong,
    ];
    assert_eq!(codes, expected);
    assert_eq!(copy.cursor.offset, 1);
    server.stop().await;
}

#[tokio::test]
async fn an_invitation_that_is_used_up_expired_withdrawn_or_foreign_opens_nothing() {
    let server = Running::start().await;
    let (mut ana, mut ben, mut eve) = (Device::of(1), Device::of(2), Device::of(66));
    let mut eves_other = Device::another_of(66, 67);
    let mut hers = ana.create_group(server.address).await;
    let used_up = ana.invite(server.address, &mut hers, 1).await;
    let mut group = ben.join(server.address, &used_up).await;
    ana.catch_up(server.address, &mut hers).await;
    let (expired, entry) = ana.invitation(&hers, 1, Timestamp(now().0 - 1));
    hers.bring(&mut ana, server.address, vec![entry], EntriesOutcome::Accepted).await;
    let withdrawn = ana.invite(server.address, &mut hers, 1).await;
    let revoke = hers.log.revoke_entry(&ana.keys, withdrawn.key(), now());
    hers.bring(&mut ana, server.address, vec![revoke], EntriesOutcome::Accepted).await;
    let foreign = naptime_replica::invite::Invitation::generate(hers.space, &mut eve.rng);
    for (invitation, code) in [
        (&used_up, EntryCode::InviteUsedUp),
        (&expired, EntryCode::InviteExpired),
        (&withdrawn, EntryCode::InviteRevoked),
        (&foreign, EntryCode::UnknownInvite),
    ] {
        let (_, answer) = eve.read_invited(server.address, invitation).await;
        assert_eq!((answer.status, answer.entries.len()), (SpaceStatus::NotMember, 0), "{code:?}");
        // She knows the log from when the link was good, and tries to join all the same.
        let mut open = Membership::start(hers.space);
        let opened = hers.entries.iter().take_while(|entry| open.append(entry, None).is_ok()).count();
        assert_eq!(opened, hers.entries.len());
        // Or one of her devices joins, and the other brings it.
        let joins = [&mut eve, &mut eves_other].map(|device| forged_join(&open, device, invitation));
        for join in joins.into_iter().flatten() {
            let access = Access::Invite(invitation.access(&eve.nonce));
            let sync = SpaceSync { access, append_entries: vec![join.bytes().to_vec()], ..hers.ask() };
            let answer = eve.sync(server.address, vec![sync]).await.spaces.remove(0);
            let expected = (SpaceStatus::NotMember, EntriesOutcome::Refused(code));
            assert_eq!((answer.status, answer.entries_outcome), expected);
        }
    }
    ben.catch_up(server.address, &mut group).await;
    assert_eq!(group.log.members().len(), 2);
    server.stop().await;
}

/// A joining by an invitation that only the server's clock can tell to be closed.
fn forged_join(
    log: &Membership,
    who: &mut Device,
    invitation: &naptime_replica::invite::Invitation,
) -> Option<SignedEntry> {
    log.join_entry(&who.person, &who.keys, invitation, now(), &mut who.rng).ok().map(|(entry, _)| entry)
}

#[tokio::test]
async fn an_invitations_proof_is_worth_nothing_with_another_nonce_or_for_another_space() {
    let server = Running::start().await;
    let (mut ana, mut eve) = (Device::of(1), Device::of(66));
    let mut copy = ana.create_group(server.address).await;
    let invitation = ana.invite(server.address, &mut copy, 1).await;
    eve.sync(server.address, vec![]).await;
    let captured = invitation.access(b"another nonce");
    let sync = SpaceSync { access: Access::Invite(captured), ..SpaceCopy::empty(copy.space).ask() };
    let answer = eve.sync(server.address, vec![sync]).await.spaces.remove(0);
    assert_eq!((answer.status, answer.entries.len()), (SpaceStatus::NotMember, 0));
    server.stop().await;
}

#[tokio::test]
async fn a_second_device_reads_her_personal_space_and_adds_itself() {
    let server = Running::start().await;
    let (mut phone, mut tablet) = (Device::of(1), Device::another_of(1, 11));
    let (entry, key) = Membership::create_personal(&phone.person, &phone.keys, now(), &mut phone.rng);
    let mut first = SpaceCopy::empty(phone.person.personal_space());
    first.key = Some(key);
    first.bring(&mut phone, server.address, vec![entry], EntriesOutcome::Accepted).await;
    let chunk = phone.chunk(&first, "from the phone");
    let pushed = first.push(&[chunk]);
    phone.sync_one(server.address, &mut first, pushed).await;
    let mut second = SpaceCopy::empty(first.space);
    tablet.catch_up(server.address, &mut second).await;
    second.key = second.log.epoch_key(&tablet.person).ok();
    assert_eq!(second.words(), ["from the phone"]);
    let refused = tablet.chunk(&second, "too early");
    let answer = tablet.sync(server.address, vec![second.push(&[refused])]).await.spaces.remove(0);
    assert_eq!(answer.refused[0].code, ChunkCode::NotAMember);
    let added = second.log.add_device_entry(&tablet.keys, now());
    second.bring(&mut tablet, server.address, vec![added], EntriesOutcome::Accepted).await;
    let chunk = tablet.chunk(&second, "from the tablet");
    let pushed = second.push(&[chunk]);
    assert_eq!(tablet.sync_one(server.address, &mut second, pushed).await.acknowledged.len(), 1);
    phone.catch_up(server.address, &mut first).await;
    assert_eq!(first.words(), ["from the tablet"]);
    server.stop().await;
}

#[tokio::test]
async fn a_long_log_comes_in_bounded_answers_until_there_is_no_more() {
    let server = Running::relaying(Limits { answer_bytes_max: 2_000, ..Limits::default() }).await;
    let (mut ana, mut ben) = (Device::of(1), Device::of(2));
    let mut hers = ana.create_group(server.address).await;
    let invitation = ana.invite(server.address, &mut hers, 1).await;
    let words: Vec<String> = (0..30).map(|number| format!("word {number}")).collect();
    let chunks: Vec<Vec<u8>> = words.iter().map(|word| ana.chunk(&hers, word)).collect();
    let pushed = hers.push(&chunks);
    ana.sync_one(server.address, &mut hers, pushed).await;
    let mut his = ben.join(server.address, &invitation).await;
    let answer = ben.sync(server.address, vec![his.ask()]).await.spaces.remove(0);
    assert!(answer.more && answer.chunks.len() < 30);
    ben.catch_up(server.address, &mut his).await;
    assert_eq!(his.words(), words);
    server.stop().await;
}

#[tokio::test]
async fn a_device_that_only_pushes_is_sent_no_chunks() {
    let server = Running::start().await;
    let mut ana = Device::of(1);
    let copy = ana.create_group(server.address).await;
    let chunks = [ana.chunk(&copy, "one"), ana.chunk(&copy, "two")];
    ana.sync(server.address, vec![copy.push(&chunks[..1])]).await;
    let sync = SpaceSync { want: false, ..copy.push(&chunks[1..]) };
    let answer = ana.sync(server.address, vec![sync]).await.spaces.remove(0);
    assert_eq!((answer.acknowledged[0].offset, answer.chunks.len(), answer.cursor), (1, 0, Cursor::START));
    server.stop().await;
}

#[tokio::test]
async fn a_cursor_of_another_log_is_told_where_the_server_stands() {
    let server = Running::start().await;
    let mut ana = Device::of(1);
    let mut copy = ana.create_group(server.address).await;
    let chunks = [ana.chunk(&copy, "one"), ana.chunk(&copy, "two")];
    let pushed = copy.push(&chunks);
    ana.sync_one(server.address, &mut copy, pushed).await;
    let other = LogChain([9; 32]);
    for (offset, at) in [(1, 1), (2, 2), (7, 2)] {
        let sync = SpaceSync { cursor: Cursor { offset, chain: other }, ..copy.ask() };
        let answer = ana.sync(server.address, vec![sync]).await.spaces.remove(0);
        let SpaceStatus::Forked { server: cursor } = answer.status else { panic!("{answer:?}") };
        assert_eq!(cursor.offset, at);
        assert_eq!(cursor == copy.cursor, at == 2);
        assert_eq!(answer.chunks.len(), 0);
    }
    server.stop().await;
}

#[tokio::test]
async fn a_server_that_lost_everything_gets_it_back_from_any_member() {
    let server = Running::start().await;
    let (mut ana, mut ben) = (Device::of(1), Device::of(2));
    let mut hers = ana.create_group(server.address).await;
    let (soon, entry) = ana.invitation(&hers, 1, Timestamp(now().0 + 1_000));
    hers.bring(&mut ana, server.address, vec![entry], EntriesOutcome::Accepted).await;
    let mut his = ben.join(server.address, &soon).await;
    ana.catch_up(server.address, &mut hers).await;
    let chunk = ben.chunk(&his, "his words");
    let pushed = his.push(std::slice::from_ref(&chunk));
    ben.sync_one(server.address, &mut his, pushed).await;
    server.stop().await;

    let restored = Running::start().await;
    ana.nonce.clear();
    let answer = ana.sync(restored.address, vec![hers.ask()]).await.spaces.remove(0);
    assert_eq!(answer.status, SpaceStatus::Unknown);
    // The server has only the first entry again: it shows which, and gets the rest, long after the invitation closed.
    let all: Vec<Vec<u8>> = hers.entries.iter().map(|entry| entry.bytes().to_vec()).collect();
    let start = SpaceCopy::empty(hers.space);
    let first = SpaceSync { append_entries: all[..1].to_vec(), ..start.ask() };
    ana.sync(restored.address, vec![first]).await;
    let answer = ana.sync(restored.address, vec![hers.ask()]).await.spaces.remove(0);
    assert_eq!(answer.entries, all[..1]);
    tokio::time::sleep(std::time::Duration::from_millis(1_050)).await;
    let rest = SpaceSync { append_entries: all.clone(), append: vec![chunk], ..start.ask() };
    let answer = ana.sync(restored.address, vec![rest]).await.spaces.remove(0);
    assert_eq!((answer.entries_outcome, answer.acknowledged.len()), (EntriesOutcome::Accepted, 1));
    ben.nonce.clear();
    ben.catch_up(restored.address, &mut his).await;
    assert_eq!(his.log.members().len(), 2);
    restored.stop().await;
}

#[tokio::test]
async fn a_full_space_says_so_and_still_acknowledges_what_it_has() {
    let server = Running::relaying(Limits { space_bytes_max: 700, ..Limits::default() }).await;
    let mut ana = Device::of(1);
    let mut copy = ana.create_group(server.address).await;
    let (first, second) = (ana.chunk(&copy, "first"), ana.chunk(&copy, &"second ".repeat(9_000)));
    let third = ana.chunk(&copy, &(0..2_000).map(|n| n.to_string()).collect::<String>());
    let pushed = copy.push(std::slice::from_ref(&first));
    ana.sync_one(server.address, &mut copy, pushed).await;
    let pushed = copy.push(&[first, third, second]);
    let answer = ana.sync_one(server.address, &mut copy, pushed).await;
    assert_eq!(answer.acknowledged.len(), 1);
    assert!(answer.refused.iter().all(|refused| refused.code == ChunkCode::SpaceFull));
    assert_eq!(answer.refused.len(), 2);
    server.stop().await;
}

#[tokio::test]
async fn a_damaged_space_holds_up_no_other() {
    let server = Running::start().await;
    let mut ana = Device::of(1);
    let mut damaged = ana.create_group(server.address).await;
    let mut whole = ana.create_group(server.address).await;
    for copy in [&mut damaged, &mut whole] {
        let chunk = ana.chunk(copy, "words");
        ana.sync(server.address, vec![copy.push(&[chunk])]).await;
    }
    let file = server.folder.path().join("data/naptime.sqlite");
    let file = rusqlite::Connection::open(file).unwrap();
    file.execute("UPDATE chunk SET bytes = x'00' WHERE space = 1", []).unwrap();
    let answer = ana.sync(server.address, vec![damaged.ask(), whole.ask()]).await;
    assert_eq!(answer.spaces.len(), 1);
    assert_eq!((answer.spaces[0].space, answer.spaces[0].chunks.len()), (whole.space, 1));
    server.stop().await;
}
