//! What flags, codes and messages mean.

use top_runtime::error::{ErrorKind, FailureDetail};
use top_runtime::{Outcome, TopValue};

use super::{Coded, Failed, Listed, Verdict};
use crate::support::{read, read_raw};

/// What `execute` makes of a reply: success, a plain failure, a failure that may have executed, or neither.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Seen {
    Success,
    Failure,
    MayHaveExecuted,
    Unreadable,
}

fn seen<T: top_runtime::codec::Decode + std::fmt::Debug>(json: &str) -> Seen {
    let raw = read_raw::<T>(json);
    let seen = match read::<T>(json) {
        Ok(_) => Seen::Success,
        Err(error) if matches!(error.kind(), ErrorKind::Business(_)) && error.may_have_executed() => {
            Seen::MayHaveExecuted
        }
        Err(error) if matches!(error.kind(), ErrorKind::Business(_)) => Seen::Failure,
        Err(error) if matches!(error.kind(), ErrorKind::Decode(_)) && error.may_have_executed() => {
            Seen::Unreadable
        }
        Err(error) => panic!("{json}: {error:?}"),
    };
    if let Ok(raw) = raw {
        assert_eq!(raw.outcome().is_success(), seen == Seen::Success, "{json}");
    }
    seen
}

#[track_caller]
fn all<T: top_runtime::codec::Decode + std::fmt::Debug>(expected: Seen, jsons: &[&str]) {
    for json in jsons {
        assert_eq!(seen::<T>(json), expected, "{json}");
    }
}

