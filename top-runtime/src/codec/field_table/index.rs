//! Hash table of the names of a wide struct, which the derive emits as a constant.

use super::names::Names;

/// An open-addressing hash table in bytes, with numbers in little-endian order:
///
/// | bytes | content |
/// |---|---|
/// | 1 | binary logarithm of the number of slots |
/// | 2 per slot | number of a field, counted from 1; 0: empty slot |
/// | 4 per field | offset of its name in the text of the names |
///
/// At most half of the slots are used. A field is in the first free slot from that of its hash on.
/// `top-macros/src/expand/index.rs` writes the table.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Index {
    slots: &'static [[u8; 2]],
    offsets: &'static [[u8; 4]],
}

impl Index {
    /// Splits the bytes of a table. `None` if there are none.
    pub(super) fn of(bytes: &'static [u8]) -> Option<Self> {
        let (bits, rest) = bytes.split_first()?;
        let (slots, offsets) = rest.split_at_checked(2_usize.checked_shl(u32::from(*bits))?)?;
        Some(Self { slots: slots.as_chunks().0, offsets: offsets.as_chunks().0 })
    }

    /// Returns the index of the field of this name.
    #[inline]
    pub(super) fn find(self, name: &str, names: Names) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash(name.as_bytes()) as usize;
        for _ in self.slots {
            let field = usize::from(u16::from_le_bytes(*self.slots.get(at & mask)?)).checked_sub(1)?;
            if names.has_at(name, self.offset(field)?) {
                return Some(field);
            }
            at = at.wrapping_add(1);
        }
        None
    }

    /// Returns the offset of the name of a field in the text of all names.
    #[inline]
    pub(super) fn offset(self, field: usize) -> Option<usize> {
        Some(u32::from_le_bytes(*self.offsets.get(field)?) as usize)
    }
}

/// Hashes a name, eight bytes at a time. The last eight overlap those before them. The derive uses
/// the same function.
#[inline]
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
mod tests;
