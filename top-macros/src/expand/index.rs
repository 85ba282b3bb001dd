//! Where the members of a wide struct are, by their names, so that a reply in any order costs the same.

/// How many members are looked through one after another. Nearly all structs have fewer, and carry no table.
const NARROW: usize = 32;

/// The hash table that `top-runtime/src/layout/index.rs` reads, for the text of the names; no bytes for a struct with few members.
pub(super) fn index(names: &str) -> Vec<u8> {
    let members = members(names);
    if members.len() <= NARROW || members.len() >= usize::from(u16::MAX) {
        return Vec::new();
    }
    let len = (2 * members.len()).next_power_of_two();
    let mut slots = vec![0_u16; len];
    let mut places = Vec::new();
    for (number, (place, name)) in (1_u16..).zip(&members) {
        let start = hash(name.as_bytes()) as usize;
        let free = (start..start + len).map(|at| at & (len - 1)).find(|at| slots[*at] == 0);
        // Of a flattened struct there is no name.
        if let Some(free) = free.filter(|_| !name.is_empty()) {
            slots[free] = number;
        }
        places.extend(u32::try_from(*place).unwrap_or(u32::MAX).to_le_bytes());
    }
    let bits = u8::try_from(len.trailing_zeros()).unwrap_or_default();
    std::iter::once(bits).chain(slots.into_iter().flat_map(u16::to_le_bytes)).chain(places).collect()
}

/// The names, each with the place of the character before it that is its length.
fn members(names: &str) -> Vec<(usize, &str)> {
    let mut members = Vec::new();
    let mut at = 0;
    while let Some(len) = names.as_bytes().get(at) {
        let end = at + 1 + usize::from(*len);
        members.push((at, names.get(at + 1..end).unwrap_or_default()));
        at = end;
    }
    members
}

/// The same as that of the runtime.
fn hash(name: &[u8]) -> u32 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let (eights, rest) = name.as_chunks::<8>();
    let rest = rest.iter().fold(name.len() as u64, |all, byte| all << 8 | u64::from(*byte));
    let hash = eights.iter().fold(rest.wrapping_mul(FACTOR), |hash, eight| {
        (hash.rotate_left(23) ^ u64::from_le_bytes(*eight)).wrapping_mul(FACTOR)
    });
    ((hash ^ (hash >> 32)).wrapping_mul(FACTOR) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::{NARROW, index};

    fn names(count: usize) -> String {
        (0..count).map(|at| format!("\u{8}name{at:04}")).collect::<Vec<_>>().concat()
    }

    #[test]
    fn only_wide_structs_have_a_table() {
        assert_eq!(index(&names(NARROW)), []);
        let table = index(&names(NARROW + 1));
        assert_eq!(table.len(), 1 + 2 * 128 + 4 * (NARROW + 1));
        assert_eq!(table.first(), Some(&7));
    }

    #[test]
    fn each_member_has_a_slot_and_half_of_them_are_free() {
        let table = index(&names(600));
        let slots = &table[1..=2 * 2048];
        let taken = slots.chunks(2).filter(|slot| slot != &[0, 0]).count();
        assert_eq!(taken, 600);
        // No search goes far, whatever name is looked for.
        let free: Vec<_> = slots.chunks(2).map(|slot| slot == [0, 0]).collect();
        let longest = free.split(|free| *free).map(<[bool]>::len).max();
        assert!(longest < Some(16), "{longest:?}");
    }
}
