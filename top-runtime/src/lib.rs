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

pub mod api;
mod client;
pub mod clock;
pub mod codec;
pub mod error;
mod future;
mod gateway;
mod headers;
mod issue;
mod oneline;
mod outcome;
mod protocol;
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
pub use outcome::Outcome;
pub use reply::Reply;
pub use request::prepared::Prepared;
pub use request::sign::SignMethod;
pub use secret::{AppSecret, SessionKey};
pub use top_macros::{TopApi, TopValue};
pub use values::{DateTime, Decimal, File, Json, Millis, Price, Seconds, Value};

/// Items that the derives refer to. Not part of the public API: they change with every version, and
/// so does the name of the module.
#[doc(hidden)]
pub mod __v0_1_0 {
    // Self-alias so that the derives can emit `__top::traits::Encode`: the middle segment carries the
    // macro's span, which silences `unused_qualifications`.
    pub use crate::__v0_1_0 as traits;
    #[cfg(feature = "server")]
    pub use crate::api::FromParams;
    pub use crate::api::{ApiSpec, Request, TopApi};
    pub use crate::codec::decode::{BorrowedData, Decode, DecodeOwned, assert_decode};
    pub use crate::codec::decoder::Decoder;
    pub use crate::codec::encode::{Encode, Kind, Shape};
    pub use crate::codec::encoder::Encoder;
    pub use crate::codec::field_table::{
        Constraints, FieldRules, FieldTable, Members, flat_param, flat_value,
    };
    pub use crate::codec::param::{Param, Part, ReadParam, assert_param};
    pub use crate::codec::type_facts::{DefaultFacts, TypeFacts};
    pub use crate::outcome::{Outcome, OutcomeField, OutcomeFields};
    pub use crate::reply::receive::read_reply;
    pub use crate::request::canonical::ParamWriter;
    pub use crate::session::{Never, Optional, Required};
    pub use crate::tree::Node;
    pub use crate::values::Value;
    pub use crate::{__top_schema as schema, __top_server as server};
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
