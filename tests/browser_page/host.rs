//! The page's side of the engine: an engine that traps is started again, one that always traps is given up.

use std::{cell::RefCell, rc::Rc};

use js_sys::Array;
use naptime::{
    link::ToEngine,
    platform::{
        channel::Channel,
        clock,
        engine_host::{EngineHost, HostEvent},
        random,
        worker::{Before, StartedAs},
    },
};
use naptime_replica::replica::LastRun;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, BlobPropertyBag, Url};

#[wasm_bindgen_test]
async fn a_trapped_engine_is_started_again_within_two_seconds_and_knows_why() {
    let stage = Stage::new("self.onmessage = () => { throw new Error('a trap') };");
    let host = stage.start();
    stage.names_count(1).await;
    let began_ms = clock::uptime_ms();
    host.send(&ToEngine::SyncNow);
    stage.names_count(2).await;
    assert!(clock::uptime_ms() - began_ms < 2_000.0);
    assert_eq!(*stage.events.borrow(), [HostEvent::Restarted]);
    let started: Vec<_> = stage.names.borrow().iter().map(|name| StartedAs::from_worker_name(name)).collect();
    assert_ne!(started[0].writer, started[1].writer);
    let last_runs: Vec<_> = started.iter().map(|started| started.last_run).collect();
    assert_eq!(last_runs, [LastRun::Ended, LastRun::Trapped(started[0].writer)]);
}

#[wasm_bindgen_test]
async fn a_panic_told_in_words_counts_as_a_trap() {
    let stage = Stage::new("self.onmessage = () => self.postMessage('src/somewhere.rs:1:1');");
    let host = stage.start();
    stage.names_count(1).await;
    host.send(&ToEngine::SyncNow);
    stage.names_count(2).await;
    assert_eq!(*stage.events.borrow(), [HostEvent::Restarted]);
}

#[wasm_bindgen_test]
async fn an_engine_that_traps_at_every_start_is_given_up_and_can_be_tried_again() {
    let stage = Stage::new("throw new Error('at every start');");
    let host = stage.start();
    let given_up = |events: &[HostEvent]| matches!(events.last(), Some(HostEvent::GaveUp { .. }));
    until(|| given_up(&stage.events.borrow())).await;
    let restarts = stage.events.borrow().iter().filter(|event| **event == HostEvent::Restarted).count();
    assert_eq!(restarts, 4);
    host.start_again();
    until(|| stage.events.borrow().last() == Some(&HostEvent::Restarted)).await;
}

#[wasm_bindgen_test]
fn a_workers_name_says_how_it_was_started() {
    for before in [Before::Fresh, Before::HadData] {
        for last_run in [LastRun::Ended, LastRun::Trapped(*b"\0the one")] {
            let started_as = StartedAs { writer: *b"this one", before, last_run };
            assert_eq!(StartedAs::from_worker_name(&started_as.to_worker_name()), started_as);
        }
    }
}

/// A page whose engine is a few lines of script, which tells its name at each start.
struct Stage {
    script: String,
    names: Rc<RefCell<Vec<String>>>,
    events: Rc<RefCell<Vec<HostEvent>>>,
    _channel: Channel,
}

impl Stage {
    fn new(engine: &str) -> Self {
        let channel = format!("stage {:x}", u128::from_le_bytes(random::bytes()));
        let tell = format!("new BroadcastChannel('{channel}').postMessage(new TextEncoder().encode(self.name));");
        let names = Rc::<RefCell<Vec<String>>>::default();
        let heard = names.clone();
        let listen = move |name: Vec<u8>| heard.borrow_mut().push(String::from_utf8(name).unwrap());
        let channel = Channel::join(&channel, listen).unwrap();
        Self { script: address(&[&tell, engine].concat()), names, events: Rc::default(), _channel: channel }
    }

    fn start(&self) -> EngineHost {
        let document = web_sys::window().unwrap().document().unwrap();
        let meta = document.query_selector("meta[name=naptime-engine]").unwrap().unwrap_or_else(|| {
            let meta = document.create_element("meta").unwrap();
            meta.set_attribute("name", "naptime-engine").unwrap();
            document.head().unwrap().append_child(&meta).unwrap();
            meta
        });
        meta.set_attribute("content", &self.script).unwrap();
        let events = self.events.clone();
        let host = EngineHost::find().unwrap();
        host.start();
        host.hear(|_| {}, move |event| events.borrow_mut().push(event)).unwrap();
        host
    }

    async fn names_count(&self, count: usize) {
        until(|| self.names.borrow().len() == count).await;
    }
}

fn address(script: &str) -> String {
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&script.into()), &options).unwrap();
    Url::create_object_url_with_blob(&blob).unwrap()
}

async fn until(is_so: impl Fn() -> bool) {
    let began_ms = clock::uptime_ms();
    while !is_so() {
        assert!(clock::uptime_ms() - began_ms < 15_000.0, "it did not come about in time");
        clock::sleep(5).await;
    }
}
