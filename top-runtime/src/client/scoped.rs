//! Settings of single calls, on top of those of the client.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::HeaderMap;

use super::params::{Signing, split_http_method};
use super::reply_future::ErasedCall;
use super::{Client, ReplyFuture, header};
use crate::codec::params::Params;
use crate::error::{Context, Error};
use crate::issue::{Issue, IssueKind};
use crate::protocol::blank::is_blank;
use crate::request::prepared::Prepared;
use crate::retry::RetryPolicy;
use crate::secret::{Masker, fault};
use crate::session::WithSession;
use crate::{SessionKey, Value};

/// A client with settings for the calls made through it: session, timeout, retries, headers,
/// parameters.
///
/// Created by methods of [`Client`]. Cheap to clone: it can be kept, for instance one per seller.
///
/// ```no_run
/// # use std::time::Duration;
/// # use top_runtime::{Client, Params, SessionKey};
/// # async fn run(client: Client) -> Result<(), top_runtime::Error> {
/// let seller = client.session(&SessionKey::new("6100a1b2c3d4e5f6")).timeout(Duration::from_secs(5));
/// let trades = seller.call("taobao.trades.sold.get", &Params::new().with("fields", "tid")).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until a request is executed"]
pub struct ScopedClient<Auth> {
    pub(crate) client: Client,
    pub(crate) options: CallOptions,
    pub(super) auth: PhantomData<Auth>,
}

/// Settings of a call.
#[derive(Clone, Default)]
pub(crate) struct CallOptions {
    pub(super) session: Option<SessionKey>,
    pub(super) timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    /// Whether a call that may have been executed may be retried, whatever the API declares.
    pub(super) idempotent: bool,
    pub(super) headers: HeaderMap,
    pub(super) params: Vec<(String, String)>,
    pub(super) target_app_key: Option<String>,
    /// Violations found in the settings; the call is rejected with them.
    pub(super) issues: Vec<Issue>,
}

impl CallOptions {
    /// Sets the session, and records a violation if the platform cannot have issued it.
    pub(super) fn set_session(&mut self, key: &SessionKey) {
        let expected = "a session as the platform issued it";
        self.issues.extend(credential_issue("session", expected, key.expose()));
        self.session = Some(key.clone());
    }

    /// Sets the called app, and records a violation if the platform cannot have issued its key.
    pub(super) fn set_target_app_key(&mut self, app_key: String) {
        self.issues.extend(credential_issue("target_app_key", "an app key", &app_key));
        self.target_app_key = Some(app_key);
    }

    /// Returns the error of a call that is not sent. Masks the session: it may have been passed as
    /// a parameter by mistake.
    pub(super) fn rejected(&self, app_secret: &str, method: &str, issues: Vec<Issue>) -> Error {
        let mut error = Error::new(Context::new(method), issues);
        let session = self.session.as_ref().map(SessionKey::expose);
        error.mask(|| Masker::new(session.into_iter().chain([app_secret])));
        error
    }
}

/// Returns the violation of a key that the platform issued, if any.
fn credential_issue(name: &str, expected: &str, text: &str) -> Option<Issue> {
    if is_blank(text) {
        return Some(Issue::of_secret(name, expected, "blank text".to_owned()).of(IssueKind::Missing));
    }
    fault(text).map(|fault| Issue::of_secret(name, expected, format!("text that {fault}")))
}

impl fmt::Debug for CallOptions {
    /// Prints only the names of headers and parameters: their values may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let params: Vec<_> = self.params.iter().map(|(name, _)| name).collect();
        let headers: Vec<_> = self.headers.keys().collect();
        f.debug_struct("CallOptions")
            .field("session", &self.session)
            .field("timeout", &self.timeout)
            .field("headers", &headers)
            .field("params", &params)
            .finish_non_exhaustive()
    }
}

impl<Auth> ScopedClient<Auth> {
    /// Sets the session of the seller that the calls are made for.
    pub fn session(mut self, key: &SessionKey) -> ScopedClient<WithSession> {
        self.options.set_session(key);
        ScopedClient { client: self.client, options: self.options, auth: PhantomData }
    }

    /// Sets the timeout of each call, including all attempts and waits. Default:
    /// [`ClientBuilder::timeout`](crate::ClientBuilder::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Sets the retry policy; [`RetryPolicy::never`] sends a call once. Default:
    /// [`ClientBuilder::retry`](crate::ClientBuilder::retry).
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.options.retry = Some(retry);
        self
    }

    /// Marks the calls as idempotent: they are retried even if they may already have been executed,
    /// as with `#[top_api(idempotent)]`.
    pub fn idempotent(mut self) -> Self {
        self.options.idempotent = true;
        self
    }

    /// Adds an HTTP header. Headers are not signed.
    ///
    /// Headers that frame a message or define how it is decoded, such as `content-length`,
    /// `content-type`, `host` and `accept-encoding`, belong to the client: the call is rejected
    /// with [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid).
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header::parse(name, value) {
            Ok((name, value)) => {
                self.options.headers.append(name, value);
            }
            Err(issue) => self.options.issues.push(issue),
        }
        self
    }

    /// Adds an API parameter, which is sent and signed. The name of a system parameter, or one that
    /// the request has too, is rejected with
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid).
    pub fn param(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        // System parameters are refused when the protocol of the call is known.
        match Issue::of_param_name(&name, &[]) {
            Some(issue) => self.options.issues.push(issue),
            None => self.options.params.push((name, value.into())),
        }
        self
    }

    /// Sets the system parameter `target_app_key`: the app that the call is made for, if one app
    /// serves another; for a scene of Qimen the provider's. Default:
    /// [`ClientBuilder::target_app_key`](crate::ClientBuilder::target_app_key).
    pub fn target_app_key(mut self, app_key: impl Into<String>) -> Self {
        self.options.set_target_app_key(app_key.into());
        self
    }

    /// Calls an undeclared API. The response is the reply as a [`Value`].
    ///
    /// | `method` | call |
    /// |---|---|
    /// | `taobao.time.get` | API with a name |
    /// | `/order/create` | API with a path, for gateways of IOP; sent by POST |
    /// | `GET /order/get` | sent by GET |
    ///
    /// See [`Client::call`] for an example.
    pub fn call(&self, method: &str, params: &Params) -> ReplyFuture<Value> {
        let params = self.client.untyped_params(method, &self.options, Signing::PerAttempt, params);
        let method = Cow::Owned(split_http_method(method).1.to_owned());
        ReplyFuture::new(ErasedCall::new(&self.client, method, false, self.options.clone(), params))
    }

    /// Signs a call of an undeclared API without sending it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid) with all violations.
    pub fn prepare_call(&self, method: &str, params: &Params) -> Result<Prepared, Error> {
        let params = self.client.untyped_params(method, &self.options, Signing::Now, params)?;
        self.client.sign(split_http_method(method).1, &self.options, params)
    }
}
