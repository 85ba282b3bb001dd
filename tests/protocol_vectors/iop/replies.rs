//! Replies: success or error, its texts, and plain members.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;
use top_runtime::error::{ErrorKind, PlatformError};
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{HttpResponse, InMemoryTransport, TransportError};
use top_runtime::{Client, Error, Gateway, Params, Reply};

use super::{Difference, agrees};
use crate::check::{Checked, ensure, same};
use crate::client::now;
use crate::multipart::base64;
use crate::vector::{Vector, text};

const NO_REPLY: &str =
    "a body that is no reply is success for the SDK; for us an error, as nobody knows the result";

const REFUSES: &str = "one value that does not fit its field fails the whole reply of the SDK; a call of ours without a \
                       declaration has the value, and one with a declaration reports the field";

const BUSINESS: &str =
    "`200`, zeros and `SUCCESS` are codes of success; for the SDK, any code but `0` is a failure";

pub(super) const DIFFERENCES: &[Difference] = &[
    ("iop_rsp_token_number_too_big", REFUSES),
    ("iop_rsp_top_integer_overflow", REFUSES),
    ("iop_rsp_gop_object_field_text", REFUSES),
    ("iop_rsp_gop_decimal_small", REFUSES),
    ("iop_rsp_gop_code_number_zero_untyped", "the SDK fails on a number as code"),
    ("iop_rsp_top_error_missing_code", "an `error_response` without a code is an error all the same"),
    ("iop_rsp_top_error_code_zero", "an `error_response` is an error, whatever its code is"),
    ("iop_rsp_top_error_not_object", "a text as `error_response` is no reply of the platform"),
    (
        "iop_rsp_gop_error_in_error_response",
        "the SDK does not see an `error_response` in a reply without an envelope",
    ),
    ("iop_rsp_top_business_code_in_body", BUSINESS),
    ("iop_rsp_gop_code_00", BUSINESS),
    ("iop_rsp_gop_own_code_field", BUSINESS),
    ("iop_rsp_empty_typed", NO_REPLY),
    ("iop_rsp_empty_typed_top", NO_REPLY),
    ("iop_rsp_json_list_typed", NO_REPLY),
    ("iop_rsp_json_bom", "a byte order mark is fatal for the SDK; we skip it"),
    ("iop_rsp_json_unicode_escape_surrogates", "the SDK reads `\\u` with letters wrongly"),
    (
        "iop_rsp_http_302",
        "the SDK follows redirects, with another request; we send the request to no second address",
    ),
    ("iop_rsp_http_307", "the SDK follows redirects; we send session and signature to no second address"),
    ("iop_rsp_charset_unknown", "text in ASCII has the same meaning in any charset, so we read it"),
    ("iop_rsp_charset_quoted", "the SDK does not read a quoted charset"),
    ("iop_rsp_gop_string_field_scalars", "`1.50` becomes `1.5` in the SDK; we keep the digits"),
];

pub(super) fn check(vector: &Vector) -> Checked {
    if vector.input["replies"].is_null() {
        return of_parser(vector);
    }
    let came = call(vector);
    let result = compare(vector, &came);
    agrees(vector, DIFFERENCES, result).map_err(|found| format!("{found}\n  ours: {came:?}"))
}

/// The SDK's parser of envelopes, which its client does not use: our client reads these bodies.
fn of_parser(vector: &Vector) -> Checked {
    let body = text(&vector.input, "body").to_owned();
    let result = reply(
        &Gateway::iop("https://gateway.test"),
        "aliexpress.ds.product.get",
        &[serde_json::json!({
            "status": 200, "headers": {}, "body": body,
        })],
    );
    match result {
        Ok(_) => Ok(()),
        Err(error) => {
            ensure("an error", matches!(error.kind(), ErrorKind::Platform(_) | ErrorKind::UnexpectedBody(_)))
        }
    }
}

