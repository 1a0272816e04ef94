//! Small things about the page that is shown: its title, focus, carets, dialogs, and dates in the reader's own way.

use futures_channel::oneshot;
use js_sys::Date;
use naptime_domain::time::Timestamp;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Document, Element, HtmlDialogElement, HtmlElement, HtmlTextAreaElement, IdleRequestOptions, Node,
    ScrollIntoViewOptions, ScrollLogicalPosition,
};

use super::{clock, events::Listener, js};

/// Where the caret or the selection of a text area is, in UTF-16 units, and how far it is scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caret {
    /// Where the selection begins.
    pub from: u32,
    /// Where it ends: the same for a bare caret.
    pub to: u32,
    /// Pixels scrolled inside the box.
    pub scroll: i32,
}

impl Caret {
    /// Reads it.
    #[must_use]
    pub fn of(area: &HtmlTextAreaElement) -> Self {
        let from = area.selection_start().ok().flatten().unwrap_or_default();
        let to = area.selection_end().ok().flatten().unwrap_or(from);
        Self { from, to, scroll: area.scroll_top() }
    }

    /// Puts it there.
    pub fn put(self, area: &HtmlTextAreaElement) {
        // A text area always has a selection; positions past the end mean the end.
        area.set_selection_range(self.from, self.to).ok();
        area.set_scroll_top(self.scroll);
    }
}

/// Replaces a range of a text area. Caret and selection stay with the words they were at.
pub fn splice(area: &HtmlTextAreaElement, from: u32, to: u32, text: &str) {
    // Throws only for a range that runs backwards.
    area.set_range_text_with_start_and_end_and_mode(text, from, to, "preserve").ok();
}

/// Scrolls no more than needed to show an element.
pub fn keep_in_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// As [`keep_in_view`], for the first element that matches.
pub fn keep_match_in_view(selector: &str) {
    if let Some(element) = find(selector) {
        keep_in_view(&element);
    }
}

/// Where the page's selection is, as seen from one element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selected {
    /// These words of it, as UTF-16 offsets into its text.
    Words(u32, u32),
    /// A bare caret in it: the words that were selected are let go.
    Nothing,
    /// Somewhere else, or nowhere.
    Elsewhere,
}

/// What is selected inside an element.
#[must_use]
pub fn selected_in(element: &Element) -> Selected {
    selection_in(element).unwrap_or(Selected::Elsewhere)
}

/// Calls `then` whenever the selection changes, until the listener is dropped.
#[must_use]
pub fn on_selection(mut then: impl FnMut() + 'static) -> Option<Listener> {
    Listener::on(&document()?, &["selectionchange"], move |_| then()).ok()
}

fn selection_in(element: &Element) -> Option<Selected> {
    let selection = web_sys::window()?.get_selection().ok()??;
    if selection.range_count() == 0 {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let (start, end) = (range.start_container().ok()?, range.end_container().ok()?);
    if !element.contains(Some(&start)) || !element.contains(Some(&end)) {
        return None;
    }
    if range.collapsed() {
        return Some(Selected::Nothing);
    }
    let from = offset_in(element, &start, range.start_offset().ok()?)?;
    let to = offset_in(element, &end, range.end_offset().ok()?)?;
    Some(Selected::Words(from, to))
}

/// Whether no words of the page are selected.
#[must_use]
pub fn selects_nothing() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_none_or(|selection| selection.is_collapsed())
}

/// Takes the selection away.
pub fn select_nothing() {
    web_sys::window()
        .and_then(|window| window.get_selection().ok().flatten())
        .and_then(|it| it.remove_all_ranges().ok());
}

/// Length of the text before a place. Elements marked `data-apart` (footnote marks) are not part of the text.
fn offset_in(root: &Element, container: &Node, offset: u32) -> Option<u32> {
    let range = document()?.create_range().ok()?;
    range.set_start(root, 0).ok()?;
    range.set_end(container, offset).ok()?;
    let before = range.clone_contents().ok()?;
    let marks = before.query_selector_all("[data-apart]").ok()?;
    for index in 0..marks.length() {
        if let Some(parent) = marks.get(index).and_then(|mark| mark.parent_node()) {
            parent.remove_child(&marks.get(index)?).ok()?;
        }
    }
    let text = before.text_content().unwrap_or_default();
    u32::try_from(text.encode_utf16().count()).ok()
}

