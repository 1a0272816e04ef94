//! Inviting: a link to send, a code to show, and closing either.

mod close;

use naptime::{
    platform::{page, share},
    progress,
};
use naptime_domain::id::SpaceId;
use naptime_replica::{
    command::Command,
    invite::Greeting,
    view::{GroupView, InviteView},
};
use naptime_view::{prelude::*, task::spawn_local};
use qrcodegen::{QrCode, QrCodeEcc};

use self::close::{CloseInvite, Closing};
use crate::ui::{
    dispatch::Attempt,
    invitation,
    kit::{Button, ButtonKind, Copying, ErrorText},
    store::Store,
    strings::words,
};

/// A full group has six people: five may follow the one who invites.
const USES: u16 = 5;
/// Long enough to find time, short enough that a forgotten link closes by itself.
const DAYS: u16 = 14;

#[component]
pub fn Invite(id: SpaceId, found: Memo<Option<GroupView>>) -> impl IntoView {
    let (words, attempt) = (words().group, Attempt::new());
    let (closing, store) = (Closing::new(), expect_context::<Store>());
    let invites = Memo::new(move |_| found.get().map(|group| group.invites).unwrap_or_default());
    let invite = move |()| attempt.run(Command::Invite { group: id, uses: USES, days: DAYS }, |_| {});
    let name = Memo::new(move |_| found.get().map(|group| super::name_of(&group).to_owned()).unwrap_or_default());
    let open = move || {
        let invites = invites.get();
        // The last one made is the one she wants to send.
        let fragment = invites.iter().rev().find_map(|invite| invite.fragment.clone());
        let facts = invites.iter().rev().map(|invite| facts(invite, closing)).collect_view();
        let is_elsewhere = fragment.is_none() && !invites.is_empty();
        view! {
            {fragment.map(|fragment| link(&[fragment, greeting(store, name.get())].concat(), name.get()))}
            {is_elsewhere.then(|| view! { <p class="muted">{words.elsewhere}</p> })}
            {facts}
        }
    };
    let label = move || if invites.read().is_empty() { words.invite } else { words.invite_again };
    view! {
        <section class="card" aria-labelledby="invite-title">
            <h2 id="invite-title">{words.invite_title}</h2>
            <p class="muted">{words.invite_lead}</p>
            {open}
            <ErrorText text=Signal::derive(move || attempt.words()) />
            <Button
                label=Signal::derive(move || label().to_owned())
                on_press=invite
                is_busy=attempt.is_running()
            />
        </section>
        <CloseInvite id closing />
    }
}

/// What the link says for whoever opens it.
fn greeting(store: Store, group: String) -> String {
    let Some(profile) = store.profile() else { return String::new() };
    let current = progress::current(&profile).map(|current| current.challenge.clone());
    Greeting { from: profile.name, group, challenge: current }.tail()
}

fn link(fragment: &str, group: String) -> AnyView {
    let (words, url) = (words().group, invitation::link(fragment));
    let (copying, sent) = (Copying::of(url.clone()), url.clone());
    let send = move |()| {
        let (url, group) = (sent.clone(), group.clone());
        spawn_local(async move {
            // Closing the share sheet is an answer too.
            if share::share_link(&group, &url).await.is_err() {
                copying.refuse();
            }
        });
    };
    view! {
        <p class="link-text" id="invite-link" data-lines="one">{url.clone()}</p>
        <div class="button-row">
            {share::has_sheet()
                .then(|| view! { <Button kind=ButtonKind::Primary label=words.send.to_owned() on_press=send /> })}
            {copying.button(crate::ui::strings::words().copying.copy)}
        </div>
        {copying.by_hand()}
        {code(&url)}
    }
    .into_any()
}

/// The link as a code, drawn as one path.
fn code(url: &str) -> Option<AnyView> {
    let words = words().group;
    let code = QrCode::encode_text(url, QrCodeEcc::Low).ok()?;
    let side = code.size();
    let mut path = String::new();
    for y in 0..side {
        for x in (0..side).filter(|x| code.get_module(*x, y)) {
            for part in ["M", &x.to_string(), " ", &y.to_string(), "h1v1h-1z"] {
                path.push_str(part);
            }
        }
    }
    let side = side.to_string();
    let drawn = view! {
        <p class="small muted">{words.qr_hint}</p>
        <svg class="qr" role="img" aria-label=words.qr viewBox=["0 0 ", &side, " ", &side].concat()>
            <path d=path></path>
        </svg>
    };
    Some(drawn.into_any())
}

fn facts(invite: &InviteView, closing: Closing) -> AnyView {
    let (words, asked) = (words().group, invite.clone());
    let ask = move |()| closing.ask(asked.clone());
    view! {
        <p class="small muted">{words.invite_facts(invite.uses_left, &page::day(invite.expires_at))}</p>
        <Button kind=ButtonKind::Quiet label=words.revoke.to_owned() on_press=ask />
    }
    .into_any()
}
