//! The parameter `fields`: the members of the reply that a request asks for.

mod check;
mod wire;

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use crate::codec::decode::Decode;
use crate::codec::decoder::field_names::field_names;
use crate::codec::field_table::Members;
use check::assert_member;

/// A selection of members of `T`: the parameter `fields` of many trade and item APIs.
///
/// `T` is the struct in the reply whose members the API's page lists, not the reply itself. The
/// selection is sent as wire names joined by commas. A member of an inner struct, or of the structs
/// in a list, is sent as `orders.oid`.
///
/// ```
/// use top_runtime::{Client, Fields, SessionKey, TopApi, TopValue, fields};
///
/// #[derive(TopApi)]
/// #[top_api(method = "taobao.trade.fullinfo.get", session = required, response = TradeReply)]
/// struct GetTrade {
///     fields: Fields<Trade>,
///     tid: i64,
/// }
///
/// #[derive(TopValue)]
/// struct TradeReply {
///     trade: Trade,
/// }
///
/// #[derive(TopValue)]
/// struct Trade {
///     tid: i64,
///     status: Option<String>,
///     orders: Vec<Order>,
/// }
///
/// #[derive(TopValue)]
/// struct Order {
///     oid: i64,
///     title: Option<String>,
/// }
///
/// let client = Client::builder("12345678", "helloworld").build()?.session(&SessionKey::new("6100seller"));
/// let sent = |fields| client.prepare(&GetTrade { fields, tid: 1 }).map(|prepared| {
///     prepared.params().find(|(name, _)| *name == "fields").map(|(_, value)| value.to_owned()).unwrap_or_default()
/// });
///
/// assert_eq!(sent(Fields::all())?, "tid,status,orders.oid,orders.title");
/// assert_eq!(sent(fields!(Trade, "tid", "orders.oid"))?, "tid,orders.oid");
/// assert_eq!(sent(fields!(Trade, "orders"))?, "orders");
///
/// // Names from run time are checked before the request is sent.
/// let refused = sent(["tid", "orders.iod"].into_iter().collect()).unwrap_err();
/// let issue = &refused.issues()[0];
/// assert_eq!(issue.to_string(), "`fields[1]`: expected a member of `trade` (like `orders.oid`), found `orders.iod`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A misspelled name does not compile:
///
/// ```compile_fail
/// # use top_runtime::{TopValue, fields};
/// #[derive(TopValue)]
/// struct Trade {
///     tid: i64,
/// }
///
/// let selection = fields!(Trade, "tidd"); // there is no member `tidd` in `Trade`: did you mean `tid`?
/// ```
///
/// Of `orders.oid` the compiler checks `orders`. The rest is checked before the request is sent,
/// like names from run time. A selection without a name is refused.
pub struct Fields<T> {
    selection: Selection,
    of: PhantomData<fn() -> T>,
}

/// The selected names.
#[derive(Clone)]
enum Selection {
    All,
    Constant(&'static [&'static str]),
    Names(Vec<String>),
}

impl<T> Fields<T> {
    /// Selects all members of `T` and each member of its inner structs:
    /// `tid,orders.oid,orders.title`.
    ///
    /// A name has at most one dot, as on the platform. A struct inside `orders` is selected as a
    /// whole.
    #[must_use]
    pub const fn all() -> Self {
        Self { selection: Selection::All, of: PhantomData }
    }
}

impl<T: Members> Fields<T> {
    /// Selects members of `T`. In [`fields!`](crate::fields) or in a `const`, a misspelled name
    /// does not compile.
    ///
    /// ```
    /// # use top_runtime::{Fields, TopValue};
    /// # #[derive(TopValue)]
    /// # struct Trade {
    /// #     tid: i64,
    /// #     status: Option<String>,
    /// # }
    /// const BRIEF: Fields<Trade> = Fields::of(&["tid", "status"]);
    /// assert_eq!(BRIEF.to_string(), "tid,status");
    /// ```
    ///
    /// # Panics
    ///
    /// If `T` has no member of a name, compared up to the first dot; in a constant, the panic is a
    /// compile error. Collect names from run time into [`Fields`] instead.
    #[must_use]
    #[track_caller]
    pub const fn of(names: &'static [&'static str]) -> Self {
        Self::of_type(names, "the type of these `Fields`")
    }

    /// Like [`Self::of`], with the name of the type for the message.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn of_type(names: &'static [&'static str], name: &'static str) -> Self {
        assert!(
            !names.is_empty(),
            "an empty selection asks for nothing: name a member, or take `Fields::all()`"
        );
        let mut at = 0;
        while at < names.len() {
            assert_member(names[at], name, T::LAYOUT);
            at += 1;
        }
        Self { selection: Selection::Constant(names), of: PhantomData }
    }
}

impl<T: Members + Decode> Fields<T> {
    /// Returns the names as they are sent.
    #[must_use]
    pub fn names(&self) -> Vec<Cow<'_, str>> {
        match &self.selection {
            Selection::All => {
                field_names(&mut T::placeholder(), &[], 1).into_iter().map(Cow::Owned).collect()
            }
            Selection::Constant(names) => names.iter().map(|name| Cow::Borrowed(*name)).collect(),
            Selection::Names(names) => names.iter().map(|name| Cow::Borrowed(name.as_str())).collect(),
        }
    }
}

/// Creates [`Fields`] from constant names, checked at compile time: `fields!(Trade, "tid",
/// "orders.oid")`.
#[macro_export]
macro_rules! fields {
    // `cargo check` evaluates a named constant, but not an inline one.
    ($of:ty, $($name:expr),+ $(,)?) => {{
        const __FIELDS: $crate::Fields<$of> = $crate::Fields::of_type(&[$($name),+], concat!("`", stringify!($of), "`"));
        __FIELDS
    }};
}

impl<T, N: Into<String>> FromIterator<N> for Fields<T> {
    /// Selects names that are checked before the request is sent.
    fn from_iter<I: IntoIterator<Item = N>>(names: I) -> Self {
        Self { selection: Selection::Names(names.into_iter().map(Into::into).collect()), of: PhantomData }
    }
}

impl<T> FromStr for Fields<T> {
    type Err = Infallible;

    /// Takes names with commas. Blanks around a name are ignored. The names are checked before the
    /// request is sent.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.split(',').map(str::trim).collect())
    }
}

impl<T> Default for Fields<T> {
    /// Selects all members.
    fn default() -> Self {
        Self::all()
    }
}

impl<T> Clone for Fields<T> {
    fn clone(&self) -> Self {
        Self { selection: self.selection.clone(), of: PhantomData }
    }
}

impl<T: Members + Decode> PartialEq for Fields<T> {
    /// Compares the texts that are sent.
    fn eq(&self, other: &Self) -> bool {
        self.names() == other.names()
    }
}

impl<T: Members + Decode> Eq for Fields<T> {}

impl<T: Members + Decode> Hash for Fields<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.names().hash(state);
    }
}

impl<T: Members + Decode> fmt::Display for Fields<T> {
    /// Formats the text that is sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.names().join(","))
    }
}

impl<T> fmt::Debug for Fields<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.selection {
            Selection::All => f.write_str("Fields(all)"),
            Selection::Constant(names) => write!(f, "Fields({})", names.join(",")),
            Selection::Names(names) => write!(f, "Fields({})", names.join(",")),
        }
    }
}
