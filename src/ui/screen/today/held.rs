//! What the card shows holds still under her thumb, whatever comes in meanwhile.

use super::suggestion::Suggested;
use crate::ui::route::Route;

/// The suggestion on the card, and what there was when it came there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    minutes: u16,
    is_whole: bool,
    /// How often she has asked for something else.
    turns: u32,
    /// Everything she could have been offered then.
    known: Vec<Route>,
    /// What the card shows.
    pub shown: Option<Suggested>,
    /// The best of what has come since.
    pub new: Option<Suggested>,
}

impl Held {
    /// Begins with the best of all. Once that was chosen from the whole, stays with it until she has another time, asks for
    /// something else, or it is not to be done any more.
    pub fn next(before: Option<&Self>, (minutes, turns): (u16, u32), all: &[Suggested], is_whole: bool) -> Self {
        let before = before.filter(|before| before.minutes == minutes && before.is_whole);
        let place = |suggested: &Suggested| all.iter().position(|other| other.route == suggested.route);
        let held = before.and_then(|before| Some((before, place(before.shown.as_ref()?)?)));
        match held {
            Some((before, at)) if before.turns == turns => {
                let new = all.iter().find(|suggested| !before.known.contains(&suggested.route)).cloned();
                Self { shown: all.get(at).cloned(), new, ..before.clone() }
            }
            held => {
                let at = held.map_or(0, |(_, at)| at + 1);
                let known = all.iter().map(|suggested| suggested.route.clone()).collect();
                Self { minutes, is_whole, turns, known, shown: all.get(at).or(all.first()).cloned(), new: None }
            }
        }
    }
}
