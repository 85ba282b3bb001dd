//! Client for the Taobao Open Platform (TOP): an API is a plain struct, and a derive turns it into
//! a signed call with a typed response.
//!
//! # Overview
//!
//! - [`TopApi`](macro@TopApi) declares a request, [`TopValue`](macro@TopValue) a value in requests and
//!   responses.
//! - [`Client`] signs and sends requests; [`ScopedClient`] is a client with options for some calls.
//! - [`Reply<T>`](Reply) is the response `T` with request id, body and issues; [`Error`] says what
//!   failed and whether a retry is safe.
//!
//! Guides by task, a local gateway for tests (`top-sandbox`) and a generator of declarations
//! (`topctl`) are in the repository.
//!
//! # Making a call
//!
//! ```no_run
//! use top_runtime::{Client, DateTime, TopApi, TopValue};
//!
//! #[derive(TopApi)]
//! #[top_api(method = "taobao.time.get", response = Time)]
//! struct GetTime;
//!
//! #[derive(TopValue)]
//! struct Time {
//!     time: DateTime,
//! }
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder("APP_KEY", "APP_SECRET").build()?;
//! let reply = client.execute(&GetTime).await?;
//! println!("{} (request {})", reply.time, reply.request_id());
//! # Ok(())
//! # }
//! ```
//!
//! Create one client and clone it: clones share connections, bans and the retry budget. Calls run
//! on tokio. [`Client::call`] calls an API without a declaration; [`Client::prepare`] signs without
//! sending.
//!
//! # Sessions
//!
//! An API with `session = required` can only be called with a session. Without one the call does
//! not compile:
//!
//! ```
//! use top_runtime::{Client, Error, SessionKey, TopApi};
//!
//! #[derive(TopApi)]
//! #[top_api(method = "taobao.user.seller.get", session = required)]
//! struct GetSeller {
//!     fields: Vec<String>,
//! }
//!
//! async fn call(client: &Client, key: &SessionKey) -> Result<(), Error> {
//!     let request = GetSeller { fields: vec!["nick".to_owned()] };
//!     client.session(key).execute(&request).await?;
//!     Ok(())
//! }
//! ```
//!
//! The types that express this are in [`session`].
//!
//! # Errors
//!
//! The text of an [`Error`] is one line with method, cause, codes and request id, and without
//! secrets. [`Error::kind`] returns the details, in types of the module [`error`].
//!
//! ```
//! use top_runtime::Error;
//!
//! fn next_step(error: &Error) -> &'static str {
//!     if error.is_session_invalid() {
//!         "ask the seller to authorise again"
//!     } else if error.is_throttled() {
//!         "wait for `retry_after()`"
//!     } else if error.may_have_executed() {
//!         "check before a retry"
//!     } else {
//!         "report the error"
//!     }
//! }
//! # let _ = next_step;
//! ```
//!
//! A business failure inside of a successful reply is an error, too, if the response marks its
//! outcome (`#[top(outcome)]`, `success`, `error_code`, `error_message`); `execute_raw` returns the
//! reply instead. An optional field that cannot be decoded is `None` and listed in
//! [`Reply::issues`].
//!
//! # Retries
//!
//! A call is sent again if it surely was not executed, if a limit refused it for now, or if it is
//! idempotent (`#[top_api(idempotent)]`). Defaults: 3 attempts, 30 s for the whole call.
//!
//! ```
//! use std::time::Duration;
//! use top_runtime::Client;
//! use top_runtime::retry::RetryPolicy;
//!
//! let client = Client::builder("APP_KEY", "APP_SECRET")
//!     .timeout(Duration::from_secs(10))
//!     .retry(RetryPolicy::default().attempts(2))
//!     .build()?;
//! # let _ = client;
//! # Ok::<(), top_runtime::error::BuildError>(())
//! ```
//!
//! # Files
//!
//! A field of type [`File`] makes the request a multipart form:
//!
//! ```
//! use top_runtime::{File, TopApi};
//!
//! #[derive(TopApi)]
//! #[top_api(method = "taobao.picture.upload", session = required)]
//! struct UploadPicture {
//!     img: File,
//! }
//!
//! let request = UploadPicture { img: File::new("photo.jpg", vec![0xff, 0xd8]).mime("image/jpeg") };
//! # let _ = request;
//! ```
//!
//! # Testing
//!
//! The gateway of the crate `top-sandbox` checks signatures and parameters like the platform.
//! Without sockets, [`InMemoryTransport`](transport::InMemoryTransport) replies from a function:
//!
//! ```
//! use top_runtime::Client;
//! use top_runtime::transport::{HttpResponse, InMemoryTransport};
//!
//! let body = r#"{"time_get_response":{"time":"2025-11-17 00:00:00"}}"#;
//! let gateway = InMemoryTransport::new(move |_| Ok(HttpResponse::new(body)));
//! let client = Client::builder("APP_KEY", "APP_SECRET").transport(gateway).build()?;
//! # let _ = client;
//! # Ok::<(), top_runtime::error::BuildError>(())
//! ```
//!
//! [`clock::FixedClock`] fixes timestamps and does not wait between attempts.
//!
//! # Features
//!
//! | feature | default | effect |
//! |---|---|---|
//! | `rustls` | yes | HTTP with reqwest, TLS with rustls and ring |
//! | `rustls-aws-lc-rs` | | rustls with aws-lc-rs, also if `rustls` is on |
//! | `rustls-no-provider` | | rustls with a crypto provider that you install |
//! | `native-tls` | | HTTP with reqwest, TLS of the system; turn the features above off |
//! | `socks` | | proxies that speak SOCKS 5 |
//! | `tower` | | layers and services of tower as transports |
//! | `blocking` | | calls without `async`: module `blocking` |
//! | `gbk` | | decodes replies in GBK |
//! | `xml` | | decodes replies in XML |
//! | `jiff`, `chrono` | | conversions of [`DateTime`] |
//! | `rust_decimal` | | conversions of [`Decimal`] and [`Price`] |
//! | `serde` | | serde for the value types; for coded enums with `#[top(serde)]` |
//! | `batch` | | calls of several APIs in one HTTP request: `client.batch(..)` |
//! | `files` | | files that are read while they are sent: `File::open`; progress of uploads |
//! | `axum` | | `IntoResponse` for [`Error`] |
//! | `rate-limit` | | client-side rate limits per API |
//! | `shared-limits` | | bans and rate limits that several machines share |
//! | `tracing` | yes | spans and events of calls |
//! | `metrics` | | metrics of calls, with the crate `metrics`: [`observe`] |
//! | `schema` | | declarations as data: `TopApi::SCHEMA` |
//! | `server` | | reads requests from forms, for gateways such as `top-sandbox` |
//!
//! A crypto provider that the program installs with
//! `rustls::crypto::CryptoProvider::install_default` precedes the one of a feature. This crate
//! installs none. Other crates of a program may need one: see the page on reliability.

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod api;
#[cfg(feature = "batch")]
pub mod batch;
#[cfg(feature = "blocking")]
pub mod blocking;
mod client;
pub mod clock;
pub mod codec;
pub mod error;
mod future;
mod gateway;
mod headers;
mod issue;
mod message;
pub mod observe;
mod outcome;
pub mod pages;
mod protocol;
mod quoting;
mod reply;
mod request;
pub mod retry;
#[cfg(feature = "schema")]
pub mod schema;
mod secret;
#[cfg(feature = "server")]
pub mod server;
pub mod session;
mod spec;
pub mod transport;
mod tree;
mod values;

