//! Intended differences: other retries than the SDK, or a more precise result.

use super::Came;

/// A vector with a different result.
pub(super) struct Difference {
    pub(super) vector: &'static str,
    ours: Ours,
    sent: u64,
    pub(super) why: &'static str,
}

/// The client's result, for a constant.
enum Ours {
    Reply,
    Platform(&'static str, &'static str),
    Http(u16),
    NotTop,
}

use Ours::{Http, NotTop, Platform, Reply};

impl Difference {
    /// The client's result, and its number of requests.
    pub(super) fn ours(&self) -> (Came, u64) {
        let came = match self.ours {
            Reply => Came::Reply,
            Platform(code, sub_code) => Came::Platform(code.to_owned(), sub_code.to_owned()),
            Http(status) => Came::Http(status),
            NotTop => Came::NotTop,
        };
        (came, self.sent)
    }
}

const fn ours(vector: &'static str, ours: Ours, sent: u64, why: &'static str) -> Difference {
    Difference { vector, ours, sent, why }
}

/// All differences.
pub(super) const DIFFERENCES: &[Difference] = &[
    ours("ban_not_retried", Reply, 2, "a short ban is waited for"),
    ours(
        "error_no_sub",
        Reply,
        2,
        "code 10 says that the service is unavailable, with or without a finer code",
    ),
    ours("html_not_retried", NotTop, 1, "a page is an error of its own kind, that says what it is"),
    ours(
        "throw_if_over",
        Platform("15", "isp.top-remote-connection-timeout"),
        4,
        "the last attempt's error is the call's, not one that hides it",
    ),
    ours("io_error_forever", Http(502), 4, "an error of its own kind, with the status as a number"),
    ours(
        "io_error_then_isv",
        Platform("15", "isv.x"),
        2,
        "each attempt is judged by itself: the caller's fault ends it",
    ),
];
