//! What can go wrong between a caller and the platform, on purpose.

mod chance;
mod script;
mod spoil;

use std::time::Duration;

use crate::refusal::ErrorResponse;

pub use chance::RandomFaults;
pub(crate) use script::Script;
pub(crate) use spoil::Spoilt;

/// One thing that goes wrong with one request.
///
/// Those of the first group are answers in the place of the API's: its handler does not run. [`Fault::after_execution`] makes each of
/// them come too late, when the handler has run and the caller cannot know. Those of the second group spoil the reply of a call that
/// was carried out. Whether it was is told by [`RecordedRequest::executed`](crate::RecordedRequest::executed).
///
/// A request that is wrong in itself is refused for that, and a fault that would have changed the answer is used up by it.
///
/// ```
/// use std::time::Duration;
/// use top_runtime::retry::RetryPolicy;
/// use top_runtime::Params;
/// use top_sandbox::{Fault, Sandbox};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = Sandbox::builder()
///     .on("taobao.time.get", |_| ())
///     .fault(Fault::Close.after_execution())
///     .fault(Fault::Throttle { seconds: 3 })
///     .start()
///     .await?;
/// let client = sandbox.client()?;
///
/// let lost = client.call("taobao.time.get", &Params::new()).await.unwrap_err();
/// assert!(lost.may_have_executed());
/// assert!(sandbox.requests()[0].executed());
///
/// let throttled = client.retry(RetryPolicy::never()).call("taobao.time.get", &Params::new()).await.unwrap_err();
/// assert_eq!(throttled.retry_after(), Some(Duration::from_secs(3)));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// Nothing: the request is answered as if there were no faults. For the place of a good answer in a sequence.
    None,

    /// Code 7: too many calls of this API, with a ban of so many seconds.
    Throttle {
        /// What the ban's text says.
        seconds: u64,
    },
    /// Code 7: the app's calls of the day are used up.
    Quota {
        /// What the ban's text says: on the platform, the time until midnight in Beijing.
        seconds: u64,
    },
    /// Any other refusal: every code and finer code of the platform.
    Error(ErrorResponse),
    /// Code 15, `isp.top-remote-connection-timeout`: the platform got no answer from the service behind the API.
    Timeout,
    /// Another HTTP status, with a short page, as front ends send it.
    Status {
        /// The status, 100 to 999; 500 in the place of any other number.
        status: u16,
        /// The header `Retry-After`, in seconds.
        retry_after: Option<u64>,
    },
    /// Status 302 to a login page.
    Redirect,
    /// An HTML page with status 200. As some proxies do, it quotes the request.
    Page,
    /// Whatever a server may answer.
    Response {
        /// The status, as in [`Fault::Status`].
        status: u16,
        /// The header `Content-Type`; left out where it is empty.
        content_type: String,
        /// The body.
        body: Vec<u8>,
    },
    /// The request is read, and the connection closed without a reply.
    Close,
    /// The request is read, and the connection reset.
    Reset,
    /// The connection is closed as soon as a request arrives on it, unread. It has to stand in [`fault`], as elsewhere a fault is found
    /// by what the request says: there it is [`Fault::Close`].
    ///
    /// [`fault`]: crate::SandboxBuilder::fault
    CloseUnread,
    /// The same with a reset; elsewhere than in a sequence for all requests it is [`Fault::Reset`].
    ResetUnread,
    /// For this request the sandbox's clock is off by so many seconds, in the check of the timestamp and in the reply's `Date`.
    Clock {
        /// Seconds ahead; behind where negative.
        seconds: i64,
    },
    /// One of the above, after the handler has run.
    Executed(Box<Fault>),

    /// The reply's first byte comes late.
    SlowHead(Duration),
    /// The second half of the reply's body comes late.
    SlowBody(Duration),
    /// The connection is closed within the reply's head.
    CutHead,
    /// The connection is closed within the reply's body, which its head says is longer.
    CutBody,
    /// The connection is closed within a chunked body, before its end was told.
    CutChunks,
    /// The reply says that it is gzip, and is not.
    GzipGarbage,
    /// The reply is gzip that ends too early, though the length is right.
    GzipTruncated,
    /// The reply is gzip that grows to so many bytes.
    GzipBomb {
        /// Its size after decompression.
        bytes: usize,
    },
    /// The reply is good, and compressed.
    Gzip,
    /// The reply's text is GBK.
    Gbk {
        /// Whether its content type says so, or no charset at all.
        declared: bool,
    },
    /// The reply's content type is another; left out where it is empty.
    ContentType(String),
    /// The reply's body is empty.
    Empty,
    /// The reply's body is made so long, with blanks after its end.
    Oversized {
        /// Its size.
        bytes: usize,
    },
    /// The reply is good, and the connection, which was to be kept, is closed right after it.
    CloseIdle,
}

impl Fault {
    /// The same, after the handler has run: the caller cannot know that it did.
    ///
    /// Makes no difference to a fault that spoils a reply.
    #[must_use]
    pub fn after_execution(self) -> Self {
        Self::Executed(Box::new(self))
    }

