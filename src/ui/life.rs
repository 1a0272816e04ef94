//! What lives as long as the page: what it knows, its talk with the engine, and what it keeps an eye on. It comes with the
//! later part of the program.

use naptime::{
    link::FromEngine,
    platform::{
        boot, clock,
        engine_host::{EngineHost, HostEvent},
        events::{self, Visibility},
        keep,
        local::LocalText,
        page, service_worker,
    },
};
use naptime_replica::view::Topic;
use naptime_view::{prelude::*, task::spawn_local};

use super::{
    cache,
    course::Course,
    dispatch::Dispatch,
    frame::{NewVersion, SyncSheetOpen},
    kit::Toast,
    later::Engine,
    minutes::Inside,
    news,
    store::Store,
    text_box::Boxes,
};

/// Says that the browser was asked to keep what is stored: it is asked once, after the first saved words.
const ASKED_TO_KEEP: LocalText = LocalText("naptime.asked-to-keep");

/// So long after she has put the app away nothing of hers is left to be done.
const AWAY_MS: i64 = 1_000;

/// Sets it up, for whoever asks the page for it.
pub fn set_up(engine: Engine, is_repaired: bool) {
    let (dispatch, boxes) = (Dispatch::new(), Boxes::new());
    let store = Store::from_cache(boxes.has_unsaved(), dispatch.is_waiting());
    let new_version = NewVersion::new();
    let course = Course::open(store);
    provide_context(store);
    provide_context(dispatch);
    provide_context(boxes);
    provide_context(new_version);
    provide_context(Toast::new());
    provide_context(SyncSheetOpen(RwSignal::new(false)));
    provide_context(course);
    connect(engine, store, dispatch, boxes);
    watch_visibility(store, dispatch, boxes);
    news::watch(store, expect_context());
    if let Ok(listener) = boot::on_repaired(move || keep_anew(course)) {
        listener.forever();
    }
    spawn_local(async move {
        // Without a service worker the app works while there is a network.
        service_worker::register(move || new_version.waits()).await.ok();
        if is_repaired {
            keep_anew(course);
        }
    });
}

/// Without a service worker nothing is kept for offline use. What of the course she took is told to it by whoever reads that.
fn keep_anew(course: Course) {
    spawn_local(async move {
        if service_worker::keep_anew().await.is_ok() {
            course.retry();
        }
    });
}

fn connect(engine: Engine, store: Store, dispatch: Dispatch, boxes: Boxes) {
    let heard = engine.and_then(|host| {
        dispatch.connect(host.clone());
        hear(&host, store, dispatch, boxes)?;
        spawn_local(async move {
            page::idle().await;
            host.start();
        });
        Ok(())
    });
    match heard {
        Ok(()) => {
            [Topic::Profile, Topic::Groups, Topic::Sync].into_iter().for_each(|topic| dispatch.watch(store, topic));
        }
        Err(detail) => {
            store.stopped(detail);
            dispatch.stopped();
        }
    }
}

/// What the engine says goes one way: into the store, to whoever asked, or to a text box.
fn hear(host: &EngineHost, store: Store, dispatch: Dispatch, boxes: Boxes) -> Result<(), String> {
    let on_message = move |message: FromEngine| match &message {
        FromEngine::Ready | FromEngine::Trouble(_) | FromEngine::View(_) => store.receive(message),
        FromEngine::Done { .. }
        | FromEngine::Exported { .. }
        | FromEngine::BlobContent { .. }
        | FromEngine::Words { .. }
        | FromEngine::Diagnosed { .. } => dispatch.receive(message),
        FromEngine::TextSaved { .. } => {
            ask_to_keep();
            boxes.receive(message, dispatch);
        }
        _ => boxes.receive(message, dispatch),
    };
    let on_event = move |event| match event {
        HostEvent::Restarted => {
            store.restarting();
            dispatch.restarted();
            boxes.restarted();
        }
        HostEvent::GaveUp { detail } => {
            store.stopped(detail);
            dispatch.stopped();
        }
    };
    host.hear(on_message, on_event).map_err(|error| error.message)
}

/// Counts her minutes, and keeps what boxes keep when she rests. The host itself tells the engine when the page is put away
/// and when the network goes.
fn watch_visibility(store: Store, dispatch: Dispatch, boxes: Boxes) {
    let (inside, is_quick) = (Inside::new(), StoredValue::new(false));
    let turned = move |visibility| {
        inside.turned(visibility, store, dispatch);
        if visibility == Visibility::Hidden {
            boxes.put_away();
            make_next_start_quick(is_quick);
        }
    };
    if let Ok(listeners) = events::on_visibility(turned) {
        listeners.into_iter().for_each(events::Listener::forever);
    }
}

/// Has the browser keep what it compiled of the program, once she has put the app away and waits for nothing.
fn make_next_start_quick(is_quick: StoredValue<bool>) {
    if is_quick.get_value() {
        return;
    }
    spawn_local(async move {
        clock::sleep(AWAY_MS).await;
        if events::visibility() == Visibility::Hidden && !is_quick.get_value() {
            is_quick.set_value(true);
            cache::read_views_often();
        }
    });
}

fn ask_to_keep() {
    if ASKED_TO_KEEP.get().is_some() {
        return;
    }
    // Without localStorage it asks at every start, which most browsers answer silently.
    ASKED_TO_KEEP.set("1").ok();
    spawn_local(async {
        // Me shows what came of it.
        keep::ask_to_keep().await.ok();
    });
}
