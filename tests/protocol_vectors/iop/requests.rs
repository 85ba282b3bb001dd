//! Requests: signed text, signature, URL and body.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::Value;
use top_runtime::clock::Clock;
use top_runtime::server::{sign_text, sorted_text};
use top_runtime::transport::{BoxFuture, InMemoryTransport, TransportError};
use top_runtime::{AppSecret, Client, File, Gateway, Params, Prepared, SessionKey, SignMethod, TopApi};

use super::agrees;
use super::differences::REQUESTS;
use crate::check::{Checked, ensure, same};
use crate::multipart::base64;
use crate::vector::{Vector, text};

/// Version of the SDK, which is signed.
const PARTNER: &str = "iop-sdk-java-20181207";

#[derive(TopApi)]
#[top_api(path = "/orders/{order_id}/items", version = "2.0")]
struct Items {
    order_id: String,
}

#[derive(TopApi)]
#[top_api(path = "/orders/{order_id}/items", version = "2.0", http = "GET")]
struct ItemsByGet {
    order_id: String,
}

#[derive(TopApi)]
#[top_api(path = "/orders/{order_id}/items", version = "2.0")]
struct ItemsWithFile {
    order_id: String,
    f: File,
}

#[derive(TopApi)]
#[top_api(path = "/orders/{order_id}/items/{item_id}", version = "2.0")]
struct Item {
    order_id: String,
    item_id: String,
}

#[derive(TopApi)]
#[top_api(path = "/orders/list", version = "2.0")]
struct List;

/// A stopped clock with milliseconds.
struct At(u64);

impl Clock for At {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(self.0)
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

pub(super) fn check(vector: &Vector) -> Checked {
    if text(&vector.input, "via") == "signing function" {
        return by_function(vector);
    }
    let prepared = prepare(vector);
    let result = match (&prepared, vector.expect["requests_sent"].as_u64()) {
        (Ok(prepared), Some(1)) => compare(vector, prepared),
        (Err(_), Some(0)) => Ok(()),
        (Ok(_), _) => Err("the SDK refuses it".to_owned()),
        (Err(error), _) => Err(error.clone()),
    };
    agrees(vector, REQUESTS, result)
}

/// Signs a text, as the public examples are parameters of no call.
fn by_function(vector: &Vector) -> Checked {
    let secret = AppSecret::new(text(&vector.input, "secret"));
    let signed = text(&vector.input, "path_prefix").to_owned()
        + &sorted_text(&params(&vector.input))
        + text(&vector.input, "body");
    let sign = sign_text(SignMethod::HmacSha256, &secret, &signed);
    same("sign", sign.as_str(), text(&vector.expect, "sign"))
}

fn compare(vector: &Vector, prepared: &Prepared) -> Checked {
    let (input, expect) = (&vector.input, &vector.expect);
    same("string to sign", prepared.string_to_sign(), text(expect, "string_to_sign"))?;
    same("sign", prepared.sign(), text(expect, "sign"))?;
    let http = &expect["http"];
    if http.is_null() {
        return Ok(());
    }
    let path =
        prepared.url().split('?').next().unwrap_or_default().trim_start_matches("https://gateway.test");
    same("path", path, text(http, "path"))?;
    if !text(input, "api").contains('.') {
        same("HTTP method", prepared.http_method().as_str(), text(http, "method"))?;
    }
    if input["files"].is_array() {
        return ensure("a multipart form", prepared.content_type().starts_with("multipart/form-data"));
    }
    let query = prepared.url().split_once('?').map_or("", |(_, query)| query);
    let mut ours = form(query.as_bytes());
    ours.extend(form(prepared.body()));
    let mut theirs: Vec<_> =
        ["query_params", "body_params"].into_iter().flat_map(|name| list(&http[name])).collect();
    // The SDK sends the method twice, and the variables of a path again as parameters.
    theirs.retain(|(name, _)| !text(input, "api").contains(&format!("{{{name}}}")));
    ours.sort_unstable();
    theirs.sort_unstable();
    theirs.dedup();
    if !text(&vector.input, "api").is_empty() && vector.id.contains("names_not_encoded") {
        // The SDK does not encode names, so its form is read as other parameters.
        return ensure("names are encoded", !ours.iter().any(|(name, _)| name == "x"));
    }
    same("what is sent", ours, theirs)
}

fn form(form: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(form).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

fn list(pairs: &Value) -> Vec<(String, String)> {
    let texts = |pair: &Value| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()));
    pairs.as_array().into_iter().flatten().filter_map(texts).collect()
}

