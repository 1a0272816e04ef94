//! A person at her text boxes: types words that exist once, and remembers which of them were shown to be saved.

use super::weather::{below, pick};
use naptime_domain::text::{
    Bias, TextDelta,
    session::{Acknowledged, BoxSession, Outgoing, Patch},
    utf16,
};
use naptime_replica::{
    command::TextTarget,
    replica::{BoxId, Input, SessionId},
};
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, BTreeSet};

/// What stands behind every word: a place where others may begin theirs.
const SEPARATOR: char = '\n';

/// The boxes of one tab.
#[derive(Default)]
pub(super) struct Typist {
    boxes: BTreeMap<BoxId, TextBox>,
    last_id: BoxId,
}

/// One box.
struct TextBox {
    target: TextTarget,
    session: Option<BoxSession>,
    resumes: Option<SessionId>,
    /// The engine was asked to open the text and has not answered: the box asks once.
    is_asking: bool,
    /// The word being typed: what stands of it, what is to come, and where.
    word: Option<(String, String, u32)>,
    written: Vec<String>,
    /// How many written words each edit that was sent covers.
    sent: BTreeMap<u32, usize>,
    saved: usize,
}

/// What is known of one text.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Shown as saved, and struck out by nobody.
    pub(super) saved: BTreeSet<String>,
    /// All that were ever typed.
    pub(super) typed: BTreeSet<String>,
    pub(super) struck: BTreeSet<String>,
}

impl Typist {
    pub(super) fn open(&mut self, target: TextTarget, number: u32) -> (BoxId, Input) {
        // Another number in every tab, as pages choose them.
        self.last_id = self.last_id.max(number) + 1;
        let id = self.last_id;
        let text_box = TextBox {
            target: target.clone(),
            session: None,
            resumes: None,
            is_asking: true,
            word: None,
            written: Vec::new(),
            sent: BTreeMap::new(),
            saved: 0,
        };
        self.boxes.insert(id, text_box);
        (id, Input::OpenText { id, target, resumes: None })
    }

    /// Whether the engine has all that was typed.
    pub(super) fn is_quiet(&self) -> bool {
        self.boxes.values().all(|text_box| text_box.session.as_ref().is_some_and(BoxSession::is_quiet))
    }

    pub(super) fn text(&self, id: BoxId) -> Option<&str> {
        self.boxes.get(&id)?.session.as_ref().map(BoxSession::text)
    }

    /// The page takes all of them to be out of step.
    pub(super) fn ask_again(&mut self) -> Vec<Input> {
        let ids: Vec<_> = self.boxes.keys().copied().collect();
        ids.into_iter().filter_map(|id| self.reopen(id)).collect()
    }

    /// Something is about to be done that must find all that was typed.
    pub(super) fn hurry(&mut self) -> Vec<Input> {
        let hurried = self.boxes.iter_mut().filter_map(|(id, text_box)| {
            let edit = text_box.session.as_mut()?.hurry();
            text_box.send(*id, edit)
        });
        hurried.collect()
    }

    pub(super) fn close(&mut self, id: BoxId) -> Option<Input> {
        self.boxes.remove(&id).map(|_| Input::CloseText(id))
    }

    /// The page is gone, with all that only it knew.
    pub(super) fn forget(&mut self) {
        self.boxes.clear();
    }

    /// Every box of a page whose engine was started again, and was never asked.
    pub(super) fn reopen_all(&mut self) -> Vec<Input> {
        self.boxes.values_mut().for_each(|text_box| text_box.is_asking = false);
        let ids: Vec<BoxId> = self.boxes.keys().copied().collect();
        ids.into_iter().filter_map(|id| self.reopen(id)).collect()
    }

    /// A box that was open and goes on. Until the answer it sends nothing.
    pub(super) fn reopen(&mut self, id: BoxId) -> Option<Input> {
        let text_box = self.boxes.get_mut(&id).filter(|text_box| !text_box.is_asking)?;
        text_box.is_asking = true;
        text_box.session.iter_mut().for_each(BoxSession::suspend);
        Some(Input::OpenText { id, target: text_box.target.clone(), resumes: text_box.resumes })
    }

