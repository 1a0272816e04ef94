//! Devices with real keys that speak the real formats, as plainly as can be.

use crate::harness::{self, Response};
use naptime_domain::{document::Descriptor, id::SpaceId, time::Timestamp};
use naptime_replica::{
    chunk::{self, Item, Payload, Place, SealedChunk},
    cursor::{ChunkId, Cursor},
    invite::Invitation,
    keys::{DeviceKeys, EpochKey, PersonKeys, RecoveryEntropy},
    membership::{InviteTerms, Membership, Role, SignedEntry},
    wire::{
        Access, Asked, BlobAnswer, BlobAsk, BlobOutcome, BlobRequest, EntriesOutcome, Failure, FailureCode,
        ServerMessage, SpaceAnswer, SpaceStatus, SpaceSync, SyncAnswer, SyncRequest,
    },
};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    time::{SystemTime, UNIX_EPOCH},
};

pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Timestamp(i64::try_from(since.as_millis()).unwrap())
}

pub const DAY_MS: i64 = 86_400_000;

/// Somebody's device.
pub struct Device {
    pub person: PersonKeys,
    pub keys: DeviceKeys,
    pub rng: ChaCha20Rng,
    pub nonce: Vec<u8>,
    requests: u32,
    chunks: u64,
}

impl Device {
    pub fn of(seed: u8) -> Self {
        Self::another_of(seed, u64::from(seed))
    }

