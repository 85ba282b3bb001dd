//! A request of any program, as far as its signature depends on it.

use std::borrow::Cow;

use encoding_rs::GBK;
use percent_encoding::percent_decode;

use super::args::Protocol;

/// Whether a text is blank by the platform's rule: whitespace of Java, which differs from Rust's.
pub(crate) fn is_blank(value: &[u8]) -> bool {
    String::from_utf8_lossy(value).chars().all(|char| {
        matches!(char,
            '\u{9}'..='\u{d}' | '\u{1c}'..='\u{20}' | '\u{1680}' | '\u{2000}'..='\u{2006}'
            | '\u{2008}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{205f}' | '\u{3000}')
    })
}

/// Where a parameter was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Query,
    Body,
}

#[derive(Clone)]
pub(crate) struct Param {
    pub(crate) name: String,
    /// The value without its percent encoding; of a file, its name.
    pub(crate) value: Vec<u8>,
    /// The value as sent.
    pub(crate) raw: String,
    pub(crate) place: Place,
    pub(crate) is_file: bool,
}

impl Param {
    /// Creates a parameter from its encoded name and value.
    fn from_raw(name: &str, raw: &str, place: Place) -> Self {
        let decode = |text: &str| -> Vec<u8> {
            let spaces = text.replace('+', " ");
            percent_decode(spaces.as_bytes()).collect()
        };
        let name = String::from_utf8_lossy(&decode(name)).into_owned();
        Self { name, value: decode(raw), raw: raw.to_owned(), place, is_file: false }
    }

    /// Creates a parameter from text that is not encoded.
    pub(crate) fn from_text(name: &str, value: &str, place: Place) -> Self {
        let raw = super::plan::encode_form(value.as_bytes());
        Self { name: name.to_owned(), value: value.as_bytes().to_vec(), raw, place, is_file: false }
    }

    /// Creates a file part of a multipart form.
    pub(crate) fn file(name: &str, file_name: &str) -> Self {
        Self { is_file: true, ..Self::from_text(name, file_name, Place::Body) }
    }

    /// Returns the value as text. Bytes that are not UTF-8 are read as GBK.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match str::from_utf8(&self.value) {
            Ok(text) => text.into(),
            Err(_) => GBK.decode_without_bom_handling(&self.value).0,
        }
    }
}

/// Splits a form or a query.
pub(crate) fn form_params(text: &str, place: Place) -> Vec<Param> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Param::from_raw(name, value, place)
        })
        .collect()
}

/// A request without its headers.
#[derive(Clone, Default)]
pub(crate) struct Request {
    /// Scheme, host and path. Empty if the source shows parameters only.
    pub(crate) address: String,
    pub(crate) params: Vec<Param>,
    /// A body that is not a form: JSON, XML or other text.
    pub(crate) document: Option<String>,
    pub(crate) content_type: Option<String>,
    /// Time at which the request was sent, if the source shows one.
    pub(crate) sent_at: Option<i64>,
}

impl Request {
    /// Splits a URL into address and parameters.
    pub(crate) fn from_url(url: &str) -> Self {
        let url = url.split('#').next().unwrap_or_default();
        let (address, query) = url.split_once('?').unwrap_or((url, ""));
        Self { address: address.to_owned(), params: form_params(query, Place::Query), ..Self::default() }
    }

    /// Adds a body: a form if it looks like one, otherwise a document.
    pub(crate) fn add_body(&mut self, body: &str) {
        let trimmed = body.trim();
        if trimmed.starts_with(['{', '[', '<']) {
            self.document = Some(body.to_owned());
        } else if !trimmed.is_empty() {
            self.params.extend(form_params(trimmed, Place::Body));
        }
    }

    /// Returns the first parameter of a name.
    pub(crate) fn param(&self, name: &str) -> Option<&Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// Returns the text of the first parameter of a name.
    pub(crate) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.param(name).map(Param::text)
    }

    /// Returns the path of the address.
    pub(crate) fn path(&self) -> &str {
        let rest = self.address.split_once("://").map_or(self.address.as_str(), |(_, rest)| rest);
        rest.find('/').map_or("", |start| &rest[start..])
    }

    pub(crate) fn host(&self) -> &str {
        let rest = self.address.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', ':']).next().unwrap_or_default()
    }

    /// Returns the path of the API at a gateway of IOP: what follows `/rest`.
    pub(crate) fn api_path(&self) -> Option<&str> {
        let path = self.path().strip_prefix("/rest")?;
        (path.starts_with('/') && path.len() > 1).then_some(path)
    }

    /// Returns the protocol that the request's form shows.
    pub(crate) fn detect_protocol(&self) -> Protocol {
        let path = self.path();
        if path.starts_with("/router/qm")
            || path.starts_with("/router/qimen")
            || self.param("customerId").is_some()
        {
            return Protocol::Qimen;
        }
        if path.starts_with("/router/") {
            return Protocol::Top;
        }
        let is_iop = path == "/sync" || path == "/rest" || path.starts_with("/rest/");
        let has_iop_method = self.text("sign_method").is_some_and(|method| method == "sha256");
        if is_iop || has_iop_method { Protocol::Iop } else { Protocol::Top }
    }
}
