//! Lenient decoding of scalars: accepted forms, and the issues of others.

mod numbers;
mod times;

use std::borrow::Cow;

use top_runtime::{DateTime, Decimal, Json, Millis, Price, Seconds, TopValue, Value};

use crate::encode::{Level, Media};
use crate::support::{member, optional};

#[test]
fn integers_decode_from_numbers_texts_and_integral_floats() {
    for json in ["12", "\"12\"", "12.0", "\"12.00\"", "1.2e1", "1200e-2", "\" 12 \"", "\"+12\"", "\"012\""] {
        assert_eq!(member::<i64>(json), Ok(12), "{json}");
    }
    assert_eq!(member::<i64>("1100085056548470636"), Ok(1_100_085_056_548_470_636));
    assert_eq!(member::<i64>("\"-9223372036854775808\""), Ok(i64::MIN));
    assert_eq!(member::<u64>("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(member::<i8>("-128"), Ok(-128));
}

#[test]
fn invalid_integers_are_reported() {
    for json in
        ["true", "{}", "[]", "\"12x\"", "1.5", "9223372036854775808", "1e400", "\"\"", "\"1,000\"", "\"1 2\""]
    {
        let text = member::<i64>(json).unwrap_err();
        assert!(text.starts_with("`v`: expected a whole number (i64), found "), "{json}: {text}");
        assert_eq!(optional::<i64>(json).0, None, "{json}");
    }
    assert!(member::<i8>("128").is_err() && member::<u16>("-1").is_err());
}

#[test]
fn out_of_range_number_affects_only_its_field() {
    let (value, issues) = optional::<i64>("99999999999999999999");
    assert_eq!((value, issues.len()), (None, 1));
    assert_eq!(issues[0].path, "v");
    assert_eq!(issues[0].expected, "a whole number (i64)");
    assert_eq!(issues[0].found, "the number `99999999999999999999`");
}

#[test]
fn booleans_decode_from_four_spellings() {
    for json in ["true", "\"true\"", "\"TRUE\"", "\"True\"", "1", "\"1\""] {
        assert_eq!(member::<bool>(json), Ok(true), "{json}");
    }
    for json in ["false", "\"false\"", "\"FALSE\"", "0", "\"0\""] {
        assert_eq!(member::<bool>(json), Ok(false), "{json}");
    }
    for json in ["2", "\"yes\"", "\"Y\"", "{}", "[true]", "-1", "1.5"] {
        let text = member::<bool>(json).unwrap_err();
        assert!(text.starts_with("`v`: expected true or false, found "), "{json}: {text}");
    }
}

#[test]
fn text_keeps_the_digits_of_numbers_and_the_json_of_structures() {
    for (json, text) in [
        ("\"a\"", "a"),
        ("\"\"", ""),
        ("\"  \"", "  "),
        ("12.50", "12.50"),
        ("-0", "-0"),
        ("1e3", "1e3"),
        ("99999999999999999999.10", "99999999999999999999.10"),
        ("true", "true"),
        (r#"{"b": 1.0, "a": [null]}"#, r#"{"b":1.0,"a":[null]}"#),
        ("[1, 2]", "[1,2]"),
    ] {
        assert_eq!(member::<String>(json).as_deref(), Ok(text), "{json}");
        assert_eq!(member::<Cow<'static, str>>(json).as_deref(), Ok(text), "{json}");
    }
}

#[test]
fn text_is_unescaped_properly() {
    assert_eq!(
        member::<String>(r#""\u4e2d\u6587\uD83D\uDE00\/\b\f\n\r\t\"\\""#).as_deref(),
        Ok("中文😀/\u{8}\u{c}\n\r\t\"\\")
    );
}

#[test]
fn money_and_decimals_keep_every_digit() {
    for json in ["\"200.07\"", "200.07", "\" 200.07 \""] {
        assert_eq!(member::<Price>(json).map(|price| price.to_string()).as_deref(), Ok("200.07"), "{json}");
        assert_eq!(
            member::<Decimal>(json).map(|number| number.to_string()).as_deref(),
            Ok("200.07"),
            "{json}"
        );
    }
    let long = "12345678901234567890.12345678901234567890";
    assert_eq!(member::<Decimal>(long).map(|number| number.to_string()).as_deref(), Ok(long));
    assert_eq!(member::<Decimal>("1E-7").map(|number| number.to_string()).as_deref(), Ok("1E-7"));
    for json in ["true", "\"1,200.00\"", "\"¥5\"", "\"NaN\"", "{}", "\"\""] {
        let text = member::<Price>(json).unwrap_err();
        assert!(text.starts_with("`v`: expected a decimal number, found "), "{json}: {text}");
    }
}

#[test]
fn dates_decode_from_several_forms() {
    let time = DateTime::from_unix(1_763_308_800);
    for json in [
        "\"2025-11-17 00:00:00\"",
        "\"2025-11-17\"",
        "\"2025-11-17T00:00:00\"",
        "\"2025-11-16T16:00:00Z\"",
        "\"2025-11-17 00:00:00.0\"",
        "\" 2025-11-17 00:00:00 \"",
        "1763308800000",
    ] {
        assert_eq!(member::<DateTime>(json), Ok(time), "{json}");
    }
    for json in ["\"2025-13-01 00:00:00\"", "\"2025-02-30\"", "\"昨天\"", "true", "{}", "\"24:00:00\"", "1.5"]
    {
        let text = member::<DateTime>(json).unwrap_err();
        assert!(
            text.starts_with("`v`: expected a time like `2025-11-17 00:00:00`, found "),
            "{json}: {text}"
        );
    }
}

#[test]
fn millis_and_seconds_decode_from_numbers_texts_and_dates() {
    for json in ["1763308800000", "\"1763308800000\"", "\"2025-11-17 00:00:00\""] {
        assert_eq!(member::<Millis>(json), Ok(Millis(1_763_308_800_000)), "{json}");
    }
    for json in ["1763308800", "\"1763308800\"", "\"2025-11-17 00:00:00\""] {
        assert_eq!(member::<Seconds>(json), Ok(Seconds(1_763_308_800)), "{json}");
    }
    assert!(member::<Millis>("\"soon\"").unwrap_err().contains("milliseconds since 1970"));
    assert!(member::<Seconds>("\"soon\"").unwrap_err().contains("seconds since 1970"));
}

#[test]
fn json_in_text_and_real_json_are_read_alike() {
    let expected = Ok(Json(serde_json::json!({"k": [1, "中"]})));
    assert_eq!(member::<Json<serde_json::Value>>(r#""{\"k\":[1,\"中\"]}""#), expected);
    assert_eq!(member::<Json<serde_json::Value>>(r#"{"k":[1,"\u4e2d"]}"#), expected);
    let text = member::<Json<Vec<i64>>>("\"[1,\"").unwrap_err();
    assert!(text.starts_with("`v`: expected JSON (") && text.contains("found the text `[1,`"), "{text}");
}

#[test]
fn empty_text_is_none_except_for_text_fields() {
    assert_eq!(optional::<String>("\"\""), (Some(String::new()), vec![]));
    assert_eq!(optional::<i64>("\"\""), (None, vec![]));
    assert_eq!(optional::<bool>("\"\""), (None, vec![]));
    assert_eq!(optional::<DateTime>("\"\""), (None, vec![]));
    assert_eq!(optional::<Price>("\"\""), (None, vec![]));
    assert_eq!(optional::<Json<i64>>("\"\""), (None, vec![]));
    assert_eq!(optional::<Media>("\"\""), (None, vec![]));
    assert_eq!(optional::<crate::support::Of<i64>>("\"\""), (None, vec![]));
    assert_eq!(optional::<String>("null"), (None, vec![]));
}

#[test]
fn unknown_codes_are_kept() {
    assert_eq!(member::<Media>("\"IMAGE\""), Ok(Media::Image));
    assert_eq!(member::<Media>("\"image\""), Ok(Media::Other("image".into())));
    assert_eq!(member::<Media>("7"), Ok(Media::Other("7".into())));
    assert_eq!(member::<Level>("7"), Ok(Level::High));
    assert_eq!(member::<Level>("\"7\""), Ok(Level::High));
    assert_eq!(member::<Level>("-1.0"), Ok(Level::Low));
    assert_eq!(member::<Level>("99"), Ok(Level::Other(99)));
    assert!(member::<Level>("\"x\"").unwrap_err().starts_with("`v`: expected a whole number"));
    assert!(member::<Media>("{}").unwrap_err().starts_with("`v`: expected a code, found an object"));
}

#[test]
fn unknown_code_without_other_is_an_issue_with_the_known_codes() {
    #[derive(Debug, Clone, PartialEq, TopValue)]
    enum Closed {
        #[top("A")]
        A,
        #[top("B")]
        B,
    }
    #[derive(Debug, Clone, PartialEq, TopValue)]
    enum Numbered {
        #[top(1)]
        One,
        #[top(2)]
        Two,
    }
    assert_eq!(member::<Closed>("\"B\""), Ok(Closed::B));
    assert_eq!(member::<Numbered>("2"), Ok(Numbered::Two));
    assert_eq!(
        member::<Closed>("\"C\"").unwrap_err(),
        "`v`: expected one of the codes `A`, `B`, found the text `C`"
    );
    assert_eq!(
        member::<Numbered>("3").unwrap_err(),
        "`v`: expected one of the codes `1`, `2`, found the number `3`"
    );
    let (value, issues) = optional::<Closed>("\"C\"");
    assert_eq!((value, issues.len()), (None, 1));
}

#[test]
fn an_untyped_member_keeps_everything() {
    let json = r#"{"b":[1.50,null,true],"a":"x"}"#;
    assert_eq!(member::<Value>(json).map(|value| value.to_string()).as_deref(), Ok(json));
    assert_eq!(member::<Value>("null"), Ok(Value::Null));
    assert_eq!(member::<Value>("\"{}\"").map(|value| value.to_string()).as_deref(), Ok("\"{}\""));
}
