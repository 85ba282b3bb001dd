//! Invalid JSON strings: the invalid position is repaired and listed, and the rest of the reply is
//! decoded.

use top_runtime::error::{ErrorKind, IssueKind};
use top_runtime::{Error, Json, TopValue, Value};

use crate::support::{ask, client_with_reply, client_with_simplified_reply};

#[derive(Debug, PartialEq, TopValue)]
struct Page {
    total: Option<i64>,
    trades: Vec<Trade>,
    note: Option<Note>,
    extra: Option<Value>,
}

#[derive(Debug, PartialEq, TopValue)]
struct Trade {
    tid: i64,
    buyer_message: Option<String>,
}

#[derive(Debug, PartialEq, TopValue)]
struct Note {
    text: String,
}

/// Returns a page of three messages; the second one is the given string content.
fn page(message: &str) -> String {
    format!(
        r#"{{"test_ask_response":{{"total":3,"trades":{{"trade":[{{"tid":1,"buyer_message":"好的"}},
        {{"tid":2,"buyer_message":"{message}"}},{{"tid":3,"buyer_message":"\u597d"}}]}},"request_id":"r1"}}}}"#
    )
}

const PATH: &str = "trades.trade[1].buyer_message";

#[test]
fn invalid_escapes_are_repaired_and_listed() {
    for (message, read, expected, found) in [
        (r"好的\ud83d", "好的\u{fffd}", "surrogate", r"`\ud83d`"),
        (r"\ud83d好", "\u{fffd}好", "surrogate", r"`\ud83d`"),
        (r"a\ude00b", "a\u{fffd}b", "surrogate", r"`\ude00`"),
        (r"\uD83D\u0041", "\u{fffd}A", "surrogate", r"`\uD83D`"),
        (r"\ud83d\ud83d\ude00", "\u{fffd}😀", "surrogate", r"`\ud83d`"),
        (r"\ud83d\n", "\u{fffd}\n", "surrogate", r"`\ud83d`"),
        (r"\ud83d\\ude00", r"�\ude00", "surrogate", r"`\ud83d`"),
        (r"C:\x", r"C:\x", "escape", r"`\x`"),
        (r"it\'s", r"it\'s", "escape", r"`\'`"),
        (r"\好", r"\好", "escape", r"`\好`"),
        (r"\U4e2d", r"\U4e2d", "escape", r"`\U`"),
        (r"\u12", r"\u12", "escape", r"`\u`"),
        (r"\u12zz", r"\u12zz", "escape", r"`\u`"),
        (r"\u好的好的", r"\u好的好的", "escape", r"`\u`"),
        (r"\0", r"\0", "escape", r"`\0`"),
        ("\\é\t", "\\é\t", "escape", "`\\é`"),
    ] {
        let reply = ask::<Page>(&client_with_reply(page(message))).unwrap();
        let texts: Vec<_> = reply.trades.iter().filter_map(|trade| trade.buyer_message.as_deref()).collect();
        assert_eq!(texts, ["好的", read, "好"], "{message}");
        let [issue] = reply.issues() else { panic!("{message}: {:?}", reply.issues()) };
        assert_eq!((&*issue.path, issue.kind), (PATH, IssueKind::WrongType), "{message}");
        assert!(issue.expected.contains(expected), "{message}: {issue}");
        assert_eq!(issue.found, found, "{message}");
        assert!(reply.value().to_string().contains("buyer_message"), "{message}");
        assert_eq!(reply.unknown_fields(), [""; 0], "{message}");
    }
}

#[test]
fn two_lone_surrogates_and_an_unknown_escape_are_three_issues() {
    let reply = ask::<Page>(&client_with_reply(page(r"\ude00\ud83d\q"))).unwrap();
    assert_eq!(reply.trades[1].buyer_message.as_deref(), Some("\u{fffd}\u{fffd}\\q"));
    assert_eq!(reply.issues().len(), 3);
}

#[test]
fn raw_control_characters_are_kept_and_need_no_issue() {
    for message in ["a\nb", "\u{0}", "\t\u{1f}", "a\\n\nb"] {
        let reply = ask::<Page>(&client_with_reply(page(message))).unwrap();
        assert_eq!(reply.trades[1].buyer_message.as_deref(), Some(&*message.replace("\\n", "\n")));
        assert_eq!(reply.issues(), []);
    }
    let reply = ask::<Page>(&client_with_reply(page("a\\\nb"))).unwrap();
    assert_eq!(reply.trades[1].buyer_message.as_deref(), Some("a\nb"));
}

