//! Handlers of APIs.

mod request;

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::Arc;

use top_runtime::server::FromParams;
use top_runtime::session::SessionPolicy;
use top_runtime::{Params, TopApi};

use crate::error_response::ErrorResponse;
use crate::handler_response::{HandlerResponse, ResponseBody};
use crate::reply::ReplyFormat;

pub(crate) use request::decode_request;

/// Handlers by method.
#[derive(Default)]
pub(crate) struct Handlers(BTreeMap<String, Handler>);

impl Handlers {
    /// Adds a handler. Replaces an earlier one of the same method.
    pub(crate) fn insert(&mut self, method: String, handler: Handler) {
        self.0.insert(method, handler);
    }

    pub(crate) fn get(&self, method: &str) -> Option<&Handler> {
        self.0.get(method)
    }

    /// Returns the methods that have a handler, sorted.
    pub(crate) fn methods(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

/// A handler with its types erased.
type ErasedHandler = dyn Fn(&Params, ReplyFormat) -> Result<ResponseBody, ErrorResponse> + Send + Sync;

/// Handler of one API.
pub(crate) struct Handler {
    pub(crate) session: SessionPolicy,
    pub(crate) version: &'static str,
    respond: Arc<ErasedHandler>,
}

impl Handler {
    /// Creates a handler of the declared request type.
    pub(crate) fn typed<A, F>(handler: F) -> Self
    where
        A: TopApi + FromParams,
        F: Fn(A) -> Result<A::Response, ErrorResponse> + Send + Sync + 'static,
    {
        Self {
            session: A::SPEC.session_use(),
            version: A::SPEC.protocol_version(),
            respond: Arc::new(move |params, format| {
                format.encode(&handler(decode_request::<A>(params)?)?).map(ResponseBody::Root)
            }),
        }
    }

    /// Creates a handler of the parameters.
    pub(crate) fn untyped<R, F>(handler: F) -> Self
    where
        R: Into<HandlerResponse>,
        F: Fn(&Params) -> R + Send + Sync + 'static,
    {
        Self {
            session: SessionPolicy::Optional,
            version: "2.0",
            respond: Arc::new(move |params, _| handler(params).into().into_body()),
        }
    }

    /// Runs the handler on a thread that may block. A panic becomes an error response.
    ///
    /// `on_exit` is called when the handler ends, even if the returned future was dropped.
    pub(crate) async fn run(
        &self,
        method: &str,
        params: Params,
        format: ReplyFormat,
        on_exit: impl FnOnce() + Send + 'static,
    ) -> Result<ResponseBody, ErrorResponse> {
        let respond = Arc::clone(&self.respond);
        let task = tokio::task::spawn_blocking(move || {
            let _guard = OnDrop(Some(on_exit));
            respond(&params, format)
        });
        match task.await {
            Ok(body) => body,
            Err(error) => Err(ErrorResponse::handler_failure(match error.try_into_panic() {
                Ok(panic) => format!("the handler of `{method}` panicked: {}", panic_message(panic.as_ref())),
                Err(_) => format!("the handler of `{method}` did not run: the runtime is shutting down"),
            })),
        }
    }
}

/// Calls a function when dropped, so also after a panic.
struct OnDrop<F: FnOnce()>(Option<F>);

impl<F: FnOnce()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        if let Some(function) = self.0.take() {
            function();
        }
    }
}

/// Returns the message of a panic.
fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