pub use api::TopApi;
pub use client::{Client, ClientBuilder, Format, ReplyFuture, ScopedClient};
pub use codec::decode::TopValue;
pub use codec::fields::Fields;
pub use codec::params::Params;
pub use error::Error;
pub use gateway::Gateway;
pub use message::TopMessage;
pub use outcome::Outcome;
pub use reply::Reply;
pub use request::prepared::Prepared;
pub use request::sign::SignMethod;
pub use secret::{AppSecret, SessionKey};
pub use top_macros::{TopApi, TopMessage, TopValue};
#[cfg(feature = "files")]
pub use values::Progress;
pub use values::{DateTime, Decimal, File, Json, Millis, Price, Seconds, Value};

/// Items that the derives refer to. Not part of the public API: they change with every version, and
/// so does the name of the module.
#[doc(hidden)]
pub mod __v0_1_0 {
    // Self-alias so that the derives can emit `__top::traits::Encode`: the middle segment carries
    // the macro's span, which silences `unused_qualifications`.
    pub use crate::__v0_1_0 as traits;
    #[cfg(feature = "server")]
    pub use crate::api::FromParams;
    pub use crate::api::{ApiSpec, Request, TopApi};
    pub use crate::codec::decode::{Decode, ErasedDecode, ErasedFields, assert_decode, required_fields};
    pub use crate::codec::decoder::Decoder;
    pub use crate::codec::diagnostics::{BorrowedData, DecodeOwned};
    pub use crate::codec::encode::{Encode, Kind, Shape};
    pub use crate::codec::encoder::Encoder;
    pub use crate::codec::field_table::{
        Constraints, FieldRules, FieldTable, Members, flat_param, flat_value,
    };
    pub use crate::codec::param::{Param, Part, ReadParam, assert_param};
    #[cfg(feature = "serde")]
    pub use crate::codec::serde::{
        deserialize_integer_code, deserialize_text_code, serialize_code, unknown_code,
    };
    pub use crate::codec::type_facts::{DefaultFacts, TypeFacts};
    // For `top-messages`, which receives messages.
    pub use crate::message::{TopMessage, read_message, sign_connection, write_message};
    pub use crate::outcome::{Outcome, OutcomeField, OutcomeFields};
    pub use crate::pages::{PageItems, PageNumber, PagedApi, Turn};
    pub use crate::reply::receive::read_reply;
    pub use crate::request::canonical::ParamWriter;
    // For `top-replay`, which masks what this crate masks.
    pub use crate::secret::{Masker, is_sensitive, scrub};
    pub use crate::session::{Never, Optional, Required};
    #[cfg(feature = "rustls-no-provider")]
    pub use crate::transport::tls_config;
    pub use crate::tree::Node;
    pub use crate::values::{Integer, Value};
    pub use crate::{__top_schema as schema, __top_serde as serde, __top_server as server};
    #[cfg(feature = "serde")]
    pub use ::serde as serde_traits;
}

