//! What a batch consists of: requests, requests for other sellers or apps, calls of undeclared APIs.

use std::fmt;

use crate::api::TopApi;
use crate::client::batch::{ErasedBatch, OwnOptions};
use crate::codec::decode::Decode;
use crate::codec::params::Params;
use crate::session::{Permits, WithSession};
use crate::{SessionKey, Value};

/// A call in a batch: a declared request, a request [for another seller](for_seller) or
/// [for another app](for_app), or a call of an undeclared API.
///
/// `Auth` is the session of the client, [`WithSession`] or [`NoSession`](crate::session::NoSession).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent in this batch: it needs a seller session, or is no request",
    label = "not a call of this batch",
    note = "send the batch with a session, `client.session(&key).batch(..)`, or this request with its own: \
            `for_seller(&key, request)`",
    note = "a request is a struct with `#[derive(TopApi)]`, or an `UntypedCall`"
)]
pub trait BatchItem<Auth> {
    /// Type that a successful reply is decoded into.
    type Response: Decode;

    /// Encodes the call, with options of its own.
    #[doc(hidden)]
    fn encode(&self, batch: &mut ErasedBatch, own: OwnOptions<'_>);
}

#[diagnostic::do_not_recommend]
impl<Auth, A> BatchItem<Auth> for A
where
    A: TopApi<Session: Permits<Auth, A>>,
{
    type Response = A::Response;

    fn encode(&self, batch: &mut ErasedBatch, own: OwnOptions<'_>) {
        push_declared(self, own, batch);
    }
}

/// A request with the session of its seller. Created by [`for_seller`].
#[derive(Clone, Copy)]
pub struct ForSeller<'k, A> {
    key: &'k SessionKey,
    request: A,
}

/// Sends a request with the session of another seller than that of the batch.
///
/// ```no_run
/// use top_runtime::batch::for_seller;
/// # use top_runtime::{Client, Error, SessionKey, TopApi};
///
/// #[derive(TopApi)]
/// #[top_api(method = "taobao.user.seller.get", session = required)]
/// struct GetSeller {
///     fields: &'static str,
/// }
///
/// async fn run(client: &Client, keys: &[SessionKey]) -> Result<(), Error> {
///     let requests: Vec<_> = keys.iter().map(|key| for_seller(key, GetSeller { fields: "nick" })).collect();
///     for seller in client.batch(&requests).await? {
///         println!("{:?}", seller?.pointer("/user/nick"));
///     }
///     Ok(())
/// }
/// ```
pub const fn for_seller<A>(key: &SessionKey, request: A) -> ForSeller<'_, A>
where
    A: TopApi<Session: Permits<WithSession, A>>,
{
    ForSeller { key, request }
}

impl<Auth, A> BatchItem<Auth> for ForSeller<'_, A>
where
    A: TopApi<Session: Permits<WithSession, A>>,
{
    type Response = A::Response;

    fn encode(&self, batch: &mut ErasedBatch, own: OwnOptions<'_>) {
        push_declared(&self.request, own.with_session(self.key), batch);
    }
}

impl<A: TopApi> fmt::Debug for ForSeller<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ForSeller").field("method", &A::SPEC.method()).finish_non_exhaustive()
    }
}

/// A call that is made for another app. Created by [`for_app`].
#[derive(Clone, Copy)]
pub struct ForApp<'k, I> {
    app_key: &'k str,
    item: I,
}

/// Makes a call for another app than that of the batch, if one app serves several: sets the system
/// parameter `target_app_key` of this call.
///
/// A blank or untrimmed app key is an error of the call, which is not sent.
///
/// ```no_run
/// use top_runtime::batch::{for_app, for_seller};
/// # use top_runtime::{Client, Error, SessionKey, TopApi};
///
/// #[derive(TopApi)]
/// #[top_api(method = "taobao.user.seller.get", session = required)]
/// struct GetSeller {
///     fields: &'static str,
/// }
///
/// async fn run(client: &Client, shops: &[(&str, SessionKey)]) -> Result<(), Error> {
///     let request = |key| for_seller(key, GetSeller { fields: "nick" });
///     let requests: Vec<_> = shops.iter().map(|(app_key, key)| for_app(app_key, request(key))).collect();
///     for seller in client.batch(&requests).await? {
///         println!("{:?}", seller?.pointer("/user/nick"));
///     }
///     Ok(())
/// }
/// ```
pub const fn for_app<I>(app_key: &str, item: I) -> ForApp<'_, I> {
    ForApp { app_key, item }
}

impl<Auth, I: BatchItem<Auth>> BatchItem<Auth> for ForApp<'_, I> {
    type Response = I::Response;

    fn encode(&self, batch: &mut ErasedBatch, own: OwnOptions<'_>) {
        self.item.encode(batch, own.with_target_app_key(self.app_key));
    }
}

impl<I: fmt::Debug> fmt::Debug for ForApp<'_, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ForApp").field("app_key", &self.app_key).field("item", &self.item).finish()
    }
}

/// A call of an API that is not declared. The response is the reply as a [`Value`].
///
/// ```no_run
/// # async fn run(client: top_runtime::Client) -> Result<(), top_runtime::Error> {
/// use top_runtime::Params;
/// use top_runtime::batch::UntypedCall;
///
/// let calls = [18957_i64, 19562].map(|cid| {
///     UntypedCall::new("taobao.itemcats.get", Params::new().with("cids", cid))
/// });
/// for reply in client.batch(&calls).await? {
///     println!("{:?}", reply?.pointer("/item_cats/item_cat/0/name"));
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct UntypedCall {
    method: String,
    params: Params,
    session: Option<SessionKey>,
    target_app_key: Option<String>,
}

impl UntypedCall {
    /// Creates a call with the session of the batch, if any.
    #[must_use]
    pub fn new(method: impl Into<String>, params: Params) -> Self {
        Self { method: method.into(), params, session: None, target_app_key: None }
    }

    /// Sets the session of another seller than that of the batch.
    #[must_use]
    pub fn session(mut self, key: &SessionKey) -> Self {
        self.session = Some(key.clone());
        self
    }

    /// Sets the app that the call is made for, if it is not that of the batch. See [`for_app`].
    #[must_use]
    pub fn target_app_key(mut self, app_key: impl Into<String>) -> Self {
        self.target_app_key = Some(app_key.into());
        self
    }
}

impl<Auth> BatchItem<Auth> for UntypedCall {
    type Response = Value;

    fn encode(&self, batch: &mut ErasedBatch, own: OwnOptions<'_>) {
        let own = self.session.as_ref().map_or(own, |session| own.with_session(session));
        let own = self.target_app_key.as_ref().map_or(own, |app_key| own.with_target_app_key(app_key));
        batch.push_untyped(&self.method, &self.params, own);
    }
}

/// Encodes a declared request.
fn push_declared<A: TopApi>(request: &A, own: OwnOptions<'_>, batch: &mut ErasedBatch) {
    batch.push_declared(const { &A::SPEC }, request, own);
}
