//! The HTTP request of a vector.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use top_webhook::IncomingRequest;

/// An owned request.
pub(crate) struct Request {
    method: String,
    query: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    pub(crate) fn of(input: &Value) -> Self {
        let text = |name: &str| input[name].as_str().unwrap_or_default().to_owned();
        let content_type = text("content_type");
        let body = match (input["body_base64"].as_str(), input["form"].as_object()) {
            (Some(digits), _) => BASE64_STANDARD.decode(digits).unwrap(),
            // The body of such a vector, if any, has some of the parts.
            (None, Some(form)) => multipart(&content_type, form.iter()),
            (None, None) if content_type.ends_with("GBK") => {
                encoding_rs::GBK.encode(&text("body")).0.into_owned()
            }
            (None, None) => text("body").into_bytes(),
        };
        let mut headers = Vec::new();
        if !content_type.is_empty() {
            headers.push(("Content-Type".to_owned(), content_type));
        }
        for (name, value) in input["headers"].as_object().into_iter().flatten() {
            headers.push((name.clone(), value.as_str().unwrap().to_owned()));
        }
        let method = input["http_method"].as_str().unwrap_or("POST").to_owned();
        Self { method, query: text("query_string"), headers, body }
    }

    /// Returns the request with another signature.
    pub(crate) fn with_sign(mut self, sign: &str) -> Self {
        let others = self.query.split('&').filter(|pair| !pair.starts_with("sign="));
        self.query = others.map(str::to_owned).chain([format!("sign={sign}")]).collect::<Vec<_>>().join("&");
        self
    }

    pub(crate) fn incoming(&self) -> IncomingRequest<'_> {
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        IncomingRequest::new(&self.method, "/spi", &self.query, &self.body).with_headers(headers)
    }
}

fn multipart<'f>(content_type: &str, form: impl Iterator<Item = (&'f String, &'f Value)>) -> Vec<u8> {
    let boundary = content_type.split_once("boundary=").unwrap().1;
    let part = |(name, value): (&String, &Value)| {
        let value = value.as_str().unwrap();
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    (form.map(part).collect::<String>() + &format!("--{boundary}--\r\n")).into_bytes()
}
