//! Dates decoded from text and encoded again.

use top_runtime::{DateTime, Millis};

use crate::check::{Checked, same};
use crate::vector::{Vector, text};

/// Intended differences: the text, and the client's result.
const DIFFERENCES: [(&str, Option<&str>); 3] = [
    // The SDK fails the whole call for a date without a time. The client reads midnight.
    ("d_no_time", Some("2012-12-12 00:00:00")),
    // A date with the ISO separator.
    ("d_t_sep", Some("2012-12-12 12:12:12")),
    // The SDK reads month 13, day 32 as 2 February. The client reports an issue.
    ("d_rollover", None),
];

pub(super) fn check(vector: &Vector) -> Checked {
    let ours = text(&vector.input, "text").parse::<DateTime>().ok();
    let written = ours.map(|time| time.to_string());
    let theirs = vector.expect["formatted"].as_str();
    if let Some((_, expected)) = DIFFERENCES.iter().find(|(id, _)| *id == vector.id) {
        assert_ne!(written.as_deref(), theirs, "no longer a difference");
        return same("text", written.as_deref(), *expected);
    }
    same("text", written.as_deref(), theirs)?;
    let millis = ours.map(|time| Millis::from(time).0);
    same("milliseconds", millis, vector.expect["epoch_ms"].as_i64())
}
