//! Everything as one file that only her words open, and back again.

use super::{
    Replica,
    acknowledgement::log_record,
    blobs::Reading,
    changing::limit,
    effect::Effect,
    entries::Sequenced,
    input::RequestId,
    log::TAKEN_BYTES_MAX,
    outbox::{Name, Thing},
    space::Space,
    turn::Turn,
};
use crate::{
    blob::SEALED_BYTES_MAX,
    command::Refusal,
    cursor::{ChunkId, Cursor, LogChain},
    export::{
        self, EXPORT_BYTES_MAX, ExportRefused, ExportedBlob, ExportedSpace, INVITES_MAX, LeftOut, SECTIONS_MAX,
        Section, UNSENT_MAX,
    },
    invite::Invitation,
    keys::RecoveryEntropy,
    membership::SignedEntry,
    record::Record,
};
use minicbor::bytes::ByteVec;
use naptime_domain::{
    document::{ChangeBytes, Descriptor, Source},
    id::SpaceId,
    order::{gather, sort_by_key},
    submission::Submission,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// A group that is full fits into a file beside her own words.
const _: () = assert!(TAKEN_BYTES_MAX + TAKEN_BYTES_MAX / 8 < EXPORT_BYTES_MAX);
/// Room in a file for what is neither a log nor a blob: memberships, invitations, and what stands around everything.
const EXPORT_MARGIN_BYTES: usize = 4 * 1024 * 1024;
/// Most blobs in a file, so that there are sections enough for the spaces.
const EXPORT_BLOBS_MAX: usize = SECTIONS_MAX / 2;

impl Replica {
    /// Reads as many photos and files as a file has room for beside everything else, the small ones first; then writes it.
    pub(super) fn export(&mut self, request: RequestId, turn: &mut Turn<'_>) {
        self.close_every_burst(turn);
        let logs: usize = self.spaces.values().map(bytes_of).sum();
        let mut room = EXPORT_BYTES_MAX.saturating_sub(logs + EXPORT_MARGIN_BYTES);
        let (mut blobs, mut left_out) = (Vec::new(), 0);
        for (key, blob) in self.blobs.by_length().into_iter().filter(|(_, blob)| blob.is_whole()) {
            let bytes = blob.parts().count() * SEALED_BYTES_MAX;
            if bytes <= room && blobs.len() < EXPORT_BLOBS_MAX {
                room -= bytes;
                blobs.push(*key);
            } else {
                left_out += 1;
            }
        }
        if blobs.is_empty() {
            return self.write_export(request, Vec::new(), left_out, turn);
        }
        let keys = blobs.iter().flat_map(|key| self.piece_keys(key)).collect();
        self.read_pieces(Reading::Export { request, blobs, left_out }, keys, turn);
    }

    /// Her own words before all, then as many groups as there is room for. Where blobs were read there is room for all.
    pub(super) fn write_export(
        &mut self,
        request: RequestId,
        blobs: Vec<ExportedBlob>,
        left_out: usize,
        turn: &mut Turn<'_>,
    ) {
        self.close_every_burst(turn);
        let mut spaces: Vec<&Space> = self.spaces.values().collect();
        sort_by_key(&mut spaces, |space| (self.personal_space() != Some(space.id), bytes_of(space)));
        let mut blobs: Vec<Section> = blobs.into_iter().map(Section::Blob).collect();
        let read = blobs.len();
        let mut write = |count: usize| {
            let mut sections = self.sections_of(spaces.get(..count)?);
            sections.append(&mut blobs);
            let file = export::write(&sections, &self.identity.as_ref()?.person, turn.rng).ok()?;
            Some((file, spaces.len() - count))
        };
        let (file, groups) = (1..=spaces.len()).rev().find_map(&mut write).unzip();
        let groups = groups.unwrap_or_default();
        // Only the first try has them.
        let left_out = if groups == 0 { left_out } else { left_out + read };
        let left_out = LeftOut { groups: limit(groups), blobs: limit(left_out) };
        turn.emit(Effect::Exported { request, file, left_out });
    }

    fn sections_of(&self, spaces: &[&Space]) -> Vec<Section> {
        let mut sections: Vec<Section> = spaces.iter().copied().flat_map(exported).collect();
        let invitations: Vec<String> = self.invitations.values().cloned().collect();
        sections.extend(invitations.chunks(INVITES_MAX).map(|some| Section::Invites(some.to_vec())));
        // Behind the invitations: one that waits can only be planned anew by whoever has its secret.
        sections.extend(spaces.iter().copied().filter_map(planned));
        sections
    }

    pub(super) fn import(&mut self, request: RequestId, file: &[u8], words: Option<&str>, turn: &mut Turn<'_>) {
        match self.sections_in(file, words, turn) {
            Ok(sections) => self.take_in(request, sections, turn),
            Err(refusal) => turn.emit(Effect::Done { request, outcome: Err(refusal) }),
        }
    }

    /// What a file says. Whoever gives the words for it lives here from then on.
    fn sections_in(&mut self, file: &[u8], words: Option<&str>, turn: &mut Turn<'_>) -> Result<Vec<Section>, Refusal> {
        match (&self.identity, words) {
            (Some(identity), _) => export::read(file, &identity.person).map_err(|why| refused(why, Refusal::NotYours)),
            (None, None) => Err(Refusal::NotBegun),
            (None, Some(words)) => {
                let entropy = RecoveryEntropy::from_words(words)?;
                let sections = export::read(file, &entropy.person_keys());
                let sections = sections.map_err(|why| refused(why, Refusal::WrongWords))?;
                self.move_in(entropy, turn);
                Ok(sections)
            }
        }
    }

    fn take_in(&mut self, request: RequestId, sections: Vec<Section>, turn: &mut Turn<'_>) {
        let mut left_out = BTreeSet::new();
        for section in sections {
            match section {
                Section::Space(space) => {
                    let id = space.space;
                    if self.import_space(space, turn).is_err() {
                        left_out.insert(id);
                    }
                }
                Section::Invites(fragments) => {
                    let invitations = fragments.iter().filter_map(|fragment| Invitation::parse(fragment).ok());
                    invitations.for_each(|invitation| self.keep_invitation(&invitation, turn));
                }
                Section::Planned { space, entries } => self.import_planned(space, &entries, turn),
                Section::Blob(blob) => self.import_blob(request, blob, turn),
            }
        }
        self.views.everything_changed();
        self.spaces_taken_in(request, limit(left_out.len()), turn);
    }

    /// Whatever the file says is checked as if the server had said it.
    fn import_space(&mut self, file: ExportedSpace, turn: &mut Turn<'_>) -> Result<(), NotTakenIn> {
        let id = file.space;
        let is_new = !self.spaces.contains_key(&id);
        if is_new && self.has_room_for_a_space().is_err() {
            return Err(NotTakenIn);
        }
        self.spaces.entry(id).or_insert_with(|| Space::new(id));
        if let Sequenced::OtherHistory | Sequenced::Bad(_) = self.take_entries(id, &file.entries, turn) {
            return Err(NotTakenIn);
        }
        let mut cursor = Cursor::START;
        for (offset, chunk) in file.log {
            let chunk: Vec<u8> = chunk.into();
            let name = ChunkId(Sha256::digest(&chunk).into());
            let behind = match offset == cursor.offset {
                true => cursor.after(&name),
                // Behind a gap nobody knows the chain: it is held, and finds its place when the server is asked.
                false => Cursor { offset: offset.saturating_add(1), chain: LogChain([0; 32]) },
            };
            cursor = behind;
            self.import_chunk(id, name, chunk, behind, turn);
        }
        for (descriptor, change) in file.changes {
            self.import_change(id, descriptor, change.into(), turn);
        }
        for bytes in file.submissions {
            self.import_submission(id, bytes, turn);
        }
        Ok(())
    }

    /// Plans what the server had not taken when the file was made; where others were quicker since, on top of theirs.
    fn import_planned(&mut self, id: SpaceId, entries: &[Vec<u8>], turn: &mut Turn<'_>) {
        for entry in entries.iter().filter_map(|bytes| SignedEntry::parse(bytes).ok()) {
            let Some(outlook) = self.spaces.get(&id).map(Space::outlook) else { return };
            if outlook.knows(&entry.hash()) {
                continue;
            }
            let fits = outlook.clone().append(&entry, None).is_ok();
            let planned = if fits { Some(entry) } else { self.made_anew(id, &entry, turn) };
            if let Some(entry) = planned {
                // What the rules no longer allow is given up.
                self.plan_entry(id, entry, turn).unwrap_or_default();
            }
        }
        // Among them may have been what makes her a member, and gives her the key.
        self.plan_again(id, turn);
    }

    fn import_chunk(&mut self, id: SpaceId, name: ChunkId, chunk: Vec<u8>, behind: Cursor, turn: &mut Turn<'_>) {
        if self.spaces.get(&id).is_none_or(|space| space.log.is_known(&name)) {
            return;
        }
        let names = self.admit(id, &name, &chunk, turn);
        turn.put(log_record(id, &behind, &chunk, names.iter().map(Name::in_record).collect()));
        if let Some(space) = self.spaces.get_mut(&id) {
            space.log.place(name, chunk, behind);
        }
        self.confirm(id, &gather(names), turn.now);
    }

    fn import_change(&mut self, space: SpaceId, descriptor: Descriptor, bytes: Vec<u8>, turn: &mut Turn<'_>) {
        let (Ok((me, personal)), Some(hash)) = (self.me(), ChangeBytes::hash_of(&bytes)) else { return };
        if descriptor.is_personal() != (space == personal) {
            return;
        }
        let changes = std::slice::from_ref(&bytes);
        if let Err(why) = self.merge(space, &descriptor, changes, Source::SignedBy(me), turn) {
            return self.set_aside(space, &why, &bytes, turn);
        }
        turn.put(Record::LocalChange { space, descriptor: descriptor.clone(), change: bytes.clone() }.to_stored());
        self.queue_change(space, descriptor, ChangeBytes { hash, bytes }, turn);
    }

    fn import_submission(&mut self, space: SpaceId, bytes: Vec<u8>, turn: &mut Turn<'_>) {
        let Ok((me, _)) = self.me() else { return };
        let Ok(submission) = Submission::decode(&bytes) else { return };
        if submission.author == me {
            let id = self.take_submission(space, &bytes, submission);
            turn.put(Record::LocalSubmission { space, bytes: bytes.clone() }.to_stored());
            self.queue_submission(space, id, bytes, turn);
        }
    }
}

/// A space of a file for which there is no room, or whose history is not the one that is known here.
struct NotTakenIn;

/// What a space takes up in a file, nearly.
fn bytes_of(space: &Space) -> usize {
    space.log.size().1 + space.outbox.bytes()
}

/// A space, in as many sections as what is unsent takes: those behind the first hold nothing else.
fn exported(space: &Space) -> Vec<Section> {
    let (mut changes, mut submissions) = (Vec::new(), Vec::new());
    for thing in space.outbox.things() {
        match thing {
            Thing::Change { descriptor, bytes, .. } => changes.push((descriptor.clone(), ByteVec::from(bytes.clone()))),
            Thing::Submission { bytes, .. } => submissions.push(bytes.clone()),
        }
    }
    let entries = space.entries().iter().map(|entry| entry.bytes().to_vec()).collect();
    let log = space.log.in_order().map(|(offset, bytes)| (offset, ByteVec::from(bytes.to_vec()))).collect();
    let (changes, submissions) = (in_parts(changes), in_parts(submissions));
    let nothing = || ExportedSpace {
        space: space.id,
        entries: Vec::new(),
        log: Vec::new(),
        changes: Vec::new(),
        submissions: Vec::new(),
    };
    let mut parts = vec![ExportedSpace { entries, log, ..nothing() }];
    parts.extend(changes.into_iter().map(|changes| ExportedSpace { changes, ..nothing() }));
    parts.extend(submissions.into_iter().map(|submissions| ExportedSpace { submissions, ..nothing() }));
    parts.into_iter().map(Section::Space).collect()
}

fn in_parts<T>(all: Vec<T>) -> Vec<Vec<T>> {
    let mut all = all.into_iter().peekable();
    let mut parts = Vec::new();
    while all.peek().is_some() {
        parts.push(all.by_ref().take(UNSENT_MAX).collect());
    }
    parts
}

fn planned(space: &Space) -> Option<Section> {
    let entries: Vec<_> = space.planned().iter().map(|planned| planned.entry.bytes().to_vec()).collect();
    (!entries.is_empty()).then_some(Section::Planned { space: space.id, entries })
}

fn refused(why: ExportRefused, others: Refusal) -> Refusal {
    match why {
        ExportRefused::WrongWords => others,
        _ => Refusal::Unknown,
    }
}
