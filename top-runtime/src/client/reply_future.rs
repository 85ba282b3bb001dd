//! The future of a call.

use std::borrow::Cow;
use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::send::PendingCall;
use super::watch::Watch;
use super::{CallOptions, Client};
use crate::codec::decode::{Decode, ErasedDecode};
use crate::codec::encode::Kind;
use crate::error::Error;
use crate::outcome::OutcomeFields;
use crate::reply::{Reply, ReplyMeta, TextResponse};
use crate::request::canonical::CanonicalParams;
use crate::transport::BoxFuture;

/// Future of a [`Reply<T>`](Reply).
///
/// The request was encoded and checked when the future was created. Awaiting it signs and sends the
/// request, and retries it by the [`RetryPolicy`](crate::retry::RetryPolicy). Dropping it cancels
/// the call.
#[must_use = "nothing is sent until this is awaited"]
pub struct ReplyFuture<T> {
    call: ErasedCall,
    response: PhantomData<fn() -> T>,
}

impl<T> ReplyFuture<T> {
    pub(crate) const fn new(call: ErasedCall) -> Self {
        Self { call, response: PhantomData }
    }

    /// Returns the reply even if it reports a business failure.
    pub(crate) fn raw(mut self) -> Self {
        self.call.raw = true;
        self
    }
}

/// The type-erased part of a call. Compiled once; only [`ReplyFuture<T>`] is compiled per response
/// type.
///
/// A retry depends on the content of the reply, as the platform reports errors with status 200. So
/// the loop has to decode, and the decoder fills a value whose type only `poll` knows. A generic
/// `async fn` around both would compile the loop once per response type: reading a reply, masking
/// and starting a call per type took 147,000 lines of LLVM IR for 30 APIs, against 64,000 now, and
/// 6.2 s against 3.8 s in release mode. Hence one future per attempt, and a loop in `poll` that is
/// not generic.
pub struct ErasedCall {
    attempt: BoxFuture<'static, AttemptResult>,
    raw: bool,
}

/// The reply of an attempt, and the call for a retry: `None` if the request was rejected.
type AttemptResult = (Option<Box<PendingCall>>, Result<TextResponse, Error>);

impl ErasedCall {
    pub(super) fn new(
        client: &Client,
        method: Cow<'static, str>,
        idempotent: bool,
        options: CallOptions,
        params: Result<CanonicalParams, Error>,
    ) -> Self {
        let attempt: BoxFuture<'static, _> = match params {
            Ok(params) => {
                let call = PendingCall::new(client.clone(), method, idempotent, options, params);
                start_attempt(Box::new(call), Duration::ZERO)
            }
            Err(error) => {
                let client = client.clone();
                Box::pin(async move {
                    Watch::refuse(&client, &error);
                    (None, Err(error))
                })
            }
        };
        Self { attempt, raw: false }
    }

    /// Runs attempts until one succeeds or must not be retried. Decodes the response into `value`.
    fn poll(
        &mut self,
        cx: &mut Context<'_>,
        kind: Kind,
        outcome_fields: &OutcomeFields,
        value: &mut dyn ErasedDecode,
    ) -> Poll<Result<Box<ReplyMeta>, Error>> {
        loop {
            let (call, response) = ready!(self.attempt.as_mut().poll(cx));
            let span = call.as_ref().map(|call| call.span()).unwrap_or_default();
            let _entered = span.enter();
            let result = response
                .and_then(|response| ReplyMeta::decode(response, self.raw, kind, outcome_fields, value));
            let Some(mut call) = call else {
                return Poll::Ready(result);
            };
            let mut error = match result {
                Ok(mut meta) => {
                    meta.mask(|| call.secrets());
                    meta.set_attempts(call.attempts());
                    call.finish(&meta);
                    return Poll::Ready(Ok(meta));
                }
                Err(error) => error,
            };
            error.mask(|| call.secrets());
            match call.plan_retry(error) {
                Ok(wait) => self.attempt = start_attempt(call, wait),
                #[cfg(feature = "shared-limits")]
                Err(error) if call.has_shared_ban(&error) => {
                    self.attempt = Box::pin(async move {
                        call.flush_bans().await;
                        (None, Err(error))
                    });
                }
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

fn start_attempt(mut call: Box<PendingCall>, wait: Duration) -> BoxFuture<'static, AttemptResult> {
    Box::pin(async move {
        let span = call.start();
        let response = {
            let mut attempt = pin!(call.attempt_after(wait));
            poll_fn(|cx| {
                let _entered = span.enter();
                attempt.as_mut().poll(cx)
            })
            .await
        };
        (Some(call), response)
    })
}

impl<T: Decode> Future for ReplyFuture<T> {
    type Output = Result<Reply<T>, Error>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut value = T::placeholder();
        let meta = ready!(self.call.poll(cx, T::kind(), T::markers(), &mut value))?;
        Poll::Ready(Ok(Reply::new(value, meta)))
    }
}

impl<T> fmt::Debug for ReplyFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplyFuture").field("raw", &self.call.raw).finish_non_exhaustive()
    }
}
