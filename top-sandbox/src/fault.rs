//! Faults that a sandbox injects between a caller and the platform.

mod apply;
mod effect;
mod queue;
mod random;

use std::time::Duration;

use crate::codes;
use crate::error_response::ErrorResponse;

pub(crate) use apply::FaultedResponse;
pub(crate) use effect::{BodyFault, ConnectionFault, Effect, FrontEndFault};
pub(crate) use queue::FaultQueue;
pub use random::RandomFaults;

/// A fault that is injected into one request.
///
/// | group | faults | handler runs |
/// |---|---|---|
/// | none | [`None`](Self::None), [`Clock`](Self::Clock) | yes |
/// | platform: an `error_response` | [`Throttle`](Self::Throttle), [`Quota`](Self::Quota), [`Error`](Self::Error), [`Timeout`](Self::Timeout) | no |
/// | front end: an HTTP response of a proxy | [`Status`](Self::Status), [`Redirect`](Self::Redirect), [`Page`](Self::Page), [`Response`](Self::Response) | no |
/// | connection closed without a response | [`Close`](Self::Close), [`Reset`](Self::Reset), [`CloseUnread`](Self::CloseUnread), [`ResetUnread`](Self::ResetUnread) | no |
/// | connection, during or after the response | [`SlowHead`](Self::SlowHead), [`SlowBody`](Self::SlowBody), [`CutHead`](Self::CutHead), [`CutBody`](Self::CutBody), [`CutChunks`](Self::CutChunks), [`CloseIdle`](Self::CloseIdle) | yes |
/// | response body or its headers | [`GzipGarbage`](Self::GzipGarbage), [`GzipTruncated`](Self::GzipTruncated), [`GzipBomb`](Self::GzipBomb), [`Gzip`](Self::Gzip), [`Gbk`](Self::Gbk), [`ContentType`](Self::ContentType), [`BodyLength`](Self::BodyLength), [`Empty`](Self::Empty), [`Oversized`](Self::Oversized) | yes |
///
/// [`after_execution`](Self::after_execution) runs the handler before any fault: the caller cannot
/// know that the call was executed. [`RecordedRequest::executed`](crate::RecordedRequest::executed)
/// tells a test.
///
/// A request that fails the sandbox's own checks gets the error response of the check; a platform
/// fault assigned to it is consumed without effect.
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
    /// No fault. Reserves a normal response in a sequence of faults.
    None,
    /// Shifts the sandbox's clock for this request: the timestamp check and the response's `Date`.
    Clock {
        /// Offset in seconds; negative values set the clock back.
        seconds: i64,
    },

    /// Code 7, `accesscontrol.limited-by-api-access-count`: a ban of this API.
    Throttle {
        /// Length of the ban in seconds.
        seconds: u64,
    },
    /// Code 7, `accesscontrol.limited-by-app-access-count`: the app's daily quota is used up.
    Quota {
        /// Length of the ban in seconds; on the platform, the time until midnight in Beijing.
        seconds: u64,
    },
    /// Any other error response, with any code and sub code.
    Error(ErrorResponse),
    /// Code 15, `isp.top-remote-connection-timeout`: the service behind the API did not respond in
    /// time.
    Timeout,

    /// An HTTP status with a short HTML page, as front ends send it.
    Status {
        /// HTTP status, 100 to 999. Any other number is sent as 500.
        status: u16,
        /// Header `Retry-After`, in seconds.
        retry_after: Option<u64>,
    },
    /// HTTP status 302 to a login page.
    Redirect,
    /// An HTML page with HTTP status 200. The page quotes the request, as some proxies do.
    Page,
    /// Any HTTP response.
    Response {
        /// HTTP status, as in [`Fault::Status`].
        status: u16,
        /// Header `Content-Type`; omitted if empty.
        content_type: String,
        /// Response body.
        body: Vec<u8>,
    },

    /// Closes the connection after reading the request, without a response.
    Close,
    /// Resets the connection after reading the request.
    Reset,
    /// Closes the connection before reading the request.
    ///
    /// Only faults for all requests ([`fault`]) apply before a request is read. Elsewhere this is
    /// [`Fault::Close`].
    ///
    /// [`fault`]: crate::SandboxBuilder::fault
    CloseUnread,
    /// Resets the connection before reading the request. Outside of faults for all requests this is
    /// [`Fault::Reset`].
    ResetUnread,

    /// Delays the first byte of the response.
    SlowHead(Duration),
    /// Delays the second half of the body.
    SlowBody(Duration),
    /// Closes the connection within the response's head.
    CutHead,
    /// Closes the connection within the body, before the announced length.
    CutBody,
    /// Closes the connection within a chunked body, before its last chunk.
    CutChunks,
    /// Closes a kept-alive connection right after a complete response.
    CloseIdle,

    /// Declares gzip, but sends a body that is not gzip.
    GzipGarbage,
    /// Sends gzip that ends early, with a matching `Content-Length`.
    GzipTruncated,
    /// Sends gzip that decompresses to a large body.
    GzipBomb {
        /// Size after decompression, in bytes.
        bytes: usize,
    },
    /// Compresses the body correctly.
    Gzip,
    /// Encodes the body in GBK.
    Gbk {
        /// `true`: the content type declares GBK; `false`: it declares no charset.
        declared: bool,
    },
    /// Replaces the header `Content-Type`; removes it if empty.
    ContentType(String),
    /// States another length in the header `top-bodylength`: a reply that was cut by a proxy which
    /// hides it.
    BodyLength {
        /// The length in bytes that the header states.
        bytes: usize,
    },
    /// Sends an empty body.
    Empty,
    /// Pads the body with spaces at its end.
    Oversized {
        /// Size of the body in bytes.
        bytes: usize,
    },

    /// A fault that applies after the handler has run. See
    /// [`after_execution`](Self::after_execution).
    Executed(Box<Fault>),
}

