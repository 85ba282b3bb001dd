//! Where the members of a wide struct are, by their names: made by the derives, so that a program has nothing to make.

use super::names::Names;

/// A hash table in bytes: the binary logarithm of its number of slots; two bytes a slot, the number of a member from 1 on or 0 where
/// there is none; four bytes a member, where its name begins in the text of the names. Numbers have their lowest byte first. At most
/// half of the slots are taken, and a member stands in the first free one from that of its hash on.
///
/// `top-macros/src/expand/index.rs` writes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Index {
    slots: &'static [u8],
    places: &'static [u8],
}

impl Index {
    /// The table in these bytes; none where there are none.
    pub(super) fn of(bytes: &'static [u8]) -> Option<Self> {
        let (bits, rest) = bytes.split_first()?;
        let (slots, places) = rest.split_at_checked(2_usize.checked_shl(u32::from(*bits))?)?;
        Some(Self { slots, places })
    }

    /// The member of this name, and what follows it.
    pub(super) fn find(self, name: &str, names: Names) -> Option<(usize, Names)> {
        let (slots, _) = self.slots.as_chunks::<2>();
        let (places, _) = self.places.as_chunks::<4>();
        let mask = slots.len().wrapping_sub(1);
        let mut at = hash(name.as_bytes()) as usize;
        for _ in slots {
            let member = usize::from(u16::from_le_bytes(*slots.get(at & mask)?)).checked_sub(1)?;
            let place = u32::from_le_bytes(*places.get(member)?) as usize;
            if let Some(behind) = names.after(name, member, place) {
                return Some((member, behind));
            }
            at = at.wrapping_add(1);
        }
        None
    }
}

/// The same as that of the derives.
fn hash(name: &[u8]) -> u32 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let (eights, rest) = name.as_chunks::<8>();
    let rest = rest.iter().fold(name.len() as u64, |all, byte| all << 8 | u64::from(*byte));
    let hash = eights.iter().fold(rest.wrapping_mul(FACTOR), |hash, eight| {
        (hash.rotate_left(23) ^ u64::from_le_bytes(*eight)).wrapping_mul(FACTOR)
    });
    (hash >> 32) as u32
}
