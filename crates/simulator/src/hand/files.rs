//! Her words and her files in somebody's hand.

use super::Hand;
use naptime_replica::{
    command::{Refusal, Reply},
    replica::Input,
};

impl Hand<'_> {
    /// Her twelve words.
    pub fn words(&mut self) -> String {
        self.world.input(self.tab, Input::Words(0));
        match &self.world.tabs[self.tab].words {
            Some(words) => words.clone(),
            None => panic!("nobody lives here"),
        }
    }

    /// Everything as one file.
    pub fn export(&mut self) -> Vec<u8> {
        let request = self.world.tabs[self.tab].next_request();
        self.world.input(self.tab, Input::Export(request));
        self.world.pass_ms(50);
        match self.world.tabs[self.tab].files.get(&request) {
            Some(Some(file)) => file.clone(),
            _ => panic!("no file"),
        }
    }

    /// Takes in a file.
    pub fn import(&mut self, file: Vec<u8>, words: Option<&str>) -> Result<Reply, Refusal> {
        let request = self.world.tabs[self.tab].next_request();
        self.world.input(self.tab, Input::Import { request, file, words: words.map(str::to_owned) });
        match self.world.outcome(self.tab, request) {
            Some(outcome) => outcome,
            None => panic!("no outcome"),
        }
    }
}
