//! Derive macros of `top-runtime`. Depend on that crate, which re-exports them.
//!
//! Each derive has four stages: `attr` parses the attributes, `model` combines them with the item,
//! `check` applies the rules that involve more than one attribute, and `expand` generates the code.
//! All errors of an item are reported together. An item with errors still gets its impls, so that
//! no further errors appear where its type is used.

mod attr;
mod check;
mod crate_path;
mod derive;
mod diag;
mod expand;
mod model;
mod names;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Derives a request of one TOP API from a struct. Each field is one request parameter.
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
/// Field types: `String`, `&str`, integers, `bool`, the value types of `top-runtime`, types that
/// derive `TopValue`, and `Option` and `Vec` of these.
///
/// A request may be generic and may borrow. Its type parameters need no bounds on the struct;
/// functions that call it need `T: TopValue`.
///
/// # Struct attributes: `#[top_api(..)]`
///
/// | key | meaning | default |
/// |---|---|---|
/// | `method = "a.b.c"` | name of the API, as on its page | none: either `method` or `path` is mandatory |
/// | `path = "/a/{b}"` | path of the API, in place of `method`, see below | |
/// | `http = "GET"` | HTTP method of an API with a `path`: `"GET"` or `"POST"` | `"POST"` |
/// | `body = json` | the fields are one document in the body, see below: `json` or `xml` | parameters of a form |
/// | `response = Type` | type of a successful response, which derives `TopValue`; `()` for an API without a response | `Value`, an untyped tree |
/// | `session = required` | a call without a session does not compile | |
/// | `session = optional` | a session is sent if the caller has one | default |
/// | `session = none` | a session is never sent | |
/// | `idempotent` | allows a retry of a call that may have been executed | off |
/// | `version = "2.0"` | protocol version; of an API with a `path`: the version in its address | `2.0`; none |
/// | `any_of(a, b)` | at least one of these fields must have a value; may be repeated | |
/// | `pages(..)` | the list is returned page by page, see below | off |
/// | `build` | adds `new` and setters, see [`TopValue`](macro@TopValue) | off |
/// | `crate = path` | path of the runtime crate | `::top_runtime` |
///
/// # `path`
///
/// IOP's gateways (AliExpress, Alibaba.com, Lazada and others) have APIs with a path in place of a
/// name. A segment `{name}` is the wire name of a field: a text, a number or another single value,
/// not an `Option`. Its value is sent in the path only, percent-encoded; all other fields are
/// parameters.
///
/// ```ignore
/// #[derive(TopApi)]
/// #[top_api(path = "/orders/{order_id}", http = "GET", session = required)]
/// struct GetOrder {
///     order_id: i64,
///     fields: Option<String>,
/// }
/// ```
///
/// # `body`
///
/// The standard interfaces of Qimen take a document in place of a form: all fields are its members,
/// in the order of the struct. The document is a part of the signed text. In XML, the root is
/// `request`, and a list has one element per item, named as in `item`.
///
/// # `pages(..)`
///
/// For `client.pages(request)`, a stream of pages or of their elements. The keys name fields:
///
/// | key | field of | meaning |
/// |---|---|---|
/// | `number = page_no` | request | number of the page, from 1; with `more` or `total` |
/// | `size = page_size` | request | number of elements on a page |
/// | `more = has_next` | response | whether there is another page |
/// | `total = total_results` | response | number of elements in all; needs `size` |
/// | `cursor = page_token` | request | in place of `number`: where the page begins; with `next` |
/// | `next = next_token` | response | cursor of the next page |
/// | `items = trades: Trade` | response | the list, and the type of its elements; mandatory |
///
/// # Field attributes: `#[top(..)]`
///
/// | key | meaning |
/// |---|---|
/// | `rename = ".."` | wire name, if it differs from the field's name (the name of `r#type` is `type`) |
/// | `required` | the value must not be empty |
/// | `max_len = 64` | maximum length of a string, in UTF-16 code units |
/// | `max_bytes = 64` | maximum length of a string, in bytes |
/// | `max_items = 20` | maximum number of elements of a list |
/// | `range = 1..=100` | allowed integers, both bounds included |
/// | `item = ".."` | element name in the list wrapper, if it differs from the `snake_case` name of the element type |
/// | `flatten` | the fields of this struct become parameters of the request |
///
/// The client checks these rules before it sends a request.
#[proc_macro_derive(TopApi, attributes(top_api, top))]
pub fn derive_top_api(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    derive::api(&input).into()
}

