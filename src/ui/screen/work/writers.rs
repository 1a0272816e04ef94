//! Who writes what several people write together, in one calm line.

use naptime_replica::view::{MemberView, WorkView};
use naptime_view::prelude::*;

use crate::ui::{store::Known, strings::words};

/// Nothing for a work of her own, and for one that nobody has begun.
pub fn written_by(work: &Known<WorkView>) -> Option<AnyView> {
    let Known::Here(work) = work else { return None };
    let last = work.authors.iter().find(|author| Some(author.person) == work.last_author).map(name);
    let mut line = line(&work.authors)?;
    if let Some(last) = last.filter(|_| work.authors.len() > 1) {
        line.push_str(&words().work.wrote_last(last));
    }
    Some(view! { <p class="small muted">{line}</p> }.into_any())
}

/// All of them, herself last; nothing as long as nobody has written.
pub fn line(authors: &[MemberView]) -> Option<String> {
    let others = authors.iter().filter(|author| !author.is_me).map(name);
    let names: Vec<_> =
        others.chain(authors.iter().find(|author| author.is_me).map(|_| words().note.you_too)).collect();
    (!names.is_empty()).then(|| words().critique.written_by(&words().app.all_of(&names)))
}

fn name(member: &MemberView) -> &str {
    match (&member.name, member.is_me) {
        (_, true) => words().note.you,
        (Some(name), _) => name,
        (None, _) => words().note.someone,
    }
}
