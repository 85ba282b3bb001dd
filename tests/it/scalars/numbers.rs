//! Numbers in replies: every numeric type accepts the same spellings, as text and as a number.

use top_runtime::codec::Decode;
use top_runtime::{Decimal, Price, Value};

use crate::support::{Of, ask, client_with_reply, member, read};

/// Decodes a member from text, and from a number if the text is a JSON number.
fn decode_all_forms<T: Decode + Clone + PartialEq + std::fmt::Debug>(text: &str) -> Option<T> {
    let in_text = member::<T>(&serde_json::Value::from(text).to_string()).ok();
    let xml = client_with_reply(format!("<test_ask_response><v>{text}</v></test_ask_response>"));
    assert_eq!(ask::<Of<T>>(&xml).ok().map(|reply| reply.into_inner().v), in_text, "{text}");
    if serde_json::from_str::<serde_json::Number>(text).is_ok() {
        assert_eq!(member::<T>(text).ok(), in_text, "{text}");
    }
    in_text
}

#[test]
fn every_numeric_type_accepts_every_spelling_of_an_integer() {
    for (text, number) in [
        ("12", 12),
        ("+12", 12),
        ("0012", 12),
        (" 12 ", 12),
        ("12.0", 12),
        ("12.", 12),
        ("1.2e1", 12),
        ("1.2E+1", 12),
        ("1200e-2", 12),
        ("+012.00", 12),
        ("0", 0),
        ("-0", 0),
        ("-0.0", 0),
        ("0e9", 0),
        ("1.0E7", 10_000_000),
    ] {
        assert_eq!(decode_all_forms::<i64>(text), Some(number), "{text}");
        assert_eq!(decode_all_forms::<u32>(text).map(i64::from), Some(number), "{text}");
        assert_eq!(decode_all_forms::<u128>(text), u128::try_from(number).ok(), "{text}");
        let price = decode_all_forms::<Price>(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(price.as_cents(), Some(number * 100), "{text}: {price}");
        assert!(price.as_str().parse::<Price>().is_ok(), "{text}: {price}");
        let decimal = decode_all_forms::<Decimal>(text).unwrap_or_else(|| panic!("{text}"));
        assert!(decimal.as_str().parse::<Decimal>().is_ok(), "{text}: {decimal}");
        let value = read::<Value>(&format!(r#"{{"v":{}}}"#, serde_json::Value::from(text))).unwrap();
        assert_eq!(value.get("v").and_then(Value::as_i64), Some(number), "{text}");
    }
}

#[test]
fn money_with_an_exponent_is_plain_decimal_text() {
    for (json, text) in [
        ("1.0E7", "10000000"),
        ("\"1.0E7\"", "10000000"),
        ("1.25e1", "12.5"),
        ("1.20E1", "12.0"),
        ("-5E-2", "-0.05"),
        ("9.99E-5", "0.0000999"),
        ("123456789012345678901234567890.12E2", "12345678901234567890123456789012"),
        ("0E400", "0"),
        ("200.070", "200.070"),
        ("\"+200.07\"", "200.07"),
        ("\"000.50\"", "0.50"),
        ("\".5\"", "0.5"),
    ] {
        assert_eq!(member::<Price>(json).map(|price| price.to_string()).as_deref(), Ok(text), "{json}");
    }
}

#[test]
fn decimal_keeps_its_text_if_it_is_a_json_number() {
    for (json, text) in [
        ("1.0E7", "1.0E7"),
        ("\"1.0E7\"", "1.0E7"),
        ("-0", "-0"),
        ("1e400", "1e400"),
        ("\"+1.50\"", "1.50"),
        ("\"01e5\"", "1e5"),
        ("\"-.5E3\"", "-0.5E3"),
    ] {
        assert_eq!(member::<Decimal>(json).map(|number| number.to_string()).as_deref(), Ok(text), "{json}");
    }
}

#[test]
fn numeric_types_decode_exactly_their_range() {
    assert_eq!(decode_all_forms("9223372036854775807"), Some(i64::MAX));
    assert_eq!(decode_all_forms("+9223372036854775807.0"), Some(i64::MAX));
    assert_eq!(decode_all_forms("-9223372036854775808e0"), Some(i64::MIN));
    assert_eq!(decode_all_forms("18446744073709551615.00"), Some(u64::MAX));
    assert_eq!(decode_all_forms("340282366920938463463374607431768211455"), Some(u128::MAX));
    assert_eq!(decode_all_forms(" +340282366920938463463374607431768211455.0 "), Some(u128::MAX));
    assert_eq!(decode_all_forms::<i64>("9223372036854775808"), None);
    assert_eq!(decode_all_forms::<i64>("9.223372036854775808e18"), None);
    assert_eq!(decode_all_forms::<u64>("-1"), None);
    assert_eq!(decode_all_forms::<u16>("65536.0").or(decode_all_forms::<u16>("1e6")), None);
    assert_eq!(decode_all_forms::<u128>("340282366920938463463374607431768211456"), None);
}

#[test]
fn non_numbers_are_refused_by_every_numeric_type() {
    for text in [
        "", " ", "+", "-", ".", "e5", "1e", "1e1.5", "NaN", "Infinity", "1,200", "1 2", "0x10", "１２", "¥5",
        "true",
    ] {
        assert_eq!(decode_all_forms::<i64>(text), None, "{text}");
        assert_eq!(decode_all_forms::<Price>(text), None, "{text}");
        assert_eq!(decode_all_forms::<Decimal>(text), None, "{text}");
    }
    // An exponent does not expand to its digits.
    for text in ["1e41", "1e999999999", "1e-400", "1E-99999999999"] {
        assert_eq!((decode_all_forms::<Price>(text), decode_all_forms::<i64>(text)), (None, None), "{text}");
    }
}

#[test]
fn booleans_decode_from_1_and_0() {
    for text in ["1", "1.0", "1e0", "+1"] {
        assert_eq!(decode_all_forms::<bool>(text), Some(true), "{text}");
    }
    for text in ["0", "0.0", "-0", "0e9"] {
        assert_eq!(decode_all_forms::<bool>(text), Some(false), "{text}");
    }
}
