//! Lists whose rows keep their nodes, wherever they move.

use leptos::{
    prelude::{Owner, document, untrack},
    reactive::effect::RenderEffect,
};
use web_sys::{Comment, Node};

use crate::{
    component,
    mounted::{Mounted, Namespace},
    view::{IntoView, View},
};

/// A row of a list as it is to be.
pub enum Row {
    /// The row that was at this place before.
    Kept(usize),
    /// A new one, and who owns its signals.
    New(Owner, View),
}

impl Row {
    fn new(owner: &Owner, make: impl FnOnce() -> View) -> Self {
        let owner = owner.child();
        let view = owner.with(|| untrack(make));
        Self::New(owner, view)
    }
}

/// A row for each of what `each` gives. A row is made once and stays as long as its key is there.
#[component]
pub fn For<T, K, E, B, C, V>(
    /// What there is, in order.
    each: E,
    /// Tells one from another.
    key: B,
    /// Makes a row.
    children: C,
) -> impl IntoView
where
    T: 'static,
    K: PartialEq + 'static,
    E: Fn() -> Vec<T> + 'static,
    B: Fn(&T) -> K + 'static,
    C: Fn(T) -> V + 'static,
    V: IntoView,
{
    let owner = Owner::current().unwrap_or_default();
    let mut keys: Vec<K> = Vec::new();
    View::rows(Box::new(move || {
        let (mut rows, mut new_keys) = (Vec::new(), Vec::new());
        for item in each() {
            let key = key(&item);
            // A key that is there twice has one row.
            if new_keys.contains(&key) {
                continue;
            }
            let kept = keys.iter().position(|other| *other == key);
            rows.push(kept.map_or_else(|| Row::new(&owner, || children(item).into_view()), Row::Kept));
            new_keys.push(key);
        }
        keys = new_keys;
        rows
    }))
}

/// A list in the document.
pub struct MountedRows {
    rows: Vec<(Owner, Mounted)>,
    /// Stands behind the last row.
    end: Comment,
}

impl MountedRows {
    fn new() -> Self {
        Self { rows: Vec::new(), end: document().create_comment("") }
    }

    /// Rows that stay in order are not touched, so that whoever writes in one goes on writing.
    fn patch(&mut self, rows: Vec<Row>, namespace: Namespace) {
        let mut old: Vec<_> = std::mem::take(&mut self.rows).into_iter().map(Some).collect();
        for (at, row) in old.iter_mut().enumerate() {
            if !rows.iter().any(|kept| matches!(kept, Row::Kept(kept) if *kept == at))
                && let Some((_, gone)) = row.take()
            {
                gone.remove();
            }
        }
        let mut place: Node = old.iter().flatten().next().map_or_else(|| self.end.clone().into(), |row| row.1.first());
        for row in rows {
            let row = match row {
                Row::Kept(at) => old.get_mut(at).and_then(Option::take),
                Row::New(owner, view) => {
                    let built = owner.with(|| Mounted::build(view, namespace));
                    Some((owner, built))
                }
            };
            let Some(row) = row else { continue };
            if row.1.first() == place {
                place = row.1.next().unwrap_or_else(|| self.end.clone().into());
            } else if let Some(parent) = place.parent_node() {
                row.1.insert(&parent, Some(&place));
            }
            self.rows.push(row);
        }
    }

    /// Its outermost nodes in order.
    pub fn each(&self, visit: &mut dyn FnMut(&Node)) {
        self.rows.iter().for_each(|(_, row)| row.each(visit));
        visit(&self.end);
    }
}

/// Shows a list and keeps it as its signals say.
pub fn follow(mut run: Box<dyn FnMut() -> Vec<Row>>, namespace: Namespace) -> RenderEffect<MountedRows> {
    RenderEffect::new(move |shown: Option<MountedRows>| {
        let mut shown = shown.unwrap_or_else(MountedRows::new);
        shown.patch(run(), namespace);
        shown
    })
}
