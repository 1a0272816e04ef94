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
    let (words, taking) = (words().challenge, Taking::new(shown));
    let said = move || match (taking.standing.get(), shown.left.get()) {
        (Standing::Behind(newer), _) if taking.is_through.get() => {
            Some(taking.notice(words.newer_at_end, words.take_newer, newer))
        }
        (Standing::Instead(newest), _) => Some(taking.notice(words.other_edition, words.take_other, newest)),
        (Standing::Newest, Some(before)) => Some(taking.notice(words.took_newer, words.back_to_before, before)),
        _ => None,
    };
    view! { <div role="status">{said}</div> }.into_any()
}

/// As long as she is at it a newer one is only mentioned.
pub fn newer(shown: Shown) -> AnyView {
    let (words, taking) = (words().challenge, Taking::new(shown));
    let said = move || match taking.standing.get() {
        Standing::Behind(newer) if !taking.is_through.get() => Some(view! {
            <section>
                <p class="small muted">{words.newer}</p>
                {taking.button(words.take_newer, newer)}
            </section>
        }),
        _ => None,
    };
    said.into_any()
}

/// Going on with another edition, and what decides whether it is offered.
#[derive(Clone, Copy)]
struct Taking {
    shown: Shown,
    attempt: Attempt,
    standing: Memo<Standing>,
    is_through: Memo<bool>,
}

impl Taking {
    fn new(shown: Shown) -> Self {
        let id = shown.challenge().id.clone();
        let is_through = |state: &ChallengeState| *state == ChallengeState::Finished;
        Self {
            shown,
            attempt: Attempt::new(),
            standing: Memo::new(move |_| shown.course.standing(&id)),
            is_through: Memo::new(move |_| {
                shown.progress.with(|it| it.as_ref().is_some_and(|it| is_through(&it.state)))
            }),
        }
    }

    fn notice(self, text: &'static str, label: &'static str, edition: EditionId) -> AnyView {
        view! { <Notice text=text>{self.button(label, edition)}</Notice> }.into_any()
    }

    fn button(self, label: &'static str, edition: EditionId) -> AnyView {
        view! {
            <Button
                kind=ButtonKind::Quiet
                label=label.to_owned()
                on_press=move |()| self.take(edition)
                is_busy=self.attempt.is_running()
            />
            <ErrorText text=Signal::derive(move || self.attempt.words()) />
        }
        .into_any()
    }

    /// She can go back as long as she stays on this screen: what she leaves is on this device still.
    fn take(self, edition: EditionId) {
        let (shown, Some(challenge)) = (self.shown, self.shown.id()) else { return };
        let left = match self.standing.get_untracked() {
            Standing::Behind(_) => shown.edition(),
            Standing::Newest | Standing::Instead(_) => None,
        };
        let took = Command::Record(Deed::Took { challenge, edition });
        // The screen may be gone by then.
        self.attempt.run(took, move |_| {
            shown.left.try_set(left);
        });
    }
}
