//! What stands beneath a box when something is to be said of its words.

use naptime_view::prelude::*;

use super::{BoxState, Shown};
use crate::ui::{
    kit::{Button, ButtonKind, Notice, Tone, full},
    strings::words,
};

pub fn beneath(shown: Shown, length_max: usize) -> AnyView {
    let is_gone = move || shown.state.get() == BoxState::Gone;
    view! {
        {full(shown.is_full, length_max)}
        {move || refused(shown)}
        <div aria-live="polite">
            {move || is_gone().then(|| view! { <p class="hint">{words().work.gone}</p> })}
        </div>
    }
    .into_any()
}

/// What she typed and a document did not take stays to be read and copied until she says otherwise.
fn refused(shown: Shown) -> Option<AnyView> {
    let (text, words) = (shown.refused.get()?, words().work);
    let see_to = move |()| shown.refused.set(None);
    let notice = view! {
        <Notice tone=Tone::Warn text=words.refused>
            <blockquote class="written">{text}</blockquote>
            <Button kind=ButtonKind::Quiet label=words.refused_seen.to_owned() on_press=see_to />
        </Notice>
    };
    Some(notice.into_any())
}
