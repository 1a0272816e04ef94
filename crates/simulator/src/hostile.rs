//! A member who lies: chunks that are rightly signed and sealed by her device, and wrong in what they say.

use super::Group;
use naptime_domain::{document::Descriptor, id::SpaceId};
use naptime_replica::{
    chunk::{self, Item, Payload, Place, SealedChunk},
    keys::{DeviceKeys, EpochKey},
    membership::MembershipHash,
};

/// What a member's device could write if she changed its program.
pub struct Liar {
    device: DeviceKeys,
    key: EpochKey,
    space: SpaceId,
    membership: MembershipHash,
    counter: u64,
}

impl Group {
    /// Somebody's device, in wrong hands.
    pub fn liar(&mut self, name: &str) -> Liar {
        let space = self.space();
        let (entropy, device) = self.device(name).secrets();
        let Some(membership) = self.world.server.membership(space) else { panic!("the server has no such group") };
        let key = match membership.epoch_key(&entropy.person_keys()) {
            Ok(key) => key,
            Err(error) => panic!("{name} is no member: {error}"),
        };
        Liar { device, key, space, membership: membership.head(), counter: 1_000 }
    }

    /// Puts a chunk into the server's log, which does not look at it, and rings everybody.
    pub fn smuggle(&mut self, chunk: Vec<u8>) {
        let space = self.space();
        self.world.server.smuggle(space, chunk);
        self.world.spread();
    }

    /// The chunks of the group that the server has.
    pub fn chunks(&self) -> Vec<Vec<u8>> {
        self.world.server.chunks(self.space())
    }

    /// What is in a chunk, for a member.
    pub fn open(&mut self, name: &str, chunk: &[u8]) -> Payload {
        let key = self.liar(name).key;
        match SealedChunk::parse(chunk).and_then(|chunk| chunk.open(&key)) {
            Ok(payload) => payload,
            Err(error) => panic!("{name} cannot open the chunk: {error}"),
        }
    }
}

impl Liar {
    /// Seals and signs whatever she likes.
    pub fn seal(&mut self, group: &mut Group, items: Vec<Item>) -> Vec<u8> {
        self.counter += 1;
        let place = Place {
            space: self.space,
            epoch: 0,
            membership: self.membership,
            writer: [0xbd; 8],
            counter: self.counter,
        };
        match chunk::seal(&Payload { items }, &place, &self.key, &self.device, &mut group.world.rng) {
            Ok(chunk) => chunk.into_bytes(),
            Err(error) => panic!("{error}"),
        }
    }

    /// Changes of a document.
    pub fn changes(&mut self, group: &mut Group, descriptor: Descriptor, changes: Vec<Vec<u8>>) -> Vec<u8> {
        self.seal(group, vec![Item::Changes { descriptor, changes }])
    }
}
