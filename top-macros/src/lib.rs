//! The derives of `top-runtime`, which re-exports them: name that crate, not this one.
//!
//! Each derive goes one way: the attributes are read (`attr`), given a meaning (`model`), held against the rules
//! that need more than one of them (`check`) and written out (`expand`). All mistakes of an item are reported
//! together, and an item with mistakes still gets its impls, so that no other error follows from them.

mod attr;
mod check;
mod derive;
mod diag;
mod expand;
mod model;
mod names;
mod path;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct the request of one TOP API: each field is one request parameter.
///
/// ```ignore
/// #[derive(Debug, Clone, TopApi)]
/// #[top_api(method = "alibaba.niaochao.complaintticket.create", session = required, response = TicketCreated)]
/// pub struct CreateComplaintTicket {
///     pub create_request: ComplaintTicket,
/// }
///
/// #[derive(TopApi)]
/// #[top_api(method = "taobao.time.get")]
/// struct GetTime;
/// ```
///
/// A request may be generic and may borrow; its fields are `String`, `&str`, integers, `bool`, the types of
/// `top-runtime`, any type that derives `TopValue`, and `Option` and `Vec` of these. Its type parameters need no bounds; those of
/// functions that call it do: `T: TopValue`.
///
/// # On the struct: `#[top_api(..)]`
///
/// | key | meaning | default |
/// |---|---|---|
/// | `method = "a.b.c"` | the API's name as its page has it | must be given |
/// | `response = Type` | what a good reply decodes to (it derives `TopValue`); `()` where there is nothing | `Value`, an untyped tree |
/// | `session = required` | a call without a session does not compile | |
/// | `session = optional` | a session is sent when the caller has one | this one |
/// | `session = none` | a session is never sent | |
/// | `idempotent` | the call may be repeated when it may already have been executed | off |
/// | `version = "2.0"` | protocol version | `2.0` |
/// | `any_of(a, b)` | at least one of these fields is given; may stand several times | |
/// | `build` | adds `new` and setters, see [`TopValue`](macro@TopValue) | off |
/// | `crate = path` | where the runtime is | `::top_runtime` |
///
/// # On a field: `#[top(..)]`
///
/// | key | meaning |
/// |---|---|
/// | `rename = ".."` | the wire name, where it is not the field's own (`r#type` is `type` by itself) |
/// | `required` | the field is not empty |
/// | `max_len = 64` | at most so many UTF-16 units of text |
/// | `max_bytes = 64` | at most so many bytes |
/// | `max_items = 20` | at most so many items in the list |
/// | `range = 1..=100` | the number lies in the range, both ends included |
/// | `item = ".."` | the element name in the list wrapper, where it is not the element type's name in `snake_case` |
/// | `flatten` | the members of this struct are parameters themselves |
///
/// The rules are checked before a request is sent.
#[proc_macro_derive(TopApi, attributes(top_api, top))]
pub fn derive_top_api(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    derive::api(&input).into()
}

/// Makes a type a value that requests send and replies hold.
///
/// On a struct with named fields it is an object:
///
/// ```ignore
/// #[derive(Debug, Clone, TopValue)]
/// pub struct IfpResult {
///     #[top(success)]       pub ifp_success: Option<bool>,
///     #[top(error_code)]    pub ifp_code: Option<String>,
///     #[top(error_message)] pub desc: Option<String>,
///     pub ifp_data: Option<String>,
/// }
/// ```
///
/// On an enum it is a coded value. The `other` variant keeps the codes that the platform adds later; it holds a
/// `String`, or an `i64` where the codes are integers:
///
/// ```ignore
/// #[derive(Debug, Clone, PartialEq, TopValue)]
/// pub enum FileType {
///     #[top("IMAGE")] Image,
///     #[top("VIDEO")] Video,
///     #[top(other)] Other(String),
/// }
/// ```
///
/// A struct whose fields borrow can be sent, not read.
///
/// # On the type: `#[top(..)]`
///
/// | key | meaning | default |
/// |---|---|---|
/// | `any_of(a, b)` | at least one of these fields is given; may stand several times | |
/// | `outcome = path` | a function `fn(&Value) -> Outcome` that reads the verdict, where markers cannot say it | |
/// | `build` | adds `new` and setters, see below | off |
/// | `crate = path` | where the runtime is (on an enum too) | `::top_runtime` |
///
/// # On a field: `#[top(..)]`
///
/// | key | meaning |
/// |---|---|
/// | `rename = ".."` | the wire name, where it is not the field's own (`r#type` is `type` by itself) |
/// | `required` | the field is not empty |
/// | `max_len = 64` | at most so many UTF-16 units of text |
/// | `max_bytes = 64` | at most so many bytes |
/// | `max_items = 20` | at most so many items in the list |
/// | `range = 1..=100` | the number lies in the range, both ends included |
/// | `item = ".."` | the element name in the list wrapper, where it is not the element type's name in `snake_case` |
/// | `flatten` | the members of this struct stand directly in this one |
/// | `success` | whether the business call worked: `true`, `T`, `Y`, `1`, `yes` or their opposites, in any case; `success = "0"`, `= 0` or `= true` where one value says so |
/// | `error_code`, `error_message` | why it did not. Without a flag a code other than zeros, `200`, `SUCCESS` and `OK` is a failure |
/// | `outcome` | the member that holds these markers, in a reply around it |
///
/// The rules are checked before a request is sent, at every depth.
///
/// # `build`
///
/// ```ignore
/// #[derive(TopValue)]
/// #[top(build)]
/// pub struct Attachment {
///     pub name: String,
///     pub pages: u32,
///     pub desc: Option<String>,
///     pub tags: Vec<String>,
/// }
///
/// Attachment::new("receipt.png", 2).desc("front").tags(["scan".to_owned()]);
/// ```
///
/// - `new` asks for the fields that must be given: up to four by their place, more of them through a struct of its own,
///   `Ticket::new(TicketInit { .. })`. It is as visible as the struct.
/// - Every `Option`, and every list or map without `required`, has a setter of its name, its visibility and its
///   documentation.
/// - A parameter is `impl Into<T>`; integers, `bool`, references and type parameters are taken as they are.
/// - `Option` counts where it is written out: an alias of it is a field that must be given.
///
/// # On a variant: `#[top(..)]`
///
/// | key | meaning |
/// |---|---|
/// | `"CODE"` or an integer | the code on the wire: all text or all integers |
/// | `other` | takes every code that is not listed |
#[proc_macro_derive(TopValue, attributes(top))]
pub fn derive_top_value(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    derive::value(&input).into()
}
