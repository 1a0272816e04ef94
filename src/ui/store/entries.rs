//! What the engine showed of documents, each under what it was asked by.

use naptime_view::prelude::*;

use super::Known;

pub fn set_entry<K, V>(signal: RwSignal<Vec<(K, V)>>, key: K, value: V)
where
    K: PartialEq + Send + Sync + 'static,
    V: PartialEq + Send + Sync + 'static,
{
    let entry = (key, value);
    if signal.with_untracked(|entries| entries.contains(&entry)) {
        return;
    }
    signal.update(|entries| {
        entries.retain(|(key, _)| *key != entry.0);
        entries.push(entry);
    });
}

pub fn forget_entry<K, V>(signal: RwSignal<Vec<(K, V)>>, key: &K)
where
    K: PartialEq + Send + Sync + 'static,
    V: Send + Sync + 'static,
{
    signal.update(|entries| entries.retain(|(other, _)| other != key));
}

pub fn known<K: PartialEq, V: Clone>(entries: &[(K, Option<V>)], id: &K) -> Known<V> {
    match entries.iter().find(|(key, _)| key == id) {
        Some((_, Some(view))) => Known::Here(view.clone()),
        Some((_, None)) => Known::Missing,
        None => Known::Asking,
    }
}
