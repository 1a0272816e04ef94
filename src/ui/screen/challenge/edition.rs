//! The edition of a challenge she goes on with: a newer one is offered, in small print until she is through.

use naptime::editions::Standing;
use naptime_domain::{command::Deed, id::EditionId, view::ChallengeState};
use naptime_replica::command::Command;
use naptime_view::prelude::*;

use super::Shown;
use crate::ui::{
    dispatch::Attempt,
    kit::{Button, ButtonKind, ErrorText, Notice},
    strings::words,
};

/// What is said before all else: that there is a newer one when she is through, and what came of taking it.
pub fn edition(shown: Shown) -> AnyView {
    let (words, taking) = (words().challenge, Taking { shown, attempt: Attempt::new() });
    let said = move || match (shown.standing.get(), shown.left.get()) {
        (Standing::Behind(newer), _) if taking.is_through() => {
            Some(taking.notice(words.newer_at_end, words.take_newer, newer, shown.edition()))
        }
        (Standing::Instead(here), _) => Some(taking.notice(words.other_edition, words.take_other, here, None)),
        (Standing::Newest, Some(left)) => Some(taking.notice(words.took_newer, words.back_to_before, left, None)),
        _ => None,
    };
    view! { <div role="status">{said}</div> }.into_any()
}

/// As long as she is at it a newer one is only mentioned.
pub fn newer(shown: Shown) -> AnyView {
    let (words, taking) = (words().challenge, Taking { shown, attempt: Attempt::new() });
    let said = move || match shown.standing.get() {
        Standing::Behind(newer) if !taking.is_through() => Some(view! {
            <section>
                <p class="small muted">{words.newer}</p>
                {taking.button(words.take_newer, newer, shown.edition())}
            </section>
        }),
        _ => None,
    };
    said.into_any()
}

/// Going on with another edition.
#[derive(Clone, Copy)]
struct Taking {
    shown: Shown,
    attempt: Attempt,
}

impl Taking {
    /// Tracks.
    fn is_through(self) -> bool {
        let progress = self.shown.progress.get();
        progress.is_some_and(|progress| progress.state == ChallengeState::Finished)
    }

    fn notice(self, text: &'static str, label: &'static str, edition: EditionId, left: Option<EditionId>) -> AnyView {
        view! { <Notice text=text>{self.button(label, edition, left)}</Notice> }.into_any()
    }

    /// Takes an edition. As long as she stays on this screen, the one she left is on this device, and she can go back to it.
    fn button(self, label: &'static str, edition: EditionId, left: Option<EditionId>) -> AnyView {
        let (shown, attempt) = (self.shown, self.attempt);
        let take = move |()| {
            let Some(challenge) = shown.id() else { return };
            // What this button stands in is made anew with the edition, before the answer is here.
            attempt.run_through(Command::Record(Deed::Took { challenge, edition }), move |_| {
                shown.left.try_set(left);
            });
        };
        view! {
            <Button kind=ButtonKind::Quiet label=label.to_owned() on_press=take is_busy=attempt.is_running() />
            <ErrorText text=Signal::derive(move || attempt.words()) />
        }
        .into_any()
    }
}
