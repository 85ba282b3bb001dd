//! The timestamp: its format, its time zone, its age.

use super::Finding;
use crate::sign::args::Protocol;
use crate::sign::request::Request;
use crate::sign::time::{PLATFORM_OFFSET, parse_text};

/// Difference in seconds that gateways of TOP tolerate. Those of IOP tolerate two hours.
const TOLERANCE: i64 = 600;
const IOP_TOLERANCE: i64 = 7200;
/// Zones differ by at most 14 + 12 hours; those next to GMT+8 by an hour, within the tolerance.
const MIN_ZONES: i64 = 3600 - TOLERANCE;
const MAX_ZONES: i64 = 26 * 3600;

pub(super) fn check(
    request: &Request,
    protocol: Protocol,
    at: Option<i64>,
    now: i64,
    findings: &mut Vec<Finding>,
) {
    let Some(text) = request.text("timestamp").filter(|text| !text.trim().is_empty()) else { return };
    let (time, tolerance) = match protocol {
        Protocol::Iop => (iop_time(&text), IOP_TOLERANCE),
        Protocol::Top | Protocol::Qimen => {
            (parse_text(&text, PLATFORM_OFFSET).filter(|_| !text.contains('T')), TOLERANCE)
        }
    };
    let Some(time) = time else {
        let help = match protocol {
            Protocol::Iop => "write the milliseconds since 1970: 13 digits",
            Protocol::Top | Protocol::Qimen => "write `yyyy-MM-dd HH:mm:ss` in GMT+8",
        };
        findings.push(Finding::mistake(
            format!("the timestamp `{}` has a format that the gateway does not read", text.trim()),
            help,
        ));
        return;
    };
    let difference = time - at.unwrap_or(now);
    if difference.abs() <= tolerance {
        return;
    }
    // Nearly all zones differ by half hours. Without a known time, an old request looks like another zone.
    let rest = difference.rem_euclid(1800);
    let is_zone = (MIN_ZONES..=MAX_ZONES).contains(&difference.abs()) && rest.min(1800 - rest) <= 120;
    let is_local = is_zone && protocol != Protocol::Iop;
    let shift = shift(difference);
    let finding = match (is_local, at.is_some() || difference > 0) {
        (true, true) => Finding::mistake(
            format!("local time: the timestamp is {shift} hours from GMT+8"),
            "compute the timestamp in GMT+8, whatever the time zone of the machine",
        ),
        (true, false) => Finding::mistake(
            format!("local time, or an old request: the timestamp is {shift} hours from now in GMT+8"),
            "compute the timestamp in GMT+8; `--at` states when an old request was sent",
        ),
        (false, true) => Finding::mistake(
            format!(
                "stale clock: the timestamp differs by {} s from the time of the request",
                difference.abs()
            ),
            format!(
                "the gateway tolerates {tolerance} s: synchronise the clock, and read it for every attempt"
            ),
        ),
        (false, false) => Finding::note(
            format!("stale clock, or an old request: the timestamp is {} s old", difference.abs()),
            format!("the gateway tolerates {tolerance} s; `--at` states when an old request was sent"),
        ),
    };
    findings.push(finding);
}

/// Returns a difference in hours, rounded to half hours: `-8`, `+1.5`.
fn shift(difference: i64) -> String {
    let halves = (difference + 900).div_euclid(1800);
    let sign = if halves < 0 { '-' } else { '+' };
    let fraction = if halves % 2 == 0 { "" } else { ".5" };
    format!("{sign}{}{fraction}", halves.abs() / 2)
}

/// Reads milliseconds, or `2017-11-11T12:00:00Z`.
fn iop_time(text: &str) -> Option<i64> {
    match text.len() {
        13 => text.parse::<i64>().ok().map(|millis| millis / 1000),
        20 => text.strip_suffix('Z').and_then(|text| parse_text(text, 0)),
        // Seen to be accepted, as TOP writes it.
        19 => parse_text(text, PLATFORM_OFFSET),
        _ => None,
    }
}