impl Fault {
    /// Applies the fault after the handler has run, so that the caller cannot know whether the call
    /// was executed.
    ///
    /// Has no effect on faults that run the handler anyway.
    #[must_use]
    pub fn after_execution(self) -> Self {
        Self::Executed(Box::new(self))
    }

    /// Returns one fault of each kind, for tests that run code under all of them.
    ///
    /// - Delays: 100 ms.
    /// - Decompressed and oversized bodies: 9 MiB, which is above the client's default limit.
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
    ///     let client = sandbox.client()?; // a new client has no bans
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
        let before_response = [platform_faults(), front_end_faults(), closed_connection_faults()].concat();
        let after_execution = Self::Timeout.after_execution();
        [
            vec![Self::None],
            before_response,
            vec![Self::Clock { seconds: 3600 }, after_execution],
            stream_faults(),
            body_faults(),
        ]
        .concat()
    }
}

/// Error responses of the platform.
fn platform_faults() -> Vec<Fault> {
    vec![
        Fault::Throttle { seconds: 1 },
        Fault::Quota { seconds: 31_062 },
        Fault::Error(ErrorResponse::new(codes::SERVICE_CURRENTLY_UNAVAILABLE)),
        Fault::Timeout,
    ]
}

/// Responses of front ends and proxies.
fn front_end_faults() -> Vec<Fault> {
    vec![
        Fault::Status { status: 502, retry_after: None },
        Fault::Status { status: 429, retry_after: Some(1) },
        Fault::Redirect,
        Fault::Page,
        Fault::Response {
            status: 404,
            content_type: "text/plain".to_owned(),
            body: b"<p>no such service</p>".to_vec(),
        },
    ]
}

/// Connections that end without a response.
fn closed_connection_faults() -> Vec<Fault> {
    vec![Fault::Close, Fault::Reset, Fault::CloseUnread, Fault::ResetUnread]
}

/// Faults of the connection while or after the response is sent.
fn stream_faults() -> Vec<Fault> {
    const DELAY: Duration = Duration::from_millis(100);
    vec![
        Fault::SlowHead(DELAY),
        Fault::SlowBody(DELAY),
        Fault::CutHead,
        Fault::CutBody,
        Fault::CutChunks,
        Fault::CloseIdle,
    ]
}

/// Faults of the response's body and headers.
fn body_faults() -> Vec<Fault> {
    const LARGE: usize = 9 << 20;
    vec![
        Fault::GzipGarbage,
        Fault::GzipTruncated,
        Fault::GzipBomb { bytes: LARGE },
        Fault::Gzip,
        Fault::Gbk { declared: true },
        Fault::ContentType("text/html".to_owned()),
        Fault::BodyLength { bytes: LARGE },
        Fault::Empty,
        Fault::Oversized { bytes: LARGE },
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::mem::discriminant;

    use super::*;

    #[test]
    fn every_contains_each_fault_of_each_group() {
        let faults = Fault::every();
        let count = |is_in_group: fn(&Effect<'_>) -> bool| {
            faults.iter().filter(|fault| is_in_group(&fault.effect())).count()
        };
        // One platform fault is wrapped by `after_execution`; `Status` is listed with and without
        // `Retry-After`.
        assert_eq!(count(|effect| matches!(effect, Effect::None)), 1);
        assert_eq!(count(|effect| matches!(effect, Effect::Clock(_))), 1);
        assert_eq!(count(|effect| matches!(effect, Effect::Platform(_))), 5);
        assert_eq!(count(|effect| matches!(effect, Effect::FrontEnd(_))), 5);
        assert_eq!(count(|effect| matches!(effect, Effect::Connection(_))), 10);
        assert_eq!(count(|effect| matches!(effect, Effect::Body(_))), 9);
        assert_eq!(faults.iter().map(discriminant).collect::<HashSet<_>>().len(), 30);
    }

    #[test]
    fn faults_without_the_api_response_skip_the_handler_by_default() {
        let skipping = [platform_faults(), front_end_faults(), closed_connection_faults()].concat();
        for fault in Fault::every() {
            assert_eq!(fault.runs_handler(), !skipping.contains(&fault), "{fault:?}");
            assert!(fault.clone().after_execution().after_execution().runs_handler(), "{fault:?}");
        }
    }
}
