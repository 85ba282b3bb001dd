//! Lists that the platform returns page by page.
//!
//! `pages(..)` in a declaration names the fields that select a page and the members that tell
//! whether there is another. Field names are checked while compiling.
//!
//! | style | keys on the request | keys on the response |
//! |---|---|---|
//! | page numbers, with a flag | `number`, `size` (optional) | `more` |
//! | page numbers, with a total | `number`, `size` | `total` |
//! | cursor | `cursor` | `next`, `more` (optional) |
//!
//! `items = field: Type` names the list of the response and the type of its elements.
//!
//! ```no_run
//! use top_runtime::{Client, SessionKey, TopApi, TopValue};
//!
//! #[derive(TopApi)]
//! #[top_api(
//!     method = "taobao.trades.sold.get",
//!     session = required,
//!     response = TradesSold,
//!     pages(number = page_no, size = page_size, more = has_next, items = trades: Trade)
//! )]
//! struct GetTradesSold {
//!     fields: String,
//!     page_no: Option<i64>,
//!     page_size: i64,
//!     use_has_next: bool,
//! }
//!
//! #[derive(TopValue)]
//! struct TradesSold {
//!     has_next: Option<bool>,
//!     trades: Vec<Trade>,
//! }
//!
//! #[derive(TopValue)]
//! struct Trade {
//!     tid: i64,
//! }
//!
//! # async fn run(client: Client, key: SessionKey) -> Result<(), top_runtime::Error> {
//! let request =
//!     GetTradesSold { fields: "tid".to_owned(), page_no: None, page_size: 100, use_has_next: true };
//! let mut trades = client.session(&key).pages(request).items();
//! while let Some(trade) = trades.next().await {
//!     println!("{}", trade?.tid);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # End
//!
//! - `more` is `false` or missing.
//! - `total` elements are read, or a page is empty.
//! - `next` is missing, empty or `0`.
//!
//! A cursor that the platform returned before is an error, as the list would not end. So is a page
//! beyond [`Pages::max_pages`].
//!
//! # Errors
//!
//! After an error, the next item of the stream is another attempt at the same page: nothing is left
//! out, and nothing is returned twice. After ten errors in a row the stream ends.
//! [`Pages::request`] has the page to continue with, for instance after a restart.

mod declared;
mod items;
mod turn;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::client::{CallOptions, Client, ReplyFuture, ScopedClient};
use crate::error::{Context as CallContext, DecodeError, Error};
use crate::issue::Issue;
use crate::reply::Reply;
use crate::session::{NoSession, Permits};

pub use declared::{PageCursor, PageFlag, PageItems, PageNumber, PagedApi};
pub use items::Items;
#[cfg(feature = "server")]
pub use turn::RequestedPage;
pub use turn::Turn;
use turn::{Step, Turns};

/// Default of [`Pages::max_pages`].
const MAX_PAGES: usize = 10_000;

/// Number of errors in a row after which a stream ends.
const MAX_ERRORS: usize = 10;

impl Client {
    /// Returns the pages of a list, without a session. See [`ScopedClient::pages`].
    pub fn pages<A>(&self, request: A) -> Pages<A>
    where
        A: PagedApi<Session: Permits<NoSession, A>>,
    {
        Pages::new(self.clone(), CallOptions::default(), request)
    }
}

impl<Auth> ScopedClient<Auth> {
    /// Returns the pages of a list, beginning with the page that the request selects. See
    /// [`pages`](crate::pages).
    pub fn pages<A>(&self, request: A) -> Pages<A>
    where
        A: PagedApi<Session: Permits<Auth, A>>,
    {
        Pages::new(self.client.clone(), self.options.clone(), request)
    }
}

/// Stream of the pages of a list. Created by [`ScopedClient::pages`].
///
/// Pages are read one after another, each when it is asked for.
#[must_use = "nothing is sent until the stream is polled"]
pub struct Pages<A: PagedApi> {
    client: Client,
    options: CallOptions,
    request: A,
    call: Option<ReplyFuture<A::Response>>,
    turns: Turns,
    order: Order,
    limit: usize,
    /// Pages that were returned.
    returned: usize,
    /// Errors in a row.
    errors: usize,
    /// Why the list ends after the page that was returned last.
    fault: Option<Issue>,
    is_done: bool,
}

/// Order in which pages are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Forward,
    /// From the last page to the first. The first reply tells which page is the last.
    Reverse {
        is_started: bool,
    },
}

