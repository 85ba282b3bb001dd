//! Declared APIs: the traits that `#[derive(TopApi)]` implements.

mod execute;

pub use crate::request::Request;
pub use crate::spec::{ApiSpec, BodyFormat, HttpMethod};
pub use execute::Caller;

use crate::client::ReplyFuture;
use crate::codec::decode::Decode;
use crate::session::{Permits, SessionKind};
#[cfg(feature = "schema")]
use crate::{codec::param::Param, schema::Schema};

/// A request of an API: a struct with `#[derive(TopApi)]` and `#[top_api(method = "..")]` or
/// `#[top_api(path = "..")]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a request of a TOP API",
    label = "not a request",
    note = "declare it: `#[derive(TopApi)] #[top_api(method = \"..\", response = ..)]`",
    note = "or call an API that is not declared with `client.call(\"method\", &params)`"
)]
pub trait TopApi: Request {
    /// Type that a successful reply is decoded into.
    type Response: Decode;

    /// Whether the API is called with a session: [`Required`](crate::session::Required),
    /// [`Optional`](crate::session::Optional) or [`Never`](crate::session::Never).
    type Session: SessionKind;

    /// Name of the API, and how it may be called.
    const SPEC: ApiSpec;

    /// Parameters and response of the API, with types, limits and doc comments.
    #[cfg(feature = "schema")]
    const SCHEMA: Schema = Schema::new(Self::SPEC, <Self::Response as Param>::described);

    /// Sends the request: short for `on.execute(self)`.
    ///
    /// ```no_run
    /// # use top_runtime::{Client, SessionKey, TopApi};
    /// #[derive(TopApi)]
    /// #[top_api(method = "taobao.time.get")]
    /// struct GetTime;
    ///
    /// # async fn run(client: Client, key: SessionKey) -> Result<(), top_runtime::Error> {
    /// GetTime.execute(&client).await?;
    /// GetTime.execute(&client.session(&key)).await?;
    /// # Ok(())
    /// # }
    /// ```
    fn execute<C: Caller>(&self, on: &C) -> ReplyFuture<Self::Response>
    where
        Self: Sized,
        Self::Session: Permits<C::Auth, Self>,
    {
        ReplyFuture::new(on.start_request(const { &Self::SPEC }, self))
    }
}

/// Decodes a request from its parameters, in a server.
///
/// The derive `TopApi` implements it for requests that own their data. A request that borrows can
/// only be sent:
///
/// ```compile_fail,E0277
/// use top_runtime::{Params, TopApi, server::read_request};
///
/// #[derive(TopApi)]
/// #[top_api(method = "test.ask")]
/// struct Ask<'a> {
///     nick: &'a str,
/// }
///
/// let ask = read_request::<Ask<'static>>(&Params::new()); // a request that borrows cannot be read
/// ```
#[cfg(feature = "server")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a form: a handler needs a request that owns its data",
    label = "borrows, or is no request",
    note = "write `String` for `&str`, and `Vec<..>` for a slice, in the struct that derives `TopApi`",
    note = "a generic request needs `T: TopValue` for its type parameter"
)]
pub trait FromParams {
    /// Returns a placeholder, which [`decode`](Self::decode) overwrites.
    fn placeholder() -> Self
    where
        Self: Sized;

    /// Decodes the parameters into `self`.
    fn decode(&mut self, decoder: &mut crate::codec::Decoder<'_>);
}
