//! Parameters and body of a request.

mod multipart;
mod pairs;

use std::collections::BTreeMap;

use top_runtime::File;

use crate::charset::{Charset, Text};
use crate::error::VerifyError;
use crate::quoting::quote;
use crate::request::IncomingRequest;
pub(crate) use pairs::{decode_header, is_blank};
use pairs::{parse_form, parse_query};

/// Limit: parameters of a request, and headers that are signed.
pub(crate) const MAX_PARAMS: usize = 1000;

/// The body of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Body {
    /// None, or a form: the content is in the parameters.
    Params,
    Json(String),
    Xml(String),
    Text(String),
}

/// The content of a request, in its charset.
pub(crate) struct Content {
    pub(crate) charset: Charset,
    /// Parameters of the URL.
    pub(crate) query: Pairs,
    /// Parameters of the form.
    pub(crate) form: Pairs,
    /// Whether the form is URL-encoded, not multipart.
    pub(crate) is_urlencoded: bool,
    pub(crate) files: Vec<(String, File)>,
    pub(crate) body: Body,
}

/// Parameters by name, in the order of bytes.
pub(crate) type Pairs = BTreeMap<String, Pair>;

/// A parameter: name and value with their signed bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) name: Text,
    pub(crate) value: Text,
}

impl Content {
    /// Reads query and body by the content type.
    pub(crate) fn read(request: &IncomingRequest<'_>) -> Result<Self, VerifyError> {
        let content_type = request.header("content-type")?.unwrap_or_default();
        let content_type = str::from_utf8(content_type).map_err(|_| VerifyError::UnsupportedContentType {
            found: quote(&String::from_utf8_lossy(content_type)),
        })?;
        let charset = charset(content_type)?;
        let query = parse_query(request.query, charset)?;
        let mut content = Self {
            charset,
            query,
            form: Pairs::new(),
            is_urlencoded: false,
            files: Vec::new(),
            body: Body::Params,
        };
        if request.method == "GET" {
            let is_empty = request.body.is_empty();
            return if is_empty { Ok(content) } else { Err(unsupported("a body with GET")) };
        }
        content.read_body(content_type, request.body)?;
        Ok(content)
    }

    fn read_body(&mut self, content_type: &str, body: &[u8]) -> Result<(), VerifyError> {
        let text = || Ok(self.charset.decode(body.to_vec(), "body")?.into_string());
        match &*media_type(content_type) {
            "application/x-www-form-urlencoded" => {
                (self.form, self.is_urlencoded) = (parse_form(body, self.charset)?, true);
            }
            "multipart/form-data" => {
                (self.form, self.files) = multipart::parse(content_type, body, self.charset)?;
            }
            "application/json" | "text/json" => self.body = Body::Json(text()?),
            "application/xml" | "text/xml" => self.body = Body::Xml(text()?),
            "text/plain" => self.body = Body::Text(text()?),
            "" if body.is_empty() => {}
            _ => return Err(unsupported(content_type)),
        }
        Ok(())
    }
}

fn unsupported(content_type: &str) -> VerifyError {
    VerifyError::UnsupportedContentType { found: quote(content_type) }
}

/// Returns the media type in lower case, without parameters.
fn media_type(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns the charset of a content type. Default: UTF-8.
fn charset(content_type: &str) -> Result<Charset, VerifyError> {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut charsets = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    match (charsets.next(), charsets.next()) {
        (None, _) => Ok(Charset::default()),
        (Some((_, name)), None) => Charset::of_name(name.trim().trim_matches(['"', '\''])),
        _ => Err(VerifyError::UnsupportedCharset { found: quote(content_type) }),
    }
}

/// Adds a parameter. A second one of the same name is refused.
fn insert(pairs: &mut Pairs, pair: Pair) -> Result<(), VerifyError> {
    if pairs.len() >= MAX_PARAMS {
        return Err(VerifyError::TooManyParameters);
    }
    let name = pair.name.as_str().to_owned();
    match pairs.insert(name, pair) {
        None => Ok(()),
        Some(pair) => Err(VerifyError::DuplicateParameter { name: quote(pair.name.as_str()) }),
    }
}