#[test]
fn a_flag_is_read_in_any_case_and_spelling() {
    for (word, expected) in [
        ("true", Seen::Success),
        ("T", Seen::Success),
        ("Y", Seen::Success),
        ("1", Seen::Success),
        ("yes", Seen::Success),
        ("false", Seen::Failure),
        ("F", Seen::Failure),
        ("N", Seen::Failure),
        ("0", Seen::Failure),
        ("no", Seen::Failure),
    ] {
        for word in [word.to_owned(), word.to_uppercase(), word.to_lowercase(), format!(" {word}\n")] {
            let flag = serde_json::Value::from(word);
            let json = format!(r#"{{"ok":{flag},"code":"E"}}"#);
            all::<Verdict>(expected, &[&json]);
        }
    }
    all::<Verdict>(Seen::Success, &[r#"{"ok":true}"#, r#"{"ok":1}"#, r#"{"ok":1.0}"#, r#"{"ok":1e0}"#]);
    all::<Verdict>(Seen::Failure, &[r#"{"ok":false}"#, r#"{"ok":0}"#, r#"{"ok":0.0}"#, r#"{"ok":-0}"#]);
}

#[test]
fn a_flag_that_cannot_be_read_is_no_success() {
    for flag in
        ["\"maybe\"", "2", "-1", "1.5", "{}", "[]", "[true]", r#"{"v":true}"#, "\"truee\"", "\"成功\""]
    {
        for json in [
            format!(r#"{{"ok":{flag}}}"#),
            format!(r#"{{"ok":{flag},"code":"0","text":"success"}}"#),
            format!(r#"{{"needed":1,"ok":{flag},"code":null}}"#),
        ] {
            all::<Verdict>(Seen::Unreadable, &[&json]);
        }
        // What the code says is not lost.
        let json = format!(r#"{{"ok":{flag},"code":"E","text":"no"}}"#);
        assert_eq!(seen::<Verdict>(&json), Seen::MayHaveExecuted, "{json}");
    }
    let error = read::<Listed>(r#"{"errors":[{}],"ok":"maybe"}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "test.ask: the reply does not fit its declaration: `ok`: expected true or false, T or F, Y or N, 1 or 0, \
         found the text `maybe`"
    );
}

#[test]
fn a_raw_reply_says_that_its_flag_cannot_be_read() {
    let raw = read_raw::<Verdict>(r#"{"ok":"maybe"}"#).unwrap();
    let Outcome::Failure(failure) = raw.outcome() else { panic!("{:?}", raw.outcome()) };
    assert!(failure.message.as_ref().unwrap().starts_with("`ok`: expected true or false"), "{failure:?}");
    assert_eq!(raw.ok, None);
}

#[test]
fn a_blank_or_null_flag_is_absent() {
    for flag in ["null", "\"\"", "\"  \""] {
        all::<Verdict>(
            Seen::Success,
            &[&format!(r#"{{"ok":{flag}}}"#), &format!(r#"{{"ok":{flag},"code":0}}"#)],
        );
        all::<Verdict>(Seen::MayHaveExecuted, &[&format!(r#"{{"ok":{flag},"code":"E"}}"#)]);
    }
    all::<Verdict>(Seen::Success, &[r#"{"ok":false,"ok":null}"#]);
}

#[test]
fn a_flag_decides_against_codes() {
    all::<Verdict>(Seen::Success, &[r#"{"ok":"Y","code":"E","text":"no"}"#, r#"{"ok":true,"code":500}"#]);
    all::<Verdict>(
        Seen::Failure,
        &[r#"{"ok":"N","code":"0","text":"success"}"#, r#"{"ok":false,"code":"SUCCESS"}"#],
    );
    all::<Failed>(Seen::Failure, &[r#"{"failed":"Y"}"#, r#"{"failed":1,"code":"0"}"#]);
    all::<Failed>(Seen::Success, &[r#"{"failed":"n","code":"E"}"#, r#"{"failed":0.0}"#]);
    all::<Failed>(Seen::Unreadable, &[r#"{"failed":"?"}"#]);
}

#[test]
fn without_a_flag_the_code_decides() {
    for code in [
        "0",
        "\"0\"",
        "\"00000\"",
        "200",
        "\"200\"",
        "200.0",
        "0.0",
        "\"SUCCESS\"",
        "\"success\"",
        "\"OK\"",
        "\"Ok\"",
        "\" 0 \"",
    ] {
        all::<Verdict>(
            Seen::Success,
            &[
                &format!(r#"{{"code":{code},"needed":1}}"#),
                &format!(r#"{{"code":{code},"text":"操作失败"}}"#),
            ],
        );
    }
    for code in [
        "1",
        "-1",
        "\"E1\"",
        "\"0200\"",
        "201",
        "\"2000\"",
        "\"FAIL\"",
        "\"SUCCESS_PARTIAL\"",
        "\"O K\"",
        "true",
        "0.5",
        r#"{"a":1}"#,
        "[0]",
        "\"０\"",
    ] {
        all::<Verdict>(
            Seen::MayHaveExecuted,
            &[&format!(r#"{{"code":{code}}}"#), &format!(r#"{{"code":{code},"text":"success"}}"#)],
        );
    }
    for nothing in ["null", "\"\"", "\" \"", "{}", "[]"] {
        all::<Verdict>(Seen::Success, &[&format!(r#"{{"code":{nothing},"text":{nothing}}}"#)]);
    }
}

#[test]
fn a_message_alone_is_a_failure_unless_it_says_success() {
    all::<Verdict>(
        Seen::Success,
        &[
            r#"{"text":"success"}"#,
            r#"{"text":"OK"}"#,
            r#"{"text":"Success"}"#,
            r#"{"text":"0"}"#,
            r#"{"text":200}"#,
        ],
    );
    all::<Verdict>(
        Seen::MayHaveExecuted,
        &[r#"{"text":"no"}"#, r#"{"text":"系统异常"}"#, r#"{"text":"not ok"}"#, r#"{"text":["a"]}"#],
    );
}

#[test]
fn a_literal_is_compared_and_may_have_executed_otherwise() {
    #[derive(Debug, Clone, PartialEq, TopValue)]
    struct Numbered {
        #[top(success = 0)]
        code: Option<i64>,
        #[top(error_message)]
        text: Option<String>,
    }
    all::<Coded>(Seen::Success, &[r#"{"status":"SUCCESS"}"#, r#"{"status":null}"#, r#"{"status":""}"#]);
    all::<Coded>(Seen::MayHaveExecuted, &[r#"{"status":"DENIED"}"#, r#"{"status":0}"#]);
    all::<Coded>(Seen::Unreadable, &[r#"{"status":{}}"#]);
    all::<Numbered>(Seen::Success, &[r#"{"code":0}"#, r#"{"code":"0"}"#, r#"{"code":0.0,"text":"x"}"#]);
    all::<Numbered>(Seen::MayHaveExecuted, &[r#"{"code":-1}"#, r#"{"code":"isv.x"}"#, r#"{"text":"no"}"#]);
    let error = read::<Numbered>(r#"{"code":"isv.x","text":"no"}"#).unwrap_err();
    assert_eq!(error.to_string(), "test.ask: business failure: code `isv.x`, message `no`");
}

#[test]
fn each_element_of_a_list_speaks_for_itself() {
    all::<Listed>(
        Seen::MayHaveExecuted,
        &[r#"{"errors":[{"code":"0"},{"code":"E"}]}"#, r#"{"errors":[{"code":"OK"},{"text":"no"}]}"#],
    );
    all::<Listed>(
        Seen::Success,
        &[r#"{"errors":[{"code":"0"},{"text":"success"},{}]}"#, r#"{"ok":true,"errors":[{"code":"E"}]}"#],
    );
    let error =
        read::<Listed>(r#"{"errors":[{"code":"0","text":"fine"},{"code":"E","text":"no"}]}"#).unwrap_err();
    let ErrorKind::Business(business) = error.kind() else { panic!("{error:?}") };
    assert_eq!((business.code(), business.message()), (Some("E"), Some("no")));
    let detail = FailureDetail { code: Some("E".into()), message: Some("no".into()) };
    assert_eq!(business.failure.details, [detail]);
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Enclosing {
    #[top(error_code)]
    code: Option<String>,
    #[top(error_message)]
    text: Option<String>,
    #[top(outcome)]
    result: Option<Verdict>,
    #[top(flatten)]
    rest: Option<Rest>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Rest {
    #[top(outcome)]
    rows: Vec<Verdict>,
}

#[test]
fn an_inner_failure_is_not_hidden_by_an_outer_code() {
    all::<Enclosing>(Seen::Failure, &[r#"{"code":"0","text":"success","result":{"ok":false,"code":"E"}}"#]);
    all::<Enclosing>(
        Seen::MayHaveExecuted,
        &[
            r#"{"code":"0","result":{"code":"E"}}"#,
            r#"{"code":"0","result":{"ok":true},"rows":[{"code":"E"}]}"#,
            r#"{"rows":[{"ok":true},{"code":"E"}]}"#,
        ],
    );
    // The only flag there is decides, whatever is said around it.
    all::<Enclosing>(
        Seen::Success,
        &[r#"{"text":"操作成功","result":{"ok":true}}"#, r#"{"code":"0","rows":[{"ok":true},{"code":"0"}]}"#],
    );
    let error =
        read::<Enclosing>(r#"{"code":"0","text":"success","result":{"ok":false,"code":"E","text":"no"}}"#);
    assert_eq!(error.unwrap_err().to_string(), "test.ask: business failure: code `E`, message `no`");
}
