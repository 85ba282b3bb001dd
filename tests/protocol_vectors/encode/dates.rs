//! Dates from text, and to text again.

use top_runtime::{DateTime, Millis};

use crate::check::{Checked, same};
use crate::vector::{Vector, text};

/// Where we read a text differently, with the reason: what we make of it.
const DIFFERENCES: [(&str, Option<&str>); 3] = [
    // The SDK fails the whole call over a date without a clock; we read midnight.
    ("d_no_time", Some("2012-12-12 00:00:00")),
    // The same for ISO's separator.
    ("d_t_sep", Some("2012-12-12 12:12:12")),
    // The SDK makes 2 February of month 13, day 32; we say that it is no date.
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
