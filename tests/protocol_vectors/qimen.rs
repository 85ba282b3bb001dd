//! Vectors of the scenes of Qimen: requests and replies of the PHP SDK, documents of the Java SDK.

use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::Value;
use top_runtime::clock::FixedClock;
use top_runtime::error::ErrorKind;
use top_runtime::transport::{InMemoryTransport, ParamPlacement, TransportError};
use top_runtime::{Client, File, Gateway, Params, Prepared, SessionKey};

use crate::check::{Checked, ensure, same};
use crate::client::{format, sign_method};
use crate::iop::{Difference, agrees, reply};
use crate::multipart::base64;
use crate::vector::{Vector, text};

/// Requests that differ from those of the PHP SDK, and have the signature of no official rule.
const DIFFERENCES: &[Difference] = &[
    ("no_gateway", "the SDK checks its address at the call; ours is a setting that is always there"),
    ("check_required", "rules of declared requests: see the tests of the client"),
    ("best_url", "a second address by the SDK's cluster client, which marks its `partner_id`"),
    (
        "at_value_file",
        "the SDK uploads a local file for a text that begins with `@`; a text of ours is a text",
    ),
    ("collision_public", "the SDK sends a parameter with the name of a system parameter twice; we refuse it"),
    ("numeric_name", "the SDK signs a name of digits as another number"),
    ("time_zone", "the SDK's timestamp follows the time zone of the process; ours is Beijing time"),
];

/// Returns one test per vector.
pub(crate) fn trials() -> Vec<Trial> {
    let cloud = Vector::all(include_str!("data/qimen_cloud.json"));
    let unknown: Vec<_> =
        DIFFERENCES.iter().filter(|(id, _)| cloud.iter().all(|vector| vector.id != *id)).collect();
    assert!(unknown.is_empty(), "differences of no vector: {unknown:?}");
    let cloud = cloud.into_iter().map(|vector| {
        let is_reply = vector.kind == "qimen_cloud_reply";
        vector.trial("qimen_cloud", if is_reply { replied } else { sent })
    });
    let documents = Vector::all(include_str!("data/body_mode.json"));
    cloud.chain(documents.into_iter().map(|vector| vector.trial("body_mode", document))).collect()
}

fn sent(vector: &Vector) -> Checked {
    let prepared = prepare(&vector.input, "top-sdk-php-20151012", &[]);
    // Where the SDKs differ, the newer one of Java is followed.
    let rule =
        if vector.expect["java_rule"].is_object() { &vector.expect["java_rule"] } else { &vector.expect };
    let result = prepared.and_then(|prepared| {
        same("string to sign", prepared.string_to_sign(), text(rule, "string_to_sign"))?;
        same("sign", prepared.sign(), text(rule, "sign"))
    });
    agrees(vector, DIFFERENCES, result)
}

/// Signs the call of a vector, with its parameters and these.
fn prepare(input: &Value, partner: &str, more: &[(&str, &str)]) -> Result<Prepared, String> {
    let or = |name, default| input[name].as_str().unwrap_or(default);
    let seconds = input["timestamp_ms"].as_u64().unwrap() / 1000;
    let mut builder = Client::builder(text(input, "app_key"), text(input, "secret"))
        .gateway(Gateway::qimen_cloud_at(format!("https://gateway.test{}", or("path", "/router/qm"))))
        .partner_id(partner)
        .format(format(or("format", "json")))
        .clock(FixedClock::at_unix(seconds))
        .system_params(ParamPlacement::Query)
        .transport(InMemoryTransport::new(|_| Err(TransportError::not_sent("no gateway"))));
    if let Some(method) = input["sign_method"].as_str() {
        builder = builder.sign_method(sign_method(method));
    }
    if let Some(target) = input["target_app_key"].as_str() {
        builder = builder.target_app_key(target);
    }
    let mut params: Params = more.iter().copied().collect();
    for param in input["params"].as_array().into_iter().flatten() {
        let (name, value) = (text(param, "name"), &param["value"]);
        params = match value {
            Value::Object(_) => {
                let bytes = base64::decode(text(value, "content_base64"));
                params.with_file(name, File::new(text(value, "file_name"), bytes))
            }
            Value::String(text) => params.with(name, text.as_str()),
            other => params.with(name, other.to_string()),
        };
    }
    for (name, value) in input["query"].as_object().into_iter().flatten() {
        params = params.with(name, value.as_str().unwrap());
    }
    params = match (text(input, "content_type"), input["body"].as_str()) {
        ("json", Some(body)) => params.json_body(body),
        ("xml", Some(body)) => params.xml_body(body),
        _ => params,
    };
    let client = builder.build().map_err(|error| error.to_string())?.timeout(Duration::from_secs(1));
    let prepared = match input["session"].as_str() {
        Some(session) => {
            client.session(&SessionKey::new(session)).prepare_call(text(input, "method"), &params)
        }
        None => client.prepare_call(text(input, "method"), &params),
    };
    prepared.map_err(|error| error.to_string())
}

