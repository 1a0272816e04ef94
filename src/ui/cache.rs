//! What this device keeps beside its documents: above all what the next start shows first, read before the engine runs.

use core::hint::black_box;

use naptime::platform::{
    clock,
    local::{CACHED_VIEW, LocalText},
    page,
};
use naptime_domain::{id::PersonId, time::Timestamp};
use naptime_replica::view::{GroupView, InviteView, ProfileView};
use serde::{Serialize, de::DeserializeOwned};

/// Browsers keep about five million characters for the whole app; a learner's groups take a few thousand.
const CHARACTERS_MAX: usize = 200_000;

/// Often enough for a browser to find that something is worth being compiled well.
const OFTEN: usize = 1_000;
/// As long as that may take: she may come back meanwhile.
const OFTEN_MS_MAX: f64 = 100.0;

/// When the server last confirmed something for a group.
const LAST_SHARED: LocalText = LocalText("naptime.last-shared");

/// Whose the device is: what is kept beside the documents is hers.
const WHOSE: LocalText = LocalText("naptime.whose");

/// From now on the device is hers. Says whether it was another person's before.
pub fn turn_to(person: &PersonId) -> bool {
    let (before, now) = (WHOSE.get(), person.to_string());
    if before.as_ref() != Some(&now) {
        // A browser without localStorage kept nothing of anybody's.
        WHOSE.set(&now).ok();
    }
    before.is_some_and(|before| before != now)
}

/// Reads what the next start reads first, over and over.
///
/// A browser compiles a function when it is first called, at each start anew and on the page's own thread, until something of
/// the file has run so often that it is compiled well. Then Chromium keeps that, and the names of all that has run so far: the
/// next start has them compiled beside the page. A screen is drawn once at a start, which is never often.
pub fn read_views_often() {
    let Some(bytes) = kept(CACHED_VIEW) else { return };
    let end = clock::uptime_ms() + OFTEN_MS_MAX;
    for _ in (0..OFTEN).take_while(|_| clock::uptime_ms() < end) {
        black_box(postcard::from_bytes::<(ProfileView, Vec<GroupView>)>(black_box(&bytes)).ok());
    }
}

/// Whether the last start was with this very build, and wrote what this one shows first.
pub fn has_views() -> bool {
    CACHED_VIEW.get().is_some_and(|text| text.starts_with(&page::meta("naptime-version")))
}

/// Reads what the last start with this very build wrote.
pub fn read_views() -> Option<(ProfileView, Vec<GroupView>)> {
    read(CACHED_VIEW)
}

/// Writes what the next start shows first.
pub fn write_views(profile: &ProfileView, groups: &[GroupView]) {
    let groups: Vec<GroupView> = groups.iter().map(without_secrets).collect();
    write(CACHED_VIEW, &(profile, groups));
}

/// Reads what this very build kept on the device.
pub fn read<T: DeserializeOwned>(place: LocalText) -> Option<T> {
    postcard::from_bytes(&kept(place)?).ok()
}

fn kept(place: LocalText) -> Option<Vec<u8>> {
    let text = place.get()?;
    // Another build may name fields differently, and these bytes name nothing: only the same build reads them.
    let body = text.strip_prefix(page::meta("naptime-version").as_str())?.strip_prefix('\n')?;
    bytes_in(body)
}

/// Keeps something on the device, unless it is too large for that.
pub fn write(place: LocalText, value: &impl Serialize) {
    let Ok(bytes) = postcard::to_allocvec(value) else {
        unreachable!("what is kept is plain data");
    };
    let mut text = page::meta("naptime-version");
    text.push('\n');
    text.extend(bytes.iter().map(|byte| char::from(*byte)));
    if text.len() <= CHARACTERS_MAX {
        // A browser without localStorage starts a little later, that is all.
        place.set(&text).ok();
    }
}

/// Forgets it: nobody lives here, or nobody who can be found just now.
pub fn forget_views() {
    for place in [CACHED_VIEW, LAST_SHARED] {
        // As above.
        place.remove().ok();
    }
}

/// When something was last shared from this device: an engine knows what happened in its own life, the device the rest.
pub fn last_shared(told: Option<Timestamp>) -> Option<Timestamp> {
    match told {
        Some(at) => {
            // As above.
            LAST_SHARED.set(&at.0.to_string()).ok();
            told
        }
        None => LAST_SHARED.get()?.parse().ok().map(Timestamp),
    }
}

/// An invitation's link is a key; it stays in the engine's storage.
fn without_secrets(group: &GroupView) -> GroupView {
    let invites = group.invites.iter().map(|invite| InviteView { fragment: None, ..invite.clone() });
    GroupView { invites: invites.collect(), ..group.clone() }
}

/// One character stands for one byte.
pub fn bytes_in(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|character| u8::try_from(u32::from(character)).ok()).collect()
}
