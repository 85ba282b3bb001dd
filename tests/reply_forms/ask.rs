//! Calls of an API with a constant reply.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use top_runtime::retry::RetryPolicy;
use top_runtime::session::{Permits, WithSession};
use top_runtime::transport::{HttpResponse, InMemoryTransport};
use top_runtime::{Client, Error, Reply, SessionKey, TopApi};

/// Requested form of a reply.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Form {
    Json,
    Simplified,
    Xml,
}

/// All requested forms.
pub(crate) const FORMS: [Form; 3] = [Form::Json, Form::Simplified, Form::Xml];

/// Returns a client that requests this form and receives this body.
pub(crate) fn client(form: Form, body: &str) -> Client {
    let body = body.to_owned();
    let format = if form == Form::Xml { top_runtime::Format::Xml } else { top_runtime::Format::Json };
    Client::builder("12345678", "helloworld")
        .retry(RetryPolicy::never())
        .format(format)
        .simplify(form == Form::Simplified)
        .transport(InMemoryTransport::new(move |_| Ok(HttpResponse::new(body.clone()))))
        .build()
        .unwrap()
}

/// Decodes a reply, whatever its outcome.
pub(crate) fn ask<A>(form: Form, request: &A, body: &str) -> Result<Reply<A::Response>, Error>
where
    A: TopApi<Session: Permits<WithSession, A>>,
{
    now(client(form, body).session(&SessionKey::new("6100test")).execute_raw(request))
}

/// Runs a future that is ready at once, as those of in-memory transports are.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a call over a transport in memory waits for something"),
    }
}
