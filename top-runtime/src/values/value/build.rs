//! Building of untyped values: conversions and the macro `value!`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::values::{DateTime, Decimal, Millis, Price, Seconds, Value};

/// Implements `From` for the types that a value can be made of.
macro_rules! impl_from {
    ($($type:ty => |$value:ident| $make:expr;)*) => {$(
        impl From<$type> for Value {
            fn from($value: $type) -> Self {
                $make
            }
        }
    )*};
}

impl_from! {
    () => |_value| Self::Null;
    bool => |value| Self::Bool(value);
    &str => |value| Self::String(value.to_owned());
    &String => |value| Self::String(value.clone());
    String => |value| Self::String(value);
    Cow<'_, str> => |value| Self::String(value.into_owned());
    Decimal => |value| Self::Number(value);
    Price => |value| Self::String(value.into());
    DateTime => |value| Self::String(value.to_string());
    Millis => |value| Self::Number(value.0.into());
    Seconds => |value| Self::Number(value.0.into());
}

macro_rules! impl_from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Value {
            fn from(number: $integer) -> Self {
                Self::Number(number.into())
            }
        }
    )*};
}

impl_from_integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

/// Takes the shortest digits that are the float. NaN and infinite floats, which JSON lacks, are
/// `Null`.
impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Decimal::try_from(number).map_or(Self::Null, Self::Number)
    }
}

/// `None` is `Null`.
impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Into<Self>, const N: usize> From<[T; N]> for Value {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Into<Self>> From<BTreeMap<String, T>> for Value {
    fn from(members: BTreeMap<String, T>) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name, value.into())).collect())
    }
}

/// Collects the elements of a list.
impl<T: Into<Self>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

/// Collects the members of an object.
impl<N: Into<String>> FromIterator<(N, Self)> for Value {
    fn from_iter<I: IntoIterator<Item = (N, Self)>>(members: I) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }
}

/// Builds a [`Value`] from JSON with Rust expressions in it.
///
/// A value is `null`, a list, an object, or an expression of a type that converts with
/// [`Value::from`]: texts, integers, `bool`, `f64`, `Option`, `Vec`, and the value types of this
/// crate. A name is a literal, a variable, or an expression in parentheses.
///
/// ```
/// use top_runtime::{Price, value};
/// let (tid, prefix) = (1_100_085_056_548_470_636_i64, "ext");
/// let trade = value!({
///     "tid": tid,
///     "payment": Price::from_cents(20_007),
///     "memo": null,
///     "orders": [{ "oid": tid + 1, "title": "cup" }, { "oid": tid + 2, "title": None::<&str> }],
///     (format!("{prefix}_flags")): [true, 1, 0.5],
/// });
/// assert_eq!(trade["orders"][1]["oid"], 1_100_085_056_548_470_638_i64);
/// assert_eq!(
///     trade.to_string(),
///     concat!(
///         r#"{"tid":1100085056548470636,"payment":"200.07","memo":null,"#,
///         r#""orders":[{"oid":1100085056548470637,"title":"cup"},{"oid":1100085056548470638,"title":null}],"#,
///         r#""ext_flags":[true,1,0.5]}"#,
///     )
/// );
/// ```
#[macro_export]
macro_rules! value {
    // Parts of a list or object, one for each step: `@items vec [head] rest`.
    (@items $items:ident) => {};
    (@items $items:ident null $(, $($rest:tt)*)?) => {
        $items.push($crate::Value::Null);
        $($crate::value!(@items $items $($rest)*);)?
    };
    (@items $items:ident [ $($inner:tt)* ] $(, $($rest:tt)*)?) => {
        $items.push($crate::value!([ $($inner)* ]));
        $($crate::value!(@items $items $($rest)*);)?
    };
    (@items $items:ident { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $items.push($crate::value!({ $($inner)* }));
        $($crate::value!(@items $items $($rest)*);)?
    };
    (@items $items:ident $item:expr $(, $($rest:tt)*)?) => {
        $items.push($crate::Value::from($item));
        $($crate::value!(@items $items $($rest)*);)?
    };
    (@members $members:ident) => {};
    (@members $members:ident $name:tt : null $(, $($rest:tt)*)?) => {
        $members.push((::std::string::String::from($name), $crate::Value::Null));
        $($crate::value!(@members $members $($rest)*);)?
    };
    (@members $members:ident $name:tt : [ $($inner:tt)* ] $(, $($rest:tt)*)?) => {
        $members.push((::std::string::String::from($name), $crate::value!([ $($inner)* ])));
        $($crate::value!(@members $members $($rest)*);)?
    };
    (@members $members:ident $name:tt : { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $members.push((::std::string::String::from($name), $crate::value!({ $($inner)* })));
        $($crate::value!(@members $members $($rest)*);)?
    };
    (@members $members:ident $name:tt : $value:expr $(, $($rest:tt)*)?) => {
        $members.push((::std::string::String::from($name), $crate::Value::from($value)));
        $($crate::value!(@members $members $($rest)*);)?
    };
    (null) => { $crate::Value::Null };
    ([]) => { $crate::Value::Array(::std::vec::Vec::new()) };
    ([ $($items:tt)+ ]) => {{
        // Not `new`: clippy would suggest `vec!` to the user.
        let mut items = ::std::vec::Vec::<$crate::Value>::from([]);
        $crate::value!(@items items $($items)+);
        $crate::Value::Array(items)
    }};
    ({}) => { $crate::Value::Object(::std::vec::Vec::new()) };
    ({ $($members:tt)+ }) => {{
        let mut members = ::std::vec::Vec::<(::std::string::String, $crate::Value)>::from([]);
        $crate::value!(@members members $($members)+);
        $crate::Value::Object(members)
    }};
    ($value:expr) => { $crate::Value::from($value) };
}
