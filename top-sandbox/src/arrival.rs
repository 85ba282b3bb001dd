//! A request as it came over HTTP: its parameters and files, wherever they stand.

mod multipart;

use http_body_util::BodyExt as _;
use hyper::body::{Body, Bytes};
use hyper::header::{CONTENT_TYPE, HeaderMap};
use hyper::{Method, Request};
use top_runtime::{File, Params};

use crate::blank::is_blank;
use crate::refusal::ErrorResponse;

/// How many bytes a body may have.
const MAX_BODY: usize = 8 << 20;

/// What a request brought.
pub(crate) struct Arrival {
    pub(crate) headers: HeaderMap,
    /// Every parameter as it came.
    pub(crate) received: Params,
    /// Those that count: the rest is blank, which is the same as not given.
    pub(crate) given: Params,
    /// Why it cannot be a call, if it cannot.
    pub(crate) refused: Option<ErrorResponse>,
}

/// Texts and files by their names.
#[derive(Default)]
struct Parts {
    texts: Vec<(String, String)>,
    files: Vec<(String, File)>,
}

impl Arrival {
    /// Reads a request to its end.
    pub(crate) async fn read<B: Body<Data = Bytes> + Unpin>(request: Request<B>) -> Self {
        let (head, body) = request.into_parts();
        let mut parts =
            Parts { texts: texts(head.uri.query().unwrap_or_default().as_bytes()), files: Vec::new() };
        let refused = match parts_of(&head.method, &head.headers, body).await {
            Ok(more) => {
                parts.texts.extend(more.texts);
                parts.files = more.files;
                None
            }
            Err(refusal) => Some(refusal),
        };
        Self { refused, ..Self::of_parts(parts, head.headers) }
    }

    /// With these parameters; of several with one name the last counts, so the form wins over the query.
    fn of_parts(parts: Parts, headers: HeaderMap) -> Self {
        let with_files = |params: Params| {
            parts.files.iter().fold(params, |params, (name, file)| params.with_file(name, file.clone()))
        };
        let received = with_files(parts.texts.into_iter().collect());
        Self { headers, given: given(&received), received, refused: None }
    }

    /// With these parameters and nothing else.
    #[cfg(test)]
    pub(crate) fn of_pairs(pairs: Vec<(String, String)>, headers: HeaderMap) -> Self {
        Self::of_parts(Parts { texts: pairs, files: Vec::new() }, headers)
    }

    /// Names and values as they came, for a page that quotes them.
    pub(crate) fn quoted(&self) -> String {
        self.received.iter().flat_map(|(name, value)| [name, "=", value, "\n"]).collect()
    }

    /// The API that is called; empty if the request does not say.
    pub(crate) fn method(&self) -> &str {
        self.given.get("method").unwrap_or_default()
    }
}

/// The parameters that count, and the files.
pub(crate) fn given(received: &Params) -> Params {
    let texts = received.iter().filter(|(name, value)| !is_blank(name) && !is_blank(value)).collect();
    received.files().fold(texts, |params: Params, (name, file)| params.with_file(name, file.clone()))
}

/// Code 9, with the reason.
fn refuse(reason: &str) -> ErrorResponse {
    ErrorResponse::new(9).with_sub_msg(reason)
}

/// What a body brings, if the request may have one.
async fn parts_of<B: Body<Data = Bytes> + Unpin>(
    method: &Method,
    headers: &HeaderMap,
    body: B,
) -> Result<Parts, ErrorResponse> {
    let body = whole(body).await?;
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match (method, media_type.as_str()) {
        (&Method::GET | &Method::POST, _) if body.is_empty() => Ok(Parts::default()),
        (&Method::POST, "application/x-www-form-urlencoded") => {
            Ok(Parts { texts: texts(&body), files: Vec::new() })
        }
        (&Method::POST, "multipart/form-data") => multipart::read(content_type, body).await,
        (&Method::POST, _) => {
            Err(refuse("the body must be `application/x-www-form-urlencoded` or `multipart/form-data`"))
        }
        (&Method::GET, _) => Err(refuse("a GET must not have a body")),
        _ => Err(refuse("the sandbox takes GET and POST")),
    }
}

/// A body of at most 8 MiB. One that is longer is read and dropped, as many callers hear no reply before they have sent all.
async fn whole<B: Body<Data = Bytes> + Unpin>(mut body: B) -> Result<Bytes, ErrorResponse> {
    let mut read = Vec::new();
    let mut total = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| refuse("the body ended before it was complete"))?;
        let Ok(data) = frame.into_data() else { continue };
        total = total.saturating_add(data.len());
        if total <= MAX_BODY {
            read.extend_from_slice(&data);
        }
    }
    if total > MAX_BODY {
        return Err(refuse(&format!("the body has {total} bytes: the sandbox takes {MAX_BODY}")));
    }
    Ok(read.into())
}

/// The names and values of a form.
fn texts(form: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(form).into_owned().collect()
}

#[cfg(test)]
mod tests {
    use http_body_util::Full;

    use super::*;

    async fn read(method: Method, content_type: &str, query: &str, body: Vec<u8>) -> Arrival {
        let request = Request::builder().method(method).uri(format!("/router/rest?{query}"));
        let request = request.header(CONTENT_TYPE, content_type).body(Full::<Bytes>::from(body)).unwrap();
        Arrival::read(request).await
    }

    #[tokio::test]
    async fn the_form_wins_over_the_query_and_the_last_over_the_first() {
        let form = "Application/X-WWW-Form-Urlencoded; charset=UTF-8";
        let arrival = read(Method::POST, form, "a=1&b=2&c=%20", b"b=3&d=x+%E6%B7%98&d=y&=z".to_vec()).await;
        let given: Vec<_> = arrival.given.iter().collect();
        assert_eq!(given, [("a", "1"), ("b", "3"), ("d", "y")]);
        assert_eq!(arrival.received.get("c"), Some(" "));
        assert!(arrival.refused.is_none());
    }

    #[tokio::test]
    async fn only_forms_and_queries() {
        let form = "application/x-www-form-urlencoded";
        let refused = |arrival: Arrival| arrival.refused.map(|refusal| refusal.code());
        assert_eq!(refused(read(Method::GET, "text/plain", "a=1", Vec::new()).await), None);
        assert_eq!(refused(read(Method::POST, "text/plain", "a=1", Vec::new()).await), None);
        assert_eq!(refused(read(Method::POST, form, "", vec![b'a'; MAX_BODY]).await), None);
        assert_eq!(refused(read(Method::POST, form, "", vec![b'a'; MAX_BODY + 1]).await), Some(9));
        assert_eq!(refused(read(Method::POST, "multipart/form-data", "", b"a=1".to_vec()).await), Some(3));
        assert_eq!(refused(read(Method::PUT, "multipart/form-data", "", b"a=1".to_vec()).await), Some(9));
        assert_eq!(refused(read(Method::GET, form, "", b"a=1".to_vec()).await), Some(9));
        assert_eq!(refused(read(Method::PUT, form, "a=1", Vec::new()).await), Some(9));
    }
}
