//! A photo or file to be added: chosen, looked at, told in words, kept. The words stay, also over a killed tab.

use naptime::platform::{
    BrowserError, files,
    picture::{self, Photo, Shown},
};
use naptime_replica::{
    blob::BLOB_BYTES_MAX,
    command::{Attachment, AttachmentKind, WorkDeed},
};
use naptime_view::{
    ev::{Event, SubmitEvent},
    prelude::*,
    task::spawn_local,
};

use super::{super::here::Work, attached_names};
use crate::ui::{
    forms::{self, Choices},
    kit::{Action, Area, AreaKind, Button, ButtonKind, ErrorText},
    route::{Router, WorkPlace},
    strings::words,
};

/// What has been chosen, and what is in the way of it.
#[derive(Clone, Copy)]
struct Chosen {
    attachment: RwSignal<Option<Attachment>>,
    /// The photo on the screen.
    preview: StoredValue<Option<Shown>, LocalStorage>,
    error: RwSignal<Option<String>>,
    is_reading: RwSignal<bool>,
    choices: Choices,
}

impl Chosen {
    fn nothing() -> Self {
        Self {
            attachment: RwSignal::new(None),
            preview: StoredValue::new_local(None),
            error: RwSignal::new(None),
            is_reading: RwSignal::new(false),
            choices: Choices::none(),
        }
    }

    /// Reads what was chosen. What she leaves meanwhile takes its signals with it.
    fn read(self, kind: AttachmentKind, event: Event) {
        self.error.set(None);
        self.is_reading.set(true);
        let choice = self.choices.next();
        spawn_local(async move {
            let read = match kind {
                AttachmentKind::Photo => picture::chosen_in(&event).await.map(|photo| photo.map(of_photo)),
                AttachmentKind::File => {
                    files::chosen_in(&event, BLOB_BYTES_MAX as u64).await.map(|file| file.map(of_file))
                }
            };
            if !self.choices.is_last(choice) {
                return;
            }
            self.is_reading.try_set(false);
            match read {
                Ok(attachment) => self.take(attachment),
                // What was chosen before stays, and stays in sight.
                Err(error) => {
                    self.error.try_set(Some(refusal(kind, &error)));
                }
            }
        });
    }

    fn take(self, attachment: Option<Attachment>) {
        let thumbnail = attachment.as_ref().and_then(|attachment| attachment.thumbnail.as_ref());
        let preview = thumbnail.and_then(|bytes| Shown::picture(bytes).ok());
        self.preview.try_set_value(preview);
        self.attachment.try_set(attachment);
    }
}

fn of_photo(Photo { content, thumbnail }: Photo) -> Attachment {
    Attachment {
        kind: AttachmentKind::Photo,
        name: String::new(),
        media_type: picture::MEDIA_TYPE.to_owned(),
        content,
        thumbnail: Some(thumbnail),
        words: String::new(),
    }
}

fn of_file(file: files::ChosenFile) -> Attachment {
    Attachment {
        kind: AttachmentKind::File,
        name: file.name,
        media_type: "application/octet-stream".to_owned(),
        content: file.bytes,
        thumbnail: None,
        words: String::new(),
    }
}

fn refusal(kind: AttachmentKind, error: &BrowserError) -> String {
    let words = words().evidence;
    match (kind, error.name.as_str()) {
        (AttachmentKind::File, "QuotaExceededError") => words.file_too_big,
        (AttachmentKind::File, _) => words.file_unreadable,
        (AttachmentKind::Photo, "QuotaExceededError") => words.photo_too_big,
        (AttachmentKind::Photo, _) => words.photo_unreadable,
    }
    .to_owned()
}

/// A photo or file more.
pub fn new_attachment(work: Work, kind: AttachmentKind) -> AnyView {
    work.screen(attached_names(kind).0.to_owned(), move || form(work, kind))
}

fn form(work: Work, kind: AttachmentKind) -> AnyView {
    let (router, words, chosen) = (expect_context::<Router>(), words().evidence, Chosen::nothing());
    let key = work.form(WorkPlace::NewAttachment(kind));
    let [said] = forms::find(&key).unwrap_or_default().map(RwSignal::new);
    let (lacks, done_key) = (RwSignal::new(None::<String>), key.clone());
    Effect::new(move || match said.get() {
        said if said.is_empty() => forms::forget(&key),
        said => forms::keep(&key, &[said]),
    });
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        if chosen.is_reading.get_untracked() {
            return;
        }
        let Some(attachment) = chosen.attachment.get_untracked() else {
            return chosen.error.set(Some(choose_first(kind).to_owned()));
        };
        let is_mute = kind == AttachmentKind::Photo && said.with_untracked(|said| said.trim().is_empty());
        lacks.set(is_mute.then(|| words.alt_missing.to_owned()));
        if !is_mute {
            let attachment = Attachment { words: said.get_untracked(), ..attachment };
            let key = done_key.clone();
            let (list, sent) = (work.route(WorkPlace::Evidence), [attachment.words.clone()]);
            work.run_through(WorkDeed::Attach(attachment), move |_| {
                forms::forget_sent(&key, &sent);
                // She may have gone on, or gone on writing.
                if said.try_get_untracked().as_ref() == sent.first() {
                    router.replace(list);
                }
            });
        }
    };
    let (label, hint, accept) = match kind {
        AttachmentKind::Photo => (words.photo_choose, words.photo_choose_hint, "image/*"),
        AttachmentKind::File => (words.file_choose, words.file_choose_hint, ""),
    };
    let (told, told_hint) = match kind {
        AttachmentKind::Photo => (words.alt, words.alt_hint),
        AttachmentKind::File => (words.inside, ""),
    };
    view! {
        <form class="form" on:submit=submitted>
            <div class="field">
                <label for="chosen">{label}</label>
                <p class="hint" id="chosen-hint">{hint}</p>
                <input
                    class="box"
                    id="chosen"
                    type="file"
                    accept=accept
                    aria-describedby="chosen-hint chosen-error"
                    aria-invalid=move || chosen.error.with(Option::is_some).then_some("true")
                    on:change=move |event| chosen.read(kind, event)
                />
                <div role="status">{move || preview(chosen)}</div>
                <ErrorText id="chosen-error" text=chosen.error />
            </div>
            <Area id="told" kind=AreaKind::Remark label=told hint=told_hint value=said error=lacks />
            <Action>
                {work.error()}
                <Button
                    kind=ButtonKind::Primary
                    label=words.keep.to_owned()
                    is_busy=work.attempt.is_running()
                />
            </Action>
        </form>
    }
    .into_any()
}

/// The photo in small, and what it will cost to send.
fn preview(chosen: Chosen) -> Option<AnyView> {
    let words = words().evidence;
    if chosen.is_reading.get() {
        return Some(view! { <p class="small muted">{words.reading}</p> }.into_any());
    }
    let bytes = chosen.attachment.with(|attachment| attachment.as_ref().map(|attachment| attachment.content.len()))?;
    let address = chosen.preview.with_value(|shown| shown.as_ref().map(|shown| shown.address().to_owned()));
    let picture = address.map(|address| view! { <img class="photo" src=address alt=words.preview /> });
    let size = words.to_send(bytes.div_ceil(1_000) as u64);
    Some(view! { <div class="preview">{picture}<p class="small muted">{size}</p></div> }.into_any())
}

fn choose_first(kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::Photo => words().evidence.photo_missing,
        AttachmentKind::File => words().evidence.file_missing,
    }
}
