//! Bytes from outside: refused with a reason, or true.

use super::*;
use crate::model::{Block, Figure, FileRef, Inline, LinkTarget};
use crate::package::{Current, FILES_MAX, MANIFEST_BYTES_MAX, Manifest};
use crate::tests::shipped::{COURSE, PACKAGE};
use proptest::prelude::*;

fn encode<T: serde::Serialize>(kind: Kind, value: &T) -> Vec<u8> {
    postcard::to_extend(value, kind.header().to_vec()).unwrap()
}

/// What a reader says about a changed challenge.
fn refused(change: impl FnOnce(&mut Challenge)) -> Unreadable {
    let mut challenge = COURSE.clone().challenges.remove(0);
    change(&mut challenge);
    super::challenge(&encode(Kind::Challenge, &challenge)).unwrap_err()
}

#[test]
fn the_course_that_ships_opens_and_is_small() {
    let course = COURSE.clone();
    assert_eq!(course.index.challenges.len(), course.challenges.len());
    let lessons: Vec<_> = course.challenges[0].lessons.iter().map(|lesson| lesson.minutes()).collect();
    assert_eq!(lessons, [4, 6, 5, 6, 6, 3, 6, 5, 4, 4, 4, 4, 4]);
    let index = PACKAGE.file(INDEX).unwrap();
    let bytes_max = course.challenges.len() * 3 * 1024;
    assert!(index.len() < bytes_max, "Today waits for {} bytes", index.len());
}

#[test]
fn another_kind_of_file_is_refused() {
    let bytes = PACKAGE.file(INDEX).unwrap();
    assert_eq!(challenge(bytes).unwrap_err(), Unreadable::NotACourseFile);
    assert_eq!(index(b"<!doctype html><title>Log in</title>").unwrap_err(), Unreadable::NotACourseFile);
    assert_eq!(index(b"").unwrap_err(), Unreadable::NotACourseFile);
}

#[test]
fn a_newer_format_says_so() {
    let mut bytes = PACKAGE.file(INDEX).unwrap().to_vec();
    bytes[3] = FORMAT + 1;
    assert_eq!(index(&bytes).unwrap_err(), Unreadable::Newer { format: FORMAT + 1 });
}

#[test]
fn a_file_cut_short_or_grown_is_refused() {
    let bytes = PACKAGE.file(INDEX).unwrap();
    assert_eq!(index(&bytes[..bytes.len() - 1]).unwrap_err(), Unreadable::Damaged);
    assert_eq!(index(&[bytes, &[0]].concat()).unwrap_err(), Unreadable::Damaged);
}

#[test]
fn a_file_over_its_limit_is_refused_before_it_is_decoded() {
    let bytes = vec![0xff; CHALLENGE_BYTES_MAX + 1];
    assert_eq!(
        challenge(&bytes).unwrap_err(),
        Unreadable::TooLarge { bytes: CHALLENGE_BYTES_MAX + 1, max: CHALLENGE_BYTES_MAX }
    );
}

#[test]
fn a_list_that_claims_to_be_endless_is_refused_without_making_room_for_it() {
    let mut bytes = Kind::Around.header().to_vec();
    bytes.extend([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]);
    assert_eq!(around(&bytes).unwrap_err(), Unreadable::Damaged);
}

#[test]
fn a_challenge_that_contradicts_itself_is_refused() {
    let refusals = [
        refused(|challenge| challenge.milestones[0].lessons.push("no-such-lesson".parse().unwrap())),
        refused(|challenge| challenge.lessons[1].id = challenge.lessons[0].id.clone()),
        refused(|challenge| challenge.lessons[0].steps.clear()),
        refused(|challenge| challenge.lessons[0].steps[0].minutes = 13),
        refused(|challenge| challenge.lessons[0].serves.push("no-such-milestone".parse().unwrap())),
        refused(|challenge| challenge.protocols.clear()),
        refused(|challenge| challenge.rubric.criteria.clear()),
        refused(|challenge| challenge.brief.push(figure("", "svg"))),
        refused(|challenge| challenge.brief.push(figure("A cup", "html"))),
    ];
    assert!(refusals.iter().all(|refusal| matches!(refusal, Unreadable::Untrue(_))), "{refusals:?}");
}

