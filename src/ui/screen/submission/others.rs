//! What others noted, while she has not: it waits, so that she looks with her own eyes first, and opens when she wants it to.

use naptime::platform::page;
use naptime_domain::id::SubmissionId;
use naptime_replica::view::{NoteView, SubmissionView};
use naptime_view::prelude::*;

use crate::ui::{
    after_render,
    kit::{Button, ButtonKind},
    place::folds,
    store::{Known, Store},
    strings::words,
};

/// The notes on one submission, and whether they are open to her.
#[derive(Clone, Copy)]
pub struct Others {
    known: Memo<Known<SubmissionView>>,
    /// She asked to see them, here or the last time she was here.
    is_asked: RwSignal<bool>,
    is_open: Memo<bool>,
    /// What the asking is remembered by.
    fold: StoredValue<String>,
}

impl Others {
    pub fn new(id: SubmissionId, known: Memo<Known<SubmissionView>>) -> Self {
        let fold = ["others-of-", &id.to_string()].concat();
        let is_asked = RwSignal::new(folds::is_open(&fold).unwrap_or_default());
        let store = expect_context::<Store>();
        let is_for_her = move |known: &Known<SubmissionView>| match known {
            Known::Here(view) => is_for_her(store, view),
            Known::Asking | Known::Missing => true,
        };
        let is_open = Memo::new(move |_| is_asked.get() || known.with(is_for_her));
        Self { known, is_asked, is_open, fold: StoredValue::new(fold) }
    }

    /// Whether what others said can be seen. Tracks.
    pub fn are_open(self) -> bool {
        self.is_open.get()
    }

    /// The notes she sees. Tracks.
    pub fn notes(self) -> Vec<NoteView> {
        if self.are_open() { self.of_all(<[NoteView]>::to_vec).unwrap_or_default() } else { Vec::new() }
    }

    /// That some wait, and the way to them.
    pub fn waiting(self) -> AnyView {
        let words = words().critique;
        let open = move |()| {
            self.is_asked.set(true);
            self.fold.with_value(|fold| folds::keep(fold, true));
            after_render(|| page::focus_on("#notes"));
        };
        let number = Memo::new(move |_| u32::try_from(self.of_all(|notes| standing(notes).count())?).ok());
        let shown = move |number| {
            view! {
                <p class="muted">{words.others_wait(number)}</p>
                <div class="button-row">
                    <Button kind=ButtonKind::Quiet label=words.show_others.to_owned() on_press=open />
                </div>
            }
        };
        (move || number.get().filter(|_| !self.are_open()).map(shown)).into_any()
    }

    fn of_all<T>(self, read: impl FnOnce(&[NoteView]) -> T) -> Option<T> {
        self.known.with(|known| match known {
            Known::Here(view) => Some(read(&view.notes)),
            Known::Asking | Known::Missing => None,
        })
    }
}

/// Those that were not taken back.
fn standing(notes: &[NoteView]) -> impl Iterator<Item = &NoteView> {
    notes.iter().filter(|note| !note.is_withdrawn)
}

/// Whether nothing waits: it is her own work, she has given notes, nobody has, or she can give none any more.
fn is_for_her(store: Store, view: &SubmissionView) -> bool {
    let me = store.profile().map(|profile| profile.person);
    let has_given = view.notes.iter().any(|note| Some(note.critic) == me);
    view.is_mine || has_given || standing(&view.notes).next().is_none() || view.summary.is_taken_back
}
