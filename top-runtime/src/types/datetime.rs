//! Wall clock time of the platform: `yyyy-MM-dd HH:mm:ss` in GMT+8, all year round.

use std::fmt;
use std::str::FromStr;

/// Beijing is eight hours ahead of UTC. The platform knows no daylight saving, not even for 1986 to 1991.
const OFFSET: i64 = 8 * 3600;

/// A moment as the platform writes it: `yyyy-MM-dd HH:mm:ss` in GMT+8, to the second.
///
/// ```
/// use top_runtime::DateTime;
/// let time: DateTime = "2025-11-17 00:00:00".parse()?;
/// assert_eq!(time.unix(), 1_763_308_800);
/// assert_eq!(DateTime::from_unix(1_763_308_800).to_string(), "2025-11-17 00:00:00");
/// # Ok::<(), top_runtime::DateTimeError>(())
/// ```
///
/// Reading is a little more tolerant than writing, because replies are: single digits (`2012-1-2 3:4:5`), a date alone
/// (midnight), a `T` for the blank, a fraction (dropped), and a zone (`Z`, `+08:00`), which is then obeyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(i64);

impl DateTime {
    /// 0001-01-01 00:00:00 and 9999-12-31 23:59:59 in GMT+8: what four digits of a year can show.
    const RANGE: (i64, i64) = (-62_135_596_800 - OFFSET, 253_402_300_799 - OFFSET);

    /// From seconds since 1970-01-01 00:00:00 UTC.
    ///
    /// Times outside the years 1 to 9999, which the text cannot show, are held at the nearer end.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Self {
        let (first, last) = Self::RANGE;
        Self(if seconds < first {
            first
        } else if seconds > last {
            last
        } else {
            seconds
        })
    }

    /// Seconds since 1970-01-01 00:00:00 UTC.
    #[must_use]
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// Appends the wire text.
    pub(crate) fn write(self, out: &mut String) {
        out.push_str(self.text().as_str());
    }

    /// The wire text.
    pub(crate) fn text(self) -> Timestamp {
        let (year, month, day, hour, minute, second) = datealgo::secs_to_datetime(self.0 + OFFSET);
        let year = u16::try_from(year).unwrap_or(0);
        let Timestamp(mut text) = Timestamp::UNTOLD;
        let date = [(0, year / 100), (2, year), (5, month.into()), (8, day.into())];
        let clock = [(11, hour.into()), (14, minute.into()), (17, second.into())];
        for (at, value) in date {
            text[at..at + 2].copy_from_slice(&digits(value));
        }
        for (at, value) in clock {
            text[at..at + 2].copy_from_slice(&digits(value));
        }
        Timestamp(text)
    }
}

/// The nineteen characters of a time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timestamp([u8; 19]);

impl Timestamp {
    /// What stands where a time will.
    pub(crate) const UNTOLD: Self = Self(*b"0000-00-00 00:00:00");

    pub(crate) fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The last two decimal digits of a number, as characters.
fn digits(value: u16) -> [u8; 2] {
    const ALL: [[u8; 2]; 100] = {
        let mut all = [[b'0'; 2]; 100];
        let mut tens = 0_u8;
        while tens < 10 {
            let mut ones = 0_u8;
            while ones < 10 {
                all[10 * tens as usize + ones as usize] = [b'0' + tens, b'0' + ones];
                ones += 1;
            }
            tens += 1;
        }
        all
    };
    ALL[usize::from(value % 100)]
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text().as_str())
    }
}

/// A text that is no time: says which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTimeError(String);

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a time: expected `yyyy-MM-dd HH:mm:ss`, like `2025-11-17 00:00:00`", self.0)
    }
}

impl std::error::Error for DateTimeError {}

impl FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        parse(text.trim()).ok_or_else(|| DateTimeError(text.chars().take(40).collect()))
    }
}