impl<A: PagedApi> Pages<A> {
    fn new(client: Client, options: CallOptions, request: A) -> Self {
        Self {
            client,
            options,
            request,
            call: None,
            turns: Turns::default(),
            order: Order::Forward,
            limit: MAX_PAGES,
            returned: 0,
            errors: 0,
            fault: None,
            is_done: false,
        }
    }

    /// Sets the maximum number of pages. A list with more is an error after that many pages. Default:
    /// 10,000.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.limit = pages;
        self
    }

    /// Reads the pages from the last to the first. Needs `number`, `size` and `total`; the first
    /// reply tells the last page, so page 1 is read twice if there are several.
    ///
    /// For lists of a closed period that elements leave while they are read, such as trades by the
    /// time of their last change: an element that leaves moves the later ones to earlier pages.
    /// Forward, elements move to pages that were already read and are lost; in reverse they move to
    /// pages that are still to be read, and some are returned twice.
    pub fn reverse(mut self) -> Self {
        self.order = Order::Reverse { is_started: false };
        self
    }

    /// Converts the pages into a stream of their elements.
    pub fn items(self) -> Items<A> {
        Items::new(self)
    }

    /// Returns the next page. `None` at the end of the list.
    pub async fn next(&mut self) -> Option<Result<Reply<A::Response>, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Returns the request of the next page: to continue later.
    pub fn request(&self) -> &A {
        &self.request
    }

    /// Moves to the page after this reply. Returns `false` if the reply only told the last page.
    fn advance(&mut self, reply: &A::Response) -> bool {
        if let Order::Reverse { is_started } = self.order {
            return self.step_back(reply, is_started);
        }
        match self.turns.advance(self.request.turn(reply)) {
            Ok(Step::Next) => {}
            Ok(Step::End) => self.is_done = true,
            Err(issue) => self.fault = Some(issue),
        }
        true
    }

    fn step_back(&mut self, reply: &A::Response, is_started: bool) -> bool {
        let last = self.request.turn(reply).last_page();
        let Some(number) = self.request.number() else {
            self.fault = Some(Issue::at("pages", "a page number, for the reverse order", "a cursor"));
            return true;
        };
        self.order = Order::Reverse { is_started: true };
        let current = number.get().unwrap_or(1);
        let next = match (is_started, last) {
            (true, _) => current.saturating_sub(1),
            (false, Some(1)) => 0,
            (false, Some(last)) => last,
            (false, None) => {
                self.fault =
                    Some(Issue::at("pages", "a `total` and a `size`, for the reverse order", "none"));
                return true;
            }
        };
        if next == 0 {
            self.is_done = true;
        } else if !number.set(next) {
            self.fault = Some(Issue::at("pages", "a page number that fits its type", format!("{next}")));
        }
        is_started || last == Some(1)
    }

    /// Returns the error of a list that cannot be read to its end.
    fn fault(&mut self) -> Option<Error> {
        let issue = self.fault.take().or_else(|| {
            let is_over = self.returned >= self.limit && !self.is_done;
            is_over.then(|| Issue::at("pages", format!("at most {} pages", self.limit), "more"))
        })?;
        self.is_done = true;
        Some(Error::new(CallContext::new(A::SPEC.method()), DecodeError { issue }))
    }
}

impl<A: PagedApi> Stream for Pages<A> {
    type Item = Result<Reply<A::Response>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(error) = this.fault() {
                return Poll::Ready(Some(Err(error)));
            }
            if this.is_done {
                return Poll::Ready(None);
            }
            let call = this.call.get_or_insert_with(|| {
                let call = this.client.start(const { &A::SPEC }, this.options.clone(), &this.request);
                ReplyFuture::new(call)
            });
            let result = ready!(Pin::new(call).poll(cx));
            this.call = None;
            match result {
                Ok(reply) => {
                    this.errors = 0;
                    if this.advance(&reply) {
                        this.returned += 1;
                        return Poll::Ready(Some(Ok(reply)));
                    }
                }
                Err(error) => {
                    this.errors += 1;
                    this.is_done = this.errors >= MAX_ERRORS;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

/// No field is pinned.
impl<A: PagedApi> Unpin for Pages<A> {}

impl<A: PagedApi> fmt::Debug for Pages<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("method", &A::SPEC.method())
            .field("order", &self.order)
            .field("returned", &self.returned)
            .finish_non_exhaustive()
    }
}