    pub(super) fn opened(&mut self, id: BoxId, text: &str, applied_seq: u32, resumes: SessionId) -> Vec<Input> {
        let Some(text_box) = self.boxes.get_mut(&id) else { return Vec::new() };
        text_box.sent.clear();
        text_box.is_asking = false;
        text_box.resumes = Some(resumes);
        let heard = Input::HeardText { id, seq: 0 };
        let Some(session) = &mut text_box.session else {
            text_box.session = Some(BoxSession::new(text));
            return vec![heard];
        };
        let reopened = match session.reopen(text, applied_seq) {
            Ok(reopened) => reopened,
            Err(error) => panic!("box {id} cannot be opened again: {error}"),
        };
        text_box.map_word(&reopened.delta);
        // What only the dead engine knew is gone: it was never shown saved.
        let text = text_box.session.as_ref().map_or("", BoxSession::text);
        let lost = text_box.written.split_off(text_box.saved);
        text_box.written.extend(lost.into_iter().filter(|word| text.contains(word.as_str())));
        [heard].into_iter().chain(text_box.send(id, reopened.outgoing)).collect()
    }

    pub(super) fn patched(&mut self, id: BoxId, patch: Patch) -> Vec<Input> {
        let Some(text_box) = self.boxes.get_mut(&id) else { return Vec::new() };
        let Some(session) = &mut text_box.session else { return Vec::new() };
        match session.remote(patch) {
            Ok(Some(applied)) => {
                text_box.map_word(&applied.delta);
                vec![Input::SeenText { id, seen: applied.seen }]
            }
            Ok(None) => Vec::new(),
            Err(error) => panic!("box {id} got a patch out of step: {error}"),
        }
    }

    pub(super) fn acknowledged(&mut self, id: BoxId, acknowledged: Acknowledged) -> Vec<Input> {
        let Some(text_box) = self.boxes.get_mut(&id) else { return Vec::new() };
        let Some(session) = &mut text_box.session else { return Vec::new() };
        match session.acknowledged(acknowledged.seq) {
            Ok(outgoing) => text_box.send(id, outgoing).into_iter().collect(),
            Err(error) => panic!("box {id} got an acknowledgement out of step: {error}"),
        }
    }

    pub(super) fn target(&self, id: BoxId) -> Option<&TextTarget> {
        self.boxes.get(&id).map(|text_box| &text_box.target)
    }

    pub(super) fn saved(&mut self, id: BoxId, seq: u32, known: &mut Words) -> Vec<Input> {
        let Some(text_box) = self.boxes.get_mut(&id) else { return Vec::new() };
        let Some(count) = text_box.sent.get(&seq) else {
            panic!("box {id} is told that edit {seq} is saved, never sent")
        };
        if let Some(Err(error)) = text_box.session.as_mut().map(|session| session.saved(seq)) {
            panic!("box {id} cannot take edit {seq} for saved: {error}");
        }
        for word in text_box.written.iter().take(*count).skip(text_box.saved) {
            if !known.struck.contains(word) {
                known.saved.insert(word.clone());
            }
        }
        text_box.saved = text_box.saved.max(*count);
        match text_box.is_asking {
            true => Vec::new(),
            false => vec![Input::HeardText { id, seq }],
        }
    }

    /// The target is gone.
    pub(super) fn gone(&mut self, id: BoxId) {
        self.boxes.remove(&id);
    }

