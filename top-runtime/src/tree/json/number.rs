//! Numbers: validated, but not converted.

use super::{Fault, Parser};

impl Parser<'_> {
    /// Validates a number and returns its end.
    #[inline]
    pub(super) fn number(&mut self, at: usize) -> Option<usize> {
        let whole = at + usize::from(self.byte(at) == Some(b'-'));
        let mut at = self.digits(whole)?;
        if self.byte(whole) == Some(b'0') && at > whole + 1 {
            return self.stop(whole + 1, Fault::Expected("a number without leading zeros"));
        }
        if self.byte(at) == Some(b'.') {
            at = self.digits(at + 1)?;
        }
        if let Some(b'e' | b'E') = self.byte(at) {
            let signed = matches!(self.byte(at + 1), Some(b'+' | b'-'));
            at = self.digits(at + 1 + usize::from(signed))?;
        }
        Some(at)
    }

    /// Skips at least one digit.
    #[inline]
    fn digits(&mut self, at: usize) -> Option<usize> {
        let mut end = at;
        while matches!(self.byte(end), Some(b'0'..=b'9')) {
            end += 1;
        }
        if end > at { Some(end) } else { self.stop(at, Fault::Expected("digit")) }
    }
}
