//! Having a step read aloud: play and pause, the pace, the sentence that is being said, and where the voice stopped.

use naptime::platform::{
    local::LocalText,
    page,
    voice::{Ended, Speech, Voice},
};
use naptime_course::{aloud, model::Step};
use naptime_view::{prelude::*, task::spawn_local};

use crate::ui::{
    after_render,
    course::Course,
    kit::{Button, ButtonKind},
    strings::words,
};

/// Where the voice stopped: lesson, step and sentence.
const STOPPED: LocalText = LocalText("naptime.aloud");
/// The pace she likes.
const PACE: LocalText = LocalText("naptime.pace");
/// What a browser's voice is asked for, and what she reads. 1 is the voice's own pace.
const PACES: [(f32, &str); 4] = [(0.8, "0.8"), (1.0, "1"), (1.25, "1.25"), (1.5, "1.5")];
const OWN_PACE: (f32, &str) = (1.0, "1");

/// What the voice does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Silent,
    /// The browser is looking for it.
    Finding,
    Reading,
    /// It has read to the end of the step.
    Over,
    NoVoice,
    Failed,
}

/// One step and the voice that reads it. Taken off the screen, it falls silent.
#[derive(Clone, Copy)]
pub struct Aloud {
    course: Course,
    state: RwSignal<State>,
    /// The sentence that is being said, or that it stopped in.
    pub now: RwSignal<Option<usize>>,
    pace: RwSignal<(f32, &'static str)>,
    /// How [`STOPPED`] names this step.
    name: StoredValue<String>,
    script: StoredValue<Vec<String>>,
    voice: StoredValue<Option<Voice>, LocalStorage>,
    speech: StoredValue<Option<Speech>, LocalStorage>,
}

/// The step of a lesson in which the voice stopped, if that was the last one it read.
pub fn stopped_in(lesson: &str) -> Option<u16> {
    stopped().filter(|(stopped, ..)| stopped == lesson).map(|(_, step, _)| step)
}

fn stopped() -> Option<(String, u16, usize)> {
    let text = STOPPED.get()?;
    let mut parts = text.split(' ');
    Some((parts.next()?.to_owned(), parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

impl Aloud {
    /// Silent, at the sentence it stopped in.
    pub fn new(lesson: &str, number: u16, step: &Step) -> Self {
        let script = aloud::script(step);
        let here = stopped().filter(|(other, step, _)| other == lesson && *step == number);
        let now = here.map(|(.., sentence)| sentence).filter(|sentence| *sentence < script.len());
        let kept = PACE.get().and_then(|kept| PACES.into_iter().find(|(_, name)| *name == kept));
        let aloud = Self {
            course: expect_context(),
            state: RwSignal::new(State::Silent),
            now: RwSignal::new(now),
            pace: RwSignal::new(kept.unwrap_or(OWN_PACE)),
            name: StoredValue::new([lesson, " ", &number.to_string()].concat()),
            script: StoredValue::new(script),
            voice: StoredValue::new_local(None),
            speech: StoredValue::new_local(None),
        };
        on_cleanup(move || {
            aloud.speech.try_set_value(None);
        });
        aloud
    }

    /// Reads from where it stopped, or from the beginning.
    pub fn read(self) {
        self.state.set(State::Finding);
        let index = untrack(|| self.course.index());
        spawn_local(async move {
            let language = index.here().map(|index| index.programme.language.as_str());
            let voice = Voice::find(language.unwrap_or_default()).await;
            // She may have thought better of it, or gone elsewhere.
            if self.state.try_get_untracked() != Some(State::Finding) {
                return;
            }
            match voice {
                None => self.state.set(State::NoVoice),
                voice => {
                    self.voice.set_value(voice);
                    self.say(self.now.get_untracked().unwrap_or_default());
                }
            }
        });
    }

    fn pause(self) {
        self.speech.set_value(None);
        self.state.set(State::Silent);
    }

    /// Whether she has let it read here: a pace is chosen by ear. Tracks.
    fn has_begun(self) -> bool {
        self.now.get().is_some() || self.state.get() != State::Silent
    }

    fn toggle(self) {
        match self.state.get_untracked() {
            State::Reading | State::Finding => self.pause(),
            State::Silent | State::Over | State::NoVoice | State::Failed => self.read(),
        }
    }

    /// Says a sentence and all that follow.
    fn say(self, at: usize) {
        // The one before goes first: taken back later, it would take this one along.
        self.speech.set_value(None);
        let Some(sentence) = self.script.with_value(|script| script.get(at).cloned()) else { return self.over() };
        self.now.set(Some(at));
        self.keep(at);
        let then = move |ended| match ended {
            Ended::Said => self.say(at + 1),
            Ended::Failed => self.state.set(State::Failed),
        };
        let pace = self.pace.get_untracked().0;
        let speech = self.voice.with_value(|voice| voice.as_ref().map(|voice| voice.say(&sentence, pace, then)));
        match speech {
            Some(Ok(speech)) => {
                self.speech.set_value(Some(speech));
                self.state.set(State::Reading);
                after_render(|| page::keep_match_in_view("[data-said]"));
            }
            Some(Err(_)) | None => self.state.set(State::Failed),
        }
    }

    fn over(self) {
        self.now.set(None);
        self.state.set(State::Over);
        // A browser without localStorage had nothing to forget.
        STOPPED.remove().ok();
    }

    fn keep(self, sentence: usize) {
        let text = self.name.with_value(|name| [name, " ", &sentence.to_string()].concat());
        // A browser without localStorage begins the step again.
        STOPPED.set(&text).ok();
    }

    /// The pace after this one; the slowest after the fastest.
    fn next_pace(self) {
        let now = self.pace.get_untracked();
        let [slowest, ..] = PACES;
        let next = PACES.into_iter().find(|(pace, _)| *pace > now.0).unwrap_or(slowest);
        self.pace.set(next);
        // A browser without localStorage forgets it with the page.
        PACE.set(next.1).ok();
        if self.state.get_untracked() == State::Reading {
            self.say(self.now.get_untracked().unwrap_or_default());
        }
    }
}

/// The buttons. `next` goes on to the following step, and reads it.
pub fn player(aloud: Aloud, next: Option<Callback<()>>) -> AnyView {
    let words = words().aloud;
    let label = move || match (aloud.state.get(), aloud.now.get()) {
        (State::Reading | State::Finding, _) => words.pause,
        (_, Some(_)) => words.go_on,
        (_, None) => words.read,
    };
    let says = move || match aloud.state.get() {
        State::NoVoice => Some(words.no_voice),
        State::Failed => Some(words.failed),
        State::Silent | State::Finding | State::Reading | State::Over => None,
    };
    let pace = move || {
        let label = Signal::derive(move || words.pace(aloud.pace.get().1));
        view! { <Button kind=ButtonKind::Quiet label on_press=move |()| aloud.next_pace() /> }
    };
    let next_button = move |press| {
        view! { <Button kind=ButtonKind::Secondary label=words.next.to_owned() on_press=press /> }
    };
    view! {
        <div class="aloud">
            <Button
                kind=ButtonKind::Quiet
                label=Signal::derive(move || label().to_owned())
                on_press=move |()| aloud.toggle()
            />
            {move || aloud.has_begun().then(pace)}
            <p class="small muted" role="status">{says}</p>
            {move || next.filter(|_| aloud.state.get() == State::Over).map(next_button)}
        </div>
    }
    .into_any()
}
