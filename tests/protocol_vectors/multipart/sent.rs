//! The client's request for a vector with files.

use std::sync::{Arc, Mutex};
use top_runtime::error::ErrorKind;

use serde_json::Value;
use top_runtime::transport::{HttpResponse, InMemoryTransport, ParamPlacement};
use top_runtime::{Error, Prepared};

use super::apis::declared;
use super::parts::{Part, Parts, Texts, split};
use crate::client::{builder, call, gateway};

/// A sent request.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) query: Texts,
    pub(super) content_type: String,
    pub(super) parts: Parts,
    pub(super) string_to_sign: String,
    pub(super) sign: String,
}

impl Sent {
    /// Decodes the typed input into the declared request, signs it, and sends it to a recording
    /// gateway.
    pub(super) fn of(input: &Value, placement: ParamPlacement) -> Result<Self, Error> {
        let kept = Arc::new(Mutex::new(None));
        let keep = kept.clone();
        let transport = InMemoryTransport::new(move |request| {
            let content_type = request.headers()["content-type"].to_str().unwrap().to_owned();
            let body = request.body().as_bytes().unwrap().to_vec();
            *keep.lock().unwrap() = Some((request.url().to_owned(), content_type, body));
            Ok(HttpResponse::new("{}"))
        });
        let client = builder(input, placement).transport(transport).build().unwrap();
        let (request, on) = (declared(input), call(input, &client));
        let prepared = request.prepare(&on)?;
        // The reply is intentionally invalid: only the request matters.
        assert!(
            matches!(
                request.send(&on).as_ref().map_err(top_runtime::Error::kind),
                Err(ErrorKind::UnexpectedBody(_))
            ),
            "an empty reply was read"
        );
        let (url, content_type, body) = kept.lock().unwrap().clone().unwrap();
        assert_eq!(
            (url.as_str(), content_type.as_str(), body.as_slice()),
            (prepared.url(), prepared.content_type(), prepared.body())
        );
        let query = url.strip_prefix(&gateway(input)).unwrap().trim_start_matches('?').to_owned();
        Ok(Self {
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            ..Self::from(&prepared)
        })
    }

    /// The files.
    pub(super) fn files(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.file_name.is_some())
    }
}

impl From<&Prepared> for Sent {
    fn from(prepared: &Prepared) -> Self {
        let content_type = prepared.content_type().to_owned();
        let parts = if content_type.starts_with("multipart/form-data") {
            split(&content_type, prepared.body()).unwrap_or_else(|error| panic!("{error}"))
        } else {
            let pairs = form_urlencoded::parse(prepared.body());
            pairs.map(|(name, value)| Part::field(&name, &value)).collect()
        };
        Self {
            query: Texts::new(),
            content_type,
            parts,
            string_to_sign: prepared.string_to_sign().to_owned(),
            sign: prepared.sign().to_owned(),
        }
    }
}
