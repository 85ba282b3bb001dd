//! Compatibility of types.

use crate::model::{FieldType, Kind};

/// Returns `true` if each wire value of `narrow` is valid for `wide`.
pub(super) fn fits(narrow: &FieldType, wide: &FieldType) -> bool {
    narrow.depth() == wide.depth() && kind_fits(narrow.kind(), wide.kind())
}

fn kind_fits(narrow: &Kind, wide: &Kind) -> bool {
    // Object names do not matter: their members are compared separately.
    use Kind::{Byte, Date, Decimal, Json, Map, Number, Object, Price, Text, Unknown};
    match (narrow, wide) {
        (narrow, Decimal) => matches!(narrow, Byte | Number | Decimal),
        (narrow, Text) => matches!(narrow, Json | Date | Price | Text),
        (Object(_), Object(_) | Map) | (Byte, Number) | (_, Unknown) => true,
        (narrow, wide) => narrow == wide,
    }
}
