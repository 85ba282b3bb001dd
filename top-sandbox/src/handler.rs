//! What answers an API, and how it is run.

mod request;

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::Arc;

use top_runtime::server::FromParams;
use top_runtime::session::SessionPolicy;
use top_runtime::{Params, TopApi};

use crate::answer::{Content, HandlerResponse};
use crate::refusal::ErrorResponse;
use crate::reply::Form;

pub(crate) use request::read;

/// The handlers by their methods.
#[derive(Default)]
pub(crate) struct Handlers(BTreeMap<String, Handler>);

impl Handlers {
    /// Adds a handler, in the place of an earlier one.
    pub(crate) fn insert(&mut self, method: String, handler: Handler) {
        self.0.insert(method, handler);
    }

    pub(crate) fn get(&self, method: &str) -> Option<&Handler> {
        self.0.get(method)
    }

    /// The methods that have a handler, sorted.
    pub(crate) fn methods(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

/// What a handler does, whatever its types are.
type Answering = dyn Fn(&Params, Form) -> Result<Content, ErrorResponse> + Send + Sync;

/// What answers an API.
pub(crate) struct Handler {
    pub(crate) session: SessionPolicy,
    pub(crate) version: &'static str,
    answer: Arc<Answering>,
}

impl Handler {
    /// One that gets the declared request and gives the declared response.
    pub(crate) fn typed<A, F>(handler: F) -> Self
    where
        A: TopApi + FromParams,
        F: Fn(A) -> Result<A::Response, ErrorResponse> + Send + Sync + 'static,
    {
        Self {
            session: A::SPEC.session_use(),
            version: A::SPEC.protocol_version(),
            answer: Arc::new(move |params, form| {
                form.content(&handler(read::<A>(params)?)?).map(Content::Root)
            }),
        }
    }

    /// One that gets the parameters.
    pub(crate) fn untyped<R, F>(handler: F) -> Self
    where
        R: Into<HandlerResponse>,
        F: Fn(&Params) -> R + Send + Sync + 'static,
    {
        Self {
            session: SessionPolicy::Optional,
            version: "2.0",
            answer: Arc::new(move |params, _| handler(params).into().into_content()),
        }
    }

    /// Runs it on a thread where it may wait, and where its panic ends nothing but itself. What is to be `done` after it is done even if
    /// nobody waits for the answer any more.
    pub(crate) async fn run(
        &self,
        method: &str,
        params: Params,
        form: Form,
        done: impl FnOnce() + Send + 'static,
    ) -> Result<Content, ErrorResponse> {
        let answer = Arc::clone(&self.answer);
        let running = tokio::task::spawn_blocking(move || {
            let _done = Done(Some(done));
            answer(&params, form)
        });
        match running.await {
            Ok(content) => content,
            Err(error) => Err(ErrorResponse::of_provider(match error.try_into_panic() {
                Ok(panic) => format!("the handler of `{method}` panicked: {}", text_of(panic.as_ref())),
                Err(_) => format!("the handler of `{method}` did not run: the runtime is shutting down"),
            })),
        }
    }
}

/// Does something at the end, a panic included.
struct Done<F: FnOnce()>(Option<F>);

impl<F: FnOnce()> Drop for Done<F> {
    fn drop(&mut self) {
        if let Some(done) = self.0.take() {
            done();
        }
    }
}

/// What a panic says.
fn text_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no text")
}
