//! Compares a typed reply with its body, which is parsed a second time with independent code.

use serde_json::Value;

/// Result of a comparison.
pub(crate) type Checked = Result<(), String>;

/// Asserts equality.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(what: &str, ours: &T, theirs: &T) -> Checked {
    if ours == theirs { Ok(()) } else { Err(format!("{what}:\n  ours   {ours:?}\n  theirs {theirs:?}")) }
}

/// Asserts that a decoded value, encoded in the platform's form, equals the body.
///
/// Permitted differences: numbers as texts, a single element without its list, JSON texts, and
/// missing members for `null`, `""` and `{}`.
pub(crate) fn tells(path: &str, ours: &Value, theirs: &Value) -> Checked {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            for (name, ours) in ours {
                let inner = format!("{path}.{name}");
                tells(&inner, ours, theirs.get(name).ok_or_else(|| format!("{inner} is made up"))?)?;
            }
            match theirs.iter().find(|(name, value)| !ours.contains_key(*name) && !says_nothing(value)) {
                Some((name, _)) => Err(format!("{path}.{name} was not read")),
                None => Ok(()),
            }
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            same(&format!("{path}: number of elements"), &ours.len(), &theirs.len())?;
            ours.iter().zip(theirs).try_for_each(|(ours, theirs)| tells(&format!("{path}[]"), ours, theirs))
        }
        (Value::Array(ours), one) => match ours.as_slice() {
            [only] => tells(path, only, one),
            _ => Err(format!("{path}: a list of {} from one element", ours.len())),
        },
        (Value::Object(_), Value::String(text)) => match serde_json::from_str(text) {
            Ok(inner) => tells(path, ours, &inner),
            Err(_) => Err(format!("{path}: an object from a text")),
        },
        (Value::String(ours), Value::String(theirs)) => match (container(ours), container(theirs)) {
            (Some(ours), Some(theirs)) => same(path, &ours, &theirs),
            _ => same(path, ours, theirs),
        },
        _ if is_same_fraction(ours, theirs) => Ok(()),
        _ => same(path, &scalar(ours), &scalar(theirs)),
    }
}

/// `serde_json` does not keep the zeros of a fraction, so a number as text differs: `50.00` and
/// `50.0`.
fn is_same_fraction(ours: &Value, theirs: &Value) -> bool {
    let fraction = |value: &Value| scalar(value).parse::<f64>().ok().filter(|_| scalar(value).contains('.'));
    matches!((fraction(ours), fraction(theirs)), (Some(ours), Some(theirs)) if ours.to_bits() == theirs.to_bits())
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// Parses a text as the JSON of an object or list.
fn container(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().filter(|value: &Value| value.is_object() || value.is_array())
}

fn scalar(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
