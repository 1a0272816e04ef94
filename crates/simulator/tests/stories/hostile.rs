//! A member who lies, with a server that helps her.

use naptime_domain::{
    command::{Command as Edit, GroupCommand, NoteKind, NotesCommand, TextField},
    document::{Descriptor, Document},
    id::{ActorId, NoteId, PersonId},
    submission::Submission,
    text::TextDelta,
    time::Timestamp,
};
use naptime_replica::{
    chunk::Item,
    record::Class,
    view::{Attention, SyncState, Topic, View},
};
use naptime_simulator::{Group, challenge};
use sha2::{Digest, Sha256};

const NOON: Timestamp = Timestamp(1_790_000_000_000);

fn person(group: &mut Group, name: &str) -> PersonId {
    match group.device(name).look(&Topic::Profile) {
        View::Profile(Some(profile)) => profile.person,
        _ => panic!("nobody"),
    }
}

/// A note as its author's own device would write it.
fn note_by(author: PersonId, writer: PersonId, descriptor: &Descriptor) -> Vec<u8> {
    let mut document = Document::create(descriptor, ActorId::new(&writer, [7; 8]));
    let add = NotesCommand::Add { note: NoteId([5; 16]), kind: NoteKind::Warm, anchor: None, body: "forged".into() };
    // Her own copy of the program would refuse: it asks whose document it is before it writes.
    if writer != author {
        document = Document::create(&as_if_mine(descriptor, writer), ActorId::new(&writer, [7; 8]));
    }
    document.run(&Edit::Notes(add), NOON).unwrap();
    document.commit(NOON).unwrap().bytes
}

fn as_if_mine(descriptor: &Descriptor, me: PersonId) -> Descriptor {
    match descriptor {
        Descriptor::Notes { submission, .. } => Descriptor::Notes { submission: *submission, author: me },
        other => other.clone(),
    }
}

fn charter_by(writer: PersonId) -> Vec<u8> {
    let mut document = Document::create(&Descriptor::Group, ActorId::new(&writer, [8; 8]));
    document.edit_text(&TextField::Charter, &TextDelta::splice(0, 0, "forged")).unwrap();
    document.commit(NOON).unwrap().bytes
}

/// The group goes on as if nothing had been: what was set aside is counted, and everybody can write.
fn assert_unharmed(group: &mut Group, set_aside: u32) {
    group.run_until_quiet();
    for name in ["ana", "ben", "cleo"] {
        assert_eq!(group.device(name).sync().set_aside, set_aside, "{name}");
        let charter = group.charter();
        group.device(name).write(charter, &format!("{name} writes on. "));
    }
    group.run_until_quiet();
    let charter = group.device("ana").group().unwrap().charter;
    assert!(["ana", "ben", "cleo"].iter().all(|name| charter.contains(&format!("{name} writes on. "))));
    assert!(!charter.contains("forged"));
    group.assert_same_everywhere();
}

#[test]
fn a_member_cannot_forge_anothers_note() {
    let mut group = Group::of(["ana", "ben", "cleo"]);
    let submission = group.device("cleo").share("A draft.");
    group.run_until_quiet();
    let (ana, ben) = (person(&mut group, "ana"), person(&mut group, "ben"));
    let hers = Descriptor::Notes { submission, author: ana };
    let mut liar = group.liar("ben");
    for writer in [ana, ben] {
        let chunk = liar.changes(&mut group, hers.clone(), vec![note_by(ana, writer, &hers)]);
        group.smuggle(chunk);
    }
    assert_unharmed(&mut group, 2);
    assert!(group.device("cleo").notes(submission).is_empty());
    group.device("ana").note(submission, "in my own words");
    group.run_until_quiet();
    assert_eq!(group.device("cleo").notes(submission), ["in my own words"]);
}

#[test]
fn a_member_cannot_write_under_anothers_name_in_a_shared_document() {
    let mut group = Group::of(["ana", "ben", "cleo"]);
    let ana = person(&mut group, "ana");
    let mut liar = group.liar("ben");
    let chunk = liar.changes(&mut group, Descriptor::Group, vec![charter_by(ana)]);
    group.smuggle(chunk);
    assert_unharmed(&mut group, 1);
}

