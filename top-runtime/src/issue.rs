//! What does not fit, and where: in a request before it is sent, in a reply when it is read.

use std::borrow::Cow;
use std::fmt;

pub(crate) use crate::oneline::{cut, escape_control, message, quote_excerpt, truncate_message};
use crate::secret::{MASK, Masker, is_sensitive};

/// How many characters of one name a path shows. No declared name is longer; the keys of a reply's maps may be.
const STEP: usize = 128;

/// How many bytes of a path are kept, counted from its inner end, before the mark that it was cut.
const PATH: usize = 1024;

/// One step of a path.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step<'a> {
    /// A member, or a key of a map.
    Name(&'a str),
    /// An element of a list.
    Index(usize),
}

impl<'a> Step<'a> {
    /// The step as a path shows it.
    pub(crate) fn text(self) -> Cow<'a, str> {
        match self {
            Self::Name(name) => cut(name, STEP),
            Self::Index(at) => Cow::Owned(format!("[{at}]")),
        }
    }
}

/// One thing that does not fit.
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
    /// Which kind of rule is broken.
    pub kind: IssueKind,
    /// Where, in wire names: `create_request.items[2].price`. Empty where it concerns the whole. A name is cut to 128
    /// characters; of a path that is longer than about 1,000 bytes the inner end is kept, behind `…`.
    pub path: String,
    /// What must stand there.
    pub expected: String,
    /// What stood there, cut to 80 characters and masked where the name is that of a secret.
    pub found: String,
}

/// The rules that an [`Issue`] can break, as far as a program would tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IssueKind {
    /// Nothing stands where something must, or what counts as nothing: blank text, an empty list, no member of an `any_of`.
    Missing,
    /// More characters or bytes than `max_len` or `max_bytes` says.
    TooLong,
    /// More elements than `max_items` says.
    TooMany,
    /// A number outside of `range`.
    OutOfRange,
    /// What stands there cannot be read as, or sent as, what the type is.
    WrongType,
}

impl Issue {
    /// At a place named by its innermost step; what encloses it adds its own step on the way out.
    pub(crate) fn at(name: &str, expected: impl Into<String>, found: impl Into<String>) -> Self {
        let kind = IssueKind::WrongType;
        Self { kind, path: name.to_owned(), expected: expected.into(), found: found.into() }.masked(name)
    }

    /// At a place with the name of a secret, in words that show nothing of it.
    pub(crate) fn of_secret(name: &str, expected: &str, found: String) -> Self {
        Self { kind: IssueKind::WrongType, path: name.to_owned(), expected: expected.to_owned(), found }
    }

    /// The same as an issue of this kind.
    pub(crate) fn of(self, kind: IssueKind) -> Self {
        Self { kind, ..self }
    }

    /// Puts an enclosing step before the path: `a` before `b` is `a.b`, `a` before `[0]` is `a[0]`.
    pub(crate) fn within(&mut self, outer: &str) {
        let outer = &*cut(outer, STEP);
        if self.path.is_empty() || self.path.starts_with('[') {
            self.mask_found(outer);
        }
        prefix_path(&mut self.path, outer);
    }

    /// Masks the secrets that a reply, or the caller, put where they do not belong.
    pub(crate) fn mask(&mut self, secrets: &Masker) {
        secrets.mask(&mut self.path);
        secrets.mask(&mut self.found);
    }

    fn masked(mut self, name: &str) -> Self {
        self.mask_found(name);
        self
    }

    /// Masks what stood at a place with the name of a secret: foreign text in back-ticks, or all
    /// but our own words for nothing.
    fn mask_found(&mut self, name: &str) {
        if !is_sensitive(name) || self.found.starts_with("an empty ") || NOTHING.contains(&&*self.found) {
            return;
        }
        match (self.found.find('`'), self.found.rfind('`')) {
            (Some(start), Some(end)) => self.found.replace_range(start..=end, MASK),
            _ => MASK.clone_into(&mut self.found),
        }
    }
}

/// How an issue says that there was nothing, which shows nothing of a secret.
const NOTHING: [&str; 5] = ["blank text", "empty text", "none", "nothing", "null"];

/// Puts an enclosing step before a path, or the mark that outer steps are missing once it is too long.
pub(crate) fn prefix_path(path: &mut String, outer: &str) {
    if path.starts_with('…') {
        return;
    }
    if path.len() + outer.len() >= PATH {
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
            // The names of members in it may be the reply's.
            write!(f, "`{}`: ", escape_control(&self.path))?;
        }
        write!(f, "expected {}, found {}", escape_control(&self.expected), truncate_message(&self.found))
    }
}
