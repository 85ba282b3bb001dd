//! A success reply with one value replaced by a value of another kind: the rest of the reply is not
//! affected.

use serde_json::{Value as Json, json};
use top_examples::{appeal, settlement};
use top_runtime::Error;
use top_runtime::codec::Decode;
use top_runtime::error::ErrorKind;
use top_runtime::server::plain_json;

use crate::support::{ask, client_with_reply};

/// One value of every kind, and easily confused ones.
fn kinds() -> Vec<Json> {
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1.5),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("x"),
        json!("中\n\u{1}"),
        json!("[1,"),
        json!([]),
        json!([null]),
        json!([[1], {}]),
        json!({}),
        json!({"a": {"b": []}}),
    ]
}

/// Returns the paths of all values, outer before inner.
fn places(value: &Json, at: &str, all: &mut Vec<String>) {
    let mut add = |name: &str, inner: &Json| {
        let path = format!("{at}/{name}");
        all.push(path.clone());
        places(inner, &path, all);
    };
    match value {
        Json::Object(members) => members.iter().for_each(|(name, inner)| add(name, inner)),
        Json::Array(items) => items.iter().enumerate().for_each(|(at, inner)| add(&at.to_string(), inner)),
        _ => {}
    }
}

/// Decodes `good` with each value replaced by each kind, and passes the results to `check`.
fn for_each_mutation<T: Decode>(good: &Json, mut check: impl FnMut(&str, &Json, Result<&T, &Error>)) {
    let mut paths = Vec::new();
    places(good, "", &mut paths);
    for path in &paths {
        for kind in kinds() {
            let mut bad = good.clone();
            *bad.pointer_mut(path).unwrap() = kind.clone();
            let outcome = ask::<T>(&client_with_reply(json!({"test_ask_response": bad}).to_string()));
            if let Err(error) = &outcome {
                let known = matches!(
                    error.kind(),
                    ErrorKind::Decode(_) | ErrorKind::Business(_) | ErrorKind::UnexpectedBody(_)
                );
                assert!(known, "{path} = {kind}: {error:?}");
                let text = error.to_string();
                assert!(text.starts_with("test.ask: ") && !text.contains('\n'), "{path} = {kind}: {text}");
            }
            check(path, &kind, outcome.as_ref().map(|reply| &**reply));
        }
    }
}

fn assessment() -> Json {
    json!({"result": {"code": 0, "message": "ok", "data": {
        "address": "杭州", "ent_no": "9133", "name": "n", "phone": "1",
        "item_d_o_list": [{"item_id": 1, "item_name": "a"}, {"item_id": 2, "item_name": "b"}],
        "order_d_o": {"amount": "1.50", "buy_time": 1_563_260_220_270_i64, "order_id": 7}}}})
}

#[test]
fn value_of_the_wrong_kind_affects_only_its_member() {
    let good = assessment();
    for_each_mutation::<appeal::AppealAssessed>(&good, |path, kind, outcome| {
        let required = path == "/result" || path == "/result/code" || path == "/result/message";
        let Ok(reply) = outcome else {
            assert!(required, "{path} = {kind}: {outcome:?}");
            return;
        };
        let read: Json = serde_json::from_str(&plain_json(reply).unwrap()).unwrap();
        let mut others = Vec::new();
        places(&good, "", &mut others);
        for other in others {
            let leaf = good.pointer(&other).filter(|value| !value.is_object() && !value.is_array());
            let list = path.starts_with("/result/data/item_d_o_list");
            if leaf.is_none() || other.starts_with(path) || (list && other.contains("item_d_o_list")) {
                continue;
            }
            assert_eq!(read.pointer(&other), leaf, "{path} = {kind}, at {other}");
        }
    });
}

#[test]
fn outcome_of_the_wrong_kind_is_never_ignored() {
    let good = json!({"kongur_result_do": {"success": false, "errors": {"result_data_do": [
        {"business_id": "b", "return_error_code": "E1", "error_msg": "no"},
        {"business_id": "c", "return_error_code": "E2", "error_msg": "never"}]}}});
    for_each_mutation::<settlement::CommunicationPushed>(&good, |path, kind, outcome| {
        if let Ok(reply) = outcome {
            let changed = path == "/kongur_result_do" || path.ends_with("/success");
            assert!(changed, "{path} = {kind}: the failure is lost in {reply:?}");
        }
    });
}

#[test]
fn duplicate_members_never_panic() {
    let good = assessment().to_string();
    for (at, _) in good.match_indices('"') {
        for bad in ["\"result\":1,", "\"code\":{},", "\"data\":[],"] {
            let body = format!("{}{bad}{}", &good[..at], &good[at..]);
            let _ = ask::<appeal::AppealAssessed>(&client_with_reply(format!(
                "{{\"test_ask_response\":{body}}}"
            )));
        }
    }
}

#[test]
fn removed_or_replaced_bytes_never_panic() {
    let good = format!("{{\"test_ask_response\":{}}}", assessment()).into_bytes();
    for at in 0..good.len() {
        for byte in [b'"', b'{', b'}', b'[', b',', b'\\', b'0', 0, 0xff] {
            let mut bad = good.clone();
            bad[at] = byte;
            let _ = ask::<appeal::AppealAssessed>(&client_with_reply(bad));
        }
        let mut shorter = good.clone();
        shorter.remove(at);
        if let Err(error) = ask::<appeal::AppealAssessed>(&client_with_reply(shorter)) {
            assert!(!error.to_string().contains('\n'));
        }
    }
}
