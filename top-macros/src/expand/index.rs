//! Hash table from member names to fields, for wide structs: lookups do not depend on the order of
//! the members in a reply.

/// Limit of members for a linear search. Structs up to this size, nearly all, have no table.
const MAX_LINEAR: usize = 32;

/// Whether a struct with this number of members has a hash table.
pub(super) fn is_wide(members: usize) -> bool {
    members > MAX_LINEAR && members < usize::from(u16::MAX)
}

/// Returns the hash table of the members, in the format that
/// `top-runtime/src/codec/field_table/index.rs` reads. Empty for a struct with few members.
///
/// `names` is the text of the field table: each name follows one character with its length.
pub(super) fn index(names: &str) -> Vec<u8> {
    let members = members(names);
    if !is_wide(members.len()) {
        return Vec::new();
    }
    let len = (2 * members.len()).next_power_of_two();
    let mut slots = vec![0_u16; len];
    let mut offsets = Vec::new();
    for (number, (offset, name)) in (1_u16..).zip(&members) {
        let start = hash(name.as_bytes()) as usize;
        let free = (start..start + len).map(|at| at & (len - 1)).find(|at| slots[*at] == 0);
        // A flattened struct has no name.
        if let Some(free) = free.filter(|_| !name.is_empty()) {
            slots[free] = number;
        }
        offsets.extend(u32::try_from(*offset).unwrap_or(u32::MAX).to_le_bytes());
    }
    let bits = u8::try_from(len.trailing_zeros()).unwrap_or_default();
    std::iter::once(bits).chain(slots.into_iter().flat_map(u16::to_le_bytes)).chain(offsets).collect()
}

/// Returns the names with the offsets of their length characters.
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

/// Must equal the hash function of the runtime.
fn hash(name: &[u8]) -> u32 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    let len = name.len() as u64;
    let hash = match (name.last_chunk::<8>(), name.first_chunk::<4>(), name.last_chunk::<4>()) {
        (Some(last), ..) => {
            let before = name.get(..name.len() - 1).unwrap_or_default().as_chunks::<8>().0;
            let hash = before.iter().fold(len, |hash, eight| mix(hash, u64::from_le_bytes(*eight)));
            mix(hash, u64::from_le_bytes(*last))
        }
        (None, Some(first), Some(last)) => {
            mix(len, u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last)))
        }
        _ => mix(len, name.iter().fold(0, |word, byte| word << 8 | u64::from(*byte))),
    };
    ((hash ^ (hash >> 32)).wrapping_mul(FACTOR) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::{MAX_LINEAR, index};

    fn names(count: usize) -> String {
        (0..count).map(|at| format!("\u{8}name{at:04}")).collect::<Vec<_>>().concat()
    }

    #[test]
    fn only_wide_structs_have_a_table() {
        assert_eq!(index(&names(MAX_LINEAR)), []);
        let table = index(&names(MAX_LINEAR + 1));
        assert_eq!(table.len(), 1 + 2 * 128 + 4 * (MAX_LINEAR + 1));
        assert_eq!(table.first(), Some(&7));
    }

    #[test]
    fn table_contains_each_member_and_has_short_probe_sequences() {
        let table = index(&names(600));
        let slots = &table[1..=2 * 2048];
        let taken = slots.chunks(2).filter(|slot| slot != &[0, 0]).count();
        assert_eq!(taken, 600);
        // The longest probe sequence is short.
        let free: Vec<_> = slots.chunks(2).map(|slot| slot == [0, 0]).collect();
        let longest = free.split(|free| *free).map(<[bool]>::len).max();
        assert!(longest < Some(16), "{longest:?}");
    }
}
