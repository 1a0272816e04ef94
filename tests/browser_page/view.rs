//! Views in a document: what is patched in place, what is put in its stead, and what ends with its owner.

use std::{cell::Cell, rc::Rc};

use naptime::platform::clock;
use naptime_view::{Mount, mount, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

#[wasm_bindgen_test]
fn a_view_is_what_its_markup_says() {
    let stage = Stage::new(|| {
        let (name, nothing) = ("Ana".to_owned(), None::<String>);
        view! {
            <ul class="rows" data-gap="small">
                <li>"one"</li>
                <li>{name} " & " {[1, 2].map(|number| number.to_string()).collect_view()}</li>
            </ul>
            {None::<String>}
            <input type="checkbox" disabled hidden=false required=true maxlength=Some("3") title=nothing />
        }
    });
    let html = "<ul class=\"rows\" data-gap=\"small\"><li>one</li><li>Ana &amp; 12</li></ul><!---->\
                <input type=\"checkbox\" disabled=\"\" required=\"\" maxlength=\"3\">";
    assert_eq!(stage.html(), html);
}

#[wasm_bindgen_test]
async fn the_same_markup_keeps_its_nodes_and_the_focus() {
    let name = RwSignal::new("Ana");
    let stage = Stage::new(move || {
        move || {
            let name = name.get();
            view! { <label title=name>{name}<input prop:value=name /></label> }
        }
    });
    let input: HtmlInputElement = stage.find("input").unchecked_into();
    input.focus().unwrap();
    name.set("Ben");
    clock::sleep(0).await;
    assert!(stage.find("input").is_same_node(Some(&input)));
    assert!(document().active_element().unwrap().is_same_node(Some(&input)));
    assert_eq!(input.value(), "Ben");
    assert_eq!(stage.html(), "<label title=\"Ben\">Ben<input></label>");
}

#[wasm_bindgen_test]
async fn other_markup_takes_the_place_of_what_was_there() {
    let is_open = RwSignal::new(false);
    let stage = Stage::new(move || {
        view! {
            <i></i>
            {move || match is_open.get() {
                true => view! { <b></b>"open" }.into_any(),
                false => ().into_any(),
            }}
            <u></u>
        }
    });
    assert_eq!(stage.html(), "<i></i><!----><u></u>");
    is_open.set(true);
    clock::sleep(0).await;
    assert_eq!(stage.html(), "<i></i><b></b>open<u></u>");
    is_open.set(false);
    clock::sleep(0).await;
    assert_eq!(stage.html(), "<i></i><!----><u></u>");
}

#[wasm_bindgen_test]
async fn attributes_come_and_go_with_their_signals() {
    let (title, is_busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let stage = Stage::new(move || {
        view! { <p title=move || title.get() aria-busy=move || is_busy.get().then_some("true") hidden=move || is_busy.get()></p> }
    });
    assert_eq!(stage.html(), "<p></p>");
    title.set(Some("later".to_owned()));
    is_busy.set(true);
    clock::sleep(0).await;
    assert_eq!(stage.html(), "<p title=\"later\" aria-busy=\"true\" hidden=\"\"></p>");
    title.set(None);
    is_busy.set(false);
    clock::sleep(0).await;
    assert_eq!(stage.html(), "<p></p>");
}

#[wasm_bindgen_test]
async fn a_fixed_attribute_can_follow_a_signal_later_and_back() {
    let (is_live, title) = (RwSignal::new(false), RwSignal::new("live"));
    let shown = move || match is_live.get() {
        true => naptime_view::Slot::attribute(move || title.get()),
        false => naptime_view::Slot::attribute("still"),
    };
    let stage = Stage::new(move || move || View::element("<p\n?title\n>", Box::new([shown()])));
    is_live.set(true);
    clock::sleep(0).await;
    title.set("changed");
    clock::sleep(0).await;
    assert_eq!(stage.html(), "<p title=\"changed\"></p>");
    is_live.set(false);
    clock::sleep(0).await;
    title.set("unheard");
    clock::sleep(0).await;
    assert_eq!(stage.html(), "<p title=\"still\"></p>");
}

#[wasm_bindgen_test]
async fn a_listener_is_replaced_and_not_doubled() {
    let (step, heard) = (RwSignal::new(1), Rc::<Cell<u32>>::default());
    let told = heard.clone();
    let stage = Stage::new(move || {
        move || {
            let (step, told) = (step.get(), told.clone());
            view! { <button on:click=move |_| told.set(told.get() * 10 + step)></button> }
        }
    });
    let button: HtmlElement = stage.find("button").unchecked_into();
    button.click();
    step.set(2);
    clock::sleep(0).await;
    assert!(stage.find("button").is_same_node(Some(&button)));
    button.click();
    assert_eq!(heard.get(), 12);
}

#[wasm_bindgen_test]
fn a_listener_finds_the_context_it_was_made_in_and_ends_with_its_element() {
    let heard = Rc::<Cell<u32>>::default();
    let told = heard.clone();
    let stage = Stage::new(move || {
        provide_context(7_u32);
        view! { <button on:click=move |_| told.set(told.get() + expect_context::<u32>())></button> }
    });
    let button: HtmlElement = stage.find("button").unchecked_into();
    button.click();
    drop(stage);
    button.click();
    assert_eq!(heard.get(), 7);
}

#[wasm_bindgen_test]
async fn a_list_without_keys_is_patched_from_its_beginning() {
    let names = RwSignal::new(vec!["a", "b", "c"]);
    let stage = Stage::new(move || {
        view! { <ul>{move || names.get().into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul> }
    });
    let first = stage.find("li");
    for (list, html) in [
        (vec!["x", "y"], "<ul><li>x</li><li>y</li></ul>"),
        (vec!["x", "y", "z", "w"], "<ul><li>x</li><li>y</li><li>z</li><li>w</li></ul>"),
    ] {
        names.set(list);
        clock::sleep(0).await;
        assert_eq!(stage.html(), html);
        assert!(stage.find("li").is_same_node(Some(&first)));
    }
    names.set(Vec::new());
    clock::sleep(0).await;
    assert_eq!(stage.html(), "<ul><!----></ul>");
}

#[wasm_bindgen_test]
async fn rows_with_keys_keep_their_nodes_and_the_focus_wherever_they_go() {
    let keys = RwSignal::new(vec![1, 2, 3]);
    let stage = Stage::new(move || {
        view! { <For each=move || keys.get() key=|key| *key let:key><input name=key.to_string() /></For> }
    });
    let second: HtmlInputElement = stage.find("[name='2']").unchecked_into();
    second.focus().unwrap();
    for list in [vec![0, 1, 2, 3], vec![2, 3, 4], vec![2], vec![5, 2, 2, 6]] {
        keys.set(list);
        clock::sleep(0).await;
        assert!(stage.find("[name='2']").is_same_node(Some(&second)));
        assert!(document().active_element().unwrap().is_same_node(Some(&second)));
    }
    assert_eq!(stage.html(), "<input name=\"5\"><input name=\"2\"><input name=\"6\"><!---->");
    keys.set(vec![6, 5, 2]);
    clock::sleep(0).await;
    assert_eq!(stage.html(), "<input name=\"6\"><input name=\"5\"><input name=\"2\"><!---->");
    assert!(stage.find("[name='2']").is_same_node(Some(&second)));
}

#[wasm_bindgen_test]
async fn what_is_taken_off_follows_nothing_any_more() {
    let (is_shown, number, runs) = (RwSignal::new(true), RwSignal::new(0), Rc::<Cell<u32>>::default());
    let cleaned = RwSignal::new(0);
    let counted = runs.clone();
    let stage = Stage::new(move || {
        move || {
            let counted = counted.clone();
            is_shown.get().then(|| {
                on_cleanup(move || cleaned.update(|cleaned| *cleaned += 1));
                let count = move || {
                    counted.set(counted.get() + 1);
                    number.get().to_string()
                };
                view! { <p title=move || number.get().to_string()>{count}</p> }
            })
        }
    });
    number.set(1);
    clock::sleep(0).await;
    assert_eq!((runs.get(), cleaned.get_untracked()), (2, 0));
    is_shown.set(false);
    clock::sleep(0).await;
    number.set(2);
    clock::sleep(0).await;
    assert_eq!((runs.get(), cleaned.get_untracked()), (2, 1));
    assert_eq!(stage.html(), "<!---->");
}

#[wasm_bindgen_test]
async fn dropping_a_mount_takes_it_off_and_ends_its_effects() {
    let (number, runs) = (RwSignal::new(0), Rc::<Cell<u32>>::default());
    let counted = runs.clone();
    let stage = Stage::new(move || {
        let seen = Memo::new(move |_| number.get());
        move || {
            counted.set(counted.get() + 1);
            seen.get().to_string()
        }
    });
    let root = stage.root.clone();
    drop(stage);
    number.set(1);
    clock::sleep(0).await;
    assert_eq!((runs.get(), root.inner_html().as_str()), (1, ""));
}

#[wasm_bindgen_test]
async fn what_is_inside_an_svg_belongs_to_svg_also_when_it_comes_later() {
    let is_shown = RwSignal::new(false);
    let stage = Stage::new(move || {
        view! {
            <svg viewBox="0 0 1 1">
                <use href="#icon"></use>
                {move || is_shown.get().then(|| View::element("<path\n>", Box::new([])))}
            </svg>
            <p></p>
        }
    });
    is_shown.set(true);
    clock::sleep(0).await;
    let namespace = |selector| stage.find(selector).namespace_uri().unwrap();
    let svg = "http://www.w3.org/2000/svg";
    assert_eq!([namespace("svg"), namespace("use"), namespace("path")], [svg, svg, svg]);
    assert_eq!(namespace("p"), "http://www.w3.org/1999/xhtml");
}

#[wasm_bindgen_test]
async fn a_component_takes_properties_and_children_and_follows_nothing_as_a_whole() {
    let (name, runs) = (RwSignal::new("Ana".to_owned()), StoredValue::new(0));
    let stage = Stage::new(move || {
        view! {
            <Card title=name runs>
                <b>{move || name.get()}</b>
            </Card>
        }
    });
    assert_eq!(stage.html(), "<section><h2>Ana</h2><b>Ana</b></section>");
    name.set("Ben".to_owned());
    clock::sleep(0).await;
    assert_eq!(stage.html(), "<section><h2>Ben</h2><b>Ben</b></section>");
    assert_eq!(runs.get_value(), 1);
}

#[component]
fn Card(#[prop(into)] title: Signal<String>, runs: StoredValue<u32>, children: Children) -> impl IntoView {
    runs.update_value(|runs| *runs += 1);
    // Read once: a component is not run again for it.
    assert!(!title.get().is_empty());
    view! {
        <section>
            <h2>{move || title.get()}</h2>
            {children()}
        </section>
    }
}

#[wasm_bindgen_test]
fn whoever_asks_for_an_element_gets_it() {
    let node = NodeRef::<naptime_view::html::Div>::new();
    let stage = Stage::new(move || view! { <p><div node_ref=node></div></p> });
    assert!(node.get_untracked().unwrap().is_same_node(Some(&stage.find("div"))));
}

/// An element of the page with a view in it.
struct Stage {
    root: HtmlElement,
    mount: Option<Mount>,
}

impl Stage {
    fn new<V: IntoView>(app: impl FnOnce() -> V) -> Self {
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let mount = Some(mount(&root, app));
        Self { root, mount }
    }

    fn html(&self) -> String {
        self.root.inner_html()
    }

    fn find(&self, selector: &str) -> Element {
        self.root.query_selector(selector).unwrap().unwrap()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        drop(self.mount.take());
        self.root.remove();
    }
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}
