//! Calls of a batch.

use hyper::body::{Body, Bytes};
use hyper::header::{CONTENT_TYPE, HeaderMap};
use hyper::{Method, Request};

use super::IncomingRequest;
use super::body::{Parts, collect, header, not_allowed, parse_form};
use crate::error_response::ErrorResponse;

/// Separator of the calls, unless the header [`SEPARATOR_HEADER`] names another.
const SEPARATOR: &str = "\r\n-S-\r\n";

const SEPARATOR_HEADER: &str = "top-api-separator";

/// Start of a first part with parameters of all calls.
const COMMON: &str = "#PUBLIC#";

/// A call without parameters of its own.
const NO_PARAMS: &str = "N";

/// A batch: public parameters in the query, and its calls.
pub(crate) struct IncomingBatch {
    /// The public parameters, and the text of the body, which is signed with them.
    pub(crate) public: IncomingRequest,
    /// The calls, each with the parameters that apply to it.
    pub(crate) calls: Vec<IncomingRequest>,
    pub(crate) separator: String,
}

impl IncomingBatch {
    /// Reads a whole batch. Of several parameters of one name that of the call wins, then that of
    /// all calls.
    pub(crate) async fn read<B: Body<Data = Bytes> + Unpin>(request: Request<B>) -> Self {
        let (head, body) = request.into_parts();
        let query = Parts::of_query(&head.uri).texts;
        let separator = header(&head.headers, SEPARATOR_HEADER).filter(|text| !text.is_empty());
        let separator = separator.unwrap_or(SEPARATOR).to_owned();
        let parts = Parts { texts: query.clone(), ..Parts::default() };
        let mut public = IncomingRequest::from_parts(parts, head.headers.clone());
        head.uri.path().clone_into(&mut public.path);
        match read_text(&head.method, &head.headers, body).await {
            Ok(text) => public.signed_body = text,
            Err(error) => public.error = Some(error),
        }
        let mut parts: Vec<&str> = public.signed_body.split(&*separator).collect();
        let common = parts[0].strip_prefix(COMMON).map(|common| parse_form(common.as_bytes()));
        if common.is_some() {
            parts.remove(0);
        }
        if public.error.is_none() && parts.iter().all(|part| part.is_empty()) {
            public.error = Some(not_allowed("a batch must contain at least one call"));
        }
        let call = |part: &str| {
            let own = if part == NO_PARAMS { Vec::new() } else { parse_form(part.as_bytes()) };
            let texts = query.iter().chain(common.iter().flatten()).cloned().chain(own).collect();
            let parts = Parts { texts, ..Parts::default() };
            let mut call = IncomingRequest::from_parts(parts, head.headers.clone());
            head.uri.path().clone_into(&mut call.path);
            call
        };
        let calls = parts.into_iter().map(call).collect();
        Self { public, calls, separator }
    }
}

/// Reads the text of a batch.
async fn read_text<B: Body<Data = Bytes> + Unpin>(
    method: &Method,
    headers: &HeaderMap,
    body: B,
) -> Result<String, ErrorResponse> {
    let body = collect(body).await?;
    let content_type = header(headers, CONTENT_TYPE.as_str()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if method != Method::POST || !media_type.eq_ignore_ascii_case("text/plain") {
        return Err(not_allowed("a batch must be a POST of `text/plain`"));
    }
    String::from_utf8(body.into()).map_err(|_| not_allowed("the text of a batch must be UTF-8"))
}
