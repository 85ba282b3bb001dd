//! Outcome that a platform reports in the same place in every reply.

use crate::outcome::{BusinessFailure, Verdict, is_success_word};
use crate::protocol::{Protocol, ReplyForm};
use crate::tree::Node;

/// Returns the outcome of a reply whose type has no outcome fields.
///
/// APIs of AliExpress with a name have an object `resp_result` with `resp_code`, which is 200 for
/// success, and `resp_msg`.
pub(super) fn verdict_of(protocol: &Protocol, payload: Node<'_>) -> Verdict {
    if protocol.reply != ReplyForm::EnvelopeWithResult {
        return Verdict::Success;
    }
    let text = |name| payload.member("resp_result")?.member(name)?.scalar().map(str::to_owned);
    match text("resp_code") {
        Some(code) if !code.trim().is_empty() && !is_success_word(&code) => {
            let failure =
                BusinessFailure { code: Some(code), message: text("resp_msg"), ..BusinessFailure::default() };
            Verdict::Failure { failure, is_inferred: true }
        }
        _ => Verdict::Success,
    }
}
