//! A world made for telling one story in a test: people in a group, by name.

use super::{
    Weather, World,
    hand::{Hand, challenge},
};
use naptime_domain::id::SpaceId;
use naptime_relay::store::Disk;
use naptime_replica::{
    command::{Command, Reply, TextTarget, WorkId},
    replica::Input,
};

/// People in one group, each with a device, and the server between them. Nothing goes wrong unless it is told to.
pub struct Group {
    /// Everything else.
    pub world: World,
    space: SpaceId,
}

impl Group {
    /// The first makes the group, the others join it by her link; then all are quiet.
    pub fn of<const N: usize>(names: [&str; N]) -> Self {
        let mut group = Self::of_strangers(names);
        let mut names = names.into_iter();
        let Some(first) = names.next() else { return group };
        group.space = match group.device(first).run(Command::CreateGroup { name: "Bakery".into() }) {
            Reply::Group(space) => space,
            other => panic!("not a group: {other:?}"),
        };
        let link = group.device(first).invite(12);
        group.run_until_quiet();
        for name in names {
            group.device(name).run(Command::Join { link: link.clone() });
        }
        group.run_until_quiet();
        group
    }

    /// Each has begun on her device; there is no group yet.
    pub fn of_strangers<const N: usize>(names: [&str; N]) -> Self {
        let mut group = Self { world: World::new(7, Weather::fair()), space: SpaceId([0; 16]) };
        for name in names {
            group.new_device(name);
            group.device(name).run(Command::Begin { name: name.to_owned() });
        }
        group.run_until_quiet();
        group
    }

    /// An empty device with an empty tab, held by somebody. Later mentions of the name mean this one.
    pub fn new_device(&mut self, name: &str) {
        let machine = self.world.add_machine(name);
        self.world.add_tab(machine);
    }

    /// Another tab on somebody's device. Later mentions of the name mean this one.
    pub fn new_tab(&mut self, name: &str) {
        let tab = self.tab(name);
        let machine = self.world.tabs[tab].machine;
        self.world.add_tab(machine);
    }

    /// The first tab on somebody's device stops doing anything, and stays where it is.
    pub fn freeze_first_tab(&mut self, name: &str) {
        let tab = (0..self.world.tabs.len()).find(|tab| self.world.machine_of(*tab).owner == name);
        tab.into_iter().for_each(|tab| self.world.freeze(tab));
    }

    /// The first tab on somebody's device is closed with what it is storing, and opened again some moments later.
    pub fn close_first_tab(&mut self, name: &str) {
        let tab = (0..self.world.tabs.len()).find(|tab| self.world.machine_of(*tab).owner == name);
        if let Some(tab) = tab {
            self.world.tabs[tab].writing = None;
            self.world.kill(tab);
        }
    }

    /// The group's space.
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// The group's charter.
    pub fn charter(&self) -> TextTarget {
        TextTarget::Charter { group: self.space }
    }

    /// The group's work.
    pub fn joint_work(&self) -> WorkId {
        WorkId::ours(challenge(), self.space)
    }

    /// Tells stories about another group from now on.
    pub fn set_space(&mut self, space: SpaceId) {
        self.space = space;
    }

    fn tab(&self, name: &str) -> usize {
        match (0..self.world.tabs.len()).rev().find(|tab| self.world.machine_of(*tab).owner == name) {
            Some(tab) => tab,
            None => panic!("nobody is called {name}"),
        }
    }

    /// Somebody's device.
    pub fn device(&mut self, name: &str) -> Hand<'_> {
        let tab = self.tab(name);
        Hand { world: &mut self.world, tab, space: self.space }
    }

    /// Somebody has no network.
    pub fn cut_off(&mut self, name: &str) {
        let tab = self.tab(name);
        let machine = self.world.tabs[tab].machine;
        self.world.machines[machine].is_cut_off = true;
        self.world.disconnect(tab);
        self.world.input(tab, Input::NetworkDown);
    }

    /// Everybody has a network, and the server is up.
    pub fn reconnect(&mut self) {
        self.world.reconnect();
    }

    /// Somebody has a network again; no socket is open yet.
    pub fn reconnect_only(&mut self, name: &str) {
        let tab = self.tab(name);
        let machine = self.world.tabs[tab].machine;
        self.world.machines[machine].is_cut_off = false;
        self.world.input(tab, Input::NetworkUp);
    }

    /// There is another version of the app: engines that are started from now on are of it.
    pub fn release(&mut self, version: &str) {
        version.clone_into(&mut self.world.version);
    }

    /// Nobody reaches the server.
    pub fn stop_server(&mut self) {
        self.world.server_is_down = true;
        (0..self.world.tabs.len()).for_each(|tab| self.world.disconnect(tab));
    }

    /// Lets time pass until nothing is left to do.
    pub fn run_until_quiet(&mut self) {
        self.world.run_until_quiet();
    }

    /// Lets some time pass.
    pub fn pass_ms(&mut self, ms: u64) {
        self.world.pass_ms(ms);
    }

    /// Every device shows the same; nothing that was shown saved is lost; nothing is there twice.
    pub fn assert_same_everywhere(&mut self) {
        self.world.check();
    }

    /// Keeps a backup of the server as it is.
    pub fn back_up(&self) -> Backup {
        Backup(self.world.server.back_up())
    }

    /// Puts a backup in the place of the server.
    pub fn restore(&mut self, backup: &Backup) {
        self.world.server.restore(&backup.0);
        self.world.reopen_sockets();
    }

    /// The server loses everything.
    pub fn lose_server(&mut self) {
        self.restore(&Backup(Disk::default()));
    }

    /// The group's rows are damaged on the server.
    pub fn damage_on_server(&mut self) {
        let space = self.space();
        self.world.damaged.insert(space);
    }

    /// Requests so far, and the bytes that went to the server and came from it.
    pub fn traffic(&self) -> (u64, u64, u64) {
        let server = &self.world.server;
        (server.requests, server.bytes_in, server.bytes_out)
    }

    /// How many pieces of blobs the server has.
    pub fn pieces(&self) -> usize {
        self.world.server.pieces()
    }

    /// The server is started again, and keeps no more than so many bytes of a space's pieces from now on.
    pub fn limit_pieces(&mut self, bytes_max: Option<u64>) {
        self.world.server.limit_pieces(bytes_max);
        self.world.reopen_sockets();
    }

    /// The server gives out other bytes than it was given.
    pub fn exchange_pieces(&mut self, exchange: impl Fn(&[u8]) -> Vec<u8>) {
        self.world.server.exchange_pieces(exchange);
    }

    /// How many chunks some device knows to be acknowledged and the server does not have.
    pub fn lost_chunks(&self) -> usize {
        self.world.lost_chunks().len()
    }
}

/// A copy of what the server keeps.
pub struct Backup(Disk);
