//! People, groups and one value of every format, always the same for the same seed.

use crate::{
    blob::PieceName,
    chunk::{self, Item, Payload, Place, SealedChunk},
    cursor::{ChunkId, Cursor, LogChain},
    export::{ExportedSpace, Section},
    invite::Invitation,
    keys::{DeviceKeys, EpochKey, PersonKeys, RecoveryEntropy},
    membership::{InviteTerms, Membership, Role, SignedEntry},
    record::{BlobPartRecord, Identity, JournalRecord, LogRecord, Record},
    wire::{
        Access, Acknowledged, BlobAnswer, BlobAsk, BlobOutcome, BlobRequest, ChunkCode, EntriesOutcome, EntryCode,
        Failure, FailureCode, LoggedChunk, RefusedChunk, ServerMessage, SpaceAnswer, SpaceStatus, SpaceSync,
        SyncAnswer, SyncRequest,
    },
};
use naptime_domain::{
    command::{BriefLine, TextField},
    document::Descriptor,
    id::{BlobId, ChangeHash, DocumentId, NoteId, SpaceId, SubmissionId},
    text::TextDelta,
    time::Timestamp,
};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};

/// Noon of one day.
pub const NOON: Timestamp = Timestamp(1_790_000_000_000);
/// A week later.
pub const NEXT_WEEK: Timestamp = Timestamp(NOON.0 + 7 * 86_400_000);

pub fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

/// Somebody with one device.
#[derive(Clone)]
pub struct Somebody {
    pub entropy: RecoveryEntropy,
    pub keys: PersonKeys,
    pub device: DeviceKeys,
    pub rng: ChaCha20Rng,
}

pub fn somebody(seed: u8) -> Somebody {
    let mut rng = rng(u64::from(seed));
    let entropy = RecoveryEntropy::from_bytes([seed; 16]);
    let keys = entropy.person_keys();
    let device = keys.new_device(NOON, &mut rng);
    Somebody { entropy, keys, device, rng }
}

impl Somebody {
    /// The same person on another device.
    pub fn on_another_device(&self, seed: u64) -> Self {
        let mut rng = rng(seed);
        let device = self.keys.new_device(NOON, &mut rng);
        Self { device, rng, ..self.clone() }
    }
}

/// A group that one person made.
#[derive(Clone)]
pub struct Group {
    pub log: Membership,
    pub entries: Vec<SignedEntry>,
    pub key: EpochKey,
}

pub fn group_of(founder: &mut Somebody) -> Group {
    let (entry, key) = Membership::create_group(&founder.keys, &founder.device, NOON, &mut founder.rng);
    let mut group = Group { log: Membership::start(entry.space()), entries: Vec::new(), key };
    group.append(entry);
    group
}

pub fn terms(uses: u16) -> InviteTerms {
    InviteTerms { role: Role::Member, expires_at: NEXT_WEEK, uses }
}

impl Group {
    pub fn append(&mut self, entry: SignedEntry) {
        self.log.append(&entry, Some(NOON)).unwrap();
        self.entries.push(entry);
    }

    pub fn invite(&mut self, by: &mut Somebody, terms: &InviteTerms) -> Invitation {
        let invitation = Invitation::generate(self.log.space(), &mut by.rng);
        let entry = self.log.invite_entry(&by.device, &invitation, terms, &self.key, NOON, &mut by.rng);
        self.append(entry);
        invitation
    }

    pub fn join(&mut self, who: &mut Somebody, invitation: &Invitation) {
        let (entry, key) = self.log.join_entry(&who.keys, &who.device, invitation, NOON, &mut who.rng).unwrap();
        assert_eq!(key, self.key, "the link opens the space's key");
        self.append(entry);
    }

    pub fn place(&self) -> Place {
        Place {
            space: self.log.space(),
            epoch: self.log.epoch(),
            membership: self.log.head(),
            writer: [7; 8],
            counter: 3,
        }
    }

