//! Parameters as names and texts, for undeclared APIs and for servers.

mod named;

use crate::codec::encode::Encode;
use crate::codec::encoder::{Encoder, Lists};
use crate::issue::Issue;
use crate::protocol::BodyFormat;
use crate::protocol::name_order;
use crate::values::File;

use named::NamedList;

/// Parameters of an undeclared API, by name.
///
/// ```
/// use top_runtime::Params;
/// let params = Params::new().with("fields", "tid,status").with("page_no", &1_i64);
/// assert_eq!(params.get("page_no"), Some("1"));
/// ```
///
/// A value is encoded like a declared field of its type: a struct as JSON, a list of scalars as
/// text with commas, for gateways of IOP as JSON. Blank values are not sent. A call with a value that cannot be sent, such as a
/// list element with a comma, fails with
/// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid).
#[derive(Clone, Default)]
pub struct Params {
    pairs: NamedList<String>,
    /// Lists of scalars as JSON, which IOP takes in place of texts with commas.
    json: NamedList<String>,
    files: NamedList<File>,
    issues: Vec<Issue>,
    /// Issues of the same values, if lists are JSON.
    json_issues: Vec<Issue>,
    document: Option<(BodyFormat, String)>,
}

impl Params {
    /// Creates an empty list.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            pairs: NamedList::new(),
            json: NamedList::new(),
            files: NamedList::new(),
            issues: Vec::new(),
            json_issues: Vec::new(),
            document: None,
        }
    }

    /// Adds a parameter, or replaces the one of the same name.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Encode) -> Self {
        let name = name.into();
        let text = encode(&name, &value, false, &mut self.issues);
        let json = encode(&name, &value, true, &mut self.json_issues);
        let is_list = text != json;
        self.set(name.clone(), text);
        if is_list {
            self.json.set(name, json);
        }
        self
    }

    /// Adds a file, or replaces the one of the same name.
    #[must_use]
    pub fn with_file(mut self, name: impl Into<String>, file: File) -> Self {
        self.files.set(name.into(), file);
        self
    }

    /// Sets a JSON document as the body, for gateways of Qimen. It is sent and signed unchanged; the
    /// parameters are sent in the URL.
    ///
    /// ```
    /// use top_runtime::Params;
    /// let params = Params::new().with("customerId", "C1").json_body(r#"{"orderCode":"SO-1"}"#);
    /// assert_eq!(params.document(), Some(r#"{"orderCode":"SO-1"}"#));
    /// ```
    #[must_use]
    pub fn json_body(mut self, document: impl Into<String>) -> Self {
        self.document = Some((BodyFormat::Json, document.into()));
        self
    }

    /// Sets an XML document as the body. See [`json_body`](Self::json_body).
    #[must_use]
    pub fn xml_body(mut self, document: impl Into<String>) -> Self {
        self.document = Some((BodyFormat::Xml, document.into()));
        self
    }

    /// Returns the document that is the body, if any.
    #[must_use]
    pub fn document(&self) -> Option<&str> {
        self.document.as_ref().map(|(_, document)| document.as_str())
    }

    /// Returns what the body is.
    pub(crate) fn body_format(&self) -> BodyFormat {
        self.document.as_ref().map_or(BodyFormat::Form, |(format, _)| *format)
    }

    /// Returns the file of a parameter.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    /// Iterates over names and files in the order of insertion.
    pub fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter()
    }

    /// Replaces the text of a parameter, or appends it.
    pub(crate) fn set(&mut self, name: String, value: String) {
        if self.json.get(&name).is_some() {
            self.json.set(name.clone(), value.clone());
        }
        self.pairs.set(name, value);
    }

    /// Returns the text of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.get(name).map(String::as_str)
    }

    /// Iterates over names and texts in the order of insertion.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name, value.as_str()))
    }

    /// Returns names and texts in signing order.
    pub(crate) fn sorted(&self) -> Vec<(&str, &str)> {
        let mut pairs: Vec<_> = self.iter().collect();
        pairs.sort_unstable_by(|a, b| name_order(a.0, b.0));
        pairs
    }

    /// Like [`Self::sorted`], with lists of scalars as JSON if they are.
    pub(crate) fn sorted_texts(&self, json_lists: bool) -> Vec<(&str, &str)> {
        let mut pairs = self.sorted();
        if json_lists {
            for (name, text) in &mut pairs {
                *text = self.json.get(name).map_or(*text, String::as_str);
            }
        }
        pairs
    }

    /// Returns the issues of values that cannot be sent.
    pub(crate) fn issues(&self, json_lists: bool) -> &[Issue] {
        if json_lists { &self.json_issues } else { &self.issues }
    }
}

/// Encodes a value like a declared field.
fn encode(name: &str, value: &impl Encode, json_lists: bool, issues: &mut Vec<Issue>) -> String {
    let mut encoder = Encoder::new(Lists::Plain, true, 64);
    encoder.json_lists = json_lists;
    encoder.top_level("", &|encoder| value.encode(encoder));
    issues.extend(encoder.issues.into_iter().map(|mut issue| {
        issue.within(name);
        issue
    }));
    encoder.text
}

/// Compares the texts for gateways of TOP.
impl PartialEq for Params {
    fn eq(&self, other: &Self) -> bool {
        self.pairs == other.pairs
            && self.files == other.files
            && self.issues == other.issues
            && self.document == other.document
    }
}

impl Eq for Params {}

/// Takes texts unchanged; of several with one name, the last. [`Params::with`] encodes values of
/// other types.
impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Params {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut params = Self::new();
        params.extend(pairs);
        params
    }
}

impl<N: Into<String>, V: Into<String>> Extend<(N, V)> for Params {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, pairs: I) {
        for (name, value) in pairs {
            self.set(name.into(), value.into());
        }
    }
}

/// ```
/// use top_runtime::Params;
/// let params = Params::from([("fields", "tid,status"), ("page_no", "1")]);
/// assert_eq!(params.get("page_no"), Some("1"));
/// ```
impl<N: Into<String>, V: Into<String>, const LEN: usize> From<[(N, V); LEN]> for Params {
    fn from(pairs: [(N, V); LEN]) -> Self {
        pairs.into_iter().collect()
    }
}

impl std::fmt::Debug for Params {
    /// Formats the parameters with secrets masked by their names, also inside other values.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let masked = |(name, value)| {
            let is_secret = crate::secret::is_sensitive(name);
            (name, if is_secret { crate::secret::MASK.to_owned() } else { crate::secret::scrub(value) })
        };
        f.debug_map().entries(self.iter().map(masked)).entries(self.files()).finish()
    }
}
