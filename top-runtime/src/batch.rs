//! Batches: calls of several APIs in one HTTP request, each with its own typed result.
//!
//! ```no_run
//! use top_runtime::{Client, Error, SessionKey, TopApi};
//!
//! #[derive(TopApi)]
//! #[top_api(method = "taobao.time.get", session = none)]
//! struct GetTime;
//!
//! #[derive(TopApi)]
//! #[top_api(method = "taobao.trade.fullinfo.get", session = required)]
//! struct GetTrade {
//!     fields: &'static str,
//!     tid: i64,
//! }
//!
//! async fn run(client: &Client, key: &SessionKey) -> Result<(), Error> {
//!     let trades = [1, 2, 3].map(|tid| GetTrade { fields: "status", tid });
//!     for trade in client.session(key).batch(&trades).await? {
//!         println!("{:?}", trade?.pointer("/trade/status"));
//!     }
//!     let (time, trade) = client.session(key).batch((&GetTime, &trades[0])).await?;
//!     println!("{:?} {:?}", time?.get("time"), trade?.get("trade"));
//!     Ok(())
//! }
//! ```
//!
//! # Results
//!
//! The calls are independent: each has its result, in the order of the requests. The future returns
//! an error only if a whole request failed and no call has a result of its own.
//! [`Error::is_of_batch`] distinguishes the two. A request whose fields violate their rules is an
//! error of that call; the others are sent.
//!
//! Timeout, retries, bans, rate limits, the retry budget and observers apply to each call as if it
//! were sent alone. A call that may be retried is sent again with the others that may, without
//! those that have a result.
//!
//! # Requests
//!
//! A batch of more than 20 calls is sent in several requests, one after another:
//! [`Batch::max_calls`]. A request that fails as a whole, after its retries, ends the batch: the
//! calls after it are not sent, and their errors say so.
//!
//! The session is sent in the body, once per call. With
//! [`ParamPlacement::Query`](crate::transport::ParamPlacement::Query) it is in the URL if all calls
//! have one, as the official SDK sends it. The other public parameters, with the signature, are
//! always in the URL: the protocol has no other place for them. The client never logs the URL.
//!
//! # Limits
//!
//! - Files cannot be sent in a batch.
//! - A client with an HTTP client of the caller (`ClientBuilder::http_client`) sends no batches:
//!   reqwest would pass the signature in the URL on with a redirect.
//! - The gateway's path must end with `/rest`; batches are sent to `/batch` in its place.
//! - [`ClientBuilder::max_body`](crate::ClientBuilder::max_body) limits the body with all replies of
//!   a request.
//! - The `method`s of a batch are not in its URL: a proxy that routes by it cannot route batches.

mod items;
mod requests;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::client::batch::ErasedBatch;
use crate::client::{CallOptions, Client, ScopedClient};
use crate::error::Error;
use crate::session::NoSession;

pub use items::{BatchItem, ForApp, ForSeller, UntypedCall, for_app, for_seller};
pub use requests::{BatchReplies, BatchRequests};

impl Client {
    /// Sends several requests in one, without a session. See [`ScopedClient::batch`].
    pub fn batch<B: BatchRequests<NoSession>>(&self, requests: B) -> Batch<B::Replies> {
        Batch::new(self, &CallOptions::default(), requests)
    }
}

impl<Auth> ScopedClient<Auth> {
    /// Sends several requests in one: a tuple of references to up to 12 requests, or a slice of
    /// requests of one type. See [`batch`](crate::batch).
    ///
    /// An empty slice sends nothing. An API with `session = required` needs a session, as with
    /// [`execute`](Self::execute):
    ///
    /// ```compile_fail,E0277
    /// # use top_runtime::{Client, TopApi};
    /// #[derive(TopApi)]
    /// #[top_api(method = "taobao.user.seller.get", session = required)]
    /// struct GetSeller {
    ///     fields: String,
    /// }
    ///
    /// # fn run(client: &Client, seller: &GetSeller) {
    /// let _ = client.batch((seller, seller)); // `GetSeller` needs a seller session
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The future returns the [`Error`] of a request that failed as a whole, if no call has a result
    /// of its own. Otherwise each result is that of
    /// [`execute`](Self::execute), or the error of the whole request.
    pub fn batch<B: BatchRequests<Auth>>(&self, requests: B) -> Batch<B::Replies> {
        Batch::new(&self.client, &self.options, requests)
    }
}

/// Future of the results of a batch. Created by [`ScopedClient::batch`].
///
/// The requests were encoded and checked when the future was created. Dropping it cancels the calls
/// without a result.
#[must_use = "nothing is sent until this is awaited"]
pub struct Batch<R> {
    core: ErasedBatch,
    replies: R,
}

impl<R: BatchReplies> Batch<R> {
    fn new<Auth, B>(client: &Client, options: &CallOptions, requests: B) -> Self
    where
        B: BatchRequests<Auth, Replies = R>,
    {
        let mut core = ErasedBatch::new(client, options);
        let replies = requests.encode(&mut core);
        Self { core, replies }
    }

    /// Sets the maximum number of calls in an HTTP request; 0 counts as 1. Default: 20.
    ///
    /// No public document has the platform's limit. 20 is the number that users report.
    pub fn max_calls(mut self, calls: usize) -> Self {
        self.core.set_max_calls(calls);
        self
    }
}

impl<R: BatchReplies> Future for Batch<R> {
    type Output = Result<R::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { core, replies } = &mut *self;
        ready!(core.poll(cx, replies.slots()))?;
        Poll::Ready(Ok(replies.take()))
    }
}

/// No field is pinned.
impl<R> Unpin for Batch<R> {}

impl<R> fmt::Debug for Batch<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch").field("calls", &self.core.len()).finish_non_exhaustive()
    }
}