#[test]
fn a_change_that_leaps_ahead_is_refused_and_everybody_writes_on() {
    let mut group = Group::of(["ana", "ben", "cleo"]);
    let ben = person(&mut group, "ben");
    let mut liar = group.liar("ben");
    let chunk = liar.changes(&mut group, Descriptor::Group, vec![leaping(&charter_by(ben))]);
    group.smuggle(chunk);
    assert_unharmed(&mut group, 1);
}

#[test]
fn garbage_and_bombs_inside_a_rightly_signed_chunk_are_set_aside() {
    let mut group = Group::of(["ana", "ben", "cleo"]);
    let mut liar = group.liar("ben");
    let garbage: Vec<Vec<u8>> = vec![
        Vec::new(),
        vec![0x42, 0, 0, 1, 0, 3, 1, 0, 0, 0],
        vec![0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, 2, 0xff, 0xff, 0xff, 0xff, 0x0f],
    ];
    for change in garbage {
        let chunk = liar.changes(&mut group, Descriptor::Group, vec![change]);
        group.smuggle(chunk);
    }
    let learner = liar.changes(&mut group, Descriptor::Learner, vec![vec![1]]);
    group.smuggle(learner);
    let mut torn = liar.changes(&mut group, Descriptor::Group, vec![vec![2]]);
    let last = torn.len() - 1;
    torn[last] ^= 1;
    group.smuggle(torn);
    assert_unharmed(&mut group, 5);
}

#[test]
fn what_deflates_well_and_is_refused_takes_no_more_room_than_its_chunk() {
    let mut group = Group::of(["ana", "ben", "cleo"]);
    let mut liar = group.liar("ben");
    for filler in 0..20 {
        let chunk = liar.changes(&mut group, Descriptor::Learner, vec![vec![filler; 4 * 1024 * 1024 - 64]]);
        group.smuggle(chunk);
    }
    assert_unharmed(&mut group, 20);
    assert_eq!(group.device("ana").count(Class::SetAside), 0);
    group.device("ana").kill();
    group.run_until_quiet();
    assert_eq!(group.device("ana").sync().set_aside, 20, "the same after a start");
}

#[test]
fn a_submission_in_anothers_name_is_not_shown() {
    let mut group = Group::of(["ana", "ben", "cleo"]);
    let ana = person(&mut group, "ana");
    let forged = Submission {
        author: ana,
        challenge: challenge(),
        title: "Mine".into(),
        text: "forged".into(),
        focus_question: String::new(),
        evidence: Vec::new(),
        shared_at: NOON,
        previous: None,
    };
    let mut liar = group.liar("ben");
    let chunk = liar.seal(&mut group, vec![Item::Submission(forged.encode().unwrap())]);
    group.smuggle(chunk);
    assert_unharmed(&mut group, 1);
    assert!(group.device("cleo").group().unwrap().submissions.is_empty());
}

#[test]
fn a_chunk_that_comes_again_or_from_another_group_has_no_effect() {
    let mut group = Group::of(["ana", "ben", "cleo"]);
    let charter = group.charter();
    group.device("ana").write(charter, "once ");
    group.run_until_quiet();
    let chunks = group.chunks();
    for chunk in chunks.into_iter().rev() {
        group.smuggle(chunk);
    }
    let mut others = Group::of(["ana", "ben"]);
    let charter = others.charter();
    others.device("ana").write(charter, "forged");
    others.run_until_quiet();
    for chunk in others.chunks() {
        group.smuggle(chunk);
    }
    let foreign = others.chunks().len() as u32;
    assert_unharmed(&mut group, foreign);
    assert_eq!(group.device("ben").group().unwrap().charter.matches("once ").count(), 1);
}

