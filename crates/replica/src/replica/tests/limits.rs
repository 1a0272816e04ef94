//! What is written at the limits can be read.

use super::*;
use crate::export::{self, EXPORT_BYTES_MAX, Section, UNSENT_MAX};
use naptime_domain::{
    command::{Command as Edit, LearnerCommand},
    document::Descriptor,
    id::ChangeHash,
};

/// The sections of an export file, and how many groups it leaves out.
fn exported(device: &mut Device) -> (Vec<Section>, u32) {
    device.input(Input::Export(1));
    let (file, groups_left_out) = device.files.pop().unwrap();
    let person = &device.replica.identity.as_ref().unwrap().person;
    (export::read(&file.expect("a file"), person).unwrap(), groups_left_out)
}

fn space_of(section: &Section) -> Option<SpaceId> {
    match section {
        Section::Space(space) => Some(space.space),
        _ => None,
    }
}

#[test]
fn a_group_that_fits_into_no_file_is_left_out_and_her_own_words_are_not() {
    let (mut device, _) = with_group_of(EXPORT_BYTES_MAX);
    let personal = device.replica.personal_space().unwrap();
    let (sections, groups_left_out) = exported(&mut device);
    let spaces: Vec<SpaceId> = sections.iter().filter_map(space_of).collect();
    assert!(!spaces.is_empty() && spaces.iter().all(|space| *space == personal));
    assert_eq!(groups_left_out, 1);
}

#[test]
fn more_unsent_changes_than_a_section_holds_are_read_from_several() {
    let mut device = Device::begun(5);
    let personal = device.replica.personal_space().unwrap();
    let document = Descriptor::Learner.id(&personal);
    for number in 0..=UNSENT_MAX {
        let mut hash = [9; 32];
        hash[..8].copy_from_slice(&number.to_be_bytes());
        let change =
            Thing::Change { document, descriptor: Descriptor::Learner, hash: ChangeHash(hash), bytes: vec![1] };
        device.replica.spaces.get_mut(&personal).unwrap().outbox.add(change, Mark::default());
    }
    let waiting = device.replica.spaces[&personal].outbox.len();
    let (sections, _) = exported(&mut device);
    let unsent = sections.iter().map(|section| match section {
        Section::Space(space) => space.changes.len(),
        _ => 0,
    });
    assert_eq!(unsent.sum::<usize>(), waiting);
}

#[test]
fn what_is_pasted_again_and_again_makes_changes_that_others_take() {
    let mut device = Device::begun(6);
    device.run(Command::StartChallenge { challenge: challenge(), edition: None });
    let target = TextTarget::WorkDraft { work: WorkId::hers(challenge()) };
    device.input(Input::OpenText { id: 1, target, resumes: None });
    let changes = |device: &Device| device.disk.keys().filter(|key| Class::of(key) == Some(Class::LocalChange)).count();
    let before = changes(&device);
    for seq in 1..=3 {
        let old = if seq == 1 { 0 } else { 40_000 };
        let delta = TextDelta::splice(0, old, &"words ".repeat(10_000)[..40_000]);
        device.input(Input::EditText { id: 1, edit: Outgoing { seq, base_revision: 0, delta } });
    }
    device.input(Input::BlurText(1));
    assert_eq!(changes(&device) - before, 3, "one change would be more than a chunk holds");
}

#[test]
fn of_several_commands_on_a_document_all_are_run_or_none() {
    let mut device = Device::begun(7);
    let (replica, mut turn) = (&mut device.replica, Turn::new(NOON, &mut device.rng));
    let personal = replica.personal_space().unwrap();
    let rename = |name: &str| Edit::Learner(LearnerCommand::Rename { name: name.into() });
    let heads = replica.heads();
    let refused = replica.change_all(personal, &Descriptor::Learner, &[rename("Zoe"), rename("")], &mut turn);
    assert_eq!(refused, Err(Refusal::Empty));
    assert_eq!(replica.heads(), heads);
    replica.change_all(personal, &Descriptor::Learner, &[rename("Zoe")], &mut turn).unwrap();
    assert_ne!(replica.heads(), heads);
}
