//! Dates and times in replies: equal for text, numbers and XML.

use std::fmt::Debug;

use top_runtime::codec::Decode;
use top_runtime::{DateTime, Millis, Seconds};

use crate::support::{Of, ask, client_with_reply, member, optional};

/// 2012-12-12 12:12:12.
const MOMENT: i64 = 1_355_285_532;

/// Decodes a member from a JSON number (if it is one), from a JSON string, and from XML.
fn decode_all_forms<T: Decode + Clone + PartialEq + Debug>(text: &str) -> Result<T, String> {
    let in_text = member::<T>(&serde_json::Value::from(text).to_string());
    let xml = client_with_reply(format!("<test_ask_response><v>{text}</v></test_ask_response>"));
    let in_xml =
        ask::<Of<T>>(&xml).map(|reply| reply.into_inner().v).map_err(|error| error.issues()[0].to_string());
    assert_eq!(in_text, in_xml, "{text}");
    if serde_json::from_str::<serde_json::Number>(text).is_ok() {
        let in_number = member::<T>(text);
        assert_eq!(in_number.is_ok(), in_text.is_ok(), "{text}");
        if in_number.is_ok() {
            assert_eq!(in_number, in_text, "{text}");
        }
    }
    in_text
}

#[test]
fn dates_decode_alike_from_text_numbers_and_xml() {
    for (text, second) in [
        ("1355285532", 0),
        ("1355285532000", 0),
        ("1355285532999", 0),
        ("1.355285532E12", 0),
        ("1355285532.0", 0),
        ("20121212121212", 0),
        ("2012-12-12 12:12:12", 0),
        ("2012-12-12T04:12:12Z", 0),
        ("2012-12-12T12:12:12.123+08:00", 0),
        ("20121212T121212", 0),
        ("2012-12-12 12:12", -12),
        ("2012-12-12", -43_932),
    ] {
        assert_eq!(decode_all_forms(text), Ok(DateTime::from_unix(MOMENT + second)), "{text}");
    }
}

#[test]
fn ambiguous_dates_are_issues() {
    for text in [
        "0",
        "1",
        "-1",
        "20121212",
        "135528553",
        "13552855320",
        "135528553200",
        "201212121212",
        "1355285532000000",
        "1e400",
        "1355285532.5",
        "20121312121212",
        "12/12/2012",
    ] {
        let issue = decode_all_forms::<DateTime>(text).unwrap_err();
        assert!(
            issue.starts_with("`v`: expected a time like `2025-11-17 00:00:00`, found "),
            "{text}: {issue}"
        );
        let (value, issues) = optional::<DateTime>(&serde_json::Value::from(text).to_string());
        assert_eq!((value, issues.len()), (None, 1), "{text}");
    }
}

#[test]
fn timestamp_with_a_unit_is_read_in_that_unit() {
    for (text, count) in [
        ("1355285532000", 1_355_285_532_000),
        ("1.355285532E12", 1_355_285_532_000),
        ("1355285532", MOMENT),
        ("0", 0),
        ("-1", -1),
        ("9223372036854775807", i64::MAX),
    ] {
        assert_eq!(decode_all_forms(text), Ok(Millis(count)), "{text}");
        assert_eq!(decode_all_forms(text), Ok(Seconds(count)), "{text}");
    }
    for text in ["9223372036854775808", "1.5", "soon", "true"] {
        assert!(
            decode_all_forms::<Millis>(text).is_err() && decode_all_forms::<Seconds>(text).is_err(),
            "{text}"
        );
    }
}

#[test]
fn date_in_a_timestamp_field_keeps_the_precision_of_the_field() {
    assert_eq!(decode_all_forms("2012-12-12 12:12:12.345"), Ok(Millis(MOMENT * 1000 + 345)));
    assert_eq!(decode_all_forms("2012-12-12 12:12:12.345"), Ok(Seconds(MOMENT)));
    assert_eq!(decode_all_forms("2012-12-12"), Ok(Seconds(MOMENT - 43_932)));
    assert_eq!(decode_all_forms("1969-12-31T23:59:59.5Z"), Ok(Millis(-500)));
}
