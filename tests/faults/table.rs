//! The rows of `docs/reliability.md`: what a call comes to under each fault, and what the gateway saw of it.

use std::time::Duration;
use top_runtime::error::ErrorKind;

use top_runtime::retry::RetryPolicy;
use top_runtime::{Error, TopApi, TopValue};
use top_sandbox::{Fault, Sandbox};

use crate::raw::{LONG, SHORT, patiently};

#[derive(Debug, TopApi)]
#[top_api(method = "test.once", response = Done)]
struct Once;

#[derive(Debug, PartialEq, TopValue)]
struct Done {
    text: String,
}

/// What the handler answers: not ASCII, so that a charset makes a difference.
const ANSWER: &str = "已处理";

/// Far longer than any limit here.
const HANG: Duration = Duration::from_secs(60);

/// What a call came to.
pub(crate) struct Outcome {
    result: Result<String, Error>,
    /// How many requests the gateway read, and how often its handler ran.
    seen: (usize, usize),
}

/// A call under a fault.
pub(crate) async fn under(fault: Fault) -> Outcome {
    under_both(fault, None).await
}

/// The same with limits short enough for what hangs after the handler.
async fn hanging(fault: Fault) -> Outcome {
    patiently(async |limit| {
        let outcome = under_both(fault.clone(), Some(limit)).await;
        (outcome.seen == (1, 1)).then_some(outcome)
    })
    .await
}

async fn under_both(fault: Fault, limit: Option<Duration>) -> Outcome {
    let sandbox = Sandbox::builder()
        .reply::<Once>(|_| Done { text: ANSWER.to_owned() })
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
    /// A good reply.
    #[track_caller]
    fn answered(self) {
        assert_eq!(self.result.unwrap(), ANSWER);
        assert_eq!(self.seen, (1, 1));
    }

    /// An error of this kind, that says this.
    #[track_caller]
    pub(crate) fn failed(self, kind: fn(&Error) -> bool, says: &str) -> Failed {
        let error = self.result.unwrap_err();
        assert!(kind(&error), "{error:?}");
        assert!(error.to_string().contains(says), "{error}");
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

fn not_top(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::UnexpectedBody(_))
}

pub(crate) fn platform(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Platform(_))
}

#[tokio::test]
async fn nothing() {
    under(Fault::None).await.answered();
}

#[tokio::test]
async fn throttled() {
    let failed = under(Fault::Throttle { seconds: 3 }).await.failed(platform, "last for 3 more seconds");
    let failed = failed.seen(1, 0).may_have_executed(false).retryable(true);
    assert_eq!(failed.error.retry_after(), Some(Duration::from_secs(3)));
    assert!(failed.error.is_throttled());
}

#[tokio::test]
async fn quota_used_up() {
    let failed = under(Fault::Quota { seconds: 31_062 }).await;
    let failed = failed.failed(platform, "limited-by-app-access-count");
    let failed = failed.seen(1, 0).may_have_executed(false).retryable(true);
    assert_eq!(failed.error.retry_after(), Some(Duration::from_secs(31_062)));
}

#[tokio::test]
async fn remote_timeout_before_execution() {
    let failed = under(Fault::Timeout).await.failed(platform, "isp.top-remote-connection-timeout");
    failed.seen(1, 0).may_have_executed(true).retryable(true);
}

#[tokio::test]
async fn remote_timeout_after_execution() {
    let failed = under(Fault::Timeout.after_execution()).await;
    let failed = failed.failed(platform, "isp.top-remote-connection-timeout");
    failed.seen(1, 1).may_have_executed(true).retryable(true);
}

#[tokio::test]
async fn front_end_errors() {
    for status in [408, 429, 500, 502, 503, 504] {
        let failed = under(Fault::Status { status, retry_after: None }).await;
        let failed = failed.failed(http, &format!("HTTP status {status}"));
        failed.seen(1, 0).may_have_executed(status != 429).retryable(true);
    }
    for status in [400, 403, 404, 413] {
        let failed = under(Fault::Status { status, retry_after: None }).await;
        failed.failed(http, &format!("HTTP status {status}")).seen(1, 0).retryable(false);
    }
}

#[tokio::test]
async fn front_end_error_after_execution() {
    let fault = Fault::Status { status: 504, retry_after: None }.after_execution();
    let failed = under(fault).await.failed(http, "HTTP status 504");
    failed.seen(1, 1).may_have_executed(true).retryable(true);
}

#[tokio::test]
async fn front_end_says_when_to_try_again() {
    for status in [429, 503] {
        let fault = Fault::Status { status, retry_after: Some(7) };
        let failed = under(fault).await.failed(http, "retry after 7 s");
        assert_eq!(failed.error.retry_after(), Some(Duration::from_secs(7)));
        assert_eq!(failed.error.is_throttled(), status == 429);
    }
}

#[tokio::test]
async fn redirect() {
    let failed = under(Fault::Redirect).await.failed(http, "HTTP status 302");
    failed.seen(1, 0).retryable(false);
}