    pub fn chunk(&self, by: &mut Somebody, payload: &Payload) -> SealedChunk {
        chunk::seal(payload, &self.place(), &self.key, &by.device, &mut by.rng).unwrap()
    }
}

/// A group of two with every kind of entry in its log.
pub fn busy_group() -> (Group, Somebody, Somebody) {
    let (mut ana, mut ben) = (somebody(1), somebody(2));
    let mut group = group_of(&mut ana);
    let invitation = group.invite(&mut ana, &terms(2));
    group.join(&mut ben, &invitation);
    let revoked = group.log.revoke_entry(&ben.device, invitation.key(), NOON);
    group.append(revoked);
    let tablet = ben.on_another_device(22);
    let added = group.log.add_device_entry(&tablet.device, NOON);
    group.append(added);
    (group, ana, ben)
}

pub fn payload() -> Payload {
    let notes = Descriptor::Notes { submission: SubmissionId([4; 32]), author: somebody(1).keys.person() };
    Payload {
        items: vec![
            Item::Changes { descriptor: notes, changes: vec![vec![1; 90], vec![2; 30]] },
            Item::Changes { descriptor: Descriptor::Group, changes: Vec::new() },
            Item::Submission(b"a submission's bytes".to_vec()),
        ],
    }
}

pub fn request() -> SyncRequest {
    let (group, mut ana, _) = busy_group();
    let chunk = group.chunk(&mut ana, &payload());
    let invitation = Invitation::generate(SpaceId([8; 16]), &mut rng(8));
    let nonce = vec![5; 24];
    let member = SpaceSync {
        space: group.log.space(),
        access: Access::Member,
        membership_sequence: group.log.sequence(),
        membership_head: group.log.head(),
        append_entries: vec![group.entries[0].bytes().to_vec()],
        cursor: Cursor { offset: 3, chain: LogChain([3; 32]) },
        append: vec![chunk.into_bytes()],
        want: true,
    };
    let guest = SpaceSync {
        space: invitation.space(),
        access: Access::Invite(invitation.access(&nonce)),
        append_entries: Vec::new(),
        append: Vec::new(),
        cursor: Cursor::START,
        want: false,
        ..member.clone()
    };
    SyncRequest { nonce, request: 7, spaces: vec![member, guest] }
}

pub fn answer() -> ServerMessage {
    let quiet = SpaceAnswer {
        space: SpaceId([9; 16]),
        status: SpaceStatus::Unknown,
        entries: Vec::new(),
        entries_outcome: EntriesOutcome::Accepted,
        acknowledged: Vec::new(),
        refused: Vec::new(),
        chunks: Vec::new(),
        cursor: Cursor::START,
        more: false,
    };
    let busy = SpaceAnswer {
        space: SpaceId([8; 16]),
        status: SpaceStatus::Forked { server: Cursor { offset: 2, chain: LogChain([2; 32]) } },
        entries: vec![vec![1, 2, 3]],
        entries_outcome: EntriesOutcome::Refused(EntryCode::InviteExpired),
        acknowledged: vec![Acknowledged { chunk: ChunkId([1; 32]), offset: 70_000, chain: LogChain([4; 32]) }],
        refused: vec![RefusedChunk { chunk: ChunkId([2; 32]), code: ChunkCode::Other(900) }],
        chunks: vec![LoggedChunk { offset: 3, bytes: vec![6; 40] }],
        cursor: Cursor { offset: 70_001, chain: LogChain([5; 32]) },
        more: true,
    };
    let spaces = vec![
        SpaceAnswer { status: SpaceStatus::Ok, entries_outcome: EntriesOutcome::Conflict, ..quiet.clone() },
        SpaceAnswer { status: SpaceStatus::NotMember, ..quiet.clone() },
        quiet,
        busy,
    ];
    ServerMessage::Answer(SyncAnswer { request: 7, nonce: vec![6; 24], server_time: NOON, spaces })
}

pub fn failure() -> ServerMessage {
    ServerMessage::Failure(Failure {
        code: FailureCode::NonceNeeded,
        message: "ask again with this nonce".to_owned(),
        nonce: vec![1; 24],
    })
}

