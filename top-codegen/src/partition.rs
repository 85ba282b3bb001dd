//! Assignment of packages to the crates of a catalogue.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

/// Assigns each package to a crate: 0 is the crate that users depend on, 1 and up are its parts.
///
/// `packages` contains the number of APIs per package, `previous` the existing assignments, which
/// never change. New packages go into crate 0 while it holds the whole catalogue and at most `max`
/// APIs. Otherwise each new package, largest first, goes into the crate with the fewest APIs; if
/// that would exceed `max`, a new part is added. The result depends on the arguments only.
///
/// ```
/// use std::collections::BTreeMap;
/// use std::num::NonZeroUsize;
/// use top_codegen::partition;
///
/// let packages = BTreeMap::from([("item".to_owned(), 3), ("trade".to_owned(), 2)]);
/// let most = |most| NonZeroUsize::new(most).unwrap();
/// let one = partition(&packages, &BTreeMap::new(), most(5));
/// assert_eq!((one["item"], one["trade"]), (0, 0));
/// let parts = partition(&packages, &BTreeMap::new(), most(4));
/// assert_eq!((parts["item"], parts["trade"]), (1, 2));
/// ```
#[must_use]
pub fn partition(
    packages: &BTreeMap<String, usize>,
    before: &BTreeMap<String, usize>,
    most: NonZeroUsize,
) -> BTreeMap<String, usize> {
    let most = most.get();
    let total: usize = packages.values().sum();
    let mut places = BTreeMap::new();
    let mut loads: BTreeMap<usize, usize> = BTreeMap::new();
    let mut new = Vec::new();
    for (package, apis) in packages {
        if let Some(place) = before.get(package) {
            places.insert(package.clone(), *place);
            *loads.entry(*place).or_default() += apis;
        } else {
            new.push((Reverse(*apis), package));
        }
    }
    if total <= most && loads.keys().all(|place| *place == 0) {
        places.extend(new.into_iter().map(|(_, package)| (package.clone(), 0)));
        return places;
    }
    new.sort();
    if !new.is_empty() {
        while loads.len() < total.div_ceil(most) {
            begin(&mut loads);
        }
    }
    for (Reverse(apis), package) in new {
        let emptiest = loads.iter().map(|(place, load)| (*load, *place)).min();
        let place = match emptiest {
            Some((load, place)) if load == 0 || load + apis <= most => place,
            _ => begin(&mut loads),
        };
        *loads.entry(place).or_default() += apis;
        places.insert(package.clone(), place);
    }
    places
}

/// Adds an empty part.
fn begin(loads: &mut BTreeMap<usize, usize>) -> usize {
    let place = loads.last_key_value().map_or(1, |(last, _)| last + 1);
    loads.insert(place, 0);
    place
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::num::NonZeroUsize;

    use proptest::prelude::*;

    type Map = BTreeMap<String, usize>;

    fn map(entries: &[(&str, usize)]) -> Map {
        entries.iter().map(|(name, number)| ((*name).to_owned(), *number)).collect()
    }

    fn partition(packages: &Map, before: &Map, most: usize) -> Map {
        super::partition(packages, before, NonZeroUsize::new(most).expect("not zero"))
    }

    fn loads(packages: &Map, places: &Map) -> BTreeMap<usize, usize> {
        let mut loads = BTreeMap::new();
        for (package, place) in places {
            *loads.entry(*place).or_default() += packages[package];
        }
        loads
    }

    #[test]
    fn few_apis_are_one_crate() {
        let packages = map(&[("a", 400), ("b", 600)]);
        assert_eq!(partition(&packages, &Map::new(), 1000), map(&[("a", 0), ("b", 0)]));
        assert_eq!(partition(&packages, &map(&[("a", 0)]), 1000), map(&[("a", 0), ("b", 0)]));
    }

    #[test]
    fn many_are_spread_evenly_and_the_named_crate_holds_none() {
        let packages: Map = (0..100).map(|at| (format!("p{at}"), 20 + at % 7)).collect();
        let places = partition(&packages, &Map::new(), 1000);
        let loads = loads(&packages, &places);
        assert_eq!(loads.keys().copied().collect::<Vec<_>>(), [1, 2, 3]);
        assert!(loads.values().all(|load| (750..=800).contains(load)), "{loads:?}");
    }

    #[test]
    fn a_package_that_is_too_large_is_alone() {
        let packages = map(&[("a", 1500), ("b", 400), ("c", 500)]);
        let places = partition(&packages, &Map::new(), 1000);
        assert_eq!(places, map(&[("a", 1), ("b", 3), ("c", 2)]));
    }

    #[test]
    fn what_joins_later_goes_where_room_is() {
        let before = map(&[("a", 1), ("b", 2)]);
        let packages = map(&[("a", 900), ("b", 700), ("c", 100), ("d", 950)]);
        assert_eq!(partition(&packages, &before, 1000), map(&[("a", 1), ("b", 2), ("c", 2), ("d", 3)]));
    }

    #[test]
    fn a_catalogue_that_outgrows_one_crate_keeps_there_what_was_there() {
        let before = map(&[("a", 0), ("b", 0)]);
        let packages = map(&[("a", 300), ("b", 300), ("c", 600)]);
        assert_eq!(partition(&packages, &before, 1000), map(&[("a", 0), ("b", 0), ("c", 1)]));
    }

    proptest! {
        #[test]
        fn nothing_moves_and_no_crate_gets_too_much(
            first in prop::collection::btree_map("[a-m]{1,2}", 1..50_usize, 0..40),
            more in prop::collection::btree_map("[a-z]{1,2}", 1..50_usize, 0..40),
            most in 50..200_usize,
        ) {
            let before = partition(&first, &Map::new(), most);
            let mut all = first.clone();
            for (package, apis) in more {
                all.entry(package).or_insert(apis);
            }
            let after = partition(&all, &before, most);
            prop_assert_eq!(after.len(), all.len());
            prop_assert!(before.iter().all(|(package, place)| after[package] == *place));
            prop_assert!(loads(&all, &after).values().all(|load| *load <= most));
            prop_assert_eq!(partition(&all, &after, most), after);
        }
    }
}
