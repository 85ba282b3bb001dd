//! Masking changes the values of listed names and nothing else, for any document.

use proptest::prelude::*;
use serde_json::{Map, Value};
use top_replay::Recorder;
use top_runtime::transport::HttpResponse;

use crate::support::{all_text, call, recorded_client};

const LISTED: [&str; 4] = ["receiver_name", "mobile", "buyerNick", "address"];
const OTHERS: [&str; 4] = ["tid", "title", "orders", "a"];

/// A text that occurs in no other place of a recording.
fn personal() -> impl Strategy<Value = String> {
    "hidden[a-z]{3}[\"\\\\<&\u{7}张]?"
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        "[ -~\u{4e00}-\u{4e10}\n]{0,8}".prop_map(Value::from),
    ]
}

/// A document with personal data at any depth and in texts inside of texts.
fn document() -> impl Strategy<Value = Value> {
    let member = (prop::sample::select(&OTHERS[..]), scalar());
    let listed = (prop::sample::select(&LISTED[..]), personal().prop_map(Value::from));
    let leaf = prop_oneof![
        3 => member.prop_map(|(name, value)| one(name, value)),
        2 => listed.prop_map(|(name, value)| one(name, value)),
        1 => scalar(),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let names = prop::sample::select(&OTHERS[..]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((names, inner.clone()), 0..4).prop_map(|members| {
                Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
            }),
            // JSON as text, as the platform sends it.
            inner.prop_map(|value| Value::String(value.to_string())),
        ]
    })
}

fn one(name: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), value)]))
}

/// Replaces the values of listed names, in texts inside of texts, too.
fn without_listed(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let is_listed = LISTED.contains(&name.as_str());
                (name.clone(), if is_listed { Value::Null } else { without_listed(value) })
            });
            Value::Object(members.collect())
        }
        Value::Array(items) => items.iter().map(without_listed).collect(),
        Value::String(text) if text.starts_with(['{', '[', '"']) => match serde_json::from_str(text) {
            Ok(inner) => without_listed(&inner),
            Err(_) => value.clone(),
        },
        _ => value.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_values_of_listed_names_change(document in document()) {
        let folder = tempfile::tempdir().unwrap();
        let recorder = Recorder::open(folder.path()).unwrap();
        let root = one("test_call_response", document);
        let (body, param) = (root.to_string(), root.to_string());
        let client = recorded_client(&recorder, move |_| HttpResponse::new(body.clone()));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let _ = runtime.block_on(call(&client, &[("order", &param)]));
        recorder.finish().unwrap();
        let text = all_text(folder.path());
        prop_assert!(!text.contains("hidden"), "{}", text);
        let file: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(without_listed(&file["body"]), without_listed(&root));
        prop_assert_eq!(without_listed(&file["params"]["order"]), without_listed(&root));
    }
}
