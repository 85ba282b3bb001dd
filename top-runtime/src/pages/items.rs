//! The elements of all pages, one after another.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::{PagedApi, Pages};
use crate::error::Error;

/// Stream of the elements of all pages. Created by [`Pages::items`].
///
/// After an error the stream continues with the page that could not be read.
#[must_use = "nothing is sent until the stream is polled"]
pub struct Items<A: PagedApi> {
    pages: Pages<A>,
    /// Elements of the page that was read last.
    ready: std::vec::IntoIter<A::Item>,
}

impl<A: PagedApi> Items<A> {
    pub(super) fn new(pages: Pages<A>) -> Self {
        Self { pages, ready: Vec::new().into_iter() }
    }

    /// Returns the next element. `None` at the end of the list.
    pub async fn next(&mut self) -> Option<Result<A::Item, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Returns the request of the page after the one that was read last: to continue later.
    pub fn request(&self) -> &A {
        self.pages.request()
    }
}

impl<A: PagedApi> Stream for Items<A> {
    type Item = Result<A::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.ready.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => self.ready = A::items(page.into_inner()).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// No field is pinned.
impl<A: PagedApi> Unpin for Items<A> {}

impl<A: PagedApi> fmt::Debug for Items<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("ready", &self.ready.len()).finish()
    }
}
