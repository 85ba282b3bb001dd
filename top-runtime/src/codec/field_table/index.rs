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
#[allow(unused_imports)] // a derive inside of this crate asks for traits that are in scope already
mod tests {
    use super::super::steps;
    use crate::reply::receive::read_reply;
    use crate::{Reply, TopValue};

    macro_rules! wide {
        ($($member:ident)*) => {
            /// A struct with an index.
            #[derive(TopValue)]
            #[top(crate = crate)]
            struct Wide {
                $($member: Option<i64>,)*
            }

            const NAMES: &[&str] = &[$(stringify!($member)),*];
        };
    }

    wide! {
        tid title kind status price num num_iid payment pic_path buyer_nick seller_nick seller_rate
        buyer_rate created modified pay_time end_time orders order has_post_fee post_fee
        discount_fee received_payment seller_memo buyer_memo buyer_message receiver_name
        receiver_city receiver_state receiver_zip receiver_phone receiver_mobile receiver_address
        receiver_district reason_type_code_level1 reason_type_code_level2 a b c d e f g h i j k l m
        n o p q r s t u v w x y z
    }

    /// A struct without an index.
    #[derive(TopValue)]
    #[top(crate = crate)]
    struct Narrow {
        a: Option<i64>,
        b: Option<i64>,
        c: Option<i64>,
    }

    /// Returns the comparisons of names per member.
    fn steps_of<T: crate::codec::decode::Decode>(members: &[String]) -> u64 {
        let body = format!("{{\"x_response\":{{{}}}}}", members.join(","));
        let steps = steps::of(|| {
            let read: Reply<T> = read_reply("x", false, body.into()).expect("a reply");
            drop(read.unknown_fields());
        });
        steps / u64::try_from(members.len()).expect("a number")
    }

    #[test]
    fn lookup_in_a_wide_struct_takes_at_most_8_comparisons() {
        let member = |name: &str| format!("\"{name}\":1");
        let all_members = || NAMES.iter().map(|name| member(name));
        let unknown: Vec<_> = (0..100_000).map(|at| member(&format!("x{at}"))).collect();
        let alike: Vec<_> = (0..100_000).map(|at| member(&format!("receiver_nam{}", at % 10))).collect();
        let again: Vec<_> = (0..1000).flat_map(|_| all_members().rev()).collect();
        for members in [all_members().collect(), all_members().rev().collect(), unknown, alike, again] {
            let steps = steps_of::<Wide>(&members);
            // The reply is decoded twice, and each unknown member is looked up once more.
            assert!(steps <= 3 * 8, "{steps}: {:?}", &members[..3]);
        }
    }

    #[test]
    fn lookup_in_a_narrow_struct_compares_each_name_at_most_twice() {
        let unknown: Vec<_> = (0..1000).map(|at| format!("\"x{at}\":1")).collect();
        assert!(steps_of::<Narrow>(&unknown) <= 3 * 6);
    }
}
