//! A call under way.

use std::borrow::Cow;
use std::fmt;
use std::future::{Future, ready};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::Client;
use super::scoped::CallOptions;
use super::send::PendingCall;
use crate::codec::decode::{Decode, ErasedDecode};
use crate::codec::encode::Kind;
use crate::error::Error;
use crate::outcome::OutcomeFields;
use crate::reply::{Reply, ReplyMeta, TextResponse};
use crate::request::canonical::CanonicalParams;
use crate::transport::BoxFuture;

/// The reply that is to come.
///
/// The request was read and checked when this was made; it is signed and sent when this is awaited, and sent again as [`RetryPolicy`] says.
/// To drop this gives the call up. One type per reply type, so that calling an API costs no state machine of its own.
///
/// [`RetryPolicy`]: crate::RetryPolicy
#[must_use = "nothing is sent until this is awaited"]
pub struct ReplyFuture<T> {
    calling: ErasedCall,
    reply: PhantomData<fn() -> T>,
}

impl<T> ReplyFuture<T> {
    pub(super) const fn of(calling: ErasedCall) -> Self {
        Self { calling, reply: PhantomData }
    }

    /// Gives the reply whatever it says of the business call.
    pub(super) fn raw(mut self) -> Self {
        self.calling.raw = true;
        self
    }
}

/// A call under way, whatever its reply will be read into. All that is not of one reply type alone is done here, as everything else
/// is compiled once more for each of them.
pub(super) struct ErasedCall {
    attempt: BoxFuture<'static, AttemptResult>,
    raw: bool,
}

/// What an attempt came to, and what another one can be made of: nothing, where the request is not to be sent at all.
type AttemptResult = (Option<Box<PendingCall>>, Result<TextResponse, Error>);

impl ErasedCall {
    pub(super) fn new(
        client: &Client,
        method: Cow<'static, str>,
        idempotent: bool,
        settings: CallOptions,
        list: Result<CanonicalParams, Error>,
    ) -> Self {
        let attempt: BoxFuture<'static, _> = match list {
            Ok(list) => {
                let outgoing = PendingCall::new(client.clone(), method, idempotent, settings, list);
                attempt(Box::new(outgoing), Duration::ZERO)
            }
            Err(error) => Box::pin(ready((None, Err(error)))),
        };
        Self { attempt, raw: false }
    }

    /// Reads what is received into `value`, after as many attempts as it takes.
    fn poll(
        &mut self,
        cx: &mut Context<'_>,
        kind: Kind,
        markers: &OutcomeFields,
        value: &mut dyn ErasedDecode,
    ) -> Poll<Result<Box<ReplyMeta>, Error>> {
        loop {
            let (outgoing, received) = ready!(self.attempt.as_mut().poll(cx));
            let result =
                received.and_then(|received| ReplyMeta::of(received, self.raw, kind, markers, value));
            let Some(mut outgoing) = outgoing else {
                return Poll::Ready(result);
            };
            let mut error = match result {
                Ok(mut about) => {
                    about.mask(|| outgoing.secrets());
                    return Poll::Ready(Ok(about));
                }
                Err(error) => error,
            };
            error.mask(|| outgoing.secrets());
            match outgoing.again(error) {
                Ok(wait) => self.attempt = attempt(outgoing, wait),
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

fn attempt(outgoing: Box<PendingCall>, wait: Duration) -> BoxFuture<'static, AttemptResult> {
    Box::pin(async move {
        let (outgoing, received) = outgoing.send(wait).await;
        (Some(outgoing), received)
    })
}

impl<T: Decode> Future for ReplyFuture<T> {
    type Output = Result<Reply<T>, Error>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut value = T::placeholder();
        let about = ready!(self.calling.poll(cx, T::kind(), T::markers(), &mut value))?;
        Poll::Ready(Ok(Reply::new(value, about)))
    }
}

impl<T> fmt::Debug for ReplyFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplyFuture").field("raw", &self.calling.raw).finish_non_exhaustive()
    }
}
