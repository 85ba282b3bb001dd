//! Lists that are returned page by page.

use std::fmt;
use std::sync::Arc;

use top_runtime::pages::{PagedApi, RequestedPage};

use crate::error_response::ErrorResponse;

/// Default number of elements on a page.
const DEFAULT_SIZE: u64 = 40;

/// A list that a sandbox returns page by page: see [`SandboxBuilder::pages`].
///
/// | setting | default |
/// |---|---|
/// | [`default_size`](Self::default_size) | 40 elements on a page |
/// | [`first_number`](Self::first_number) | pages are counted from 1 |
///
/// A `Vec` is a list with the defaults.
///
/// [`SandboxBuilder::pages`]: crate::SandboxBuilder::pages
#[must_use = "a list does nothing until it is added to a sandbox"]
pub struct PageList<T> {
    items: Arc<dyn Fn() -> Vec<T> + Send + Sync>,
    default_size: u64,
    first_number: u64,
}

impl<T> PageList<T> {
    /// Creates a list whose elements may change between pages: `items` returns all of them, and is
    /// called for each page.
    pub fn changing(items: impl Fn() -> Vec<T> + Send + Sync + 'static) -> Self {
        Self { items: Arc::new(items), default_size: DEFAULT_SIZE, first_number: 1 }
    }

    /// Sets the number of elements on a page for requests without one.
    pub fn default_size(mut self, size: u64) -> Self {
        self.default_size = size;
        self
    }

    /// Sets the number of the first page.
    pub fn first_number(mut self, number: u64) -> Self {
        self.first_number = number;
        self
    }
}

impl<T: Clone + Send + Sync + 'static> From<Vec<T>> for PageList<T> {
    fn from(items: Vec<T>) -> Self {
        Self::changing(move || items.clone())
    }
}

impl<T> fmt::Debug for PageList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageList")
            .field("default_size", &self.default_size)
            .field("first_number", &self.first_number)
            .finish_non_exhaustive()
    }
}

/// A page of a list, for the response.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T> {
    /// Elements of the page.
    pub items: Vec<T>,
    /// Number of elements of the whole list.
    pub total: i64,
    /// `true` if elements follow.
    pub has_next: bool,
    /// Cursor of the next page, decimal text. `None` on the last page.
    pub next: Option<String>,
}

/// Returns the handler of a list.
pub(crate) fn handler<A: PagedApi>(
    list: PageList<A::Item>,
    to_response: impl Fn(Page<A::Item>) -> A::Response + Send + Sync + 'static,
) -> impl Fn(A) -> Result<A::Response, ErrorResponse> + Send + Sync + 'static
where
    A::Item: 'static,
    A::Response: Send + Sync + 'static,
{
    // What a request selects is read beside a response, whose content does not matter.
    let empty = to_response(Page { items: Vec::new(), total: 0, has_next: false, next: None });
    move |mut request: A| {
        let requested = request.turn(&empty).requested();
        page(&list, &requested).map(&to_response)
    }
}

/// Returns the requested page.
fn page<T>(list: &PageList<T>, requested: &RequestedPage) -> Result<Page<T>, ErrorResponse> {
    let invalid = |expected: &str, found: &str| {
        let reason = format!("expected {expected}, found `{found}`");
        Err(ErrorResponse::invalid_parameter("page", reason))
    };
    let size = requested.size.unwrap_or(list.default_size);
    if size == 0 {
        return invalid("at least one element on a page", "0");
    }
    let start = if requested.has_cursor {
        // A cursor is the number of elements before the page.
        let cursor = requested.cursor.as_deref().map(str::trim).filter(|cursor| !cursor.is_empty());
        match cursor.map(str::parse::<u64>) {
            None => 0,
            Some(Ok(start)) => start,
            Some(Err(_)) => {
                return invalid("a cursor of this list", requested.cursor.as_deref().unwrap_or_default());
            }
        }
    } else {
        let number = requested.number.unwrap_or(list.first_number);
        match number.checked_sub(list.first_number) {
            Some(before) => before.saturating_mul(size),
            None => return invalid("a number of a page of this list", &number.to_string()),
        }
    };
    let all = (list.items)();
    let total = all.len();
    let limit = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let items: Vec<T> = all.into_iter().skip(limit(start)).take(limit(size)).collect();
    let end = start.saturating_add(items.len() as u64);
    let has_next = !items.is_empty() && end < total as u64;
    Ok(Page {
        items,
        total: i64::try_from(total).unwrap_or(i64::MAX),
        has_next,
        next: has_next.then(|| end.to_string()),
    })
}