/// Derives a value of requests and replies from a struct or an enum.
///
/// A struct with named fields is an object:
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
/// An enum is a set of codes. The `other` variant keeps codes that the platform adds later. Its
/// field is a `String` for text codes, or an `i64` for integer codes:
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
/// A struct with one unnamed field is a newtype. It has the wire format of its field in every
/// position: parameter, member, list. Fields of type `PhantomData` do not count:
///
/// ```ignore
/// #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, TopValue)]
/// pub struct Tid(pub i64);
///
/// #[derive(Debug, Clone, TopValue)]
/// pub struct Id<T>(String, PhantomData<T>);
/// ```
///
/// Limits are attributes of the fields whose type is the newtype.
///
/// A struct that borrows can be sent but not received.
///
/// # Type attributes: `#[top(..)]`
///
/// | key | meaning | default |
/// |---|---|---|
/// | `any_of(a, b)` | at least one of these fields must have a value; may be repeated | |
/// | `outcome = path` | a function `fn(&Value) -> Outcome` that reads the outcome, for replies that field keys cannot describe | |
/// | `build` | adds `new` and setters, see below | off |
/// | `serde` | on an enum: implements serde's `Serialize` and `Deserialize` with the codes; needs the feature `serde` of `top-runtime` | off |
/// | `crate = path` | path of the runtime crate, also for an enum or a newtype | `::top_runtime` |
///
/// Without `serde`, an enum may derive the traits of serde itself. It then has the names of its
/// variants in place of the codes.
///
/// # Field attributes: `#[top(..)]`
///
/// | key | meaning |
/// |---|---|
/// | `rename = ".."` | wire name, if it differs from the field's name (the name of `r#type` is `type`) |
/// | `required` | the value must not be empty |
/// | `max_len = 64` | maximum length of a string, in UTF-16 code units |
/// | `max_bytes = 64` | maximum length of a string, in bytes |
/// | `max_items = 20` | maximum number of elements of a list |
/// | `range = 1..=100` | allowed integers, both bounds included |
/// | `item = ".."` | element name in the list wrapper, if it differs from the `snake_case` name of the element type |
/// | `flatten` | the fields of this struct become members of the object |
/// | `success` | success flag of the business call: `true`, `T`, `Y`, `1`, `yes` and their opposites, in any case |
/// | `success = "0"`, `= 0`, `= true` | the value that means success |
/// | `error_code` | code of a business failure; without a flag, every code except zeros, `200`, `SUCCESS` and `OK` is a failure |
/// | `error_message` | text of a business failure |
/// | `outcome` | the field whose type contains these keys |
///
/// The client checks the limits before it sends a request, at every depth.
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
/// - `new` takes the required fields: up to four as parameters, more as one struct,
///   `Ticket::new(TicketInit { .. })`. Its visibility is that of the struct.
/// - Every `Option`, and every list or map without `required`, has a setter with the name,
///   visibility and documentation of the field.
/// - A parameter is `impl Into<T>`. Integers, `bool`, references and type parameters are taken as
///   `T`.
/// - Only a type written as `Option<..>` is optional; an alias of `Option` is a required field.
///
/// # Variant attributes: `#[top(..)]`
///
/// | key | meaning |
/// |---|---|
/// | `"CODE"` or an integer | the code on the wire; the codes of an enum are all text or all integers |
/// | `other` | accepts every code without a variant |
#[proc_macro_derive(TopValue, attributes(top))]
pub fn derive_top_value(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    derive::value(&input).into()
}

/// Derives a message of the platform from a struct. Each field is one member of its content.
///
/// ```ignore
/// #[derive(Debug, Clone, TopMessage)]
/// #[top_message(topic = "taobao_trade_TradeCreate")]
/// pub struct TradeCreated {
///     pub tid: i64,
///     pub buyer_nick: Option<String>,
/// }
/// ```
///
/// Implements `TopMessage` and what [`TopValue`](macro@TopValue) implements. Field types are those
/// of `TopValue`. A message owns its data: no field borrows.
///
/// # Struct attributes: `#[top_message(..)]`
///
/// | key | meaning | default |
/// |---|---|---|
/// | `topic = "a_b_C"` | name of the topic, as on its page | none, the key is mandatory |
/// | `any_of(a, b)` | at least one of these fields must have a value; may be repeated | |
/// | `build` | adds `new` and setters, see [`TopValue`](macro@TopValue) | off |
/// | `crate = path` | path of the runtime crate | `::top_runtime` |
///
/// # Field attributes: `#[top(..)]`
///
/// | key | meaning |
/// |---|---|
/// | `rename = ".."` | name of the member, if it differs from the field's name (the name of `r#type` is `type`) |
/// | `required` | the value must not be empty |
/// | `max_len = 64` | maximum length of a string, in UTF-16 code units |
/// | `max_bytes = 64` | maximum length of a string, in bytes |
/// | `max_items = 20` | maximum number of elements of a list |
/// | `range = 1..=100` | allowed integers, both bounds included |
/// | `item = ".."` | element name in a list wrapper, if it differs from the `snake_case` name of the element type |
/// | `flatten` | the fields of this struct become members of the content |
///
/// The limits are checked before a message is published, not when one is received.
#[proc_macro_derive(TopMessage, attributes(top_message, top))]
pub fn derive_top_message(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    derive::message(&input).into()
}
