//! Times of the platform: `yyyy-MM-dd HH:mm:ss` in GMT+8.

mod arithmetic;
mod parse;

use std::fmt;
use std::str::FromStr;

pub(crate) use parse::Moment;

/// Seconds from UTC to GMT+8. The platform has no daylight saving time, not even for 1986 to 1991.
const OFFSET: i64 = 8 * 3600;

/// A time of the platform: `yyyy-MM-dd HH:mm:ss` in GMT+8, to the second.
///
/// ```
/// use top_runtime::DateTime;
/// let time: DateTime = "2025-11-17 00:00:00".parse()?;
/// assert_eq!(time.unix(), 1_763_308_800);
/// assert_eq!(DateTime::from_unix(1_763_308_800).to_string(), "2025-11-17 00:00:00");
/// # Ok::<(), top_runtime::error::DateTimeError>(())
/// ```
///
/// Parsing and decoding accept these forms, in a reply as text or as a number:
///
/// | form | meaning |
/// |---|---|
/// | `2012-12-12 12:12:12`, `2012-1-2 3:4:5`, `2012/12/12 12:12:12` | GMT+8 |
/// | `2012-12-12 12:12`, `2012-12-12` | second 0; midnight |
/// | `2012-12-12T12:12:12.123Z`, `2012-12-12 12:12:12+0800` | ISO 8601 with time zone; the fraction is dropped |
/// | `20121212121212`, `20121212T121212Z` | forms without separators, with seconds |
/// | ten digits: `1355285532` | seconds since 1970 |
/// | thirteen digits: `1355285532000` | milliseconds since 1970 |
///
/// Errors: a number with another count of digits, because its unit is unknown, and a time outside
/// the years 1 to 9999.
///
/// Times are ordered. `time + span`, `time - span` and `time - earlier` use
/// [`Duration`](std::time::Duration). No default: a forgotten time would be sent as 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(i64);

impl DateTime {
    /// 0001-01-01 00:00:00 and 9999-12-31 23:59:59 in GMT+8, the range of a year with four digits.
    const RANGE: (i64, i64) = (-62_135_596_800 - OFFSET, 253_402_300_799 - OFFSET);

    /// Creates a time from seconds since 1970-01-01 00:00:00 UTC, clamped to the years 1 to 9999.
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

    /// Returns the seconds since 1970-01-01 00:00:00 UTC.
    #[must_use]
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// Appends the wire text.
    pub(crate) fn write(self, out: &mut String) {
        out.push_str(self.text().as_str());
    }

    /// Returns the wire text.
    pub(crate) fn text(self) -> Timestamp {
        let (year, month, day, hour, minute, second) = datealgo::secs_to_datetime(self.0 + OFFSET);
        let year = u16::try_from(year).unwrap_or(0);
        let Timestamp { mut text, .. } = Timestamp::UNTOLD;
        let date_digits = [(0, year / 100), (2, year), (5, month.into()), (8, day.into())];
        let clock_digits = [(11, hour.into()), (14, minute.into()), (17, second.into())];
        for (at, value) in date_digits {
            text[at..at + 2].copy_from_slice(&digits(value));
        }
        for (at, value) in clock_digits {
            text[at..at + 2].copy_from_slice(&digits(value));
        }
        Timestamp::of(text)
    }
}

/// The characters of a time: 19, or 13 digits of milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timestamp {
    text: [u8; 19],
    len: usize,
}

impl Timestamp {
    /// A placeholder for a time that is not known yet.
    pub(crate) const UNTOLD: Self = Self::of(*b"0000-00-00 00:00:00");

    const fn of(text: [u8; 19]) -> Self {
        Self { text, len: 19 }
    }

    /// Returns a time in milliseconds since 1970. Times before 2001 have leading zeros.
    pub(crate) fn of_millis(millis: u64) -> Self {
        const LEN: usize = 13;
        let (mut text, mut rest) = (Self::UNTOLD.text, millis);
        for digit in text[..LEN].iter_mut().rev() {
            *digit = b'0' + u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        Self { text, len: LEN }
    }

    pub(crate) fn as_str(&self) -> &str {
        self.text.get(..self.len).and_then(|text| str::from_utf8(text).ok()).unwrap_or_default()
    }
}

/// Returns the last two decimal digits of a number.
fn digits(value: u16) -> [u8; 2] {
    const TABLE: [[u8; 2]; 100] = {
        let mut table = [[b'0'; 2]; 100];
        let mut tens = 0_u8;
        while tens < 10 {
            let mut ones = 0_u8;
            while ones < 10 {
                table[10 * tens as usize + ones as usize] = [b'0' + tens, b'0' + ones];
                ones += 1;
            }
            tens += 1;
        }
        table
    };
    TABLE[usize::from(value % 100)]
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text().as_str())
    }
}

/// The error of parsing a text that is not a time, or of converting a time that another type cannot
/// represent. Shows the first 40 characters of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTimeError {
    text: String,
    expected: &'static str,
}

impl DateTimeError {
    pub(crate) fn new(text: &str) -> Self {
        let expected = "a time: expected `yyyy-MM-dd HH:mm:ss`, like `2025-11-17 00:00:00`";
        Self { text: text.chars().take(40).collect(), expected }
    }

    fn beyond_system_time(time: DateTime) -> Self {
        Self { text: time.to_string(), expected: "within the range of `SystemTime` on this system" }
    }
}

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.text, self.expected)
    }
}

impl std::error::Error for DateTimeError {}

impl FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        match Moment::parse(text) {
            Some(moment) => Ok(Self::from_unix(moment.seconds)),
            None => Err(DateTimeError::new(text)),
        }
    }
}

impl TryFrom<&str> for DateTime {
    type Error = DateTimeError;

    fn try_from(text: &str) -> Result<Self, DateTimeError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::DateTime;

    #[test]
    fn times_are_clamped_to_years_1_to_9999() {
        assert_eq!(DateTime::from_unix(i64::MAX).to_string(), "9999-12-31 23:59:59");
        assert_eq!(DateTime::from_unix(i64::MIN).to_string(), "0001-01-01 00:00:00");
    }
}