#[test]
fn escapes_in_names_and_unknown_members_are_repaired() {
    let body = r#"{"total":1,"na\me":"\ud800","extra":{"k":["\x"]},"request_id":"r"}"#;
    let reply = ask::<Page>(&client_with_simplified_reply(body)).unwrap();
    assert_eq!(reply.total, Some(1));
    let paths: Vec<_> = reply.issues().iter().map(|issue| &*issue.path).collect();
    assert_eq!(paths, ["na\\me", "na\\me", "extra.k[0]"]);
    assert_eq!(reply.unknown_fields(), ["na\\me"]);
}

#[test]
fn escapes_in_json_texts_are_repaired() {
    for (inner, read) in [(r#"{\"text\":\"好\\ud83d\"}"#, "好\u{fffd}"), (r#"{\"text\":\"\\x\"}"#, "\\x")] {
        let body = format!(r#"{{"test_ask_response":{{"note":"{inner}","request_id":"r"}}}}"#);
        let reply = ask::<Page>(&client_with_reply(body)).unwrap();
        assert_eq!(reply.note, Some(Note { text: read.to_owned() }), "{inner}");
        let paths: Vec<_> = reply.issues().iter().map(|issue| &*issue.path).collect();
        assert_eq!(paths, ["note.text"], "{inner}");
    }
    // A line feed that is escaped once is raw in the JSON of the text.
    let body = r#"{"test_ask_response":{"note":"{\"text\":\"a\nb\"}","request_id":"r"}}"#;
    let reply = ask::<Page>(&client_with_reply(body)).unwrap();
    assert_eq!(reply.note, Some(Note { text: "a\nb".to_owned() }));
    assert_eq!(reply.issues(), []);
}

#[test]
fn at_most_256_repairs_are_listed() {
    let message = r"\ud83d".repeat(100_000);
    let reply = ask::<Page>(&client_with_reply(page(&message))).unwrap();
    assert_eq!(reply.issues().len(), 256);
    assert_eq!(reply.trades[1].buyer_message.as_ref().map(|text| text.chars().count()), Some(100_000));
}

#[test]
fn platform_error_with_repaired_text_is_recognised() {
    let body = r#"{"error_response":{"code":15,"msg":"Remote service error","sub_code":"isv.x","sub_msg":"\ud83d\x"}}"#;
    let Err(ErrorKind::Platform(error)) = ask::<Page>(&client_with_reply(body)).map_err(Error::into_kind)
    else {
        panic!("no error")
    };
    assert_eq!(error.sub_msg.as_deref(), Some("\u{fffd}\\x"));
}

#[test]
fn malformed_json_outside_of_strings_is_an_error() {
    for body in [
        r#"{"test_ask_response":{"total":NaN}}"#,
        r#"{"test_ask_response":{"total":1,}}"#,
        r#"{"test_ask_response":{"total":1\u0020}}"#,
        r#"{"test_ask_response":{'total':1}}"#,
        r#"{"test_ask_response":{"extra":"\"#,
        r#"{"test_ask_response":{"extra":"\u"#,
        r#"{"test_ask_response":{"extra":"\ud83d"#,
        r#"{"test_ask_response":{"extra":"\"}}"#,
    ] {
        let error = ask::<Page>(&client_with_reply(body)).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::UnexpectedBody(_)), "{body}: {error:?}");
    }
}

#[test]
fn json_field_for_serde_is_repaired_and_listed() {
    #[derive(Debug, TopValue)]
    struct Extra {
        json: Option<Json<serde_json::Value>>,
    }
    for (inner, read, issues) in [
        (r#"{\"a\":\"x\ny\"}"#, "x\ny", 0),
        (r#"{\"a\":\"\\ud83d\"}"#, "\u{fffd}", 1),
        (r#"{\"a\":\"\\x\"}"#, "\\x", 1),
    ] {
        let body = format!(r#"{{"test_ask_response":{{"json":"{inner}","request_id":"r"}}}}"#);
        let reply = ask::<Extra>(&client_with_reply(body)).unwrap();
        assert_eq!(reply.json.as_ref().map(|json| &json["a"]), Some(&read.into()), "{inner}");
        assert_eq!(reply.issues().len(), issues, "{inner}");
    }
    let body = r#"{"test_ask_response":{"json":"{\"a\":}","request_id":"r"}}"#;
    let reply = ask::<Extra>(&client_with_reply(body)).unwrap();
    assert!(reply.json.is_none() && reply.issues().len() == 1);
}

#[test]
fn parsing_a_value_is_strict() {
    for text in [r#""\x""#, r#""\ud83d""#, "\"a\nb\""] {
        assert!(text.parse::<Value>().is_err(), "{text}");
    }
}