#[test]
fn one_bad_item_does_not_take_the_good_ones_with_it() {
    let mut group = Group::of(["ana", "ben", "cleo"]);
    let ben = person(&mut group, "ben");
    let mut document = Document::create(&Descriptor::Group, ActorId::new(&ben, [9; 8]));
    document.run(&Edit::Group(GroupCommand::NameMember { person: ben, name: "Benedict".into() }), NOON).unwrap();
    let good = document.commit(NOON).unwrap().bytes;
    let mut liar = group.liar("ben");
    let items = vec![
        Item::Submission(b"not one".to_vec()),
        Item::Changes { descriptor: Descriptor::Group, changes: vec![good] },
        Item::Changes { descriptor: Descriptor::Group, changes: vec![vec![9]] },
    ];
    let chunk = liar.seal(&mut group, items);
    group.smuggle(chunk);
    assert_unharmed(&mut group, 2);
    let members = group.device("ana").group().unwrap().members;
    assert!(
        members
            .iter()
            .any(|member| member.name.as_deref() == Some("Benedict") || member.name.as_deref() == Some("ben"))
    );
    group.device("ana").kill();
    group.run_until_quiet();
    assert_eq!(group.device("ana").sync().set_aside, 2, "the same after a start");
    group.assert_same_everywhere();
}

/// Twenty submissions of 200 KiB that deflate to almost nothing.
fn bomb(author: PersonId, number: u8) -> Vec<Item> {
    let submission = |place: u8| Submission {
        author,
        challenge: challenge(),
        title: format!("{number} {place}"),
        text: "a".repeat(200 * 1024),
        focus_question: String::new(),
        evidence: Vec::new(),
        shared_at: NOON,
        previous: None,
    };
    (0..20).map(|place| Item::Submission(submission(place).encode().unwrap())).collect()
}

#[test]
fn what_inflates_to_more_than_one_share_is_left_out_everywhere_alike_and_holds_nobody_up() {
    let mut group = Group::of(["ana", "ben", "cleo"]);
    let ben = person(&mut group, "ben");
    let mut liar = group.liar("ben");
    let mut sent_bytes = 0;
    for number in 0..24 {
        let chunk = liar.seal(&mut group, bomb(ben, number));
        sent_bytes += chunk.len();
        group.smuggle(chunk);
    }
    group.run_until_quiet();
    assert!(sent_bytes < 1024 * 1024, "{sent_bytes}");
    for name in ["ana", "cleo"] {
        let charter = group.charter();
        group.device(name).write(charter, &format!("{name} writes on. "));
    }
    group.run_until_quiet();
    group.device("ana").kill();
    group.run_until_quiet();
    let held = ["ana", "cleo"].map(|name| group.device(name).held_bytes());
    assert!(held[0] < 81 * 1024 * 1024 && held[0] == held[1], "{held:?}");
    for name in ["ana", "cleo"] {
        let seen = group.device(name).group().unwrap();
        assert_eq!(seen.submissions.len(), 400, "{name}");
        assert!(["ana", "cleo"].iter().all(|other| seen.charter.contains(&format!("{other} writes on. "))));
        assert_ne!(group.device(name).sync().state, SyncState::Attention(Attention::SpaceFull));
    }
}

/// The same change, counting from the largest operation number there is.
fn leaping(change: &[u8]) -> Vec<u8> {
    let body_at = 9 + leb(&change[9..]).1;
    let body = &change[body_at..];
    let (deps, mut at) = leb(body);
    at += deps as usize * 32;
    let (actor_len, used) = leb(&body[at..]);
    at += used + actor_len as usize;
    at += leb(&body[at..]).1;
    let rest = at + leb(&body[at..]).1;
    let mut leapt = body[..at].to_vec();
    leapt.extend_from_slice(&[0xfe, 0xff, 0xff, 0xff, 0x0f]);
    leapt.extend_from_slice(&body[rest..]);
    let mut hashed = vec![1];
    let mut len = leapt.len();
    while len >= 0x80 {
        hashed.push((len & 0x7f) as u8 | 0x80);
        len >>= 7;
    }
    hashed.push(len as u8);
    hashed.extend_from_slice(&leapt);
    [&change[..4], &Sha256::digest(&hashed)[..4], &hashed].concat()
}

fn leb(bytes: &[u8]) -> (u64, usize) {
    let mut value = 0;
    for (place, byte) in bytes.iter().enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return (value, place + 1);
        }
    }
    panic!("cut short")
}
