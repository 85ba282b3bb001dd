//! Conversions between [`Value`] and `serde_json`.

use serde_json::Number;

use crate::values::{Decimal, Value};

/// Returns the number of `serde_json` with the same value, if there is one.
///
/// Without the feature `arbitrary_precision` of `serde_json`, a number with a fraction is a float
/// there: `0.1` is kept, `12345678901234567.89` would lose digits.
pub(in crate::values) fn exact_number(number: &Decimal) -> Option<Number> {
    let converted: Number = number.as_str().parse().ok()?;
    let same = converted.to_string().parse::<Decimal>().is_ok_and(|back| back == *number);
    same.then_some(converted)
}

/// A number that `serde_json` cannot represent exactly becomes a text with its digits. Of several
/// members with one name, the last counts.
impl From<Value> for serde_json::Value {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(truth) => Self::Bool(truth),
            Value::Number(number) => {
                exact_number(&number).map_or_else(|| Self::String(number.into()), Self::Number)
            }
            Value::String(text) => Self::String(text),
            Value::Array(items) => Self::Array(items.into_iter().map(Into::into).collect()),
            Value::Object(members) => {
                Self::Object(members.into_iter().map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(truth) => Self::Bool(truth),
            serde_json::Value::Number(number) => {
                let text = number.to_string();
                Decimal::parse_lenient(&text).map_or(Self::String(text), Self::Number)
            }
            serde_json::Value::String(text) => Self::String(text),
            serde_json::Value::Array(items) => Self::Array(items.into_iter().map(Into::into).collect()),
            serde_json::Value::Object(members) => {
                Self::Object(members.into_iter().map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Value, value};

    #[test]
    fn trees_convert_without_loss() {
        let value = value!({
            "tid": 1_100_085_056_548_470_636_i64, "rate": 0.1, "list": [null, true, "x", {}], "max": u64::MAX,
        });
        let converted = serde_json::Value::from(value.clone());
        assert_eq!(converted["tid"].as_i64(), Some(1_100_085_056_548_470_636));
        assert_eq!(converted["rate"].as_f64(), Some(0.1));
        // serde_json sorts the names of members.
        let back = Value::from(converted.clone());
        assert_eq!(serde_json::Value::from(back), converted);
    }

    #[test]
    fn numbers_beyond_a_float_keep_their_digits() -> Result<(), crate::error::ValueError> {
        let value: Value = r#"{"amount":12345678901234567.89}"#.parse()?;
        let converted = serde_json::Value::from(value);
        let amount =
            converted["amount"].as_str().map_or_else(|| converted["amount"].to_string(), str::to_owned);
        assert_eq!(amount, "12345678901234567.89");
        Ok(())
    }
}
