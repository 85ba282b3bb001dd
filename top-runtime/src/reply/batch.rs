//! Splits the reply to a batch into the replies of its calls.

use std::borrow::Cow;

use bytestring::ByteString;

use super::{ReplyMeta, TextResponse};
use crate::codec::encode::Kind;
use crate::error::{Context, Error, ErrorKind, UnexpectedBody};
use crate::outcome::OutcomeFields;
use crate::request::batch::SEPARATOR;

/// Method of the error of a whole batch.
pub(crate) const BATCH: &str = "batch";

/// Returns the replies in the order of the calls, each with the method of its call.
///
/// The number of replies must be that of the calls, as replies carry no name of their call. Text in
/// JSON cannot contain the separator, a raw line break. XML can; then there are too many replies.
///
/// # Errors
///
/// The error of the whole batch.
pub(crate) fn split_replies<'m>(
    response: TextResponse,
    methods: impl ExactSizeIterator<Item = &'m Cow<'static, str>>,
) -> Result<Vec<Result<TextResponse, Error>>, Error> {
    let mut parts: Vec<&str> = response.body.split(SEPARATOR).collect();
    if parts.len() == methods.len() + 1 && parts.last().is_some_and(|last| last.trim().is_empty()) {
        parts.pop();
    }
    if parts.len() != methods.len() || !response.status.is_success() {
        let mismatch = format!(
            "the batch has {} calls, the body the replies to {}: none can be assigned",
            methods.len(),
            parts.len()
        );
        return Err(whole_error(response, mismatch));
    }
    let of_call = |(part, method): (&str, &Cow<'static, str>)| {
        if part.trim().is_empty() {
            return Err(unexpected(method, part, "the reply in the batch is empty".to_owned()));
        }
        Ok(TextResponse {
            method: method.clone(),
            simplify: response.simplify,
            protocol: response.protocol,
            status: response.status,
            headers: response.headers.clone(),
            // A copy, so that one reply does not keep the body of all alive.
            body: ByteString::from(part),
        })
    };
    Ok(parts.into_iter().zip(methods).map(of_call).collect())
}

/// Returns the platform's error for the whole batch or the error of its HTTP status, else a
/// mismatch.
fn whole_error(response: TextResponse, mismatch: String) -> Error {
    let (is_success, body) = (response.status.is_success(), response.body.clone());
    match ReplyMeta::decode(response, true, Kind::Any, &OutcomeFields::NONE, &mut ()) {
        Err(error) if !is_success || matches!(error.kind(), ErrorKind::Platform(_)) => error,
        _ => unexpected(BATCH, &body, mismatch),
    }
}

fn unexpected(method: &str, body: &str, reason: String) -> Error {
    Error::new(Context::new(method).with_body(body), UnexpectedBody { reason, content_type: None })
}
