//! Compares results with expected results.

use top_runtime::Error;
use top_runtime::error::ErrorKind;

use super::expected::{Expected, PlatformError};
use crate::apis::Seen;
use crate::check::{Checked, ensure, same};

/// Asserts that a result equals the expected one.
pub(crate) fn compare(read: &Result<Seen, Error>, expected: &Expected) -> Checked {
    match (read.as_ref().map_err(|error| (error, error.kind())), expected) {
        (Ok(seen), Expected::Reply { fields, request_id, issues }) => {
            same("fields", &seen.fields, fields)?;
            same("request_id", &seen.request_id, request_id)?;
            same("issues", &seen.issues, issues)
        }
        (Err((error, ErrorKind::Platform(_))), Expected::Platform(expected)) => {
            same("error", &platform(error), expected)
        }
        (Err((_, ErrorKind::UnexpectedBody(error))), Expected::NotTop(reason)) => {
            ensure(&format!("the reason is `{}`", error.reason), error.reason.contains(reason))
        }
        (Err((_, ErrorKind::Decode(_))), Expected::Decode) => Ok(()),
        (read, expected) => Err(format!("read {read:?}\n  expected {expected:?}")),
    }
}

/// Returns the fields of a platform error.
fn platform(error: &Error) -> PlatformError {
    let ErrorKind::Platform(platform) = error.kind() else { panic!("not an error of the platform: {error}") };
    PlatformError {
        code: platform.code.clone(),
        msg: platform.msg.clone(),
        sub_code: platform.sub_code.clone().unwrap_or_default(),
        sub_msg: platform.sub_msg.clone().unwrap_or_default(),
        request_id: error.request_id().unwrap_or_default().to_owned(),
    }
}
