//! Which values are also values of another type.

use crate::model::{FieldType, Kind};

/// Whether each value of `narrow` is, on the wire, one of `wide`.
pub(super) fn fits(narrow: &FieldType, wide: &FieldType) -> bool {
    narrow.depth() == wide.depth() && kind_fits(narrow.kind(), wide.kind())
}

fn kind_fits(narrow: &Kind, wide: &Kind) -> bool {
    // objects fit whatever they are called: their members are compared by themselves
    use Kind::{Byte, Date, Decimal, Json, Map, Number, Object, Price, Text, Unknown};
    match (narrow, wide) {
        (narrow, Decimal) => matches!(narrow, Byte | Number | Decimal),
        (narrow, Text) => matches!(narrow, Json | Date | Price | Text),
        (Object(_), Object(_) | Map) | (Byte, Number) | (_, Unknown) => true,
        (narrow, wide) => narrow == wide,
    }
}
