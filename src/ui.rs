//! The screens: what the learner sees and does. Everything she sees is a signal; everything she does is a message.

mod blocks;
mod cache;
mod course;
mod dispatch;
mod explain;
mod forms;
mod frame;
mod invitation;
mod kit;
mod later;
mod minutes;
mod news;
mod place;
mod recovery;
mod route;
mod screen;
mod store;
mod strings;
mod sync_sheet;
mod text_box;
mod written;

use naptime::{
    link::FromEngine,
    platform::{
        boot, clock,
        engine_host::{EngineHost, HostEvent},
        events, keep,
        local::LocalText,
        page, service_worker,
        theme::Theme,
    },
};
use naptime_replica::view::Topic;
use naptime_view::{prelude::*, task::spawn_local};

use self::{
    course::Course,
    dispatch::Dispatch,
    frame::{Frame, NewVersion},
    kit::Toast,
    later::Later,
    minutes::Inside,
    place::Pickup,
    route::Router,
    store::Store,
    text_box::Boxes,
};

/// Says that the browser was asked to keep what is stored: it is asked once, after the first saved words.
const ASKED_TO_KEEP: LocalText = LocalText("naptime.asked-to-keep");

/// Puts the app in place of the static page.
pub fn mount() {
    let Some(root) = page::element("app") else { return };
    // A theme that cannot be kept is shown all the same.
    Theme::chosen().choose().ok();
    page::clear(&root);
    naptime_view::mount(&root, App).forget();
    // Without a window nobody watches.
    boot::alive().ok();
}

#[component]
fn App() -> impl IntoView {
    let (dispatch, boxes) = (Dispatch::new(), Boxes::new());
    let store = Store::from_cache(boxes.has_unsaved(), dispatch.is_waiting());
    let new_version = NewVersion::new();
    let pickup = Pickup::start();
    let router = Router::start();
    pickup.watch(router);
    let course = Course::open(store);
    let later = Later::start(course, router);
    provide_context(store);
    provide_context(dispatch);
    provide_context(boxes);
    provide_context(new_version);
    provide_context(Toast::new());
    provide_context(pickup);
    provide_context(router);
    provide_context(later);
    provide_context(course);
    connect(store, dispatch, boxes);
    if let Ok(listener) = boot::on_repaired(move || {
        dispatch.start_again();
        later.bring();
        keep_anew(course);
    }) {
        listener.forever();
    }
    count_minutes(store, dispatch);
    news::watch(store, router);
    spawn_local(async move {
        // Without a service worker the app works while there is a network.
        service_worker::register(move || new_version.waits()).await.ok();
    });
    view! { <Frame /> }
}

/// Without a service worker nothing is kept for offline use. What of the course she took is told to it by whoever reads that.
fn keep_anew(course: Course) {
    spawn_local(async move {
        if service_worker::keep_anew().await.is_ok() {
            course.retry();
        }
    });
}

/// Starts the engine. What it says goes one way: into the store, to whoever asked, or to a text box.
fn connect(store: Store, dispatch: Dispatch, boxes: Boxes) {
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
    match EngineHost::start(on_message, on_event) {
        Ok(host) => {
            dispatch.connect(host);
            [Topic::Profile, Topic::Groups, Topic::Sync].into_iter().for_each(|topic| dispatch.watch(store, topic));
        }
        Err(error) => {
            store.stopped(error.message);
            dispatch.stopped();
        }
    }
}

/// Counts her minutes. The host itself tells the engine when the page is put away and when the network goes.
fn count_minutes(store: Store, dispatch: Dispatch) {
    let inside = Inside::new();
    if let Ok(listeners) = events::on_visibility(move |visibility| inside.turned(visibility, store, dispatch)) {
        listeners.into_iter().for_each(events::Listener::forever);
    }
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

/// Runs something once the screen shows what the signals say.
fn after_render(then: impl FnOnce() + 'static) {
    spawn_local(async {
        clock::sleep(0).await;
        then();
    });
}
