//! The rows of `docs/reliability.md` on single attempts: the error of each fault, and the requests
//! at the gateway.

use std::time::Duration;
use top_runtime::error::ErrorKind;

use top_runtime::retry::RetryPolicy;
use top_runtime::{Error, TopApi, TopValue};
use top_sandbox::{Fault, Sandbox};

use crate::raw_server::{LONG, SHORT, with_growing_timeout};

#[derive(Debug, TopApi)]
#[top_api(method = "test.once", response = Done)]
struct Once;

#[derive(Debug, PartialEq, TopValue)]
struct Done {
    text: String,
}

/// Text of the handler's reply. Not ASCII, so that the charset matters.
const TEXT: &str = "已处理";

/// A delay far longer than any timeout of these tests.
const HANG: Duration = Duration::from_secs(60);

/// The result of a call.
pub(crate) struct Outcome {
    result: Result<String, Error>,
    /// Number of requests that the gateway read, and of handler runs.
    seen: (usize, usize),
}

/// Makes a call with a fault.
pub(crate) async fn call_with_fault(fault: Fault) -> Outcome {
    with_timeout(fault, None).await
}

/// Makes a call with a fault that hangs after the handler, with growing timeouts.
async fn hanging(fault: Fault) -> Outcome {
    with_growing_timeout(async |limit| {
        let outcome = with_timeout(fault.clone(), Some(limit)).await;
        (outcome.seen == (1, 1)).then_some(outcome)
    })
    .await
}

async fn with_timeout(fault: Fault, limit: Option<Duration>) -> Outcome {
    let sandbox = Sandbox::builder()
        .reply::<Once>(|_| Done { text: TEXT.to_owned() })
        .fault(fault)
        .start()
        .await
        .unwrap();
    let client = sandbox.client_builder().timeout(limit.unwrap_or(LONG)).max_body(64 << 10);
    let client = client.retry(RetryPolicy::never()).build().unwrap();
    let result = client.execute(&Once).await;
    let requests = sandbox.requests();
    let executed = requests.iter().filter(|seen| seen.executed()).count();
    Outcome { result: result.map(|reply| reply.into_inner().text), seen: (requests.len(), executed) }
}

impl Outcome {
    /// Asserts a success.
    #[track_caller]
    fn assert_success(self) {
        assert_eq!(self.result.unwrap(), TEXT);
        assert_eq!(self.seen, (1, 1));
    }

    /// Asserts an error of this kind, with this text.
    #[track_caller]
    pub(crate) fn failed(self, kind: fn(&Error) -> bool, text: &str) -> Failed {
        let error = self.result.unwrap_err();
        assert!(kind(&error), "{error:?}");
        assert!(error.to_string().contains(text), "{error}");
        Failed { error, seen: self.seen }
    }
}

/// A call that failed.
pub(crate) struct Failed {
    pub(crate) error: Error,
    seen: (usize, usize),
}

impl Failed {
    #[track_caller]
    pub(crate) fn seen(self, requests: usize, executed: usize) -> Self {
        assert_eq!(self.seen, (requests, executed), "{}", self.error);
        self
    }

    #[track_caller]
    pub(crate) fn may_have_executed(self, may: bool) -> Self {
        assert_eq!(self.error.may_have_executed(), may, "{}", self.error);
        self
    }

    #[track_caller]
    pub(crate) fn retryable(self, retryable: bool) -> Self {
        assert_eq!(self.error.is_retryable(), retryable, "{}", self.error);
        self
    }
}

fn transport(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Transport(_))
}

fn http(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Http(_))
}

fn unexpected_body(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::UnexpectedBody(_))
}

pub(crate) fn platform(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Platform(_))
}

#[tokio::test]
async fn no_fault() {
    call_with_fault(Fault::None).await.assert_success();
}

#[tokio::test]
async fn short_ban() {
    let failed =
        call_with_fault(Fault::Throttle { seconds: 3 }).await.failed(platform, "last for 3 more seconds");
    let failed = failed.seen(1, 0).may_have_executed(false).retryable(true);
    assert_eq!(failed.error.retry_after(), Some(Duration::from_secs(3)));
    assert!(failed.error.is_throttled());
}

