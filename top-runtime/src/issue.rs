//! Issues: values in a request or reply that do not fit, and their paths.

use std::borrow::Cow;
use std::fmt;

use crate::protocol::names::check_param_name;
pub(crate) use crate::quoting::{cut, escape_control, message, quote_excerpt, truncate_message};
use crate::secret::{MASK, Masker, is_sensitive};

/// Limit: characters of one name in a path. Only keys of maps can be longer.
const MAX_STEP: usize = 128;

/// Limit: bytes of a path. The inner end is kept.
const MAX_PATH: usize = 1024;

/// One step of a path.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step<'a> {
    /// A member, or a key of a map.
    Name(&'a str),
    /// An element of a list.
    Index(usize),
}

impl<'a> Step<'a> {
    /// Returns the text of the step in a path.
    pub(crate) fn text(self) -> Cow<'a, str> {
        match self {
            Self::Name(name) => cut(name, MAX_STEP),
            Self::Index(at) => Cow::Owned(format!("[{at}]")),
        }
    }
}

/// A value that does not fit, in a request before it is sent or in a reply.
///
/// ```
/// use top_runtime::Params;
/// # let client = top_runtime::Client::builder("12345678", "helloworld").build()?;
/// let params = Params::new().with("tids", vec!["1,2"]);
/// let refused = client.prepare_call("taobao.trades.sold.get", &params).unwrap_err();
/// let issue = &refused.issues()[0];
/// assert_eq!(issue.kind, top_runtime::error::IssueKind::WrongType);
/// assert_eq!(issue.path, "tids[0]");
/// assert_eq!(issue.found, "`1,2`");
/// # Ok::<(), top_runtime::error::BuildError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issue {
    /// The broken rule.
    pub kind: IssueKind,
    /// Path of the value in wire names: `create_request.items[2].price`. Empty for the request or
    /// reply as a whole. Limits: 128 characters per name; about 1,000 bytes in all, of which the
    /// inner end is kept after `…`.
    pub path: String,
    /// Description of a valid value.
    pub expected: String,
    /// Description of the value, cut to 80 characters, and masked if its name is that of a secret.
    pub found: String,
}

/// The rule that an [`Issue`] breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IssueKind {
    /// No value, blank text or an empty list where a value is required, or no member of an
    /// `any_of`.
    Missing,
    /// More characters than `max_len` or more bytes than `max_bytes`.
    TooLong,
    /// More elements than `max_items`.
    TooMany,
    /// A number outside of `range`.
    OutOfRange,
    /// A value that cannot be decoded into the type, or cannot be sent.
    WrongType,
}

impl Issue {
    /// Creates an issue with the innermost step of its path. Enclosing values prepend theirs with
    /// [`Self::within`].
    pub(crate) fn at(name: &str, expected: impl Into<String>, found: impl Into<String>) -> Self {
        let kind = IssueKind::WrongType;
        Self { kind, path: name.to_owned(), expected: expected.into(), found: found.into() }.masked(name)
    }

    /// Creates an issue of an unsuitable parameter name, if it is one. `reserved` are the names of the
    /// system parameters.
    pub(crate) fn of_param_name(name: &str, reserved: &[&str]) -> Option<Self> {
        check_param_name(name, reserved).map(|expected| Self::at(name, expected, quote_excerpt(name)))
    }

    /// Creates an issue of a secret. `found` must not contain any of it.
    pub(crate) fn of_secret(name: &str, expected: &str, found: String) -> Self {
        Self { kind: IssueKind::WrongType, path: name.to_owned(), expected: expected.to_owned(), found }
    }

    /// Returns the issue with another kind.
    pub(crate) fn of(self, kind: IssueKind) -> Self {
        Self { kind, ..self }
    }

    /// Prepends an enclosing step to the path: `a` and `b` give `a.b`, `a` and `[0]` give `a[0]`.
    pub(crate) fn within(&mut self, outer: &str) {
        let outer = &*cut(outer, MAX_STEP);
        if self.path.is_empty() || self.path.starts_with('[') {
            self.mask_found(outer);
        }
        prefix_path(&mut self.path, outer);
    }

    /// Masks known secrets in the path and the found value.
    pub(crate) fn mask(&mut self, secrets: &Masker) {
        secrets.mask(&mut self.path);
        secrets.mask(&mut self.found);
    }

    fn masked(mut self, name: &str) -> Self {
        self.mask_found(name);
        self
    }

    /// Masks the found value if `name` is that of a secret: the text in backticks, or all of it,
    /// except for descriptions of a missing value.
    fn mask_found(&mut self, name: &str) {
        if !is_sensitive(name) || self.found.starts_with("an empty ") || MISSING.contains(&&*self.found) {
            return;
        }
        match (self.found.find('`'), self.found.rfind('`')) {
            (Some(start), Some(end)) => self.found.replace_range(start..=end, MASK),
            _ => MASK.clone_into(&mut self.found),
        }
    }
}

/// Descriptions of a missing value, which reveal no secret.
const MISSING: [&str; 5] = ["blank text", "empty text", "none", "nothing", "null"];

/// Prepends an enclosing step to a path, or `…` once the path is too long.
pub(crate) fn prefix_path(path: &mut String, outer: &str) {
    if path.starts_with('…') {
        return;
    }
    if path.len() + outer.len() >= MAX_PATH {
        return path.insert(0, '…');
    }
    if !path.is_empty() && !path.starts_with('[') && !outer.is_empty() {
        path.insert(0, '.');
    }
    path.insert_str(0, outer);
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            // Names may come from the reply.
            write!(f, "`{}`: ", escape_control(&self.path))?;
        }
        write!(f, "expected {}, found {}", escape_control(&self.expected), truncate_message(&self.found))
    }
}
