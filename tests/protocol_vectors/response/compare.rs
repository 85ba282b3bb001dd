//! What was read against what is to be read.

use top_runtime::Error;
use top_runtime::error::ErrorKind;

use super::wanted::{PlatformError, Wanted};
use crate::apis::Seen;
use crate::check::{Checked, holds, same};

/// What was read is what is wanted.
pub(crate) fn compare(read: &Result<Seen, Error>, wanted: &Wanted) -> Checked {
    match (read.as_ref().map_err(|error| (error, error.kind())), wanted) {
        (Ok(seen), Wanted::Reply { fields, request_id, issues }) => {
            same("fields", &seen.fields, fields)?;
            same("request_id", &seen.request_id, request_id)?;
            same("issues", &seen.issues, issues)
        }
        (Err((error, ErrorKind::Platform(_))), Wanted::Platform(wanted)) => {
            same("error", &platform(error), wanted)
        }
        (Err((_, ErrorKind::UnexpectedBody(error))), Wanted::NotTop(reason)) => {
            holds(&format!("the reason is `{}`", error.reason), error.reason.contains(reason))
        }
        (Err((_, ErrorKind::Decode(_))), Wanted::Decode) => Ok(()),
        (read, wanted) => Err(format!("read {read:?}\n  wanted {wanted:?}")),
    }
}

/// The fields of an error of the platform.
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
