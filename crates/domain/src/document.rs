//! Documents: the only place that knows automerge. Commands, edits and others' changes in; changes and views out.

mod authorship;
mod chunk;
mod descriptor;
mod fields;
mod genesis;
mod group;
mod learner;
mod ledger;
mod merge;
mod notes;
mod outcome;
mod refused;
mod response;
mod room;
mod work;

pub use descriptor::{Descriptor, DocumentKind};
pub use outcome::{ChangeBytes, Merged, Outcome, Source, TextMerged};
pub use refused::{Refused, Unacceptable, Unreadable};

use crate::{
    command::{Command, TextField, WorkCommand},
    id::{ActorId, ChangeHash, VersionId},
    limits::SNAPSHOT_BYTES_MAX,
    text::{DoesNotFit, TextDelta},
    time::Timestamp,
    view::{SynthesisView, View, WorkView},
};
use automerge::{
    AutoCommit, LoadOptions, OnPartialLoad, ReadDoc, TextEncoding,
    transaction::{CommitOptions, Transactable},
};
use chunk::PlainChange;
use ledger::Ledger;
use merge::Waiting;
use std::{collections::BTreeMap, fmt};

/// One document, and the burst of edits that is open in it.
#[derive(Clone)]
pub struct Document {
    descriptor: Descriptor,
    automerge: AutoCommit,
    actor: ActorId,
    ledger: Ledger,
    waiting: Waiting,
    /// The texts being typed in, as they are: automerge takes milliseconds to read one, and each key would wait for it.
    typed: BTreeMap<TextField, String>,
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("descriptor", &self.descriptor)
            .field("heads", &self.heads())
            .finish_non_exhaustive()
    }
}

impl Document {
    /// A document as all devices begin it, to be written by an actor.
    pub fn create(descriptor: &Descriptor, actor: ActorId) -> Self {
        let first = genesis::change(descriptor.kind());
        let mut automerge = AutoCommit::new_with_encoding(TextEncoding::Utf16CodeUnit);
        if automerge.apply_changes([first.automerge.clone()]).is_err() {
            unreachable!("a test applies every first change that is built in");
        }
        automerge.set_actor(automerge::ActorId::from(actor.0));
        let mut ledger = Ledger::default();
        ledger.admit_own(&first);
        Self {
            descriptor: descriptor.clone(),
            automerge,
            actor,
            ledger,
            waiting: Waiting::default(),
            typed: BTreeMap::new(),
        }
    }

    /// What it is about.
    pub fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    /// Who writes now.
    pub fn actor(&self) -> ActorId {
        self.actor
    }

    /// Runs one command into the open burst. On `Err` the document is as it was.
    pub fn run(&mut self, command: &Command, now: Timestamp) -> Result<Outcome, Refused> {
        self.check_writer()?;
        self.check_room(0)?;
        let doc = &mut self.automerge;
        match (command, &self.descriptor) {
            (Command::Learner(command), Descriptor::Learner) => learner::run(doc, command, now),
            (Command::Work(WorkCommand::KeepVersion { .. }), _) if doc.pending_ops() > 0 => Err(Refused::OpenBurst),
            (Command::Work(command), Descriptor::Work { .. } | Descriptor::JointWork { .. }) => {
                work::run(doc, command, &self.ledger.heads(), now)
            }
            (Command::Notes(command), Descriptor::Notes { submission, .. } | Descriptor::NotesDraft { submission }) => {
                notes::run(doc, submission, command, now)
            }
            (Command::Group(command), Descriptor::Group) => group::run(doc, command),
            (Command::Response(command), Descriptor::Response { .. }) => response::run(doc, command),
            _ => Err(Refused::OtherKind),
        }
    }

    /// Takes back what no change holds yet.
    pub fn roll_back(&mut self) {
        self.automerge.rollback();
        self.typed.clear();
    }

