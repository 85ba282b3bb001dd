//! An error as the response of an axum handler.

use std::sync::Arc;

use axum_core::body::Body;
use axum_core::response::{IntoResponse, Response};
use http::HeaderValue;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use serde_json::{Map, Value, json};

use super::status::ErrorClass;
use super::{Error, ErrorKind};
use crate::secret::scrub;

/// Type of the body: problem details of RFC 9457.
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Converts the error into a response for the user of a web service.
///
/// - status: [`http_status`](Error::http_status)
/// - header `Retry-After`, if [`retry_after`](Error::retry_after) is known: seconds, rounded up
/// - body: problem details (RFC 9457)
///
/// | member | type | present |
/// |---|---|---|
/// | `title` | text: the reason phrase of the status | always |
/// | `status` | number | always |
/// | `kind` | text: the class of the error, see `docs/web-services.md` | always |
/// | `request_id` | text: the id of the call on the platform | if known |
/// | `retry_after` | number of seconds | as the header |
/// | `issues` | list of objects with `path` and `expected` | request that violates its declaration |
/// | `code`, `detail` | text: code and message of the API | status 422, if the API sent them |
///
/// Without the text of the error, its body, the values of the request, and everything else that is
/// not for strangers. The extensions of the response contain the error as `Arc<Error>`, for a layer
/// that logs it.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = self.http_status();
        let retry_after = self.retry_after().map(|wait| wait.as_millis().div_ceil(1000));
        let mut body = self.problem();
        let mut response = Response::new(Body::empty());
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, PROBLEM);
        if let Some(seconds) = retry_after.and_then(|seconds| u64::try_from(seconds).ok()) {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
            body.insert("retry_after".to_owned(), seconds.into());
        }
        *response.body_mut() = Body::from(Value::Object(body).to_string());
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

impl Error {
    fn problem(&self) -> Map<String, Value> {
        let (class, status) = (self.class(), self.http_status());
        let mut body = Map::new();
        let mut insert = |name: &str, value: Value| body.insert(name.to_owned(), value);
        insert("title", status.canonical_reason().unwrap_or_default().into());
        insert("status", status.as_u16().into());
        insert("kind", class.name().into());
        if let Some(id) = self.request_id() {
            insert("request_id", id.into());
        }
        if let ErrorKind::Invalid(invalid) = self.kind() {
            let issues = invalid.issues.iter();
            let issues = issues.map(|issue| json!({"path": issue.path, "expected": issue.expected}));
            insert("issues", issues.collect());
        } else if matches!(class, ErrorClass::InvalidRequest | ErrorClass::Refused) {
            let code = self.sub_code().or_else(|| self.code());
            for (name, text) in [("code", code), ("detail", self.message())] {
                if let Some(text) = text.filter(|text| !text.is_empty()) {
                    insert(name, scrub(text).into());
                }
            }
        }
        body
    }
}
