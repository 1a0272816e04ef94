//! The browser's voices: one sentence at a time, at a pace, until it is said or taken back.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::JsCast;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

use super::{BrowserError, clock, events::Listener, js};

/// Browsers name their voices a moment after the first question: Chrome needs under half a second, a slow phone more.
const FINDING_MS: i64 = 1_500;
const LOOK_EVERY_MS: i64 = 100;

/// Somebody to read.
#[derive(Clone, Debug)]
pub struct Voice {
    synthesis: SpeechSynthesis,
    voice: SpeechSynthesisVoice,
}

/// How a sentence ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It was said.
    Said,
    /// The browser could not say it, or something else on this device took the voice.
    Failed,
}

/// A sentence that is being said; dropping it takes the rest back.
#[derive(Debug)]
pub struct Speech {
    synthesis: SpeechSynthesis,
    is_over: Rc<Cell<bool>>,
    // Chrome forgets to tell of an end when nobody holds the utterance.
    _utterance: SpeechSynthesisUtterance,
    listener: Option<Listener>,
}

impl Voice {
    /// A voice for a language such as `en` or `pt-BR`, if the browser has one. One on this device is preferred, which needs
    /// no network; then one of that very country.
    pub async fn find(language: &str) -> Option<Self> {
        let synthesis = synthesis()?;
        let mut waited_ms = 0;
        while synthesis.get_voices().length() == 0 && waited_ms < FINDING_MS {
            clock::sleep(LOOK_EVERY_MS).await;
            waited_ms += LOOK_EVERY_MS;
        }
        let voices = synthesis.get_voices();
        let voices = voices.iter().map(|voice| voice.unchecked_into::<SpeechSynthesisVoice>());
        let mut voices: Vec<_> = voices.filter(|voice| speaks(&voice.lang(), language)).collect();
        voices.sort_by_key(|voice| (!voice.local_service(), !is_same(&voice.lang(), language)));
        voices.into_iter().next().map(|voice| Self { synthesis, voice })
    }

    /// Says a sentence at a pace, 1 being the voice's own, then tells how that ended.
    ///
    /// # Errors
    ///
    /// When the browser has voices and yet takes no words.
    pub fn say(&self, words: &str, pace: f32, then: impl FnOnce(Ended) + 'static) -> Result<Speech, BrowserError> {
        let utterance = SpeechSynthesisUtterance::new_with_text(words)?;
        utterance.set_voice(Some(&self.voice));
        utterance.set_lang(&self.voice.lang());
        utterance.set_rate(pace);
        let is_over = Rc::new(Cell::new(false));
        let (over, mut then) = (is_over.clone(), Some(then));
        let listener = Listener::on(&utterance, &["end", "error"], move |event| {
            over.set(true);
            let ended = if event.type_() == "end" { Ended::Said } else { Ended::Failed };
            if let Some(then) = then.take() {
                then(ended);
            }
        })?;
        self.synthesis.speak(&utterance);
        Ok(Speech { synthesis: self.synthesis.clone(), is_over, _utterance: utterance, listener: Some(listener) })
    }
}

impl Drop for Speech {
    fn drop(&mut self) {
        // Nobody wants to hear how this ends any more.
        self.listener = None;
        // What is over must not take the next sentence with it.
        if !self.is_over.get() {
            self.synthesis.cancel();
        }
    }
}

/// Some browsers in other apps have none.
fn synthesis() -> Option<SpeechSynthesis> {
    let window = web_sys::window()?;
    let synthesis = js::get(&window, "speechSynthesis");
    synthesis.is_object().then(|| synthesis.unchecked_into())
}

/// Android writes `pt_BR`.
fn is_same(voice: &str, language: &str) -> bool {
    voice.replace('_', "-").eq_ignore_ascii_case(language)
}

/// `en-GB`, and Android's `en_GB`, speak `en`.
fn speaks(voice: &str, language: &str) -> bool {
    let base = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    base(voice) == base(language)
}
