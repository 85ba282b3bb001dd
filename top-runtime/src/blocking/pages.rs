//! Lists that are read page by page, as iterators.

use std::fmt;
use std::future::poll_fn;
use std::iter::FusedIterator;
use std::pin::Pin;

use futures_core::Stream;

use super::{Client, ScopedClient, runtime};
use crate::api::ApiSpec;
use crate::error::Error;
use crate::pages::PagedApi;
use crate::reply::Reply;
use crate::session::{NoSession, Permits};

impl Client {
    /// Returns the pages of a list, without a session. See [`ScopedClient::pages`].
    pub fn pages<A>(&self, request: A) -> Pages<A>
    where
        A: PagedApi<Session: Permits<NoSession, A>>,
    {
        Pages::new(self.as_async().pages(request))
    }
}

impl<Auth> ScopedClient<Auth> {
    /// Returns the pages of a list, beginning with the page that the request selects. See
    /// [`pages`](crate::pages), which has the ends of a list and what follows an error.
    ///
    /// ```no_run
    /// use top_runtime::{SessionKey, TopApi, TopValue, blocking};
    ///
    /// #[derive(TopApi)]
    /// #[top_api(
    ///     method = "taobao.trades.sold.get",
    ///     session = required,
    ///     response = TradesSold,
    ///     pages(number = page_no, size = page_size, more = has_next, items = trades: Trade)
    /// )]
    /// struct GetTradesSold {
    ///     fields: String,
    ///     page_no: Option<i64>,
    ///     page_size: i64,
    ///     use_has_next: bool,
    /// }
    ///
    /// #[derive(TopValue)]
    /// struct TradesSold {
    ///     has_next: Option<bool>,
    ///     trades: Vec<Trade>,
    /// }
    ///
    /// #[derive(TopValue)]
    /// struct Trade {
    ///     tid: i64,
    /// }
    ///
    /// # fn run(client: blocking::Client, key: SessionKey) -> Result<(), top_runtime::Error> {
    /// let request = GetTradesSold {
    ///     fields: "tid".to_owned(),
    ///     page_no: None,
    ///     page_size: 100,
    ///     use_has_next: true,
    /// };
    /// for trade in client.session(&key).pages(request).items() {
    ///     println!("{}", trade?.tid);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn pages<A>(&self, request: A) -> Pages<A>
    where
        A: PagedApi<Session: Permits<Auth, A>>,
    {
        Pages::new(self.0.pages(request))
    }
}

/// Iterator over the pages of a list. Created by [`ScopedClient::pages`].
///
/// Each page is read when it is asked for, and the thread waits. After an error, the next item is
/// another attempt at the same page, unless the error is that of a call
/// [in async code](super#in-async-code), which ends the list.
#[must_use = "nothing is sent until the iterator is advanced"]
pub struct Pages<A: PagedApi>(Waiting<crate::pages::Pages<A>>);

impl<A: PagedApi> Pages<A> {
    fn new(pages: crate::pages::Pages<A>) -> Self {
        Self(Waiting::new(pages))
    }

    /// Sets the maximum number of pages. Default: 10,000. See
    /// [`Pages::max_pages`](crate::pages::Pages::max_pages).
    pub fn max_pages(self, pages: usize) -> Self {
        Self::new(self.0.stream.max_pages(pages))
    }

    /// Reads the pages from the last to the first. See
    /// [`Pages::reverse`](crate::pages::Pages::reverse).
    pub fn reverse(self) -> Self {
        Self::new(self.0.stream.reverse())
    }

    /// Converts the pages into an iterator over their elements.
    pub fn items(self) -> Items<A> {
        Items(Waiting::new(self.0.stream.items()))
    }

    /// Returns the request of the next page: to continue later.
    pub fn request(&self) -> &A {
        self.0.stream.request()
    }
}

impl<A: PagedApi> Iterator for Pages<A> {
    type Item = Result<Reply<A::Response>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next(&A::SPEC)
    }
}

impl<A: PagedApi> FusedIterator for Pages<A> {}

impl<A: PagedApi> fmt::Debug for Pages<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.stream.fmt(f)
    }
}

/// Iterator over the elements of all pages. Created by [`Pages::items`].
///
/// After an error the iterator continues with the page that could not be read, as [`Pages`] does.
#[must_use = "nothing is sent until the iterator is advanced"]
pub struct Items<A: PagedApi>(Waiting<crate::pages::Items<A>>);

impl<A: PagedApi> Items<A> {
    /// Returns the request of the page after the one that was read last: to continue later.
    pub fn request(&self) -> &A {
        self.0.stream.request()
    }
}

impl<A: PagedApi> Iterator for Items<A> {
    type Item = Result<A::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next(&A::SPEC)
    }
}

impl<A: PagedApi> FusedIterator for Items<A> {}

impl<A: PagedApi> fmt::Debug for Items<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.stream.fmt(f)
    }
}

/// A stream that a thread waits for.
struct Waiting<S> {
    stream: S,
    /// The thread must not wait: another attempt would fail the same way, for ever.
    is_refused: bool,
}

impl<S> Waiting<S> {
    fn new(stream: S) -> Self {
        Self { stream, is_refused: false }
    }

    fn next<T>(&mut self, spec: &'static ApiSpec) -> Option<Result<T, Error>>
    where
        S: Stream<Item = Result<T, Error>> + Unpin,
    {
        if self.is_refused {
            return None;
        }
        let stream = &mut self.stream;
        runtime::wait(spec.method(), poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx))).unwrap_or_else(
            |error| {
                self.is_refused = true;
                Some(Err(error))
            },
        )
    }
}