fn figure(alt: &str, extension: &str) -> Block {
    let file = FileRef::of(b"");
    Block::Figure(Figure { file, extension: extension.to_owned(), alt: alt.to_owned(), caption: None })
}

#[test]
fn a_link_to_a_script_cannot_be_decoded() {
    let mut challenge = COURSE.clone().challenges.remove(0);
    let to = LinkTarget::Web("https://example.org/x".to_owned().try_into().unwrap());
    challenge.brief.push(Block::Paragraph(vec![Inline::Link { text: "More".to_owned(), to }]));
    let bytes = encode(Kind::Challenge, &challenge);
    super::challenge(&bytes).unwrap();
    let at = bytes.windows(21).position(|window| window == b"https://example.org/x").unwrap();
    let mut hostile = bytes;
    hostile[at..at + 21].copy_from_slice(b"javascript:alert(1)//");
    assert_eq!(super::challenge(&hostile).unwrap_err(), Unreadable::Damaged);
}

#[test]
fn a_path_that_leads_out_of_the_folder_is_refused() {
    let hash = FileHash::of(b"");
    for path in
        ["../index.pack", "/etc/passwd.pack", "media/..", "a//b.svg", "media/.hidden", "c:\\x.svg", "Index.pack"]
    {
        let text = format!("{hash}  {path}\n");
        assert_eq!(
            Manifest::parse(text.as_bytes()).unwrap_err(),
            Unreadable::StrangePath { path: path.to_owned() },
            "{path}"
        );
    }
}

#[test]
fn a_manifest_has_one_spelling() {
    let hash = FileHash::of(b"");
    let good = format!("{hash}  a.pack\n{hash}  b.pack\n");
    Manifest::parse(good.as_bytes()).unwrap();
    for other in [
        format!("{hash}  b.pack\n{hash}  a.pack\n"),
        format!("{hash}  a.pack\n{hash}  a.pack\n"),
        format!("{hash}  a.pack\r\n"),
        format!("{hash}  a.pack"),
        format!("{}  a.pack\n", hash.to_string().to_uppercase()),
    ] {
        assert_eq!(Manifest::parse(other.as_bytes()).unwrap_err(), Unreadable::NotAManifest, "{other}");
    }
}

#[test]
fn a_manifest_of_a_hundred_thousand_files_is_refused() {
    let hash = FileHash::of(b"");
    let text: String = (0..100_000).map(|number| format!("{hash}  media/{number:06}.svg\n")).collect();
    assert_eq!(
        Manifest::parse(text.as_bytes()).unwrap_err(),
        Unreadable::TooLarge { bytes: text.len(), max: MANIFEST_BYTES_MAX }
    );
    let text: String = (0..=FILES_MAX).map(|number| format!("{hash}  m/{number:04}.svg\n")).collect();
    assert_eq!(Manifest::parse(text.as_bytes()).unwrap_err(), Unreadable::TooManyFiles { max: FILES_MAX });
}

#[test]
fn a_current_file_whose_name_is_not_that_of_its_manifest_is_refused() {
    let mut text = Current::of(PACKAGE.manifest().clone()).text().into_bytes();
    Current::parse(&text).unwrap();
    text[0] = if text[0] == b'0' { b'1' } else { b'0' };
    assert_eq!(Current::parse(&text).unwrap_err(), Unreadable::OtherBytes);
    assert_eq!(Current::parse(b"<!doctype html>").unwrap_err(), Unreadable::NotAManifest);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn bytes_of_any_kind_are_refused_and_never_a_panic(body in prop::collection::vec(any::<u8>(), 0..400)) {
        for kind in [Kind::Index, Kind::Challenge, Kind::Around] {
            let bytes = [&kind.header()[..], &body].concat();
            // Some of them are true by accident; opening them must only not panic.
            drop((index(&bytes), challenge(&bytes), around(&bytes)));
        }
        drop((Manifest::parse(&body), Current::parse(&body)));
    }

    #[test]
    fn a_challenge_with_changed_bytes_is_refused_or_still_holds_together(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)
    ) {
        let mut bytes = PACKAGE.file("challenges/who-are-we-talking-to.pack").unwrap().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(challenge) = challenge(&bytes) {
            prop_assert!(check::challenge(&challenge).is_ok());
            prop_assert_eq!(super::challenge(&encode(Kind::Challenge, &challenge)), Ok(challenge));
        }
    }
}
