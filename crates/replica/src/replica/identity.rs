//! The person who lives on this device: begun here, restored from her words, or found in the records.

use super::{Replica, commands::learner, space::Space, turn::Turn};
use crate::{
    command::{Refusal, Reply},
    keys::{DeviceKeys, PersonKeys, RecoveryEntropy},
    membership::Membership,
    record::{self, Record},
};
use naptime_domain::{
    command::LearnerCommand,
    document::Descriptor,
    id::{ActorId, DeviceTag, PersonId, SpaceId},
};

/// The person and this device of hers.
#[derive(Clone)]
pub(super) struct Identity {
    pub entropy: RecoveryEntropy,
    pub person: PersonKeys,
    pub device: DeviceKeys,
}

impl Identity {
    fn of(record: &record::Identity) -> Option<Self> {
        let person = record.entropy.person_keys();
        let device = record.device_keys().ok()?;
        (device.person() == person.person()).then(|| Self { entropy: record.entropy.clone(), person, device })
    }
}

impl Replica {
    /// First start: a person out of nothing but randomness.
    pub(super) fn begin(&mut self, name: String, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        if self.identity.is_some() {
            return Err(Refusal::AlreadyBegun);
        }
        check_name(&name)?;
        let entropy = RecoveryEntropy::generate(turn.rng);
        self.move_in(entropy, turn);
        self.create_personal(turn);
        let (_, personal) = self.me()?;
        self.change(personal, &Descriptor::Learner, learner(LearnerCommand::Rename { name }), turn)?;
        Ok(Reply::Done)
    }

    /// Takes up a person who began elsewhere. What she wrote comes from the server, when it can be asked.
    pub(super) fn restore(&mut self, words: &str, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        if self.identity.is_some() {
            return Err(Refusal::AlreadyBegun);
        }
        let entropy = RecoveryEntropy::from_words(words)?;
        self.move_in(entropy, turn);
        Ok(Reply::Done)
    }

    /// A fresh device of a person, stored; her personal space is there, with nothing known of it yet.
    pub(super) fn move_in(&mut self, entropy: RecoveryEntropy, turn: &mut Turn<'_>) {
        let person = entropy.person_keys();
        let device = person.new_device(turn.now, turn.rng);
        turn.put(Record::Identity(record::Identity::new(entropy.clone(), &device)).to_stored());
        self.live_as(Identity { entropy, person, device });
    }

    /// Her identity was found in the records of this device. The first one stays.
    pub(super) fn found_identity(&mut self, record: &record::Identity) {
        if let Some(identity) = Identity::of(record).filter(|_| self.identity.is_none()) {
            self.live_as(identity);
        }
    }

    fn live_as(&mut self, identity: Identity) {
        self.documents.write_as(ActorId::new(&identity.person.person(), self.writer));
        let personal = identity.person.personal_space();
        self.spaces.entry(personal).or_insert_with(|| Space::new(personal));
        self.identity = Some(identity);
        self.views.everything_changed();
    }

    /// Plans the creation of the personal space.
    pub(super) fn create_personal(&mut self, turn: &mut Turn<'_>) {
        let Some(identity) = self.identity.clone() else { return };
        let (entry, key) = Membership::create_personal(&identity.person, &identity.device, turn.now, turn.rng);
        let personal = identity.person.personal_space();
        if self.plan_entry(personal, entry, turn).is_ok()
            && let Some(space) = self.spaces.get_mut(&personal)
        {
            space.key = Some(key);
        }
    }

    /// Who she is, and her personal space.
    pub(super) fn me(&self) -> Result<(PersonId, SpaceId), Refusal> {
        let identity = self.identity.as_ref().ok_or(Refusal::NotBegun)?;
        Ok((identity.person.person(), identity.person.personal_space()))
    }

    /// What tells this device from her others.
    pub(super) fn device_tag(&self) -> Result<DeviceTag, Refusal> {
        let identity = self.identity.as_ref().ok_or(Refusal::NotBegun)?;
        let [a, b, c, d, ..] = identity.device.device().0;
        Ok(DeviceTag([a, b, c, d]))
    }

    pub(super) fn personal_space(&self) -> Option<SpaceId> {
        self.me().ok().map(|(_, personal)| personal)
    }

    /// Her twelve words.
    pub(super) fn words(&self) -> Option<String> {
        self.identity.as_ref().map(|identity| identity.entropy.words().to_string())
    }
}

/// What a document would refuse, before anything is minted for it.
fn check_name(name: &str) -> Result<(), Refusal> {
    let max = naptime_domain::limits::NAME_UTF16_MAX;
    match name.trim() {
        "" => Err(Refusal::Empty),
        name if name.encode_utf16().count() > max => {
            Err(Refusal::TooLong { max: u32::try_from(max).unwrap_or(u32::MAX) })
        }
        _ => Ok(()),
    }
}