#[tokio::test]
async fn daily_quota_exceeded() {
    let failed = call_with_fault(Fault::Quota { seconds: 31_062 }).await;
    let failed = failed.failed(platform, "limited-by-app-access-count");
    let failed = failed.seen(1, 0).may_have_executed(false).retryable(true);
    assert_eq!(failed.error.retry_after(), Some(Duration::from_secs(31_062)));
}

#[tokio::test]
async fn remote_timeout_before_execution() {
    let failed = call_with_fault(Fault::Timeout).await.failed(platform, "isp.top-remote-connection-timeout");
    failed.seen(1, 0).may_have_executed(true).retryable(true);
}

#[tokio::test]
async fn remote_timeout_after_execution() {
    let failed = call_with_fault(Fault::Timeout.after_execution()).await;
    let failed = failed.failed(platform, "isp.top-remote-connection-timeout");
    failed.seen(1, 1).may_have_executed(true).retryable(true);
}

#[tokio::test]
async fn front_end_errors() {
    for status in [408, 429, 500, 502, 503, 504] {
        let failed = call_with_fault(Fault::Status { status, retry_after: None }).await;
        let failed = failed.failed(http, &format!("HTTP status {status}"));
        failed.seen(1, 0).may_have_executed(status != 429).retryable(true);
    }
    for status in [400, 403, 404, 413] {
        let failed = call_with_fault(Fault::Status { status, retry_after: None }).await;
        failed.failed(http, &format!("HTTP status {status}")).seen(1, 0).retryable(false);
    }
}

#[tokio::test]
async fn front_end_error_after_execution() {
    let fault = Fault::Status { status: 504, retry_after: None }.after_execution();
    let failed = call_with_fault(fault).await.failed(http, "HTTP status 504");
    failed.seen(1, 1).may_have_executed(true).retryable(true);
}

#[tokio::test]
async fn front_end_error_with_retry_after() {
    for status in [429, 503] {
        let fault = Fault::Status { status, retry_after: Some(7) };
        let failed = call_with_fault(fault).await.failed(http, "(retry after 7 s)");
        assert_eq!(failed.error.retry_after(), Some(Duration::from_secs(7)));
        assert_eq!(failed.error.is_throttled(), status == 429);
    }
}

#[tokio::test]
async fn redirect() {
    let failed = call_with_fault(Fault::Redirect).await.failed(http, "HTTP status 302");
    failed.seen(1, 0).retryable(false);
}

#[tokio::test]
async fn html_page() {
    let failed = call_with_fault(Fault::Page).await.failed(unexpected_body, "it is an HTML page");
    failed.seen(1, 0).may_have_executed(true).retryable(false);
}

#[tokio::test]
async fn body_of_another_service() {
    for body in ["", " \n", "OK", "[]", "null", "{}", "<a/>"] {
        let answer = Fault::Response {
            status: 200,
            content_type: "text/plain".to_owned(),
            body: body.as_bytes().to_vec(),
        };
        call_with_fault(answer)
            .await
            .failed(unexpected_body, "not a reply of the platform")
            .seen(1, 0)
            .may_have_executed(true);
    }
}

#[tokio::test]
async fn closed_without_reply() {
    call_with_fault(Fault::Close)
        .await
        .failed(transport, "no reply")
        .seen(1, 0)
        .may_have_executed(true)
        .retryable(true);
}

#[tokio::test]
async fn closed_without_reply_after_execution() {
    let failed = call_with_fault(Fault::Close.after_execution()).await.failed(transport, "no reply");
    failed.seen(1, 1).may_have_executed(true).retryable(true);
}

#[tokio::test]
async fn reset_without_reply() {
    for (fault, executed) in [(Fault::Reset, 0), (Fault::Reset.after_execution(), 1)] {
        let failed = call_with_fault(fault).await.failed(transport, "no reply");
        failed.seen(1, executed).may_have_executed(true).retryable(true);
    }
}

#[tokio::test]
async fn closed_before_the_request_was_read() {
    for fault in [Fault::CloseUnread, Fault::ResetUnread] {
        let failed = call_with_fault(fault).await.failed(transport, "no reply");
        failed.seen(0, 0).may_have_executed(true).retryable(true);
    }
}

