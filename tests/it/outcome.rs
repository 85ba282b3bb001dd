//! Platform error, then verdict, then decoding; and every rule of the verdict.

mod bounded;
mod found;
mod words;

use std::time::Duration;

use top_runtime::error::{BusinessFailure, ErrorKind, FailureDetail};
use top_runtime::{Error, Outcome, TopValue, Value};

use crate::support::{answering, answering_simplified, ask, read, read_raw};

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Verdict {
    #[top(success)]
    ok: Option<bool>,
    #[top(error_code)]
    code: Option<String>,
    #[top(error_message)]
    text: Option<String>,
    needed: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Inside {
    #[top(outcome)]
    result: Verdict,
    id: i64,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Listed {
    #[top(success)]
    ok: Option<bool>,
    #[top(outcome)]
    errors: Vec<Finding>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Finding {
    #[top(error_code)]
    code: Option<String>,
    #[top(error_message)]
    text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Maybe {
    #[top(outcome)]
    result: Option<Listed>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Coded {
    #[top(success = "SUCCESS")]
    status: Option<String>,
    #[top(error_message)]
    text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Failed {
    #[top(success = false)]
    failed: Option<bool>,
    #[top(error_code)]
    code: Option<String>,
}

/// What a reply says: `None` is success.
fn verdict<T: top_runtime::codec::Decode + std::fmt::Debug>(json: &str) -> Option<BusinessFailure> {
    let checked = read::<T>(json);
    match read_raw::<T>(json).expect("raw gives the reply either way").outcome() {
        Outcome::Success => {
            assert!(checked.is_ok(), "{json}");
            None
        }
        Outcome::Failure(failure) => {
            let Err(ErrorKind::Business(business)) = checked.as_ref().map_err(Error::kind) else {
                panic!("{json}: {checked:?}")
            };
            assert_eq!(&business.failure, failure, "{json}");
            Some(failure.clone())
        }
    }
}

/// What [`verdict`] gives for a failure without a list.
#[allow(clippy::unnecessary_wraps)] // it stands beside what is an `Option`
fn failure(code: &str, message: &str) -> Option<BusinessFailure> {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Some(BusinessFailure { code: text(code), message: text(message), details: vec![] })
}

#[test]
fn explicit_success_wins_over_any_code() {
    for json in [
        r#"{"ok":true,"code":"E","text":"warning"}"#,
        r#"{"ok":"true","code":"E"}"#,
        r#"{"ok":1,"code":500}"#,
    ] {
        assert_eq!(verdict::<Verdict>(json), None, "{json}");
    }
}

#[test]
fn explicit_failure_is_a_failure_with_or_without_a_code() {
    assert_eq!(verdict::<Verdict>(r#"{"ok":false}"#), failure("", ""));
    assert_eq!(verdict::<Verdict>(r#"{"ok":"FALSE","code":7,"text":"no"}"#), failure("7", "no"));
}

#[test]
fn without_a_flag_a_code_or_message_is_a_failure_and_silence_success() {
    assert_eq!(verdict::<Verdict>(r#"{"code":"E"}"#), failure("E", ""));
    assert_eq!(verdict::<Verdict>(r#"{"text":"no"}"#), failure("", "no"));
    assert_eq!(verdict::<Verdict>(r#"{"ok":null,"text":"no"}"#), failure("", "no"));
    for json in ["{}", r#"{"code":"","text":"  "}"#, r#"{"code":null}"#, r#"{"needed":1}"#] {
        assert_eq!(verdict::<Verdict>(json), None, "{json}");
    }
}

#[test]
fn a_verdict_inside_a_member_counts_for_the_reply() {
    assert_eq!(verdict::<Inside>(r#"{"id":1,"result":{"ok":true}}"#), None);
    assert_eq!(
        verdict::<Inside>(r#"{"id":1,"result":{"ok":false,"code":"E","text":"no"}}"#),
        failure("E", "no")
    );
}

#[test]
fn a_list_of_errors_names_the_first_and_keeps_all() {
    let detail =
        |code: &str, text: &str| FailureDetail { code: Some(code.into()), message: Some(text.into()) };
    let errors = r#"[{"code":"A","text":"a"},{"code":"B","text":"b"}]"#;
    for json in [
        format!(r#"{{"ok":false,"errors":{errors}}}"#),
        format!(r#"{{"ok":false,"errors":{{"finding":{errors}}}}}"#),
        format!(r#"{{"errors":{errors}}}"#),
    ] {
        let failure = verdict::<Listed>(&json).unwrap();
        assert_eq!((failure.code.as_deref(), failure.message.as_deref()), (Some("A"), Some("a")), "{json}");
        assert_eq!(failure.details, [detail("A", "a"), detail("B", "b")], "{json}");
    }
    assert_eq!(verdict::<Listed>(&format!(r#"{{"ok":true,"errors":{errors}}}"#)), None);
    for json in [r#"{"errors":[]}"#, r#"{"errors":{}}"#, r#"{"errors":""}"#, r#"{"errors":null}"#] {
        assert_eq!(verdict::<Listed>(json), None, "{json}");
    }
}

#[test]
fn outcome_may_stand_on_an_option() {
    assert_eq!(verdict::<Maybe>("{}"), None);
    assert_eq!(verdict::<Maybe>(r#"{"result":{"ok":true}}"#), None);
    let failure = verdict::<Maybe>(r#"{"result":{"ok":false,"errors":{"finding":[{"code":"A"}]}}}"#).unwrap();
    assert_eq!((failure.code.as_deref(), failure.details.len()), (Some("A"), 1));
}

#[test]
fn a_success_literal_is_also_the_code_unless_another_is_marked() {
    assert_eq!(verdict::<Coded>(r#"{"status":"SUCCESS","text":"fine"}"#), None);
    assert_eq!(verdict::<Coded>(r#"{"status":"DENIED","text":"no"}"#), failure("DENIED", "no"));
    assert_eq!(verdict::<Failed>(r#"{"failed":false,"code":"E"}"#), None);
    assert_eq!(verdict::<Failed>(r#"{"failed":true,"code":"E"}"#), failure("E", ""));
    assert_eq!(verdict::<Failed>(r#"{"failed":true}"#), failure("", ""));
}

#[derive(Debug, Clone, PartialEq, TopValue)]
#[top(outcome = judge)]
struct Judged {
    total: Option<i64>,
}

/// Fails where the number of failures is not 0.
fn judge(reply: &Value) -> Outcome {
    match reply.get("failures").and_then(Value::as_i64) {
        None | Some(0) => Outcome::Success,
        Some(count) => Outcome::failure("PARTIAL", format!("{count} failed")),
    }
}

#[test]
fn a_function_can_say_what_markers_cannot() {
    #[derive(Debug, Clone, PartialEq, TopValue)]
    struct Around {
        #[top(outcome)]
        result: Judged,
    }
    assert_eq!(verdict::<Judged>(r#"{"total":2,"failures":0}"#), None);
    assert_eq!(verdict::<Judged>(r#"{"total":2,"failures":"1"}"#), failure("PARTIAL", "1 failed"));
    assert_eq!(verdict::<Around>(r#"{"result":{"failures":3}}"#), failure("PARTIAL", "3 failed"));
}

#[test]
fn a_business_failure_is_never_hidden_by_a_member_that_does_not_decode() {
    for json in [
        r#"{"result":{"ok":false,"code":"E"}}"#,
        r#"{"result":{"ok":false,"code":"E"},"id":"no number"}"#,
        r#"{"result":{"ok":false,"code":"E","needed":{}},"id":[]}"#,
    ] {
        let error = read::<Inside>(json).unwrap_err();
        let ErrorKind::Business(business) = error.kind() else { panic!("{json}: {error:?}") };
        assert_eq!(business.code(), Some("E"));
        assert!(!error.may_have_executed() && !error.is_retryable());
    }
    assert!(matches!(
        read::<Inside>(r#"{"result":{"ok":true},"id":"x"}"#).as_ref().map_err(top_runtime::Error::kind),
        Err(ErrorKind::Decode(_))
    ));
}

#[test]
fn a_platform_error_comes_before_everything() {
    let body = r#"{"error_response":{"code":50,"msg":"Remote service error","sub_code":"isv.invalid-parameter",
        "sub_msg":"非法参数","request_id":"r1"},"test_ask_response":{"result":{"ok":false},"id":1}}"#;
    for client in [answering(body), answering_simplified(body)] {
        let error = ask::<Inside>(&client).unwrap_err();
        let ErrorKind::Platform(platform) = error.kind() else { panic!("{error:?}") };
        assert_eq!((platform.code.as_str(), platform.msg.as_str()), ("50", "Remote service error"));
        assert_eq!(platform.sub_code.as_deref(), Some("isv.invalid-parameter"));
        assert_eq!(platform.sub_msg.as_deref(), Some("非法参数"));
        assert_eq!(error.request_id(), Some("r1"));
        assert!(error.is_caller_fault() && !error.is_retryable());
        assert_eq!(
            error.to_string(),
            "test.ask: the platform refused the call: code 50 `Remote service error`, sub_code \
             `isv.invalid-parameter`, sub_msg `非法参数`, request_id `r1`"
        );
    }
}

#[test]
fn an_error_response_is_an_error_even_with_code_0() {
    let error = ask::<Inside>(&answering(r#"{"error_response":{"code":0,"msg":"ok"}}"#)).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Platform(_)), "{error:?}");
    let error =
        ask::<Inside>(&answering(r#"{"error_response":{"code":"27","msg":"Invalid session"}}"#)).unwrap_err();
    assert!(error.is_session_invalid());
    let error = ask::<Inside>(&answering(
        r#"{"error_response":{"code":7,"msg":"App Call Limited","sub_msg":"This ban will last for 3 more seconds"}}"#,
    ))
    .unwrap_err();
    assert_eq!((error.is_throttled(), error.retry_after()), (true, Some(Duration::from_secs(3))));
}

#[test]
fn a_flat_error_is_one_where_simplify_was_asked_for() {
    for body in [
        r#"{"code":15,"msg":"Remote service error","sub_code":"isv.x"}"#,
        r#"{"code":"15","msg":"Remote service error","request_id":"r1"}"#,
    ] {
        let error = ask::<Inside>(&answering_simplified(body)).unwrap_err();
        let ErrorKind::Platform(platform) = error.kind() else { panic!("{body}: {error:?}") };
        assert_eq!(platform.code, "15");
        assert!(
            !matches!(ask::<Inside>(&answering(body)).unwrap_err().kind(), ErrorKind::Platform(_)),
            "{body}"
        );
        assert!(matches!(
            ask::<Value>(&answering_simplified(body)).unwrap_err().kind(),
            ErrorKind::Platform(_)
        ));
    }
}

#[test]
fn a_reply_with_a_code_of_its_own_is_no_flat_error() {
    let body = r#"{"code":"E7","text":"no","msg":"x","request_id":"r1"}"#;
    let error = ask::<Verdict>(&answering_simplified(body)).unwrap_err();
    let ErrorKind::Business(business) = error.kind() else { panic!("{error:?}") };
    assert_eq!(business.code(), Some("E7"));
    let numeric = r#"{"code":15,"text":"no","msg":"x","sub_code":"y"}"#;
    assert!(matches!(
        ask::<Verdict>(&answering_simplified(numeric)).unwrap_err().kind(),
        ErrorKind::Business(_)
    ));
}

#[test]
fn fields_called_code_and_msg_in_a_good_reply_are_no_error() {
    let json = r#"{"code":15,"msg":"x","sub_code":"isv.y","id":1,"result":{"ok":true}}"#;
    assert_eq!(read::<Inside>(json).unwrap().id, 1);
    let body = r#"{"code":"x","msg":"x","sub_code":"isv.y","id":1,"result":{"ok":true}}"#;
    assert_eq!(ask::<Inside>(&answering_simplified(body)).unwrap().id, 1);
}

#[test]
fn one_line_tells_all_that_support_asks_for() {
    let json = r#"{"result":{"ok":false,"code":"E","text":"no\nway"},"request_id":"r9"}"#;
    assert_eq!(
        read::<Inside>(json).unwrap_err().to_string(),
        "test.ask: business failure: code `E`, message `no\\nway`, request_id `r9`"
    );
}

#[test]
fn a_text_of_the_platform_cannot_break_the_line() {
    for body in [
        r#"{"error_response":{"code":"7\n8","msg":"a\nb","sub_code":"c\nd","sub_msg":"e\u0085f"}}"#,
        r#"{"error_response":{"code":7,"msg":"a","request_id":"r\n1"}}"#,
        r#"{"test_ask_response":{"result":{"ok":false,"code":"c\nd"},"request_id":"r\n1"}}"#,
    ] {
        let text = ask::<Inside>(&answering(body)).unwrap_err().to_string();
        assert!(!text.contains(char::is_control), "{text:?}");
    }
}
