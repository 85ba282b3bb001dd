//! Comparison of untyped values with values of other types.

use crate::values::{Decimal, Value};

impl PartialEq<str> for Value {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == Some(text)
    }
}

impl PartialEq<&str> for Value {
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == Some(*text)
    }
}

impl PartialEq<String> for Value {
    fn eq(&self, text: &String) -> bool {
        self.as_str() == Some(text)
    }
}

impl PartialEq<bool> for Value {
    fn eq(&self, truth: &bool) -> bool {
        self.as_bool() == Some(*truth)
    }
}

macro_rules! impl_eq_for_integers {
    ($($integer:ty),*) => {$(
        /// Equal if the value is this number, not a text: `1` and `1.0`, but not `"1"`.
        impl PartialEq<$integer> for Value {
            fn eq(&self, number: &$integer) -> bool {
                matches!(self, Self::Number(own) if *own == Decimal::from(*number))
            }
        }
    )*};
}

impl_eq_for_integers!(i32, i64, u32, u64, usize);
