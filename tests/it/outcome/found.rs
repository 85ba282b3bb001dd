//! The outcome is found at every position at which the decoder finds the value.

use top_runtime::__v0_1_0::OutcomeFields;
use top_runtime::codec::{Decode, Decoder, Encode, Encoder, Kind, Node};
use top_runtime::error::ErrorKind;
use top_runtime::{Client, TopValue};

use super::Verdict;
use crate::support::{ask, client_with_reply, client_with_simplified_reply, read, read_raw};

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Held<T> {
    #[top(outcome)]
    result: T,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Spread {
    id: Option<i64>,
    #[top(flatten)]
    inner: Held<Verdict>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Renamed {
    #[top(outcome, item = "row")]
    result: Vec<Verdict>,
}

/// Asserts that the reply is a business failure with the code `E1`.
#[track_caller]
fn fails<T: Decode + std::fmt::Debug>(json: &str) {
    let error = read::<T>(json).expect_err(json);
    let ErrorKind::Business(business) = error.kind() else { panic!("{json}: {error:?}") };
    assert_eq!(business.code(), Some("E1"), "{json}");
    assert!(!error.may_have_executed(), "{json}");
}

#[track_caller]
fn succeeds<T: Decode + std::fmt::Debug>(json: &str) {
    read::<T>(json).unwrap_or_else(|error| panic!("{json}: {error}"));
}

#[track_caller]
fn check<T: Decode + std::fmt::Debug>(failed: &str, done: &str) {
    fails::<T>(failed);
    succeeds::<T>(done);
}

const FAILED: &str = r#"{"ok":false,"code":"E1"}"#;
const DONE: &str = r#"{"ok":true,"code":"W"}"#;

/// Returns JSON as the content of a JSON string.
fn text(json: &str) -> String {
    serde_json::Value::from(json).to_string()
}

fn result(json: &str) -> String {
    format!(r#"{{"result":{json}}}"#)
}

#[test]
fn outcome_inside_a_json_text_applies() {
    let (failed, done) = (result(&text(FAILED)), result(&text(DONE)));
    for check in [
        check::<Held<Verdict>>,
        check::<Held<Option<Verdict>>>,
        check::<Held<Box<Verdict>>>,
        check::<Held<Option<Box<Verdict>>>>,
        check::<Held<Vec<Verdict>>>,
        check::<Spread>,
    ] {
        check(&failed, &done);
    }
}

#[test]
fn root_as_json_text_has_an_outcome() {
    fails::<Verdict>(&text(FAILED));
    fails::<Held<Verdict>>(&text(&result(&text(FAILED))));
    succeeds::<Verdict>(&text(DONE));
}

#[test]
fn list_option_and_pointer_responses_have_the_inner_outcome() {
    let list = |one: &str| format!(r#"{{"verdict":[{DONE},{one}]}}"#);
    check::<Vec<Verdict>>(&list(FAILED), &list(DONE));
    check::<Option<Vec<Verdict>>>(&text(&list(FAILED)), &text(&list(DONE)));
    check::<Option<Box<Verdict>>>(FAILED, DONE);
    check::<Vec<Held<Verdict>>>(&format!(r#"{{"held":{}}}"#, result(FAILED)), &result(DONE));
}

#[test]
fn custom_decode_type_forwards_the_outcome() {
    #[derive(Debug)]
    struct Wrapper(Held<Vec<Verdict>>);
    impl Encode for Wrapper {
        fn encode(&self, encoder: &mut Encoder) {
            self.0.encode(encoder);
        }
        fn kind() -> Kind {
            Held::<Vec<Verdict>>::kind()
        }
    }
    impl Decode for Wrapper {
        fn placeholder() -> Self {
            Self(Decode::placeholder())
        }
        fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
            self.0.decode(node, decoder);
        }
        fn markers() -> &'static OutcomeFields {
            Held::<Vec<Verdict>>::markers()
        }
    }
    check::<Wrapper>(&result(&text(FAILED)), &result(&text(DONE)));
    let reply = read::<Wrapper>(&result(DONE)).unwrap();
    assert_eq!(reply.0.result.len(), 1);
}

#[test]
fn last_duplicate_outcome_wins() {
    let twice = |first: &str, last: &str| format!(r#"{{"result":{first},"result":{last}}}"#);
    check::<Held<Verdict>>(&twice(DONE, FAILED), &twice(FAILED, DONE));
    succeeds::<Held<Option<Verdict>>>(&twice(FAILED, "null"));
}

#[test]
fn outcome_applies_in_every_list_form() {
    let forms = |one: &str| {
        let text = text(one);
        [
            format!("[{one}]"),
            format!("[{DONE},null,{one}]"),
            format!(r#"{{"verdict":[{DONE},{one}]}}"#),
            format!(r#"{{"verdict":{one}}}"#),
            format!(r#"{{"total":1,"verdict":{one},"other":[{DONE}]}}"#),
            format!(r#"{{"whatever":[{one}]}}"#),
            format!(r#"{{"whatever":{one}}}"#),
            format!(r#"{{"total":1,"rows":[{one}]}}"#),
            one.to_owned(),
            format!("[{text}]"),
        ]
    };
    for (failed, done) in forms(FAILED).iter().zip(&forms(DONE)) {
        for check in [
            check::<Held<Vec<Verdict>>>,
            check::<Held<Option<Vec<Verdict>>>>,
            check::<Held<Vec<Option<Verdict>>>>,
        ] {
            check(&result(failed), &result(done));
            check(&result(&text(failed)), &result(&text(done)));
        }
    }
}

#[test]
fn outcome_is_found_under_the_declared_item_name() {
    for json in [
        format!(r#"{{"row":[{FAILED}],"other":[{DONE}]}}"#),
        format!(r#"{{"other":[{DONE}],"row":{FAILED}}}"#),
        text(&format!(r#"{{"other":[{DONE}],"row":[{}]}}"#, text(FAILED))),
    ] {
        fails::<Renamed>(&result(&json));
    }
    succeeds::<Renamed>(&result(&format!(r#"{{"row":[{DONE}],"verdict":[{FAILED}]}}"#)));
}

#[test]
fn outcome_applies_in_lists_of_lists() {
    type Lists = Held<Vec<Vec<Verdict>>>;
    fails::<Lists>(&result(&format!("[[],[{DONE},{FAILED}]]")));
    fails::<Lists>(&result(&format!(r#"{{"list":[{{"verdict":[{DONE}]}},{{"verdict":{FAILED}}}]}}"#)));
    fails::<Lists>(&result(&format!("[{}]", text(&format!("[{FAILED}]")))));
    succeeds::<Lists>(&result(&format!("[[],[{DONE}]]")));
}

#[test]
fn outcome_applies_at_every_depth() {
    #[derive(Debug, Clone, PartialEq, TopValue)]
    struct Chain {
        #[top(success)]
        ok: Option<bool>,
        #[top(error_code)]
        code: Option<String>,
        #[top(outcome)]
        inner: Option<Box<Chain>>,
    }
    let (mut good, mut bad) = (r#"{"ok":true}"#.to_owned(), FAILED.to_owned());
    for depth in 0..12 {
        let wrap = |json: &str| {
            // Nested texts double their backslashes.
            let inner = if depth % 4 == 0 { text(json) } else { json.to_owned() };
            format!(r#"{{"ok":true,"inner":{inner}}}"#)
        };
        (good, bad) = (wrap(&good), wrap(&bad));
        fails::<Chain>(&bad);
        succeeds::<Chain>(&good);
    }
}

#[test]
fn outcome_is_found_in_xml_and_simplified_json() {
    type List = Held<Option<Vec<Verdict>>>;
    let xml = |result: &str| {
        client_with_reply(format!("<test_ask_response><result>{result}</result></test_ask_response>"))
    };
    let failed = "<ok>FALSE</ok><code>E1</code>";
    let done = "<verdict><ok>1</ok></verdict>";
    let clients: [Client; 6] = [
        xml(failed),
        xml(&format!("<verdict>{failed}</verdict>")),
        xml(&format!("{done}<verdict>{failed}</verdict>")),
        xml("{&quot;ok&quot;:false,&quot;code&quot;:&quot;E1&quot;}"),
        client_with_simplified_reply(r#"{"result":[{"ok":true},{"ok":"0","code":"E1"}],"request_id":"r"}"#),
        client_with_simplified_reply(r#"{"result":"[{\"ok\":0,\"code\":\"E1\"}]","request_id":"r"}"#),
    ];
    for client in clients {
        let error = ask::<List>(&client).unwrap_err();
        let ErrorKind::Business(business) = error.kind() else { panic!("{error:?}") };
        assert_eq!(business.code(), Some("E1"));
    }
    ask::<List>(&xml(done)).unwrap();
}

#[test]
fn every_text_that_decodes_to_false_is_a_failure() {
    for flag in [
        "false",
        "\"false\"",
        "\"FALSE\"",
        "\"False\"",
        "0",
        "\"0\"",
        "\" false \"",
        "0.0",
        "\"0.0\"",
        "-0",
        "0e5",
    ] {
        let json = format!(r#"{{"ok":{flag},"code":"E1"}}"#);
        assert_eq!(read_raw::<Verdict>(&json).unwrap().ok, Some(false), "{flag}");
        fails::<Verdict>(&json);
        fails::<Held<Vec<Verdict>>>(&result(&text(&json)));
    }
}

#[test]
fn unreadable_outcome_is_not_a_success() {
    for json in ["\"busy\"", "7", "true", "[1]"] {
        let error = read::<Held<Option<Verdict>>>(&result(json)).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Decode(_)) && error.may_have_executed(),
            "{json}: {error:?}"
        );
        assert_eq!(error.issues()[0].path, "result", "{json}");
    }
    let error = read::<Held<Vec<Verdict>>>(&result(r#"[{},"busy"]"#)).unwrap_err();
    assert_eq!(error.issues()[0].to_string(), "`result[1]`: expected an object, found the text `busy`");
    // An unreadable member does not matter next to a flag or code.
    succeeds::<Held<Vec<Verdict>>>(&result(r#"[{"ok":true},"busy"]"#));
    succeeds::<Held<Vec<Verdict>>>(&result(r#"[{"code":"0"},"busy"]"#));
    fails::<Held<Vec<Verdict>>>(&result(r#"["busy",{"ok":false,"code":"E1"}]"#));
}

#[test]
fn outcome_search_does_not_change_the_value() {
    type List = Held<Option<Vec<Option<Box<Verdict>>>>>;
    let json = result(r#"[{"ok":true,"needed":1},{"ok":"1","needed":"x"}]"#);
    let reply = read::<List>(&json).unwrap();
    let list = reply.result.as_ref().unwrap();
    assert_eq!(list.len(), 2);
    assert_eq!(list[0].as_ref().unwrap().needed, Some(1));
    assert_eq!(reply.issues().len(), 1);
    assert_eq!(reply.issues()[0].path, "result[1].needed");
    assert_eq!(read::<List>("{}").unwrap().result, None);
}