/// Keeps the items of a derive that only a server needs: the feature `server` is on.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "server")]
macro_rules! __top_server {
    ($($item:tt)*) => { $($item)* };
}

/// Drops the items of a derive that only a server needs: the feature `server` is off.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "server"))]
macro_rules! __top_server {
    ($($item:tt)*) => {};
}

/// Keeps the serde impls of a coded enum: the feature `serde` is on.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "serde")]
macro_rules! __top_serde {
    ($($item:tt)*) => { $($item)* };
}

/// Reports `#[top(serde)]`: the feature `serde` is off.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "serde"))]
macro_rules! __top_serde {
    ($($item:tt)*) => {
        ::core::compile_error! {
            "`#[top(serde)]` needs the feature `serde` of top-runtime: `top-runtime = { .., features = [\"serde\"] }`"
        }
    };
}

/// Expands to the schema of a declaration: the feature `schema` is on.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "schema")]
macro_rules! __top_schema {
    (api ($response:ty) $($doc:tt)*) => {
        const SCHEMA: $crate::schema::Schema = {
            use $crate::schema::{Ask, Schema, Unknown as _};
            Schema::new(Self::SPEC, <Ask<$response>>::DESCRIBED)
                .request($crate::__top_schema!(struct __PARAMS $($doc)*))
        };
    };
    (object $($doc:tt)*) => {
        fn describe() -> $crate::schema::Type {
            $crate::schema::Type::Object($crate::__top_schema!(struct __LAYOUT $($doc)*))
        }
    };
    (newtype $inner:ty) => {
        fn describe() -> $crate::schema::Type {
            <$inner as $crate::codec::Encode>::describe()
        }
    };
    (codes $kind:ident $open:literal $name:literal $docs:literal $(($code:literal $doc:literal))*) => {
        fn describe() -> $crate::schema::Type {
            use $crate::schema::{Code, Codes, Type};
            Type::Codes(Codes::of($name, $docs, &[$(Code::$kind($code, $doc)),*], $open))
        }
    };
    (struct $table:ident $name:literal $docs:literal $(($index:literal $doc:literal $ty:ty))*) => {{
        use $crate::schema::{FieldDoc, Ask, Object, Unknown as _};
        Object::new($name, $docs, &$table, const { &[$(FieldDoc::new($index, $doc, <Ask<$ty>>::DESCRIBED)),*] })
    }};
}

/// Expands to nothing: the feature `schema` is off.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "schema"))]
macro_rules! __top_schema {
    ($($doc:tt)*) => {};
}