    /// One fault of each kind, for a test that wants to see its code under all of them.
    ///
    /// Waits are 100 milliseconds, bombs and oversized bodies 9 MiB: more than a client reads unless told otherwise.
    ///
    /// ```
    /// use top_runtime::retry::RetryPolicy;
    /// use top_runtime::Params;
    /// use top_sandbox::{Fault, Sandbox};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::builder().on("taobao.time.get", |_| ()).start().await?;
    /// for fault in Fault::every() {
    ///     let client = sandbox.client()?; // one that knows of no ban
    ///     sandbox.fault(fault.clone());
    ///     if let Err(error) = client.retry(RetryPolicy::never()).call("taobao.time.get", &Params::new()).await {
    ///         println!("{fault:?}: {error}");
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn every() -> Vec<Self> {
        const WAIT: Duration = Duration::from_millis(100);
        const LARGE: usize = 9 << 20;
        let page = b"<p>no such service</p>".to_vec();
        vec![
            Self::None,
            Self::Throttle { seconds: 1 },
            Self::Quota { seconds: 31_062 },
            Self::Error(ErrorResponse::new(10)),
            Self::Timeout,
            Self::Status { status: 502, retry_after: None },
            Self::Status { status: 429, retry_after: Some(1) },
            Self::Redirect,
            Self::Page,
            Self::Response { status: 404, content_type: "text/plain".to_owned(), body: page },
            Self::Close,
            Self::Reset,
            Self::CloseUnread,
            Self::ResetUnread,
            Self::Clock { seconds: 3600 },
            Self::Timeout.after_execution(),
            Self::SlowHead(WAIT),
            Self::SlowBody(WAIT),
            Self::CutHead,
            Self::CutBody,
            Self::CutChunks,
            Self::GzipGarbage,
            Self::GzipTruncated,
            Self::GzipBomb { bytes: LARGE },
            Self::Gzip,
            Self::Gbk { declared: true },
            Self::ContentType("text/html".to_owned()),
            Self::Empty,
            Self::Oversized { bytes: LARGE },
            Self::CloseIdle,
        ]
    }

    /// The answer that it is in the place of the API's, if it is one of the platform.
    pub(crate) fn refusal(&self) -> Option<ErrorResponse> {
        match self {
            Self::Throttle { seconds } => Some(banned("accesscontrol.limited-by-api-access-count", *seconds)),
            Self::Quota { seconds } => Some(banned("accesscontrol.limited-by-app-access-count", *seconds)),
            Self::Error(refusal) => Some(refusal.clone()),
            Self::Timeout => {
                let refusal = ErrorResponse::new(15).with_sub_code("isp.top-remote-connection-timeout");
                Some(refusal.with_sub_msg("the service behind the API did not answer in time"))
            }
            _ => None,
        }
    }

    /// What goes wrong, and whether the handler runs before it does.
    pub(crate) fn parts(&self) -> (&Self, bool) {
        match self {
            Self::Executed(inner) => (inner.parts().0, true),
            Self::Status { .. }
            | Self::Redirect
            | Self::Page
            | Self::Response { .. }
            | Self::Close
            | Self::Reset
            | Self::CloseUnread
            | Self::ResetUnread
            | Self::Throttle { .. }
            | Self::Quota { .. }
            | Self::Error(_)
            | Self::Timeout => (self, false),
            Self::None
            | Self::Clock { .. }
            | Self::SlowHead(_)
            | Self::SlowBody(_)
            | Self::CutHead
            | Self::CutBody
            | Self::CutChunks
            | Self::GzipGarbage
            | Self::GzipTruncated
            | Self::GzipBomb { .. }
            | Self::Gzip
            | Self::Gbk { .. }
            | Self::ContentType(_)
            | Self::Empty
            | Self::Oversized { .. }
            | Self::CloseIdle => (self, true),
        }
    }

    /// How many seconds the clock is ahead.
    pub(crate) fn clock(&self) -> i64 {
        match self.parts().0 {
            Self::Clock { seconds } => *seconds,
            _ => 0,
        }
    }
}

/// Code 7, with a ban.
fn banned(sub_code: &str, seconds: u64) -> ErrorResponse {
    let sub_msg = format!("This ban will last for {seconds} more seconds");
    ErrorResponse::new(7).with_sub_code(sub_code).with_sub_msg(sub_msg)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number for each kind; a new kind does not compile without one.
    fn kind(fault: &Fault) -> usize {
        match fault {
            Fault::None => 0,
            Fault::Throttle { .. } => 1,
            Fault::Quota { .. } => 2,
            Fault::Error(_) => 3,
            Fault::Timeout => 4,
            Fault::Status { .. } => 5,
            Fault::Redirect => 6,
            Fault::Page => 7,
            Fault::Response { .. } => 8,
            Fault::Close => 9,
            Fault::Reset => 10,
            Fault::CloseUnread => 11,
            Fault::ResetUnread => 12,
            Fault::Clock { .. } => 13,
            Fault::Executed(_) => 14,
            Fault::SlowHead(_) => 15,
            Fault::SlowBody(_) => 16,
            Fault::CutHead => 17,
            Fault::CutBody => 18,
            Fault::CutChunks => 19,
            Fault::GzipGarbage => 20,
            Fault::GzipTruncated => 21,
            Fault::GzipBomb { .. } => 22,
            Fault::Gzip => 23,
            Fault::Gbk { .. } => 24,
            Fault::ContentType(_) => 25,
            Fault::Empty => 26,
            Fault::Oversized { .. } => 27,
            Fault::CloseIdle => 28,
        }
    }

    #[test]
    fn every_kind_is_there() {
        let mut kinds: Vec<_> = Fault::every().iter().map(kind).collect();
        kinds.dedup();
        assert_eq!(kinds, (0..=28).collect::<Vec<_>>());
    }

    #[test]
    fn what_comes_in_the_place_of_the_answer_comes_before_it_unless_told_otherwise() {
        for fault in Fault::every() {
            let spoils_the_reply = kind(&fault) >= 13 || fault == Fault::None;
            assert_eq!(fault.parts().1, spoils_the_reply, "{fault:?}");
            assert!(fault.clone().after_execution().after_execution().parts().1, "{fault:?}");
        }
    }
}
