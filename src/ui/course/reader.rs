//! Fetching the course and reading it.

use std::sync::Arc;

use naptime::{
    editions::{self, Edition, Editions},
    platform::{boot, clock, crypto, fetch, local::HAD_DATA, service_worker},
};
use naptime_course::{
    model::{Around, Challenge, ChallengeId, FileRef, Index},
    package::{Current, stored_name},
    read::{self, Unreadable},
};
use naptime_view::{prelude::*, task::spawn_local};

use super::{Course, KEPT_INDEX, Part};
use crate::ui::store::{Person, Store};

/// Where the package's files lie.
const FOLDER: &str = "/course/";
/// How long a challenge as she took it is waited for before the newest is shown in its place: it is on this device, or the
/// server may have it.
const PATIENCE_MS: i64 = 2_000;
/// How long it is waited for once more: a busy phone takes its time, and a slow connection as well.
const LAST_PATIENCE_MS: i64 = 30_000;

/// Brings the index, and anew whenever she goes on with another edition of a challenge, for as long as the page lives.
pub fn attend(course: Course) {
    let mut known = None;
    Effect::new(move || {
        let taken = taken_by_her(course.store);
        if known != taken {
            known = taken;
            bring(course, known.clone());
        }
    });
}

/// Brings the index once more.
pub fn bring_index(course: Course) {
    course.editions.set(None);
    bring(course, untrack(|| taken_by_her(course.store)));
}

/// What she has taken; nothing as long as the engine has not said who has begun here. Tracks.
fn taken_by_her(store: Store) -> Option<Vec<Edition>> {
    match &*store.person().read() {
        Person::Known(profile) => Some(editions::taken(profile)),
        Person::Unknown if HAD_DATA.get().is_some() => None,
        Person::Unknown | Person::Nobody => Some(Vec::new()),
    }
}

fn bring(course: Course, taken: Option<Vec<Edition>>) {
    let Some(taken) = taken else { return };
    spawn_local(async move {
        // What is shown is better than why there is nothing.
        if let Err(part) = show(course, taken).await
            && course.index.with_untracked(|shown| shown.here().is_none())
        {
            course.turn_to(part);
        }
    });
}

/// Shows the newest edition, with challenges in it as she took them; as a part, why there is none.
async fn show(course: Course, taken: Vec<Edition>) -> Result<(), Part<Index>> {
    let current = current(course, &taken).await?;
    let name = current.index_name().map_err(|_| Part::Unreadable)?;
    if let Some(newest) = shown_as(course, &name).filter(|newest| taken.iter().all(|it| newest.contains(it))) {
        let hers = Hers { pictures: Vec::new(), is_whole: true };
        settle(course, Editions { current, newest, taken }, &hers).await;
        return Ok(());
    }
    let bytes = bytes(&name).await.ok_or(Part::Missing)?;
    let newest = read::index(&bytes).map_err(|_| Part::Unreadable)?;
    let editions = Editions { current, newest: editions::of(&newest), taken };
    for patience_ms in [PATIENCE_MS, LAST_PATIENCE_MS] {
        let mut index = newest.clone();
        let hers = put_hers(&mut index, &editions, patience_ms).await;
        // She has gone on meanwhile, and is shown that.
        if untrack(|| taken_by_her(course.store)).as_ref() != Some(&editions.taken) {
            return Ok(());
        }
        let is_newest = editions::of(&index) == editions.newest;
        if is_newest {
            keep(&name, &bytes);
        }
        course.shown.set_value(is_newest.then(|| name.clone()));
        let index = Part::Here(Arc::new(index));
        if course.index.with_untracked(|shown| *shown != index) {
            course.turn_to(index);
        }
        settle(course, editions.clone(), &hers).await;
        if hers.is_whole {
            break;
        }
    }
    Ok(())
}

/// The pictures of challenges as she took them.
struct Hers {
    /// Their files.
    pictures: Vec<String>,
    /// Whether every one of those challenges could be read: else there are more.
    is_whole: bool,
}

async fn settle(course: Course, editions: Editions, hers: &Hers) {
    let editions = Arc::new(editions);
    course.editions.set(Some(editions.clone()));
    pin(&editions, hers).await;
}

/// Brings a challenge.
pub fn bring_challenge(course: Course, id: ChallengeId, file: FileRef) {
    spawn_local(async move {
        let part = fetch_challenge(file).await;
        course.challenges.update(|all| {
            all.retain(|(other, _)| *other != id);
            all.push((id, part));
        });
    });
}