/// Reads date, optional clock, optional fraction and optional zone; `None` for anything else or out of range.
fn parse(text: &str) -> Option<DateTime> {
    let mut rest = Cursor(text);
    let year = rest.number(4, 4)?;
    rest.skip('-')?;
    let month = u8::try_from(rest.number(1, 2)?).ok()?;
    rest.skip('-')?;
    let day = u8::try_from(rest.number(1, 2)?).ok()?;
    let mut clock = (0, 0, 0);
    let mut offset = OFFSET;
    if !rest.0.is_empty() {
        rest.skip(' ').or_else(|| rest.skip('T'))?;
        clock.0 = rest.number(1, 2)?;
        rest.skip(':')?;
        clock.1 = rest.number(1, 2)?;
        rest.skip(':')?;
        clock.2 = rest.number(1, 2)?;
        if rest.skip('.').is_some() {
            rest.number(1, 9)?;
        }
        offset = rest.zone()?;
    }
    let year = i32::try_from(year).ok()?;
    let valid = year >= 1
        && (1..=12).contains(&month)
        && (1..=datealgo::days_in_month(year, month)).contains(&day)
        && clock.0 < 24
        && clock.1 < 60
        && clock.2 < 60;
    if !valid {
        return None;
    }
    let days = i64::from(datealgo::date_to_rd((year, month, day)));
    let seconds = i64::from(clock.0 * 3600 + clock.1 * 60 + clock.2);
    Some(DateTime::from_unix(days * 86_400 + seconds - offset))
}

/// What is still to be read of a time's text.
struct Cursor<'t>(&'t str);

impl Cursor<'_> {
    fn skip(&mut self, c: char) -> Option<()> {
        self.0 = self.0.strip_prefix(c)?;
        Some(())
    }

    /// A decimal number of `least` to `most` digits.
    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let digits = self.0.bytes().take(most).take_while(u8::is_ascii_digit).count();
        if digits < least {
            return None;
        }
        let (number, rest) = self.0.split_at(digits);
        self.0 = rest;
        number.parse().ok()
    }

    /// Seconds east of UTC: GMT+8 where nothing is written. Nothing may follow.
    fn zone(&mut self) -> Option<i64> {
        let sign = match self.0.as_bytes() {
            [] => return Some(OFFSET),
            [b'Z'] => return Some(0),
            [b'+', ..] => 1,
            [b'-', ..] => -1,
            _ => return None,
        };
        self.0 = &self.0[1..];
        let hours = self.number(2, 2)?;
        self.skip(':');
        let minutes = self.number(2, 2)?;
        (self.0.is_empty() && hours < 24 && minutes < 60)
            .then(|| sign * i64::from(hours * 3600 + minutes * 60))
    }
}

#[cfg(test)]
mod tests {
    use super::DateTime;

    #[test]
    fn reads_what_replies_hold_and_writes_one_form() {
        for (text, expected) in [
            ("2012-12-12 12:12:12", "2012-12-12 12:12:12"),
            ("2012-12-12 12:12:12.999", "2012-12-12 12:12:12"),
            ("2012-1-2 3:4:5", "2012-01-02 03:04:05"),
            ("2024-02-29", "2024-02-29 00:00:00"),
            ("2024-02-29T12:00:00Z", "2024-02-29 20:00:00"),
            ("2024-02-29T12:00:00+08:00", "2024-02-29 12:00:00"),
            ("1988-07-01 00:00:00", "1988-07-01 00:00:00"),
            ("0001-01-01 00:00:00", "0001-01-01 00:00:00"),
            ("9999-12-31 23:59:59", "9999-12-31 23:59:59"),
        ] {
            assert_eq!(text.parse::<DateTime>().map(|t| t.to_string()).as_deref(), Ok(expected), "{text}");
        }
        for bad in [
            "",
            "2012-12-32 00:00:00",
            "2023-02-29 00:00:00",
            "2012-13-01",
            "12-1-1",
            "2012-12-12 24:00:00",
            "2012-12-12 12:12",
            "2012-12-12 12:12:12x",
            "0000-01-01 00:00:00",
            "2012-12-12 12:12:12+99:00",
            "昨天",
        ] {
            assert!(bad.parse::<DateTime>().is_err(), "{bad}");
        }
    }

    #[test]
    fn holds_what_cannot_be_written() {
        assert_eq!(DateTime::from_unix(i64::MAX).to_string(), "9999-12-31 23:59:59");
        assert_eq!(DateTime::from_unix(i64::MIN).to_string(), "0001-01-01 00:00:00");
    }
}
