//! Fetching the course and reading it: in the later part of the program, which hands it to the start.

use std::sync::Arc;

use naptime::{
    editions::{Editions, Taken, taken},
    platform::{clock, fetch, local::HAD_DATA, service_worker},
};
use naptime_course::{
    model::{Around, Challenge, ChallengeId, ChallengeSummary, FileRef, Index},
    package::{Current, stored_name},
    read,
};
use naptime_view::{prelude::*, task::spawn_local};

use super::{Course, KEPT_INDEX, Part};
use crate::ui::store::{Person, Store};

/// Where the package's files lie.
const FOLDER: &str = "/course/";
/// How long a challenge as she took it is waited for: it is on this device, or the server may have it.
const PATIENCE_MS: i64 = 2_000;

/// Brings parts of the course, and shows them when they are here. Functions by address: a call by name would draw all they
/// reach into the part of the program that starts.
#[derive(Clone, Copy)]
pub struct Reader {
    /// Brings the index, and anew whenever she goes on with another edition of a challenge.
    pub attend: fn(Course),
    /// Brings the index once more.
    pub index: fn(Course),
    /// A challenge.
    pub challenge: fn(Course, ChallengeId, FileRef),
    /// What stands around the challenges.
    pub around: fn(Course, FileRef),
}

impl Reader {
    /// The one there is.
    pub fn new() -> Self {
        Self { attend, index: bring_index, challenge: bring_challenge, around: bring_around }
    }
}

fn attend(course: Course) {
    let taken = Memo::new(move |_| taken_by_her(course.store));
    Effect::new(move || {
        if let Some(taken) = taken.get() {
            spawn_local(bring(course, taken));
        }
    });
}

/// What she has taken; nothing as long as the engine has not said who has begun here. Tracks.
fn taken_by_her(store: Store) -> Option<Vec<Taken>> {
    match &*store.person().read() {
        Person::Known(profile) => Some(taken(profile)),
        Person::Unknown if HAD_DATA.get().is_some() => None,
        Person::Unknown | Person::Nobody => Some(Vec::new()),
    }
}

fn bring_index(course: Course) {
    course.editions.set(None);
    if let Some(taken) = untrack(|| taken_by_her(course.store)) {
        spawn_local(bring(course, taken));
    }
}

async fn bring(course: Course, taken: Vec<Taken>) {
    let Newest { current, index: newest, bytes } = match newest(course, &taken).await {
        Ok(newest) => newest,
        // What is shown is better.
        Err(_) if course.index.with_untracked(|shown| shown.here().is_some()) => return,
        Err(part) => return course.turn_to(part),
    };
    let editions = Arc::new(Editions { current, newest, taken });
    let (hers, pictures) = hers(&editions).await;
    // She has gone on meanwhile, and is shown that.
    if untrack(|| taken_by_her(course.store)).as_ref() != Some(&editions.taken) {
        return;
    }
    let name = editions.current.index_name().ok().filter(|_| hers.is_empty());
    if let (Some(name), Some(bytes)) = (&name, &bytes) {
        keep(name, bytes);
    }
    course.shown.set_value(name);
    let index = if hers.is_empty() { editions.newest.clone() } else { Arc::new(editions.with(hers)) };
    if course.index.with_untracked(|shown| shown.here() != Some(&index)) {
        course.turn_to(Part::Here(index));
    }
    course.editions.set(Some(editions.clone()));
    pin(&editions, pictures).await;
}

fn bring_challenge(course: Course, id: ChallengeId, file: FileRef) {
    spawn_local(async move {
        let part = fetch_challenge(file).await;
        course.challenges.update(|all| {
            all.retain(|(other, _)| *other != id);
            all.push((id, part));
        });
    });
}

fn bring_around(course: Course, file: FileRef) {
    spawn_local(async move { course.around.set(Some(fetch_around(file).await)) });
}

