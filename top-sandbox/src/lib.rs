//! A local gateway that behaves like the Taobao Open Platform (TOP) and its sister platforms, for tests
//! of code that calls their APIs.
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
//! # Gateways
//!
//! One sandbox plays the gateways of all protocols, with the same apps, sessions, handlers and faults:
//!
//! | path | protocol | address for a client |
//! |---|---|---|
//! | `/router/rest` | TOP | [`Sandbox::url`] |
//! | `/router/batch` | TOP, several calls in one request | derived from [`Sandbox::url`] |
//! | `/sync` | IOP (`AliExpress`, `Alibaba.com`), APIs with a method | [`Sandbox::address`] |
//! | `/rest/..`, `/rest/2.0/..` | IOP (also `Lazada`, Taobao overseas), APIs with a path | [`Sandbox::address`] |
//! | `/router/qm`, `/router/qmtest` | custom scenes of Qimen | [`Sandbox::qimen_cloud_url`] |
//! | `/router/qimen/service` | standard interfaces of Qimen | [`Sandbox::qimen_url`] |
//! | `/token` | tokens, OAuth 2 | [`Sandbox::token_url`] |
//!
//! Other paths get HTTP status 404. A handler of a method serves every gateway but `/rest`; a handler
//! of a path ([`SandboxBuilder::on`]) serves `/rest`.
//!
//! # Scope
//!
//! The sandbox implements the protocols as known from public documents, the behaviour of the
//! official SDKs, and captured replies. **It was never compared with a live gateway.** It
//! does not know the platform's permissions, quotas and the business rules of an API. Its signature
//! check shares no code with the client's signing.
//!
//! # Checks
//!
//! The checks run in the order of this table, and the first failure is the reply: HTTP status 200
//! and an error in the [form of the gateway](#errors). The codes are the platform's: numbers of TOP and
//! Qimen, texts of IOP. The order is the sandbox's own, as the platform documents none.
//!
//! | # | failure | code | of IOP | `sub_code` |
//! |---|---|---|---|---|
//! | 1 | a request other than GET without a body or POST of a form ([Qimen](#documents): or of a document); a body over 8 MiB | 9 | `9` | |
//! | 2 | a malformed multipart form: incomplete, without a boundary, a part without a name | 3 | `3` | |
//! | 3 | no `method` | 21 | `MissingParameter` | |
//! | 4 | a `method` or path without a handler | 22 | `InvalidApiPath` | |
//! | 5 | no `app_key` | 28 | `MissingParameter` | |
//! | 6 | an unknown `app_key` | 29 | `InvalidAppKey` | `isv.appkey-not-exists` |
//! | 7 | no `timestamp` | 30 | `MissingParameter` | |
//! | 8 | a `timestamp` in another [form](#system-parameters), or too far off the sandbox's clock | 31 | `IllegalTimestamp` | `isv.timestamp-limit-error` |
//! | 9 | no `v`, except on the gateways of IOP | 32 | | |
//! | 10 | a `v` other than the API's (2.0, unless declared otherwise), except on `/rest` | 33 | `InvalidParameter` | |
//! | 11 | Qimen: no `target_app_key` (scenes), no `customerId` (standard interfaces) | 40 | | `isv.missing-parameter:NAME` |
//! | 12 | a `format` other than `json` and `xml` (`/sync`: than `json`) | 23 | `InvalidParameter` | |
//! | 13 | a `simplify` other than `true` and `false` | 41 | `InvalidParameter` | `isv.invalid-parameter:simplify` |
//! | 14 | no `sign_method` | 40 | `MissingParameter` | `isv.missing-parameter:sign_method` |
//! | 15 | an unknown [`sign_method`](#system-parameters) | 41 | `InvalidParameter` | `isv.invalid-parameter:sign_method` |
//! | 16 | no `sign` | 24 | `MissingParameter` | |
//! | 17 | a `sign` other than the signature in upper-case hex | 25 | `IncompleteSignature` | |
//! | 18 | no session, but the declaration requires one | 26 | `IllegalAccessToken` | |
//! | 19 | an expired session | 27 | `IllegalAccessToken` | `session-expired` |
//! | 20 | an unknown or revoked session | 27 | `IllegalAccessToken` | `invalid-sessionkey` |
//! | 21 | Qimen: a malformed document | 41 | | `isv.invalid-parameter:body` |
//! | 22 | a typed handler's request lacks a parameter | 40 | `MissingParameter` | `isv.missing-parameter:NAME` |
//! | 23 | a parameter cannot be decoded into a typed handler's request | 41 | `InvalidParameter` | `isv.invalid-parameter:NAME` |
//! | 24 | a parameter with `required` is empty | 40 | `MissingParameter` | `isv.missing-parameter:NAME` |
//! | 25 | none of the parameters of `any_of` is present | 40 | `MissingParameter` | `isv.missing-parameter` |
//! | 26 | a parameter violates another declared rule, at any depth: `max_len`, `max_items`, `range`, a nested `required` | 41 | `InvalidParameter` | `isv.invalid-parameter:NAME` |
//! | 27 | a handler returns an [`ErrorResponse`] | any | any | any |
//! | 28 | a handler panics, or its response cannot be encoded | 15 | `15` | `isp.unknown-error` |
//!
//! NAME is the name of the parameter; `sub_msg` contains the path inside of it, the expectation and
//! the actual value. Checks 22 and 23 report one parameter, the first by name. Checks 24 to 26
//! report up to five in `sub_msg`; the first decides the code.
//!
//! The reply to a wrong signature has two more fields: `sign_method`, and `string_to_sign` with the
//! text that the sandbox signed and the session as `***`. Its `sub_msg` names the mistake if it is
//! a common one.
//!
//! # System parameters
//!
//! | | TOP, Qimen | IOP |
//! |---|---|---|
//! | `sign_method` | `md5`, `hmac`, `hmac-sha256` | `sha256`, `HmacSHA256` |
//! | `timestamp` | `yyyy-MM-dd HH:mm:ss` in GMT+8 | milliseconds since 1970, or `yyyy-MM-ddTHH:mm:ssZ` |
//! | tolerance of the timestamp | 10 minutes | 2 hours |
//! | session | `session` | `session` or `access_token` |
//! | signed text | parameters by name, then the [document](#documents) | on `/rest` the path, then parameters by name |
//!
//! The path is signed decoded and without `/rest` or `/rest/2.0`. Its variables are no parameters of the
//! signed text: how the platform treats a variable that is also sent as a parameter is not documented,
//! and the sandbox signs every parameter that it receives.
//!
//! # Errors
//!
//! | gateway | error |
//! |---|---|
//! | TOP | `error_response` with `code` (a number), `msg`, `sub_code`, `sub_msg`, `request_id` |
//! | `/sync` | `error_response` with `type`, `code` (a text), `msg`, `sub_code`, `sub_msg`, `request_id` |
//! | `/rest` | an object with `type`, `code` (a text), `message`, `request_id` |
//! | Qimen | `response` with `flag` = `failure`, `code` (a number as text), `message`, `sub_code`, `sub_message`, `request_id` |
//!
//! `/rest` has no detailed message: it is a part of `message`. A ban is told in `sub_msg` on TOP and
//! Qimen ("This ban will last for 3 more seconds"), and in the message on IOP ("this ban will last 3
//! seconds").
//!
//! # Documents
//!
//! The gateways of Qimen take a document as the body of a POST: `application/json`, or `text/xml`. Its
//! text is signed after the parameters of the query. The members of the root are parameters of the
//! handler: texts as they are, nested values as JSON text; of XML, several elements of one name are a
//! list. Limits: 64 levels, a million nodes, no document types.
//! [`RecordedRequest::body`] returns the text.
//!
//! # Batches
//!
//! A batch is a POST of `text/plain` to `/router/batch`: public parameters in the query, calls in
//! the body, separated by CR LF `-S-` CR LF or by the text of the header `top-api-separator`. A
//! first part `#PUBLIC#` has parameters of all calls; `N` is a call without parameters of its own.
//! The parameters of a call win over those of all calls, and these over the query.
//!
//! The signature covers the public parameters and the body. Checks 1, 5 to 9, 12 to 17 refuse the
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
//! The other gateways differ:
//!
//! | gateway | reply |
//! |---|---|
//! | `/sync` | JSON; simplified unless `simplify` is `false` |
//! | `/rest` | JSON without root and wrappers, with `code` = `0` |
//! | Qimen | the provider's own: JSON or XML by `format`, with the root `response` and `flag` = `success` unless the handler sets another |
//!
//! An error response has the requested format, too, or JSON if `format` is invalid or unreadable.
//! The text of [`SandboxBuilder::sample`], or of a handler that returns a text, is sent unchanged.
//!
//! XML 1.0 cannot represent most control characters, U+FFFE and U+FFFF: the sandbox writes U+FFFD
//! (the platform's behaviour is unknown). A carriage return is written as `&#13;`. A map key that
//! is not a valid element name (`1 a`, `a:b`) cannot be encoded in XML and fails with check 28.
//!
//! # Tokens
//!
//! [`Sandbox::authorize`] returns the code that a callback gets. Codes and refresh tokens are exchanged
//!
//! - at `/token`, as OAuth 2 defines it (`client_id`, `client_secret`, `grant_type`);
//! - with the signed APIs `taobao.top.auth.token.create` and `taobao.top.auth.token.refresh`;
//! - with the paths `/auth/token/create`, `/auth/token/createWithOpenId`, `/auth/token/refresh`,
//!   `/auth/token/security/create` and `/auth/token/security/refresh` of IOP.
//!
//! A code is valid once, and a refresh token until it is replaced by a refresh. A [`Seller`] decides
//! how long; [`Sandbox::revoke`] ends everything; the time is that of [`SandboxBuilder::clock`]. A
//! handler that a test adds for one of these names replaces that of the sandbox.
//!
//! # Lists
//!
//! [`SandboxBuilder::pages`] returns a list page by page, by number, total or cursor, as the declaration
//! says.
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
//! # Callbacks
//!
//! [`Callbacks`] sends signed requests to a server under test, as the platform does: SPI, Qimen, calls
//! and pushes of IOP. [`Tamper`] and the methods of [`Callback`] make those that a server must refuse.
//!
//! # Differences from the platform
//!
//! - Raw bodies fail with code 9 on the gateways of TOP and IOP. Replies are not compressed, except with [`Fault::Gzip`].
//! - The platform's maximum of calls in a batch is not documented; the sandbox has none.
//! - Parameters are read from the query and from the form. The form wins over the query, and the
//!   last of
//!   several values wins. Blank parameters (in the platform's definition of blank) are ignored and not
//!   signed.
//! - A part of a multipart form is a file if it has a `filename`, otherwise a parameter. Text is
//!   UTF-8
//!   whatever charset it declares; invalid bytes become U+FFFD.
//! - A session is not bound to an app: every app may use every session. A refresh token is.
//! - Uploads over 8 MiB need [`SandboxBuilder::stream_uploads`].
//! - Rules that a declaration does not contain are not checked, even if the API's page or the
//!   platform has
//!   them.
//!
//! # Features
//!
//! | feature | default | effect |
//! |---|---|---|
//! | `protected` | | `Sandbox::protect` encrypts text as the platform does; `taobao.top.secret.get` returns the keys |
//! | `tmc` | | module `tmc`: a server of the message channel |

#![cfg_attr(docsrs, feature(doc_cfg))]

mod accounts;
mod assertions;
mod blank;
mod builder;
mod callbacks;
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
mod pages;
#[cfg(feature = "protected")]
mod protected;
mod protocol;
mod recorded_request;
mod recorder;
mod reply;
mod sandbox;
mod server;
mod stream_fault;
mod test_clock;
#[cfg(feature = "tmc")]
pub mod tmc;
mod uploads;

pub use accounts::Seller;
pub use builder::SandboxBuilder;
pub use callbacks::{
    Callback, CallbackError, CallbackReply, Callbacks, SentCallback, SignedCallback, Tamper,
};
pub use error_response::ErrorResponse;
pub use fault::{Fault, RandomFaults};
pub use handler_response::HandlerResponse;
pub use pages::{Page, PageList};
#[cfg(feature = "protected")]
pub use protected::{ProtectedKind, ProtectedOwner};
pub use recorded_request::RecordedRequest;
pub use sandbox::Sandbox;
pub use test_clock::TestClock;
pub use uploads::Upload;

/// Compiles and runs the code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
