//! Verifies requests that the Taobao Open Platform (TOP), its sister platforms (Lazada, AliExpress,
//! Taobao overseas) and Qimen send to a server of yours, and decodes their content.
//!
//! # Overview
//!
//! - [`Webhook`] receives requests of one [`Scheme`]: it checks signature, timestamp and replays, and
//!   has the reply to refused requests. [`Verifier`] is its part without I/O.
//! - [`IncomingRequest`] is a request of any HTTP library.
//! - [`VerifiedRequest`] and [`Verified<T>`](Verified) are made by verification only: a function that
//!   takes one is never called with content of a stranger.
//! - [`VerifyError`] is the reason of a refusal, for logs. The sender is not told.
//!
//! # An SPI
//!
//! ```
//! use top_runtime::TopValue;
//! use top_webhook::{AppSecrets, IncomingRequest, Reply, Scheme, Webhook};
//!
//! #[derive(TopValue)]
//! struct StockQuery {
//!     item_id: i64,
//! }
//!
//! #[derive(TopValue)]
//! struct Stock {
//!     quantity: i64,
//! }
//!
//! async fn receive(webhook: &Webhook, request: &IncomingRequest<'_>) -> Reply {
//!     let Ok(verified) = webhook.verify(request).await else { return webhook.refusal() };
//!     let query = match verified.decode::<StockQuery>() {
//!         Ok(query) => query,
//!         Err(error) => return webhook.failure("isv.invalid-parameter", &error.to_string()),
//!     };
//!     let stock = Stock { quantity: query.item_id };
//!     query.request().reply(&stock).unwrap_or_else(|_| webhook.failure("isp.unknown-error", "no reply"))
//! }
//!
//! # fn main() -> Result<(), top_webhook::InvalidSecret> {
//! let webhook = Webhook::new(Scheme::Spi, AppSecrets::new("12345678", "helloworld")?);
//! # let _ = (webhook, receive);
//! # Ok(())
//! # }
//! ```
//!
//! With the feature `axum`, `Verified<StockQuery>` is an argument of the handler.
//!
//! # Features
//!
//! | feature | default | effect |
//! |---|---|---|
//! | `http` | | requests from `http::Request`, replies as `http::Response` |
//! | `axum` | | `VerifiedRequest` and `Verified<T>` as extractors, `Reply` as a response |
//! | `redis` | | `RedisReplayStore`, for receivers of several processes |

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "axum")]
mod axum;
mod charset;
mod content;
mod error;
mod payload;
mod quoting;
mod replay;
mod reply;
mod request;
mod scheme;
mod secrets;
mod signature;
mod source;
mod verified;
mod verifier;
mod webhook;
mod window;

#[cfg(feature = "axum")]
pub use axum::Refused;
pub use error::VerifyError;
pub use payload::{PayloadError, PushMessage, Verified};
#[cfg(feature = "redis")]
pub use replay::RedisReplayStore;
pub use replay::{MemoryReplayStore, ReplayId, ReplayStore, ReplayStoreError};
pub use reply::{FailureBody, Reply, ReplyError, ReplyFormat};
pub use request::IncomingRequest;
pub use scheme::Scheme;
pub use secrets::{AppSecrets, InvalidSecret};
pub use source::{InvalidRange, SourceRanges};
pub use verified::VerifiedRequest;
pub use verifier::Verifier;
pub use webhook::Webhook;
pub use window::TimeWindow;

/// Compiles the code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
