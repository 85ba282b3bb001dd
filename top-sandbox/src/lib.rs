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
//! | 1 | anything but GET without a body or POST of a form; a body over 8 MiB | 9 | |
//! | 2 | no `method` | 21 | |
//! | 3 | a `method` without a handler | 22 | |
//! | 4 | no `app_key` | 28 | |
//! | 5 | an unknown `app_key` | 29 | `isv.appkey-not-exists` |
//! | 6 | no `timestamp` | 30 | |
//! | 7 | a `timestamp` that is no `yyyy-MM-dd HH:mm:ss`, or over 10 minutes off the sandbox's clock | 31 | `isv.timestamp-limit-error` |
//! | 8 | no `v` | 32 | |
//! | 9 | a `v` that is not the API's: 2.0, unless its declaration has another | 33 | |
//! | 10 | a `format` that is not `json`, or none | 23 | |
//! | 11 | a `simplify` that is neither `true` nor `false` | 41 | `isv.invalid-parameter:simplify` |
//! | 12 | no `sign_method` | 40 | `isv.missing-parameter:sign_method` |
//! | 13 | a `sign_method` that is not `md5`, `hmac` or `hmac-sha256` | 41 | `isv.invalid-parameter:sign_method` |
//! | 14 | no `sign` | 24 | |
//! | 15 | a `sign` that is not the signature, in upper-case hex | 25 | |
//! | 16 | no `session` where the declaration requires one | 26 | |
//! | 17 | an unknown `session` | 27 | `invalid-sessionkey` |
//! | 18 | a parameter that a typed handler's request needs is not given | 40 | `isv.missing-parameter:NAME` |
//! | 19 | a parameter that cannot be read into a typed handler's request | 41 | `isv.invalid-parameter:NAME` |
//! | 20 | what a handler refuses, with a [`Refusal`] of its own | any | any |
//! | 21 | a handler that panics, or whose reply cannot be written | 15 | `isp.unknown-error` |
//!
//! A wrong signature's reply holds two fields more: `sign_method`, and in `string_to_sign` the text that the sandbox signed, with
//! the session as `***`. Its `sub_msg` names the mistake if it is one of the common ones.
//!
//! Only the path `/router/rest` is served; others are HTTP status 404.
//!
//! # What else differs from the platform
//!
//! - **XML is not written yet.** On the platform `format=xml` and no `format` at all give XML; here both are refused with code 23,
//!   in JSON, so that nobody takes JSON for what was asked for.
//! - File uploads (multipart), raw bodies and batches are refused with code 9, or 404, for now.
//! - Parameters count wherever they stand, in the query or the form; the form wins, and within one the last of several wins. Blank
//!   ones (by the platform's set of blank characters) count as not given, and are not signed.
//! - A session belongs to no app: every known app may use every known session.
//! - The rules of a declaration (`max_len`, `range` and so on) are the client's to check; a typed handler sees what could be read.

mod accounts;
mod answer;
mod arrival;
mod blank;
mod builder;
mod check;
mod gateway;
mod handler;
mod refusal;
mod reply;
mod sandbox;
mod seen;
mod server;

pub use answer::Answer;
pub use builder::SandboxBuilder;
pub use refusal::Refusal;
pub use sandbox::Sandbox;
pub use seen::Seen;
