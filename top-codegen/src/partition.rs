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
/// let max = |max| NonZeroUsize::new(max).unwrap();
/// let single = partition(&packages, &BTreeMap::new(), max(5));
/// assert_eq!((single["item"], single["trade"]), (0, 0));
/// let parts = partition(&packages, &BTreeMap::new(), max(4));
/// assert_eq!((parts["item"], parts["trade"]), (1, 2));
/// ```
#[must_use]
pub fn partition(
    packages: &BTreeMap<String, usize>,
    previous: &BTreeMap<String, usize>,
    max: NonZeroUsize,
) -> BTreeMap<String, usize> {
    let max = max.get();
    let total: usize = packages.values().sum();
    let mut places = BTreeMap::new();
    let mut loads: BTreeMap<usize, usize> = BTreeMap::new();
    let mut new = Vec::new();
    for (package, apis) in packages {
        if let Some(place) = previous.get(package) {
            places.insert(package.clone(), *place);
            *loads.entry(*place).or_default() += apis;
        } else {
            new.push((Reverse(*apis), package));
        }
    }
    if total <= max && loads.keys().all(|place| *place == 0) {
        places.extend(new.into_iter().map(|(_, package)| (package.clone(), 0)));
        return places;
    }
    new.sort();
    if !new.is_empty() {
        while loads.len() < total.div_ceil(max) {
            add_part(&mut loads);
        }
    }
    for (Reverse(apis), package) in new {
        let emptiest = loads.iter().map(|(place, load)| (*load, *place)).min();
        let place = match emptiest {
            Some((load, place)) if load == 0 || load + apis <= max => place,
            _ => add_part(&mut loads),
        };
        *loads.entry(place).or_default() += apis;
        places.insert(package.clone(), place);
    }
    places
}

/// Adds an empty part.
fn add_part(loads: &mut BTreeMap<usize, usize>) -> usize {
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

    fn partition(packages: &Map, previous: &Map, max: usize) -> Map {
        super::partition(packages, previous, NonZeroUsize::new(max).expect("not zero"))
    }

    fn loads(packages: &Map, places: &Map) -> BTreeMap<usize, usize> {
        let mut loads = BTreeMap::new();
        for (package, place) in places {
            *loads.entry(*place).or_default() += packages[package];
        }
        loads
    }

    #[test]
    fn few_apis_stay_in_one_crate() {
        let packages = map(&[("a", 400), ("b", 600)]);
        assert_eq!(partition(&packages, &Map::new(), 1000), map(&[("a", 0), ("b", 0)]));
        assert_eq!(partition(&packages, &map(&[("a", 0)]), 1000), map(&[("a", 0), ("b", 0)]));
    }

    #[test]
    fn many_apis_are_spread_evenly_over_parts() {
        let packages: Map = (0..100).map(|at| (format!("p{at}"), 20 + at % 7)).collect();
        let places = partition(&packages, &Map::new(), 1000);
        let loads = loads(&packages, &places);
        assert_eq!(loads.keys().copied().collect::<Vec<_>>(), [1, 2, 3]);
        assert!(loads.values().all(|load| (750..=800).contains(load)), "{loads:?}");
    }

    #[test]
    fn oversized_package_gets_its_own_part() {
        let packages = map(&[("a", 1500), ("b", 400), ("c", 500)]);
        let places = partition(&packages, &Map::new(), 1000);
        assert_eq!(places, map(&[("a", 1), ("b", 3), ("c", 2)]));
    }

    #[test]
    fn new_packages_fill_existing_parts_first() {
        let previous = map(&[("a", 1), ("b", 2)]);
        let packages = map(&[("a", 900), ("b", 700), ("c", 100), ("d", 950)]);
        assert_eq!(partition(&packages, &previous, 1000), map(&[("a", 1), ("b", 2), ("c", 2), ("d", 3)]));
    }

    #[test]
    fn existing_packages_stay_when_a_catalogue_outgrows_one_crate() {
        let previous = map(&[("a", 0), ("b", 0)]);
        let packages = map(&[("a", 300), ("b", 300), ("c", 600)]);
        assert_eq!(partition(&packages, &previous, 1000), map(&[("a", 0), ("b", 0), ("c", 1)]));
    }

    proptest! {
        #[test]
        fn packages_never_move_and_parts_never_exceed_the_limit(
            first in prop::collection::btree_map("[a-m]{1,2}", 1..50_usize, 0..40),
            more in prop::collection::btree_map("[a-z]{1,2}", 1..50_usize, 0..40),
            max in 50..200_usize,
        ) {
            let previous = partition(&first, &Map::new(), max);
            let mut all = first.clone();
            for (package, apis) in more {
                all.entry(package).or_insert(apis);
            }
            let after = partition(&all, &previous, max);
            prop_assert_eq!(after.len(), all.len());
            prop_assert!(previous.iter().all(|(package, place)| after[package] == *place));
            prop_assert!(loads(&all, &after).values().all(|load| *load <= max));
            prop_assert_eq!(partition(&all, &after, max), after);
        }
    }
}
