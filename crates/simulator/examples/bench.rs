//! What the replica costs, beside what cannot be had for less: run it with `--release`.
//!
//! * opening a document of 5,000 changes, beside merging the same changes into an empty document without the replica;
//! * merging 2 × 500 edits made offline, beside the same;
//! * round trips and bytes a letter when someone returns with 200 letters, beside one trip and the letters themselves.

use naptime_domain::{
    command::{Command as Edit, GroupCommand, TextField},
    document::{Descriptor, Document, Source},
    id::{ActorId, PersonId},
    text::{TextDelta, utf16},
    time::Timestamp,
};
use naptime_replica::{command::TextTarget, view::Topic};
use naptime_simulator::{Group, Hand};
use std::time::{Duration, Instant};

/// How often each measurement is taken; the best counts, for the others tell of the machine.
const TIMES: usize = 5;

fn main() {
    println!("{:<58}{:>12}{:>12}{:>8}", "", "measured", "floor", "ratio");
    opening(5_000);
    merging(500);
    returning();
}

/// A device starts from its records and shows a group's charter that was written in so many changes.
fn opening(changes: usize) {
    let mut group = Group::of(["ana"]);
    let charter = group.charter();
    for change in 0..changes {
        group.device("ana").write(charter.clone(), &word(change));
    }
    group.run_until_quiet();
    let floor = best(|| {
        let written = written(changes, 1);
        let started = Instant::now();
        let mut document = Document::create(&Descriptor::Group, ActorId::new(&PersonId([1; 32]), [99; 8]));
        merge(&mut document, &written[0]);
        started.elapsed()
    });
    let measured = best(|| {
        let started = Instant::now();
        group.device("ana").reload();
        let length = length_shown(&mut group.device("ana"));
        assert!(length > 0, "the charter is there");
        started.elapsed()
    });
    tell_time(&format!("open a document of {changes} changes from its records"), measured, floor);
}

/// Two people write apart; one of them takes in what the other wrote.
fn merging(edits: usize) {
    let floor = best(|| {
        let written = written(edits, 2);
        let mut document = Document::create(&Descriptor::Group, ActorId::new(&PersonId([1; 32]), [99; 8]));
        merge(&mut document, &written[0]);
        let started = Instant::now();
        merge(&mut document, &written[1]);
        started.elapsed()
    });
    let measured = best(|| {
        let mut group = Group::of(["ana", "ben"]);
        for name in ["ana", "ben"] {
            group.cut_off(name);
            for edit in 0..edits {
                let charter = group.charter();
                group.device(name).write(charter, &word(edit));
            }
        }
        let started = Instant::now();
        group.reconnect();
        group.run_until_quiet();
        let elapsed = started.elapsed();
        group.world.check_same_everywhere();
        // Both take in the other's edits; what is told is what one of them needs.
        elapsed / 2
    });
    tell_time(&format!("merge 2 × {edits} offline edits, sealed, sent and opened"), measured, floor);
}

/// Ten quiet minutes offline, typed at a human pace, then the network comes back.
fn returning() {
    let letters = "She asks who it is for, and what they would miss. ".repeat(4);
    let mut group = Group::of(["ana", "ben"]);
    let submission = group.device("ana").share("A draft.");
    group.run_until_quiet();
    group.cut_off("ana");
    let id = group.device("ana").open(TextTarget::Synthesis { submission });
    for letter in letters.chars() {
        group.device("ana").write_on(id, &letter.to_string());
        group.pass_ms(180);
    }
    group.pass_ms(5_000);
    let (requests, up, down) = group.traffic();
    group.reconnect_only("ana");
    group.pass_ms(100);
    assert_eq!(group.device("ana").sync().waiting, 0, "everything is confirmed");
    let (requests, up, down) = {
        let now = group.traffic();
        (now.0 - requests, now.1 - up, now.2 - down)
    };
    let count = u64::from(utf16::len(&letters));
    println!(
        "{:<58}{requests:>12}{:>12}{:>8.2}",
        format!("round trips of a return with {count} letters"),
        1,
        requests as f64
    );
    let a_letter = up as f64 / count as f64;
    println!(
        "{:<58}{a_letter:>10.1} B{:>10} B{a_letter:>8.2}",
        "bytes up a letter, sealed and signed, request included", 1
    );
    println!("{:<58}{down:>10} B", "bytes down");
}

/// What was typed by so many people apart, as stored changes of one document each.
fn written(changes: usize, people: u8) -> Vec<Vec<Vec<u8>>> {
    let write = |person: u8| {
        let mut document = Document::create(&Descriptor::Group, ActorId::new(&PersonId([person; 32]), [person; 8]));
        let name = GroupCommand::Rename { name: "Bakery".to_owned() };
        let named = document.run(&Edit::Group(name), Timestamp(0)).is_ok();
        assert!(named, "a group can be named");
        (0..changes)
            .filter_map(|change| {
                let end = document.text(&TextField::Charter).map_or(0, |text| utf16::len(&text));
                let typed = document.edit_text(&TextField::Charter, &TextDelta::splice(end, 0, &word(change)));
                typed.ok()?;
                document.commit(Timestamp(0)).map(|change| change.bytes)
            })
            .collect()
    };
    (1..=people).map(write).collect()
}

/// What automerge and our checks cost without a replica.
fn merge(document: &mut Document, changes: &[Vec<u8>]) {
    let merged = document.merge_changes(changes, Source::Stored, Timestamp(0));
    assert!(merged.is_ok(), "honest changes fit");
}

fn length_shown(hand: &mut Hand<'_>) -> usize {
    hand.look(&Topic::Groups);
    hand.group().map_or(0, |group| group.charter.len())
}

fn word(number: usize) -> String {
    format!("{number} ")
}

fn best(mut measure: impl FnMut() -> Duration) -> Duration {
    (0..TIMES).map(|_| measure()).min().unwrap_or_default()
}

fn tell_time(what: &str, measured: Duration, floor: Duration) {
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    println!("{what:<58}{:>9.1} ms{:>9.1} ms{:>8.2}", ms(measured), ms(floor), ms(measured) / ms(floor));
}