#[tokio::test]
async fn gateway_clock_off() {
    for seconds in [3600, -3600] {
        let failed =
            call_with_fault(Fault::Clock { seconds }).await.failed(platform, "isv.timestamp-limit-error");
        let failed = failed.seen(1, 0).may_have_executed(false).retryable(false);
        assert!(failed.error.is_caller_fault());
    }
}

#[tokio::test]
async fn slow_within_the_limits() {
    call_with_fault(Fault::SlowHead(SHORT)).await.assert_success();
    call_with_fault(Fault::SlowBody(SHORT)).await.assert_success();
}

#[tokio::test]
async fn slow_beyond_the_limits() {
    for fault in [Fault::SlowHead(HANG), Fault::SlowBody(HANG)] {
        let failed = hanging(fault).await.failed(transport, "timed out");
        failed.seen(1, 1).may_have_executed(true).retryable(true);
    }
}

#[tokio::test]
async fn cut_within_the_head() {
    call_with_fault(Fault::CutHead)
        .await
        .failed(transport, "no reply")
        .seen(1, 1)
        .may_have_executed(true)
        .retryable(true);
}

#[tokio::test]
async fn cut_within_the_body() {
    for fault in [Fault::CutBody, Fault::CutChunks] {
        let failed = call_with_fault(fault).await.failed(transport, "the reply broke off after ");
        failed.seen(1, 1).may_have_executed(true).retryable(true);
    }
}

#[tokio::test]
async fn invalid_gzip() {
    let failed = call_with_fault(Fault::GzipGarbage).await.failed(transport, "the reply is not valid gzip (");
    failed.seen(1, 1).may_have_executed(true);
}

#[tokio::test]
async fn truncated_gzip() {
    let failed =
        call_with_fault(Fault::GzipTruncated).await.failed(transport, "the reply is not valid gzip (");
    failed.seen(1, 1).may_have_executed(true);
}

#[tokio::test]
async fn gzip_bomb() {
    let failed = call_with_fault(Fault::GzipBomb { bytes: 4 << 20 }).await;
    failed
        .failed(unexpected_body, "longer than the 65536 bytes")
        .seen(1, 1)
        .may_have_executed(true)
        .retryable(false);
}

#[tokio::test]
async fn body_beyond_max_body() {
    let failed = call_with_fault(Fault::Oversized { bytes: 4 << 20 }).await;
    failed
        .failed(unexpected_body, "longer than the 65536 bytes")
        .seen(1, 1)
        .may_have_executed(true)
        .retryable(false);
}

#[tokio::test]
async fn gzip_reply() {
    call_with_fault(Fault::Gzip).await.assert_success();
}

#[tokio::test]
async fn gbk_reply() {
    call_with_fault(Fault::Gbk { declared: true }).await.assert_success();
}

#[tokio::test]
async fn gbk_reply_without_charset() {
    let text = call_with_fault(Fault::Gbk { declared: false }).await.result.unwrap();
    assert!(text.contains('\u{fffd}'), "{text}");
}

#[tokio::test]
async fn wrong_or_missing_content_type() {
    for content_type in [
        "",
        "text/plain",
        "text/html",
        "application/octet-stream",
        "text/javascript",
        "text/javascript;charset=GBK",
        "text/javascript;charset=utf-16",
        "text/javascript; charset = \"utf-8\"",
        "nonsense",
    ] {
        call_with_fault(Fault::ContentType(content_type.to_owned())).await.assert_success();
    }
}

#[tokio::test]
async fn empty_body() {
    let failed = call_with_fault(Fault::Empty).await.failed(unexpected_body, "the body is empty");
    failed.seen(1, 1).may_have_executed(true).retryable(false);
}

#[tokio::test]
async fn idle_connection_closed_by_the_gateway() {
    let sandbox = Sandbox::builder()
        .reply::<Once>(|_| Done { text: TEXT.to_owned() })
        .fault(Fault::CloseIdle)
        .start()
        .await
        .unwrap();
    let client = sandbox.client().unwrap();
    client.execute(&Once).await.unwrap();
    // Waits until the client has noticed the end of the connection: a call at the same moment is
    // lost, with any pool. Each sleep lets every task of this thread run, even on a loaded machine.
    for _ in 0..10 {
        tokio::time::sleep(SHORT / 10).await;
    }
    client.execute(&Once).await.unwrap();
    assert_eq!(sandbox.requests().len(), 2);
}
