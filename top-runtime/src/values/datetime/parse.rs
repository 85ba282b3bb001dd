//! Parsing of times in each form that replies have.

use super::{DateTime, OFFSET};
use crate::values::whole_number;

/// A time with milliseconds, which [`Millis`](crate::Millis) needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Seconds since 1970-01-01 00:00:00 UTC.
    pub(crate) seconds: i64,
    /// 0 to 999.
    pub(crate) millis: i64,
}

impl Moment {
    /// Parses a date with or without a time of day, or a count of seconds or milliseconds.
    ///
    /// `None` for other texts, and for times outside the years 1 to 9999.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.starts_with(|c: char| c.is_ascii_digit()) && !text.starts_with('0') {
            Self::of_date(text).or_else(|| Self::of_count(&whole_number(text)?))
        } else {
            // A count has no leading zero, because the number of its digits determines the unit.
            Self::of_date(text)
        }
    }

    /// Parses 10 digits as seconds, 13 as milliseconds, 14 as a date without separators.
    fn of_count(digits: &str) -> Option<Self> {
        match (digits.len(), digits.parse::<i64>().ok()?) {
            (10, seconds) => Some(Self { seconds, millis: 0 }),
            (13, millis) => Some(Self { seconds: millis.div_euclid(1000), millis: millis.rem_euclid(1000) }),
            (14, _) => {
                let (date, clock) = digits.split_at_checked(8)?;
                Self::of_date(&[date, "T", clock].concat())
            }
            _ => None,
        }
    }

    /// Parses `2012-12-12`, `2012-12-12 12:12`, `2012-12-12T12:12:12.123+08:00`,
    /// `20121212T121212Z`.
    fn of_date(text: &str) -> Option<Self> {
        let mut rest = Cursor(text);
        let year = rest.number(4, 4)?;
        let separator = ['-', '/'].into_iter().find(|separator| rest.skip(*separator).is_some());
        // Without separators all numbers have two digits.
        let min_digits = if separator.is_some() { 1 } else { 2 };
        let month = u8::try_from(rest.number(min_digits, 2)?).ok()?;
        if let Some(separator) = separator {
            rest.skip(separator)?;
        }
        let day = u8::try_from(rest.number(min_digits, 2)?).ok()?;
        let clock = if rest.0.is_empty() && separator.is_some() {
            Clock { second: 0, millis: 0, offset: OFFSET }
        } else {
            Clock::parse(rest, separator.is_none())?
        };
        let year = i32::try_from(year).ok()?;
        let is_date = year >= 1
            && (1..=12).contains(&month)
            && (1..=datealgo::days_in_month(year, month)).contains(&day);
        let days = is_date.then(|| i64::from(datealgo::date_to_rd((year, month, day))))?;
        let seconds = days * 86_400 + clock.second - clock.offset;
        let (first, last) = DateTime::RANGE;
        (first..=last).contains(&seconds).then_some(Self { seconds, millis: clock.millis })
    }
}

/// A time of day.
struct Clock {
    /// Second of the day.
    second: i64,
    millis: i64,
    /// Seconds east of UTC.
    offset: i64,
}

impl Clock {
    /// Parses the text after a date.
    fn parse(mut rest: Cursor<'_>, is_compact: bool) -> Option<Self> {
        rest.skip('T').or_else(|| rest.skip('t')).or_else(|| rest.skip(' ').filter(|()| !is_compact))?;
        let min_digits = if is_compact { 2 } else { 1 };
        let hour = rest.number(min_digits, 2)?;
        if !is_compact {
            rest.skip(':')?;
        }
        let minute = rest.number(min_digits, 2)?;
        let has_seconds = if is_compact {
            rest.0.starts_with(|c: char| c.is_ascii_digit())
        } else {
            rest.skip(':').is_some()
        };
        let second = if has_seconds { rest.number(min_digits, 2)? } else { 0 };
        let is_fraction = has_seconds && rest.skip('.').or_else(|| rest.skip(',')).is_some();
        let millis = if is_fraction { rest.millis()? } else { 0 };
        let offset = rest.zone()?;
        let is_clock = hour < 24 && minute < 60 && second < 60;
        is_clock.then(|| Self { second: i64::from(hour * 3600 + minute * 60 + second), millis, offset })
    }
}

/// The rest of the text of a time.
struct Cursor<'t>(&'t str);

