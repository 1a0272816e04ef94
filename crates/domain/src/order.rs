//! Sorting and gathering by one sort for all types: the standard library brings its whole sort once more for each.
//!
//! That is 4 KB of the engine's program for every type that is sorted, and for every map or set that is collected, which
//! sorts first. So both are done here, where a phone pays for them once: docs/decisions/0012-engine-size.md.

use std::cmp::Ordering;

/// Sorts by what a comparison says; equal ones keep their order.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let places = sorted_places(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| taken.get_mut(place)?.take()));
}

/// Sorts by a key; equal ones keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Gathers into a map or a set, one by one.
pub fn gather<C: Default + Extend<T>, T>(items: impl IntoIterator<Item = T>) -> C {
    let mut all = C::default();
    all.extend(items);
    all
}

/// The one sort: it sees places instead of items.
fn sorted_places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(items: Vec<(u8, String)>) {
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by_key(&mut ours, |(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs);
            sort_by(&mut ours, |(_, one), (_, other)| other.cmp(one));
            theirs.sort_by(|(_, one), (_, other)| other.cmp(one));
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn it_gathers_what_collecting_collects(items: Vec<(u8, u8)>) {
            let collected: BTreeMap<u8, u8> = items.iter().copied().collect();
            prop_assert_eq!(gather::<BTreeMap<u8, u8>, _>(items), collected);
        }
    }
}
