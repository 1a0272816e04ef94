//! Forms as far as they are filled in, on this device alone: a killed tab costs no words.

use naptime::{half_written, platform::local::LocalText};

const FORMS: LocalText = LocalText("naptime.forms");

/// What was typed into a form and not kept yet.
pub fn find<const FIELDS: usize>(key: &str) -> Option<[String; FIELDS]> {
    let kept = FORMS.get()?;
    let fields: Vec<String> = half_written::find(&kept, key)?.into_iter().map(str::to_owned).collect();
    fields.try_into().ok()
}

/// Remembers what is typed into a form.
pub fn keep(key: &str, fields: &[String]) {
    // A browser without localStorage forgets it with the tab.
    FORMS.set(&half_written::with(&FORMS.get().unwrap_or_default(), key, fields)).ok();
}

/// Forgets a form that is done, or as it was given.
pub fn forget(key: &str) {
    if let Some(kept) = FORMS.get().filter(|kept| half_written::find(kept, key).is_some()) {
        // What could be read can be written.
        FORMS.set(&half_written::without(&kept, key)).ok();
    }
}

/// Forgets all of them: nobody lives here.
pub fn forget_all() {
    // A browser without localStorage has nothing to forget.
    FORMS.remove().ok();
}
