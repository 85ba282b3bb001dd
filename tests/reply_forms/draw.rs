//! Draws arbitrary values of a type from bytes.
//!
//! proptest generates and shrinks the bytes. Fewer bytes give a smaller value, so a failure is
//! reported with a nearly minimal value. One trait for all types keeps the declarations of the APIs
//! free of strategies.

use std::collections::BTreeMap;

use top_runtime::{DateTime, Decimal, Json, Millis, Price, Seconds};

/// Source of random bytes.
pub(crate) struct Source<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl<'b> Source<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    /// Draws a value.
    pub(crate) fn draw<T: Draw>(&mut self) -> T {
        T::draw(self)
    }

    /// Returns the next byte, or 0 at the end.
    pub(crate) fn byte(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or_default()
    }

    fn number(&mut self) -> i64 {
        // Mostly small numbers, sometimes any number.
        match self.byte() {
            0..=0x3f => i64::from(self.byte()),
            0x40..=0x4f => i64::MIN,
            0x50..=0x5f => i64::MAX,
            _ => i64::from_le_bytes(std::array::from_fn(|_| self.byte())),
        }
    }

    pub(crate) fn pick<'t>(&mut self, among: &[&'t str]) -> &'t str {
        among[usize::from(self.byte()) % among.len()]
    }
}

/// A type whose values can be drawn.
pub(crate) trait Draw: Sized {
    fn draw(from: &mut Source<'_>) -> Self;
}

/// Pieces of text that need escaping in some form, or that look like another type.
const PIECES: [&str; 32] = [
    "a", "Z9", " ", "  ", "\t", "\n", "\r", "\r\n", "\"", "'", "\\", "/", "<", ">", "&", "&amp;", "]]>",
    "<a/>", "{}", "[1]", "null", "true", "0", ",", "茶", "é", "😀", "\u{a0}", "\u{2028}", "\u{85}", "\u{7f}",
    "\u{feff}",
];

/// Pieces that XML cannot represent.
const NOT_XML: [&str; 4] = ["\0", "\u{1}", "\u{1f}", "\u{ffff}"];

impl Draw for String {
    fn draw(from: &mut Source<'_>) -> Self {
        let pieces = from.byte();
        if pieces == 0xff {
            return from.pick(&NOT_XML).to_owned();
        }
        (0..pieces % 5).map(|_| from.pick(&PIECES)).collect()
    }
}

impl Draw for i64 {
    fn draw(from: &mut Source<'_>) -> Self {
        from.number()
    }
}

impl Draw for i32 {
    fn draw(from: &mut Source<'_>) -> Self {
        from.number().to_le_bytes()[..4].try_into().map_or(0, Self::from_le_bytes)
    }
}

impl Draw for u64 {
    fn draw(from: &mut Source<'_>) -> Self {
        from.number().cast_unsigned()
    }
}

impl Draw for bool {
    fn draw(from: &mut Source<'_>) -> Self {
        from.byte() % 2 == 1
    }
}

/// Draws a second of a year of four digits.
impl Draw for DateTime {
    fn draw(from: &mut Source<'_>) -> Self {
        Self::from_unix(from.number() % 300_000_000_000)
    }
}

impl Draw for Millis {
    fn draw(from: &mut Source<'_>) -> Self {
        Self(from.number())
    }
}

impl Draw for Seconds {
    fn draw(from: &mut Source<'_>) -> Self {
        Self(from.number())
    }
}

impl Draw for Price {
    fn draw(from: &mut Source<'_>) -> Self {
        match from.byte() {
            0 => "120".parse().unwrap(),
            1 => "-0.5".parse().unwrap(),
            2 => "0.000".parse().unwrap(),
            _ => Self::from_cents(from.number()),
        }
    }
}

impl Draw for Decimal {
    fn draw(from: &mut Source<'_>) -> Self {
        match from.byte() {
            0 => "12345678901234567890.0900".parse().unwrap(),
            1 => "-0".parse().unwrap(),
            2 => "1.5E-7".parse().unwrap(),
            _ => Self::from(from.number()),
        }
    }
}

impl Draw for Json<serde_json::Value> {
    fn draw(from: &mut Source<'_>) -> Self {
        use serde_json::{Value, json};
        Json(match from.byte() % 6 {
            0 => Value::Null,
            1 => json!(from.draw::<String>()),
            2 => json!({"a": from.number(), "b": [from.draw::<bool>(), null]}),
            3 => json!([from.draw::<String>(), {}]),
            4 => json!(from.number()),
            _ => json!(""),
        })
    }
}

/// Mostly `Some`, while there are bytes.
impl<T: Draw> Draw for Option<T> {
    fn draw(from: &mut Source<'_>) -> Self {
        (!from.byte().is_multiple_of(8)).then(|| T::draw(from))
    }
}

impl<T: Draw> Draw for Box<T> {
    fn draw(from: &mut Source<'_>) -> Self {
        Self::new(T::draw(from))
    }
}

impl<T: Draw> Draw for Vec<T> {
    fn draw(from: &mut Source<'_>) -> Self {
        (0..from.byte() % 4).map(|_| T::draw(from)).collect()
    }
}

/// Valid element names of XML, and an invalid one.
impl<T: Draw> Draw for BTreeMap<String, T> {
    fn draw(from: &mut Source<'_>) -> Self {
        let names = ["a", "b-2", "中", "item", "string", "a.b", "_", "a b"];
        (0..from.byte() % 4).map(|_| (from.pick(&names).to_owned(), T::draw(from))).collect()
    }
}

/// Declares structs with the derive and with `Draw`.
macro_rules! values {
    ($($(#[$on_struct:meta])* struct $name:ident { $($(#[$on_field:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        #[derive(Debug, Clone, PartialEq, top_runtime::TopValue)]
        $(#[$on_struct])*
        pub(crate) struct $name { $($(#[$on_field])* pub(crate) $field: $type),* }
        $crate::draw::drawn! { $name { $($field),* } }
    )*};
}

/// Implements `Draw` for structs that are declared elsewhere.
macro_rules! drawn {
    ($($name:ty { $($field:ident),* $(,)? })*) => {$(
        impl $crate::draw::Draw for $name {
            fn draw(from: &mut $crate::draw::Source<'_>) -> Self {
                Self { $($field: from.draw()),* }
            }
        }
    )*};
}
pub(crate) use {drawn, values};
