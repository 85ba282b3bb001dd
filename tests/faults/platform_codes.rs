//! Classification of the platform's codes and sub-codes.

use top_sandbox::{ErrorResponse, Fault};

use crate::single_attempt::{call_with_fault, platform};

#[tokio::test]
async fn each_platform_code_is_classified() {
    for code in ErrorResponse::codes() {
        let failed = call_with_fault(Fault::Error(ErrorResponse::new(code))).await;
        let failed = failed.failed(platform, &format!("code {code} ")).seen(1, 0);
        failed
            .may_have_executed(matches!(code, 3 | 9 | 10 | 15 | 88))
            .retryable(matches!(code, 3..=8 | 10 | 88));
    }
}

#[tokio::test]
async fn each_retryable_sub_code_is_classified() {
    for (sub_code, maybe_executed) in [
        ("isp.top-remote-connection-error", true),
        ("isp.top-remote-service-unavailable", true),
        ("isp.item-update-service-unavailable", true),
        ("isp.remote-connection-error", true),
        ("isp.runtime-max-limit", true),
        ("isp.call-limited", false),
        ("accesscontrol.limited-by-dynamic-access-count", false),
        ("isv.access-limited-by-app", false),
    ] {
        let refusal = ErrorResponse::new(15).with_sub_code(sub_code);
        let failed = call_with_fault(Fault::Error(refusal)).await.failed(platform, sub_code);
        failed.seen(1, 0).may_have_executed(maybe_executed).retryable(true);
    }
}

#[tokio::test]
async fn each_permanent_sub_code_is_classified() {
    for (sub_code, maybe_executed) in [
        ("isv.invalid-parameter:tid", false),
        ("isv.missing-parameter", false),
        ("isv.permission-api-package-limit", false),
        ("isv.trade-not-exist", false),
        ("isv.request-replay-error", true),
        ("isv.FAIL_BIZ_SERVICE_TIMEOUT", true),
        ("P08", true),
    ] {
        let refusal = ErrorResponse::new(15).with_sub_code(sub_code);
        let failed = call_with_fault(Fault::Error(refusal)).await.failed(platform, sub_code);
        failed.seen(1, 0).may_have_executed(maybe_executed).retryable(false);
    }
}

#[tokio::test]
async fn business_refusal_is_not_a_caller_fault() {
    let refusal = ErrorResponse::new(15).with_sub_code("isv.item-not-exist");
    assert!(
        !call_with_fault(Fault::Error(refusal))
            .await
            .failed(platform, "isv.item-not-exist")
            .error
            .is_caller_fault()
    );
    let refusal = ErrorResponse::new(25).with_sub_code("isv.invalid-signature");
    assert!(
        call_with_fault(Fault::Error(refusal))
            .await
            .failed(platform, "isv.invalid-signature")
            .error
            .is_caller_fault()
    );
}
