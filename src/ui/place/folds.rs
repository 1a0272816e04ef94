//! What she folded and unfolded, on this device alone: a screen she comes back to is as long as it was.

use naptime::platform::local::LocalText;

/// A line for each thing that can be folded, the last one touched first: its id, then how it stands.
const FOLDS: LocalText = LocalText("naptime.folds");
/// More than a programme has.
const FOLDS_MAX: usize = 100;

const OPEN: &str = " open";
const SHUT: &str = " shut";

/// How she left it; nothing if she never touched it.
pub fn is_open(id: &str) -> Option<bool> {
    let kept = FOLDS.get()?;
    let how = kept.lines().find_map(|line| line.strip_prefix(id).filter(|how| [OPEN, SHUT].contains(how)));
    how.map(|how| how == OPEN)
}

/// Remembers how she leaves it.
pub fn keep(id: &str, is_open: bool) {
    let kept = FOLDS.get().unwrap_or_default();
    let is_other = |line: &&str| line.strip_prefix(id).is_none_or(|how| ![OPEN, SHUT].contains(&how));
    let mut text = [id, if is_open { OPEN } else { SHUT }].concat();
    for line in kept.lines().filter(is_other).take(FOLDS_MAX - 1) {
        text.push('\n');
        text.push_str(line);
    }
    // A browser without localStorage only forgets how it was.
    FOLDS.set(&text).ok();
}
