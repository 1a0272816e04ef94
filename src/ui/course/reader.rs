//! Fetching the course and reading it: in the later part of the program, which hands it to the start.

use std::sync::Arc;

use naptime::platform::{fetch, page};
use naptime_course::{
    model::{Around, Challenge, ChallengeId, FileRef, Index},
    package::Current,
    read,
};
use naptime_view::{prelude::*, task::spawn_local};

use super::{Course, KEPT_INDEX, Part};

/// Where the package's files lie.
const FOLDER: &str = "/course/";

/// Brings parts of the course, and shows them when they are here. Functions by address: a call by name would draw all they
/// reach into the part of the program that starts.
#[derive(Clone, Copy)]
pub struct Reader {
    /// The present index, unless the one that is shown is better.
    pub index: fn(Course),
    /// A challenge.
    pub challenge: fn(Course, ChallengeId, FileRef),
    /// What stands around the challenges.
    pub around: fn(Course, FileRef),
}

impl Reader {
    /// The one there is.
    pub fn new() -> Self {
        Self { index: bring_index, challenge: bring_challenge, around: bring_around }
    }
}

fn bring_index(course: Course) {
    spawn_local(async move {
        let (name, fetched) = match present_index().await {
            Ok(name) if course.shown.with_value(|shown| shown.as_ref() == Some(&name)) => return,
            Ok(name) => (Some(name.clone()), fetch_index(&name).await),
            Err(part) => (None, part),
        };
        let is_worse = course.index.with_untracked(|shown| shown.here().is_some()) && fetched.here().is_none();
        if !is_worse && course.index.with_untracked(|shown| *shown != fetched) {
            course.shown.set_value(name.filter(|_| fetched.here().is_some()));
            course.turn_to(fetched);
        }
    });
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

/// The name of the present index; as a part, why there is none.
async fn present_index() -> Result<String, Part<Index>> {
    let current = bytes("current").await.ok_or(Part::Missing)?;
    Current::parse(&current).and_then(|current| current.index_name()).map_err(|_| Part::Unreadable)
}

async fn fetch_index(name: &str) -> Part<Index> {
    let Some(bytes) = bytes(name).await else { return Part::Missing };
    match read::index(&bytes) {
        Ok(index) => {
            keep(name, &bytes);
            Part::Here(Arc::new(index))
        }
        Err(_) => Part::Unreadable,
    }
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
    let mut text = [&page::meta("naptime-version"), "\n", name, "\n"].concat();
    text.extend(bytes.iter().map(|byte| char::from(*byte)));
    // Without it the next start shows its course a blink later.
    KEPT_INDEX.set(&text).ok();
}