impl Cursor<'_> {
    fn skip(&mut self, c: char) -> Option<()> {
        self.0 = self.0.strip_prefix(c)?;
        Some(())
    }

    /// Parses a decimal number of `min` to `max` digits.
    fn number(&mut self, min: usize, max: usize) -> Option<u32> {
        let digits = self.0.bytes().take(max).take_while(u8::is_ascii_digit).count();
        if digits < min {
            return None;
        }
        let (number, rest) = self.0.split_at(digits);
        self.0 = rest;
        number.parse().ok()
    }

    /// Parses a fraction of 1 to 9 digits as milliseconds.
    fn millis(&mut self) -> Option<i64> {
        let before = self.0.len();
        let fraction = i64::from(self.number(1, 9)?);
        match u32::try_from(before - self.0.len()).ok()? {
            digits @ 0..=3 => Some(fraction * 10_i64.pow(3 - digits)),
            digits => Some(fraction / 10_i64.pow(digits - 3)),
        }
    }

    /// Parses a time zone up to the end of the text. Returns the seconds east of UTC. Default:
    /// GMT+8.
    fn zone(&mut self) -> Option<i64> {
        if self.0.is_empty() {
            return Some(OFFSET);
        }
        let _ = self.skip(' ');
        if self.0.eq_ignore_ascii_case("z") {
            return Some(0);
        }
        let sign = self.skip('+').map(|()| 1).or_else(|| self.skip('-').map(|()| -1))?;
        let hours = self.number(2, 2)?;
        let minutes = if self.0.is_empty() {
            0
        } else {
            let _ = self.skip(':');
            self.number(2, 2)?
        };
        (self.0.is_empty() && hours < 24 && minutes < 60)
            .then(|| sign * i64::from(hours * 3600 + minutes * 60))
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;
    use crate::DateTime;

    fn parse(text: &str) -> Option<(String, i64)> {
        let moment = Moment::parse(text)?;
        Some((DateTime::from_unix(moment.seconds).to_string(), moment.millis))
    }

    #[test]
    fn unambiguous_forms_of_dates_are_accepted() {
        for (text, expected, millis) in [
            ("2012-12-12 12:12:12", "2012-12-12 12:12:12", 0),
            ("2012-12-12 12:12:12.9", "2012-12-12 12:12:12", 900),
            ("2012-12-12 12:12:12,999999", "2012-12-12 12:12:12", 999),
            ("2012-1-2 3:4:5", "2012-01-02 03:04:05", 0),
            ("2012-12-12 12:12", "2012-12-12 12:12:00", 0),
            ("2012-12-12T12:12Z", "2012-12-12 20:12:00", 0),
            ("2012/12/12 12:12:12", "2012-12-12 12:12:12", 0),
            ("2024-02-29", "2024-02-29 00:00:00", 0),
            ("2024/2/9", "2024-02-09 00:00:00", 0),
            ("2024-02-29T12:00:00z", "2024-02-29 20:00:00", 0),
            ("2024-02-29T12:00:00+08:00", "2024-02-29 12:00:00", 0),
            ("2024-02-29T12:00:00.000+0800", "2024-02-29 12:00:00", 0),
            ("2024-02-29 12:00:00 -05", "2024-03-01 01:00:00", 0),
            ("20121212T121212", "2012-12-12 12:12:12", 0),
            ("20121212T1212Z", "2012-12-12 20:12:00", 0),
            ("20121212121212", "2012-12-12 12:12:12", 0),
            ("1988-07-01 00:00:00", "1988-07-01 00:00:00", 0),
            ("0001-01-01 00:00:00", "0001-01-01 00:00:00", 0),
            ("9999-12-31 23:59:59", "9999-12-31 23:59:59", 0),
        ] {
            assert_eq!(parse(text), Some((expected.to_owned(), millis)), "{text}");
        }
    }

    #[test]
    fn counts_of_10_or_13_digits_are_seconds_or_milliseconds() {
        for (text, expected, millis) in [
            ("1355285532", "2012-12-12 12:12:12", 0),
            ("1355285532000", "2012-12-12 12:12:12", 0),
            (" 1355285532999 ", "2012-12-12 12:12:12", 999),
            ("1.355285532E12", "2012-12-12 12:12:12", 0),
            ("1355285532.0", "2012-12-12 12:12:12", 0),
            ("1000000000", "2001-09-09 09:46:40", 0),
            ("9999999999999", "2286-11-21 01:46:39", 999),
        ] {
            assert_eq!(parse(text), Some((expected.to_owned(), millis)), "{text}");
        }
    }

    #[test]
    fn ambiguous_and_invalid_times_are_refused() {
        for text in [
            "",
            "0",
            "-1355285532",
            "+1355285532",
            "0000001355285532",
            "0355285532",
            "135528553",
            "13552855320",
            "135528553200",
            "20121212",
            "201212121212",
            "20121312121212",
            "20121212121260",
            "1355285532.5",
            "1355285532000000",
            "1e999",
            "2012-12-32 00:00:00",
            "2023-02-29 00:00:00",
            "2012-13-01",
            "2012-12/01",
            "12-1-1",
            "12/12/2012",
            "2012-12-12 24:00:00",
            "2012-12-12 12",
            "2012-12-12 12:12:",
            "2012-12-12 12:12.5",
            "2012-12-12 12:12:60",
            "2012-12-12 12:12:12x",
            "2012-12-12 12:12:12.1234567890",
            "2012-12-12T",
            "2012-12-12Z",
            "20121212 121212",
            "20121212T12:12:12",
            "0000-01-01 00:00:00",
            "0001-01-01T00:00:00+23:00",
            "9999-12-31T23:59:59-12:00",
            "2012-12-12 12:12:12+99:00",
            "昨天",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
