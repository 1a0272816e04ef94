//! Closing an invitation: asked first, since a link may be on its way to somebody, or be somebody else's.

use naptime_domain::id::SpaceId;
use naptime_replica::{command::Command, view::InviteView};
use naptime_view::prelude::*;

use crate::ui::{
    dispatch::Attempt,
    kit::{Button, ButtonKind, ErrorText, Sheet},
    strings::words,
};

/// The invitation that is asked about.
#[derive(Clone, Copy)]
pub struct Closing {
    invite: RwSignal<Option<InviteView>>,
    is_open: RwSignal<bool>,
}

impl Closing {
    pub fn new() -> Self {
        Self { invite: RwSignal::new(None), is_open: RwSignal::new(false) }
    }

    pub fn ask(self, invite: InviteView) {
        self.invite.set(Some(invite));
        self.is_open.set(true);
    }
}

#[component]
pub fn CloseInvite(id: SpaceId, closing: Closing) -> impl IntoView {
    view! {
        <Sheet id="close-invite" title=words().group.revoke_title is_open=closing.is_open>
            <CloseForm id closing />
        </Sheet>
    }
}

#[component]
fn CloseForm(id: SpaceId, closing: Closing) -> impl IntoView {
    let (words, attempt) = (words().group, Attempt::new());
    let is_elsewhere = closing.invite.with_untracked(|invite| invite.as_ref().is_some_and(|it| it.fragment.is_none()));
    let close = move |()| {
        if let Some(invite) = closing.invite.get_untracked() {
            attempt
                .run(Command::RevokeInvite { group: id, invite: invite.invite }, move |_| closing.is_open.set(false));
        }
    };
    view! {
        <div class="stack">
            <p>{words.revoke_lead}</p>
            {is_elsewhere.then(|| view! { <p>{words.revoke_elsewhere}</p> })}
            <ErrorText text=Signal::derive(move || attempt.words()) />
            <Button kind=ButtonKind::Primary label=words.revoke_sure.to_owned() on_press=close is_busy=attempt.is_running() />
            <Button kind=ButtonKind::Quiet label=words.revoke_not.to_owned() on_press=move |()| closing.is_open.set(false) />
        </div>
    }
}
