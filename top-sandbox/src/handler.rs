//! Handlers of APIs.

mod path;
mod request;
mod tokens;

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::Arc;

use top_runtime::api::HttpMethod;
use top_runtime::server::FromParams;
use top_runtime::session::SessionPolicy;
use top_runtime::{Params, TopApi};

use crate::error_response::ErrorResponse;
use crate::handler_response::{HandlerResponse, ResponseBody};
use crate::reply::ReplyFormat;

pub(crate) use request::{ListForm, decode_request};
pub(crate) use tokens::token_handlers;

/// Handlers by the name of the API: a method, or a path that may have variables.
#[derive(Default)]
pub(crate) struct Handlers {
    own: BTreeMap<String, Handler>,
    /// Handlers of the sandbox itself. Those of the test win.
    built_in: BTreeMap<String, Handler>,
}

impl Handlers {
    /// Adds a handler. Replaces an earlier one of the same name.
    pub(crate) fn insert(&mut self, name: String, handler: Handler) {
        self.own.insert(name, handler);
    }

    /// Adds a handler of the sandbox itself.
    pub(crate) fn insert_built_in(&mut self, name: &str, handler: Handler) {
        self.built_in.insert(name.to_owned(), handler);
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Handler> {
        self.own.get(name).or_else(|| self.built_in.get(name))
    }

    /// Returns the name of the handler for a path, with the variables of the path. The handler with
    /// the fewest variables wins.
    pub(crate) fn match_path(&self, path: &str) -> Option<(&str, Vec<(String, String)>)> {
        let names = self.own.keys().chain(self.built_in.keys()).map(String::as_str);
        let matches = names.filter_map(|name| Some((name, path::variables(name, path)?)));
        matches.min_by_key(|(_, variables)| variables.len())
    }

    /// Returns the names of the handlers that a test added, sorted.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.own.keys().map(String::as_str).collect()
    }
}

/// A handler with its types erased.
type ErasedHandler = dyn Fn(&HandlerInput) -> Result<ResponseBody, ErrorResponse> + Send + Sync;

/// What a handler gets.
pub(crate) struct HandlerInput {
    pub(crate) params: Params,
    pub(crate) lists: ListForm,
    /// Format of the reply.
    pub(crate) format: ReplyFormat,
}

/// Handler of one API.
pub(crate) struct Handler {
    pub(crate) session: SessionPolicy,
    pub(crate) version: &'static str,
    /// Method of HTTP for an API with a path. `None`: any.
    pub(crate) http: Option<HttpMethod>,
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
            http: A::SPEC.path().map(|_| A::SPEC.http_method()),
            respond: Arc::new(move |input| {
                let request = decode_request::<A>(&input.params, input.lists)?;
                input.format.encode(&handler(request)?).map(ResponseBody::Root)
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
            http: None,
            respond: Arc::new(move |input| handler(&input.params).into().into_body()),
        }
    }

    /// Runs the handler on a thread that may block. A panic becomes an error response.
    ///
    /// `on_exit` is called when the handler ends, even if the returned future was dropped.
    pub(crate) async fn run(
        &self,
        method: &str,
        input: HandlerInput,
        on_exit: impl FnOnce() + Send + 'static,
    ) -> Result<ResponseBody, ErrorResponse> {
        let respond = Arc::clone(&self.respond);
        let task = tokio::task::spawn_blocking(move || {
            let _guard = OnDrop(Some(on_exit));
            respond(&input)
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