fn call(vector: &Vector) -> Result<Reply<top_runtime::Value>, Error> {
    let replies = vector.input["replies"].as_array().unwrap();
    let api = text(&vector.input, "api");
    // A generated type of the SDK has a path without its first slash.
    let api = if api.contains('.') { api.to_owned() } else { format!("/{}", api.trim_start_matches('/')) };
    reply(&Gateway::iop("https://gateway.test"), &api, replies)
}

/// Calls an API that is not declared at a gateway with this reply.
pub(crate) fn reply(
    gateway: &Gateway,
    api: &str,
    replies: &[Value],
) -> Result<Reply<top_runtime::Value>, Error> {
    let replies: Arc<[Value]> = replies.into();
    let transport = InMemoryTransport::new(move |_| {
        let reply = replies.first().unwrap();
        if reply["closed_without_reply"] == true || reply["mode"].is_string() {
            return Err(TransportError::maybe_sent("the connection was lost"));
        }
        let body = match reply["body_base64"].as_str() {
            Some(digits) => Bytes::from(base64::decode(digits)),
            None => Bytes::from(text(reply, "body").to_owned()),
        };
        let mut response = HttpResponse::new(body);
        let status = u16::try_from(reply["status"].as_u64().unwrap()).unwrap();
        response = response.with_status(status.try_into().unwrap());
        let headers = if reply["headers"].is_object() { &reply["headers"] } else { &reply["resp_headers"] };
        for (name, value) in headers.as_object().into_iter().flatten() {
            let name: http::HeaderName = name.parse().unwrap();
            response.headers_mut().insert(name, value.as_str().unwrap().parse().unwrap());
        }
        Ok(response)
    });
    let client = Client::builder("123456", "helloworld").gateway(gateway.clone()).retry(RetryPolicy::never());
    now(client.transport(transport).build().unwrap().call(api, &Params::new()))
}

fn compare(vector: &Vector, came: &Result<Reply<top_runtime::Value>, Error>) -> Checked {
    let expected = &vector.expect["result"];
    if expected.is_null() {
        return ensure("an error, as of the SDK", came.is_err());
    }
    match came {
        Ok(reply) => {
            ensure("success", expected["success"] == true)?;
            if let Some(id) = expected["request_id"].as_str().filter(|id| !id.is_empty()) {
                same("request id", reply.request_id(), id)?;
            }
            fields(&vector.expect["fields"], reply)
        }
        Err(error) => match error.kind() {
            ErrorKind::Platform(platform) => compare_error(expected, error, platform),
            _ => Err(format!("another error: {error}")),
        },
    }
}

fn compare_error(expected: &Value, error: &Error, platform: &PlatformError) -> Checked {
    ensure("an error", expected["success"] == false)?;
    same("code", platform.code.as_str(), text(expected, "error_code"))?;
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    same("type", or_empty(&platform.error_type).as_str(), text(expected, "error_type"))?;
    // The SDK loses some texts.
    for (ours, name) in [
        (platform.msg.clone(), "error_message"),
        (or_empty(&platform.sub_code), "error_sub_code"),
        (or_empty(&platform.sub_msg), "error_sub_msg"),
    ] {
        if !text(expected, name).is_empty() {
            same(name, ours.as_str(), text(expected, name))?;
        }
    }
    same("request id", error.request_id().unwrap_or_default(), text(expected, "request_id"))
}

/// Compares the members that are plain values.
fn fields(expected: &Value, reply: &Reply<top_runtime::Value>) -> Checked {
    for (name, value) in expected.as_object().into_iter().flatten() {
        let theirs = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(value) => value.to_string(),
            _ => continue,
        };
        let ours = match reply.get(name) {
            Some(top_runtime::Value::String(text)) => text.clone(),
            Some(top_runtime::Value::Number(number)) => number.to_string(),
            Some(top_runtime::Value::Bool(value)) => value.to_string(),
            // A text field of the SDK takes an object as JSON.
            Some(_) => continue,
            None => String::new(),
        };
        same(name, ours, theirs)?;
    }
    Ok(())
}
