//! A photo or file on the list: in small, where it is, and the whole of it when it is wanted.

use naptime::{
    link::ToEngine,
    platform::{files, picture::Shown},
};
use naptime_domain::{evidence::BlobRef, id::BlobId};
use naptime_replica::{
    blob::Look,
    view::{BlobState, BlobView},
};
use naptime_view::prelude::*;

use super::{super::here::Work, card::Said};
use crate::ui::{
    dispatch::{Answer, Dispatch},
    kit::{Button, ButtonKind, Icon, IconName, Sheet},
    strings::words,
};

/// A picture that is shown once its bytes are here.
#[derive(Clone, Copy)]
struct Picture {
    shown: StoredValue<Option<Shown>, LocalStorage>,
    address: RwSignal<Option<String>>,
}

impl Picture {
    /// Asks for the bytes as soon as they are on this phone, and once more whenever they were not.
    fn of(work: Work, blob: BlobId, look: Look) -> Self {
        let picture = Self { shown: StoredValue::new_local(None), address: RwSignal::new(None) };
        let state = state_of(work, blob);
        let dispatch = expect_context::<Dispatch>();
        Effect::new(move || {
            if state.get().is_some() && picture.address.get_untracked().is_none() {
                let take = move |answer| picture.take(answer);
                dispatch
                    .ask(|request| ToEngine::LookAtBlob { request, whose: work.whose(), blob, look }, Box::new(take));
            }
        });
        picture
    }

    fn take(self, answer: Answer) {
        if let Answer::Blob(Some(bytes)) = answer
            && let Ok(shown) = Shown::picture(&bytes)
        {
            let address = shown.address().to_owned();
            self.shown.try_set_value(Some(shown));
            self.address.try_set(Some(address));
        }
    }
}

/// Where a blob is.
fn state_of(work: Work, blob: BlobId) -> Memo<Option<BlobView>> {
    Memo::new(move |_| work.get(|work| work.blobs.iter().find(|view| view.blob == blob).copied()).flatten())
}

/// A photo, in small; a tap shows the whole of it.
pub fn photo(work: Work, photo: &BlobRef, alt: &str) -> Said {
    let (words, is_open, blob) = (words().evidence, RwSignal::new(false), photo.blob);
    let (small, alt) = (in_small(work, photo, alt), alt.to_owned());
    let id = ["photo-", &blob.to_string()].concat();
    let shown = view! {
        <div class="photo-and-words">
            {small}
            <div>
                <p class="plain-text">{alt.clone()}</p>
                {where_it_is(work, blob)}
            </div>
        </div>
    };
    let opens = view! {
        <Button kind=ButtonKind::Quiet label=words.photo_open.to_owned() on_press=move |()| is_open.set(true) />
        <Sheet id=id title=words.photo is_open>{whole(work, blob, &alt)}</Sheet>
    };
    Said { shown: Some(shown.into_any()), opens: Some(opens.into_any()) }
}

/// Its small picture, once that is here.
pub fn in_small(work: Work, photo: &BlobRef, alt: &str) -> AnyView {
    let (small, alt) = (photo.thumbnail.map(|thumbnail| Picture::of(work, thumbnail, Look::Small)), alt.to_owned());
    let picture = move || {
        let address = small?.address.get()?;
        Some(view! { <img src=address alt=alt.clone() /> })
    };
    view! { <div class="thumbnail">{picture}</div> }.into_any()
}

/// The whole of a photo, which is fetched when it is not on this phone.
fn whole(work: Work, blob: BlobId, alt: &str) -> AnyView {
    let (picture, alt) = (Picture::of(work, blob, Look::Whole), alt.to_owned());
    let shown = move || match picture.address.get() {
        Some(address) => view! { <img class="photo" src=address alt=alt.clone() /> }.into_any(),
        None => view! { <p class="muted" role="status">{words().evidence.photo_coming}</p> }.into_any(),
    };
    view! { {shown} }.into_any()
}

/// A file: what it is called and what is in it; a tap saves it among the downloads.
pub fn file(work: Work, file: &BlobRef, about: &str) -> Said {
    let (words, blob, dispatch) = (words().evidence, file.blob, expect_context::<Dispatch>());
    let (is_away, name) = (RwSignal::new(false), file.name.clone());
    let save = move |()| {
        let name = name.clone();
        let take = move |answer| {
            let Answer::Blob(bytes) = answer else { return };
            let is_saved = bytes.is_some_and(|bytes| files::save(&name, "application/octet-stream", &bytes).is_ok());
            is_away.try_set(!is_saved);
        };
        let (whose, look) = (work.whose(), Look::Whole);
        dispatch.ask(|request| ToEngine::LookAtBlob { request, whose, blob, look }, Box::new(take));
    };
    let shown = view! {
        <p class="plain-text">{file.name.clone()}</p>
        {(!about.is_empty()).then(|| view! { <p class="plain-text">{about.to_owned()}</p> })}
        {where_it_is(work, blob)}
        <div role="status">
            {move || is_away.get().then(|| view! { <p class="small muted">{words.file_coming}</p> })}
        </div>
    };
    let opens = view! { <Button kind=ButtonKind::Quiet label=words.file_open.to_owned() on_press=save /> };
    Said { shown: Some(shown.into_any()), opens: Some(opens.into_any()) }
}

fn where_it_is(work: Work, blob: BlobId) -> AnyView {
    let state = state_of(work, blob);
    let line = move || {
        let BlobView { state, bytes_left, .. } = state.get()?;
        let (words, kilobytes) = (words().evidence, bytes_left.div_ceil(1_000));
        let (icon, line) = match state {
            BlobState::OnlyHere => (Some(IconName::Cloud), words.only_here(kilobytes)),
            BlobState::OnItsWay { .. } => (Some(IconName::Cloud), words.on_its_way(kilobytes)),
            BlobState::Shared => (Some(IconName::Tick), words.safe.to_owned()),
            BlobState::Elsewhere { .. } => (None, words.elsewhere(kilobytes)),
            BlobState::Unusable => (Some(IconName::Warning), words.unusable.to_owned()),
        };
        Some(view! { {icon.map(|name| view! { <Icon name /> })}<span>{line}</span> })
    };
    view! { <p class="small muted where-it-is">{line}</p> }.into_any()
}