/// Compares a reply with what a careful client should say, which is in the vectors.
fn replied(vector: &Vector) -> Checked {
    let gateway = Gateway::qimen_cloud("a1q40taq0j");
    let came = reply(&gateway, "qimen.wiretest.order.query", std::slice::from_ref(&vector.input));
    let goal = &vector.expect["goal"];
    match (text(goal, "kind"), &came) {
        ("success", Ok(reply)) => match goal["request_id"].as_str() {
            Some(id) => same("request id", reply.request_id(), id),
            None => Ok(()),
        },
        ("gateway_error" | "provider_failure", Err(error)) => {
            let ErrorKind::Platform(platform) = error.kind() else {
                return Err(format!("another error: {error}"));
            };
            same("code", platform.code.as_str(), text(goal, "code"))?;
            same("message", platform.msg.as_str(), text(goal, "message"))?;
            same("sub code", platform.sub_code.as_deref().unwrap_or_default(), text(goal, "sub_code"))?;
            same("sub message", platform.sub_msg.as_deref().unwrap_or_default(), text(goal, "sub_message"))?;
            same("request id", error.request_id().unwrap_or_default(), text(goal, "request_id"))?;
            let is_of_provider = text(goal, "kind") == "provider_failure";
            ensure(
                "a failure of the provider may have been executed",
                !is_of_provider || error.may_have_executed(),
            )
        }
        ("http_status", Err(error)) => match error.kind() {
            ErrorKind::Http(http) => same("status", u64::from(http.status), goal["status"].as_u64().unwrap()),
            _ => Err(format!("another error: {error}")),
        },
        ("not_a_reply", Err(error)) => {
            ensure(&format!("no reply: {error}"), matches!(error.kind(), ErrorKind::UnexpectedBody(_)))
        }
        ("transport", Err(error)) => {
            ensure(&format!("lost: {error}"), matches!(error.kind(), ErrorKind::Transport(_)))
        }
        (kind, _) => Err(format!("expected {kind}: {came:?}")),
    }
}

/// Compares the document, the signed text for each method, and the reading of the reply.
fn document(vector: &Vector) -> Checked {
    let (input, expect) = (&vector.input, &vector.expect);
    for (method, signed) in expect["signs"].as_object().into_iter().flatten() {
        let mut input = input.clone();
        input["sign_method"] = Value::String(method.clone());
        let prepared = prepare(&input, "top-sdk-java-dynamicVersionNo", &[])?;
        same("string to sign", prepared.string_to_sign(), text(signed, "string_to_sign"))?;
        same("sign", prepared.sign(), text(signed, "sign"))?;
        if let Some(body) = input["body"].as_str() {
            same("body", prepared.body(), body.as_bytes())?;
            let content_type =
                if text(&input, "content_type") == "xml" { "text/xml" } else { "application/json" };
            same("content type", prepared.content_type(), format!("{content_type};charset=utf-8").as_str())?;
            let query = prepared.url().split_once('?').map_or("", |(_, query)| query);
            ensure("all parameters are in the URL", form_urlencoded::parse(query.as_bytes()).count() > 6)?;
        }
    }
    let Some(body) = input["response_body"].as_str() else {
        return Ok(());
    };
    let replies = [serde_json::json!({ "status": 200, "headers": {}, "body": body })];
    let came = reply(&Gateway::qimen_cloud("a1q40taq0j"), text(input, "method"), &replies);
    let expected = &expect["response"];
    match &came {
        // The SDK takes any flag for a failure, `success` too.
        Ok(_) => same("flag", text(expected, "flag"), "success"),
        Err(error) => {
            let ErrorKind::Platform(platform) = error.kind() else {
                return Err(format!("another error: {error}"));
            };
            same("code", platform.code.as_str(), text(expected, "error_code"))?;
            same("message", platform.msg.as_str(), text(expected, "msg"))?;
            same("sub code", platform.sub_code.as_deref().unwrap_or_default(), text(expected, "sub_code"))?;
            same("request id", error.request_id().unwrap_or_default(), text(expected, "request_id"))
        }
    }
}