/// Names the page in the browser's tab and history, and to screen readers.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Moves the focus to the first element that matches.
pub fn focus_on(selector: &str) {
    if let Some(element) = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        focus_here(&element);
    }
}

fn focus_here(element: &HtmlElement) {
    // What the keyboard can reach stays in its reach.
    if element.tab_index() < 0 {
        element.set_tab_index(-1);
    }
    // An element that cannot take the focus leaves it where it is.
    element.focus().ok();
}

/// Moves the focus to an element, and the page so that it begins there.
pub fn come_to(element: &HtmlElement) {
    focus_here(element);
    element.scroll_into_view();
}

/// Moves the focus to a link, or into a box so that she can write at once. Says whether it is there now: what lies in
/// something folded takes none.
pub fn give_focus(selector: &str) -> bool {
    let Some(element) = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return false };
    // As above.
    element.focus().ok();
    document().and_then(|document| document.active_element()).is_some_and(|active| active.is_same_node(Some(&element)))
}

/// Moves the focus to the first box of a form that is said to be wrong, if one is: it may be out of sight.
pub fn focus_on_wrong(form: &Element) {
    let wrong = form.query_selector("[aria-invalid=true], fieldset:has(.error) input").ok().flatten();
    if let Some(wrong) = wrong.and_then(|wrong| wrong.dyn_into::<HtmlElement>().ok()) {
        // As above.
        wrong.focus().ok();
    }
}

/// Scrolls the page to its top, or so that an element is shown.
pub fn scroll_to(selector: Option<&str>) {
    match selector.and_then(find) {
        Some(element) => element.scroll_into_view(),
        None => {
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, 0.0);
            }
        }
    }
}

/// Takes what the static page showed before the app was there off it.
pub fn clear(element: &HtmlElement) {
    element.set_text_content(None);
}

/// So long the page is waited for at most until it has nothing to do.
const IDLE_MS_MAX: u32 = 1_000;

/// Waits until the page has nothing to do, or for a second: that long, too, in a browser that doesn't tell (Safari).
pub async fn idle() {
    let (settle, settled) = oneshot::channel::<()>();
    let asked = web_sys::window().map(|window| {
        let is_idle = Closure::once_into_js(move || {
            settle.send(()).ok();
        });
        let options = IdleRequestOptions::new();
        options.set_timeout(IDLE_MS_MAX);
        window.request_idle_callback_with_options(is_idle.unchecked_ref(), &options)
    });
    match asked {
        Some(Ok(_)) => drop(settled.await),
        _ => clock::sleep(i64::from(IDLE_MS_MAX)).await,
    }
}

/// The element with that id.
#[must_use]
pub fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// What the build wrote into `<meta name="…">`; empty when there is nothing.
#[must_use]
pub fn meta(name: &str) -> String {
    let selector = ["meta[name=\"", name, "\"]"].concat();
    find(&selector).and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// Opens a dialog over everything else, or closes it.
pub fn show_dialog(dialog: &HtmlDialogElement, is_shown: bool) {
    match (dialog.open(), is_shown) {
        // Throws only when it is shown already or not in the document.
        (false, true) => drop(dialog.show_modal()),
        (true, false) => dialog.close(),
        _ => {}
    }
}

/// A day as this reader's region writes it: "22 November".
#[must_use]
pub fn day(at: Timestamp) -> String {
    date_text(at, &[("day", "numeric"), ("month", "long")])
}

/// A day and time as this reader's region writes them.
#[must_use]
pub fn day_and_time(at: Timestamp) -> String {
    date_text(at, &[("day", "numeric"), ("month", "long"), ("hour", "numeric"), ("minute", "2-digit")])
}

fn date_text(at: Timestamp, parts: &[(&str, &str)]) -> String {
    let options = js_sys::Object::new();
    for (part, how) in parts {
        js::set(&options, part, &JsValue::from_str(how));
    }
    // A clock that is wrong by more than a date can say shows nothing rather than throwing.
    let date = Date::new(&JsValue::from_f64(at.0 as f64));
    if date.get_time().is_nan() {
        return String::new();
    }
    let text = js::call(&date, "toLocaleString", &[JsValue::UNDEFINED, options.into()]);
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn find(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok().flatten()
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
