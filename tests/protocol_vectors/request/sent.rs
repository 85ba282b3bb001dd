//! The client's request for a vector, as the gateway receives it.

use std::sync::{Arc, Mutex};
use top_runtime::error::ErrorKind;

use serde_json::Value;
use top_runtime::transport::{HttpResponse, InMemoryTransport, ParamPlacement};

use super::form::{Pairs, decoded, query};
use crate::apis::Api;
use crate::check::{ensure, same};
use crate::client::{builder, call, gateway};
use crate::typed;
use crate::vector::{pairs, text};

/// A sent request.
pub(super) struct Sent {
    /// Query without the gateway's own.
    pub(super) query: Pairs,
    pub(super) body: Pairs,
    pub(super) string_to_sign: String,
    pub(super) sign: String,
}

/// A request at the transport.
#[derive(Clone, Default)]
struct Raw {
    url: String,
    body: Vec<u8>,
    headers: Vec<(String, String)>,
}

impl Sent {
    /// Decodes the typed input into the declared request, signs it, and sends it to a recording
    /// gateway.
    pub(super) fn by(input: &Value, placement: ParamPlacement) -> Result<Self, String> {
        let request = (Api::find(text(input, "method")).read)(&typed::params(&input["params"]))
            .map_err(|issue| format!("read_request: {issue}"))?;
        let kept = Arc::new(Mutex::new(Raw::default()));
        let keep = kept.clone();
        let transport = InMemoryTransport::new(move |request| {
            let header =
                |name: &str, value: &[u8]| (name.to_owned(), String::from_utf8_lossy(value).into_owned());
            *keep.lock().unwrap() = Raw {
                url: request.url().to_owned(),
                body: request.body().as_bytes().unwrap().to_vec(),
                headers: request
                    .headers()
                    .iter()
                    .map(|(name, value)| header(name.as_str(), value.as_bytes()))
                    .collect(),
            };
            Ok(HttpResponse::new("{}"))
        });
        let client = builder(input, placement).transport(transport).build().unwrap();
        let on = call(input, &client);
        let prepared = request.prepare(&on).map_err(|error| error.to_string())?;
        // The reply is intentionally invalid: only the request matters.
        ensure(
            "an empty reply was read",
            matches!(
                request.execute_raw(&on).as_ref().map_err(top_runtime::Error::kind),
                Err(ErrorKind::UnexpectedBody(_))
            ),
        )?;
        let raw = kept.lock().unwrap().clone();
        same("sent URL", raw.url.as_str(), prepared.url())?;
        same("sent body", raw.body.as_slice(), prepared.body())?;
        check_headers(input, &raw)?;
        Ok(Self {
            query: decoded(query(&raw.url, &gateway(input))?.as_bytes())?,
            body: decoded(&raw.body)?,
            string_to_sign: prepared.string_to_sign().to_owned(),
            sign: prepared.sign().to_owned(),
        })
    }
}

/// Returns the content type and the headers that the vector adds.
fn check_headers(input: &Value, raw: &Raw) -> Result<(), String> {
    let form = [("content-type", "application/x-www-form-urlencoded;charset=UTF-8")];
    for (name, value) in form.into_iter().chain(pairs(&input["headers"])) {
        let mut sent = raw.headers.iter();
        let sent = sent.find(|(sent, _)| sent.eq_ignore_ascii_case(name));
        same(name, sent.map(|(_, value)| value.as_str()), Some(value))?;
    }
    Ok(())
}
