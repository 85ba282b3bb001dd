//! The parameter `fields`: which members of the reply the platform is asked for.

mod check;
mod wire;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::codec::decode::Decode;
use crate::codec::decoder::field_names;
use crate::codec::field_table::Members;
use check::assert_member;

/// The names of the members of `T` that a reply shall have: what many trade and item APIs want as their parameter `fields`.
///
/// `T` is the struct in the reply whose members the API's page lists, not the reply itself. It is sent as the names on the wire,
/// joined by commas; a member of a struct in it, or of the structs in a list, as `orders.oid`.
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
/// // Names that are only known at run time are checked before they are sent.
/// let refused = sent(["tid", "orders.iod"].into_iter().collect()).unwrap_err();
/// let issue = &refused.issues()[0];
/// assert_eq!(issue.to_string(), "`fields[1]`: expected a member of `trade` (like `orders.oid`), found `orders.iod`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A misspelt name does not compile:
///
/// ```compile_fail
/// # use top_runtime::{TopValue, fields};
/// #[derive(TopValue)]
/// struct Trade {
///     tid: i64,
/// }
///
/// let chosen = fields!(Trade, "tidd"); // there is no member `tidd` in `Trade`: did you mean `tid`?
/// ```
///
/// Of `orders.oid` the compiler checks `orders`; the rest is checked before the request is sent, like what a list of names at run
/// time holds. A selection without a name is refused.
pub struct Fields<T> {
    chosen: Chosen,
    of: PhantomData<fn() -> T>,
}

/// The names.
#[derive(Clone)]
enum Chosen {
    All,
    Constant(&'static [&'static str]),
    Names(Vec<String>),
}

impl<T> Fields<T> {
    /// All members of `T`, and those of the structs in it one by one: `tid,orders.oid,orders.title`.
    ///
    /// A name has one dot at most, as the platform writes it: what is a struct again inside of `orders` is asked for as a whole,
    /// and so is a type that holds itself.
    #[must_use]
    pub const fn all() -> Self {
        Self { chosen: Chosen::All, of: PhantomData }
    }
}

impl<T: Members> Fields<T> {
    /// These members of `T`. With [`fields!`](crate::fields), or in a `const`, a misspelt name does not compile.
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
    /// If `T` has no member of a name, up to the name's first dot: that is how a constant stops the compilation. Collect names
    /// that are not constants into [`Fields`] instead.
    #[must_use]
    #[track_caller]
    pub const fn of(names: &'static [&'static str]) -> Self {
        Self::of_type(names, "the type of these `Fields`")
    }

    /// The same where the type's name is known, for the message.
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
        Self { chosen: Chosen::Constant(names), of: PhantomData }
    }
}

impl<T: Members + Decode> Fields<T> {
    /// The names as they are sent.
    #[must_use]
    pub fn names(&self) -> Vec<Cow<'_, str>> {
        match &self.chosen {
            Chosen::All => {
                field_names::names(&mut T::placeholder(), &[], 1).into_iter().map(Cow::Owned).collect()
            }
            Chosen::Constant(names) => names.iter().map(|name| Cow::Borrowed(*name)).collect(),
            Chosen::Names(names) => names.iter().map(|name| Cow::Borrowed(name.as_str())).collect(),
        }
    }
}

/// Members of a reply type that a request asks for, checked while compiling: `fields!(Trade, "tid", "orders.oid")`.
///
/// See [`Fields`].
#[macro_export]
macro_rules! fields {
    // A constant of its own is evaluated by `cargo check` too, which an inline one is not.
    ($of:ty, $($name:expr),+ $(,)?) => {{
        const __FIELDS: $crate::Fields<$of> = $crate::Fields::of_type(&[$($name),+], concat!("`", stringify!($of), "`"));
        __FIELDS
    }};
}

impl<T, N: Into<String>> FromIterator<N> for Fields<T> {
    /// Names that are checked before they are sent.
    fn from_iter<I: IntoIterator<Item = N>>(names: I) -> Self {
        Self { chosen: Chosen::Names(names.into_iter().map(Into::into).collect()), of: PhantomData }
    }
}

impl<T> Clone for Fields<T> {
    fn clone(&self) -> Self {
        Self { chosen: self.chosen.clone(), of: PhantomData }
    }
}

impl<T: Members + Decode> PartialEq for Fields<T> {
    /// Whether the same text is sent.
    fn eq(&self, other: &Self) -> bool {
        self.names() == other.names()
    }
}

impl<T: Members + Decode> Eq for Fields<T> {}

impl<T: Members + Decode> fmt::Display for Fields<T> {
    /// The text that is sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.names().join(","))
    }
}

impl<T> fmt::Debug for Fields<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.chosen {
            Chosen::All => f.write_str("Fields(all)"),
            Chosen::Constant(names) => write!(f, "Fields({})", names.join(",")),
            Chosen::Names(names) => write!(f, "Fields({})", names.join(",")),
        }
    }
}
