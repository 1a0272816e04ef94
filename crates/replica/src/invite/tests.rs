//! The link's fragment, and the two secrets behind it.

use super::{Base64UrlUnpadded, Encoding, Greeting, Invitation, LEN, NotAnInvite};
use crate::{
    keys::EpochKey,
    tests::sample::{rng, somebody},
};
use naptime_domain::id::SpaceId;

fn invitation() -> Invitation {
    Invitation::generate(SpaceId([3; 16]), &mut rng(1))
}

#[test]
fn a_link_is_read_whole_or_as_its_fragment_with_white_space_around_it() {
    let invitation = invitation();
    let fragment = invitation.fragment();
    assert_eq!(fragment.len(), 71);
    for text in [
        fragment.to_string(),
        format!("https://naptime.example/join#{}", fragment.as_str()),
        format!("  \n\thttps://naptime.example/join#{}\r\n", fragment.as_str()),
        format!("#{}", fragment.as_str()),
    ] {
        let read = Invitation::parse(&text).unwrap();
        assert_eq!((read.space(), read.key()), (invitation.space(), invitation.key()), "{text}");
    }
}

#[test]
fn every_single_wrong_character_is_noticed() {
    let fragment = invitation().fragment().to_string();
    for place in 0..fragment.len() {
        let wrong = if fragment.as_bytes()[place] == b'A' { "B" } else { "A" };
        let mut text = fragment.clone();
        text.replace_range(place..=place, wrong);
        assert!(Invitation::parse(&text).is_err(), "{place}");
    }
    let mut swapped = fragment.into_bytes();
    swapped.swap(30, 31);
    assert_eq!(Invitation::parse(&String::from_utf8(swapped).unwrap()).unwrap_err(), NotAnInvite::Damaged);
}

#[test]
fn what_is_not_an_invitation_says_in_which_way() {
    let fragment = invitation().fragment().to_string();
    let not = |text: &str| Invitation::parse(text).unwrap_err();
    assert_eq!(not(""), NotAnInvite::Empty);
    assert_eq!(not("https://naptime.example/join#"), NotAnInvite::Empty);
    assert_eq!(not("https://naptime.example/join"), NotAnInvite::OtherText);
    assert_eq!(not(&fragment[..70]), NotAnInvite::OtherText);
    assert_eq!(not(&format!("{fragment}=")), NotAnInvite::OtherText);
    assert_eq!(not(&format!("{fragment}A")), NotAnInvite::OtherText);
    assert_eq!(not(&"A".repeat(5_000)), NotAnInvite::OtherText);
    assert_eq!(not("ünïcödé 🌱"), NotAnInvite::OtherText);
    let mut newer = [0; LEN + 8];
    newer[0] = 2;
    assert_eq!(not(&Base64UrlUnpadded::encode_string(&newer)), NotAnInvite::Newer);
}

fn greeting(from: &str, group: &str) -> Greeting {
    Greeting { from: from.to_owned(), group: group.to_owned(), challenge: Some("persona".parse().unwrap()) }
}

#[test]
fn a_greeting_behind_the_invitation_is_read_and_opens_nothing_else() {
    let (invitation, greeting) = (invitation(), greeting("Anaïs ~ 🌱", "Corner bakery"));
    let link = format!("https://naptime.example/join#{}{}", invitation.fragment().as_str(), greeting.tail());
    assert_eq!(Invitation::parse(&link).unwrap().key(), invitation.key());
    assert_eq!(Greeting::of(&format!(" {link}\n")), Some(greeting));
}

#[test]
fn a_greeting_that_is_cut_short_says_nothing_and_the_link_still_opens_the_group() {
    let tail = greeting("Ana", "Corner bakery").tail();
    let fragment = invitation().fragment().to_string();
    for end in 0..tail.len() - "persona".len() * 4 / 3 - 1 {
        let link = [&fragment, &tail[..end]].concat();
        assert_eq!(Greeting::of(&link), None, "{link}");
        assert_eq!(Invitation::space_of(&link).ok(), Some(invitation().space()), "{link}");
    }
}

#[test]
fn a_name_in_a_greeting_stays_on_its_line_and_short() {
    let greeting = greeting("Ana\nand the whole bank", &"n".repeat(300));
    let read = Greeting::of(&greeting.tail()).unwrap();
    assert_eq!((read.from.as_str(), read.group), ("Anaand the whole bank", format!("{}…", "n".repeat(39))));
    let whole = "n".repeat(40);
    assert_eq!(Greeting::of(&self::greeting("Ana", &whole).tail()).unwrap().group, whole);
    assert_eq!(read.challenge, greeting.challenge);
}

#[test]
fn the_link_opens_the_key_of_its_epoch_and_no_other_link_does() {
    let (link, other) = (invitation(), Invitation::generate(SpaceId([3; 16]), &mut rng(2)));
    let key = EpochKey::from_bytes([5; 32]);
    let sealed = link.seal_key(&key, 0, &mut rng(3));
    assert_eq!(link.open_key(&sealed, 0).unwrap(), key);
    assert!(link.open_key(&sealed, 1).is_err());
    assert!(other.open_key(&sealed, 0).is_err());
}

#[test]
fn proof_of_access_is_for_one_space_and_one_nonce() {
    let link = invitation();
    let access = link.access(b"nonce");
    assert_eq!(access.verify(&link.space(), b"nonce"), Ok(()));
    assert!(access.verify(&link.space(), b"other").is_err());
    assert!(access.verify(&SpaceId([4; 16]), b"nonce").is_err());
}

#[test]
fn nothing_secret_is_printed() {
    let somebody = somebody(77);
    let link = invitation();
    let printed = format!(
        "{link:?} {:?} {:?} {:?} {:?} {:?}",
        somebody.keys,
        somebody.device,
        somebody.entropy,
        EpochKey::from_bytes([77; 32]),
        crate::record::Identity::new(somebody.entropy.clone(), &somebody.device).seed,
    );
    assert!(!printed.contains("77, 77") && !printed.contains("4d4d"), "{printed}");
    let seed = somebody.device.seed().iter().take(3).map(|byte| format!("{byte}, ")).collect::<String>();
    assert!(!printed.contains(&seed), "{printed}");
    let secret = link.secret.iter().take(3).map(|byte| format!("{byte}, ")).collect::<String>();
    assert!(!printed.contains(&secret), "{printed}");
}