    /// Finishes a word, begins one, or strikes one out.
    pub(super) fn type_on(
        &mut self,
        id: BoxId,
        fresh: &mut u64,
        rng: &mut ChaCha8Rng,
        known: &mut Words,
    ) -> Option<Input> {
        let text_box = self.boxes.get_mut(&id)?;
        text_box.session.as_ref()?;
        let edit = if text_box.word.is_some() {
            text_box.finish_word(known)
        } else if below(rng, 8) == 0 {
            text_box.strike_word(known, rng)
        } else {
            *fresh += 1;
            let prefix = pick(rng, &["", "é", "🌱", "ß"])?;
            text_box.begin_word(&format!("{prefix}w{fresh}"), known, rng)
        };
        edit.map(|edit| Input::EditText { id, edit })
    }

    /// Changes a box, whatever stands there.
    pub(super) fn change(&mut self, id: BoxId, delta: &TextDelta) -> Option<Input> {
        let edit = self.boxes.get_mut(&id)?.edit(delta)?;
        Some(Input::EditText { id, edit })
    }

    /// Writes some words at the end, all at once.
    pub(super) fn write(&mut self, id: BoxId, text: &str, known: &mut Words) -> Option<Input> {
        let text_box = self.boxes.get_mut(&id)?;
        let end = utf16::len(text_box.session.as_ref()?.text());
        known.typed.insert(text.to_owned());
        text_box.written.push(text.to_owned());
        let edit = text_box.edit(&TextDelta::splice(end, 0, text));
        edit.map(|edit| Input::EditText { id, edit })
    }
}

impl TextBox {
    fn send(&mut self, id: BoxId, outgoing: Option<Outgoing>) -> Option<Input> {
        let edit = outgoing?;
        self.sent.insert(edit.seq, self.written.len());
        Some(Input::EditText { id, edit })
    }

    fn edit(&mut self, delta: &TextDelta) -> Option<Outgoing> {
        let outgoing = match self.session.as_mut()?.local(delta) {
            Ok(outgoing) => outgoing?,
            Err(error) => panic!("what is typed fits the box: {error}"),
        };
        self.sent.insert(outgoing.seq, self.written.len());
        Some(outgoing)
    }

    fn map_word(&mut self, delta: &TextDelta) {
        if let Some((.., end)) = &mut self.word {
            *end = delta.map_position(*end, Bias::Before);
        }
    }

    /// At the beginning, or behind any word: never inside another.
    fn begin_word(&mut self, name: &str, known: &mut Words, rng: &mut ChaCha8Rng) -> Option<Outgoing> {
        let text = self.session.as_ref()?.text();
        let mut places = vec![0];
        places.extend(text.match_indices(SEPARATOR).map(|(at, _)| utf16::len(&text[..=at])));
        let at = *pick(rng, &places)?;
        known.typed.insert(format!("{name}."));
        self.word = Some((name.to_owned(), ".".to_owned(), at + utf16::len(name)));
        self.edit(&TextDelta::splice(at, 0, &format!("{name}{SEPARATOR}")))
    }

    fn finish_word(&mut self, known: &mut Words) -> Option<Outgoing> {
        let (begun, rest, end) = self.word.take()?;
        let text = self.session.as_ref()?.text();
        let start = end.checked_sub(utf16::len(&begun));
        let stands = start.and_then(|start| utf16::slice(text, start..end)) == Some(begun.as_str());
        let word = format!("{begun}{rest}");
        if !stands {
            known.struck.insert(word);
            return None;
        }
        self.written.push(word);
        self.edit(&TextDelta::splice(end, 0, &rest))
    }

    fn strike_word(&mut self, known: &mut Words, rng: &mut ChaCha8Rng) -> Option<Outgoing> {
        let text = self.session.as_ref()?.text().to_owned();
        let all: Vec<&str> = text.split_terminator(SEPARATOR).filter(|word| known.typed.contains(*word)).collect();
        let word = *pick(rng, &all)?;
        let line = format!("{word}{SEPARATOR}");
        let at = text.find(&line)?;
        known.struck.insert(word.to_owned());
        known.saved.remove(word);
        self.edit(&TextDelta::splice(utf16::len(&text[..at]), utf16::len(&line), ""))
    }
}
