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
mod life;
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

use naptime::platform::{boot, clock, engine_host::EngineHost, history, local::HAD_DATA, page, theme::Theme};
use naptime_view::{prelude::*, task::spawn_local};
use web_sys::HtmlElement;

use self::{
    frame::Frame,
    later::{Engine, Later},
    place::Pickup,
    route::{Route, Router},
};

/// How long the static page stands for whoever has begun while her screens are read: after this she is told that they come.
const PATIENCE_MS: i64 = 1_000;

/// Puts the app in place of the static page.
pub fn mount() {
    let Some(root) = page::element("app") else { return };
    // A theme that cannot be kept is shown all the same.
    Theme::chosen().choose().ok();
    Pickup::put_address();
    let engine = EngineHost::find().map_err(|error| error.message);
    // Two programs that start at a time take each other's cores, on a phone that has few.
    if !is_drawn_without_engine() {
        later::start(&engine);
    }
    if HAD_DATA.get().is_none() {
        return mount_with(&root, engine);
    }
    // What she comes back to is drawn once, and not first as what is on its way.
    wasm_bindgen_futures::spawn_local(async move {
        if clock::within(PATIENCE_MS, later::settled()).await.is_none() {
            later::start(&engine);
        }
        mount_with(&root, engine);
    });
}

/// Whether what she comes to is drawn from what this very build kept: after an update the engine has to say it anew.
fn is_drawn_without_engine() -> bool {
    Route::parse(&history::path()).is_drawn_without_engine() && cache::has_views()
}

fn mount_with(root: &HtmlElement, engine: Engine) {
    page::clear(root);
    naptime_view::mount(root, move || view! { <App engine /> }).forget();
    // Without a window nobody watches.
    boot::alive().ok();
}

/// What starts. All that lives as long as the page and is not needed for the first question comes with the later part: see
/// [`life`].
#[component]
fn App(engine: Engine) -> impl IntoView {
    let pickup = Pickup::start();
    let router = Router::start();
    pickup.watch(router);
    provide_context(pickup);
    provide_context(router);
    provide_context(Later::start(router, engine));
    view! { <Frame /> }
}

/// Runs something once the screen shows what the signals say.
fn after_render(then: impl FnOnce() + 'static) {
    spawn_local(async {
        clock::sleep(0).await;
        then();
    });
}
