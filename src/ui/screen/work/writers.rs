//! Who writes a group's work, in one calm line.

use naptime_replica::view::{MemberView, WorkView};
use naptime_view::prelude::*;

use crate::ui::{store::Known, strings::words};

/// Nothing for a work of her own, and for one that nobody has begun.
pub fn written_by(work: &Known<WorkView>) -> Option<AnyView> {
    let Known::Here(work) = work else { return None };
    let names: Vec<&str> = work.authors.iter().map(name).collect();
    let last = work.authors.iter().find(|author| Some(author.person) == work.last_author).map(name);
    let mut line = words().critique.written_by(&names.join(", "));
    if let Some(last) = last.filter(|_| names.len() > 1) {
        line.push_str(&words().work.wrote_last(last));
    }
    (!names.is_empty()).then(|| view! { <p class="small muted">{line}</p> }.into_any())
}

fn name(member: &MemberView) -> &str {
    match (&member.name, member.is_me) {
        (_, true) => words().note.you,
        (Some(name), _) => name,
        (None, _) => words().note.someone,
    }
}
