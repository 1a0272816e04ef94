//! What a link says in plain words for whoever opens it: who invites her, to which group, and to what work.
//!
//! It stands behind the invitation, after a `~`: base64url without padding of three lines. Nothing proves it and nothing
//! rests on it; a link without one opens the group just as well. Like all of a fragment it never reaches a server.

use base64ct::{Base64UrlUnpadded, Encoding};
use naptime_domain::id::ChallengeId;

/// No character of base64url, and one that messengers take for a part of a link.
const BEFORE: char = '~';

/// As much of a name as keeps the link short enough for a code that any camera reads.
const NAME_CHARACTERS_MAX: usize = 40;

/// Who invites, to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Greeting {
    /// What the one who invites is called.
    pub from: String,
    /// What the group is called.
    pub group: String,
    /// What the one who invites works on, if she has begun.
    pub challenge: Option<ChallengeId>,
}

impl Greeting {
    /// What is written behind the invitation.
    pub fn tail(&self) -> String {
        let challenge = self.challenge.as_ref().map(ChallengeId::as_str).unwrap_or_default();
        let lines = [&one_line(&self.from), &one_line(&self.group), challenge].join("\n");
        [BEFORE.to_string(), Base64UrlUnpadded::encode_string(lines.as_bytes())].concat()
    }

    /// What a link says, if it says anything.
    pub fn of(link: &str) -> Option<Self> {
        let bytes = Base64UrlUnpadded::decode_vec(split(link.trim()).1?).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let mut lines = text.split('\n');
        let (from, group) = (one_line(lines.next()?), one_line(lines.next()?));
        // A third line there must be, or it was cut short.
        let challenge = lines.next()?.parse().ok();
        (!from.is_empty() && !group.is_empty()).then_some(Self { from, group, challenge })
    }
}

/// The invitation, and what is said behind it.
pub(super) fn split(link: &str) -> (&str, Option<&str>) {
    link.split_once(BEFORE).map_or((link, None), |(invitation, said)| (invitation, Some(said)))
}

/// A name as it stands in a sentence, also one that somebody made up to stand for more. One that is cut says so.
fn one_line(name: &str) -> String {
    let letters = || name.trim().chars().filter(|letter| !letter.is_control());
    match letters().nth(NAME_CHARACTERS_MAX) {
        Some(_) => letters().take(NAME_CHARACTERS_MAX - 1).chain(['…']).collect(),
        None => letters().collect(),
    }
}