    /// Edits a text in the open burst. On `Err` the document is as it was; on [`Refused::OpenBurst`] the edit is for
    /// the next burst.
    ///
    /// A text that merging has made too long can still be shortened.
    pub fn edit_text(&mut self, field: &TextField, delta: &TextDelta) -> Result<(), Refused> {
        self.check_writer()?;
        let object = fields::text_object(&self.automerge, self.descriptor.kind(), field)?;
        let utf16_max = field.utf16_max();
        let length = self.automerge.length(&object) as i64 + delta.growth();
        if delta.growth() > 0 && length > utf16_max as i64 {
            return Err(Refused::TextTooLong { utf16_max });
        }
        self.check_room(room::op_count(delta))?;
        let before = match self.typed.remove(field) {
            Some(text) => text,
            None => fields::text(&self.automerge, &object)?,
        };
        let Ok(after) = delta.apply(&before) else {
            self.typed.insert(*field, before);
            return Err(DoesNotFit.into());
        };
        for (at, delete, insert) in delta.splices() {
            let spliced = self.automerge.splice_text(&object, at as usize, delete as isize, insert);
            spliced.map_err(|_| Unreadable::UnknownShape { what: "a text" })?;
        }
        self.typed.insert(*field, after);
        Ok(())
    }

    /// A text as it is now, the open burst included.
    pub fn text(&self, field: &TextField) -> Result<String, Refused> {
        let object = fields::text_object(&self.automerge, self.descriptor.kind(), field)?;
        Ok(fields::text(&self.automerge, &object)?)
    }

    /// The draft of a work as one of its versions has it.
    pub fn text_of_version(&self, version: &VersionId) -> Result<String, Refused> {
        let heads = work::heads_of(&self.automerge, version)?;
        if !heads.iter().all(|head| self.has_change(head)) {
            return Err(Unreadable::MissingChange.into());
        }
        let heads: Vec<_> = heads.iter().map(|head| automerge::ChangeHash(head.0)).collect();
        let draft = fields::text_object(&self.automerge, self.descriptor.kind(), &TextField::Draft)?;
        let text = self.automerge.text_at(&draft, &heads);
        Ok(text.map(fields::without_returns).map_err(|_| Unreadable::UnknownShape { what: "a version" })?)
    }

    /// Whether there are edits that no change holds yet.
    pub fn has_open_burst(&self) -> bool {
        self.automerge.pending_ops() > 0
    }

    /// Closes the burst into one change; `None` if nothing was done.
    pub fn commit(&mut self, now: Timestamp) -> Option<ChangeBytes> {
        if !self.has_open_burst() {
            self.automerge.rollback();
            return None;
        }
        self.automerge.commit_with(CommitOptions::default().with_time(now.0))?;
        let change = PlainChange::try_from(self.automerge.get_last_local_change()?).ok()?;
        self.ledger.admit_own(&change);
        Some(ChangeBytes { hash: change.hash, bytes: change.automerge.raw_bytes().to_vec() })
    }

