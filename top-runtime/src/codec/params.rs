//! Parameters as names and texts: what an undeclared API is called with, and what a server reads.

mod named;

use crate::codec::encode::Encode;
use crate::codec::encoder::{Encoder, Lists};
use crate::issue::Issue;
use crate::protocol::name_order;
use crate::values::File;

use named::Named;

/// The parameters of an API that is not declared, by name.
///
/// ```
/// use top_runtime::Params;
/// let params = Params::new().with("fields", "tid,status").with("page_no", &1_i64);
/// assert_eq!(params.get("page_no"), Some("1"));
/// ```
///
/// A value is written as a declared field of its type would be: structs as JSON, lists of scalars with commas. Blank values are
/// not sent. What cannot be sent (a list element with a comma) is refused when the call is made.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Params {
    pairs: Named<String>,
    files: Named<File>,
    issues: Vec<Issue>,
}

impl Params {
    /// No parameters.
    #[must_use]
    pub const fn new() -> Self {
        Self { pairs: Named::new(), files: Named::new(), issues: Vec::new() }
    }

    /// Adds a parameter, in the place of one of the same name.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Encode) -> Self {
        let name = name.into();
        let mut writer = Encoder::new(Lists::Plain, true, 64);
        writer.top_level("", &|encoder| value.encode(encoder));
        for mut issue in writer.issues {
            issue.within(&name);
            self.issues.push(issue);
        }
        self.set(name, writer.text);
        self
    }

    /// Adds a file, in the place of one of the same name.
    #[must_use]
    pub fn with_file(mut self, name: impl Into<String>, file: File) -> Self {
        self.files.set(name.into(), file);
        self
    }

    /// The file of a parameter.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    /// Names and files, in the order in which they were added.
    pub fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter()
    }

    /// Puts a text in the place of the parameter of this name, or adds it.
    pub(crate) fn set(&mut self, name: String, value: String) {
        self.pairs.set(name, value);
    }

    /// The text of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.get(name).map(String::as_str)
    }

    /// Names and texts, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name, value.as_str()))
    }

    /// Names and texts in the order in which they are signed.
    pub(crate) fn sorted(&self) -> Vec<(&str, &str)> {
        let mut pairs: Vec<_> = self.iter().collect();
        pairs.sort_unstable_by(|a, b| name_order(a.0, b.0));
        pairs
    }

    /// What cannot be sent of the values given.
    pub(crate) fn issues(&self) -> &[Issue] {
        &self.issues
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Params {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut params = Self::new();
        for (name, value) in pairs {
            params.set(name.into(), value.into());
        }
        params
    }
}

impl std::fmt::Debug for Params {
    /// Shows the parameters, with values masked where the name is that of a secret, also inside of
    /// other values.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let masked = |(name, value)| {
            let is_secret = crate::secret::is_sensitive(name);
            (name, if is_secret { crate::secret::MASK.to_owned() } else { crate::secret::scrub(value) })
        };
        f.debug_map().entries(self.iter().map(masked)).entries(self.files()).finish()
    }
}
