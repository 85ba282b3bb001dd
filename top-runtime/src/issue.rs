//! What does not fit, and where: in a request before it is sent, in a reply when it is read.

use std::borrow::Cow;
use std::fmt;

use crate::secret::{MASK, hide, is_sensitive};

/// How many characters of a foreign text an error shows.
const EXCERPT: usize = 80;

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
/// assert_eq!(issue.kind, top_runtime::IssueKind::Unfit);
/// assert_eq!(issue.path, "tids[0]");
/// assert_eq!(issue.found, "`1,2`");
/// # Ok::<(), top_runtime::BuildError>(())
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
    Unfit,
}

impl Issue {
    /// At a place named by its innermost step; what encloses it adds its own step on the way out.
    pub(crate) fn at(name: &str, expected: impl Into<String>, found: impl Into<String>) -> Self {
        let kind = IssueKind::Unfit;
        Self { kind, path: name.to_owned(), expected: expected.into(), found: found.into() }.masked(name)
    }

    /// The same as an issue of this kind.
    pub(crate) fn of(self, kind: IssueKind) -> Self {
        Self { kind, ..self }
    }

    /// Puts an enclosing step before the path: `a` before `b` is `a.b`, `a` before `[0]` is `a[0]`.
    pub(crate) fn within(&mut self, outer: &str) {
        let outer = &*cut(outer, STEP);
        if self.path.is_empty() && is_sensitive(outer) {
            MASK.clone_into(&mut self.found);
        }
        prefix_path(&mut self.path, outer);
    }

    /// Masks a secret that a reply, or the caller, put where it does not belong.
    pub(crate) fn hide(&mut self, secret: &str) {
        hide(&mut self.path, secret);
        hide(&mut self.found, secret);
    }

    fn masked(mut self, name: &str) -> Self {
        if is_sensitive(name) {
            MASK.clone_into(&mut self.found);
        }
        self
    }
}

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
            write!(f, "`{}`: ", on_one_line(&self.path))?;
        }
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}

/// A text on one line: control characters escaped.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// How many characters of a sentence are kept that may quote what came from outside.
const SENTENCE: usize = 300;

/// A sentence on one line, cut off where it quotes too much.
pub(crate) fn sentence(text: &str) -> String {
    match text.char_indices().nth(SENTENCE) {
        Some((cut, _)) => format!("{}…", on_one_line(&text[..cut])),
        None => on_one_line(text),
    }
}

/// A text of so many characters at most, and a mark where it was longer.
pub(crate) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    // A character has a byte at least.
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// The beginning of a text in back-ticks, control characters escaped so that it stays on one line.
pub(crate) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((cut, _)) => format!("`{}…`", on_one_line(&text[..cut])),
        None => format!("`{}`", on_one_line(text)),
    }
}
