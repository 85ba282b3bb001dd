//! A call under way.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::Client;
use super::call::Settings;
use super::send::Outgoing;
use crate::decode::Decode;
use crate::error::Error;
use crate::prepared::Prepared;
use crate::reply::{Received, Reply};
use crate::{BoxFuture, SessionKey};

/// The reply that is to come.
///
/// The request was signed when it was made; it is sent when this is awaited. One type per reply type, so that calling an API costs
/// no state machine of its own.
#[must_use = "nothing is sent until this is awaited"]
pub struct Execute<T> {
    received: BoxFuture<'static, Result<Received, Error>>,
    raw: bool,
    hidden: Hidden,
    reply: PhantomData<fn() -> T>,
}

impl<T> Execute<T> {
    pub(super) fn new(
        client: &Client,
        method: &str,
        settings: &Settings,
        prepared: Result<Prepared, Error>,
    ) -> Self {
        let hidden = Hidden {
            session: settings.session.clone(),
            sign: prepared.as_ref().ok().map(|prepared| prepared.sign().to_owned()),
        };
        let received: BoxFuture<'static, _> = match prepared {
            Ok(prepared) => {
                let (client, settings) = (client.clone(), settings.clone());
                Box::pin(Outgoing { client, method: method.to_owned(), prepared, settings }.send())
            }
            Err(error) => Box::pin(std::future::ready(Err(error))),
        };
        Self { received, raw: false, hidden, reply: PhantomData }
    }

    /// Gives the reply whatever it says of the business call.
    pub(super) fn raw(mut self) -> Self {
        self.raw = true;
        self
    }
}

/// What the request held and no message may show, should a reply repeat it.
struct Hidden {
    session: Option<SessionKey>,
    sign: Option<String>,
}

impl Hidden {
    fn each(&self, hide: impl FnMut(&str)) {
        let session = self.session.as_ref().map(SessionKey::expose);
        session.into_iter().chain(self.sign.as_deref()).for_each(hide);
    }
}

impl<T: Decode> Future for Execute<T> {
    type Output = Result<Reply<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let received = ready!(self.received.as_mut().poll(cx));
        Poll::Ready(match received.and_then(|received| Reply::<T>::read(received, self.raw)) {
            Ok(mut reply) => {
                self.hidden.each(|secret| reply.hide(secret));
                Ok(reply)
            }
            Err(mut error) => {
                self.hidden.each(|secret| error.hide(secret));
                Err(error)
            }
        })
    }
}

impl<T> fmt::Debug for Execute<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Execute").field("raw", &self.raw).finish_non_exhaustive()
    }
}
