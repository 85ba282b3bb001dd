//! A local gateway that behaves like the Taobao Open Platform (TOP): for tests of code that calls its APIs.
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
//! The test is the same code that calls the platform: only the [`Client`](top_runtime::Client) comes from [`Sandbox::client`], or is
//! built by the code under test for [`Sandbox::url`], with an app that [`SandboxBuilder::app`] made known.
//!
//! # What it proves
//!
//! The sandbox holds what we know of the protocol: public documents, the official Java SDK as it really behaves, and replies that
//! others captured. **It was never compared with the live gateway.** A call that it accepts follows the protocol as we know it; it
//! knows nothing of permissions, quotas and the rules of an API. Its signature check shares no code with the client's signing.
//!
//! # What it refuses
//!
//! Checks are made in this order, and the first that fails is the reply: HTTP status 200, `error_response` with `code`, `msg` and,
//! where there is more to say, `sub_code` and `sub_msg`. The codes are the platform's; the order is ours, as no document tells the
//! platform's.
//!
//! | # | what is wrong | code | `sub_code` |
//! |---|---|---|---|
//! | 1 | anything but GET without a body or POST of a form, with files or without; a body over 8 MiB | 9 | |
//! | 2 | a multipart form that cannot be read: cut off, without a boundary, a part without a name | 3 | |
//! | 3 | no `method` | 21 | |
//! | 4 | a `method` without a handler | 22 | |
//! | 5 | no `app_key` | 28 | |
//! | 6 | an unknown `app_key` | 29 | `isv.appkey-not-exists` |
//! | 7 | no `timestamp` | 30 | |
//! | 8 | a `timestamp` that is no `yyyy-MM-dd HH:mm:ss`, or over 10 minutes off the sandbox's clock | 31 | `isv.timestamp-limit-error` |
//! | 9 | no `v` | 32 | |
//! | 10 | a `v` that is not the API's: 2.0, unless its declaration has another | 33 | |
//! | 11 | a `format` that is neither `json` nor `xml` | 23 | |
//! | 12 | a `simplify` that is neither `true` nor `false` | 41 | `isv.invalid-parameter:simplify` |
//! | 13 | no `sign_method` | 40 | `isv.missing-parameter:sign_method` |
//! | 14 | a `sign_method` that is not `md5`, `hmac` or `hmac-sha256` | 41 | `isv.invalid-parameter:sign_method` |
//! | 15 | no `sign` | 24 | |
//! | 16 | a `sign` that is not the signature, in upper-case hex | 25 | |
//! | 17 | no `session` where the declaration requires one | 26 | |
//! | 18 | an unknown `session` | 27 | `invalid-sessionkey` |
//! | 19 | a parameter that a typed handler's request needs is not given | 40 | `isv.missing-parameter:NAME` |
//! | 20 | a parameter that cannot be read into a typed handler's request | 41 | `isv.invalid-parameter:NAME` |
//! | 21 | a parameter with `required` is given empty | 40 | `isv.missing-parameter:NAME` |
//! | 22 | none of several parameters of which the declaration wants one (`any_of`) | 40 | `isv.missing-parameter` |
//! | 23 | a parameter that breaks another rule of the declaration, at any depth: `max_len`, `max_items`, `range`, `required` inside of it | 41 | `isv.invalid-parameter:NAME` |
//! | 24 | what a handler refuses, with a [`ErrorResponse`] of its own | any | any |
//! | 25 | a handler that panics, or whose reply cannot be written | 15 | `isp.unknown-error` |
//!
//! NAME is that of the parameter; `sub_msg` has the path into it, what is expected there and what was found. 19 and 20 are found one
//! at a time, in the order of the names; of 21 to 23 the first in that order makes the code, and `sub_msg` has up to five.
//!
//! A wrong signature's reply holds two fields more: `sign_method`, and in `string_to_sign` the text that the sandbox signed, with
//! the session as `***`. Its `sub_msg` names the mistake if it is one of the common ones.
//!
//! Only the path `/router/rest` is served; others are HTTP status 404.
//!
//! # What it answers
//!
//! | `format` | `simplify` | a reply |
//! |---|---|---|
//! | `json` | | JSON under a root named by the method, lists in wrappers |
//! | `json` | `true` | JSON without root and wrappers; refusals have their root `error_response` all the same |
//! | `xml`, or none | any | XML under the same root, `<!--sandbox-->` after it, where the platform names a host |
//!
//! A refusal has the form that was asked for, too: JSON where the `format` is neither, or could not be read. A text that a handler
//! gave, like that of [`SandboxBuilder::sample`], goes out as it is.
//!
//! XML has no spelling for most control characters, nor for U+FFFE and U+FFFF: U+FFFD stands in their place, where it is not known
//! what the platform does. A carriage return is written as `&#13;`. A map whose keys no element can be named by (`1 a`, `a:b`)
//! cannot be written in XML, and is #25.
//!
//! # What tests can ask
//!
//! [`Sandbox::only_request`] and [`Sandbox::assert_received`] give the calls of a declared API back as the structs that were sent, or fail
//! with all that was seen instead; [`Sandbox::requests`] has every request with its parameters, headers, files, refusal and signed
//! text.
//!
//! # What can go wrong
//!
//! A good answer is the least of what a client must cope with. [`Fault`] has the rest: refusals with any code, bans, front ends and
//! proxies that answer in the platform's place, replies that are slow, cut off, compressed badly or in another charset, connections
//! that are closed or reset, a clock that is off. They befall requests in sequence ([`SandboxBuilder::fault`]), the calls of one API in
//! sequence ([`SandboxBuilder::fault_of`]), or with some probability that a seed and what each request says decide ([`RandomFaults`]).
//! [`RecordedRequest::executed`] tells whether the handler ran, which is what a caller who lost the reply would like to know.
//!
//! # What else differs from the platform
//!
//! - Raw bodies are refused with code 9, and batches are HTTP status 404. Replies are not compressed, but for
//!   [`Fault::Gzip`].
//! - Parameters count wherever they stand, in the query or the form; the form wins, and within one the last of several wins. Blank
//!   ones (by the platform's set of blank characters) count as not given, and are not signed.
//! - A part of a multipart form is a file if it has a `filename`, and a parameter if not. Texts are UTF-8 whatever they claim, and
//!   what is no UTF-8 in them becomes U+FFFD.
//! - A session belongs to no app: every known app may use every known session.
//! - What a declaration does not say is not checked: an API's page may have more rules, and the platform more still.

mod accounts;
mod answer;
mod arrival;
mod blank;
mod builder;
mod check;
mod fault;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod gateway;
mod handler;
mod protocol;
mod received;
mod refusal;
mod reply;
mod sandbox;
mod seen;
mod server;
mod wire;

pub use answer::HandlerResponse;
pub use builder::SandboxBuilder;
pub use fault::{Fault, RandomFaults};
pub use refusal::ErrorResponse;
pub use sandbox::Sandbox;
pub use seen::RecordedRequest;
