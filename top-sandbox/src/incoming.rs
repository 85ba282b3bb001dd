//! Parameters and files of an HTTP request.

mod batch;
mod multipart;

use http_body_util::BodyExt as _;
use hyper::body::{Body, Bytes};
use hyper::header::{CONTENT_TYPE, HeaderMap};
use hyper::{Method, Request};
use top_runtime::{File, Params};

use crate::blank::is_blank;
use crate::codes;
use crate::error_response::ErrorResponse;

pub(crate) use batch::IncomingBatch;

/// Maximal length of a body in bytes.
const MAX_BODY: usize = 8 << 20;

/// A request with its parameters from the query and the body.
pub(crate) struct IncomingRequest {
    pub(crate) headers: HeaderMap,
    /// Every parameter, blank ones included.
    pub(crate) raw_params: Params,
    /// The parameters that are not blank. The protocol ignores blank ones.
    pub(crate) params: Params,
    /// Set if the HTTP request has an invalid method, type or body.
    pub(crate) error: Option<ErrorResponse>,
    /// Body of a batch, which is signed after the parameters. Empty for a single call.
    pub(crate) signed_body: String,
}

/// Named texts and files.
#[derive(Default)]
struct Parts {
    texts: Vec<(String, String)>,
    files: Vec<(String, File)>,
}

impl IncomingRequest {
    /// Reads a whole request.
    pub(crate) async fn read<B: Body<Data = Bytes> + Unpin>(request: Request<B>) -> Self {
        let (head, body) = request.into_parts();
        let mut parts =
            Parts { texts: parse_form(head.uri.query().unwrap_or_default().as_bytes()), files: Vec::new() };
        let error = match read_body(&head.method, &head.headers, body).await {
            Ok(body) => {
                parts.texts.extend(body.texts);
                parts.files = body.files;
                None
            }
            Err(error) => Some(error),
        };
        Self { error, ..Self::from_parts(parts, head.headers) }
    }

    /// Of several parameters of one name the last wins, so the form wins over the query.
    fn from_parts(parts: Parts, headers: HeaderMap) -> Self {
        let with_files = |params: Params| {
            parts.files.iter().fold(params, |params, (name, file)| params.with_file(name, file.clone()))
        };
        let raw_params = with_files(parts.texts.into_iter().collect());
        let params = without_blanks(&raw_params);
        Self { headers, params, raw_params, error: None, signed_body: String::new() }
    }

    #[cfg(test)]
    pub(crate) fn from_pairs(pairs: Vec<(String, String)>, headers: HeaderMap) -> Self {
        Self::from_parts(Parts { texts: pairs, files: Vec::new() }, headers)
    }

    /// Returns `name=value` lines, for a page that quotes the request.
    pub(crate) fn quote(&self) -> String {
        self.raw_params.iter().flat_map(|(name, value)| [name, "=", value, "\n"]).collect()
    }

    /// Returns the method of the API, or the empty string.
    pub(crate) fn method(&self) -> &str {
        self.params.get("method").unwrap_or_default()
    }
}

/// Returns the parameters that are not blank, and the files.
pub(crate) fn without_blanks(raw_params: &Params) -> Params {
    let texts = raw_params.iter().filter(|(name, value)| !is_blank(name) && !is_blank(value)).collect();
    raw_params.files().fold(texts, |params: Params, (name, file)| params.with_file(name, file.clone()))
}

/// Code 9 with a reason.
fn not_allowed(reason: &str) -> ErrorResponse {
    ErrorResponse::new(codes::HTTP_ACTION_NOT_ALLOWED).with_sub_msg(reason)
}

/// Reads the parameters and files of a body.
async fn read_body<B: Body<Data = Bytes> + Unpin>(
    method: &Method,
    headers: &HeaderMap,
    body: B,
) -> Result<Parts, ErrorResponse> {
    let body = collect_body(body).await?;
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match (method, media_type.as_str()) {
        (&Method::GET | &Method::POST, _) if body.is_empty() => Ok(Parts::default()),
        (&Method::POST, "application/x-www-form-urlencoded") => {
            Ok(Parts { texts: parse_form(&body), files: Vec::new() })
        }
        (&Method::POST, "multipart/form-data") => multipart::read(content_type, body).await,
        (&Method::POST, _) => {
            Err(not_allowed("the body must be `application/x-www-form-urlencoded` or `multipart/form-data`"))
        }
        (&Method::GET, _) => Err(not_allowed("a GET must not have a body")),
        _ => Err(not_allowed("the method must be GET or POST")),
    }
}

/// Reads a body of at most 8 MiB.
///
/// A longer body is read and discarded: many callers read no reply before they have sent
/// everything.
async fn collect_body<B: Body<Data = Bytes> + Unpin>(mut body: B) -> Result<Bytes, ErrorResponse> {
    let mut read = Vec::new();
    let mut total = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| not_allowed("the body is incomplete"))?;
        let Ok(data) = frame.into_data() else { continue };
        total = total.saturating_add(data.len());
        if total <= MAX_BODY {
            read.extend_from_slice(&data);
        }
    }
    if total > MAX_BODY {
        return Err(not_allowed(&format!("the body has {total} bytes; the limit is {MAX_BODY}")));
    }
    Ok(read.into())
}

/// Parses a URL-encoded form.
fn parse_form(form: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(form).into_owned().collect()
}

#[cfg(test)]
mod tests {
    use http_body_util::Full;

    use super::*;

    async fn read(method: Method, content_type: &str, query: &str, body: Vec<u8>) -> IncomingRequest {
        let request = Request::builder().method(method).uri(format!("/router/rest?{query}"));
        let request = request.header(CONTENT_TYPE, content_type).body(Full::<Bytes>::from(body)).unwrap();
        IncomingRequest::read(request).await
    }

    #[tokio::test]
    async fn form_wins_over_query_and_last_value_over_first() {
        let form = "Application/X-WWW-Form-Urlencoded; charset=UTF-8";
        let incoming = read(Method::POST, form, "a=1&b=2&c=%20", b"b=3&d=x+%E6%B7%98&d=y&=z".to_vec()).await;
        let params: Vec<_> = incoming.params.iter().collect();
        assert_eq!(params, [("a", "1"), ("b", "3"), ("d", "y")]);
        assert_eq!(incoming.raw_params.get("c"), Some(" "));
        assert!(incoming.error.is_none());
    }

    #[tokio::test]
    async fn bodies_other_than_forms_are_refused() {
        let form = "application/x-www-form-urlencoded";
        let code = |incoming: IncomingRequest| incoming.error.map(|error| error.code());
        assert_eq!(code(read(Method::GET, "text/plain", "a=1", Vec::new()).await), None);
        assert_eq!(code(read(Method::POST, "text/plain", "a=1", Vec::new()).await), None);
        assert_eq!(code(read(Method::POST, form, "", vec![b'a'; MAX_BODY]).await), None);
        assert_eq!(code(read(Method::POST, form, "", vec![b'a'; MAX_BODY + 1]).await), Some(9));
        assert_eq!(code(read(Method::POST, "multipart/form-data", "", b"a=1".to_vec()).await), Some(3));
        assert_eq!(code(read(Method::PUT, "multipart/form-data", "", b"a=1".to_vec()).await), Some(9));
        assert_eq!(code(read(Method::GET, form, "", b"a=1".to_vec()).await), Some(9));
        assert_eq!(code(read(Method::PUT, form, "a=1", Vec::new()).await), Some(9));
    }
}