fn params(input: &Value) -> Params {
    let given = input["params"].as_array().into_iter().flatten();
    given.map(|param| (param, value(param))).filter(|(_, value)| !value.is_null()).fold(
        Params::new(),
        |params, (param, value)| match &value {
            Value::String(value) => params.with(text(param, "name"), value.as_str()),
            other => {
                params.with(text(param, "name"), other.to_string().parse::<top_runtime::Value>().unwrap())
            }
        },
    )
}

/// Returns the value of a parameter: a scalar, a list, or an object with its fields.
fn value(param: &Value) -> Value {
    match param["fields"].as_array() {
        None => param["value"].clone(),
        Some(fields) => {
            Value::Object(fields.iter().map(|field| (text(field, "name").to_owned(), value(field))).collect())
        }
    }
}

/// Signs the call of a vector.
fn prepare(vector: &Vector) -> Result<Prepared, String> {
    let (input, mut params) = (&vector.input, params(&vector.input));
    let millis: u64 =
        text(&vector.expect, "timestamp").parse().or(input["timestamp_ms"].as_u64().ok_or(())).unwrap();
    let mut builder = Client::builder(text(input, "app_key"), text(input, "secret"))
        .gateway(Gateway::iop("https://gateway.test"))
        .partner_id(PARTNER)
        .clock(At(millis))
        .transport(InMemoryTransport::new(|_| Err(TransportError::not_sent("no gateway"))));
    builder = match text(input, "sign_method") {
        "" | "sha256" | "HmacSHA256" | "hmac-sha256" => builder,
        "md5" => builder.sign_method(SignMethod::Md5),
        other => return Err(format!("the sign method {other}")),
    };
    if let Some(simplify) = params.get("simplify").and_then(|text| text.parse().ok()) {
        builder = builder.simplify(simplify);
        params = params.iter().filter(|(name, _)| *name != "simplify").collect();
    }
    if let Some(target) = params.get("target_app_key") {
        builder = builder.target_app_key(target);
        params = params.iter().filter(|(name, _)| *name != "target_app_key").collect();
    }
    let client = builder.build().map_err(|error| error.to_string())?;
    for file in input["files"].as_array().into_iter().flatten() {
        let bytes = base64::decode(text(file, "content_base64"));
        params = params.with_file(text(file, "name"), File::new(text(file, "file_name"), bytes));
    }
    let mut scoped = client.timeout(Duration::from_secs(1));
    if let Some(debug) = vector.expect["public_params"]["debug"].as_str() {
        scoped = scoped.param("debug", debug);
    }
    let api = text(input, "api");
    if text(input, "protocol") != "REST_VND_2" {
        let api = match text(input, "http_method") {
            "GET" if api.starts_with('/') => format!("GET {api}"),
            _ => api.to_owned(),
        };
        let prepared = match input["token"].as_str() {
            Some(token) => scoped.session(&SessionKey::new(token)).prepare_call(&api, &params),
            None => scoped.prepare_call(&api, &params),
        };
        return prepared.map_err(|error| error.to_string());
    }
    for (name, value) in params.iter().filter(|(name, _)| !api.contains(&format!("{{{name}}}"))) {
        scoped = scoped.param(name, value);
    }
    let variable = |name: &str| params.get(name).unwrap_or_default().to_owned();
    let order_id = variable("order_id");
    macro_rules! sign {
        ($request:expr) => {
            match input["token"].as_str() {
                Some(token) => scoped.session(&SessionKey::new(token)).prepare(&$request),
                None => scoped.prepare(&$request),
            }
        };
    }
    let prepared = match (api, text(input, "http_method")) {
        ("/orders/{order_id}/items", "GET") => sign!(ItemsByGet { order_id }),
        ("/orders/{order_id}/items", _) => match params.file("f") {
            Some(file) => sign!(ItemsWithFile { order_id, f: file.clone() }),
            None => sign!(Items { order_id }),
        },
        ("/orders/{order_id}/items/{item_id}", _) => sign!(Item { order_id, item_id: variable("item_id") }),
        ("/orders/list", _) => sign!(List),
        (other, _) => return Err(format!("the path {other} cannot be declared")),
    };
    prepared.map_err(|error| error.to_string())
}