/// The newest edition, as it was found.
struct Newest {
    current: Current,
    index: Arc<Index>,
    /// What the index was read from, unless it is shown already.
    bytes: Option<Vec<u8>>,
}

/// Finds the newest edition; as a part, why there is none. It is looked for once more when she has taken one elsewhere.
async fn newest(course: Course, taken: &[Taken]) -> Result<Newest, Part<Index>> {
    let known = course.editions.get_untracked();
    let current = match known.filter(|known| taken.iter().all(|taken| known.knows(taken))) {
        Some(editions) => editions.current.clone(),
        None => {
            let current = bytes("current").await.ok_or(Part::Missing)?;
            Current::parse(&current).map_err(|_| Part::Unreadable)?
        }
    };
    let name = current.index_name().map_err(|_| Part::Unreadable)?;
    let is_shown = course.shown.with_value(|shown| shown.as_ref() == Some(&name));
    if let Some(index) = course.index.get_untracked().here().filter(|_| is_shown) {
        return Ok(Newest { current, index: index.clone(), bytes: None });
    }
    let bytes = bytes(&name).await.ok_or(Part::Missing)?;
    let index = read::index(&bytes).map_err(|_| Part::Unreadable)?;
    Ok(Newest { current, index: Arc::new(index), bytes: Some(bytes) })
}

/// Challenges as she took them, where the newest edition has them otherwise, and the names of their pictures. What can't
/// be had is left out.
async fn hers(editions: &Editions) -> (Vec<ChallengeSummary>, Vec<String>) {
    let (mut summaries, mut pictures) = (Vec::new(), Vec::new());
    for Taken { challenge: id, file } in editions.others() {
        let url = [FOLDER, &file.pack_name()].concat();
        let Some(Ok(bytes)) = clock::within(PATIENCE_MS, fetch::get_bytes_if_there(&url)).await else { continue };
        let own = FileRef::of(&bytes);
        if let Some(challenge) = read::challenge(&bytes).ok().filter(|it| it.id == *id && own.hash == *file) {
            pictures.extend(challenge.figures().map(|figure| figure.file.hash.name(&figure.extension)));
            summaries.push(challenge.summary(own));
        }
    }
    (summaries, pictures)
}

/// Has what she took kept, with its pictures: those of the newest edition, too, for it will not be the newest for long.
async fn pin(editions: &Editions, pictures: Vec<String>) {
    if editions.taken.is_empty() {
        return;
    }
    let texts = editions.taken.iter().map(|taken| taken.file.pack_name());
    let newest = editions.current.manifest.files().filter(|(path, _)| !path.ends_with(".pack"));
    let pictures = newest.map(|(path, hash)| stored_name(path, hash)).chain(pictures);
    // Without a service worker nothing of the app is kept.
    service_worker::keep(texts.chain(pictures).map(|name| [FOLDER, &name].concat())).await.ok();
}

async fn fetch_challenge(file: FileRef) -> Part<Challenge> {
    let Some(bytes) = bytes(&file.hash.pack_name()).await else { return Part::Missing };
    let challenge = read::verify(&bytes, file.hash).and_then(|()| read::challenge(&bytes));
    challenge.map_or(Part::Unreadable, |challenge| Part::Here(Arc::new(challenge)))
}

async fn fetch_around(file: FileRef) -> Part<Around> {
    let Some(bytes) = bytes(&file.hash.pack_name()).await else { return Part::Missing };
    let around = read::verify(&bytes, file.hash).and_then(|()| read::around(&bytes));
    around.map_or(Part::Unreadable, |around| Part::Here(Arc::new(around)))
}

async fn bytes(name: &str) -> Option<Vec<u8>> {
    fetch::get_bytes(&[FOLDER, name].concat()).await.ok()
}

fn keep(name: &str, bytes: &[u8]) {
    let mut text = [name, "\n"].concat();
    text.extend(bytes.iter().map(|byte| char::from(*byte)));
    // Without it the next start shows its course a blink later.
    KEPT_INDEX.set(&text).ok();
}