    /// A further device of the same person.
    pub fn another_of(seed: u8, device: u64) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(device);
        let person = RecoveryEntropy::from_bytes([seed; 16]).person_keys();
        let keys = person.new_device(now(), &mut rng);
        Self { person, keys, rng, nonce: Vec::new(), requests: 0, chunks: 0 }
    }

    /// A request of this device, signed.
    pub fn request(&mut self, spaces: Vec<SpaceSync>) -> Vec<u8> {
        self.requests += 1;
        let request = SyncRequest { nonce: self.nonce.clone(), request: self.requests, spaces };
        request.sign(&self.keys).to_bytes()
    }

    /// One sync over HTTP, with a second try when the nonce is missing.
    pub async fn sync(&mut self, address: SocketAddr, spaces: Vec<SpaceSync>) -> SyncAnswer {
        if self.nonce.is_empty() {
            let bytes = self.request(Vec::new());
            self.nonce = failed(&post(address, &bytes).await, 401, FailureCode::NonceNeeded).nonce;
        }
        let bytes = self.request(spaces);
        let answer = answered(&post(address, &bytes).await);
        assert_eq!(answer.request, self.requests);
        self.nonce.clone_from(&answer.nonce);
        answer
    }

    /// One sync of one space, with what came put into the copy.
    pub async fn sync_one(&mut self, address: SocketAddr, copy: &mut SpaceCopy, sync: SpaceSync) -> SpaceAnswer {
        let [answer] = self.sync(address, vec![sync]).await.spaces.try_into().expect("one space");
        copy.take(&answer);
        answer
    }

    /// Syncs a space until there is no more.
    pub async fn catch_up(&mut self, address: SocketAddr, copy: &mut SpaceCopy) {
        loop {
            let sync = copy.ask();
            let answer = self.sync_one(address, copy, sync).await;
            assert_eq!(answer.status, SpaceStatus::Ok);
            if !answer.more {
                return;
            }
        }
    }

    /// A new group, created on the server.
    pub async fn create_group(&mut self, address: SocketAddr) -> SpaceCopy {
        let (entry, key) = Membership::create_group(&self.person, &self.keys, now(), &mut self.rng);
        let mut copy = SpaceCopy::empty(entry.space());
        copy.key = Some(key);
        copy.bring(self, address, vec![entry], EntriesOutcome::Accepted).await;
        copy
    }

    /// An invitation that is not in any log yet, and the entry that opens it.
    pub fn invitation(&mut self, copy: &SpaceCopy, uses: u16, expires_at: Timestamp) -> (Invitation, SignedEntry) {
        let invitation = Invitation::generate(copy.space, &mut self.rng);
        let terms = InviteTerms { role: Role::Member, expires_at, uses };
        let key = copy.key.as_ref().unwrap();
        let entry = copy.log.invite_entry(&self.keys, &invitation, &terms, key, now(), &mut self.rng);
        (invitation, entry)
    }

    /// An open invitation to a group, sequenced.
    pub async fn invite(&mut self, address: SocketAddr, copy: &mut SpaceCopy, uses: u16) -> Invitation {
        let (invitation, entry) = self.invitation(copy, uses, Timestamp(now().0 + DAY_MS));
        copy.bring(self, address, vec![entry], EntriesOutcome::Accepted).await;
        invitation
    }

    /// Reads a group's membership by invitation.
    pub async fn read_invited(&mut self, address: SocketAddr, invitation: &Invitation) -> (SpaceCopy, SpaceAnswer) {
        let mut copy = SpaceCopy::empty(invitation.space());
        if self.nonce.is_empty() {
            self.sync(address, vec![]).await;
        }
        let access = Access::Invite(invitation.access(&self.nonce));
        let sync = SpaceSync { access, ..copy.ask() };
        let answer = self.sync_one(address, &mut copy, sync).await;
        (copy, answer)
    }

    /// Joins a group by invitation.
    pub async fn join(&mut self, address: SocketAddr, invitation: &Invitation) -> SpaceCopy {
        let (mut copy, answer) = self.read_invited(address, invitation).await;
        assert_eq!(answer.status, SpaceStatus::Ok);
        let (entry, key) = copy.log.join_entry(&self.person, &self.keys, invitation, now(), &mut self.rng).unwrap();
        copy.key = Some(key);
        let access = Access::Invite(invitation.access(&self.nonce));
        let sync = SpaceSync { access, append_entries: vec![entry.bytes().to_vec()], ..copy.ask() };
        let answer = self.sync_one(address, &mut copy, sync).await;
        assert_eq!((answer.status, answer.entries_outcome), (SpaceStatus::Ok, EntriesOutcome::Accepted));
        copy.log.append(&entry, None).unwrap();
        copy.entries.push(entry);
        copy
    }

    /// One question about a space's blobs.
    pub async fn ask(&mut self, address: SocketAddr, space: SpaceId, ask: BlobAsk) -> BlobOutcome {
        let bytes = self.question(space, ask);
        match ServerMessage::parse(&post_blob(address, &bytes).await.body).unwrap() {
            ServerMessage::Blob(BlobAnswer { request, outcome }) if request == self.requests => outcome,
            other => panic!("{other:?}"),
        }
    }

    /// A question of this device, signed.
    pub fn question(&mut self, space: SpaceId, ask: BlobAsk) -> Vec<u8> {
        self.requests += 1;
        let request = BlobRequest { nonce: self.nonce.clone(), request: self.requests, space, ask };
        request.sign(&self.keys).to_bytes()
    }

    /// A sealed chunk with these words.
    pub fn chunk(&mut self, copy: &SpaceCopy, words: &str) -> Vec<u8> {
        self.chunk_at(copy, copy.log.head(), words)
    }

    pub fn chunk_at(
        &mut self,
        copy: &SpaceCopy,
        membership: naptime_replica::membership::MembershipHash,
        words: &str,
    ) -> Vec<u8> {
        self.chunks += 1;
        let place = Place { space: copy.space, epoch: 0, membership, writer: [7; 8], counter: self.chunks };
        let item = Item::Changes { descriptor: Descriptor::Group, changes: vec![words.as_bytes().to_vec()] };
        let payload = Payload { items: vec![item] };
        let key = copy.key.as_ref().unwrap();
        chunk::seal(&payload, &place, key, &self.keys, &mut self.rng).unwrap().into_bytes()
    }
}

/// What a device has of a space.
pub struct SpaceCopy {
    pub space: SpaceId,
    pub log: Membership,
    pub entries: Vec<SignedEntry>,
    pub key: Option<EpochKey>,
    pub cursor: Cursor,
    /// Chunks it was sent, in the log's order.
    pub came: Vec<Vec<u8>>,
}

impl SpaceCopy {
    pub fn empty(space: SpaceId) -> Self {
        let log = Membership::start(space);
        Self { space, log, entries: Vec::new(), key: None, cursor: Cursor::START, came: Vec::new() }
    }