/// Brings what stands around the challenges.
pub fn bring_around(course: Course, file: FileRef) {
    spawn_local(async move { course.around.set(Some(fetch_around(file).await)) });
}

/// What the newest edition is; as a part, why that is not known. It is asked for once more when she has taken one elsewhere.
async fn current(course: Course, taken: &[Edition]) -> Result<Arc<Current>, Part<Index>> {
    let known = course.editions.get_untracked().filter(|known| taken.iter().all(|taken| known.knows(taken)));
    if let Some(known) = known {
        return Ok(known.current.clone());
    }
    let current = bytes("current").await.ok_or(Part::Missing)?;
    let current = Current::parse_unchecked(&current).map_err(|_| Part::Unreadable)?;
    match is_of(current.manifest.text().as_bytes(), current.package.0).await {
        true => Ok(Arc::new(current)),
        false => Err(Part::Unreadable),
    }
}

/// The challenges of the index that is shown, if it is shown as it is in that file.
fn shown_as(course: Course, name: &str) -> Option<Vec<Edition>> {
    let is_it = course.shown.with_value(|shown| shown.as_deref() == Some(name));
    course.index.with_untracked(|shown| shown.here().filter(|_| is_it).map(|index| editions::of(index)))
}

/// Puts challenges as she took them where an index has them otherwise, and names their pictures. What can't be had is left out.
async fn put_hers(index: &mut Index, editions: &Editions, patience_ms: i64) -> Hers {
    let mut hers = Hers { pictures: Vec::new(), is_whole: true };
    for other in editions.others() {
        let url = [FOLDER, &other.file.pack_name()].concat();
        let Some(Ok(bytes)) = clock::within(patience_ms, fetch::get_bytes_if_there(&url)).await else {
            hers.is_whole = false;
            continue;
        };
        let challenge = read::challenge(&bytes).ok().filter(|it| it.id == other.challenge);
        let (Some(challenge), true) = (challenge, is_of(&bytes, other.file.0).await) else {
            // Damaged here, or what a server says of what it has not: her pictures are in none of it.
            hers.is_whole = false;
            continue;
        };
        hers.pictures.extend(challenge.figures().map(|figure| figure.file.hash.name(&figure.extension)));
        let file = FileRef { hash: other.file, bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX) };
        editions::put(index, challenge.summary(file));
    }
    hers
}

/// Has what she took kept, with its pictures: those of the newest edition, too, for it will not be the newest for long.
async fn pin(editions: &Editions, hers: &Hers) {
    if editions.taken.is_empty() {
        return;
    }
    let mut names = hers.pictures.clone();
    names.extend(editions.taken.iter().map(|taken| taken.file.pack_name()));
    for (path, hash) in editions.current.manifest.files() {
        if !path.ends_with(".pack") {
            names.push(stored_name(path, hash));
        }
    }
    let paths: Vec<_> = names.iter().map(|name| [FOLDER, name].concat()).collect();
    // Without a service worker nothing of the app is kept.
    service_worker::keep(&paths, hers.is_whole).await.ok();
}

async fn fetch_challenge(file: FileRef) -> Part<Challenge> {
    let url = [FOLDER, &file.hash.pack_name()].concat();
    // What boot.js reads has no end of its own where a connection is there and carries nothing.
    let bytes = match clock::within(LAST_PATIENCE_MS, boot::early(&url)).await.flatten() {
        Some(bytes) => Ok(bytes),
        None => fetch::get_bytes(&url).await,
    };
    let Ok(bytes) = bytes else { return Part::Missing };
    boot::read_early_next(&url);
    whole(&bytes, file, read::challenge).await
}

async fn fetch_around(file: FileRef) -> Part<Around> {
    let Some(bytes) = bytes(&file.hash.pack_name()).await else { return Part::Missing };
    whole(&bytes, file, read::around).await
}

/// What a file holds, if its bytes are those that were asked for.
async fn whole<T>(bytes: &[u8], file: FileRef, read: fn(&[u8]) -> Result<T, Unreadable>) -> Part<T> {
    match is_of(bytes, file.hash.0).await {
        true => read(bytes).map_or(Part::Unreadable, |part| Part::Here(Arc::new(part))),
        false => Part::Unreadable,
    }
}

/// Whether bytes hash to that. By the browser: a digest of our own would be compiled at each start.
async fn is_of(bytes: &[u8], hash: [u8; 32]) -> bool {
    crypto::sha256(bytes).await.is_ok_and(|digest| digest == hash)
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
