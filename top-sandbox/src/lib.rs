//! A local gateway that behaves like the Taobao Open Platform (TOP), for tests of code that calls
//! TOP APIs.
//!
//! ```
//! use top_runtime::{TopApi, TopValue};
//! use top_sandbox::Sandbox;
//!
//! #[derive(TopApi)]
//! #[top_api(method = "taobao.time.get", response = Time)]
//! struct GetTime;
//!
//! #[derive(TopValue)]
//! struct Time {
//!     time: String,
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::builder()
//!     .reply::<GetTime>(|_| Time { time: "2025-11-17 00:00:00".to_owned() })
//!     .start()
//!     .await?;
//! let reply = sandbox.client()?.execute(&GetTime).await?;
//! assert_eq!(reply.time, "2025-11-17 00:00:00");
//! assert_eq!(sandbox.requests()[0].method(), "taobao.time.get");
//! # Ok(())
//! # }
//! ```
//!
//! The code under test needs no change: pass it a [`Client`](top_runtime::Client) from
//! [`Sandbox::client`], or let it build one for [`Sandbox::url`] with an app that
//! [`SandboxBuilder::app`] added.
//!
//! # Scope
//!
//! The sandbox implements the protocol as known from public documents, the behaviour of the
//! official Java SDK, and captured replies. **It was never compared with the live gateway.** It
//! does not know the platform's permissions, quotas and the business rules of an API. Its signature
//! check shares no code with the client's signing.
//!
//! # Checks
//!
//! The checks run in the order of this table, and the first failure is the reply: HTTP status 200
//! and an `error_response` with `code`, `msg` and, for some checks, `sub_code` and `sub_msg`. The
//! codes are the platform's. The order is the sandbox's own, as the platform documents none.
//!
//! | # | failure | code | `sub_code` |
//! |---|---|---|---|
//! | 1 | a request other than GET without a body or POST of a form; a body over 8 MiB | 9 | |
//! | 2 | a malformed multipart form: incomplete, without a boundary, a part without a name | 3 | |
//! | 3 | no `method` | 21 | |
//! | 4 | a `method` without a handler | 22 | |
//! | 5 | no `app_key` | 28 | |
//! | 6 | an unknown `app_key` | 29 | `isv.appkey-not-exists` |
//! | 7 | no `timestamp` | 30 | |
//! | 8 | a `timestamp` other than `yyyy-MM-dd HH:mm:ss`, or over 10 minutes off the sandbox's clock | 31 | `isv.timestamp-limit-error` |
//! | 9 | no `v` | 32 | |
//! | 10 | a `v` other than the API's (2.0, unless declared otherwise) | 33 | |
//! | 11 | a `format` other than `json` and `xml` | 23 | |
//! | 12 | a `simplify` other than `true` and `false` | 41 | `isv.invalid-parameter:simplify` |
//! | 13 | no `sign_method` | 40 | `isv.missing-parameter:sign_method` |
//! | 14 | a `sign_method` other than `md5`, `hmac` and `hmac-sha256` | 41 | `isv.invalid-parameter:sign_method` |
//! | 15 | no `sign` | 24 | |
//! | 16 | a `sign` other than the signature in upper-case hex | 25 | |
//! | 17 | no `session`, but the declaration requires one | 26 | |
//! | 18 | an unknown `session` | 27 | `invalid-sessionkey` |
//! | 19 | a typed handler's request lacks a parameter | 40 | `isv.missing-parameter:NAME` |
//! | 20 | a parameter cannot be decoded into a typed handler's request | 41 | `isv.invalid-parameter:NAME` |
//! | 21 | a parameter with `required` is empty | 40 | `isv.missing-parameter:NAME` |
//! | 22 | none of the parameters of `any_of` is present | 40 | `isv.missing-parameter` |
//! | 23 | a parameter violates another declared rule, at any depth: `max_len`, `max_items`, `range`, a nested `required` | 41 | `isv.invalid-parameter:NAME` |
//! | 24 | a handler returns an [`ErrorResponse`] | any | any |
//! | 25 | a handler panics, or its response cannot be encoded | 15 | `isp.unknown-error` |
//!
//! NAME is the name of the parameter; `sub_msg` contains the path inside of it, the expectation and
//! the actual value. Checks 19 and 20 report one parameter, the first by name. Checks 21 to 23
//! report up to five in `sub_msg`; the first decides the code.
//!
//! The reply to a wrong signature has two more fields: `sign_method`, and `string_to_sign` with the
//! text that the sandbox signed and the session as `***`. Its `sub_msg` names the mistake if it is
//! a common one.
//!
//! Paths other than `/router/rest` and `/router/batch` get HTTP status 404.
//!
//! # Batches
//!
//! A batch is a POST of `text/plain` to `/router/batch`: public parameters in the query, calls in
//! the body, separated by CR LF `-S-` CR LF or by the text of the header `top-api-separator`. A
//! first part `#PUBLIC#` has parameters of all calls; `N` is a call without parameters of its own.
//! The parameters of a call win over those of all calls, and these over the query.
//!
//! The signature covers the public parameters and the body. Checks 1, 5 to 9, 11 to 16 refuse the
//! batch with one error response; a batch without a call fails with check 1. The other checks
//! concern a call and do not stop the next one. Calls are answered one after another and recorded
//! one by one; a batch that is refused is recorded once, without a method.
//!
//! A fault that is not of one API applies to the batch as a whole. A fault of one API
//! ([`SandboxBuilder::fault_of`]) changes the body of the reply to its call: those of connections
//! have no effect.
//!
//! # Reply formats
//!
//! | `format` | `simplify` | reply |
//! |---|---|---|
//! | `json` | | JSON with a root that is named after the method, and wrapped lists |
//! | `json` | `true` | JSON without root and wrappers; an `error_response` keeps its root |
//! | `xml`, or none | any | XML with the same root, followed by `<!--sandbox-->` (on the platform, a host name) |
//!
//! An error response has the requested format, too, or JSON if `format` is invalid or unreadable.
//! The text of [`SandboxBuilder::sample`], or of a handler that returns a text, is sent unchanged.
//!
//! XML 1.0 cannot represent most control characters, U+FFFE and U+FFFF: the sandbox writes U+FFFD
//! (the platform's behaviour is unknown). A carriage return is written as `&#13;`. A map key that
//! is not a valid element name (`1 a`, `a:b`) cannot be encoded in XML and fails with check 25.
//!
//! # Assertions
//!
//! - [`Sandbox::only_request`] and [`Sandbox::assert_received`] return the calls of a declared API
//!   as the
//!   structs that were sent, or panic with a list of the recorded requests.
//! - [`Sandbox::requests`] returns every request with its parameters, headers, files, error
//!   response and
//!   signed text.
//!
//! # Faults
//!
//! [`Fault`] covers error responses with any code, bans, front ends and proxies that respond in place of
//! the platform, slow, incomplete, badly compressed and differently encoded replies, closed and
//! reset connections, and a wrong clock. Faults are assigned in sequence to all requests
//! ([`SandboxBuilder::fault`]) or to the calls of one API ([`SandboxBuilder::fault_of`]), or by a
//! probability that a seed and the content of each request decide ([`RandomFaults`]).
//! [`RecordedRequest::executed`] returns whether the handler ran.
//!
//! # Differences from the platform
//!
//! - Raw bodies fail with code 9. Replies are not compressed, except with [`Fault::Gzip`].
//! - The platform's maximum of calls in a batch is not documented; the sandbox has none.
//! - Parameters are read from the query and from the form. The form wins over the query, and the
//!   last of
//!   several values wins. Blank parameters (in the platform's definition of blank) are ignored and not
//!   signed.
//! - A part of a multipart form is a file if it has a `filename`, otherwise a parameter. Text is
//!   UTF-8
//!   whatever charset it declares; invalid bytes become U+FFFD.
//! - A session is not bound to an app: every app may use every session.
//! - Rules that a declaration does not contain are not checked, even if the API's page or the
//!   platform has
//!   them.

mod accounts;
mod assertions;
mod blank;
mod builder;
mod check;
mod codes;
mod connection;
mod error_response;
mod fault;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod gateway;
mod handler;
mod handler_response;
mod incoming;
mod protocol;
mod recorded_request;
mod recorder;
mod reply;
mod sandbox;
mod server;
mod stream_fault;
#[cfg(feature = "tmc")]
pub mod tmc;

pub use builder::SandboxBuilder;
pub use error_response::ErrorResponse;
pub use fault::{Fault, RandomFaults};
pub use handler_response::HandlerResponse;
pub use recorded_request::RecordedRequest;
pub use sandbox::Sandbox;