    /// The newest changes, without the open burst.
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.ledger.heads()
    }

    /// The changes that someone who has these does not have, in an order in which they can be applied; without the open burst.
    pub fn changes_since(&mut self, have: &[ChangeHash]) -> Vec<ChangeBytes> {
        if self.has_open_burst() {
            return merge::changes_since(&mut self.without_burst(), have);
        }
        merge::changes_since(&mut self.automerge, have)
    }

    /// Whether a change is in the document.
    pub fn has_change(&self, hash: &ChangeHash) -> bool {
        self.ledger.has(hash)
    }

    /// How many changes it holds, the first one included.
    pub fn change_count(&self) -> usize {
        self.ledger.len()
    }

    /// The hashes that waiting changes wait for.
    pub fn missing(&self) -> Vec<ChangeHash> {
        self.waiting.missing(&self.ledger)
    }

    /// The document as one snapshot, without the open burst and what waits; checked to open as the same document.
    pub fn save(&self) -> Result<Vec<u8>, Unreadable> {
        let snapshot = self.without_burst().save();
        let opened = Self::load(&self.descriptor, &snapshot, self.actor)?;
        if opened.heads() != self.heads() || opened.change_count() != self.change_count() {
            return Err(Unreadable::Different);
        }
        Ok(snapshot)
    }

    /// Opens a snapshot of this device's own, to be written by an actor. What comes from others goes through [`Self::merge_changes`].
    pub fn load(descriptor: &Descriptor, snapshot: &[u8], actor: ActorId) -> Result<Self, Unreadable> {
        if snapshot.len() > SNAPSHOT_BYTES_MAX {
            return Err(Unreadable::TooLarge { bytes_max: SNAPSHOT_BYTES_MAX });
        }
        let options =
            LoadOptions::new().text_encoding(TextEncoding::Utf16CodeUnit).on_partial_load(OnPartialLoad::Error);
        let automerge = AutoCommit::load_with_options(snapshot, options).map_err(|_| Unreadable::Damaged)?;
        Self::over(descriptor, automerge, actor)
    }

    /// The document as it was at some heads, to be written by an actor: to run again what a dead engine had begun there.
    pub fn at(&self, heads: &[ChangeHash], actor: ActorId) -> Result<Self, Unreadable> {
        if !heads.iter().all(|head| self.has_change(head)) {
            return Err(Unreadable::MissingChange);
        }
        let heads: Vec<_> = heads.iter().map(|head| automerge::ChangeHash(head.0)).collect();
        let then = self.without_burst().fork_at(&heads).map_err(|_| Unreadable::MissingChange)?;
        Self::over(&self.descriptor, then, actor)
    }

    /// What screens show, the open burst included.
    pub fn view(&self) -> Result<View, Unreadable> {
        let doc = &self.automerge;
        match &self.descriptor {
            Descriptor::Learner => learner::view(doc).map(View::Learner),
            Descriptor::Work { .. } | Descriptor::JointWork { .. } => {
                let (authors, last_author) = (self.authors(), self.last_author());
                Ok(View::Work(WorkView { authors, last_author, ..work::view(doc)? }))
            }
            Descriptor::NotesDraft { submission } | Descriptor::Notes { submission, .. } => {
                notes::view(doc, submission).map(View::Notes)
            }
            Descriptor::Synthesis { .. } => {
                let body = fields::text(doc, &fields::container(doc, "body")?)?;
                Ok(View::Synthesis(SynthesisView { body, authors: self.authors() }))
            }
            Descriptor::Group => group::view(doc).map(View::Group),
            Descriptor::Response { .. } => response::view(doc).map(View::Response),
        }
    }

    fn check_writer(&self) -> Result<(), Refused> {
        match self.descriptor.sole_author() {
            Some(author) if !self.actor.belongs_to(&author) => Err(Refused::NotYours),
            _ => Ok(()),
        }
    }

    fn without_burst(&self) -> AutoCommit {
        let mut automerge = self.automerge.clone();
        automerge.rollback();
        automerge
    }

    /// A document over what automerge holds, if that begins as its kind does.
    fn over(descriptor: &Descriptor, mut automerge: AutoCommit, actor: ActorId) -> Result<Self, Unreadable> {
        let mut ledger = Ledger::default();
        for change in automerge.get_changes(&[]) {
            let change = PlainChange::try_from(change).map_err(|_| Unreadable::Damaged)?;
            if ledger.len() == 0 && change.hash != genesis::change(descriptor.kind()).hash {
                return Err(Unreadable::OtherKind);
            }
            ledger.admit_own(&change);
        }
        if ledger.len() == 0 {
            return Err(Unreadable::OtherKind);
        }
        automerge.set_actor(automerge::ActorId::from(actor.0));
        Ok(Self {
            descriptor: descriptor.clone(),
            automerge,
            actor,
            ledger,
            waiting: Waiting::default(),
            typed: BTreeMap::new(),
        })
    }
}