pub fn records() -> Vec<Record> {
    let somebody = somebody(1);
    let space = SpaceId([3; 16]);
    let journal = |field, delta| {
        Record::Journal(JournalRecord {
            writer: [9; 8],
            sequence: 12,
            box_id: 4,
            box_seq: 5,
            space,
            descriptor: Descriptor::Synthesis { submission: SubmissionId([2; 32]) },
            field,
            delta,
            base_heads: vec![ChangeHash([6; 32])],
            at: NOON,
        })
    };
    vec![
        Record::Identity(Identity::new(somebody.entropy.clone(), &somebody.device)),
        Record::SpaceSecret { space, epoch: 0, key: EpochKey::from_bytes([1; 32]) },
        Record::Entry { space, sequence: 300, entry: vec![1, 2, 3] },
        Record::Log(LogRecord {
            space,
            offset: 4,
            chain: LogChain([5; 32]),
            chunk: vec![7; 30],
            contains: vec![(DocumentId([1; 16]), ChangeHash([2; 32]))],
        }),
        Record::LocalChange { space, descriptor: Descriptor::Learner, change: vec![1; 20] },
        Record::LocalSubmission { space, bytes: vec![2; 20] },
        journal(TextField::Synthesis, TextDelta::splice(3, 2, "naïve 🌱")),
        journal(TextField::Brief(BriefLine::Have), TextDelta::splice(0, 70_000, "")),
        journal(TextField::NoteBody(NoteId([4; 16])), TextDelta::new()),
        Record::Invite { space, fragment: "AQ".to_owned() },
        Record::SetAside {
            space,
            why: "not this format".to_owned(),
            key: vec![1; 49],
            bytes: vec![0; 9],
            version: None,
        },
        Record::ServerNonce { nonce: vec![4; 24] },
        Record::Applying { space, chunks: vec![ChunkId([8; 32])], writer: None },
        Record::PlannedEntry { space, entry: vec![5; 12] },
        journal(TextField::ClientWants, TextDelta::splice(0, 0, "Fewer cakes left.")),
        Record::Applying { space, chunks: vec![ChunkId([8; 32])], writer: Some([9; 8]) },
        Record::SetAside {
            space,
            why: String::new(),
            key: vec![8; 32],
            bytes: vec![],
            version: Some("1.2".to_owned()),
        },
        Record::BlobPart(BlobPartRecord { space, blob: BlobId([6; 32]), index: 1, length: 70_000, piece: [7; 32] }),
        Record::BlobPiece { space, sealed: vec![8; 40] },
        Record::BlobShared { space, blob: BlobId([6; 32]) },
        Record::LooseBlob { writer: [9; 8], keys: vec![vec![13; 49]] },
    ]
}

pub fn sections() -> Vec<Section> {
    let (group, mut ana, _) = busy_group();
    let chunk = group.chunk(&mut ana, &payload());
    let space = ExportedSpace {
        space: group.log.space(),
        entries: group.entries.iter().map(|entry| entry.bytes().to_vec()).collect(),
        log: vec![(0, chunk.into_bytes().into())],
        changes: vec![(Descriptor::Group, vec![3; 30].into())],
        submissions: vec![vec![4; 30]],
    };
    let invitation = Invitation::generate(space.space, &mut rng(5));
    vec![Section::Space(space), Section::Invites(vec![invitation.fragment().to_string()])]
}

pub fn blob_request() -> BlobRequest {
    let ask = BlobAsk::Put { name: PieceName([4; 32]), sealed: vec![5; 60] };
    BlobRequest { nonce: vec![6; 24], request: 9, space: SpaceId([3; 16]), ask }
}

pub fn blob_answer() -> ServerMessage {
    let outcome = BlobOutcome::Lacking { names: vec![PieceName([4; 32])] };
    ServerMessage::Blob(BlobAnswer { request: 9, outcome })
}
