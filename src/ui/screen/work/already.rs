//! What she has written already of the same, offered where nothing stands yet. She need not take it.

use naptime::platform::page;
use naptime_replica::{command::TextTarget, view::WorkView};
use naptime_view::prelude::*;

use crate::ui::{
    kit::{Button, ButtonKind},
    place,
    store::Known,
    strings::words,
    text_box::Boxes,
};

/// `both` says what stands in the box, and what does elsewhere.
pub fn already(target: TextTarget, work: Memo<Known<WorkView>>, both: fn(&WorkView) -> (&str, &str)) -> AnyView {
    let boxes = expect_context::<Boxes>();
    let offered = Memo::new(move |_| {
        work.with(|work| match work {
            Known::Here(work) => offered(both(work)),
            Known::Asking | Known::Missing => None,
        })
    });
    let target = StoredValue::new(target);
    let button = move |text: String| {
        let label = words().work.take_already(&text);
        let take = move |()| {
            target.with_value(|target| {
                boxes.put(target, &text);
                page::give_focus(&["#", &place::key(target)].concat());
            });
        };
        view! { <div class="button-row"><Button kind=ButtonKind::Quiet label=label on_press=take /></div> }
    };
    (move || offered.get().map(button)).into_any()
}

/// Its first line: what stands below is for where it was written.
fn offered((here, there): (&str, &str)) -> Option<String> {
    let first = there.lines().map(str::trim).find(|line| !line.is_empty())?;
    here.trim().is_empty().then(|| first.to_owned())
}
