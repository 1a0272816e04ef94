//! Links: who they let in, and who they don't.

use naptime_replica::command::{Command, Refusal, Reply};
use naptime_simulator::Group;

fn join(link: &str) -> Command {
    Command::Join { link: link.to_owned() }
}

/// Ana's group with a link for so many, and Ben outside.
fn door(uses: u16) -> (Group, String) {
    let mut group = Group::of_strangers(["ana", "ben", "cleo"]);
    let Reply::Group(space) = group.device("ana").run(Command::CreateGroup { name: "Bakery".into() }) else { panic!() };
    group.set_space(space);
    let link = group.device("ana").invite(uses);
    group.run_until_quiet();
    (group, link)
}

#[test]
fn a_link_lets_in_who_holds_it_while_nobody_else_is_online() {
    let (mut group, link) = door(1);
    group.cut_off("ana");
    let whole = format!("https://naptime.example/#{link}");
    assert_eq!(group.device("ben").run(join(&whole)), Reply::Group(group.space()));
    group.run_until_quiet();
    let view = group.device("ben").group().unwrap();
    assert_eq!(view.names, ["Bakery"]);
    assert!(!view.joining);
    let names: Vec<_> = view.members.iter().map(|member| member.name.clone().unwrap()).collect();
    assert_eq!(names, ["ana", "ben"]);
    assert!(view.members[0].is_facilitator && view.members[1].is_me);
    group.reconnect();
    group.run_until_quiet();
    assert_eq!(group.device("ana").group().unwrap().members.len(), 2);
    group.assert_same_everywhere();
}

#[test]
fn a_used_up_invite_is_refused() {
    let (mut group, link) = door(1);
    group.device("ben").run(join(&link));
    assert_eq!(group.device("cleo").try_run(join(&link)), Err(Refusal::InviteClosed));
    group.run_until_quiet();
    assert!(group.device("cleo").group().is_none());
    assert!(group.device("ana").group().unwrap().invites.is_empty());
    assert_eq!(group.device("ana").group().unwrap().members.len(), 2);
}

#[test]
fn an_invite_that_was_withdrawn_or_has_expired_is_refused() {
    let (mut group, link) = door(5);
    let space = group.space();
    let invite = group.device("ana").group().unwrap().invites[0].invite;
    group.device("ana").run(Command::RevokeInvite { group: space, invite });
    group.run_until_quiet();
    assert_eq!(group.device("ben").try_run(join(&link)), Err(Refusal::InviteClosed));
    let link = group.device("ana").invite(5);
    group.run_until_quiet();
    group.pass_ms(8 * 86_400_000);
    assert_eq!(group.device("ben").try_run(join(&link)), Err(Refusal::InviteClosed));
    let link = group.device("ana").invite(5);
    group.run_until_quiet();
    group.device("ben").run(join(&link));
}

#[test]
fn joining_needs_the_network_once_and_says_so() {
    let (mut group, link) = door(5);
    group.cut_off("ben");
    assert_eq!(group.device("ben").try_run(join(&link)), Err(Refusal::NeedsConnection));
    group.reconnect();
    group.stop_server();
    assert_eq!(group.device("ben").try_run(join(&link)), Err(Refusal::NeedsConnection));
    group.reconnect();
    group.device("ben").run(join(&link));
    assert_eq!(group.device("ben").try_run(join(&link)), Err(Refusal::AlreadyMember));
}

#[test]
fn what_is_not_an_invitation_is_called_so() {
    let (mut group, link) = door(5);
    for wrong in ["", "https://example.org", "hello", &link[..link.len() - 3], &format!("{}A", &link[1..])] {
        assert_eq!(group.device("ben").try_run(join(wrong)), Err(Refusal::NotAnInvite), "{wrong:?}");
    }
    let stranger = Group::of(["zoe"]).device("zoe").invite(1);
    assert_eq!(group.device("ben").try_run(join(&stranger)), Err(Refusal::InviteClosed), "another server's group");
}

#[test]
fn three_who_join_at_once_all_get_in() {
    let mut group = Group::of_strangers(["ana", "ben", "cleo", "dan"]);
    let Reply::Group(space) = group.device("ana").run(Command::CreateGroup { name: "Bakery".into() }) else { panic!() };
    group.set_space(space);
    let link = group.device("ana").invite(3);
    group.run_until_quiet();
    let requests: Vec<_> = ["ben", "cleo", "dan"].map(|name| group.device(name).start(join(&link))).into();
    group.run_until_quiet();
    for (name, request) in ["ben", "cleo", "dan"].into_iter().zip(requests) {
        assert_eq!(group.device(name).outcome(request), Some(Ok(Reply::Group(space))), "{name}");
    }
    assert_eq!(group.device("ana").group().unwrap().members.len(), 4);
    group.assert_same_everywhere();
}

#[test]
fn a_link_from_a_phone_whose_clock_is_wrong_by_decades_works_once_it_has_met_the_server() {
    let mut group = Group::of_strangers(["ana", "ben"]);
    group.device("ana").set_clock(-1_000_000_000_000);
    let Reply::Group(space) = group.device("ana").run(Command::CreateGroup { name: "Bakery".into() }) else { panic!() };
    group.set_space(space);
    group.run_until_quiet();
    let link = group.device("ana").invite(1);
    group.run_until_quiet();
    group.device("ben").run(join(&link));
    group.run_until_quiet();
    group.assert_same_everywhere();
}

#[test]
fn a_group_that_is_damaged_on_the_server_ends_the_joining() {
    let (mut group, link) = door(1);
    group.damage_on_server();
    let before = group.traffic().0;
    assert_eq!(group.device("ben").try_run(join(&link)), Err(Refusal::NeedsConnection));
    group.pass_ms(60_000);
    assert!(group.traffic().0 - before < 20, "it is not asked for without end");
}
