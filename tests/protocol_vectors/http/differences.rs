//! Intended differences from the SDK: more precise errors, and no hidden retries.

use top_runtime::Error;
use top_runtime::error::ErrorKind;

use crate::apis::Seen;
use crate::check::{Checked, ensure, same};

/// A vector with a different result.
pub(super) struct Difference {
    pub(super) vector: &'static str,
    ours: Ours,
    pub(super) why: &'static str,
}

/// The client's result.
enum Ours {
    /// A reply with these fields as JSON.
    Fields(&'static str),
    /// An error of the platform with this code.
    Platform(&'static str),
    /// An HTTP error with this status.
    Http(u16),
    /// Not a reply, with a reason that contains this text.
    NotTop(&'static str),
    /// Lost after sending, with an error that contains this text.
    Lost(&'static str),
}

use Ours::{Fields, Http, Lost, NotTop, Platform};

impl Difference {
    pub(super) fn check(&self, read: &Result<Seen, Error>) -> Checked {
        match (read.as_ref().map_err(|error| (error, error.kind())), &self.ours) {
            (Ok(seen), Fields(json)) => {
                let fields = serde_json::from_str::<serde_json::Value>(json).map_err(|e| e.to_string())?;
                same("fields", &seen.fields, &fields)
            }
            (Err((_, ErrorKind::Platform(error))), Platform(code)) => same("code", error.code.as_str(), code),
            (Err((_, ErrorKind::Http(error))), Http(status)) => same("status", error.status, *status),
            (Err((_, ErrorKind::UnexpectedBody(error))), NotTop(reason)) => {
                ensure(&format!("the reason is `{}`", error.reason), error.reason.contains(reason))
            }
            (Err((error, ErrorKind::Transport(lost))), Lost(says)) => {
                ensure("it may have been executed", lost.sent && error.may_have_executed())?;
                ensure(&format!("the error is `{error}`"), error.to_string().contains(says))
            }
            (read, _) => Err(format!("it came to {read:?}")),
        }
    }
}

const fn ours(vector: &'static str, ours: Ours, why: &'static str) -> Difference {
    Difference { vector, ours, why }
}

const GOOD: &str = r#"{"extra_err_msg":"中","result":true}"#;

/// All differences.
pub(super) const DIFFERENCES: &[Difference] = &[
    ours("charset_quoted", Fields(GOOD), "quotes around a charset mean nothing"),
    ours("charset_unknown", Fields(GOOD), "a text that is UTF-8 is read, whatever charset is declared"),
    ours("status_400_gzip", Platform("41"), "a body is decompressed whatever the status"),
    ours("status_400_empty", Http(400), "an error of its own kind, with the status as a number"),
    ours("status_403", Platform("11"), "an `error_response` is read whatever the status"),
    ours("status_404", Http(404), "an error of its own kind, with the status and the body"),
    ours("status_429", Platform("7"), "an `error_response` is read whatever the status"),
    ours("status_500", Http(500), "an error of its own kind, with the status and the body"),
    ours("status_502", Http(502), "an error of its own kind, with the status and the body"),
    ours("status_504", Http(504), "an error of its own kind, with the status"),
    ours("status_204", NotTop("empty"), "nothing is no success"),
    ours("redirect_302", Http(302), "no redirect is followed: it would lose the body, or send it elsewhere"),
    ours("redirect_307", Http(307), "no redirect is followed: it would send the session elsewhere"),
    ours("close_without_reply", Lost("no reply"), "nothing is sent twice behind the caller's back"),
    ours("close_always", Lost("no reply"), "nothing is sent twice behind the caller's back"),
    ours("read_timeout", Lost("timed out"), "the error says that the call may have been executed"),
    ours("deflate_ignored", NotTop("content encoding is `deflate`"), "the error names what cannot be undone"),
    ours("gzip_flag_plain_body", Fields(GOOD), "whether a body is gzip is seen from the body"),
];
