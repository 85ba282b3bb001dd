//! Typed, signed calls of the Taobao Open Platform (TOP): declare an API as a plain struct, and the compiler checks the rest.
//!
//! ```
//! use top_runtime::{Client, TopApi, TopValue};
//!
//! /// The platform's time.
//! #[derive(TopApi)]
//! #[top_api(method = "taobao.time.get", response = Time)]
//! struct GetTime;
//!
//! #[derive(TopValue)]
//! struct Time {
//!     time: top_runtime::DateTime,
//! }
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder("12345678", "helloworld").build()?;
//! println!("{}", client.execute(&GetTime).await?.time);
//! # Ok(())
//! # }
//! ```
//!
//! A request flows one way: struct, parameters ([`Encode`]), signed form ([`Prepared`]), [`Transport`], body, tree, value
//! ([`Decode`]).
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `rustls` | yes | calls over sockets with reqwest, TLS by rustls |
//! | `gbk` | | replies in GBK |
//! | `native-tls` | | the same with the system's TLS, where `rustls` is off |
//! | `rustls-no-provider` | | the same with rustls and a crypto provider that you install |
//! | `jiff`, `chrono` | | conversions of [`DateTime`] |
//! | `rust_decimal` | | conversions of [`Decimal`] and [`Price`] |
//! | `rate-limit` | | limits of your own on how often each API is called |
//! | `xml` | | replies in XML |
//! | `schema` | | declarations as data, with their doc comments: `TopApi::SCHEMA` |
//! | `server` | | reading requests from forms, for gateways like `top-sandbox` |

mod api;
mod blank;
mod check;
mod client;
mod clock;
mod convert;
mod decode;
mod encode;
mod error;
mod form;
mod gateway;
mod issue;
mod layout;
mod near;
mod oneline;
mod outcome;
mod param;
mod params;
mod plain;
mod prepared;
mod probe;
mod reply;
#[cfg(feature = "schema")]
pub mod schema;
mod secret;
#[cfg(feature = "server")]
pub mod server;
mod sign;
mod transport;
mod tree;
mod types;
mod value;
mod writer;

use std::future::Future;
use std::pin::Pin;

pub use api::{
    Never, NoSession, Optional, Permits, Request, Required, SessionRule, SessionUse, Spec, TopApi,
    WithSession,
};
#[cfg(feature = "rate-limit")]
pub use client::RateLimit;
pub use client::{Call, Caller, Client, ClientBuilder, Execute, Format, Retry};
pub use clock::{Clock, Fixed, System};
pub use decode::{Decode, Reader, TopValue};
pub use encode::{Encode, Kind, Shape};
pub use error::{
    BuildError, Business, Cause, Context, Error, Http, Invalid, Lost, NotTop, Platform, RetryClass,
    Throttled, Undecodable,
};
pub use form::Form;
pub use gateway::Gateway;
pub use issue::{Issue, IssueKind};
pub use layout::{Layout, Members, Rules};
pub use outcome::{Detail, Failure, Marker, Markers, Outcome};
pub use param::{Param, Part, ReadParam};
pub use params::Params;
pub use prepared::{Placement, Prepared};
pub use reply::Reply;
pub use secret::{AppSecret, SessionKey};
pub use sign::SignMethod;
pub use top_macros::{TopApi, TopValue};
pub use transport::{Body, HttpRequest, HttpResponse, InMemory, Transport, TransportError};
pub use tree::Node;
pub use types::{DateTime, DateTimeError, Decimal, DecimalError, Fields, File, Json, Millis, Price, Seconds};
pub use value::{Value, ValueError};
pub use writer::Writer;

/// A future behind a pointer, as the object-safe traits return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What the derives name. Not part of the public interface: it may change in any version.
#[doc(hidden)]
pub mod __private {
    /// The same once more, for paths of three names.
    pub use crate::__private as traits;
    #[cfg(feature = "server")]
    pub use crate::api::FromParams;
    pub use crate::client::read_reply;
    pub use crate::decode::{Fills, Reading, known};
    pub use crate::layout::{Terms, flat_param, flat_value};
    pub use crate::param::given;
    pub use crate::probe::{Behind, Probe};
    pub use crate::{
        __top_schema as schema, __top_server as server, Decode, Encode, Form, Kind, Layout, Marker, Markers,
        Members, Never, Node, Optional, Outcome, Param, ReadParam, Reader, Request, Required, Rules, Shape,
        Spec, TopApi, Value, Writer,
    };
}

/// Keeps what only a server needs of a request where the feature `server` is on.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "server")]
macro_rules! __top_server {
    ($($item:tt)*) => { $($item)* };
}

/// Drops what only a server needs of a request, as the feature `server` is off.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "server"))]
macro_rules! __top_server {
    ($($item:tt)*) => {};
}

/// Writes what a schema says of a declaration, where the feature `schema` is on.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "schema")]
macro_rules! __top_schema {
    (api ($response:ty) $($about:tt)*) => {
        const SCHEMA: $crate::schema::Schema = {
            use $crate::schema::{Ask, Schema, Unknown as _};
            Schema::new(Self::SPEC, <Ask<$response>>::DESCRIBED)
                .request($crate::__top_schema!(struct __PARAMS $($about)*))
        };
    };
    (object $($about:tt)*) => {
        fn describe() -> $crate::schema::Type {
            $crate::schema::Type::Object($crate::__top_schema!(struct __LAYOUT $($about)*))
        }
    };
    (codes $kind:ident $open:literal $name:literal $docs:literal $(($code:literal $about:literal))*) => {
        fn describe() -> $crate::schema::Type {
            use $crate::schema::{Code, Codes, Type};
            Type::Codes(Codes::of($name, $docs, &[$(Code::$kind($code, $about)),*], $open))
        }
    };
    (struct $layout:ident $name:literal $docs:literal $(($at:literal $about:literal $ty:ty))*) => {{
        use $crate::schema::{About, Ask, Object, Unknown as _};
        Object::new($name, $docs, &$layout, const { &[$(About::new($at, $about, <Ask<$ty>>::DESCRIBED)),*] })
    }};
}

/// Drops what a schema would say of a declaration, as the feature `schema` is off.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "schema"))]
macro_rules! __top_schema {
    ($($about:tt)*) => {};
}
