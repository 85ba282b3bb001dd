//! Text of an error: one line, each fact once.

use std::fmt;

use super::{Context, Earlier, Error, ErrorKind};
use crate::issue::{Issue, escape_control, message, quote_excerpt, truncate_message};
use crate::secret::scrub;

/// Characters of a body that are searched for secrets before an excerpt is cut from them.
const SCRUBBED: usize = 1024;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", truncate_message(self.method()))?;
        #[cfg(feature = "batch")]
        if self.is_of_batch() {
            f.write_str("the whole batch failed: ")?;
        }
        describe(f, self.kind(), &self.0.context)?;
        if let Some(id) = self.request_id() {
            write!(f, ", request_id {}", quote_excerpt(id))?;
        }
        match (self.attempts(), self.0.context.earlier) {
            (1, Earlier::MaybeExecuted) => f.write_str(", after 1 attempt, which may have been executed"),
            (attempts, Earlier::MaybeExecuted) => {
                write!(f, ", after {attempts} attempts, of which an earlier one may have been executed")
            }
            (0 | 1, _) => Ok(()),
            (attempts, _) => write!(f, ", after {attempts} attempts"),
        }
    }
}

fn describe(f: &mut fmt::Formatter<'_>, kind: &ErrorKind, context: &Context) -> fmt::Result {
    match kind {
        ErrorKind::Invalid(e) => {
            f.write_str("request not sent: ")?;
            write_issues(f, &e.issues)
        }
        ErrorKind::Throttled(e) => {
            let (left, not_sent) = (e.left, not_sent(context));
            let Some(ban) = &e.ban else {
                return write!(
                    f,
                    "{not_sent}: client-side rate limit: next slot in {left:.1?}, after the deadline"
                );
            };
            write!(
                f,
                "{not_sent}: banned by the platform for another {left:.1?}: code {}",
                escape_control(&ban.code)
            )?;
            ban.sub_code
                .as_ref()
                .map_or(Ok(()), |sub_code| write!(f, ", sub_code {}", quote_excerpt(sub_code)))
        }
        ErrorKind::Transport(e) => {
            let what = if e.sent { "no reply (the call may have been executed)" } else { not_sent(context) };
            write!(f, "{what}: {}", truncate_message(&e.error.to_string()))
        }
        ErrorKind::Http(e) => {
            write!(f, "HTTP status {}", e.status)?;
            if let Some(after) = e.retry_after {
                write!(f, " (retry after {} s)", after.as_secs())?;
            }
            write_body(f, context)
        }
        ErrorKind::UnexpectedBody(e) => {
            write!(f, "not a reply of the platform: {}", truncate_message(&e.reason))?;
            if let Some(content_type) = &e.content_type {
                write!(f, ", content type {}", quote_excerpt(content_type))?;
            }
            write_body(f, context)
        }
        ErrorKind::Platform(e) => e.describe(f),
        ErrorKind::Business(e) => {
            f.write_str("business failure")?;
            if let Some(code) = e.code() {
                write!(f, ": code {}", quote_excerpt(code))?;
            }
            if let Some(text) = e.message() {
                write!(f, "{} message {}", if e.code().is_some() { "," } else { ":" }, message(text))?;
            }
            match e.failure.details.len() {
                0 | 1 => Ok(()),
                count => write!(f, " (first of {count})"),
            }
        }
        ErrorKind::Decode(e) => write!(f, "the reply does not fit its declaration: {}", e.issue),
    }
}

/// Names the attempt that was not sent: an earlier one may have been.
fn not_sent(context: &Context) -> &'static str {
    match context.earlier {
        Earlier::NotSent => "request not sent",
        Earlier::Refused | Earlier::MaybeExecuted => "last attempt not sent",
    }
}

fn write_issues(f: &mut fmt::Formatter<'_>, issues: &[Issue]) -> fmt::Result {
    for (index, issue) in issues.iter().enumerate() {
        write!(f, "{}{issue}", if index == 0 { "" } else { "; " })?;
    }
    Ok(())
}

/// Writes an excerpt of the body. A body that cannot be parsed may contain tokens that the platform
/// has just issued.
fn write_body(f: &mut fmt::Formatter<'_>, context: &Context) -> fmt::Result {
    match context.body.as_deref() {
        Some(body) if !body.trim().is_empty() => {
            let end = body.char_indices().nth(SCRUBBED).map_or(body.len(), |(index, _)| index);
            write!(f, ", body {}", quote_excerpt(&scrub(&body[..end])))
        }
        _ => Ok(()),
    }
}