    /// Asks for what is new.
    pub fn ask(&self) -> SpaceSync {
        SpaceSync {
            space: self.space,
            access: Access::Member,
            membership_sequence: self.log.sequence(),
            membership_head: self.log.head(),
            append_entries: Vec::new(),
            cursor: self.cursor,
            append: Vec::new(),
            want: true,
        }
    }

    /// Asks for what is new and brings chunks.
    pub fn push(&self, chunks: &[Vec<u8>]) -> SpaceSync {
        SpaceSync { append: chunks.to_vec(), ..self.ask() }
    }

    /// Brings entries and says what must come of it.
    pub async fn bring(
        &mut self,
        device: &mut Device,
        address: SocketAddr,
        entries: Vec<SignedEntry>,
        outcome: EntriesOutcome,
    ) -> SpaceAnswer {
        let append_entries = entries.iter().map(|entry| entry.bytes().to_vec()).collect();
        let sync = SpaceSync { append_entries, ..self.ask() };
        let [answer] = device.sync(address, vec![sync]).await.spaces.try_into().expect("one space");
        assert_eq!(answer.entries_outcome, outcome);
        if outcome == EntriesOutcome::Accepted {
            for entry in entries {
                self.log.append(&entry, None).unwrap();
                self.entries.push(entry);
            }
        }
        self.take(&answer);
        answer
    }

    /// Takes entries and chunks; the chain of what came and what was acknowledged must be the server's.
    pub fn take(&mut self, answer: &SpaceAnswer) {
        if answer.status != SpaceStatus::Ok {
            return;
        }
        for bytes in &answer.entries {
            let entry = SignedEntry::parse(bytes).unwrap();
            if entry.body().sequence >= self.log.sequence() {
                self.log.append(&entry, None).unwrap();
                self.entries.push(entry);
            }
        }
        let came = answer.chunks.iter().map(|chunk| (chunk.offset, ChunkId(Sha256::digest(&chunk.bytes).into())));
        let mine = answer.acknowledged.iter().map(|mine| (mine.offset, mine.chunk));
        let placed: BTreeMap<u64, ChunkId> = came.chain(mine).collect();
        while let Some(chunk) = placed.get(&self.cursor.offset) {
            self.cursor = self.cursor.after(chunk);
        }
        if answer.cursor.offset > 0 {
            assert_eq!(self.cursor, answer.cursor, "the log has no gap and one chain");
        }
        self.came.extend(answer.chunks.iter().map(|chunk| chunk.bytes.clone()));
    }

    /// The words in the chunks that came, verified and opened.
    pub fn words(&self) -> Vec<String> {
        let key = self.key.as_ref().unwrap();
        let open = |bytes: &Vec<u8>| {
            let chunk = SealedChunk::parse(bytes).unwrap();
            chunk.verify(&self.log).unwrap();
            match chunk.open(key).unwrap().items.pop().unwrap() {
                Item::Changes { mut changes, .. } => String::from_utf8(changes.pop().unwrap()).unwrap(),
                Item::Submission(_) => unreachable!("none is made here"),
            }
        };
        self.came.iter().map(open).collect()
    }
}

/// A POST as the app sends it.
pub async fn post(address: SocketAddr, body: &[u8]) -> Response {
    harness::send(address, "POST", "/v1/sync", &[("content-type", "application/cbor")], body).await
}

pub async fn post_blob(address: SocketAddr, body: &[u8]) -> Response {
    harness::send(address, "POST", "/v1/blob", &[("content-type", "application/cbor")], body).await
}

pub fn answered(response: &Response) -> SyncAnswer {
    assert_eq!(response.header("content-type"), "application/cbor");
    match ServerMessage::parse(&response.body).unwrap() {
        ServerMessage::Answer(answer) if response.status == 200 => answer,
        other => panic!("{} {other:?}", response.status),
    }
}

pub fn failed(response: &Response, status: u16, code: FailureCode) -> Failure {
    match ServerMessage::parse(&response.body).unwrap() {
        ServerMessage::Failure(failure) => {
            assert_eq!((response.status, failure.code), (status, code));
            failure
        }
        other => panic!("{} {other:?}", response.status),
    }
}
