//! A request as it came over HTTP: its parameters, wherever they stand.

use http_body_util::BodyExt as _;
use hyper::body::{Body, Bytes};
use hyper::header::{CONTENT_TYPE, HeaderMap};
use hyper::{Method, Request};
use top_runtime::Params;

use crate::blank::is_blank;
use crate::refusal::Refusal;

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
    pub(crate) refused: Option<Refusal>,
}

impl Arrival {
    /// Reads a request to its end.
    pub(crate) async fn read<B: Body<Data = Bytes> + Unpin>(request: Request<B>) -> Self {
        let (head, body) = request.into_parts();
        let mut pairs = pairs(head.uri.query().unwrap_or_default().as_bytes());
        let form = form(body).await.and_then(|body| match head.method {
            _ if body.is_empty() && matches!(head.method, Method::GET | Method::POST) => Ok(body),
            Method::POST if is_form(&head.headers) => Ok(body),
            Method::POST => Err(refuse("the body must be `application/x-www-form-urlencoded`")),
            Method::GET => Err(refuse("a GET must not have a body")),
            _ => Err(refuse("the sandbox takes GET and POST")),
        });
        let refused = match form {
            Ok(body) => {
                pairs.extend(self::pairs(&body));
                None
            }
            Err(refusal) => Some(refusal),
        };
        Self { refused, ..Self::of_pairs(pairs, head.headers) }
    }

    /// With these parameters; of several with one name the last counts, so the form wins over the query.
    pub(crate) fn of_pairs(pairs: Vec<(String, String)>, headers: HeaderMap) -> Self {
        let received: Params = pairs.into_iter().collect();
        let given = received.iter().filter(|(name, value)| !is_blank(name) && !is_blank(value)).collect();
        Self { headers, received, given, refused: None }
    }

    /// The API that is called; empty if the request does not say.
    pub(crate) fn method(&self) -> &str {
        self.given.get("method").unwrap_or_default()
    }
}

/// Code 9, with the reason.
fn refuse(reason: &str) -> Refusal {
    Refusal::new(9).with_sub_msg(reason)
}

/// A body of at most 8 MiB. One that is longer is read and dropped, as many callers hear no reply before they have sent all.
async fn form<B: Body<Data = Bytes> + Unpin>(mut body: B) -> Result<Vec<u8>, Refusal> {
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
    Ok(read)
}

/// Whether the body is said to be a form.
fn is_form(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The names and values of a form.
fn pairs(form: &[u8]) -> Vec<(String, String)> {
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
        assert_eq!(refused(read(Method::POST, "multipart/form-data", "", b"a=1".to_vec()).await), Some(9));
        assert_eq!(refused(read(Method::GET, form, "", b"a=1".to_vec()).await), Some(9));
        assert_eq!(refused(read(Method::PUT, form, "a=1", Vec::new()).await), Some(9));
    }
}
