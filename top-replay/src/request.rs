//! What a request asks for: method, parameters and files, without what differs in each attempt.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use http_body_util::{BodyExt as _, Full};
use multer::Multipart;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Parameters that differ in each attempt, or belong to the account: neither recorded nor compared.
const LEFT_OUT: [&str; 8] =
    ["access_token", "app_key", "method", "partner_id", "session", "sign", "sign_method", "timestamp"];

/// Name of a document that is the body, among the parameters.
const DOCUMENT: &str = "(body)";

/// A request, as sent.
#[derive(Debug, Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// All parameters but those of [`LEFT_OUT`].
    pub(crate) params: BTreeMap<String, String>,
    pub(crate) files: BTreeMap<String, FileFacts>,
    /// Values that must not be written: session, signature, tokens.
    pub(crate) secrets: Vec<String>,
}

/// What is recorded of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileFacts {
    pub(crate) name: String,
    /// Size in bytes.
    pub(crate) size: usize,
    pub(crate) sha256: String,
}

impl Request {
    /// Reads a request. Error: why it is not a form.
    pub(crate) fn read(url: &str, headers: &HeaderMap, body: &Bytes) -> Result<Self, String> {
        let mut request = Self::default();
        let (address, query) = url.split_once('?').unwrap_or((url, ""));
        request.add_form(query.as_bytes());
        let content_type =
            headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media_type = content_type.to_ascii_lowercase();
        // The values of a batch could not be masked by their names.
        if media_type.starts_with("text/plain") {
            return Err("a batch is not recorded: send its calls alone".to_owned());
        }
        if media_type.starts_with("multipart/") {
            request.add_parts(content_type, body)?;
        } else if media_type.starts_with("application/json") || media_type.starts_with("text/xml") {
            // Its values are masked by their names, like those of other parameters in JSON or XML.
            request.add(DOCUMENT.to_owned(), String::from_utf8_lossy(body).into_owned());
        } else {
            request.add_form(body);
        }
        if request.method.is_empty() {
            // A gateway whose addresses are the methods.
            let path = address.split_once("://").map_or(address, |(_, rest)| rest);
            path.split_once('/').map_or(path, |(_, path)| path).clone_into(&mut request.method);
        }
        Ok(request)
    }

    fn add_form(&mut self, form: &[u8]) {
        for (name, value) in form_urlencoded::parse(form) {
            self.add(name.into_owned(), value.into_owned());
        }
    }

    fn add(&mut self, name: String, value: String) {
        if name == "method" {
            self.method = value;
            return;
        }
        if top_runtime::__v0_1_0::is_sensitive(&name) {
            self.secrets.push(value.clone());
        }
        if !LEFT_OUT.contains(&name.as_str()) {
            self.params.insert(name, value);
        }
    }

    fn add_parts(&mut self, content_type: &str, body: &Bytes) -> Result<(), String> {
        let unreadable = |error: multer::Error| format!("its multipart form cannot be read: {error}");
        let boundary = multer::parse_boundary(content_type).map_err(unreadable)?;
        let mut form = Multipart::new(Full::new(body.clone()).into_data_stream(), boundary);
        while let Some(part) = at_once(form.next_field())?.map_err(unreadable)? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let bytes = at_once(part.bytes())?.map_err(unreadable)?;
            match file {
                Some(file) => {
                    self.files.insert(name, FileFacts::of(file, &bytes));
                }
                None => self.add(name, String::from_utf8_lossy(&bytes).into_owned()),
            }
        }
        Ok(())
    }
}

impl FileFacts {
    fn of(name: String, bytes: &[u8]) -> Self {
        let sha256 = base16ct::lower::encode_string(&Sha256::digest(bytes));
        Self { name, size: bytes.len(), sha256 }
    }
}

/// Returns the result of a future that reads bytes in memory: it never waits.
fn at_once<F: Future>(future: F) -> Result<F::Output, String> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    // The reader may yield between parts.
    for _ in 0..1_000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return Ok(output);
        }
    }
    Err("its multipart form is incomplete".to_owned())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn query_and_body_are_read_without_what_differs_in_each_attempt() {
        let url = "https://gw.example/router/rest?method=a.b&session=6100secret&sign=AB&v=2.0";
        let body = Bytes::from_static(b"app_key=1&timestamp=x&sign_method=md5&fields=a%2Cb&refresh_token=t");
        let request = Request::read(url, &HeaderMap::new(), &body).unwrap();
        assert_eq!(request.method, "a.b");
        let params: Vec<_> = request.params.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(params, ["fields=a,b", "refresh_token=t", "v=2.0"]);
        assert_eq!(request.secrets, ["6100secret", "AB", "t"]);
    }

    #[test]
    fn files_are_described_by_name_size_and_hash() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"method\"\r\n\r\na.b\r\n\
            --x\r\nContent-Disposition: form-data; name=\"img\"; filename=\"a.jpg\"\r\n\r\nabc\r\n--x--\r\n";
        let headers = HeaderMap::from_iter([(
            CONTENT_TYPE,
            HeaderValue::from_static("multipart/form-data; boundary=x"),
        )]);
        let request = Request::read("http://127.0.0.1/router/rest", &headers, &body.into()).unwrap();
        assert_eq!((request.method.as_str(), request.params.len()), ("a.b", 0));
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let file = FileFacts { name: "a.jpg".to_owned(), size: 3, sha256: sha256.to_owned() };
        assert_eq!(request.files.get("img"), Some(&file));
        let cut = Bytes::from_static(b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb");
        assert!(Request::read("http://127.0.0.1/", &headers, &cut).is_err());
    }

    #[test]
    fn an_address_without_a_method_is_the_method() {
        let request = Request::read("https://gw.example/rest/orders/1?a=b", &HeaderMap::new(), &Bytes::new());
        assert_eq!(request.unwrap().method, "rest/orders/1");
    }

    #[test]
    fn a_document_is_a_parameter_and_a_token_is_none() {
        let headers = [(CONTENT_TYPE, HeaderValue::from_static("text/xml;charset=utf-8"))];
        let url = "https://qimen.example/q?method=order.query&access_token=5000secret&customerId=C1";
        let body = Bytes::from_static(b"<request><a>1</a></request>");
        let request = Request::read(url, &headers.into_iter().collect(), &body).unwrap();
        let params: Vec<_> = request.params.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(params, ["(body)=<request><a>1</a></request>", "customerId=C1"]);
        assert_eq!(
            (request.method.as_str(), request.secrets),
            ("order.query", vec!["5000secret".to_owned()])
        );
    }

    #[test]
    fn batches_are_refused() {
        let headers = [(CONTENT_TYPE, HeaderValue::from_static("text/plain;charset=UTF-8"))];
        let body = Bytes::from_static(b"method=a.b&session=6100abc\r\n-S-\r\nmethod=a.c");
        let read =
            Request::read("https://gw.test/router/batch?sign=AB", &headers.into_iter().collect(), &body);
        assert_eq!(read.unwrap_err(), "a batch is not recorded: send its calls alone");
    }
}