#[tokio::test]
async fn page_of_a_proxy() {
    let failed = under(Fault::Page).await.failed(not_top, "it is an HTML page");
    failed.seen(1, 0).may_have_executed(true).retryable(false);
}

#[tokio::test]
async fn answer_of_something_else() {
    for body in ["", " \n", "OK", "[]", "null", "{}", "<a/>"] {
        let answer = Fault::Answer {
            status: 200,
            content_type: "text/plain".to_owned(),
            body: body.as_bytes().to_vec(),
        };
        under(answer).await.failed(not_top, "not a reply of the platform").seen(1, 0).may_have_executed(true);
    }
}

#[tokio::test]
async fn closed_without_reply() {
    under(Fault::Close)
        .await
        .failed(transport, "no reply")
        .seen(1, 0)
        .may_have_executed(true)
        .retryable(true);
}

#[tokio::test]
async fn closed_without_reply_after_execution() {
    let failed = under(Fault::Close.after_execution()).await.failed(transport, "no reply");
    failed.seen(1, 1).may_have_executed(true).retryable(true);
}

#[tokio::test]
async fn reset_without_reply() {
    for (fault, executed) in [(Fault::Reset, 0), (Fault::Reset.after_execution(), 1)] {
        let failed = under(fault).await.failed(transport, "no reply");
        failed.seen(1, executed).may_have_executed(true).retryable(true);
    }
}

#[tokio::test]
async fn closed_unread() {
    for fault in [Fault::CloseUnread, Fault::ResetUnread] {
        let failed = under(fault).await.failed(transport, "no reply");
        failed.seen(0, 0).may_have_executed(true).retryable(true);
    }
}

#[tokio::test]
async fn clock_off() {
    for seconds in [3600, -3600] {
        let failed = under(Fault::Clock { seconds }).await.failed(platform, "isv.timestamp-limit-error");
        let failed = failed.seen(1, 0).may_have_executed(false).retryable(false);
        assert!(failed.error.is_caller_fault());
    }
}

#[tokio::test]
async fn slow_within_the_limits() {
    under(Fault::SlowHead(SHORT)).await.answered();
    under(Fault::SlowBody(SHORT)).await.answered();
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
    under(Fault::CutHead)
        .await
        .failed(transport, "no reply")
        .seen(1, 1)
        .may_have_executed(true)
        .retryable(true);
}

#[tokio::test]
async fn cut_within_the_body() {
    for fault in [Fault::CutBody, Fault::CutChunks] {
        let failed = under(fault).await.failed(transport, "the reply broke off after ");
        failed.seen(1, 1).may_have_executed(true).retryable(true);
    }
}

#[tokio::test]
async fn gzip_that_is_none() {
    let failed = under(Fault::GzipGarbage).await.failed(transport, "the reply is not valid gzip (");
    failed.seen(1, 1).may_have_executed(true);
}

#[tokio::test]
async fn gzip_that_ends_too_early() {
    let failed = under(Fault::GzipTruncated).await.failed(transport, "the reply is not valid gzip (");
    failed.seen(1, 1).may_have_executed(true);
}

#[tokio::test]
async fn gzip_bomb() {
    let failed = under(Fault::GzipBomb { bytes: 4 << 20 }).await;
    failed.failed(not_top, "longer than the 65536 bytes").seen(1, 1).may_have_executed(true).retryable(false);
}

#[tokio::test]
async fn body_too_long() {
    let failed = under(Fault::Oversized { bytes: 4 << 20 }).await;
    failed.failed(not_top, "longer than the 65536 bytes").seen(1, 1).may_have_executed(true).retryable(false);
}

#[tokio::test]
async fn good_in_gzip() {
    under(Fault::Gzip).await.answered();
}

#[tokio::test]
async fn good_in_gbk() {
    under(Fault::Gbk { declared: true }).await.answered();
}

#[tokio::test]
async fn gbk_that_says_nothing_of_it() {
    let text = under(Fault::Gbk { declared: false }).await.result.unwrap();
    assert!(text.contains('\u{fffd}'), "{text}");
}

#[tokio::test]
async fn wrong_or_no_content_type() {
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
        under(Fault::ContentType(content_type.to_owned())).await.answered();
    }
}

#[tokio::test]
async fn empty_body() {
    let failed = under(Fault::Empty).await.failed(not_top, "the body is empty");
    failed.seen(1, 1).may_have_executed(true).retryable(false);
}

#[tokio::test]
async fn kept_connection_closed_by_the_gateway() {
    let sandbox = Sandbox::builder()
        .reply::<Once>(|_| Done { text: ANSWER.to_owned() })
        .fault(Fault::CloseIdle)
        .start()
        .await
        .unwrap();
    let client = sandbox.client().unwrap();
    client.execute(&Once).await.unwrap();
    // The end of the connection has come by now; whoever calls in the same moment may lose, as for any pool. Each short wait lets every
    // task of this thread run, however busy the machine is.
    for _ in 0..10 {
        tokio::time::sleep(SHORT / 10).await;
    }
    client.execute(&Once).await.unwrap();
    assert_eq!(sandbox.requests().len(), 2);
}
