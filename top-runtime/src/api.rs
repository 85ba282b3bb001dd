//! What `#[derive(TopApi)]` says of a request.

pub use crate::client::Caller;
use crate::client::ReplyFuture;
use crate::codec::decode::Decode;
use crate::request::canonical::ParamWriter;
#[cfg(feature = "schema")]
use crate::{codec::param::Param, schema::Schema};

/// A request of an API: a struct with `#[derive(TopApi)]` and `#[top_api(method = "..")]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a request of a TOP API",
    label = "not a request",
    note = "declare it: `#[derive(TopApi)] #[top_api(method = \"..\", response = ..)]`",
    note = "or call an API that is not declared with `client.call(\"method\", &params)`"
)]
pub trait TopApi: Request {
    /// What a good reply is read into.
    type Response: Decode;

    /// Whether it is called with a session: [`Required`], [`Optional`] or [`Never`].
    type Session: SessionKind;

    /// What the attribute says.
    const SPEC: ApiSpec;

    /// The parameters and the reply, with their types, limits and doc comments.
    #[cfg(feature = "schema")]
    const SCHEMA: Schema = Schema::new(Self::SPEC, <Self::Response as Param>::described);

    /// Sends the request: the same as `on.execute(self)`.
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
        on.start(const { &Self::SPEC }, self)
    }
}

/// Writes the parameters of a request; what the client needs of it at run time.
pub trait Request {
    /// Writes the parameters, sorted by name.
    fn params(&self, out: &mut ParamWriter<'_>);
}

/// The protocol version of nearly all APIs.
const VERSION: &str = "2.0";

/// What an API is called and how it may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiSpec {
    method: &'static str,
    session: SessionPolicy,
    idempotent: bool,
    /// The protocol version, where it is not [`VERSION`]: a text less in each API of a program.
    version: Option<&'static str>,
}

impl ApiSpec {
    /// An API of this name and use of sessions: not idempotent, protocol version 2.0.
    #[must_use]
    pub const fn new<S: SessionKind>(method: &'static str) -> Self {
        Self { method, session: S::USE, idempotent: false, version: None }
    }

    /// May be repeated when it may already have been executed.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// The value of the parameter `v`.
    #[must_use]
    pub const fn version(mut self, version: &'static str) -> Self {
        self.version = Some(version);
        self
    }

    /// The API's name, as documented.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// Whether a session is sent.
    #[must_use]
    pub const fn session_use(&self) -> SessionPolicy {
        self.session
    }

    /// Whether it may be repeated when it may already have been executed.
    #[must_use]
    pub const fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    /// The protocol version.
    #[must_use]
    pub const fn protocol_version(&self) -> &'static str {
        match self.version {
            Some(version) => version,
            None => VERSION,
        }
    }
}

/// Whether an API is called with a seller's session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionPolicy {
    /// A call without one does not compile.
    Required,
    /// It is sent when the caller has one.
    Optional,
    /// It is not sent even when the caller has one.
    Never,
}

/// `session = required`.
#[derive(Debug, Clone, Copy)]
pub struct Required;

/// `session = optional`.
#[derive(Debug, Clone, Copy)]
pub struct Optional;

/// `session = none`.
#[derive(Debug, Clone, Copy)]
pub struct Never;

/// A [`SessionPolicy`] as a type, so that the compiler can go by it.
pub trait SessionKind {
    /// The same as a value.
    const USE: SessionPolicy;
}

impl SessionKind for Required {
    const USE: SessionPolicy = SessionPolicy::Required;
}

impl SessionKind for Optional {
    const USE: SessionPolicy = SessionPolicy::Optional;
}

impl SessionKind for Never {
    const USE: SessionPolicy = SessionPolicy::Never;
}

/// A call that carries a session.
#[derive(Debug, Clone, Copy)]
pub struct WithSession;

/// A call that carries none.
#[derive(Debug, Clone, Copy)]
pub struct NoSession;

/// Says that a request of `Api` may be sent with ([`WithSession`]) or without ([`NoSession`]) a session.
#[diagnostic::on_unimplemented(
    message = "`{Api}` needs a seller session",
    label = "called without a session",
    note = "call it as `client.session(&key).execute(&request)`"
)]
pub trait Permits<Auth, Api> {}

impl<Api> Permits<WithSession, Api> for Required {}

/// Nobody calls so. With one impl alone the compiler would take its session for granted, and report a mismatch instead.
#[diagnostic::do_not_recommend]
impl<Api> Permits<Required, Api> for Required {}

impl<Auth, Api> Permits<Auth, Api> for Optional {}

impl<Auth, Api> Permits<Auth, Api> for Never {}

/// Reads a request from its parameters, in a server.
///
/// The derive `TopApi` implements it for requests that own their data. One that borrows can only be
/// sent:
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
    /// Where reading starts.
    fn placeholder() -> Self
    where
        Self: Sized;

    /// Takes over the parameters.
    fn decode(&mut self, decoder: &mut crate::codec::Decoder<'_>);
}
